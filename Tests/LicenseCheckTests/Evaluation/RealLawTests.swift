import Diagnostics
import Evaluation
import Inventory
import LicenseCatalog
import LicenseCheck
import Licensing
import Reporting
import Testing

/// What the shipped texts say, in cases worked out by reading the texts themselves.
@Suite struct RealLawTests {
  /// A commercial production use with everything presumed that is presumed of uses.
  private static func use(_ acts: ActSet, _ change: (inout UseFacts) -> Void = { _ in }) -> Use {
    var facts = UseFacts()
    facts.commercial = .yes
    facts.purpose = [.production]
    facts.fields = []
    facts.litigation = []
    facts.receivedAs = .direct
    if !acts.contains(.trainOnOutputs) {
      facts.student = []
      facts.outputsRelated = .no
      facts.outputsCompetitive = .no
      facts.outputsSimilar = .no
      facts.outputsDistributed = .no
      facts.origins[.student] = .baseline
    }
    change(&facts)
    return Use(id: Use.customID, acts: acts, facts: facts)
  }

  private static func evaluator(_ assumptions: [String: String]) -> Evaluator {
    Evaluator(catalog: Shipped.catalog, settings: EvaluationSettings(assumptions: assumptions, date: Shipped.today))
  }

  private func assessment(
    _ components: [Component], _ acts: ActSet, assuming assumptions: [String: String] = [:],
    _ change: (inout UseFacts) -> Void = { _ in }
  ) -> Assessment {
    Self.evaluator(assumptions).assessment(of: components, use: Self.use(acts, change))
  }

  private func assessment(
    _ license: String, _ acts: ActSet, kind: ComponentKind = .weights, modality: Set<String>? = nil,
    _ change: (inout UseFacts) -> Void = { _ in }
  ) -> Assessment {
    var component = Component("model", kind, license)
    component.modality = modality
    return assessment([component], acts, change)
  }

  private func questions(_ assessment: Assessment, assuming assumptions: [String: String] = [:]) -> [OpenQuestion] {
    QuestionFinder(evaluator: Self.evaluator(assumptions), assessment: assessment).questions()
  }

  private func duties(_ assessment: Assessment) -> Set<DutyKind> { Set(assessment.judgements.flatMap(\.duties).map(\.duty.kind)) }

  private func rules(_ assessment: Assessment) -> Set<String> {
    Set(assessment.judgements.flatMap(\.constraints).map(\.rule) + assessment.findings.map(\.constraint.rule))
  }

  private func clause(_ assessment: Assessment, _ verdict: Verdict) -> String? {
    let constraints = assessment.judgements.flatMap(\.constraints) + assessment.findings.map(\.constraint)
    return constraints.first { $0.verdict == verdict }?.clause
  }

  // MARK: Permissive texts

  @Test(arguments: ["Apache-2.0", "MIT"])
  func `permissive texts ask nothing of those who run or host, and a copy of the text of those who distribute`(license: String) {
    #expect(assessment(license, [.run, .host]).verdict == .permitted)
    let given = assessment(license, [.distribute])
    #expect(given.verdict == .duties)
    #expect(duties(given).contains(.licenseCopy))
    #expect(!duties(given).contains(.stateChanges))
  }

  @Test func `changed files of Apache-2.0 say that they were changed, and a patent suit ends the patent grant only`() {
    #expect(duties(assessment("Apache-2.0", [.modify, .distribute])).contains(.stateChanges))
    let sued = assessment("Apache-2.0", [.run]) {
      $0.litigation = [Suit(claim: .patent, about: "model", against: .other, first: true)]
    }
    #expect(sued.verdict == .permitted)
    let risk = sued.judgements[0].constraints.first
    #expect(risk?.rule == Rule.rightEnded.id && risk?.verdict == nil && risk?.clause == "3")
  }

  // MARK: Llama

  @Test(arguments: [(700_000_000.0, Verdict.duties), (700_000_001, .prohibited)])
  func `Llama 3.1 asks for a license above 700 million users, not at 700 million`(users: Double, verdict: Verdict) {
    let found = assessment("llama3.1", [.run, .host]) { $0.monthlyActiveUsers.scoped[.group] = [.init(date: nil, value: users)] }
    #expect(found.verdict == verdict)
    guard verdict == .prohibited else { return }
    let constraint = found.judgements[0].constraints.first { $0.verdict == .prohibited }
    #expect(constraint?.rule == Rule.sizeThreshold.id && constraint?.clause == "2" && constraint?.remedy == "separate-license")
  }

