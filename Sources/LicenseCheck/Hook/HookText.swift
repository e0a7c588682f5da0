import Diagnostics
import Reporting

/// What stops a commit, on one screen: each finding with its place and what to do, then the commands that say more.
struct HookText {
  /// pre-commit shows everything that is printed, so this must fit on a screen.
  static let mostLines = 40
  private static let mostEntries = 9

  private let options: CheckOptions
  private let report: AuditReport
  private let places = PlaceIndex()
  private let titles: [String: String]

  init(_ report: AuditReport, _ options: CheckOptions) {
    self.report = report
    self.options = options
    titles = Dictionary(report.components.map { ($0.id, $0.name ?? $0.id) }, uniquingKeysWith: { first, _ in first })
  }

  var text: String {
    let entries = entries
    guard report.exitCode != 0 else { return options.isQuiet ? "" : passing + notes.map { $0 + "\n" }.joined() }
    var lines = [headline]
    let paths = subjectPaths
    for entry in entries.prefix(Self.mostEntries) { lines += entry }
    if entries.count > Self.mostEntries { lines.append("and \(entries.count - Self.mostEntries) more") }
    lines += notes
    lines = Array(lines.prefix(Self.mostLines - 4))
    lines.append("")
    lines.append(cut("see all of it, with clauses and fixes:  licensecheck check \(command(paths))", 2_000))
    if let first = decisive.first {
      lines.append(cut("proof of the first finding:             licensecheck explain \(first.id) \(command(paths))", 2_000))
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// What informs: a changed document that nobody knows, a warning.
  private var notes: [String] {
    report.notes.filter { $0.code == "not-a-manifest" || $0.severity == .warning }.prefix(2).map { note in
      cut("\(note.severity.rawValue)[\(note.code)]: \(note.message)")
    }
  }

  private var passing: String {
    let count = report.subjects.count
    guard count > 0 else { return "ok: nothing that changed concerns a model or data\n" }
    let duties = report.duties.count { $0.isDeciding && $0.isWritten && !$0.isEncouraged }
    return "ok: \(count) subject\(count == 1 ? "" : "s"), \(duties) dut\(duties == 1 ? "y" : "ies")   use: \(use)\n"
  }

  private var headline: String {
    let verdict = report.errors.isEmpty ? report.verdict.rawValue.uppercased() : "NOT EVALUATED"
    return cut("\(report.title)   use: \(use)   \(verdict)")
  }

  private var use: String {
    let name = report.use.profile ?? "custom"
    return report.isUseStated ? name : "\(name) (none is stated)"
  }

  // MARK: Entries

  /// What decides, the worst first: errors, findings, duties that are not met.
  private var entries: [[String]] {
    let errors = report.errors.map { error in
      [plain(error.line)] + (error.help.map { ["  fix: \(plain($0))"] } ?? [])
    }
    var seen: Set<String> = []
    let shown = decisive.compactMap { entry(of: $0, &seen) }
    let unmet = report.duties.filter { $0.status == .unmet && $0.isDeciding && $0.isWritten && !$0.isEncouraged }
    return errors + shown + unmet.map { entry(of: $0) }
  }

  /// Findings that stand in the way, the worst first.
  private var decisive: [AuditReport.FindingRecord] {
    let findings = report.findings.filter { $0.isDeciding && $0.isWritten && $0.verdict.map { $0 > .duties } ?? false }
    return findings.enumerated().sorted { one, two in
      let (first, second) = (one.element.verdict ?? .permitted, two.element.verdict ?? .permitted)
      return first == second ? one.offset < two.offset : first > second
    }.map(\.element)
  }

  private func title(_ component: String?) -> String { plain(component.map { titles[$0] ?? $0 } ?? "the combination") }

  private func entry(of finding: AuditReport.FindingRecord, _ seen: inout Set<String>) -> [String]? {
    let place = finding.evidence.first.map { at($0.span) + ": " } ?? ""
    let name = "\(finding.verdict?.rawValue ?? "note")[\(finding.rule)]"
    // The same words about the same place are one entry, whatever clause they come from.
    guard seen.insert("\(place)\(name)\(finding.message)").inserted else { return nil }
    var lines = ["\(place)\(name) \(title(finding.component)): \(plain(finding.message))"]
    if finding.path.count > 1 { lines.append("  path: \(finding.path.map { title($0) }.joined(separator: " > "))") }
    if let license = finding.license, let clause = finding.clause { lines.append("  clause: \(plain(license)) \(plain(clause))") }
    if let fix = finding.fix { lines.append("  fix: \(plain(fix))") }
    return lines.map { cut($0) }
  }

  private func entry(of duty: AuditReport.DutyRecord) -> [String] {
    let place = duty.evidence.first.map { at($0.span) + ": " } ?? ""
    let text = [duty.text.map { "\"\($0)\"" }, duty.reason].compactMap(\.self).joined(separator: ": ")
    return [
      cut("\(place)unmet[\(duty.duty)] \(title(duty.component)): \(plain(text))"),
      "  clause: \(plain(duty.license ?? "")) \(plain(duty.clause ?? ""))",
    ]
  }

  private func at(_ span: SourceSpan) -> String {
    let start = places.start(of: span)
    return "\(plain(span.file.path)):\(start.line):\(start.column)"
  }

  // MARK: Commands

  private var subjectPaths: [String] {
    let all = report.subjectPaths
    return all.count > 4 ? ["."] : all
  }

  private func command(_ paths: [String]) -> String {
    let uses = options.uses.map { "--use \(Self.quoted($0))" }
    let facts = options.facts.map { "--set \(Self.quoted($0))" }
    return (paths.map(Self.quoted) + uses + facts).joined(separator: " ")
  }

  /// A word as a shell takes it.
  private static func quoted(_ word: String) -> String {
    let isPlain =
      !word.isEmpty
      && word.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
          || "-_./=,@+".utf8.contains(byte)
      }
    return isPlain && !word.hasPrefix("-") ? word : "'" + word.replacing("'", with: "'\\''") + "'"
  }

  private func plain(_ text: String) -> String { HostileText.singleLine(text, ascii: !options.style.unicode) }

  private func cut(_ line: String, _ limit: Int = 400) -> String {
    HostileText.singleLine(line, ascii: !options.style.unicode, limit: limit)
  }
}
