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
    let merged = merged(findings)
    return verbose ? merged.map { [$0] } : groups(joinedByClause(merged)) { FindingKind($0) }
  }

  /// What a reader counts: one finding for each component, however many uses and clauses it has.
  static func shown(_ findings: [AuditReport.FindingRecord]) -> [AuditReport.FindingRecord] { joinedByClause(merged(findings)) }

  /// The worst first, and within one verdict those of one kind together, in the order of their first appearance.
  static func ordered(_ findings: [AuditReport.FindingRecord]) -> [AuditReport.FindingRecord] {
    groups(ranked(findings)) { FindingKind($0) }.flatMap(\.self)
  }

  private static func ranked(_ findings: [AuditReport.FindingRecord]) -> [AuditReport.FindingRecord] {
    Verdict.allCases.reversed().flatMap { verdict in findings.filter { $0.verdict == verdict } }
      + findings.filter { $0.verdict == nil }
  }

  private static func merged(_ findings: [AuditReport.FindingRecord]) -> [AuditReport.FindingRecord] {
    struct Identity: Hashable {
      var kind: FindingKind
      var component: String?
      var path: [String]
    }
    return groups(ranked(findings)) { Identity(kind: FindingKind($0), component: $0.component, path: $0.path) }.map { same in
      var first = same[0]
      for other in same.dropFirst() { first.uses += other.uses.filter { !first.uses.contains($0) } }
      return first
    }
  }

  /// Several clauses of one license that forbid the same thing, or ask the same, are one finding to a reader.
  private static func joinedByClause(_ findings: [AuditReport.FindingRecord]) -> [AuditReport.FindingRecord] {
    struct Identity: Hashable {
      var texts: [String?]
      var verdict: Verdict?
      var openPoint: OpenPoint?
    }
    return groups(findings) { finding in
      // What has no clause, or speaks of names and texts, stands alone.
      let alone = finding.term == nil ? finding.id : nil
      return Identity(
        texts: [finding.rule, finding.component, finding.license, finding.remedy, alone], verdict: finding.verdict,
        openPoint: finding.openPoint)
    }.map { same in
      var first = same[0]
      for clause in same.dropFirst().compactMap(\.clause) where clause != first.clause && !first.furtherClauses.contains(clause) {
        first.furtherClauses.append(clause)
      }
      return first
    }
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
    merged = verbose ? merged.map { [$0[0]] } : joinedByClause(merged)
    let ranked = AuditReport.DutyStatus.allCases.flatMap { status in
      merged.filter { $0[0].status == status && !$0[0].isDoubtful } + merged.filter { $0[0].status == status && $0[0].isDoubtful }
    }
    return ranked.filter { !$0[0].isEncouraged } + ranked.filter { $0[0].isEncouraged }
  }

  /// The same thing to do under several clauses is done once.
  private static func joinedByClause(_ merged: [[AuditReport.DutyRecord]]) -> [[AuditReport.DutyRecord]] {
    struct Identity: Hashable {
      var texts: [String?]
      var places: [String]
      var status: AuditReport.DutyStatus
      var isEncouraged: Bool
    }
    return groups(merged) { same in
      let duty = same[0]
      let own = AuditReport.DutyRecord.distinct.contains(duty.duty) ? duty.clause : nil
      return Identity(
        texts: [duty.duty, duty.text, duty.license, duty.reason, same.map { $0.component ?? "" }.joined(separator: " "), own],
        places: duty.places, status: duty.status, isEncouraged: duty.isEncouraged)
    }.map { groups in
      var first = groups[0]
      let clauses = groups.compactMap { $0[0].clause }
      for index in first.indices { first[index].clause = clauses.joined(separator: "; ") }
      return first
    }
  }
}