  @Test func `Llama 3.1 with an unknown number of users asks for it, and nothing else`() {
    let found = assessment("llama3.1", [.run, .host])
    #expect(found.verdict == .undetermined)
    let asked = questions(found)
    #expect(asked.map(\.fact) == ["actor.monthlyActiveUsers"])
    #expect(asked.first?.answers.map(\.when) == ["<= 700000000", "> 700000000"])
    #expect(asked.first?.answers.map(\.verdict) == [.duties, .prohibited])
  }

  @Test func `Llama 3.1 counts the users on the day of its release, whatever they are today`() {
    func verdict(_ entries: (String, Double)...) -> Verdict {
      let entries = entries.map { Measure.Entry(date: day($0.0), value: $0.1) }
      return assessment("llama3.1", [.run, .host]) { $0.monthlyActiveUsers.scoped[.group] = entries }.verdict
    }
    #expect(verdict(("2024-01-01", 1_000), ("2024-09-01", 800_000_000)) == .duties)
    #expect(verdict(("2024-01-01", 800_000_000), ("2024-09-01", 1_000)) == .prohibited)
    #expect(verdict(("2024-09-01", 1_000)) == .undetermined)
  }

  @Test func `the users of a product settle the threshold of the group only when they alone exceed it`() {
    for (users, verdict) in [(800_000_000.0, Verdict.prohibited), (800, .undetermined)] {
      let found = assessment("llama3.1", [.run, .host]) {
        $0.monthlyActiveUsers.scoped[.product] = [.init(date: nil, value: users)]
      }
      #expect(found.verdict == verdict)
    }
  }

