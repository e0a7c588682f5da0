import Diagnostics

/// Refuses hosts of `%TAG` lines and very long ones: libyaml compares each with all others, and copies its prefix for every use.
enum DirectiveCheck {
  private static let mostLines = 64
  private static let mostBytes = 1024

  static func check(_ source: SourceFile, _ range: Range<Int>) throws(DiagnosticError) {
    var count = 0
    var isLineStart = true
    var start: Int?
    for offset in range {
      let byte = source.bytes[offset]
      if isLineStart, byte == UInt8(ascii: "%") {
        count += 1
        start = offset
      }
      isLineStart = byte == 0x0A || byte == 0x0D
      if isLineStart { start = nil }
      if count > mostLines || offset - (start ?? offset) > mostBytes {
        throw DiagnosticError(
          Diagnostic(
            "too-many-directives", .error, "more or longer lines that start with `%` than are read",
            labels: [.init(SourceSpan(source, offset..<offset + 1))],
            help: "at most \(mostLines) lines of \(mostBytes) bytes; an ordinary document needs none"))
      }
    }
  }
}
