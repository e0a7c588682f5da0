import Inventory
import LicenseCatalog
import Licensing
import Testing

@testable import Evaluation

/// Edges of decisions that generated cases seldom meet.
@Suite struct EvaluatorEdgeTests {
  private static let anywhere: StateSet = [.work, .derivative, .product, .output]

  private static func term(_ label: String, _ statement: Statement, when condition: Condition = .always) -> Term {
    var term = Term(label: label, clause: label, anchor: Anchor(start: "a", end: "b"), summary: label, statement: statement)
    term.condition = condition
    return term
  }

  private static func grant(_ rights: Set<LicensedRight> = Set(LicensedRight.allCases)) -> Statement {
    var permission = Permission(acts: .all)
    permission.subjectTo = .all
    permission.rights = rights
    return .may(permission)
  }

  private static func ban(_ acts: ActSet) -> Statement {
    var prohibition = Prohibition(acts: acts)
    prohibition.states = anywhere
    return .mustNot(prohibition)
  }

  private static func license(_ id: String, _ terms: Term...) -> LicenseTerms {
    var license = LicenseTerms(id: id, name: id)
    license.terms = terms
    return license
  }

  private static func assessment(
    _ components: [Component], _ licenses: [LicenseTerms], acts: ActSet = [.run], assuming assumptions: [String: String] = [:],
    _ change: (inout UseFacts) -> Void = { _ in }
  ) -> Assessment {
    let texts = TextsInMemory(texts: Dictionary(uniqueKeysWithValues: licenses.map { ($0.id, $0) }))
    let evaluator = Evaluator(catalog: texts, settings: EvaluationSettings(assumptions: assumptions, date: Shipped.today))
    let graph = ComponentGraph(components, isReleased: false)
    var facts = UseFacts()
    facts.commercial = .yes
    facts.fields = []
    facts.litigation = []
    change(&facts)
    let use = Use(id: Use.customID, acts: acts, facts: facts)
    return evaluator.assess(graph, conclusions: evaluator.conclusions(for: graph).conclusions, use: use)
  }

  // MARK: Presumptions

  @Test(arguments: Licensing.Test.OutputFlag.allCases)
  func `who distilled a model can presume nothing of the student any more, but what they state still holds`(
    flag: Licensing.Test.OutputFlag
  ) {
    let base = Self.license(
      "L", Self.term("grant", Self.grant()), Self.term("ban", Self.ban([.trainOnOutputs]), when: .test(.output(flag))))
    let components = [Component("bot", .weights, nil, .from("base", .distilledFrom, by: .us)), Component("base", .weights, "L")]
    for (isStated, verdict) in [(false, Verdict.undetermined), (true, .permitted)] {
      let found = Self.assessment(components, [base]) { facts in
        facts.student = []
        (facts.outputsRelated, facts.outputsCompetitive) = (.no, .no)
        (facts.outputsSimilar, facts.outputsDistributed) = (.no, .no)
        facts.origins[.student] = .baseline
        if isStated { facts.origins[FactName("outputs.train.\(flag.rawValue)")] = .profile("research") }
      }
      #expect(found.verdict == verdict)
    }
  }

  // MARK: Disputed points

  @Test func `where every reading forbids, each for a reason of its own, it is forbidden`() {
    let point = "weights-derive-from-data"
    let components = [Component("one", .weights, "L"), Component("other", .weights, "M")]
    let licenses = [
      Self.license("L", Self.term("grant", Self.grant()), Self.term("ban", Self.ban([.run]), when: .test(.assuming(point)))),
      Self.license(
        "M", Self.term("grant", Self.grant()), Self.term("ban", Self.ban([.run]), when: .not(.test(.assuming(point))))),
    ]
    let found = Self.assessment(components, licenses, assuming: [point: "disputed"])
    #expect(found.judgements.map(\.verdict) == [.undetermined, .undetermined])
    #expect(found.verdict == .prohibited)
    let common = found.findings.map(\.constraint).filter { $0.rule == Rule.disputedAssumption.id }
    #expect(common.map(\.verdict) == [.prohibited] && common.map(\.assumptions) == [[point]])
    #expect(Self.assessment([components[0]], licenses, assuming: [point: "disputed"]).verdict == .undetermined)
  }

