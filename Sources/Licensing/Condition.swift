/// When a term applies: the condition language of the catalog (`licenses/README.md`, "Conditions").
package indirect enum Condition: Hashable, Sendable {
  case always
  case test(Test)
  case not(Condition)
  case both(Condition, Condition)
  case either(Condition, Condition)
  /// A word that the same file defines; replaced by its meaning when the file is loaded.
  case word(String)
}

/// One test of one fact.
package enum Test: Hashable, Sendable {
  package enum Membership: String, Sendable, Hashable { case touches, within }
  package enum Comparison: String, Sendable, Hashable, CaseIterable {
    case greater = ">"
    case atLeast = ">="
    case less = "<"
    case atMost = "<="
  }
  package enum Metric: String, Sendable, Hashable, CaseIterable {
    case monthlyActiveUsers = "actor.monthlyActiveUsers"
    case annualRevenue = "actor.annualRevenueUSD"
    case monthlyRevenue = "actor.monthlyRevenueUSD"
  }
  package enum OutputFlag: String, Sendable, Hashable, CaseIterable { case related, competitive, similar, distributed }
  package enum PlaceFact: String, Sendable, Hashable { case regions, outputRegions }

  case commercial
  case purpose(Membership, Set<Purpose>)
  case kind(Set<ComponentKind>)
  case actorKind(Set<ActorKind>)
  case domicile([String])
  case places(PlaceFact, Membership, [String])
  case modality(Membership, Set<String>)
  case receivedAs(ReceivedAs)
  case metric(Metric, MeasureScope, on: CalendarDate?, Comparison, Double)
  case output(OutputFlag)
  case student(Membership, Set<Student>)
  case fields(Membership, Set<String>)
  case field(String, qualifiers: [String: Bool])
  case litigation(Suit.Claim, first: Bool?, against: Suit.Opponent?)
  case assuming(String)
}

extension Test {
  /// The fact that the test asks for; `nil` for what is always known.
  package var fact: FactName? {
    switch self {
    case .commercial: .commercial
    case .purpose: .purpose
    case .kind, .assuming: nil
    case .actorKind: .actorKind
    case .domicile: .domicile
    case .places(let fact, _, _): FactName(fact.rawValue)
    case .modality: FactName("modality")
    case .receivedAs: .receivedAs
    case .metric(let metric, _, _, _, _): FactName(metric.rawValue)
    case .output(let flag): FactName("outputs.train.\(flag.rawValue)")
    case .student: .student
    case .fields, .field: .fields
    case .litigation: .litigation
    }
  }
}

extension Condition {
  /// Every test in it, in source order.
  package var tests: [Test] {
    switch self {
    case .always, .word: []
    case .test(let test): [test]
    case .not(let inner): inner.tests
    case .both(let first, let second), .either(let first, let second): first.tests + second.tests
    }
  }

  /// The words it uses that the file must define.
  package var words: [String] {
    switch self {
    case .always, .test: []
    case .word(let word): [word]
    case .not(let inner): inner.words
    case .both(let first, let second), .either(let first, let second): first.words + second.words
    }
  }

  package var mentionsFields: Bool { tests.contains { $0.fact == .fields } }

  /// The condition with defined words replaced; words without a meaning stay, and so do words that stand for too many words.
  package func resolved(_ meanings: [String: Condition]) -> Condition {
    var budget = 4_096
    return resolved(meanings, depth: 0, budget: &budget)
  }

  private func resolved(_ meanings: [String: Condition], depth: Int, budget: inout Int) -> Condition {
    budget -= 1
    switch self {
    case .always, .test: return self
    case .word(let word):
      guard depth < 16, budget > 0 else { return self }
      return meanings[word]?.resolved(meanings, depth: depth + 1, budget: &budget) ?? self
    case .not(let inner): return .not(inner.resolved(meanings, depth: depth, budget: &budget))
    case .both(let first, let second):
      return .both(
        first.resolved(meanings, depth: depth, budget: &budget), second.resolved(meanings, depth: depth, budget: &budget))
    case .either(let first, let second):
      return .either(
        first.resolved(meanings, depth: depth, budget: &budget), second.resolved(meanings, depth: depth, budget: &budget))
    }
  }
}

