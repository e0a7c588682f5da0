import Licensing

/// One term of a license in words: what it is, what it says, and every condition on it, under the keys of the catalog.
package struct TermText: Sendable, Equatable {
  /// A key of the catalog and its value.
  package struct Property: Sendable, Equatable {
    package var key: String
    package var value: String
  }

  /// Where a page shows the term.
  package enum Section: String, Sendable, CaseIterable {
    case grants, limits, territory, exceptions, duties, outputs, termination, risks, words

    var title: String {
      switch self {
      case .grants: "Grants"
      case .limits: "Limits and bans"
      case .territory: "Territory"
      case .duties: "Duties"
      case .outputs: "Outputs"
      case .termination: "Termination"
      case .risks: "Risks: what the licensor may do"
      case .exceptions: "Exceptions"
      case .words: "Words"
      }
    }
  }

  package var label: String
  package var clause: String
  package var anchor: Anchor
  /// `may`, `must-not`, `must`, `lifts`, `reserves`, `define`.
  package var statement: String
  /// Acts, duty, power, word.
  package var subject: String
  package var properties: [Property]
  package var summary: String
  package var section: Section

  /// All terms of a license.
  package static func texts(of terms: LicenseTerms) -> [TermText] {
    let grants = terms.terms.filter { if case .may = $0.statement { true } else { false } }.map(\.label)
    return terms.terms.map { TermText($0, grants: Set(grants)) }
  }

  /// - Parameter grants: the labels of the permissions in the same license.
  package init(_ term: Term, grants: Set<String>) {
    label = term.label
    clause = term.clause
    anchor = term.anchor
    summary = term.summary
    section = Self.section(of: term, grants)
    var list: [Property] = []
    func add(_ key: String, _ value: String?) {
      if let value, !value.isEmpty { list.append(Property(key: key, value: value)) }
    }
    switch term.statement {
    case .define(let definition):
      statement = "define"
      subject = definition.word
      add("acts", definition.acts.map(Self.words))
      add("condition", definition.condition.flatMap(ConditionText.text))
      add("covers", Self.sorted(definition.covers.map(\.rawValue)))
      add("explicit", Self.sorted(definition.explicit.map(\.rawValue)))
      add("becomes", definition.becomes.map { "\($0.key.text): \($0.value.text)" }.sorted().joined(separator: ", "))
    case .may(let permission):
      statement = "may"
      subject = Self.words(permission.acts)
      add("of", Self.states(permission.states))
      if permission.rights.count < LicensedRight.allCases.count { add("rights", Self.sorted(permission.rights.map(\.rawValue))) }
      add("only", permission.only.flatMap(ConditionText.text))
      switch permission.subjectTo {
      case .nothing: break
      case .all: add("subject-to", "all")
      case .terms(let labels): add("subject-to", labels.joined(separator: ", "))
      }
      add("sublicense", permission.sublicense.map { $0 ? "yes" : "no" })
    case .mustNot(let ban):
      statement = "must-not"
      subject = Self.words(ban.acts)
      add("of", Self.states(ban.states))
      if ban.isConflictIntended { add("conflict", "intended") }
    case .must(let duty):
      statement = "must"
      subject = duty.kind.rawValue
      Self.describe(duty, add)
    case .lifts(let labels):
      statement = "lifts"
      subject = labels.joined(separator: ", ")
    case .reserves(let power):
      statement = "reserves"
      subject = power.rawValue
    }
    add("when", ConditionText.text(term.condition))
    add("unclear", term.unclear)
    if term.offersSeparateLicense { add("remedy", "separate-license") }
    properties = list
  }

  /// What it does to an act or a duty, apart from the place where it stands: two terms that say the same are equal in this.
  package var effect: [Property] {
    [Property(key: "says", value: "\(statement): \(subject)")] + properties
  }

  private static func describe(_ duty: Duty, _ add: (String, String?) -> Void) {
    if duty.trigger != .all { add("upon", words(duty.trigger)) }
    add("of", states(duty.states))
    add("text", duty.text)
    add("where", duty.places.joined(separator: ", "))
    add("accepts", duty.accepts.map(\.text).joined(separator: ", "))
    add("reach", duty.reach)
    add("document", duty.document.map { "\($0.id)\($0.isExternal ? ", external" : "")\($0.isMutable ? ", may change" : "")" })
    add("conditional", duty.conditional)
    if duty.isEncouraged { add("force", "encouraged") }
  }

  static func words(_ acts: ActSet) -> String { acts == .all ? "any act" : acts.map(\.rawValue).joined(separator: ", ") }

  /// `nil` for the usual states.
  private static func states(_ states: StateSet) -> String? {
    states == .material ? nil : states.states.map(\.name).joined(separator: ", ")
  }

  private static func sorted(_ words: [String]) -> String { words.sorted().joined(separator: ", ") }

  private static func section(of term: Term, _ grants: Set<String>) -> Section {
    let facts = Set((term.condition.tests + (term.only?.tests ?? [])).compactMap(\.fact))
    switch term.statement {
    case .define: return .words
    case .reserves(let power):
      switch power {
      case .terminateOnBreach, .terminateAtWill, .deleteOnTermination, .revoke: return .termination
      case .restrictRemotely, .amend, .audit, .requireUpdate: return .risks
      }
    case .lifts(let labels):
      if facts.contains(.litigation) { return .termination }
      guard labels.contains(where: grants.contains) else { return .exceptions }
      return section(.all, .material, facts) ?? .limits
    case .may(let permission): return section(permission.acts, permission.states, facts) ?? .grants
    case .mustNot(let ban): return section(ban.acts, ban.states, facts) ?? .limits
    case .must(let duty): return duty.states == [.output] ? .outputs : .duties
    }
  }

  private static func section(_ acts: ActSet, _ states: StateSet, _ facts: Set<FactName>) -> Section? {
    if states == [.output] || acts.subtracting(.onOutputs).isEmpty || facts.contains(.student) { return .outputs }
    let places: Set<FactName> = [.domicile, FactName("regions"), FactName("outputRegions")]
    return facts.isDisjoint(with: places) ? nil : .territory
  }
}

extension Term {
  fileprivate var only: Condition? {
    if case .may(let permission) = statement { return permission.only }
    return nil
  }
}

extension Duty.Acceptance {
  fileprivate var text: String {
    switch self {
    case .itself: "self"
    case .later: "later"
    case .ownTerms: "own-terms"
    case .listedElsewhere: "listed-elsewhere"
    case .license(let id): id
    }
  }
}

extension ExposureKey {
  fileprivate var text: String {
    let name = linkage.map { "contains-\($0.rawValue)" } ?? relationship.rawValue
    return state.map { "\($0.name)/\(name)" } ?? name
  }
}

extension ExposureValue {
  fileprivate var text: String {
    switch self {
    case .state(let state): state.name
    case .assuming(let name, let yes, let no): "\(yes.name) if \(name), else \(no.name)"
    }
  }
}
