import Diagnostics
import Licensing

extension ReportFormat {
  static let markdown = ReportFormat("markdown", "a comment on a pull request, or the summary of a step", .markdown) {
    report, settings in Array(MarkdownReporter(paths: settings.paths).text(report).utf8)
  }
}

/// A comment that a later run can find again by its first line and replace.
///
/// A service takes no comment of more than 65,536 characters: sections that do not fit are left out whole, and named.
struct MarkdownReporter {
  let paths: ReportPaths
  /// Bytes, which are never fewer than characters.
  var limit = 65_000

  init(paths: ReportPaths) { self.paths = paths }

  func text(_ report: AuditReport) -> String {
    let sections = MarkdownSections(report, paths: paths)
    let head = [Self.marker(report), headline(report)].joined(separator: "\n") + "\n"
    let foot = "\n" + sections.footer + "\n"
    var room = limit - head.utf8.count - foot.utf8.count - 500
    var text = head
    var cut: [String] = []
    for section in sections.all {
      let written = section.text(room: room)
      if let written {
        text += "\n" + written.text
        room -= written.text.utf8.count + 1
        if written.isCut { cut.append("part of " + section.name) }
      } else {
        cut.append(section.name)
      }
    }
    if !cut.isEmpty {
      text += "\n**Left out, because the comment would be too long:** \(cut.joined(separator: ", ")). "
      text += "`licensecheck check --format text` shows all of it.\n"
    }
    return (text + foot).split(separator: "\n", omittingEmptySubsequences: false).map { HostileText.guarded(String($0)) }
      .joined(separator: "\n")
  }

  /// `<!-- licensecheck:acme-chat:hosted-commercial -->`, of characters that cannot end a comment.
  static func marker(_ report: AuditReport) -> String {
    func name(_ text: String) -> String {
      var result = ""
      for scalar in text.unicodeScalars.prefix(100) {
        let isKept =
          scalar.isASCII
          && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || "._/".unicodeScalars.contains(scalar))
        if isKept { result.unicodeScalars.append(scalar) } else if !result.hasSuffix("-") { result += "-" }
      }
      return result
    }
    // The name without the version, which changes from run to run.
    let subject = report.subjects.count == 1 ? report.title.split(separator: " ").first.map(String.init) ?? "" : report.title
    return "<!-- licensecheck:\(name(subject)):\(name(report.use.profile ?? "custom")) -->"
  }

  /// `### ❌ Not permitted: acme-chat for hosted-commercial (1 prohibited, 1 duty unmet, 1 question)`
  private func headline(_ report: AuditReport) -> String {
    let counts = ReportCounts(report.written.deciding)
    let words: String =
      switch report.verdict {
      case _ where !report.errors.isEmpty: "⚠️ Could not be evaluated"
      case .prohibited: "❌ Not permitted"
      case .undetermined: "❓ Undetermined"
      case .duties where counts.unmet > 0: "◐ Permitted once the duties are met"
      case .duties: "✅ Permitted, with duties"
      case .permitted: "✅ Permitted"
      }
    var parts: [String] = []
    if counts.errors > 0 { parts.append(ReportPhrases.count(counts.errors, "error")) }
    if counts.prohibited > 0 { parts.append("\(counts.prohibited) prohibited") }
    if counts.undetermined > 0 { parts.append("\(counts.undetermined) undetermined") }
    if counts.unmet > 0 { parts.append(ReportPhrases.count(counts.unmet, "duty", "duties") + " unmet") }
    if counts.duties > counts.unmet {
      parts.append(ReportPhrases.count(counts.duties - counts.unmet, "duty", "duties") + (counts.unmet > 0 ? " more" : ""))
    }
    if counts.questions > 0 { parts.append(ReportPhrases.count(counts.questions, "question")) }
    if counts.waived > 0 { parts.append("\(counts.waived) waived") }
    let subject = MarkdownText.plain(report.title.isEmpty ? "nothing" : report.title, limit: 120)
    let use = MarkdownText.plain(report.use.profile ?? "the stated use")
    return "### \(words): \(subject) for \(use)" + (parts.isEmpty ? "" : " (\(parts.joined(separator: ", ")))")
  }
}

/// A part of a comment that stands or goes as a whole; of a table whole rows may go.
struct MarkdownSection {
  var name: String
  var head: String
  var rows: [String]
  var foot = ""
  /// Whether a part of the rows is better than none.
  var isDivisible = false

  func text(room: Int) -> (text: String, isCut: Bool)? {
    let whole = head + rows.joined() + foot
    if whole.utf8.count <= room { return (whole, false) }
    guard isDivisible else { return nil }
    var left = room - head.utf8.count - foot.utf8.count - 100
    let kept = rows.prefix { row in
      left -= row.utf8.count
      return left >= 0
    }
    guard !kept.isEmpty else { return nil }
    return (head + kept.joined() + foot + "\nand \(rows.count - kept.count) more\n", true)
  }
}