/// The tests that came out unknown while a condition was judged, in order and without repeats.
package struct OpenTests: Sendable {
  package private(set) var tests: [Test] = []

  package init() {}

  package mutating func insert(_ test: Test) {
    if !tests.contains(test) { tests.append(test) }
  }

  package mutating func formUnion(_ other: OpenTests) {
    for test in other.tests { insert(test) }
  }
}

/// All that a condition may look at: the use, the component that carries the license, and the assumptions in force.
package struct Circumstances: Sendable {
  package var facts: UseFacts
  package var component: String
  package var kind: ComponentKind
  package var modality: Set<String>?
  package var receivedAs: ReceivedAs?
  package var places: Places
  package var date: CalendarDate
  /// Assumptions read as yes.
  package var assumed: Set<String>

  package init(
    facts: UseFacts, component: String, kind: ComponentKind, modality: Set<String>?, receivedAs: ReceivedAs?, places: Places,
    date: CalendarDate, assumed: Set<String>
  ) {
    self.facts = facts
    self.component = component
    self.kind = kind
    self.modality = modality
    self.receivedAs = receivedAs
    self.places = places
    self.date = date
    self.assumed = assumed
  }
}

extension Condition {
  /// Whether the condition holds, in strong Kleene logic; tests that are unknown are added to `open`.
  package func truth(in circumstances: Circumstances, open: inout OpenTests) -> Truth {
    switch self {
    case .always: return .yes
    case .test(let test):
      let truth = test.truth(in: circumstances)
      if truth == .unknown { open.insert(test) }
      return truth
    case .not(let inner): return !inner.truth(in: circumstances, open: &open)
    case .both(let first, let second):
      var asked = OpenTests()
      let truth = first.truth(in: circumstances, open: &asked) && second.truth(in: circumstances, open: &asked)
      if truth == .unknown { open.formUnion(asked) }
      return truth
    case .either(let first, let second):
      var asked = OpenTests()
      let truth = first.truth(in: circumstances, open: &asked) || second.truth(in: circumstances, open: &asked)
      if truth == .unknown { open.formUnion(asked) }
      return truth
    case .word: return .unknown
    }
  }
}

extension Test {
  package func truth(in circumstances: Circumstances) -> Truth {
    let facts = circumstances.facts
    switch self {
    case .commercial: return facts.commercial
    case .purpose(let membership, let purposes): return membership.truth(of: facts.purpose?.stated, in: purposes)
    case .kind(let kinds): return Truth(kinds.contains(circumstances.kind))
    case .actorKind(let kinds): return Truth(facts.actorKind.map(kinds.contains))
    case .domicile(let codes): return Self.domicileTruth(facts.domicile, codes, circumstances.places)
    case .places(let fact, let membership, let codes):
      let stated = fact == .regions ? facts.regions : facts.outputRegions
      guard let stated, !stated.isEmpty else { return .unknown }
      let places = circumstances.places
      return membership.truth(of: places.members(of: stated), in: places.members(of: codes))
    case .modality(let membership, let modalities): return membership.truth(of: circumstances.modality?.stated, in: modalities)
    case .receivedAs(let wanted):
      return Truth((circumstances.receivedAs ?? facts.receivedAs).map { $0 == wanted })
    case .metric(let metric, let scope, let date, let comparison, let threshold):
      let (lower, upper) = facts.measure(metric).bounds(scope, on: date ?? circumstances.date)
      return comparison.truth(lower: lower, upper: upper, threshold: threshold)
    case .output(let flag): return facts.outputFlag(flag)
    case .student(let membership, let students): return membership.truth(of: facts.student, in: students)
    case .fields(let membership, let names):
      return membership.truth(of: facts.fields.map { Set($0.map(\.field)) }, in: names)
    case .field(let name, let qualifiers): return Self.fieldTruth(facts.fields, name, qualifiers)
    case .litigation(let claim, let first, let against):
      guard let suits = facts.litigation else { return .unknown }
      return suits.reduce(.no) {
        $0 || $1.truth(claim: claim, first: first, against: against, component: circumstances.component)
      }
    case .assuming(let name): return Truth(circumstances.assumed.contains(name))
    }
  }

