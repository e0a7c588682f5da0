import Inventory
import LicenseCatalog
import Licensing
import Testing

@testable import Evaluation

@Suite struct OutboundSurveyTests {
  private static let candidates = Shipped.catalog.entries.filter { $0.kind == .license }.map(\.id) + ["own-terms"]
  private static let evaluator = Evaluator(
    catalog: Shipped.catalog, settings: EvaluationSettings(assumptions: [:], date: Shipped.today))

  private static let use: Use = {
    var facts = UseFacts()
    facts.fields = []
    facts.litigation = []
    facts.commercial = .yes
    return Use(id: "custom", acts: [.modify, .distribute], facts: facts)
  }()

  private static let graphs: [[Component]] = [
    [Component("m", .weights, nil, .from("p", .fineTunedFrom, by: .us)), Component("p", .weights, "gemma-2025-03-24")],
    [Component("m", .weights, nil, .from("p", .trainedOn, by: .us)), Component("p", .data, "CC-BY-SA-4.0")],
    [Component("m", .weights, nil, .from("p", .fineTunedFrom, by: .us)), Component("p", .weights, "CC-BY-NC-4.0 OR llama3.1")],
    [
      Component("m", .code, nil, .from("p", .derivedFrom, by: .us), .from("q", .derivedFrom, by: .us)),
      Component("p", .code, "GPL-3.0-only"), Component("q", .code, "MIT"),
    ],
  ]

  @Test(arguments: graphs) func judgingTogetherIsJudgingOneByOne(_ components: [Component]) {
    let survey = OutboundSurvey(components, evaluator: Self.evaluator, use: Self.use)
    let together = survey.groups(of: Self.candidates)
    #expect(together.reduce(0) { $0 + $1.names.count } == Self.candidates.count)
    for group in together {
      for name in group.names {
        let alone = survey.groups(of: [name])
        #expect(alone.map(\.answer) == [group.answer], "\(name)")
      }
    }
  }

  @Test(arguments: graphs) func whatIsAcceptedHasNoFindingAboutWhatWeGive(_ components: [Component]) {
    let survey = OutboundSurvey(components, evaluator: Self.evaluator, use: Self.use)
    for group in survey.groups(of: Self.candidates) {
      var use = Self.use
      use.facts.releaseLicense = located(group.names[0])
      let conclusions = Self.evaluator.conclusions(for: survey.graph).conclusions
      let assessment = Self.evaluator.assess(survey.graph, conclusions: conclusions, use: use)
      let findings = assessment.findings.filter { OutboundCheck.rules.contains($0.constraint.rule) }
      switch group.answer {
      case .accepted: #expect(findings.isEmpty, "\(group.names)")
      // Of a choice, each branch may refuse for a reason of its own.
      case .refused: #expect(assessment.verdict == .prohibited, "\(group.names)")
      case .unclear: #expect(assessment.verdict >= .undetermined, "\(group.names)")
      }
    }
  }
}
