import Diagnostics
import DocumentFormats
import Licensing
import Reporting

/// Holds the waivers of an audit against its findings.
///
/// A finding that is waived moves to `waived`, where every report shows it; only the exit status leaves it out.
struct WaiverBook {
  private let waivers: [Waiver]
  private let date: CalendarDate
  /// So many days before its end a waiver is told.
  static let noticeDays = 30

  init(_ waivers: [Waiver], on date: CalendarDate) {
    self.waivers = waivers
    self.date = date
  }

  func apply(to report: inout AuditReport) {
    guard !waivers.isEmpty else { return }
    var notes: [Diagnostic] = []
    for waiver in waivers { notes += apply(waiver, &report) }
    report.notes += notes
  }

  /// - Returns: what is to be said of the waiver.
  private func apply(_ waiver: Waiver, _ report: inout AuditReport) -> [Diagnostic] {
    let subjects = report.components.filter { waiver.component.names($0) }
    let findings = report.findings.indices.filter { matches(waiver, report.findings[$0], subjects, report) }
    let duties = report.duties.indices.filter { matches(waiver, report.duties[$0], subjects) }
    guard !findings.isEmpty || !duties.isEmpty else { return [.unused(waiver)] }
    if waiver.until.value < date {
      name(waiver, as: "expired waiver", waiver.until.span, in: findings, &report)
      return [.expired(waiver)]
    }
    let holding = Set(subjects.filter { waiver.holds(for: $0) }.map(\.id))
    let held = findings.filter { index in report.findings[index].component.map(holding.contains) ?? true }
    let heldDuties = duties.filter { index in report.duties[index].component.map(holding.contains) ?? false }
    guard !held.isEmpty || !heldDuties.isEmpty else {
      name(waiver, as: "void waiver", waiver.span, in: findings, &report)
      return [.void(waiver, subjects)]
    }
    for index in heldDuties {
      report.duties[index].isWaived = true
      report.waived.append(waiver.record(report.duties[index].finding))
    }
    for index in held.reversed() { waive(report.findings[index], by: waiver, at: index, &report) }
    var notes: [Diagnostic] = []
    if waiver.component.revision == nil { notes.append(.unpinned(waiver)) }
    let left = waiver.until.value.daysSince1970 - date.daysSince1970
    if left <= Self.noticeDays { notes.append(.expiresSoon(waiver, left)) }
    return notes
  }

  /// A finding that counts again says by which waiver it once did not.
  private func name(_ waiver: Waiver, as what: String, _ span: SourceSpan, in findings: [Int], _ report: inout AuditReport) {
    for index in findings { report.findings[index].evidence.append(.init(source: what, span: span)) }
  }

  /// A waiver of one use leaves the finding where it is for the others.
  private func waive(_ finding: AuditReport.FindingRecord, by waiver: Waiver, at index: Int, _ report: inout AuditReport) {
    let uses = waiver.use.map { [$0.value] } ?? finding.uses
    var waived = finding
    waived.uses = finding.uses.filter(uses.contains)
    report.waived.append(waiver.record(waived))
    report.findings[index].uses.removeAll(where: uses.contains)
    if report.findings[index].uses.isEmpty { report.findings.remove(at: index) }
  }

  private func matches(
    _ waiver: Waiver, _ finding: AuditReport.FindingRecord, _ subjects: [AuditReport.ComponentRecord], _ report: AuditReport
  ) -> Bool {
    guard finding.rule == waiver.rule.value, (finding.verdict ?? .permitted) > .duties,
      waiver.use.map({ finding.uses.contains($0.value) }) ?? true
    else { return false }
    // What concerns the combination as a whole is waived by the name of the subject.
    guard let component = finding.component else { return report.titles.contains(waiver.component.name) }
    return subjects.contains { $0.id == component }
  }

  /// A duty that is waived as a whole: what is unmet is unmet in each of its uses.
  private func matches(_ waiver: Waiver, _ duty: AuditReport.DutyRecord, _ subjects: [AuditReport.ComponentRecord]) -> Bool {
    duty.duty == waiver.rule.value && duty.status == .unmet && !duty.isWaived
      && (waiver.use.map { duty.uses == [$0.value] } ?? true) && subjects.contains { $0.id == duty.component }
  }
}

