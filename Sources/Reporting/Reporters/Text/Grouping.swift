import Licensing

/// Records that say the same of several components or uses, in the order of their first appearance.
enum Grouping {
  static func groups<Record, Key: Hashable>(_ records: [Record], by key: (Record) -> Key) -> [[Record]] {
    var places: [Key: Int] = [:]
    var groups: [[Record]] = []
    for record in records {
      let key = key(record)
      if let place = places[key] {
        groups[place].append(record)
      } else {
        places[key] = groups.count
        groups.append([record])
      }
    }
    return groups
  }

  private struct FindingKind: Hashable {
    var texts: [String?]
    var verdict: Verdict?
    var openPoint: OpenPoint?

    init(_ finding: AuditReport.FindingRecord) {
      texts = [
        finding.rule, finding.license, finding.term, finding.clause, finding.message, finding.summary, finding.remedy,
        finding.fix,
      ]
      verdict = finding.verdict
      openPoint = finding.openPoint
    }
  }

  /// Findings that differ only in the use become one with all uses; then those of one kind stand together.
  static func findings(_ findings: [AuditReport.FindingRecord], verbose: Bool) -> [[AuditReport.FindingRecord]] {
    struct Identity: Hashable {
      var kind: FindingKind
      var component: String?
      var path: [String]
    }
    let merged = groups(findings) { Identity(kind: FindingKind($0), component: $0.component, path: $0.path) }.map { same in
      var first = same[0]
      for other in same.dropFirst() { first.uses += other.uses.filter { !first.uses.contains($0) } }
      return first
    }
    return verbose ? merged.map { [$0] } : groups(merged) { FindingKind($0) }
  }

  /// Duties that differ only in the component stand together; what is still to do comes first.
  static func duties(_ duties: [AuditReport.DutyRecord], verbose: Bool) -> [[AuditReport.DutyRecord]] {
    struct Kind: Hashable {
      var texts: [String?]
      var places: [String]
      var status: AuditReport.DutyStatus
      var isEncouraged: Bool
      var component: String?
    }
    var merged = groups(duties) { duty in
      Kind(
        texts: [duty.duty, duty.text, duty.license, duty.clause, duty.reason, duty.trigger], places: duty.places,
        status: duty.status, isEncouraged: duty.isEncouraged, component: verbose ? duty.component : nil)
    }
    if verbose { merged = merged.map { [$0[0]] } }
    return AuditReport.DutyStatus.allCases.flatMap { status in merged.filter { $0[0].status == status } }
  }
}
