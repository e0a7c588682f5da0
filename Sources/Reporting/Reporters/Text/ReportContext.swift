import Diagnostics

/// What single records need to know of the whole report, looked up once.
struct ReportContext {
  let places = PlaceIndex()
  /// The use that decides.
  private(set) var use: String?
  /// All uses that were tried.
  private(set) var uses: Set<String> = []
  private var titles: [String: String] = [:]
  private var evidence: [String: SourceSpan] = [:]
  /// The files that were read; a fact may also stand in the catalog, which is no file of the user.
  private var inputs: Set<String> = []
  private var assumptions: [String: [AuditReport.AssumptionRecord]] = [:]

  init() {}

  init(_ report: AuditReport) {
    uses = Set(report.assessments.map(\.use))
    // A use of one's own has no profile to name.
    use = report.use.profile ?? (uses.count == 1 ? uses.first : nil)
    inputs = Set(report.inputs.map(\.path))
    for component in report.components {
      titles[component.id] = component.name ?? component.id
      evidence[component.id] = component.evidence.map { report.physical($0.span) }.first { isRead($0) }
    }
    for assessment in report.assessments where !assessment.assumptions.isEmpty {
      for finding in assessment.findings { assumptions[finding, default: []] += assessment.assumptions }
    }
  }

  /// The name to show for a component id.
  func title(_ component: String) -> String { titles[component] ?? component }

  /// Whether a place is in a file that was read, and can be shown there.
  func isRead(_ span: SourceSpan) -> Bool { inputs.isEmpty || inputs.contains(span.file.path) }

  /// Where the user's files speak of a component first.
  func evidence(_ component: String) -> SourceSpan? { evidence[component] }

  /// An assumption on which a finding hangs, with what each reading would give.
  func assumption(_ name: String, of finding: String) -> AuditReport.AssumptionRecord? {
    assumptions[finding]?.first { $0.name == name }
  }
}