  private static func domicileTruth(_ stated: String?, _ codes: [String], _ places: Places) -> Truth {
    guard let stated else { return .unknown }
    let home = places.members(of: [stated])
    let asked = places.members(of: codes)
    if home.isSubset(of: asked) { return .yes }
    return home.isDisjoint(with: asked) ? .no : .unknown
  }

  private static func fieldTruth(_ stated: [FieldOfUse]?, _ name: String, _ qualifiers: [String: Bool]) -> Truth {
    guard let stated else { return .unknown }
    return stated.filter { $0.field == name }.reduce(.no) { truth, use in
      truth
        || qualifiers.reduce(.yes) { partial, wanted in
          partial && Truth(use.qualifiers[wanted.key].map { $0 == wanted.value })
        }
    }
  }
}

extension Set {
  /// There is no use without a purpose and no model without a modality: an empty set states nothing.
  fileprivate var stated: Self? { isEmpty ? nil : self }
}

extension Test.Membership {
  fileprivate func truth<Element: Hashable>(of stated: Set<Element>?, in listed: Set<Element>) -> Truth {
    guard let stated else { return .unknown }
    switch self {
    case .touches: return Truth(!stated.isDisjoint(with: listed))
    case .within: return Truth(stated.isSubset(of: listed))
    }
  }
}

extension Test.Comparison {
  /// What bounds on a value say about its place towards a threshold.
  package func truth(lower: Double, upper: Double?, threshold: Double) -> Truth {
    switch self {
    case .greater: lower > threshold ? .yes : upper.map { $0 <= threshold } == true ? .no : .unknown
    case .atLeast: lower >= threshold ? .yes : upper.map { $0 < threshold } == true ? .no : .unknown
    case .less: !Self.atLeast.truth(lower: lower, upper: upper, threshold: threshold)
    case .atMost: !Self.greater.truth(lower: lower, upper: upper, threshold: threshold)
    }
  }
}

extension Suit {
  fileprivate func truth(claim wanted: Claim, first wantedFirst: Bool?, against wantedOpponent: Opponent?, component: String)
    -> Truth
  {
    let claims: Truth =
      switch (wanted, claim) {
      case (.any, _), (.patent, .patent), (.copyright, .copyright): .yes
      case (.patent, .any), (.copyright, .any): .yes
      case (.patent, .copyright), (.copyright, .patent): .no
      }
    let concerns: Truth = about.map { Truth($0 == component || $0 == "outputs") } ?? .unknown
    let began: Truth = wantedFirst.map { wanted in Truth(first.map { $0 == wanted }) } ?? .yes
    let opposed: Truth = wantedOpponent.map { wanted in Truth(against.map { $0 == wanted }) } ?? .yes
    return claims && concerns && began && opposed
  }
}

extension UseFacts {
  package func measure(_ metric: Test.Metric) -> Measure {
    switch metric {
    case .monthlyActiveUsers: monthlyActiveUsers
    case .annualRevenue: annualRevenue
    case .monthlyRevenue: monthlyRevenue
    }
  }

  package func outputFlag(_ flag: Test.OutputFlag) -> Truth {
    switch flag {
    case .related: outputsRelated
    case .competitive: outputsCompetitive
    case .similar: outputsSimilar
    case .distributed: outputsDistributed
    }
  }
}
