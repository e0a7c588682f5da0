import Diagnostics

/// The text of an expression with its place, so that an offset in it becomes a place in the file.
struct ExpressionText {
  let text: String
  let bytes: [UInt8]
  let span: SourceSpan
  /// Where byte 0 stands in the file; `nil` if the file spells the text in another way (escapes, folded lines).
  private let origin: Int?

  init(_ located: Located<String>) {
    text = located.value
    bytes = Array(located.value.utf8)
    span = located.span
    let range = located.span.range
    if range.count == bytes.count {
      origin = range.lowerBound
    } else if range.count == bytes.count + 2, Self.isQuoted(located.span) {
      origin = range.lowerBound + 1
    } else {
      origin = nil
    }
  }

  /// The place of a byte range of the text; all of the text where its bytes cannot be told apart in the file.
  func span(_ range: Range<Int>) -> SourceSpan {
    guard let origin, !range.isEmpty else { return span }
    return SourceSpan(span.file, origin + range.lowerBound..<origin + range.upperBound)
  }

  /// The text of a byte range whose ends are next to ASCII or at the ends of the text.
  func substring(_ range: Range<Int>) -> Substring {
    let start = text.utf8.index(text.utf8.startIndex, offsetBy: range.lowerBound)
    let end = text.utf8.index(start, offsetBy: range.count)
    return text[start..<end]
  }

  private static func isQuoted(_ span: SourceSpan) -> Bool {
    let bytes = span.file.bytes
    guard span.range.lowerBound >= 0, span.range.upperBound <= bytes.count, span.range.count >= 2 else { return false }
    let first = bytes[span.range.lowerBound]
    return (first == UInt8(ascii: "\"") || first == UInt8(ascii: "'")) && first == bytes[span.range.upperBound - 1]
  }
}
