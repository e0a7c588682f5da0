import Diagnostics
import Licensing

/// The sections of a comment, the most important first.
struct MarkdownSections {
  private let report: AuditReport
  private let context: ReportContext
  private let paths: ReportPaths
  private let places = PlaceIndex()

  init(_ report: AuditReport, paths: ReportPaths) {
    self.report = report
    self.paths = paths
    context = ReportContext(report)
  }

  var all: [MarkdownSection] { [entries, fixes, questions, duties, components, waived].compactMap(\.self) }

  private typealias Text = MarkdownText

  /// Everything that stands in the way, a row each.
  private var entries: MarkdownSection? {
    let entries = report.entries.filter { $0.word != .question }
    guard !entries.isEmpty else { return nil }
    let head = "| | Component | License | Why | Fix |\n|---|---|---|---|---|\n"
    return MarkdownSection(name: "findings", head: head, rows: entries.map { row($0) }, isDivisible: true)
  }

  private func row(_ entry: ReportEntry) -> String {
    let place =
      entry.place.map { Text.code("\(paths.fromRoot($0.file.path)):\(places.start(of: $0).line)") }
      ?? entry.file.map { Text.code($0) }
    let component = entry.title.map { Text.plain($0) }
    let cells = [
      "\(Self.sign(entry)) \(entry.label(": ") { Text.plain($0) })",
      [component, place].compactMap { $0 }.joined(separator: "<br>"),
      entry.citation().map { Text.plain($0) } ?? "",
      Text.prose(entry.message) + (path(entry).map { "<br>" + $0 } ?? ""),
      entry.fix.map { Text.prose($0) } ?? "",
    ]
    return "| " + cells.joined(separator: " | ") + " |\n"
  }

  private static func sign(_ entry: ReportEntry) -> String {
    switch entry.word {
    case .error: "⚠️"
    case .prohibited: "❌"
    case .undetermined, .question: "❓"
    case .duty: "◐"
    case .note: "ℹ️"
    }
  }

  /// `acme-chat → acme/chat-8b (fine tuned from, by us)`
  private func path(_ entry: ReportEntry) -> String? {
    guard entry.path.count > 1 else { return nil }
    var steps = entry.path.enumerated().map { index, id in
      let words = index > 0 && index <= entry.pathWords.count ? " (\(Text.plain(entry.pathWords[index - 1])))" : ""
      return Text.plain(context.title(id)) + words
    }
    if steps.count > 8 { steps = Array(steps.prefix(4)) + ["… \(steps.count - 8) more …"] + Array(steps.suffix(4)) }
    return "path: " + steps.joined(separator: " → ")
  }

  private var fixes: MarkdownSection? {
    guard report.verdict >= .undetermined, let assessment = report.decidingAssessment, !assessment.fixes.isEmpty else {
      return nil
    }
    let rows = assessment.fixes.prefix(5).enumerated().map { index, fix in
      let orders = fix.changes.map { Text.prose(ReportPhrases.order($0)) }.joined(separator: ", and ")
      return "\(index + 1). \(orders) → \(fix.verdict.rawValue)\n"
    }
    let rest = assessment.fixes.count > 5 ? ["\nand \(assessment.fixes.count - 5) more\n"] : []
    return MarkdownSection(name: "fixes", head: "**Smallest changes that make it possible**\n\n", rows: rows + rest)
  }

  private var questions: MarkdownSection? {
    let entries = report.entries.filter { $0.word == .question }
    guard !entries.isEmpty else { return nil }
    let rows = entries.map { entry in
      let title = entry.title.map { " (\(Text.plain($0)))" } ?? ""
      return "- ❓ \(Text.prose(entry.message))\(title)" + (entry.fix.map { "; \(Text.prose($0))" } ?? "") + "\n"
    }
    return MarkdownSection(name: "questions", head: "**Questions that decide**\n\n", rows: rows)
  }

  private var duties: MarkdownSection? {
    let duties = report.quietDuties
    guard !duties.isEmpty else { return nil }
    let rows = duties.map { duty in
      let citation = ReportPhrases.citation(license: duty.license, clause: duty.clause, unicode: true)
      let component = duty.component.map { Text.plain(context.title($0)) + ": " } ?? ""
      let encouraged = duty.isEncouraged ? " (encouraged)" : ""
      let reason = duty.reason.map { ": " + Text.prose($0) } ?? ""
      let grounds = [citation.map { Text.plain($0) }, duty.status.rawValue + reason].compactMap { $0 }.joined(separator: "; ")
      let mark = duty.status == .met ? "x" : " "
      return "- [\(mark)] \(component)\(Text.prose(ReportPhrases.demand(duty)))\(encouraged) (\(grounds))\n"
    }
    return folded("duties", ReportPhrases.count(duties.count, "duty", "duties") + " met, or for you to check", rows)
  }

  private var components: MarkdownSection? {
    guard !report.components.isEmpty else { return nil }
    let rows = report.components.map { component in
      let license = component.concluded ?? component.detected ?? component.declared ?? "none"
      return
        "| \(Text.plain(component.name ?? component.id)) | \(Text.plain(component.kind)) | \(Text.plain(license)) | \(component.verdict.rawValue) |\n"
    }
    return folded(
      "components", ReportPhrases.count(rows.count, "component"),
      ["| Component | Kind | License | Verdict |\n|---|---|---|---|\n"] + rows)
  }

  private var waived: MarkdownSection? {
    let entries = report.waivedEntries
    guard !entries.isEmpty else { return nil }
    let rows = entries.map { entry in
      let waiver = entry.waiver
      let approval = [
        waiver?.approvedBy.map { "approved by " + Text.plain($0) }, waiver?.until.map { "until " + Text.plain($0) },
      ]
      let words = [Text.prose(waiver?.reason ?? "")] + approval.compactMap { $0 }
      let title = entry.title.map { " (\(Text.plain($0)))" } ?? ""
      return
        "- \(entry.label { Text.plain($0) }): \(Text.prose(entry.message))\(title): \(words.joined(separator: ", "))\n"
    }
    return folded("waived findings", "\(entries.count) waived", rows)
  }

  private func folded(_ name: String, _ summary: String, _ rows: [String]) -> MarkdownSection {
    MarkdownSection(
      name: name, head: "<details><summary>\(summary)</summary>\n\n", rows: rows, foot: "\n</details>\n")
  }

  /// What the verdict rests on; always there.
  var footer: String {
    let presumed = report.use.facts.filter { $0.origin == .baseline }.map { Text.plain(ReportPhrases.presumption($0)) }
    let stated = report.isUseStated ? "" : "No use was stated; this is for the standard one. "
    let words = presumed.isEmpty ? "" : "Presumed: \(presumed.joined(separator: ", ")). "
    return
      "<sub>\(stated)\(words)licensecheck \(Text.plain(report.toolVersion)), catalog \(Text.plain(report.catalogVersion)). Not legal advice.</sub>"
  }
}
