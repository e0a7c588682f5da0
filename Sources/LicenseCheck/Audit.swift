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
  /// What holds for the organization: `.licensecheck.yaml` with what it extends, if there is one.
  package var configuration: ProjectConfiguration?
  /// Files that it was read from.
  package var policySources: [SourceFile] = []
  /// The file itself.
  package var own: ProjectConfiguration?
  /// What that file extends.
  package var inherited: ProjectConfiguration?
  /// Findings that were there when it was written.
  var baseline: Baseline?
  /// Findings that were there before the change that is looked at.
  var before: KnownFindings?
  /// What is to be said of the policy itself.
  package var policyFindings: [PolicyFinding] = []
  /// What the organization wants beside what licenses say.
  package var policy: LicensePolicy?
  /// How loudly the findings of each rule are told.
  package var levels = FindingLevels()
  /// Uses of the organization's own.
  package var profiles: [UseProfile] = []
  /// Who answers for which finding.
  package var waivers: [Waiver] = []
  package var date: CalendarDate
  package var failOn: FailOn = .standard
  package var isForgiving = false
  /// Whether questions and fixes are looked for.
  package var asksForWaysOut = true

  package init(date: CalendarDate) { self.date = date }

  /// How open points are read.
  var settings: EvaluationSettings { EvaluationSettings(assumptions: assumptions, date: date, policy: policy) }
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
      catalog: catalog, settings: request.settings)
    // A document of which no component could be read has its mistakes to show, and nothing to judge.
    let planned = sorted.map { $0.isUnreadable ? (uses: [], isStated: true) : builder.uses(for: $0) }
    let isStated = planned.allSatisfy(\.isStated)
    var reporting = ReportBuilder(
      toolVersion: Self.version, catalogVersion: catalogVersion, use: summary(planned.flatMap(\.uses), isStated: isStated),
      catalog: catalog, isPlural: sorted.count > 1, assumptions: request.assumptions)
    for (inventory, plan) in zip(sorted, planned) { judge(inventory, plan.uses, plan.isStated, evaluator, &reporting) }
    reporting.add(diagnostics)
    reporting.add(request.policySources)
    reporting.add(request.policyFindings)
    var report = reporting.finished(title: title(sorted), isUseStated: isStated)
    WaiverBook(request.waivers, on: request.date).apply(to: &report)
    if let baseline = request.baseline {
      var known = baseline.known
      let resolved = baseline.entries.count - known.apply(to: &report)
      if resolved > 0 { report.notes.append(.resolved(resolved)) }
    }
    if var before = request.before { before.apply(to: &report) }
    request.levels.apply(to: &report)
    report.exitCode = ExitStatus(report, failOn: request.failOn, isForgiving: request.isForgiving).rawValue
    return report
  }

  /// One subject: as written against every use, with questions and fixes where it decides; then what its alternatives make of it.
  private func judge(
    _ inventory: Inventory, _ uses: [Use], _ isStated: Bool, _ evaluator: Evaluator, _ reporting: inout ReportBuilder
  ) {
    let space = CombinationSpace(
      written: Self.components(of: inventory),
      choices: inventory.alternatives.map { alternative in
        // What is not reached from a replacement is left out again; replacements may come from each other.
        let others = alternative.replacements + alternative.ancestors
        return .init(
          component: alternative.component.value,
          options: alternative.replacements.map { first in [first] + others.filter { $0.id != first.id } })
      })
    let isReleased = uses.contains { $0.facts.isReleased }
    var concluder = LicenseConcluder(catalog: catalog)
    let deciding = isStated ? nil : uses.firstIndex { $0.id == catalog.vocabulary.standardUse }
    for (index, combination) in space.combinations.enumerated() {
      let graph = ComponentGraph(space.components(combination), isReleased: isReleased)
      let conclusions = concluder.conclusions(for: graph)
      let assessments = uses.map { use in
        let assessment = evaluator.assess(graph, conclusions: conclusions, use: use)
        return index == 0 && request.asksForWaysOut ? evaluator.withSettledReadings(assessment) : assessment
      }
      guard index == 0 else {
        reporting.addAlternative(inventory, assessments)
        continue
      }
      reporting.add(concluder.diagnostics)
      let ways = assessments.enumerated().map { index, assessment -> ReportBuilder.WaysOut in
        guard request.asksForWaysOut, deciding == nil || deciding == index else { return .init() }
        var finder = FixFinder(evaluator: evaluator, space: space, written: assessment, concluder: concluder)
        return .init(
          questions: QuestionFinder(evaluator: evaluator, assessment: assessment).questions(), fixes: finder.result())
      }
      reporting.add(inventory, assessments, ways, deciding: deciding)
    }
    if space.isLimited { reporting.add([.tooManyCombinations(inventory.path)]) }
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
    var summary = AuditReport.UseSummary(
      profile: deciding.id == Use.customID ? nil : deciding.id, acts: deciding.acts.map(\.rawValue), facts: deciding.facts.records
    )
    summary.changesActs = catalog.vocabulary.use(deciding.id).map { $0.acts != deciding.acts } ?? false
    return summary
  }

  private func title(_ inventories: [Inventory]) -> String {
    guard inventories.count == 1, let only = inventories.first else { return "\(inventories.count) subjects" }
    return [only.name ?? only.path, only.version].compactMap { $0 }.joined(separator: " ")
  }
}

extension Inventory {
  fileprivate var isUnreadable: Bool { components.isEmpty && diagnostics.contains { $0.severity == .error } }
}

extension Diagnostic {
  fileprivate static func resolved(_ count: Int) -> Self {
    Self(
      "resolved-baseline", .note, "\(count == 1 ? "1 finding" : "\(count) findings") of the baseline did not come up",
      help: "take out what is resolved: licensecheck baseline prune PATH…")
  }

  fileprivate static func tooManyCombinations(_ path: String) -> Self {
    Self(
      "too-many-combinations", .warning,
      "the alternatives of \(path) span more than \(CombinationSpace.limit) combinations; those with the fewest changes were judged",
      help: "list fewer alternatives")
  }
}
