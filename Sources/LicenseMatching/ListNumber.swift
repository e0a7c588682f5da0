/// The number that opens a line, such as `2.` or `(2)`.
///
/// Lines of a list may end without a mark. There a number is a label only if it counts on: the line of the list before it has
/// the number before it. So a renumbered list is one, and a single number that was changed is none.
struct ListNumber {
  let value: Int
  let indent: Int

  private static let reach = 400

  /// Whether the number at a word follows that of the line before it at the same depth, or is the first of two.
  static func continues(_ stream: TokenStream, _ word: Int) -> Bool {
    guard let own = ListNumber(stream, opening: word) else { return false }
    if own.value == 1 {
      let behind = word + 1..<min(stream.tokenCount, word + reach)
      let next = behind.lazy.compactMap { ListNumber(stream, opening: $0) }.first { $0.indent <= own.indent }
      return next?.value == 2
    }
    for other in stride(from: word - 1, through: max(0, word - reach), by: -1) {
      guard let before = ListNumber(stream, opening: other), before.indent <= own.indent else { continue }
      return before.value + 1 == own.value
    }
    return false
  }

  /// Reads the line that a word opens, whether its label was kept as a word or left out.
  private init?(_ stream: TokenStream, opening word: Int) {
    let gap = stream.gap(before: word)
    guard let lineEnd = gap.lastIndex(of: 0x0A) else { return nil }
    let head = Array(gap[(lineEnd + 1)...]) + Array(stream.spelling(word)) + Array(stream.gap(before: word + 1).prefix(1))
    let blanks = head.prefix { $0 == 0x20 || $0 == 0x09 }.count
    var rest = head.dropFirst(blanks)
    if rest.first == UInt8(ascii: "(") { rest = rest.dropFirst() }
    let digits = rest.prefix(while: \.isASCIIDigit)
    let closers = [UInt8(ascii: "."), UInt8(ascii: ")"), UInt8(ascii: ":")]
    guard (1...3).contains(digits.count), let closer = rest.dropFirst(digits.count).first, closers.contains(closer) else {
      return nil
    }
    value = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    indent = blanks
  }
}
