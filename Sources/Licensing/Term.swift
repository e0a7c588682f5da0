/// One effect that a clause of a license text has (`licenses/README.md`, "Six statements").
package struct Term: Sendable, Hashable {
  /// Unique in its file; made from the clause where the author gave none.
  package var label: String
  package var clause: String
  package var anchor: Anchor
  package var summary: String
  package var statement: Statement
  package var condition: Condition = .always
  /// Why the text is unclear here, if it is: the term then never decides more than `undetermined`.
  package var unclear: String?
  package var offersSeparateLicense = false
  package var mentions: [String] = []
  /// The 1-based line of the catalog file that states it.
  package var line: Int = 0

  package init(label: String, clause: String, anchor: Anchor, summary: String, statement: Statement) {
    self.label = label
    self.clause = clause
    self.anchor = anchor
    self.summary = summary
    self.statement = statement
  }
}

/// The first and the last few words of a clause.
package struct Anchor: Sendable, Hashable {
  package var start: String
  package var end: String

  package init(start: String, end: String) {
    self.start = start
    self.end = end
  }
}

package enum Statement: Sendable, Hashable {
  case define(Definition)
  case may(Permission)
  case mustNot(Prohibition)
  case must(Duty)
  case lifts([String])
  case reserves(LicensorPower)
}

/// What a word of the text means.
package struct Definition: Sendable, Hashable {
  package var word: String
  package var acts: ActSet?
  package var condition: Condition?
  package var covers: Set<ComponentKind> = []
  /// Kinds that the text names in so many words.
  package var explicit: Set<ComponentKind> = []
  package var becomes: [ExposureKey: ExposureValue] = [:]

  package init(word: String) { self.word = word }
}

package struct Permission: Sendable, Hashable {
  package enum Subjection: Sendable, Hashable {
    case nothing
    case all
    case terms([String])
  }

  package var acts: ActSet
  package var states: StateSet = .material
  package var rights: Set<LicensedRight> = Set(LicensedRight.allCases)
  package var subjectTo: Subjection = .nothing
  package var only: Condition?
  package var sublicense: Bool?

  package init(acts: ActSet) { self.acts = acts }
}

package struct Prohibition: Sendable, Hashable {
  package var acts: ActSet
  package var states: StateSet = .material
  package var isConflictIntended = false

  package init(acts: ActSet) { self.acts = acts }
}

package struct Duty: Sendable, Hashable {
  /// Who may get the thing under which license, for `share-alike` and `flow-down`.
  package enum Acceptance: Sendable, Hashable {
    case itself, later, ownTerms, listedElsewhere
    case license(String)
  }

  /// Another text that this one incorporates.
  package struct Incorporated: Sendable, Hashable {
    package var id: String
    package var isExternal: Bool
    package var isMutable: Bool

    package init(id: String, isExternal: Bool, isMutable: Bool) {
      self.id = id
      self.isExternal = isExternal
      self.isMutable = isMutable
    }
  }

  package var kind: DutyKind
  package var trigger: ActSet = .all
  package var states: StateSet = .material
  package var text: String?
  package var places: [String] = []
  package var isEncouraged = false
  package var conditional: String?
  package var accepts: [Acceptance] = []
  package var reach: String?
  package var document: Incorporated?

  package init(kind: DutyKind) { self.kind = kind }
}

/// A row of the exposure table: a relationship, from some state.
package struct ExposureKey: Sendable, Hashable {
  /// `nil`: from `work` and `derivative`.
  package var state: MaterialState?
  package var relationship: Relationship
  package var linkage: Linkage?

  package init(state: MaterialState? = nil, relationship: Relationship, linkage: Linkage? = nil) {
    self.state = state
    self.relationship = relationship
    self.linkage = linkage
  }

  /// Reads `fine-tuned-from`, `output/trained-on`, `contains-static`.
  package init?(_ text: String) {
    var name = text[...]
    state = nil
    if let slash = name.firstIndex(of: "/") {
      guard let prefix = MaterialState(name: String(name[..<slash])) else { return nil }
      state = prefix
      name = name[name.index(after: slash)...]
    }
    linkage = Linkage.allCases.first { name == "contains-\($0.rawValue)" }
    if linkage != nil {
      relationship = .contains
    } else {
      guard let relationship = Relationship(rawValue: String(name)) else { return nil }
      self.relationship = relationship
    }
  }
}

/// What a relationship makes of a state.
package enum ExposureValue: Sendable, Hashable {
  case state(MaterialState)
  case assuming(String, yes: MaterialState, no: MaterialState)
}

/// All that the catalog knows of one text.
package struct LicenseTerms: Sendable {
  package enum Kind: String, Sendable, Hashable, CaseIterable { case license, policy }

  /// An operative sentence that is no term, and why.
  package struct OpenSentence: Sendable, Hashable {
    package var clause: String
    package var anchor: Anchor
    package var reason: String
    package var line: Int

    package init(clause: String, anchor: Anchor, reason: String, line: Int) {
      self.clause = clause
      self.anchor = anchor
      self.reason = reason
      self.line = line
    }
  }

  package var id: String
  package var name: String
  package var kind: Kind = .license
  package var spdx: String?
  package var hub: [String] = []
  package var aliases: [String] = []
  /// The id under which the same text is given with the right to choose a later version.
  package var later: String?
  package var family: String?
  package var publisher: String?
  /// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, as far as the text or its record says.
  package var date: String?
  package var url: String?
  package var sha256: String = ""
  /// Whether every use restriction of the text was written down.
  package var areFieldsWhole = true
  package var silent: ActSet = []
  package var silence: [Act: Silence] = [:]
  package var terms: [Term] = []
  package var open: [OpenSentence] = []

  package init(id: String, name: String) {
    self.id = id
    self.name = name
  }

  /// The kinds of components that the words of the text cover; empty when no definition says.
  package var covers: Set<ComponentKind> {
    terms.reduce(into: []) { kinds, term in
      if case .define(let definition) = term.statement { kinds.formUnion(definition.covers) }
    }
  }

  /// Kinds that the text names in so many words: only these does a text cover that merely lies beside them.
  package var names: Set<ComponentKind> {
    terms.reduce(into: []) { kinds, term in
      if case .define(let definition) = term.statement { kinds.formUnion(definition.explicit) }
    }
  }

  package var becomes: [ExposureKey: ExposureValue] {
    terms.reduce(into: [:]) { table, term in
      if case .define(let definition) = term.statement { table.merge(definition.becomes) { $1 } }
    }
  }
}

extension LicenseTerms {
  /// The same text, given with the right to choose a later version of it: what demands this license accepts those as well.
  package func orLater() -> LicenseTerms {
    var copy = self
    copy.id = later ?? id + "+"
    copy.spdx = later ?? spdx
    copy.later = nil
    for index in copy.terms.indices {
      guard case .must(var duty) = copy.terms[index].statement, duty.accepts.contains(.itself) else { continue }
      duty.accepts += [.license(id), .later].filter { !duty.accepts.contains($0) }
      copy.terms[index].statement = .must(duty)
    }
    return copy
  }
}

/// What it means that no clause speaks of an act.
package enum Silence: String, Sendable, Hashable, CaseIterable {
  /// Rights not granted are kept.
  case reserved
  case free
  case unsettled
}
