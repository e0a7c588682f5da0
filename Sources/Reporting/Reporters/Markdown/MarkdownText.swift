/// Text that others wrote, as Markdown that shows it and does nothing: no markup, no HTML, no link or image, no mention of a
/// person, no reference to an issue.
enum MarkdownText {
  /// A zero-width space as an entity: services that look for `@name`, `#1` or `https:` in the rendered text find none.
  private static let seam = "&#8203;"

  /// One line.
  static func plain(_ text: String, limit: Int = 300) -> String { escaped(HostileText.singleLine(text, limit: limit)) }

  /// The same of a message, whose backticks mark names: these become code.
  static func prose(_ text: String, limit: Int = 2_000) -> String {
    let pieces = HostileText.singleLine(text, limit: limit).split(separator: "`", omittingEmptySubsequences: false)
    guard pieces.count % 2 == 1 else { return plain(text, limit: limit) }
    return pieces.enumerated().map { index, piece in
      let shown = escaped(String(piece))
      return index % 2 == 1 && !piece.isEmpty ? "<code>\(shown)</code>" : shown
    }.joined()
  }

  /// A path or a place, in the letters of code.
  static func code(_ text: String) -> String {
    let isHarmless =
      text.utf8.count <= 300
      && text.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || "._/-".utf8.contains(byte)
          || byte == UInt8(ascii: ":")
      }
    return isHarmless && !text.isEmpty && !text.contains("::") ? "`\(text)`" : "<code>\(plain(text))</code>"
  }

  private static func escaped(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    var result = ""
    for (index, scalar) in scalars.enumerated() {
      let next = index + 1 < scalars.count ? scalars[index + 1] : nil
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "$": result += "&#36;"
      case "@": result += "@" + seam
      case "\\", "`", "*", "_", "[", "]", "|", "~": result += "\\" + String(scalar)
      case "#": result += "\\#" + (isDigit(next) ? seam : "")
      // Addresses, and pictures that are written `:name:`.
      case ":": result += ":" + (next == nil || next == " " ? "" : seam)
      case ".": result += (endsWithWWW(scalars[..<index]) ? seam : "") + "."
      case "-": result += "-" + (isDigit(next) && endsWithGH(scalars[..<index]) ? seam : "")
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func isDigit(_ scalar: Unicode.Scalar?) -> Bool { scalar.map { ("0"..."9").contains($0) } ?? false }

  private static func endsWithWWW(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
    let last = scalars.suffix(3)
    return last.count == 3 && last.allSatisfy { $0 == "w" || $0 == "W" }
  }

  /// `GH-1` is an issue.
  private static func endsWithGH(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
    String(String.UnicodeScalarView(scalars.suffix(2))).lowercased() == "gh"
  }
}
