import Diagnostics
import Evaluation
import LicenseMatching
import Licensing
import Reporting

/// A finding about the policy itself or about who states what, beside those about licenses.
package struct PolicyFinding: Sendable {
  var rule: Rule
  /// `nil` for what informs and does not judge.
  var verdict: Verdict?
  var message: String
  var places: [AuditReport.Place] = []

  func record(id: String, uses: [String]) -> AuditReport.FindingRecord {
    var record = AuditReport.FindingRecord(id: id, rule: rule.id, verdict: verdict, message: message)
    record.evidence = places
    record.fix = rule.fix
    record.uses = uses
    let key = ([rule.id, message] + places.map(\.span.file.path)).map { "\($0.utf8.count):\($0)" }.joined()
    record.fingerprint = String(SHA256.hexadecimalDigest(of: Array(key.utf8)).prefix(32))
    return record
  }
}
