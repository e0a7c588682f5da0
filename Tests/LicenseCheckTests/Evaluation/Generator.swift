import Evaluation
import Inventory
import LicenseCatalog
import Licensing

/// Makes licenses, lineages and uses at random: few values, so that they meet often.
struct Generator {
  private var random: Seeded

  init(seed: UInt64) { random = Seeded(seed: seed) }

  mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
  mutating func shuffled<Element>(_ elements: [Element]) -> [Element] { elements.shuffled(using: &random) }
  mutating func one<Element>(_ elements: [Element]) -> Element { elements[Int.random(in: elements.indices, using: &random)] }
  mutating func any<Value: CaseIterable>(_ type: Value.Type) -> Value { one(Array(type.allCases)) }

  /// A subset with at least one member.
  mutating func some<Element: Hashable>(_ elements: [Element]) -> Set<Element> {
    let chosen = Set(elements.filter { _ in chance(40) })
    return chosen.isEmpty ? [one(elements)] : chosen
  }

  // MARK: Conditions and facts

  static let fields = ["military", "malware", "medical-advice"]
  static let places = ["US", "DE", "EU", "KR"]
  private static let thresholds: [Double] = [100, 1_000]
  private static let dates = [day("2024-07-23"), day("2025-01-01")]
  static let assumptions = ["weights-derive-from-data", "hosting-is-making-available"]

  mutating func condition(depth: Int = 2, fields: Bool = true) -> Condition {
    guard depth > 0, chance(45) else { return .test(test(fields: fields)) }
    switch number(0...2) {
    case 0: return .not(condition(depth: depth - 1, fields: fields))
    case 1: return .both(condition(depth: depth - 1, fields: fields), condition(depth: depth - 1, fields: fields))
    default: return .either(condition(depth: depth - 1, fields: fields), condition(depth: depth - 1, fields: fields))
    }
  }

  mutating func test(fields: Bool) -> Test {
    let membership: Test.Membership = chance(50) ? .touches : .within
    switch number(0...(fields ? 14 : 12)) {
    case 0, 1: return .commercial
    case 2: return .purpose(membership, some(Purpose.allCases))
    case 3: return .kind(some([.weights, .data, .code]))
    case 4: return .actorKind(some(ActorKind.allCases))
    case 5: return .domicile(some(Self.places).sorted())
    case 6: return .places(chance(60) ? .regions : .outputRegions, membership, some(Self.places).sorted())
    case 7: return .modality(membership, some(["text", "image"]))
    case 8: return .receivedAs(any(ReceivedAs.self))
    case 9:
      return .metric(
        any(Test.Metric.self), any(MeasureScope.self), on: chance(40) ? Self.dates[0] : nil, any(Test.Comparison.self),
        one(Self.thresholds))
    case 10: return chance(50) ? .output(any(Test.OutputFlag.self)) : .student(membership, some(Student.allCases))
    case 11: return .litigation(any(Suit.Claim.self), first: perhaps(), against: chance(30) ? any(Suit.Opponent.self) : nil)
    case 12: return .assuming(one(Self.assumptions))
    case 13: return .fields(membership, some(Self.fields))
    default: return .field(one(Self.fields), qualifiers: chance(70) ? [one(["licensed", "consent"]): chance(50)] : [:])
    }
  }

  mutating func perhaps() -> Bool? { chance(50) ? nil : chance(50) }
  mutating func truth() -> Truth { chance(25) ? .unknown : Truth(chance(50)) }

  /// Facts of which about a third is missing; fields, suits and agreements are always stated, as the baseline has it.
  mutating func facts() -> UseFacts {
    var facts = UseFacts()
    facts.commercial = truth()
    if chance(80) { facts.purpose = some(Purpose.allCases) }
    if chance(80) { facts.actorKind = any(ActorKind.self) }
    if chance(80) { facts.domicile = one(["US", "DE", "KR", "FR", "EU"]) }
    facts.monthlyActiveUsers = measure()
    facts.annualRevenue = measure()
    facts.monthlyRevenue = measure()
    if chance(80) { facts.regions = some(Self.places + ["WORLD"]).sorted() }
    if chance(80) { facts.outputRegions = some(Self.places).sorted() }
    facts.fields = chance(70) ? [] : [fieldOfUse()]
    if chance(80) { facts.student = chance(40) ? [] : some(Student.allCases) }
    facts.outputsRelated = truth()
    facts.outputsCompetitive = truth()
    facts.outputsSimilar = truth()
    facts.outputsDistributed = truth()
    if chance(80) { facts.receivedAs = any(ReceivedAs.self) }
    facts.litigation = chance(70) ? [] : [suit()]
    if chance(25) { facts.releaseLicense = located(one(["L0", "L1", "L2", "own-terms"])) }
    return facts
  }

