import Diagnostics
import LicenseMatching

/// Changes that leave a license what it is.
enum HarmlessChange: String, CaseIterable {
  case wrappedNarrow, wrappedWide, windowsLines, hashComments, slashComments, upperCase, curlyQuotes, paragraphs

  /// `nil` where the change would not be harmless for this text.
  func applied(to text: String) -> String? {
    let text = text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
    switch self {
    case .wrappedNarrow: return Self.hasPrefixes(text) ? nil : Self.wrapped(text, width: 50)
    case .wrappedWide: return Self.hasPrefixes(text) ? nil : Self.wrapped(text, width: 118)
    case .windowsLines: return Self.lines(text).joined(separator: "\r\n")
    case .hashComments: return Self.lines(text).map { "# \($0)" }.joined(separator: "\n")
    case .slashComments: return Self.lines(text).map { "// \($0)" }.joined(separator: "\n")
    case .upperCase: return text.uppercased()
    case .curlyQuotes: return Self.curled(text)
    case .paragraphs:
      let hasMarkup = ["<br>", "<h2", "<span", "<ins>", "</ins>", "&nbsp;", "&amp;"].contains { text.contains($0) }
      return hasMarkup ? nil : Self.html(text)
    }
  }

  /// Whether there are comment lines, whose prefixes would land inside lines.
  private static func hasPrefixes(_ text: String) -> Bool {
    lines(text).contains { $0.drop { $0.isWhitespace }.hasPrefix("%") }
  }

  static func lines(_ text: String) -> [Substring] {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
  }

  /// Blank lines part paragraphs; inside one all line breaks move.
  private static func paragraphs(_ text: String) -> [[Substring]] {
    lines(text).split { line in line.allSatisfy { $0.isWhitespace } }.map(Array.init)
  }

  private static func wrapped(_ text: String, width: Int) -> String {
    paragraphs(text).map { paragraph in
      var line = ""
      var lines: [String] = []
      for word in paragraph.joined(separator: " ").split(separator: " ") {
        if !line.isEmpty, line.utf8.count + 1 + word.utf8.count > width {
          lines.append(line)
          line = ""
        }
        line += line.isEmpty ? String(word) : " \(word)"
      }
      return (lines + [line]).joined(separator: "\n")
    }.joined(separator: "\n\n")
  }

  private static func curled(_ text: String) -> String {
    var isOpen = false
    return String(
      text.map { character -> Character in
        switch character {
        case "'": return "’"
        case "\"":
          isOpen.toggle()
          return isOpen ? "“" : "”"
        default: return character
        }
      })
  }

  private static func html(_ text: String) -> String {
    let body = paragraphs(text).map { paragraph in
      var escaped = ""
      for character in paragraph.joined(separator: "\n") {
        switch character {
        case "&": escaped += "&amp;"
        case "<": escaped += "&lt;"
        case ">": escaped += "&gt;"
        case "\"": escaped += "&quot;"
        case "©": escaped += "&copy;"
        default: escaped.append(character)
        }
      }
      return "<p class=\"clause\">\(escaped)</p>"
    }
    return "<html><body>\n\(body.joined(separator: "\n"))\n</body></html>"
  }
}

/// Changes after which a text is another text, each at a place drawn by the generator.
enum MeaningfulChange: String, CaseIterable {
  case number, removedNot, insertedNot, deletedSentence, nonCommercial

  /// `nil` where the text has no place for the change. Copyright notices and titles are left alone: they may differ.
  func applied(to stream: TokenStream, using random: inout Seeded) -> [UInt8]? {
    let bytes = stream.source.bytes
    let ignorable = stream.ignorable.map(\.tokens)
    let places = stream.tokens.indices.filter { index in !ignorable.contains { $0.contains(index) } }
    func word(_ index: Int) -> String { stream.source.text(in: stream.tokens[index].range).lowercased() }
    switch self {
    case .number:
      let numbers = places.filter { word($0).utf8.contains { (0x30...0x39).contains($0) } }
      guard let index = numbers.randomElement(using: &random) else { return nil }
      let range = stream.tokens[index].range
      let digits = range.filter { (0x30...0x39).contains(bytes[$0]) }
      guard let digit = digits.randomElement(using: &random) else { return nil }
      var changed = bytes
      changed[digit] = bytes[digit] == 0x39 ? 0x31 : bytes[digit] + 1
      return changed
    case .removedNot:
      guard let index = places.filter({ word($0) == "not" }).randomElement(using: &random) else { return nil }
      return Self.replacing(stream.tokens[index].range, with: "", in: bytes)
    case .insertedNot:
      let modals = places.filter { ["may", "shall", "must", "is", "are", "will"].contains(word($0)) }
      guard let index = modals.randomElement(using: &random) else { return nil }
      let end = stream.tokens[index].end
      return Self.replacing(end..<end, with: " not", in: bytes)
    case .deletedSentence:
      let ends = places.filter { index in
        index + 1 < stream.tokenCount && bytes[stream.tokens[index].end..<stream.tokens[index + 1].start].contains(0x2E)
      }
      let pairs = zip(ends, ends.dropFirst()).filter { places.contains($0.0 + 1) && $0.1 - $0.0 >= 4 }
      guard let (first, last) = pairs.randomElement(using: &random) else { return nil }
      return Self.replacing(stream.tokens[first].end..<stream.tokens[last].end, with: "", in: bytes)
    case .nonCommercial:
      guard let index = places.randomElement(using: &random) else { return nil }
      let start = stream.tokens[index].start
      return Self.replacing(start..<start, with: "non-commercial ", in: bytes)
    }
  }

  private static func replacing(_ range: Range<Int>, with text: String, in bytes: [UInt8]) -> [UInt8] {
    Array(bytes[..<range.lowerBound]) + Array(text.utf8) + Array(bytes[range.upperBound...])
  }
}
