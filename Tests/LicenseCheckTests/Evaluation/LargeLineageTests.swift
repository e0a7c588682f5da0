import Evaluation
import Inventory
import LicenseCatalog
import Licensing
import Testing

/// Lineages of whole hubs: nothing is walked twice, and nothing recurses as deep as the lineage.
@Suite struct LargeLineageTests {
  private func assessment(_ components: [Component], acts: ActSet = [.run, .host]) -> Assessment {
    let settings = EvaluationSettings(assumptions: [:], date: Shipped.today)
    let evaluator = Evaluator(catalog: Shipped.catalog, settings: settings)
    let graph = ComponentGraph(components, isReleased: false)
    var facts = UseFacts()
    facts.commercial = .yes
    facts.fields = []
    facts.litigation = []
    facts.receivedAs = .direct
    let conclusions = evaluator.conclusions(for: graph).conclusions
    return evaluator.assess(graph, conclusions: conclusions, use: Use(id: Use.customID, acts: acts, facts: facts))
  }

  private func number(_ index: Int) -> String { "c\(String(repeating: "0", count: 5 - String(index).count))\(index)" }

  @Test func `a chain of 10,000 models is judged case by case, not path by path`() {
    let components = (0..<10_000).map { index -> Component in
      var component = Component(number(index), .weights, index == 9_999 ? "CC-BY-NC-4.0" : "MIT")
      if index < 9_999 { component.lineage = [.from(number(index + 1), .fineTunedFrom, by: .upstream)] }
      return component
    }
    let found = assessment(components)
    #expect(found.verdict == .prohibited)
    #expect(found.verdict(of: found.graph.components.count - 1) == .prohibited)
    #expect(found.judgedCases < 40)
  }

  @Test func `a lineage of 10,000 diamonds is judged case by case, not path by path`() {
    // Two models a layer, each merged from both of the layer behind it: 2 to the 5,000 paths.
    let components = (0..<10_000).map { index -> Component in
      var component = Component(number(index), .weights, index >= 9_998 ? "CC-BY-NC-4.0" : "Apache-2.0")
      let behind = index / 2 * 2 + 2
      if behind < 10_000 {
        component.lineage = [
          .from(number(behind), .mergedFrom, by: .upstream), .from(number(behind + 1), .mergedFrom, by: .upstream),
        ]
      }
      return component
    }
    let found = assessment(components, acts: [.run, .modify, .distribute])
    #expect(found.verdict == .prohibited)
    #expect(found.graph.components.count == 10_000 && found.graph.order.count == 10_000)
    #expect(found.judgedCases < 40)
  }

  @Test func `ten thousand circumstances of as many fine-tunings stay a few cases`() {
    let components = (0..<10_000).map { index -> Component in
      var component = Component(number(index), .weights, "CC-BY-NC-4.0")
      guard index < 9_999 else { return component }
      var edge = Lineage.from(number(index + 1), .fineTunedFrom, by: .us)
      edge.under = Lineage.Circumstance(
        commercial: index.isMultiple(of: 2), purpose: nil, date: CalendarDate(daysSince1970: index))
      component.lineage = [edge]
      return component
    }
    let found = assessment(components)
    #expect(found.verdict == .prohibited)
    #expect(found.judgedCases < 40)
  }

  @Test func `circumstances that cannot be told apart any more are unknown, and nothing is permitted for it`() {
    var components = (0..<40).map { index -> Component in
      var component = Component(number(index), .weights, "MIT")
      var edge = Lineage.from("data", .trainedOn, by: .us)
      edge.under = Lineage.Circumstance(
        commercial: false, purpose: [.research], date: CalendarDate(daysSince1970: 20_000 + index))
      component.lineage = [edge]
      return component
    }
    components.append(Component("data", .data, "CC-BY-NC-4.0"))
    var settings = EvaluationSettings(assumptions: ["weights-derive-from-data": "no"], date: Shipped.today)
    settings.assumptions["hosting-is-making-available"] = "no"
    let evaluator = Evaluator(catalog: Shipped.catalog, settings: settings)
    let graph = ComponentGraph(components, isReleased: false)
    var facts = UseFacts()
    facts.commercial = .yes
    facts.fields = []
    facts.litigation = []
    func verdict() -> Verdict {
      let conclusions = evaluator.conclusions(for: graph).conclusions
      return evaluator.assess(graph, conclusions: conclusions, use: Use(id: Use.customID, acts: [.run], facts: facts)).verdict
    }
    #expect(verdict() == .permitted)
    facts.annualRevenue.everyScope = [.init(date: day("2024-01-01"), value: 1)]
    #expect(verdict() == .undetermined)
  }

  @Test func `many roots that share their ancestors share their cases`() {
    let components = (0..<5_000).map { index -> Component in
      var component = Component(number(index), .weights, "MIT")
      component.lineage = [.from("base", .fineTunedFrom, by: .us)]
      return component
    }
    let found = assessment(components + [Component("base", .weights, "GPL-3.0-only")], acts: [.distribute])
    #expect(found.judgedCases < 40)
    #expect(found.verdict == .prohibited)
  }
}