  mutating func fieldOfUse() -> FieldOfUse {
    var use = FieldOfUse(one(Self.fields + ["gambling"]))
    for name in ["licensed", "consent"] where chance(50) { use.qualifiers[name] = chance(50) }
    return use
  }

  mutating func suit() -> Suit {
    Suit(
      claim: any(Suit.Claim.self), about: chance(80) ? one(["c0", "c1", "outputs"]) : nil,
      against: chance(60) ? any(Suit.Opponent.self) : nil, first: perhaps())
  }

  mutating func measure() -> Measure {
    var measure = Measure()
    func value(_ generator: inout Self) -> Double { generator.one([50, 100, 101, 500, 1_000, 5_000]) }
    switch number(0...3) {
    case 0: return measure
    case 1: return Measure(value(&self))
    case 2: measure.everyScope = Self.dates.map { Measure.Entry(date: $0, value: value(&self)) }
    default:
      measure.scoped[any(MeasureScope.self)] = [Measure.Entry(date: chance(50) ? nil : one(Self.dates), value: value(&self))]
    }
    return measure
  }

  mutating func agreement(_ ids: [String]) -> Agreement {
    Agreement(license: one(ids), reference: "contract 1", until: chance(50) ? nil : one([day("2024-01-01"), day("2030-01-01")]))
  }

  mutating func acts() -> ActSet {
    var acts = ActSet(Act.allCases.filter { _ in chance(12) })
    if acts.isEmpty { acts.insert(one([.run, .host, .distribute])) }
    return acts
  }

  mutating func use() -> Use { Use(id: Use.customID, acts: acts(), facts: facts()) }

  mutating func settings() -> EvaluationSettings {
    var assumptions: [String: String] = [:]
    for assumption in Shipped.vocabulary.assumptions where chance(85) {
      let settled = assumption.settings.filter { $0 != "disputed" && $0 != "by-license" }
      assumptions[assumption.name] = one(chance(85) ? settled : assumption.settings)
    }
    return EvaluationSettings(assumptions: assumptions, date: Shipped.today)
  }

  // MARK: Licenses

  /// A license with grants, limits, bans, exceptions to each other, and duties.
  mutating func license(_ id: String, policy: String? = nil) -> LicenseTerms {
    var license = LicenseTerms(id: id, name: id)
    license.areFieldsWhole = chance(90)
    if chance(65) {
      var broad = Permission(acts: .all)
      broad.subjectTo = chance(80) ? .all : .nothing
      license.terms.append(term(.may(broad), license.terms, condition: 10))
    }
    for _ in 0..<number(1...2) { license.terms.append(term(.may(permission(license.terms)), license.terms)) }
    for _ in 0..<number(0...1) { license.terms.append(ban(license.terms)) }
    for _ in 0..<number(0...2) { license.terms.append(term(.must(duty()), license.terms)) }
    for _ in 0..<number(0...2) { license.terms.append(exception(license.terms)) }
    license.terms = shuffled(license.terms)
    if chance(15) { license.silence[any(Act.self)] = any(Silence.self) }
    if chance(30) { license.terms.append(term(.define(definition()), license.terms)) }
    if let policy {
      var duty = Duty(kind: .usePolicy)
      duty.document = Duty.Incorporated(id: policy, isExternal: true, isMutable: true)
      license.terms.append(term(.must(duty), license.terms))
    }
    return license
  }

  private mutating func term(_ statement: Statement, _ others: [Term], condition percent: Int = 30) -> Term {
    let label = "t\(others.count)"
    var term = Term(
      label: label, clause: "§\(others.count)", anchor: Anchor(start: "a", end: "b"), summary: label, statement: statement)
    if chance(percent) { term.condition = condition() }
    return term
  }

  mutating func ban(_ others: [Term], fields: Bool = true) -> Term {
    var prohibition = Prohibition(acts: chance(30) ? .all : acts())
    prohibition.states = states()
    var term = term(.mustNot(prohibition), others, condition: 0)
    if chance(75) { term.condition = condition(fields: fields) }
    if chance(15) { term.unclear = "the words say two things" }
    term.offersSeparateLicense = chance(25)
    return term
  }

