/// Ways to carry a license text that leave it what it is.
enum HarmlessChange: String, CaseIterable, Sendable {
  case rewrappedNarrow, rewrappedWide, oneLineParagraphs, html, markdown, slashComments, hashComments, starComments, dashComments
  case copyrightOnTop, copyrightBelow, preface, closingWords, twoInOneFile, upperCase, lowerCase, curlyQuotes, windowsBlanks
  case indented, renumbered, blankLines, trailingBlanks, separators, cardAround

  func applied(to text: CorpusText, with other: CorpusText, using random: inout Random) -> String? {
    let lines = text.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    switch self {
    case .rewrappedNarrow: return Self.wrapped(lines, 52)
    case .rewrappedWide: return Self.wrapped(lines, 110)
    case .oneLineParagraphs: return Self.wrapped(lines, .max)
    case .html: return Self.html(lines)
    case .markdown: return Self.markdown(lines)
    case .slashComments: return Self.prefixed(lines, "// ")
    case .hashComments: return Self.prefixed(lines, "# ")
    case .dashComments: return Self.prefixed(lines, "-- ")
    case .starComments: return "/*\n" + Self.prefixed(lines, " * ") + "\n */\n"
    case .copyrightOnTop: return "Copyright (c) \(Int.random(in: 2001...2025, using: &random)) Example Labs, Inc.\n\n\(text.text)"
    case .copyrightBelow:
      return "\(text.text)\n\nCopyright © \(Int.random(in: 2001...2025, using: &random)) The Example Authors\n"
    case .preface: return "The model weights in this repository come with the following license.\n\n\(text.text)"
    case .closingWords: return "\(text.text)\n\nThanks to everybody who helped to train and to test this model.\n"
    case .twoInOneFile: return "\(text.text)\n\n----------------\n\n\(other.text)"
    case .upperCase: return text.text.uppercased()
    case .lowerCase: return text.text.lowercased()
    case .curlyQuotes: return Self.curled(text.text)
    case .windowsBlanks: return text.text.replacing(" ", with: "\u{A0}").replacing("\n", with: "\r\n")
    case .indented: return Self.prefixed(lines, "      ")
    case .renumbered: return Self.renumbered(lines)
    case .blankLines: return text.text.replacing("\n\n", with: "\n\n\n\n")
    case .trailingBlanks: return lines.joined(separator: "  \n")
    case .separators: return "================\n\(text.text)\n================\n"
    case .cardAround:
      return
        "---\nlicense: other\n---\n# Example model\n\nA model that writes poems about rivers.\n\n## License\n\n\(text.text)\n"
    }
  }

  private static func prefixed(_ lines: [String], _ prefix: String) -> String {
    lines.map { prefix + $0 }.joined(separator: "\n")
  }

  private static func paragraphs(_ lines: [String]) -> [[String]] {
    lines.split { $0.allSatisfy(\.isWhitespace) }.map(Array.init)
  }

  private static func wrapped(_ lines: [String], _ width: Int) -> String? {
    // Comment marks inside the text would move into its lines.
    if lines.contains(where: { $0.drop(while: \.isWhitespace).hasPrefix("%") }) { return nil }
    return paragraphs(lines).map { paragraph in
      var result: [String] = []
      for word in paragraph.joined(separator: " ").split(separator: " ") {
        if let last = result.last, last.count + word.count < width {
          result[result.count - 1] = "\(last) \(word)"
        } else {
          result.append(String(word))
        }
      }
      return result.joined(separator: "\n")
    }.joined(separator: "\n\n")
  }

  private static func html(_ lines: [String]) -> String? {
    if lines.contains(where: { $0.contains("</") || $0.contains("&amp;") || $0.contains("&nbsp;") }) { return nil }
    let body = paragraphs(lines).map { paragraph in
      let text = paragraph.joined(separator: "\n").replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(
        ">", with: "&gt;")
      return "<p>\(text.replacing("\"", with: "&quot;"))</p>"
    }
    return "<!DOCTYPE html>\n<html><head><title>Text</title></head><body>\n\(body.joined(separator: "\n"))\n</body></html>\n"
  }

  private static func markdown(_ lines: [String]) -> String {
    paragraphs(lines).enumerated().map { index, paragraph in
      let text = paragraph.joined(separator: "\n")
      if index == 0, paragraph.count == 1 { return "# \(text)" }
      let isShort = paragraph.count == 1 && text.count < 60
      return isShort ? "**\(text.trimmingPrefix { $0.isWhitespace })**" : text
    }.joined(separator: "\n\n")
  }

  private static func curled(_ text: String) -> String {
    var isOpen = false
    return String(
      text.map { character -> Character in
        if character == "'" { return "’" }
        guard character == "\"" else { return character == "-" ? "\u{2010}" : character }
        isOpen.toggle()
        return isOpen ? "“" : "”"
      })
  }

  /// `1.` becomes `(1)`, `(a)` becomes `a)`: labels at the starts of paragraphs only.
  private static func renumbered(_ lines: [String]) -> String {
    var isStart = true
    return lines.map { line in
      defer { isStart = line.allSatisfy(\.isWhitespace) }
      guard isStart else { return line }
      let indent = line.prefix { $0 == " " }
      let rest = line.dropFirst(indent.count)
      guard let blank = rest.firstIndex(of: " ") else { return line }
      let label = rest[..<blank]
      let inner = label.filter { $0.isLetter || $0.isNumber }
      let isLabel =
        !inner.isEmpty && inner.count <= 2 && (label.hasSuffix(".") || label.hasSuffix(")")) && label.count <= inner.count + 2
      let isListed = isLabel && (inner.allSatisfy(\.isNumber) || inner.count == 1)
      guard isListed else { return line }
      return indent + (label.hasPrefix("(") ? "\(inner))" : "(\(inner))") + rest[blank...]
    }.joined(separator: "\n")
  }
}