extension AuditReport {
  /// The names of the subjects, with and without their versions.
  fileprivate var titles: Set<String> {
    Set(subjects + subjects.map { $0.split(separator: " ", maxSplits: 1).first.map(String.init) ?? $0 })
  }
}

extension ComponentPin {
  /// Whether it means a component of a report; beside others its id begins with the path of the subject.
  func names(_ record: AuditReport.ComponentRecord) -> Bool {
    if names(id: record.id, name: record.name) { return true }
    guard let mark = record.id.lastIndex(of: "#") else { return false }
    return record.id[record.id.index(after: mark)...] == name
  }
}

extension AuditReport.DutyRecord {
  /// An unmet duty as waivers and baselines keep it.
  var finding: AuditReport.FindingRecord {
    var record = AuditReport.FindingRecord(
      id: id, rule: duty, verdict: .duties, message: "unmet: \(text ?? summary ?? reason ?? duty)")
    record.component = component
    record.license = license
    record.clause = clause
    record.summary = summary
    record.evidence = evidence
    record.uses = uses
    record.isDeciding = isDeciding
    record.isWritten = isWritten
    record.fingerprint = fingerprint
    return record
  }
}

extension Waiver {
  fileprivate func holds(for component: AuditReport.ComponentRecord) -> Bool {
    self.component.isAt(component.revision) && textHash.map { component.textHashes.contains($0.value) } ?? true
  }

  fileprivate func record(_ finding: AuditReport.FindingRecord) -> AuditReport.WaivedRecord {
    AuditReport.WaivedRecord(
      finding: finding, reason: reason, approvedBy: approvedBy, until: until.value.description,
      place: .init(source: "waiver", span: span))
  }

  /// How messages call it.
  fileprivate var title: String { "the waiver of `\(plain(rule.value))` for `\(plain(component.text.value))`" }
}

private func plain(_ text: String) -> String { HostileText.singleLine(text, limit: 200) }

extension Diagnostic {
  fileprivate static func unused(_ waiver: Waiver) -> Self {
    Self(
      "unused-waiver", .warning, "\(waiver.title) waives nothing that still counts", labels: [.init(waiver.span)],
      help: "take it out, or correct the rule, the component or the use")
  }

  fileprivate static func expired(_ waiver: Waiver) -> Self {
    Self(
      "expired-waiver", .warning, "\(waiver.title) ended on \(waiver.until.value): the finding counts again",
      labels: [.init(waiver.until.span, "approved by \(plain(waiver.approvedBy))")],
      help: "settle the finding, or have the waiver approved anew")
  }

  fileprivate static func void(_ waiver: Waiver, _ components: [AuditReport.ComponentRecord]) -> Self {
    let revisions = components.map { $0.revision.map { "`\(plain($0))`" } ?? "unknown" }.uniqued().joined(separator: ", ")
    let isOther = waiver.component.revision != nil && !components.contains { waiver.component.isAt($0.revision) }
    let hashes = components.flatMap(\.textHashes).uniqued().joined(separator: ", ")
    return Self(
      "void-waiver", .warning,
      isOther
        ? "\(waiver.title) is void: the revision at hand is \(revisions)"
        : "\(waiver.title) is void: \(hashes.isEmpty ? "there is no license text at hand" : "the license text is another one")",
      labels: [.init(isOther ? waiver.component.text.span : waiver.textHash?.span ?? waiver.span)],
      help: isOther || hashes.isEmpty
        ? "look at what changed, and have the waiver approved anew" : "read what changed; the text at hand has \(hashes)")
  }

  fileprivate static func unpinned(_ waiver: Waiver) -> Self {
    Self(
      "unpinned-waiver", .note, "\(waiver.title) holds for every revision", labels: [.init(waiver.component.text.span)],
      help: "write `\(plain(waiver.component.name))@REVISION`")
  }

  fileprivate static func expiresSoon(_ waiver: Waiver, _ days: Int) -> Self {
    let left = days == 0 ? "ends today" : days == 1 ? "ends tomorrow" : "ends in \(days) days"
    return Self(
      "waiver-expires-soon", .note, "\(waiver.title) \(left)", labels: [.init(waiver.until.span)],
      help: "settle the finding, or have the waiver approved anew")
  }
}