  @Test func `who received Llama inside a product, or holds a separate license, is not asked for users`() {
    #expect(assessment("llama3.1", [.run]) { $0.receivedAs = .integratedProduct }.verdict == .duties)
    let agreement = Agreement(license: "Llama 3.1 Community License", reference: "contract 7", until: day("2030-01-01"))
    for users in [Measure(), Measure(900_000_000)] {
      func verdict(_ agreement: Agreement, _ more: (inout UseFacts) -> Void = { _ in }) -> Verdict {
        assessment("llama3.1", [.run, .host]) {
          $0.monthlyActiveUsers = users
          $0.agreements = [agreement]
          more(&$0)
        }.verdict
      }
      #expect(verdict(agreement) == .duties)
      #expect(verdict(Agreement(license: "llama3.1", reference: "contract 6", until: day("2025-05-31"))) > .duties)
      // The agreement stands in for the threshold, not for the end of the license after a suit.
      #expect(
        verdict(agreement) { $0.litigation = [Suit(claim: .patent, about: "model", against: .licensor, first: true)] }
          == .prohibited)
    }
  }

  @Test func `Llama 3.2 gives its multimodal models to nobody at home in the Union, and its text models to all`() {
    func verdict(
      _ modality: Set<String>?, _ home: String?, _ receivedAs: ReceivedAs = .direct, _ acts: ActSet = [.run, .host]
    ) -> Verdict {
      assessment("llama3.2", acts, modality: modality) { facts in
        facts.domicile = home
        facts.monthlyActiveUsers = Measure(1_000)
        facts.receivedAs = receivedAs
      }.verdict
    }
    #expect(verdict(["text", "image"], "DE") == .prohibited)
    #expect(verdict(["text"], "DE") == .duties)
    #expect(verdict(["text", "image"], "US") == .duties)
    // The exception is for end users: who serves others is none, or may be.
    #expect(verdict(["text", "image"], "DE", .integratedProduct, [.run]) == .duties)
    #expect(verdict(["text", "image"], "DE", .integratedProduct) == .undetermined)
    #expect(verdict(["text", "image"], nil) == .undetermined)
    #expect(verdict(["text"], nil) == .duties)
    #expect(verdict(nil, "DE") == .undetermined)
    #expect(verdict(nil, "US") == .duties)
  }

  @Test func `the modality of a Llama 3.2 model is asked of the component`() {
    let found = assessment("llama3.2", [.run]) { facts in
      facts.domicile = "FR"
      facts.monthlyActiveUsers = Measure(1_000)
    }
    let asked = questions(found)
    #expect(asked.map(\.fact) == ["components.model.modality"])
    #expect(Set(asked.first?.answers.map(\.verdict) ?? []) == [.duties, .prohibited])
  }

  @Test func `Llama 2 may improve Llama and no other language model`() {
    func verdict(_ student: Set<Student>?, related: Truth) -> Verdict {
      assessment("llama2", [.run, .trainOnOutputs]) { facts in
        facts.monthlyActiveUsers = Measure(1_000)
        facts.student = student
        facts.outputsRelated = related
      }.verdict
    }
    #expect(verdict([.llm], related: .no) == .prohibited)
    #expect(verdict([.llm], related: .yes) == .duties)
    #expect(verdict([.other], related: .no) == .duties)
    #expect(verdict(nil, related: .unknown) == .undetermined)
    #expect(verdict([.llm], related: .unknown) == .undetermined)
  }

  @Test func `a model that we distilled from Llama 2 is a student, though nobody named one`() {
    let components = [
      Component("bot", .weights, "own-terms", .from("base", .distilledFrom, by: .us)), Component("base", .weights, "llama2"),
    ]
    let found = assessment(components, [.run]) { $0.monthlyActiveUsers = Measure(1_000) }
    #expect(found.verdict == .undetermined)
    #expect(questions(found).map(\.fact) == ["outputs.train.related", "outputs.train.student"])
  }

  @Test(arguments: [Relationship.runs, .contains])
  func `outputs of a server or a product are outputs of the model in it`(relationship: Relationship) {
    let components = [Component("server", .code, "MIT", .from("model", relationship)), Component("model", .weights, "llama2")]
    let found = assessment(components, [.run, .trainOnOutputs]) { facts in
      facts.monthlyActiveUsers = Measure(1_000)
      facts.student = [.llm]
      facts.outputsRelated = .no
    }
    #expect(found.verdict == .prohibited)
    #expect(clause(found, .prohibited) == "1.b.v")
  }

  @Test func `who trains on data that Llama 2 made trains on outputs of Llama 2`() {
    let components = [
      Component("data", .data, "MIT", .from("model", .generatedBy, by: .upstream)), Component("model", .weights, "llama2"),
    ]
    func verdict(_ student: Set<Student>?) -> Verdict {
      assessment(components, [.train]) { facts in
        facts.monthlyActiveUsers = Measure(1_000)
        guard let student else { return }
        facts.student = student
        facts.outputsRelated = .no
        facts.origins[.student] = .option
      }.verdict
    }
    #expect(verdict([.llm]) == .prohibited)
    #expect(verdict([.other]) <= .duties)
    #expect(verdict(nil) == .undetermined)
  }

  // MARK: OpenMDW

  @Test(
    arguments: [
      ("OpenMDW-1.0", Suit.Claim.copyright, true, Verdict.permitted), ("OpenMDW-1.1", .copyright, true, .prohibited),
      ("OpenMDW-1.0", .patent, true, .prohibited), ("OpenMDW-1.1", .patent, true, .prohibited),
      ("OpenMDW-1.0", .patent, false, .permitted), ("OpenMDW-1.1", .copyright, false, .permitted),
      ("OpenMDW-1.0", .patent, nil, .undetermined), ("OpenMDW-1.0", .any, true, .prohibited),
    ] as [(String, Suit.Claim, Bool?, Verdict)])
  func `OpenMDW ends for who sues first, over patents, and from 1.1 on over copyright`(
    license: String, claim: Suit.Claim, first: Bool?, verdict: Verdict
  ) {
    let found = assessment(license, [.run]) {
      $0.litigation = [Suit(claim: claim, about: "model", against: .other, first: first)]
    }
    #expect(found.verdict == verdict)
  }

  // MARK: Gemma

  @Test func `a hosted Gemma binds like a copy, but for the notice file`() {
    let hosted = assessment("gemma-2025-03-24", [.run, .host])
    let copied = assessment("gemma-2025-03-24", [.distribute])
    #expect(hosted.verdict == .duties && copied.verdict == .duties)
    #expect(duties(hosted).isSuperset(of: [.flowDown, .licenseCopy, .usePolicy]))
    #expect(!duties(hosted).contains(.noticeFile) && duties(copied).contains(.noticeFile))
    #expect(duties(assessment("gemma-2025-03-24", [.run])) == [.usePolicy])
  }

  @Test(arguments: [
    ("apache-2.0", Verdict.prohibited), ("gemma-2025-03-24", .duties), ("Acme Gemma Terms", .duties),
    ("MIT OR Apache-2.0", .prohibited),
    ("gemma", .duties),
  ])
  func `a Gemma that we changed goes out under Gemma's terms, or under own terms that carry them`(given: String, verdict: Verdict)
  {
    let components = [
      Component("bot", .weights, nil, .from("base", .fineTunedFrom, by: .us)), Component("base", .weights, "gemma-2025-03-24"),
    ]
    for acts in [[.modify, .distribute], [.run, .host]] as [ActSet] {
      let found = assessment(components, acts) { $0.releaseLicense = located(given) }
      #expect(found.verdict == verdict)
      #expect(rules(found).contains(Rule.outboundLicense.id) == (verdict == .prohibited))
    }
  }

  // MARK: Responsible AI licenses

  @Test(arguments: [
    ("deepseek-1.0", "military", Verdict.prohibited), ("creativeml-openrail-m", "military", .duties),
    ("openrail++", "military", .duties),
    ("deepseek-1.0", "medical-advice", .duties), ("creativeml-openrail-m", "medical-advice", .prohibited),
    ("openrail++", "medical-advice", .prohibited),
  ])
  func `DeepSeek bans the military, OpenRAIL bans medical advice, and neither the other`(
    license: String, field: String, verdict: Verdict
  ) {
    #expect(assessment(license, [.run, .host]) { $0.fields = [FieldOfUse(field)] }.verdict == verdict)
  }

  @Test(arguments: [Relationship.runs, .contains])
  func `weights inside or behind code are still weights to the license that speaks of weights`(relationship: Relationship) {
    let components = [
      Component("server", .code, "MIT", .from("model", relationship, linkage: .separate)),
      Component("model", .weights, "deepseek-1.0"),
    ]
    let found = assessment(components, [.run, .host]) { $0.fields = [FieldOfUse("military")] }
    #expect(found.verdict == .prohibited)
    #expect(clause(found, .prohibited) == "Attachment A (2)")
  }

  @Test func `what DeepSeek put out may serve the military no more than DeepSeek itself`() {
    let components = [
      Component("data", .data, "MIT", .from("model", .generatedBy, by: .upstream)), Component("model", .weights, "deepseek-1.0"),
    ]
    for acts in [[.train], [.distribute], [.display]] as [ActSet] {
      #expect(assessment(components, acts) { $0.fields = [FieldOfUse("military")] }.verdict == .prohibited)
      #expect(assessment(components, acts).verdict == .duties)
    }
  }

  @Test func `outputs of FLUX may not train a competitor, and who trains on outputs has outputs at hand`() {
    func verdict(_ competitive: Truth) -> Verdict {
      assessment("flux-1-dev-non-commercial-1.1.1", [.run, .trainOnOutputs]) { facts in
        facts.commercial = .no
        facts.purpose = [.research]
        facts.actorKind = .individual
        facts.outputsCompetitive = competitive
      }.verdict
    }
    #expect(verdict(.yes) == .prohibited)
    #expect(verdict(.unknown) == .undetermined)
    #expect(verdict(.no) == .duties)
  }

  // MARK: Copyleft

  @Test func `the AGPL asks for the source of a changed version on a network, the GPL does not`() {
    #expect(assessment("AGPL-3.0-only", [.run, .host], kind: .code).verdict == .permitted)
    let changed = assessment("AGPL-3.0-only", [.run, .modify, .host], kind: .code)
    #expect(changed.verdict == .duties)
    #expect(duties(changed) == [.discloseSource])
    #expect(assessment("GPL-3.0-only", [.run, .modify, .host], kind: .code).verdict == .permitted)
    #expect(assessment("GPL-3.0-only", [.modify, .distribute], kind: .code).verdict == .duties)
  }

  @Test func `of two licenses we choose the one that fits what we give`() {
    for license in ["GPL-3.0-only OR MIT", "MIT OR GPL-3.0-only"] {
      let components = [Component("tool", .code, "MIT", .from("part", .derivedFrom, by: .us)), Component("part", .code, license)]
      #expect(assessment(components, [.modify, .distribute]).verdict == .duties)
    }
    let components = [
      Component("tool", .code, "MIT", .from("part", .derivedFrom, by: .us)), Component("part", .code, "GPL-3.0-only"),
    ]
    #expect(assessment(components, [.modify, .distribute]).verdict == .prohibited)
  }

  @Test(arguments: [
    ("MIT", Verdict.undetermined), ("MIT OR CC-BY-NC-4.0", .undetermined), ("MIT AND CC-BY-NC-4.0", .duties),
    ("CC-BY-NC-4.0", .duties),
  ])
  func `what we give keeps the restrictions of a parent that does not pass them on itself`(given: String, verdict: Verdict) {
    let components = [
      Component("bot", .weights, given, .from("base", .fineTunedFrom, by: .us)), Component("base", .weights, "CC-BY-NC-4.0"),
    ]
    let found = assessment(components, [.distribute]) { facts in
      facts.commercial = .no
      facts.purpose = [.research]
    }
    #expect(found.verdict == verdict)
    #expect(rules(found).contains(Rule.givesMoreThanParents.id) == (verdict == .undetermined))
  }

  @Test func `every root that we give is held against its parents, whichever is nearer`() {
    for (first, second, verdict) in [("GPL-3.0-only", "MIT", Verdict.prohibited), ("GPL-3.0-only", "GPL-3.0-only", .duties)] {
      for swapped in [false, true] {
        let names = swapped ? (second, first) : (first, second)
        let components = [
          Component("a", .code, names.0, .from("part", .derivedFrom, by: .us)),
          Component("b", .code, names.1, .from("middle", .derivedFrom, by: .us)),
          Component("middle", .code, nil, .from("part", .derivedFrom, by: .us)), Component("part", .code, "GPL-3.0-only"),
        ]
        #expect(assessment(components, [.distribute]).verdict == verdict)
      }
    }
  }

  @Test func `a child that declares more than its parent allows is told, and the parent binds all the same`() {
    let components = [
      Component("child", .weights, "Apache-2.0", .from("base", .fineTunedFrom, by: .upstream)),
      Component("base", .weights, "llama3.1"),
    ]
    let found = assessment(components, [.run]) { $0.monthlyActiveUsers = Measure(900_000_000) }
    #expect(found.verdict == .prohibited)
    #expect(rules(found).contains(Rule.declaresMoreThanParents.id))
    let kept = [
      Component("child", .code, "GPL-2.0-only", .from("base", .derivedFrom, by: .upstream)),
      Component("base", .code, "LGPL-2.1-only"),
    ]
    #expect(!rules(assessment(kept, [.run])).contains(Rule.declaresMoreThanParents.id))
    let lost = [
      Component("child", .code, "MIT", .from("base", .derivedFrom, by: .upstream)), Component("base", .code, "GPL-3.0-only"),
    ]
    #expect(rules(assessment(lost, [.run])).contains(Rule.declaresMoreThanParents.id))
  }

  // MARK: Data

  private static let point = "weights-derive-from-data"

  private func trained(
    on license: String, by agent: Agent, _ acts: ActSet, _ setting: String, given: String? = nil,
    hosting: String = "by-license", under: Lineage.Circumstance? = nil, _ change: (inout UseFacts) -> Void = { _ in }
  ) -> Assessment {
    var edge = Lineage.from("data", .trainedOn, by: agent)
    edge.under = under
    let components = [Component("model", .weights, given ?? "MIT", edge), Component("data", .data, license)]
    return assessment(components, acts, assuming: [Self.point: setting, "hosting-is-making-available": hosting], change)
  }

  @Test func `to train on non-commercial data for money is forbidden, whatever becomes of the model`() {
    for setting in ["yes", "no", "disputed"] {
      let found = trained(on: "CC-BY-NC-4.0", by: .us, [.run, .host], setting)
      #expect(found.verdict == .prohibited)
      #expect(clause(found, .prohibited) == "2(a)(1)(A), 2(a)(1)(B)")
    }
  }

  @Test func `what was trained for research may be sold only if models do not derive from data`() {
    let research = Lineage.Circumstance(commercial: false, purpose: [.research], date: nil)
    for (setting, verdict) in [("yes", Verdict.prohibited), ("no", .permitted), ("disputed", .undetermined)] {
      #expect(trained(on: "CC-BY-NC-4.0", by: .us, [.run, .host], setting, under: research).verdict == verdict)
      #expect(trained(on: "CC-BY-NC-4.0", by: .upstream, [.run, .host], setting).verdict == verdict)
    }
    let disputed = trained(on: "CC-BY-NC-4.0", by: .upstream, [.run, .host], "disputed")
    #expect(rules(disputed).contains(Rule.disputedAssumption.id))
    #expect(disputed.readings[Self.point] == ["yes": .prohibited, "no": .permitted])
  }

  @Test func `a model trained on share-alike data is given under the same license, if models derive from data`() {
    let acts: ActSet = [.distribute]
    #expect(trained(on: "CC-BY-SA-4.0", by: .us, acts, "yes", given: "MIT").verdict > .duties)
    #expect(trained(on: "CC-BY-SA-4.0", by: .us, acts, "yes", given: "CC-BY-SA-4.0").verdict == .duties)
    #expect(trained(on: "CC-BY-SA-4.0", by: .us, acts, "no", given: "MIT").verdict == .permitted)
    #expect(trained(on: "CC-BY-SA-4.0", by: .us, acts, "disputed", given: "MIT").verdict == .undetermined)
  }

  @Test func `share-alike reaches a hosted model only if hosting makes available`() {
    for (setting, hosting, verdict) in [
      ("yes", "no", Verdict.duties), ("no", "yes", .permitted), ("disputed", "no", .duties),
      ("disputed", "by-license", .undetermined),
    ] {
      #expect(trained(on: "CC-BY-SA-4.0", by: .us, [.run, .host], setting, hosting: hosting).verdict == verdict)
    }
  }

  @Test func `attribution alone is no dispute worth a halt`() {
    let found = trained(on: "CC-BY-4.0", by: .upstream, [.run, .distribute], "disputed")
    #expect(found.verdict == .duties)
    #expect(found.judgements.flatMap(\.duties).contains { $0.duty.kind == .attribution && !$0.isCertain })
  }

  @Test func `no-derivatives data may be changed, but the change not given on`() {
    #expect(assessment("CC-BY-ND-4.0", [.modify], kind: .data).verdict == .permitted)
    #expect(assessment("CC-BY-ND-4.0", [.distribute], kind: .data).verdict == .duties)
    let given = assessment("CC-BY-ND-4.0", [.modify, .distribute], kind: .data)
    #expect(given.verdict == .prohibited)
    #expect(clause(given, .prohibited) == "3(a)(1)")
  }

  @Test func `a license for databases does not speak of weights`() {
    let found = assessment("ODbL-1.0", [.run])
    #expect(found.verdict == .undetermined)
    #expect(rules(found) == [Rule.kindNotCovered.id])
    #expect(assessment("ODbL-1.0", [.run], kind: .data).verdict <= .duties)
  }

  // MARK: Names

  @Test func `an unknown license does not spoil a choice, and a known one does not save a sum`() {
    #expect(assessment("nobody-knows OR MIT", [.run]).verdict == .permitted)
    #expect(assessment("nobody-knows OR MIT", [.run]).judgements[0].choice == "MIT")
    #expect(assessment("nobody-knows AND MIT", [.run]).verdict == .undetermined)
    #expect(assessment("nobody-knows", [.run]).verdict == .undetermined)
  }

  @Test(arguments: ["gemma", "cc", "gpl"])
  func `the name of a family decides nothing, and its members are offered`(name: String) {
    let found = assessment(name, [.run])
    #expect(found.verdict == .undetermined)
    #expect(rules(found) == [Rule.licenseFamily.id])
    #expect(questions(found).first?.fact == "components.model.license")
  }

  @Test func `a list without an operator is settled where nothing hangs on it`() {
    func verdict(_ names: [String]) -> Verdict {
      var component = Component("model", .code, nil)
      component.declared = [DeclaredLicense(names: names.map { located($0) }, source: .card)]
      return assessment([component], [.distribute]).verdict
    }
    #expect(verdict(["cc0-1.0", "mit"]) == .duties)
    #expect(verdict(["mit", "cc-by-nc-4.0"]) == .undetermined)
  }

  @Test func `a text that differs from what is declared is a finding, and open if the answers differ`() {
    func found(_ declared: String?, _ texts: [[String]], match: String = "exact", acts: ActSet = [.run]) -> Assessment {
      var component = Component("model", .weights, declared)
      component.detected = texts.map { ids in
        DetectedLicense(ids: ids, match: match, span: SourceSpan(SourceFile(path: "LICENSE", text: ""), 0..<0), role: "LICENSE")
      }
      return assessment([component], acts)
    }
    #expect(found("MIT", [["MIT"]]).verdict == .permitted)
    #expect(found("MIT", [["Apache-2.0"]]).verdict == .permitted)
    #expect(rules(found("MIT", [["Apache-2.0"]])) == [Rule.sourcesDisagree.id])
    #expect(found("MIT", [["CC-BY-NC-4.0"]]).verdict == .undetermined)
    #expect(found("MIT", [["GPL-3.0-only"]], acts: [.modify, .distribute]).verdict == .undetermined)
    #expect(found("MIT", [["MIT"], ["CC-BY-NC-4.0"]]).verdict == .undetermined, "the second text counts as well")
    #expect(found(nil, [["MIT"], ["CC-BY-NC-4.0"]]).verdict == .undetermined)
    #expect(found("MIT", [["MIT"], []], match: "exact").verdict == .permitted)
    #expect(found("CC-BY-NC-4.0", [["CC-BY-NC-4.0"], ["MIT"]]).verdict == .prohibited, "a freer text beside it frees nothing")
    #expect(found(nil, [["CC-BY-NC-4.0"]]).verdict == .prohibited)
    #expect(found("MIT", [["MIT"]], match: "modified").verdict == .undetermined, "a changed text is not the text")
    #expect(found(nil, [["MIT"]], match: "modified").verdict == .undetermined)
  }

  // MARK: Acts

  @Test func `an act that can be done with nothing at hand is a finding`() {
    let found = assessment("MIT", [.train])
    #expect(found.verdict == .undetermined)
    #expect(rules(found) == [Rule.actFitsNothing.id])
    let components = [
      Component("model", .weights, "MIT", .from("data", .trainedOn, by: .upstream)), Component("data", .data, "CC-BY-NC-4.0"),
    ]
    #expect(
      rules(assessment(components, [.train])).contains(Rule.actFitsNothing.id), "data behind the model is not what is trained on")
    #expect(assessment("MIT", []).verdict == .undetermined)
    #expect(assessment("CC-BY-NC-4.0", [.train], kind: .data).verdict == .prohibited)
  }

  // MARK: Reports

  private func report(_ components: [Component], _ acts: ActSet, _ change: (inout UseFacts) -> Void = { _ in }) -> AuditReport {
    var inventory = Inventory(path: "model.json")
    inventory.components = components
    inventory.use = StatedUse(profile: nil, acts: located(acts), facts: Self.use(acts, change).facts)
    let audit = Audit(catalog: Shipped.catalog, catalogVersion: "test", request: AuditRequest(date: Shipped.today))
    return audit.report(on: [inventory], diagnostics: [])
  }

  @Test func `data trained on for money has a rule of its own in reports`() {
    let found = report(
      [Component("model", .weights, "MIT", .from("data", .trainedOn, by: .us)), Component("data", .data, "CC-BY-NC-4.0")], [.run])
    #expect(found.verdict == .prohibited)
    #expect(found.findings.contains { $0.rule == Rule.trainingData.id && $0.verdict == .prohibited && $0.component == "data" })
  }

  @Test(arguments: [("acme/support-bot-8b", AuditReport.DutyStatus.unmet), ("acme/Llama-support-bot-8b", .met)])
  func `a model made from Llama bears its name first`(name: String, status: AuditReport.DutyStatus) {
    var bot = Component("bot", .weights, "llama3.1", .from("base", .fineTunedFrom, by: .us))
    bot.name = name
    let found = report([bot, Component("base", .weights, "llama3.1")], [.run, .host]) { $0.monthlyActiveUsers = Measure(1_000) }
    #expect(found.verdict == .duties)
    #expect(found.duties.first { $0.duty == "name-prefix" }?.status == status)
    // The server that runs it changes nothing: what is offered is still the model.
    let server = Component("server", .code, "MIT", .from("bot", .runs, by: .us))
    let behind = report([server, bot, Component("base", .weights, "llama3.1")], [.run, .host]) {
      $0.monthlyActiveUsers = Measure(1_000)
    }
    #expect(behind.duties.contains { $0.duty == "name-prefix" })
  }
}
