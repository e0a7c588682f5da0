import Diagnostics
import DocumentFormats
import Evaluation
import Inventory
import LicenseCatalog
import Licensing
import Reporting

/// What an audit is asked.
package struct AuditRequest: Sendable {
  package var uses: [String] = []
  package var options: StatedUse?
  /// Qualifiers of fields of use, by field: they join the fields that are stated.
  package var qualifiers: [String: [String: Bool]] = [:]
  package var assumptions: [String: String] = [:]
  /// `.licensecheck.yaml`, if there is one.
  package var configuration: ProjectConfiguration?
  package var date: CalendarDate
  package var failOn: FailOn = .standard
  package var isForgiving = false

  package init(date: CalendarDate) { self.date = date }
}

/// Judges what was read, and says it all in one report.
package struct Audit {
  private let catalog: any LicenseSource
  private let catalogVersion: String
  private let request: AuditRequest

  package init(catalog: any LicenseSource, catalogVersion: String, request: AuditRequest) {
    self.catalog = catalog
    self.catalogVersion = catalogVersion
    self.request = request
  }

  /// - Parameters:
  ///   - inventories: one per subject; their order does not matter.
  ///   - diagnostics: what could not be read.
  package func report(on inventories: [Inventory], diagnostics: [Diagnostic]) -> AuditReport {
    let sorted = inventories.sorted { $0.path < $1.path }
    let builder = UseBuilder(
      vocabulary: catalog.vocabulary, requested: request.uses, options: request.options, qualifiers: request.qualifiers,
      organization: request.configuration?.use)
    let evaluator = Evaluator(
      catalog: catalog, settings: EvaluationSettings(assumptions: request.assumptions, date: request.date))
    // A document of which no component could be read has its mistakes to show, and nothing to judge.
    let planned = sorted.map { $0.isUnreadable ? (uses: [], isStated: true) : builder.uses(for: $0) }
    let isStated = planned.allSatisfy(\.isStated)
    var reporting = ReportBuilder(
      toolVersion: Self.version, catalogVersion: catalogVersion, use: summary(planned.flatMap(\.uses), isStated: isStated),
      catalog: catalog, isPlural: sorted.count > 1, assumptions: request.assumptions)
    for (inventory, plan) in zip(sorted, planned) {
      let isReleased = plan.uses.contains { $0.facts.releaseName != nil || $0.facts.releaseLicense != nil }
      let graph = ComponentGraph(Self.components(of: inventory), isReleased: isReleased)
      let (conclusions, mistakes) = evaluator.conclusions(for: graph)
      let assessments = plan.uses.map {
        evaluator.withSettledReadings(evaluator.assess(graph, conclusions: conclusions, use: $0))
      }
      let deciding = plan.isStated ? nil : plan.uses.firstIndex { $0.id == catalog.vocabulary.standardUse }
      let questions = assessments.enumerated().map { index, assessment in
        deciding == nil || deciding == index
          ? QuestionFinder(evaluator: evaluator, assessment: assessment).questions() : []
      }
      reporting.add(mistakes)
      reporting.add(inventory, assessments, questions: questions, deciding: deciding)
    }
    reporting.add(diagnostics)
    reporting.add([request.configuration?.source].compactMap(\.self))
    return reporting.finished(
      title: title(sorted), isUseStated: isStated, failOn: request.failOn, isForgiving: request.isForgiving)
  }

  /// Weights without a license of their own know of the texts that lie beside them.
  static func components(of inventory: Inventory) -> [Component] {
    inventory.components.map { component in
      guard component.kind == .weights, component.isDescribed else { return component }
      var result = component
      result.neighboring = inventory.looseTexts
      return result
    }
  }

  /// The version of the tool, as `--version` and reports show it.
  package static let version = "0.1.0"

  private func summary(_ uses: [Use], isStated: Bool) -> AuditReport.UseSummary {
    let deciding = isStated ? uses.first : uses.first { $0.id == catalog.vocabulary.standardUse }
    guard let deciding else { return AuditReport.UseSummary(profile: nil, acts: [], facts: []) }
    return AuditReport.UseSummary(
      profile: deciding.id == Use.customID ? nil : deciding.id, acts: deciding.acts.map(\.rawValue), facts: deciding.facts.records
    )
  }

  private func title(_ inventories: [Inventory]) -> String {
    guard inventories.count == 1, let only = inventories.first else { return "\(inventories.count) subjects" }
    return [only.name ?? only.path, only.version].compactMap { $0 }.joined(separator: " ")
  }
}

extension Inventory {
  fileprivate var isUnreadable: Bool { components.isEmpty && diagnostics.contains { $0.severity == .error } }
}
