/// Text that others wrote (names, cards, manifests) made harmless for terminals and build logs.
///
/// A terminal obeys control characters, bidirectional controls reorder what a reader sees, invisible characters make two names
/// look alike, and a runner of GitHub Actions obeys lines that start with `::` and `##[` anywhere. All become visible text.
package enum HostileText {
  /// Several lines: newlines and tabs stay, everything that acts or hides becomes visible.
  package static func escaped(_ text: String, ascii: Bool = false, limit: Int = 65_536) -> String {
    var result = ""
    var isFirst = true
    for line in lines(of: capped(text, limit, ascii: ascii)) {
      if !isFirst { result += "\n" }
      isFirst = false
      result += guarded(cells(line, ascii: ascii, keepsTabs: true).map(\.text).joined())
    }
    return result
  }

  /// One line: newlines and tabs become visible too, and at most `limit` characters are shown.
  package static func singleLine(_ text: String, ascii: Bool = false, limit: Int = 300) -> String {
    if isPlain(text), text.utf8.count <= limit { return text }
    return guarded(cells(capped(text, limit, ascii: ascii)[...], ascii: ascii, keepsTabs: false).map(\.text).joined())
  }

  /// Most text is printable ASCII with nothing in it that a runner looks for; it needs no look at single scalars.
  private static func isPlain(_ text: String) -> Bool {
    text.utf8.allSatisfy { (0x20..<0x7F).contains($0) && $0 != UInt8(ascii: "#") && $0 != UInt8(ascii: ":") }
  }

  /// Breaks what a runner of GitHub Actions would obey in one line of output; does nothing to a line it has seen before.
  package static func guarded(_ line: String) -> String {
    guard line.utf8.contains(where: { $0 == UInt8(ascii: "#") || $0 == UInt8(ascii: ":") }) else { return line }
    let scalars = Array(line.unicodeScalars)
    var result = String.UnicodeScalarView()
    var isLeading = true
    for (index, scalar) in scalars.enumerated() {
      let next = index + 1 < scalars.count ? scalars[index + 1] : nil
      if isLeading, scalar == ":", next == ":" { result.append("\\") }
      if index > 0, scalars[index - 1] == "#", scalar == "#", next == "[" { result.append("\\") }
      if !scalar.properties.isWhitespace { isLeading = false }
      result.append(scalar)
    }
    return String(result)
  }

  /// One scalar as it is shown, and how many columns it takes.
  struct Cell {
    var text: String
    var width: Int
    /// A tab takes as many columns as are left to the next stop, which only the line knows.
    var isTab = false
  }

  /// The scalars of one line as they are shown, one cell each. `##[` is broken here, so that widths are right.
  static func cells(_ line: Substring, ascii: Bool, keepsTabs: Bool) -> [Cell] {
    var cells: [Cell] = []
    var previous: Unicode.Scalar?
    var beforePrevious: Unicode.Scalar?
    for scalar in line.unicodeScalars {
      if scalar == "\t", keepsTabs {
        cells.append(Cell(text: "\t", width: 1, isTab: true))
      } else if scalar == "[", previous == "#", beforePrevious == "#" {
        cells[cells.count - 1] = Cell(text: "\\#", width: 2)
        cells.append(Cell(text: "[", width: 1))
      } else if isHidden(scalar, after: previous) || (ascii && !scalar.isASCII) {
        let text = visible(scalar)
        cells.append(Cell(text: text, width: text.utf8.count))
      } else {
        cells.append(Cell(text: String(scalar), width: DisplayWidth.of(scalar)))
      }
      (beforePrevious, previous) = (previous, scalar)
    }
    return cells
  }

  /// Whether a scalar acts on a terminal or cannot be seen: controls, formats, separators, private use, unassigned, fillers.
  package static func isHidden(_ scalar: Unicode.Scalar, after previous: Unicode.Scalar? = nil) -> Bool {
    if scalar.value < 0x7F { return scalar.value < 0x20 }
    if scalar == "\u{FE0F}", let previous, !previous.isASCII, previous.properties.isEmoji { return false }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: return true
    default: return scalar.properties.isDefaultIgnorableCodePoint
    }
  }

  /// `\u{202E}`
  static func visible(_ scalar: Unicode.Scalar) -> String {
    "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
  }

  /// The first `limit` scalars; `…` says that more followed.
  static func capped(_ text: String, _ limit: Int, ascii: Bool) -> String {
    guard text.utf8.count > limit else { return text }
    let scalars = text.unicodeScalars
    guard let end = scalars.index(scalars.startIndex, offsetBy: limit, limitedBy: scalars.endIndex), end < scalars.endIndex else {
      return text
    }
    return String(scalars[..<end]) + ellipsis(ascii: ascii)
  }

  static func ellipsis(ascii: Bool) -> String { ascii ? "..." : "\u{2026}" }

  /// Lines at LF and CRLF; a lone CR stays and becomes visible.
  private static func lines(of text: String) -> [Substring] {
    var lines: [Substring] = []
    var start = text.unicodeScalars.startIndex
    var index = start
    let scalars = text.unicodeScalars
    while index < scalars.endIndex {
      let next = scalars.index(after: index)
      if scalars[index] == "\n" {
        var end = index
        if end > start, scalars[scalars.index(before: end)] == "\r" { end = scalars.index(before: end) }
        lines.append(Substring(scalars[start..<end]))
        start = next
      }
      index = next
    }
    lines.append(Substring(scalars[start...]))
    return lines
  }
}
