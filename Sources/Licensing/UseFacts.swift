import Diagnostics

/// The name of a fact about the use, as manifests write it: `actor.monthlyActiveUsers`.
package struct FactName: RawRepresentable, Hashable, Sendable, Comparable {
  package let rawValue: String

  package init(rawValue: String) { self.rawValue = rawValue }
  package init(_ rawValue: String) { self.rawValue = rawValue }

  package static let commercial = Self("commercial")
  package static let purpose = Self("purpose")
  package static let actorKind = Self("actor.kind")
  package static let domicile = Self("actor.domicile")
  package static let monthlyActiveUsers = Self("actor.monthlyActiveUsers")
  package static let annualRevenue = Self("actor.annualRevenueUSD")
  package static let monthlyRevenue = Self("actor.monthlyRevenueUSD")
  package static let regions = Self("regions")
  package static let outputRegions = Self("outputRegions")
  package static let fields = Self("fields")
  package static let student = Self("outputs.train.student")
  package static let receivedAs = Self("receivedAs")
  package static let litigation = Self("litigation")
  package static let agreements = Self("agreements")
  package static let releaseName = Self("release.name")
  package static let releaseLicense = Self("release.license")

  package static func < (lhs: Self, rhs: Self) -> Bool { lhs.rawValue < rhs.rawValue }
}

package enum Purpose: String, Sendable, Hashable, CaseIterable {
  case research, evaluation
  case internalBusiness = "internal-business"
  case production
}

package enum ActorKind: String, Sendable, Hashable, CaseIterable {
  case company, individual, academic
  case nonProfit = "non-profit"
  case government
}

package enum Student: String, Sendable, Hashable, CaseIterable {
  case llm, generative, foundation, other
}

package enum ReceivedAs: String, Sendable, Hashable, CaseIterable {
  case direct
  case integratedProduct = "integrated-product"
}

/// Whose users or money is counted. Bounds: product ≤ licensee ≤ group.
package enum MeasureScope: String, Sendable, Hashable, CaseIterable, Comparable {
  case product, licensee, group

  package static func < (lhs: Self, rhs: Self) -> Bool { lhs.rank < rhs.rank }
  private var rank: Int {
    switch self {
    case .product: 0
    case .licensee: 1
    case .group: 2
    }
  }
}

/// A number of users or of US dollars, possibly per scope and over time.
package struct Measure: Hashable, Sendable {
  /// A value that holds from its date (always, if it has none) until the next entry.
  package struct Entry: Hashable, Sendable {
    package var date: CalendarDate?
    package var value: Double

    package init(date: CalendarDate?, value: Double) {
      self.date = date
      self.value = value
    }
  }

  /// Entries that hold for every scope.
  package var everyScope: [Entry] = []
  package var scoped: [MeasureScope: [Entry]] = [:]

  package init() {}
  /// The same number for every scope and date.
  package init(_ value: Double) { everyScope = [Entry(date: nil, value: value)] }

  package var isUnknown: Bool { everyScope.isEmpty && scoped.values.allSatisfy(\.isEmpty) }

  /// What is known of the value for a scope on a day: at least `lower`, at most `upper`.
  package func bounds(_ scope: MeasureScope, on date: CalendarDate) -> (lower: Double, upper: Double?) {
    if let value = Self.value(of: everyScope, on: date) { return (value, value) }
    var lower = 0.0
    var upper: Double?
    for other in MeasureScope.allCases {
      guard let entries = scoped[other], let value = Self.value(of: entries, on: date) else { continue }
      if other <= scope { lower = max(lower, value) }
      if other >= scope { upper = min(upper ?? value, value) }
    }
    return (lower, upper)
  }

  private static func value(of entries: [Entry], on date: CalendarDate) -> Double? {
    var found: Entry?
    for entry in entries {
      if let entryDate = entry.date, entryDate > date { continue }
      if let current = found?.date, let entryDate = entry.date, entryDate < current { continue }
      if found?.date != nil, entry.date == nil { continue }
      found = entry
    }
    return found?.value
  }
}

/// A field of use with its qualifiers; a qualifier nobody stated is unknown.
package struct FieldOfUse: Hashable, Sendable {
  package var field: String
  package var qualifiers: [String: Bool]

  package init(_ field: String, qualifiers: [String: Bool] = [:]) {
    self.field = field
    self.qualifiers = qualifiers
  }

  package static let qualifierNames = ["licensed", "humanOversight", "fullyAutomated", "substitute", "consent", "disclosed"]
}

/// A suit that the user brought.
package struct Suit: Hashable, Sendable {
  package enum Claim: String, Sendable, Hashable, CaseIterable { case patent, copyright, any }
  package enum Opponent: String, Sendable, Hashable, CaseIterable { case licensor, other }

  package var claim: Claim
  /// A component id, or `outputs`; `nil` is unknown.
  package var about: String?
  package var against: Opponent?
  /// Whether the user attacked first.
  package var first: Bool?

  package init(claim: Claim, about: String?, against: Opponent?, first: Bool?) {
    self.claim = claim
    self.about = about
    self.against = against
    self.first = first
  }
}

/// A separate license that the user holds.
package struct Agreement: Hashable, Sendable {
  package var license: String
  package var reference: String
  package var until: CalendarDate?

  package init(license: String, reference: String, until: CalendarDate?) {
    self.license = license
    self.reference = reference
    self.until = until
  }
}

/// A duty that the user says is already met.
package struct Measured: Hashable, Sendable {
  package var duty: String
  package var evidence: String

  package init(duty: String, evidence: String) {
    self.duty = duty
    self.evidence = evidence
  }
}

/// Who says a fact: printed with each verdict.
package enum FactOrigin: Sendable, Equatable {
  /// Presumed unless stated otherwise (design contract, section 3).
  case baseline
  /// Fixed by a standard use profile.
  case profile(String)
  /// Given on the command line.
  case option
  /// Stated in a document.
  case stated(SourceSpan)
}

/// The facts about one intended use; whatever is `nil` or `.unknown` nobody stated.
package struct UseFacts: Sendable, Equatable {
  package var commercial: Truth = .unknown
  package var purpose: Set<Purpose>?
  package var actorKind: ActorKind?
  package var domicile: String?
  package var monthlyActiveUsers = Measure()
  package var annualRevenue = Measure()
  package var monthlyRevenue = Measure()
  package var regions: [String]?
  package var outputRegions: [String]?
  package var fields: [FieldOfUse]?
  package var student: Set<Student>?
  package var outputsRelated: Truth = .unknown
  package var outputsCompetitive: Truth = .unknown
  package var outputsSimilar: Truth = .unknown
  package var outputsDistributed: Truth = .unknown
  package var releaseName: Located<String>?
  package var releaseLicense: Located<String>?
  package var receivedAs: ReceivedAs?
  package var litigation: [Suit]?
  package var agreements: [Agreement] = []
  package var measures: [Measured] = []
  package var origins: [FactName: FactOrigin] = [:]

  package init() {}
}