  @Test func `a disputed share-alike cites its clause, and not a patent grant that has ended`() {
    let point = "weights-derive-from-data"
    var shareAlike = Duty(kind: .shareAlike)
    shareAlike.accepts = [.itself]
    let suit = Condition.test(.litigation(.patent, first: nil, against: nil))
    var passOn = Duty(kind: .flowDown)
    passOn.accepts = [.itself]
    let license = Self.license(
      "L", Self.term("grant", Self.grant([.copyright])), Self.term("patents", Self.grant([.patent])),
      Self.term("end", .lifts(["patents"]), when: suit), Self.term("pass-on", .must(passOn)),
      Self.term("same-license", .must(shareAlike), when: .test(.assuming(point))))
    let found = Self.assessment([Component("model", .code, "L")], [license], acts: [.distribute], assuming: [point: "disputed"]) {
      $0.litigation = [Suit(claim: .patent, about: "model", against: .other, first: true)]
    }
    let constraints = found.judgements[0].constraints
    #expect(constraints.map(\.rule) == [Rule.rightEnded.id, Rule.disputedAssumption.id])
    #expect(constraints.last?.term == "same-license")
  }

  // MARK: Separate licenses

  @Test func `the duty to keep to a separate license is certain as soon as one thing certainly needs it`() {
    let foreign = Condition.test(.domicile(["KR"]))
    func isCertain(_ terms: Term...) -> [Bool] {
      var license = LicenseTerms(id: "L", name: "L")
      license.terms = [Self.term("grant", Self.grant())] + terms
      let found = Self.assessment([Component("model", .weights, "L")], [license], acts: [.run, .host]) {
        $0.agreements = [Agreement(license: "L", reference: "contract 1", until: nil)]
      }
      #expect(found.verdict == .duties)
      return found.judgements[0].duties.map(\.isCertain)
    }
    let (certain, open) = (Condition.test(.commercial), foreign)
    #expect(isCertain(Self.term("a", Self.ban([.run]), when: certain), Self.term("b", Self.ban([.host]), when: open)) == [true])
    #expect(isCertain(Self.term("a", Self.ban([.run]), when: open), Self.term("b", Self.ban([.host]), when: certain)) == [true])
    #expect(isCertain(Self.term("a", Self.ban([.run]), when: open)) == [false])
    #expect(isCertain(Self.term("a", .lifts(["grant"]), when: certain)) == [true])
    #expect(isCertain(Self.term("a", .lifts(["grant"]), when: open)) == [false])
  }

  @Test func `a separate license stands in for a grant that does not reach, but not for one that a suit ended`() {
    let license = Self.license(
      "L", Self.term("grant", Self.grant(), when: .not(.test(.commercial))),
      Self.term("end", .lifts(["grant"]), when: .test(.litigation(.any, first: nil, against: nil))))
    for (suits, verdict) in [
      ([], Verdict.duties), ([Suit(claim: .any, about: "model", against: .licensor, first: true)], .prohibited),
    ] {
      let found = Self.assessment([Component("model", .weights, "L")], [license]) {
        $0.agreements = [Agreement(license: "L", reference: "contract 1", until: nil)]
        $0.litigation = suits
      }
      #expect(found.verdict == verdict)
    }
  }

  @Test func `what was done while a separate license held stays right when it has ended`() {
    let license = Self.license(
      "L", Self.term("grant", Self.grant()), Self.term("ban", Self.ban([.modify]), when: .test(.commercial)))
    for (date, verdict) in [(day("2024-06-01"), Verdict.duties), (day("2025-03-01"), .prohibited)] {
      var edge = Lineage.from("base", .fineTunedFrom, by: .us)
      edge.under = Lineage.Circumstance(commercial: nil, purpose: nil, date: date)
      let found = Self.assessment([Component("bot", .weights, nil, edge), Component("base", .weights, "L")], [license]) {
        $0.agreements = [Agreement(license: "L", reference: "contract 1", until: day("2025-01-01"))]
      }
      #expect(found.verdict == verdict)
    }
  }

