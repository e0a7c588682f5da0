import Diagnostics
import LicenseMatching
import Licensing

/// One thing that a report lists: an input that could not be evaluated, a finding, a duty found unmet, a question.
///
/// Every format that lists single things lists these, in this order, so that two reports of one run never disagree.
package struct ReportEntry: Sendable {
  /// How loud it is, in words that most services know.
  package enum Level: String, Sendable, CaseIterable { case error, warning, note }

  /// What kind of thing it is; the word that opens its line.
  package enum Word: String, Sendable, CaseIterable {
    case error, prohibited, undetermined, note
    case duty = "unmet"
    case question
  }

  package var word: Word
  package var level: Level
  /// `training-data`, `duty/display-text`, `question`; the code of an error.
  package var rule: String
  /// The id of the component, and the name to show for it.
  package var component: String?
  package var title: String?
  package var message: String
  package var license: String?
  package var clause: String?
  /// What the clause says, in the catalog's words.
  package var summary: String?
  package var fix: String?
  /// The place to show.
  package var place: SourceSpan?
  /// The file it is about, where there is no place in it.
  package var file: String?
  /// The clause in the user's own copy.
  package var quotes: [AuditReport.Place] = []
  /// Component ids from the released component to this one, and what each step is.
  package var path: [String] = []
  package var pathWords: [String] = []
  /// The same for the same thing in every run: 32 hexadecimal digits.
  package var fingerprint = ""
  /// Who waived it, and why.
  package var waiver: AuditReport.WaivedRecord?

  package init(_ word: Word, _ level: Level, rule: String, message: String) {
    self.word = word
    self.level = level
    self.rule = rule
    self.message = message
  }

  /// `prohibited training-data`, `unmet duty/display-text`, `question`.
  func label(_ separator: String = " ", _ show: (String) -> String) -> String {
    word.rawValue == rule ? word.rawValue : word.rawValue + separator + show(rule)
  }

  /// `llama3.1 §2`; nothing where the message says as much.
  package func citation(unicode: Bool = true) -> String? {
    if clause == nil, let license, message.contains(license) { return nil }
    return ReportPhrases.citation(license: license, clause: clause, unicode: unicode)
  }
}

extension ReportEntry.Level {
  /// No louder than the organization wants it; the word that says what was found stays.
  fileprivate func lowered(to limit: FindingLevel) -> Self {
    switch limit {
    case .error: self
    case .warning: self == .error ? .warning : self
    case .note, .off: .note
    }
  }
}

extension AuditReport {
  /// What could not be evaluated, then findings (the worst first), duties found unmet, and questions.
  ///
  /// Of the combination as written and of the uses that decide; equal findings of several clauses are one. What is set to `off` is
  /// left to the JSON report, and counted in the text.
  package var entries: [ReportEntry] {
    let report = written.deciding
    let context = ReportContext(report)
    let waived = Set(report.waived.map(\.finding.id))
    return report.errors.map { ReportEntry($0) }
      + Grouping.findings(report.findings, verbose: false).joined().filter { !waived.contains($0.id) && $0.level != .off }
      .map { ReportEntry($0, report, context) }
      + Grouping.duties(report.duties, verbose: false).joined().filter { $0.status == .unmet && $0.level != .off }
      .map { ReportEntry($0, report, context) }
      + report.questions.map { ReportEntry($0, report, context) }
  }

  /// Findings that somebody waived: they are shown and do not count.
  package var waivedEntries: [ReportEntry] {
    let context = ReportContext(self)
    return waived.map { record in
      var entry = ReportEntry(record.finding, self, context)
      entry.waiver = record
      return entry
    }
  }

  /// Duties that are met, or that no file can show.
  var quietDuties: [DutyRecord] {
    Grouping.duties(written.deciding.duties, verbose: false).joined().filter { $0.status != .unmet }
  }

  /// A text inside a document, which goes by the line that holds it (`README.md#L12`), as that line of the document.
  func physical(_ span: SourceSpan) -> SourceSpan {
    guard let mark = span.file.path.lastIndex(of: "#") else { return span }
    let name = span.file.path[span.file.path.index(after: mark)...]
    guard name.first == "L", let line = Int(name.dropFirst()), line > 0 else { return span }
    let path = String(span.file.path[..<mark])
    guard let document = documents.lazy.compactMap(\.self).first(where: { $0.path == path }) else { return span }
    var number = 1
    var start = 0
    for (offset, byte) in document.bytes.enumerated() where byte == 0x0A && number < line {
      number += 1
      start = offset + 1
    }
    let end = document.bytes[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? document.bytes.count
    return SourceSpan(document, start..<end)
  }

  /// Some place of the subject that a component belongs to, for what has none of its own.
  fileprivate func fallback(_ component: String?) -> SourceSpan? {
    let subject = component.flatMap { id in assessments.first { $0.combination.contains(id) }?.subject } ?? 0
    guard let file = documents.indices.contains(subject) ? documents[subject] : documents.first ?? nil else { return nil }
    return SourceSpan(file, 0..<min(1, file.bytes.count))
  }
}

extension ReportEntry {
  fileprivate init(_ diagnostic: Diagnostic) {
    self.init(.error, .error, rule: diagnostic.code, message: diagnostic.message)
    place = diagnostic.labels.first?.span
    file = diagnostic.path
    fix = diagnostic.help
    fingerprint = Self.fingerprint([rule, diagnostic.path ?? "", message])
  }