  private mutating func permission(_ others: [Term]) -> Permission {
    var permission = Permission(acts: chance(75) ? .all : acts())
    permission.states = chance(80) ? .material : states()
    if chance(20) { permission.rights = chance(50) ? [.patent] : [.copyright, .database] }
    if chance(20) { permission.only = condition() }
    switch number(0...3) {
    case 0: permission.subjectTo = .nothing
    case 1: permission.subjectTo = .terms(["t\(number(0...8))"])
    default: permission.subjectTo = .all
    }
    return permission
  }

  private mutating func exception(_ others: [Term]) -> Term {
    let labels = others.filter { term in
      switch term.statement {
      case .may, .mustNot, .must, .lifts: true
      case .define, .reserves: false
      }
    }.map(\.label)
    var term = term(.lifts(Array(some(labels)).sorted()), others, condition: 85)
    if chance(12) { term.unclear = "the words say two things" }
    term.offersSeparateLicense = chance(25)
    return term
  }

  private mutating func duty() -> Duty {
    var duty = Duty(kind: one([.attribution, .licenseCopy, .shareAlike, .flowDown, .discloseSource, .usePolicy, .other]))
    if chance(60) { duty.trigger = acts() }
    if chance(40) { duty.states = states() }
    duty.isEncouraged = chance(10)
    if chance(15) { duty.conditional = "something nobody can see" }
    if duty.kind == .shareAlike || duty.kind == .flowDown {
      let accepted: [Duty.Acceptance] = [.itself, .ownTerms, .license("L1"), .license("L2"), .listedElsewhere]
      duty.accepts = accepted.filter { _ in chance(35) }
    }
    return duty
  }

  private mutating func definition() -> Definition {
    var definition = Definition(word: "Word")
    if chance(15) { definition.covers = some([.weights, .data, .code]) }
    for _ in 0..<number(0...3) {
      let state: MaterialState? = chance(60) ? nil : one([.work, .derivative, .product, .output])
      let value: ExposureValue =
        chance(70)
        ? .state(any(MaterialState.self))
        : .assuming("weights-derive-from-data", yes: any(MaterialState.self), no: any(MaterialState.self))
      definition.becomes[ExposureKey(state: state, relationship: any(Relationship.self))] = value
    }
    return definition
  }

  private mutating func states() -> StateSet { StateSet(some([MaterialState.work, .derivative, .product, .output])) }

  /// Texts `L0`, `L1`, … and one policy that some of them incorporate.
  mutating func texts(_ count: Int = 4) -> TextsInMemory {
    var texts: [String: LicenseTerms] = [:]
    var policy = LicenseTerms(id: "policy", name: "policy")
    policy.kind = .policy
    policy.areFieldsWhole = chance(70)
    for _ in 0..<number(1...3) {
      var ban = ban(policy.terms)
      ban.label = "p\(policy.terms.count)"
      policy.terms.append(ban)
    }
    texts["policy"] = policy
    for index in 0..<count {
      texts["L\(index)"] = license("L\(index)", policy: chance(20) ? one(["policy", "policy", "nobody-read-this"]) : nil)
    }
    return TextsInMemory(texts: texts)
  }

  // MARK: Lineages

  /// Names and expressions over `L0` … `L3`; unknown names now and then.
  mutating func expression() -> String {
    let names = ["L0", "L1", "L2", "L3"] + (chance(10) ? ["nobody-knows"] : [])
    switch number(0...9) {
    case 0: return "\(one(names)) OR \(one(names))"
    case 1: return "\(one(names)) AND \(one(names))"
    case 2: return "(\(one(names)) OR \(one(names))) AND \(one(names))"
    default: return one(names)
    }
  }

  mutating func component(_ index: Int, expression: String? = nil) -> Component {
    var component = Component(id: "c\(index)", kind: one([.weights, .weights, .data, .data, .code, .documentation]))
    component.declare(expression ?? self.expression())
    if chance(50) { component.modality = some(["text", "image"]) }
    if chance(15) { component.receivedAs = any(ReceivedAs.self) }
    component.isOurs = chance(10)
    return component
  }

  mutating func edge(to target: Int) -> Lineage {
    let relationship = any(Relationship.self)
    var under: Lineage.Circumstance?
    if chance(15) {
      under = Lineage.Circumstance(commercial: perhaps(), purpose: chance(40) ? some(Purpose.allCases) : nil, date: nil)
    }
    return Lineage(
      target: located("c\(target)"), relationship: relationship, by: chance(70) ? any(Agent.self) : nil,
      linkage: relationship == .contains && chance(70) ? any(Linkage.self) : nil, under: under)
  }