  @Test(arguments: [("2025-06-01", Verdict.duties), ("2025-05-31", .undetermined)])
  func `a separate license for a text that nobody has read holds on its last day, and no longer`(until: String, verdict: Verdict)
  {
    let found = Self.assessment([Component("model", .weights, "House License")], []) {
      $0.agreements = [Agreement(license: "house-license", reference: "contract 1", until: day(until))]
    }
    #expect(found.verdict == verdict)
  }

  @Test func `an act on the lineage is judged by the purpose that it had`() {
    let license = Self.license(
      "L", Self.term("grant", Self.grant()), Self.term("ban", Self.ban([.modify]), when: .test(.purpose(.touches, [.production])))
    )
    for (purpose, verdict) in [(Set([Purpose.research]), Verdict.permitted), ([.production], .prohibited)] {
      var edge = Lineage.from("base", .fineTunedFrom, by: .us)
      edge.under = Lineage.Circumstance(commercial: nil, purpose: purpose, date: nil)
      let found = Self.assessment([Component("bot", .weights, nil, edge), Component("base", .weights, "L")], [license]) {
        $0.purpose = [.production, .research]
      }
      #expect(found.verdict == verdict)
    }
  }

  // MARK: Exceptions

  @Test func `a grant whose limit is unclear neither allows nor forbids what lies beyond it`() {
    var limited = Permission(acts: .all)
    limited.only = .not(.test(.commercial))
    var term = Self.term("grant", .may(limited))
    for (unclear, verdict) in [(nil, Verdict.prohibited), ("the words say two things", .undetermined)] {
      term.unclear = unclear
      let found = Self.assessment([Component("model", .weights, "L")], [Self.license("L", term)])
      #expect(found.verdict == verdict)
    }
  }

  @Test func `a question is asked only if it can change the answer`() {
    // The first exception is taken away in any case, so nobody need know whether the second takes it away, too.
    let license = Self.license(
      "L", Self.term("grant", Self.grant()), Self.term("ban", Self.ban([.run])), Self.term("one", .lifts(["ban"])),
      Self.term("surely", .lifts(["one"])), Self.term("perhaps", .lifts(["one"]), when: .test(.receivedAs(.integratedProduct))),
      Self.term("other", .lifts(["ban"]), when: .test(.domicile(["KR"]))))
    let found = Self.assessment([Component("model", .weights, "L")], [license])
    #expect(found.verdict == .undetermined)
    #expect(found.judgements[0].constraints.flatMap(\.open).map(\.fact) == [.domicile])
  }

  @Test(arguments: [(8, Verdict.permitted), (15, .prohibited), (16, .undetermined), (30, .undetermined)])
  func `exceptions to exceptions deeper than fifteen leave an open point, and no answer`(count: Int, verdict: Verdict) {
    let lifts = (0..<count).map { index in Self.term("t\(index)", .lifts([index == 0 ? "grant" : "t\(index - 1)"])) }
    var license = Self.license("L", Self.term("grant", Self.grant()))
    license.terms += lifts
    #expect(Self.assessment([Component("model", .weights, "L")], [license]).verdict == verdict)
  }

  // MARK: Lineages

  @Test func `who runs an adapter runs its base, though the license of the base says that adapters are free of it`() {
    var definition = Definition(word: "Derivative")
    definition.becomes[ExposureKey(relationship: .adapterOf)] = .state(.free)
    let components = [
      Component("adapter", .weights, "M", .from("base", .adapterOf, by: .upstream)), Component("base", .weights, "L"),
    ]
    let free = Self.license("M", Self.term("grant", Self.grant()))
    for (banned, verdict) in [(Act.run, Verdict.prohibited), (.distribute, .permitted)] {
      let base = Self.license(
        "L", Self.term("grant", Self.grant()), Self.term("ban", Self.ban([banned])), Self.term("free", .define(definition)))
      #expect(Self.assessment(components, [base, free], acts: [.run, .distribute]).verdict == verdict)
    }
  }

