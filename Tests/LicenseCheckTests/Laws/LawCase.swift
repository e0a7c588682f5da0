import Evaluation
import Inventory
import Licensing

/// One generated case: licenses, a lineage and a use; and what is made of it.
struct LawCase {
  var texts: TextsInMemory
  var components: [Component]
  var use: Use
  var settings: EvaluationSettings

  init(_ generator: inout Generator, upTo most: Int = 5, circles: Bool = false) {
    texts = generator.texts()
    components = generator.components(upTo: most, circles: circles)
    use = generator.use()
    settings = generator.settings()
  }

  var assessment: Assessment { Evaluator(catalog: texts, settings: settings).assessment(of: components, use: use) }
}

extension Evaluator {
  /// What is said of components in memory; stated facts of a release make them one.
  func assessment(of components: [Component], use: Use) -> Assessment {
    let isReleased = use.facts.releaseName != nil || use.facts.releaseLicense != nil
    let graph = ComponentGraph(components, isReleased: isReleased)
    return assess(graph, conclusions: conclusions(for: graph).conclusions, use: use)
  }
}
