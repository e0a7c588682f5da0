import Diagnostics
import Licensing
import Reporting

/// Findings that were there before: in a baseline, or before the change that is looked at.
///
/// Equal fingerprints are counted: so many were known, and one more is new.
struct KnownFindings {
  private struct Entry {
    var verdict: Verdict
    var uses: Set<String>
    var count: Int
  }

  private var entries: [String: [Entry]] = [:]
  private let ground: AuditReport.WaivedRecord.Ground
  private let reason: String

  init(_ ground: AuditReport.WaivedRecord.Ground, reason: String) {
    self.ground = ground
    self.reason = reason
  }

  mutating func add(_ fingerprint: String, _ verdict: Verdict, uses: [String]) {
    entries[fingerprint, default: []].append(Entry(verdict: verdict, uses: Set(uses), count: 1))
  }

  /// Moves what was known out of what counts. A worse verdict, or another use, is no known finding.
  /// - Returns: how many were met.
  @discardableResult
  mutating func apply(to report: inout AuditReport) -> Int {
    var met = 0
    var kept: [AuditReport.FindingRecord] = []
    for finding in report.findings {
      guard let verdict = finding.verdict, verdict > .duties, take(finding.fingerprint, verdict, finding.uses) else {
        kept.append(finding)
        continue
      }
      met += 1
      report.waived.append(record(finding))
    }
    report.findings = kept
    for index in report.duties.indices where report.duties[index].status == .unmet && !report.duties[index].isWaived {
      let duty = report.duties[index].finding
      guard take(duty.fingerprint, .duties, duty.uses) else { continue }
      met += 1
      report.duties[index].isWaived = true
      report.waived.append(record(duty))
    }
    return met
  }

  private func record(_ finding: AuditReport.FindingRecord) -> AuditReport.WaivedRecord {
    var record = AuditReport.WaivedRecord(finding: finding, reason: reason)
    record.ground = ground
    return record
  }

  private mutating func take(_ fingerprint: String, _ verdict: Verdict, _ uses: [String]) -> Bool {
    guard let known = entries[fingerprint] else { return false }
    let fits = known.indices.filter { known[$0].count > 0 && known[$0].verdict >= verdict && known[$0].uses.isSuperset(of: uses) }
    // The mildest that fits, so that a worse one is left for a worse finding.
    guard let index = fits.min(by: { known[$0].verdict < known[$1].verdict }) else { return false }
    entries[fingerprint]?[index].count -= 1
    return true
  }
}

extension AuditReport {
  /// What can fail a run and what a baseline can hold: findings that judge, and duties found unmet, of what decides.
  var failing: [FindingRecord] {
    findings.filter { ($0.verdict ?? .permitted) > .duties && $0.isDeciding && $0.isWritten }
      + duties.filter { $0.status == .unmet && !$0.isEncouraged && !$0.isWaived && $0.isDeciding }.map(\.finding)
  }
}