  @Test(arguments: [(Linkage.static, Verdict.prohibited), (.dynamic, .permitted), (.separate, .permitted)])
  func `a definition of one linkage from one state speaks of no other`(linkage: Linkage, verdict: Verdict) {
    var definition = Definition(word: "Derivative")
    definition.becomes[ExposureKey(state: .work, relationship: .contains, linkage: .static)] = .state(.derivative)
    definition.becomes[ExposureKey(relationship: .contains)] = .state(.product)
    var ban = Prohibition(acts: [.distribute])
    ban.states = [.derivative]
    let part = Self.license(
      "L", Self.term("grant", Self.grant()), Self.term("ban", .mustNot(ban)), Self.term("linked", .define(definition)))
    let whole = Component("whole", .code, nil, .from("part", .contains, by: .us, linkage: linkage))
    #expect(Self.assessment([whole, Component("part", .code, "L")], [part], acts: [.distribute]).verdict == verdict)
  }

  @Test func `what cannot be given at all is told once, and not again for what is made from it`() {
    var shareAlike = Duty(kind: .shareAlike)
    shareAlike.trigger = [.distribute]
    shareAlike.accepts = [.itself]
    func license(_ id: String) -> LicenseTerms {
      Self.license(id, Self.term("grant", Self.grant()), Self.term("same-license", .must(shareAlike)))
    }
    let parts = [Component("one", .code, "L"), Component("other", .code, "M")]
    let mix = Component("mix", .code, nil, .from("one", .derivedFrom, by: .us), .from("other", .derivedFrom, by: .us))
    let bot = Component("bot", .code, nil, .from("mix", .derivedFrom, by: .us))
    for components in [[mix] + parts, [bot, mix] + parts] {
      let found = Self.assessment(components, [license("L"), license("M")], acts: [.distribute])
      #expect(found.findings.map(\.constraint.rule) == [Rule.outboundLicense.id])
      #expect(found.verdict == .prohibited)
    }
  }

  // MARK: Names

  @Test(arguments: [
    ("other", "MIT", "MIT"), ("MIT OR Apache-2.0", "house-license", "MIT OR Apache-2.0"),
    ("MIT AND Apache-2.0", "house-license", "MIT AND Apache-2.0"),
  ])
  func `what a child declares more is told by the name that means something`(name: String, free: String, told: String) {
    var child = Component("child", .weights, nil, .from("base", .fineTunedFrom, by: .upstream))
    child.declared = [DeclaredLicense(names: [located(name)], source: .card, freeName: located(free))]
    let graph = ComponentGraph([child, Component("base", .weights, "llama3.1")], isReleased: false)
    let evaluator = Evaluator(catalog: Shipped.catalog, settings: EvaluationSettings(assumptions: [:], date: Shipped.today))
    let use = Use(id: Use.customID, acts: [.run], facts: UseFacts())
    let found = evaluator.assess(graph, conclusions: evaluator.conclusions(for: graph).conclusions, use: use)
    let constraint = found.findings.map(\.constraint).first { $0.rule == Rule.declaresMoreThanParents.id }
    #expect(constraint?.detail == told)
  }

  @Test func `an address is no malformed license expression, and neither are words without an operator`() {
    var concluder = LicenseConcluder(catalog: Shipped.catalog)
    for name in ["https://acme.example/license", "Acme Internal License 3", "own"] {
      _ = concluder.expression(located(name))
      #expect(concluder.diagnostics.isEmpty, "\(name)")
    }
    for name in ["MIT AND", "(MIT or Apache-2.0", "nobody knows this OR MIT"] {
      concluder.diagnostics = []
      _ = concluder.expression(located(name))
      #expect(!concluder.diagnostics.isEmpty, "\(name)")
    }
  }

  @Test func `of the names of one text, that is read whose terms are known`() {
    var component = Component("model", .weights, nil)
    let span = located("").span
    component.detected = [DetectedLicense(ids: ["LicenseRef-same-words", "MIT"], match: "exact", span: span, role: "LICENSE")]
    var concluder = LicenseConcluder(catalog: Shipped.catalog)
    #expect(concluder.conclusion(for: component).licenses.map(\.terms.id) == ["MIT"])
  }