  fileprivate init(_ finding: AuditReport.FindingRecord, _ report: AuditReport, _ context: ReportContext) {
    let (word, level): (Word, Level) =
      switch finding.verdict {
      case .prohibited: (.prohibited, .error)
      case .undetermined: (.undetermined, .error)
      case .duties, .permitted, nil: (.note, .note)
      }
    self.init(word, level.lowered(to: finding.level), rule: finding.rule, message: finding.message)
    set(finding.component, report, context)
    (license, clause, summary, fix) = (finding.license, finding.clause, finding.summary, finding.fix)
    clause = ([clause].compactMap { $0 } + finding.furtherClauses).joined(separator: "; ")
    if clause?.isEmpty == true { clause = nil }
    let primary = finding.evidence.first { $0.quote == nil } ?? finding.evidence.first
    set(primary, finding.evidence.filter { $0.quote != nil && $0 != primary }, finding.path, report, context)
    (path, pathWords) = (finding.path, finding.pathWords)
    fingerprint = finding.fingerprint
  }

  fileprivate init(_ duty: AuditReport.DutyRecord, _ report: AuditReport, _ context: ReportContext) {
    let demand = ReportPhrases.demand(duty)
    let places = duty.places.isEmpty ? "" : " (in \(duty.places.joined(separator: ", ")))"
    let status = duty.reason.map { "\(duty.status.rawValue): \($0)" } ?? duty.status.rawValue
    self.init(
      .duty, (duty.isEncouraged || duty.status != .unmet ? Level.note : .warning).lowered(to: duty.level),
      rule: "duty/\(duty.duty)",
      message: "\(demand)\(places); \(status)")
    set(duty.component, report, context)
    (license, clause, summary) = (duty.license, duty.clause, duty.summary)
    set(duty.evidence.first { $0.quote == nil }, duty.evidence.filter { $0.quote != nil }, [], report, context)
    fingerprint = Self.fingerprint([rule, duty.component ?? "", duty.license ?? "", duty.clause ?? "", duty.text ?? ""])
  }

  fileprivate init(_ question: AuditReport.QuestionRecord, _ report: AuditReport, _ context: ReportContext) {
    let answers = question.answers.prefix(8).map { "\($0.when): \($0.verdict.rawValue)" }
    let rest = question.answers.count > 8 ? ["and \(question.answers.count - 8) more"] : []
    self.init(
      .question, .note, rule: "question",
      message: question.prompt + (answers.isEmpty ? "" : " (\((answers + rest).joined(separator: ", ")))"))
    set(question.component, report, context)
    (license, clause) = (question.license, question.clause)
    fix = "state `\(question.fact)` in the use, or answer it with `licensecheck ask`"
    fingerprint = Self.fingerprint([rule, question.fact, question.component ?? "", question.license ?? "", question.prompt])
  }

  /// The component with its name, and a place that stands in until a better one is known: where it is declared.
  private mutating func set(_ component: String?, _ report: AuditReport, _ context: ReportContext) {
    self.component = component
    title = component.map { context.title($0) }
    place = component.flatMap { context.evidence($0) } ?? report.fallback(component)
    file = place?.file.path
  }

  /// The place, if it is in a file of the user; else where the nearest step of the lineage is spoken of.
  private mutating func set(
    _ primary: AuditReport.Place?, _ clauses: [AuditReport.Place], _ path: [String], _ report: AuditReport,
    _ context: ReportContext
  ) {
    let span = primary.map { report.physical($0.span) }.flatMap { context.isRead($0) ? $0 : nil }
    place = span ?? path.reversed().lazy.compactMap { context.evidence($0) }.first ?? place
    quotes = clauses.map { clause in
      var clause = clause
      clause.span = report.physical(clause.span)
      return clause
    }.filter { context.isRead($0.span) }
  }

  /// The scheme of the fingerprints of findings: a hash over parts, each with its length.
  private static func fingerprint(_ parts: [String]) -> String {
    let text = parts.map { "\($0.utf8.count):\($0)" }.joined()
    return String(SHA256.hexadecimalDigest(of: Array(text.utf8)).prefix(32))
  }
}