  /// Chains, diamonds and merges: every component may come from any that stands behind it; circles only on demand.
  mutating func components(upTo most: Int = 6, circles: Bool = false) -> [Component] {
    let count = number(1...most)
    var components = (0..<count).map { component($0) }
    for child in 0..<count {
      for parent in (child + 1)..<max(count, child + 1) where chance(45) { components[child].lineage.append(edge(to: parent)) }
      if circles, child > 0, chance(10) { components[child].lineage.append(edge(to: number(0...child))) }
    }
    return components
  }
}

// MARK: Answers

extension Generator {
  /// The same facts with everything stated that was missing.
  mutating func completed(_ facts: UseFacts) -> UseFacts {
    var whole = facts
    if whole.commercial == .unknown { whole.commercial = Truth(chance(50)) }
    whole.purpose = whole.purpose ?? some(Purpose.allCases)
    whole.actorKind = whole.actorKind ?? any(ActorKind.self)
    if whole.domicile == nil || whole.domicile == "EU" { whole.domicile = one(["DE", "FR"]) }
    whole.regions = whole.regions ?? some(Self.places).sorted()
    whole.outputRegions = whole.outputRegions ?? some(Self.places).sorted()
    whole.student = whole.student ?? some(Student.allCases)
    if whole.outputsRelated == .unknown { whole.outputsRelated = Truth(chance(50)) }
    if whole.outputsCompetitive == .unknown { whole.outputsCompetitive = Truth(chance(50)) }
    if whole.outputsSimilar == .unknown { whole.outputsSimilar = Truth(chance(50)) }
    if whole.outputsDistributed == .unknown { whole.outputsDistributed = Truth(chance(50)) }
    whole.receivedAs = whole.receivedAs ?? any(ReceivedAs.self)
    for metric in [\UseFacts.monthlyActiveUsers, \.annualRevenue, \.monthlyRevenue] where whole[keyPath: metric].isUnknown {
      whole[keyPath: metric] = Measure(one([50, 100, 101, 1_000, 5_000]))
    }
    whole.fields = whole.fields?.map { use in
      var use = use
      for name in FieldOfUse.qualifierNames where use.qualifiers[name] == nil { use.qualifiers[name] = chance(50) }
      return use
    }
    whole.litigation = whole.litigation?.map { suit in
      Suit(
        claim: suit.claim, about: suit.about ?? one(["c0", "c1"]), against: suit.against ?? any(Suit.Opponent.self),
        first: suit.first ?? chance(50))
    }
    return whole
  }

  /// The same facts with some of them missing.
  mutating func forgetting(_ facts: UseFacts) -> UseFacts {
    var rest = facts
    if chance(50) { rest.commercial = .unknown }
    if chance(50) { rest.purpose = nil }
    if chance(50) { rest.domicile = nil }
    if chance(50) { rest.regions = nil }
    if chance(50) { rest.student = nil }
    if chance(50) { rest.monthlyActiveUsers = Measure() }
    if chance(50) { rest.annualRevenue = Measure() }
    if chance(50) { rest.outputsCompetitive = .unknown }
    return rest
  }

  /// Some answer to a question about a fact; `nil` where the question is not about the facts of the use.
  mutating func answer(_ fact: String, in facts: UseFacts) -> UseFacts? {
    var answered = facts
    switch FactName(fact) {
    case .commercial: answered.commercial = Truth(chance(50))
    case .purpose: answered.purpose = some(Purpose.allCases)
    case .actorKind: answered.actorKind = any(ActorKind.self)
    case .domicile: answered.domicile = one(["US", "DE", "KR", "FR", "JP"])
    case .regions: answered.regions = some(["US", "DE", "KR", "FR", "JP"]).sorted()
    case .outputRegions: answered.outputRegions = some(["US", "DE", "KR", "FR", "JP"]).sorted()
    case .receivedAs: answered.receivedAs = any(ReceivedAs.self)
    case .student: answered.student = chance(20) ? [] : some(Student.allCases)
    case .monthlyActiveUsers: answered.monthlyActiveUsers = Measure(one([1, 99, 100, 101, 999, 1_000, 1_001]))
    case .annualRevenue: answered.annualRevenue = Measure(one([1, 99, 100, 101, 999, 1_000, 1_001]))
    case .monthlyRevenue: answered.monthlyRevenue = Measure(one([1, 99, 100, 101, 999, 1_000, 1_001]))
    case FactName("outputs.train.related"): answered.outputsRelated = Truth(chance(50))
    case FactName("outputs.train.competitive"): answered.outputsCompetitive = Truth(chance(50))
    case FactName("outputs.train.similar"): answered.outputsSimilar = Truth(chance(50))
    case FactName("outputs.train.distributed"): answered.outputsDistributed = Truth(chance(50))
    default: return nil
    }
    return answered
  }
}
