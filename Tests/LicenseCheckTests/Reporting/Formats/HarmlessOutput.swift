import Diagnostics
import Documents
import MarkupText

@testable import Reporting

/// What in a report could act on a terminal, a build log or a page; nothing for a harmless one.
enum HarmlessOutput {
  static func problems(in bytes: [UInt8], _ syntax: ReportFormat.Syntax) -> [String] {
    let file = SourceFile(path: "report", bytes: bytes)
    guard file.firstInvalidUTF8(in: 0..<bytes.count) == nil else { return ["invalid UTF-8"] }
    let text = String(decoding: bytes, as: UTF8.self)
    var problems: [String] = []
    // Most lines are plain ASCII, which needs no look at each scalar.
    for line in bytes.split(separator: 0x0A) where !line.allSatisfy({ (0x20..<0x7F).contains($0) }) {
      var previous: Unicode.Scalar?
      for scalar in String(decoding: line, as: UTF8.self).unicodeScalars {
        if HostileText.isHidden(scalar, after: previous) { problems.append("hidden \(HostileText.visible(scalar))") }
        previous = scalar
      }
    }
    if text.contains("##[") { problems.append("a runner obeys `##[`") }
    let lines = text.split(separator: "\n")
    let commands = lines.filter { $0.drop { $0.isWhitespace }.hasPrefix("::") }.map(String.init)
    switch syntax {
    case .text: problems += commands
    case .json:
      problems += commands
      if (try? JSONReader.read(file)) == nil { problems.append("no JSON") }
    case .xml:
      problems += commands
      do throws(DiagnosticError) { try MarkupXML.read(file) { _ in } } catch { problems.append("no XML") }
    case .markdown: problems += commands + markdown(lines.map(String.init))
    case .workflowCommands: problems += commands.filter { !isOurs($0) }
    }
    return problems
  }

  private static let properties: Set<String> = ["file", "line", "endLine", "col", "endColumn", "title"]

  /// A command that the reporter writes: its name, and properties in which nothing ends a property.
  private static func isOurs(_ line: String) -> Bool {
    if line == "::endgroup::" || line.hasPrefix("::group::licensecheck: ") { return true }
    guard let kind = ["error", "warning", "notice"].first(where: { line.hasPrefix("::\($0) ") }) else { return false }
    let rest = line.dropFirst(kind.count + 3)
    guard let end = rest.firstRange(of: "::") else { return false }
    return rest[..<end.lowerBound].split(separator: ",", omittingEmptySubsequences: false).allSatisfy { property in
      let parts = property.split(separator: "=", maxSplits: 1)
      return parts.count == 2 && properties.contains(String(parts[0])) && !parts[1].contains(":")
    }
  }

  private static let tags = [
    "<code>", "</code>", "<br>", "<details>", "</details>", "<summary>", "</summary>", "<sub>", "</sub>",
  ]

  /// Whatever Markdown, or a service that reads what it renders, would make something of.
  private static func markdown(_ lines: [String]) -> [String] {
    var problems: [String] = []
    for (index, line) in lines.enumerated() {
      var rest = line
      if index == 0 {
        let inner = line.dropFirst("<!-- ".count).dropLast(" -->".count)
        if !line.hasPrefix("<!-- licensecheck:") || !line.hasSuffix(" -->") || inner.contains("--") || inner.contains(">") {
          problems.append("a marker that ends early: \(line)")
        }
        continue
      }
      rest = rest.replacing(#/\\[\\`*_\[\]|~#]/#, with: "")
      // Our own quotes of places and commands.
      rest = rest.replacing(#/`[A-Za-z0-9._/:-]+`|`licensecheck check --format text`/#, with: "")
      for tag in tags { rest = rest.replacing(tag, with: "") }
      rest = rest.replacing("@&#8203;", with: "").replacing("- [ ] ", with: "").replacing("- [x] ", with: "")
      for sign in ["<", "`", "@", "](", "![", "://", "$", "www.", "<!--", "-->"] where rest.contains(sign) {
        problems.append("`\(sign)` in \(line)")
      }
      let cells = rest.count { $0 == "|" }
      if line.hasPrefix("|"), ![5, 6].contains(cells) { problems.append("\(cells) cells in \(line)") }
    }
    return problems
  }
}
