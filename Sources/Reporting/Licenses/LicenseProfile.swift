import Licensing

/// What one may expect of a license at a glance; computed from its terms, never stated by hand.
///
/// From the most to the least free: the first that is true of every kind of component that the words of the license cover.
package enum Openness: String, Sendable, CaseIterable {
  /// Everybody may do everything commercially, and give what they changed under terms of their own.
  case permissive
  /// The same, but whether changed versions may go on under own terms is unclear.
  case open
  /// The same, but changed versions may not go on under own terms.
  case shareAlike = "share-alike"
  /// Commercial use is free, copies or changed copies are not.
  case noDerivatives = "no-derivatives"
  /// Commercial use depends on who, where, how large or what for.
  case restricted
  /// Commercial use is forbidden; some other use is not.
  case nonCommercial = "non-commercial"
  /// Some commercial use hangs on unclear words.
  case unclear
  /// Not even research of one's own is granted.
  case closed
  /// A use policy: it takes away and asks, and grants nothing.
  case policy

  package var meaning: String {
    switch self {
    case .permissive: "commercial use, changes and own terms for changed versions are granted to everybody"
    case .shareAlike: "commercial use and changes are granted; own terms for changed versions are not"
    case .open: "commercial use and changes are granted; whether own terms for changed versions are is unclear"
    case .noDerivatives: "commercial use is granted; changing it, or giving copies on, is not"
    case .restricted: "commercial use depends on the facts named as limits"
    case .nonCommercial: "commercial use is forbidden"
    case .unclear: "some commercial use hangs on words of the text that are unclear"
    case .closed: "not even research of one's own is granted"
    case .policy: "a use policy that licenses incorporate; it grants nothing"
    }
  }
}

/// A fact about the user on which some answer of a license depends.
package enum LicenseLimit: String, Sendable, CaseIterable {
  /// Fields of use.
  case fields
  /// Users or money.
  case size
  /// Domicile or place of use.
  case territory
  /// What kind of body the user is.
  case actor
  case modality
}

/// A license as a list shows it.
package struct LicenseProfile: Sendable {
  package var id: String
  package var name: String
  package var kind: LicenseTerms.Kind
  package var family: String?
  package var publisher: String?
  package var date: String?
  package var spdx: String?
  package var isOSIApproved: Bool?
  package var isFSFLibre: Bool?
  /// The version of the SPDX list that gave the id up.
  package var deprecatedSince: String?
  package var openness: Openness
  package var limits: [LicenseLimit]

  package init(_ terms: LicenseTerms, openness: Openness, limits: [LicenseLimit]) {
    id = terms.id
    name = terms.name
    kind = terms.kind
    family = terms.family
    publisher = terms.publisher
    date = terms.date
    spdx = terms.spdx
    self.openness = openness
    self.limits = limits
  }

  /// `OSI, FSF`: the lists that the license stands on.
  package var lists: [String] {
    [isOSIApproved == true ? "OSI" : nil, isFSFLibre == true ? "FSF" : nil, deprecatedSince == nil ? nil : "deprecated"]
      .compactMap(\.self)
  }
}

/// What a license says about each standard use of each kind of component.
package struct UsesMatrix: Sendable {
  package struct Reason: Sendable, Hashable {
    package var rule: String
    /// The text that states the clause, where it is another one.
    package var source: String?
    package var clause: String?
    package var summary: String?
    /// Facts that nobody stated and that would decide.
    package var asks: [String]

    package init(rule: String, source: String?, clause: String?, summary: String?, asks: [String]) {
      self.rule = rule
      self.source = source
      self.clause = clause
      self.summary = summary
      self.asks = asks
    }
  }

  package struct Cell: Sendable, Equatable {
    package var verdict: Verdict
    package var duties: Int
    /// Why it is not simply yes; the worst first.
    package var reasons: [Reason]
    /// How many duties are left under the most favorable answers, where the answers decide and some of them allow the use.
    package var dutiesAtBest: Int?

    package init(verdict: Verdict, duties: Int, reasons: [Reason], dutiesAtBest: Int? = nil) {
      self.verdict = verdict
      self.duties = duties
      self.reasons = reasons
      self.dutiesAtBest = dutiesAtBest
    }

    /// `3 duties`, `3 duties if`, `prohibited`.
    package var words: String {
      switch verdict {
      case .permitted: "permitted"
      case .duties: duties > 0 ? ReportPhrases.count(duties, "duty", "duties") : "duties"
      case .undetermined:
        dutiesAtBest.map { $0 > 0 ? ReportPhrases.count($0, "duty", "duties") + " if" : "permitted if" } ?? "undetermined"
      case .prohibited: "prohibited"
      }
    }
  }

  package struct Row: Sendable {
    package var use: String
    package var title: String
    /// One for each kind; `nil` where no act of the use fits the kind.
    package var cells: [Cell?]

    package init(use: String, title: String, cells: [Cell?]) {
      self.use = use
      self.title = title
      self.cells = cells
    }
  }

  /// Kinds that the words of the license cover.
  package var kinds: [ComponentKind]
  package var rows: [Row]

  package init(kinds: [ComponentKind], rows: [Row]) {
    self.kinds = kinds
    self.rows = rows
  }
}
