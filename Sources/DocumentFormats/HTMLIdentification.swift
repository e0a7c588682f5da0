import Diagnostics
import Inventory
import Licensing
import MarkupText

extension ReadingContext {
  /// What `identify` finds in a file of its own; of an HTML page in the text that a reader of it sees, placed by lines.
  func identifyWhole(_ source: SourceFile, from start: Int = 0, role: String) -> (
    texts: [DetectedLicense], diagnostics: [Diagnostic]
  ) {
    guard source.isHTML else { return (identify(source, start..<source.bytes.count, role), []) }
    do throws(DiagnosticError) {
      let page = try HTMLText.plainText(of: source)
      let text = SourceFile(path: source.path, bytes: page.bytes)
      let found = identify(text, 0..<text.bytes.count, role).map { match in
        var match = match
        match.span = SourceSpan(source, source.range(ofLines: page.lines(of: match.span.range)))
        return match
      }
      return (found, [])
    } catch {
      return ([], error.diagnostics)
    }
  }
}

extension ReadingContext {
  /// What the prose of a card says; of an HTML page the text that a reader of it sees, placed by lines.
  func prose(of source: SourceFile, from start: Int, about kind: ComponentKind) -> CardProse {
    guard source.isHTML else { return CardProse(source, from: start, about: kind, self) }
    // What is wrong with the page was told when its texts were looked for.
    guard let page = try? HTMLText.plainText(of: source) else {
      return CardProse(SourceFile(path: source.path, bytes: []), from: 0, about: kind, self)
    }
    let prose = CardProse(SourceFile(path: source.path, bytes: page.bytes), from: 0, about: kind, self)
    return prose.placed { SourceSpan(source, source.range(ofLines: page.lines(of: $0.range))) }
  }
}

extension SourceFile {
  /// Whether it begins as an HTML page does; Markdown with some elements in it does not.
  fileprivate var isHTML: Bool {
    let path = path.lowercased()
    if path.hasSuffix(".html") || path.hasSuffix(".htm") { return true }
    let start = String(decoding: bytes.prefix(256), as: UTF8.self).lowercased().drop { $0.isWhitespace || $0 == "\u{FEFF}" }
    return start.hasPrefix("<!doctype html") || start.hasPrefix("<html")
  }

  /// The bytes of the given lines, without the ending of the last.
  fileprivate func range(ofLines lines: ClosedRange<Int>) -> Range<Int> {
    var line = 1
    var start = lines.lowerBound == 1 ? 0 : bytes.count
    for (offset, byte) in bytes.enumerated() where byte == 0x0A {
      if line == lines.upperBound { return start..<max(start, offset) }
      line += 1
      if line == lines.lowerBound { start = offset + 1 }
    }
    return start..<bytes.count
  }
}