  @Test func `two changes of one clause are both told`() {
    var component = Component("model", .weights, "L")
    let span = located("").span
    var text = DetectedLicense(ids: ["L"], match: "modified", span: span, role: "LICENSE")
    text.alterations = [1, 2].map {
      Alteration(terms: ["ban"], clause: "ban", kind: "number", span: span, inserted: 0, struck: $0)
    }
    component.detected = [text]
    let license = Self.license("L", Self.term("grant", Self.grant()), Self.term("ban", Self.ban([.run])))
    let found = Self.assessment([component], [license])
    #expect(found.judgements[0].constraints.map(\.rule) == [Rule.alteredClause.id, Rule.alteredClause.id])
  }

  // MARK: Rules of the organization

  @Test func `of several entries of a policy the strictest counts, and one that names the license before those that do not`() {
    func verdict(_ entries: (listed: LicensePolicy.Answer?, otherwise: LicensePolicy.Answer)...) -> Verdict? {
      LicensePolicy(
        entries.map { entry in
          LicensePolicy.Entry(
            kinds: [], uses: [], answers: entry.listed.map { [NameKey("L"): $0] } ?? [:], otherwise: entry.otherwise,
            span: located("").span)
        }
      ).constraint(on: "L", .weights, use: "custom", isConcluded: false)?.verdict
    }
    #expect(verdict((nil, .review), (nil, .refused)) == .prohibited)
    #expect(verdict((nil, .refused), (nil, .review)) == .prohibited)
    #expect(verdict((nil, .allowed), (nil, .review)) == .undetermined)
    #expect(verdict((.review, .allowed), (.refused, .allowed)) == .prohibited)
    #expect(verdict((.refused, .allowed), (.allowed, .allowed)) == .prohibited)
    #expect(verdict((.allowed, .refused), (nil, .refused)) == nil)
  }

  // MARK: Bounds

  @Test(arguments: [(32, Verdict.permitted), (33, .undetermined)])
  func `thirty-two different circumstances are told apart, and one more is not`(count: Int, verdict: Verdict) {
    let license = Self.license(
      "L", Self.term("grant", Self.grant()), Self.term("ban", Self.ban([.modify]), when: .test(.commercial)))
    var components = (0..<count).map { index -> Component in
      var edge = Lineage.from("base", .fineTunedFrom, by: .us)
      edge.under = Lineage.Circumstance(commercial: false, purpose: nil, date: CalendarDate(daysSince1970: 20_000 + index))
      return Component("c\(index)", .weights, nil, edge)
    }
    components.append(Component("base", .weights, "L"))
    let found = Self.assessment(components, [license]) {
      $0.annualRevenue.everyScope = [.init(date: day("2024-01-01"), value: 1)]
    }
    #expect(found.verdict == verdict)
  }

  @Test func `two names of one license are one license that is given on`() {
    let components = ["mit", "MIT", "apache-2.0"].enumerated().map { index, name in
      Component("c\(index)", .weights, name, .from("base", .fineTunedFrom, by: .us))
    }
    let graph = ComponentGraph(components + [Component("base", .weights, "MIT")], isReleased: false)
    let use = Use(id: Use.customID, acts: [.distribute], facts: UseFacts())
    #expect(Givens(graph, use: use, catalog: Shipped.catalog).names.map(\.value) == ["mit", "apache-2.0"])
  }

  @Test func `a flood of outbound names is one name that nobody knows, but those known before keep their meaning`() {
    let components = (0..<80).map { index -> Component in
      Component("c\(index)", .weights, "name-\(index == 79 ? 0 : index)", .from("base", .fineTunedFrom, by: .us))
    }
    let graph = ComponentGraph(components + [Component("base", .weights, "MIT")], isReleased: false)
    let use = Use(id: Use.customID, acts: [.distribute], facts: UseFacts())
    let givens = Givens(graph, use: use, catalog: Shipped.catalog)
    let number = Dictionary(uniqueKeysWithValues: zip(graph.components.map(\.id), givens.ofComponent))
    #expect(givens.names.count == 65)
    #expect(number["c79"] == number["c0"] && number["c0"] != nil)
    #expect(number["c78"] == number["c77"] && number["c78"] == 64)
  }
}
