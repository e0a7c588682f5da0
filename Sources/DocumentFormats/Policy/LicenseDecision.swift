import Diagnostics
import Documents
import Licensing

/// A reviewer's conclusion: this component, with these texts, is under this license.
package struct LicenseDecision: Sendable, Equatable {
  package var component: ComponentPin
  /// A license expression, or any name of a license.
  package var license: Located<String>
  package var reason: String
  package var approvedBy: String
  package var date: Located<CalendarDate>
  /// The files that were read for it; when one of them changes, the decision is void.
  package var textHashes: [Located<String>]
  package var span: SourceSpan

  package static let keys = ["component", "license", "reason", "approved-by", "date", "text-sha256"]
}

extension ManifestReader {
  /// A list of conclusions; what is wrong with one of them is reported, and it is left out.
  mutating func readDecisions(_ node: DocumentNode) -> [LicenseDecision] {
    (nodes.list(node, "`conclusions`") ?? []).compactMap { readDecision($0) }
  }

  private mutating func readDecision(_ node: DocumentNode) -> LicenseDecision? {
    let what = "a conclusion"
    guard let fields = nodes.object(node, what, keys: LicenseDecision.keys) else { return nil }
    let component = readPin(fields, what)
    let license = requiredString(fields, "license", what)
    let reason = readReason(fields, what)
    let approvedBy = requiredString(fields, "approved-by", what)
    let date = required(fields, "date", what).flatMap { node in
      nodes.date(node, "`date`").map { Located($0, node.span) }
    }
    var hashes: [Located<String>] = []
    var areHashesRead = true
    if let node = fields["text-sha256"] {
      for element in node.kind == .array ? Array(node.elements) : [node] {
        if let hash = readHash(element) { hashes.append(hash) } else { areHashesRead = false }
      }
    }
    guard let component, let license, let reason, let approvedBy, let date, areHashesRead else { return nil }
    return LicenseDecision(
      component: component, license: license, reason: reason.value, approvedBy: approvedBy.value, date: date,
      textHashes: hashes, span: node.span.firstLine)
  }
}
