import Diagnostics

/// The YAML between two lines `---` at the start of a Markdown file.
package enum FrontMatter {
  package enum Finding: Sendable, Equatable {
    /// The file starts with something else.
    case absent
    /// The bytes between the two lines.
    case present(Range<Int>)
    /// A first line `---` without a second one; the diagnostic is a warning.
    case unterminated(Diagnostic)
  }

  /// The bytes between the two lines; `nil` if there is no first line, or no second one.
  package static func range(in source: SourceFile) -> Range<Int>? {
    if case .present(let range) = find(in: source) { range } else { nil }
  }

  /// Looks for front matter after an optional byte order mark and blank lines; spaces may follow `---`.
  package static func find(in source: SourceFile) -> Finding {
    let bytes = source.bytes
    var line = nextLine(of: bytes, from: bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
    while let current = line, isBlank(bytes[current.content]) { line = nextLine(of: bytes, from: current.next) }
    guard let opening = line, isFence(bytes[opening.content]) else { return .absent }
    line = nextLine(of: bytes, from: opening.next)
    while let current = line {
      if isFence(bytes[current.content]) { return .present(opening.next..<current.content.lowerBound) }
      line = nextLine(of: bytes, from: current.next)
    }
    return .unterminated(.unterminatedFrontMatter(SourceSpan(source, opening.content)))
  }

  /// A line without its ending, and where the next one starts; `nil` at the end.
  private static func nextLine(of bytes: [UInt8], from start: Int) -> (content: Range<Int>, next: Int)? {
    guard start < bytes.count else { return nil }
    var end = start
    while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
    var next = min(end + 1, bytes.count)
    if end + 1 < bytes.count, bytes[end] == 0x0D, bytes[end + 1] == 0x0A { next += 1 }
    return (start..<end, next)
  }

  private static func isBlank(_ line: ArraySlice<UInt8>) -> Bool { line.allSatisfy { $0 == 0x20 || $0 == 0x09 } }

  private static func isFence(_ line: ArraySlice<UInt8>) -> Bool {
    line.starts(with: [0x2D, 0x2D, 0x2D]) && isBlank(line.dropFirst(3))
  }
}

extension Diagnostic {
  fileprivate static func unterminatedFrontMatter(_ span: SourceSpan) -> Self {
    Self(
      "front-matter-unterminated", .warning, "the front matter has no end", labels: [.init(span, "it starts here")],
      help: "add a line `---` after the last key")
  }
}
