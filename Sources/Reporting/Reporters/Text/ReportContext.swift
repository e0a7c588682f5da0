/// What single records need to know of the whole report, looked up once.
struct ReportContext {
  let places = PlaceIndex()
  /// The use that decides.
  private(set) var use: String?
  /// All uses that were tried.
  private(set) var uses: Set<String> = []
  private var titles: [String: String] = [:]
  private var assumptions: [String: [AuditReport.AssumptionRecord]] = [:]

  init() {}

  init(_ report: AuditReport) {
    uses = Set(report.assessments.map(\.use))
    // A use of one's own has no profile to name.
    use = report.use.profile ?? (uses.count == 1 ? uses.first : nil)
    for component in report.components { titles[component.id] = component.name ?? component.id }
    for assessment in report.assessments where !assessment.assumptions.isEmpty {
      for finding in assessment.findings { assumptions[finding, default: []] += assessment.assumptions }
    }
  }

  /// The name to show for a component id.
  func title(_ component: String) -> String { titles[component] ?? component }

  /// An assumption on which a finding hangs, with what each reading would give.
  func assumption(_ name: String, of finding: String) -> AuditReport.AssumptionRecord? {
    assumptions[finding]?.first { $0.name == name }
  }
}
