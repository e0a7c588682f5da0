import Diagnostics
import DocumentFormats
import Inventory
import LicenseMatching
import Reporting

/// What is known of a duty: met with the place, unmet with what to write, else unverified.
struct DutyFinding {
  var status: AuditReport.DutyStatus
  var reason: String?
  var evidence: [AuditReport.Place] = []

  static func met(_ reason: String, _ source: String, _ span: SourceSpan?) -> Self {
    Self(status: .met, reason: reason, evidence: span.map { [AuditReport.Place(source: source, span: $0)] } ?? [])
  }

  static func unmet(_ reason: String, _ evidence: [AuditReport.Place] = []) -> Self {
    Self(status: .unmet, reason: reason, evidence: evidence)
  }

  static func unverified(_ reason: String? = nil, _ evidence: [AuditReport.Place] = []) -> Self {
    Self(status: .unverified, reason: reason, evidence: evidence)
  }
}

/// What one duty asks of one component, and where it may be looked for.
struct OwedAt {
  /// The component whose license asks.
  var component: Component
  /// What is given to others: the component at the end of the lineage.
  var root: Component
  /// Whether we give it, so that what is missing is ours to add.
  var isOurs: Bool
  /// The relationships by which we changed what the license is about.
  var lineage: [Lineage]
  /// The files that count as evidence.
  var files: [ReleaseFiles.Entry]
  /// The license texts in a file.
  var texts: (SourceFile) -> [DetectedLicense]
  /// The words of a file's prose.
  var stream: (ReleaseFiles.Entry) -> TokenStream

  func entries(_ roles: Set<ReleaseFileRole>) -> [ReleaseFiles.Entry] { files.filter { roles.contains($0.role) } }

  /// Unmet only where the release is ours and at least one of its files could be looked at.
  func missing(_ reason: String, in looked: [ReleaseFiles.Entry]) -> DutyFinding {
    guard isOurs, !looked.isEmpty else { return .unverified() }
    return .unmet(reason)
  }

  static func names(_ entries: [ReleaseFiles.Entry]) -> String {
    entries.map(\.file.path).sorted().joined(separator: ", ")
  }
}
