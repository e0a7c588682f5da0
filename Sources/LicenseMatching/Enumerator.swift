/// The label of a list item, such as `(a)`, `2.` or `1.2`.
///
/// The guidelines leave labels at line starts out of account. Lines move when a text is wrapped again, so the place decides
/// here: a label opens a paragraph, or stands behind a mark that ends an item. A label that is referred to
/// (`Section 2`, `clauses (a) and (b) above`) stays a word, wherever the line breaks.
struct Enumerator {
  enum Place: Int, Comparable {
    case inside
    /// Behind a comma, or behind `and` or `or` that follows a mark.
    case afterComma
    /// Behind `.`, `;`, `:`, `!` or `?`.
    case afterStop
    case paragraphStart

    static func < (lhs: Self, rhs: Self) -> Bool { lhs.rawValue < rhs.rawValue }
  }

  private enum Shape {
    case parenthesized, closed, letterAndDot, numberAndDot, nested
  }

  private let shape: Shape
  /// The offset behind the label.
  let end: Int

  /// The label at an offset, if it is one at that place; `nil` leaves the bytes to be read as words.
  init?(in bytes: [UInt8], at start: Int, limit: Int, place: Place, lower: Int) {
    guard place > .inside, let label = Self.label(in: bytes, at: start, limit: limit) else { return nil }
    shape = label.shape
    end = label.end
    let isAttached = start > lower && !Self.mayPrecede(bytes[start - 1])
    switch shape {
    case .parenthesized: break
    case .closed, .numberAndDot, .letterAndDot:
      guard place >= .afterStop, !isAttached else { return nil }
    case .nested:
      guard place == .paragraphStart, !isAttached else { return nil }
    }
    guard isFollowed(in: bytes, limit: limit, place: place) else { return nil }
  }

  /// Whether the bytes at an offset have the shape of a label, wherever they stand.
  static func hasShape(in bytes: [UInt8], at start: Int, limit: Int) -> Bool {
    label(in: bytes, at: start, limit: limit) != nil
  }

  private static func mayPrecede(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "#"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "|"): true
    default: byte.isASCIIBlank || byte >= 0x80
    }
  }

  private static func label(in bytes: [UInt8], at start: Int, limit: Int) -> (shape: Shape, end: Int)? {
    var index = start
    let isOpen = bytes[index] == UInt8(ascii: "(")
    if isOpen { index += 1 }
    let labelStart = index
    guard let first = component(in: bytes, at: index, limit: limit) else { return nil }
    let isNumber = bytes[index].isASCIIDigit
    index = first
    var levels = 1
    while isNumber, levels < 5, index + 1 < limit, bytes[index] == UInt8(ascii: "."),
      let next = component(in: bytes, at: index + 1, limit: limit)
    {
      index = next
      levels += 1
    }
    guard index > labelStart, index < limit || !isOpen else { return nil }
    if index < limit, bytes[index] == UInt8(ascii: "\\") { index += 1 }
    let closer = index < limit ? bytes[index] : 0x20
    if isOpen { return closer == UInt8(ascii: ")") ? (.parenthesized, index + 1) : nil }
    if closer == UInt8(ascii: ")") { return (.closed, index + 1) }
    if closer == UInt8(ascii: ".") { return (isNumber ? .numberAndDot : .letterAndDot, index + 1) }
    let isClosed = closer.isASCIIBlank || closer == UInt8(ascii: "<") || closer == UInt8(ascii: "*")
    return levels > 1 && isClosed ? (.nested, index) : nil
  }

  /// Up to three digits, one letter, or a Roman number up to 39.
  private static func component(in bytes: [UInt8], at start: Int, limit: Int) -> Int? {
    var index = start
    while index < limit, index - start < 8, bytes[index].isASCIIAlphanumeric { index += 1 }
    let text = bytes[start..<index]
    guard let first = text.first else { return nil }
    if first.isASCIIDigit { return text.count <= 3 && text.allSatisfy(\.isASCIIDigit) ? index : nil }
    if text.count == 1 { return index }
    let isRoman = text.allSatisfy { [0x69, 0x76, 0x78].contains($0 | 0x20) }
    return isRoman && text.count <= 7 ? index : nil
  }

  /// A label is followed by a blank and by the text of its item.
  private func isFollowed(in bytes: [UInt8], limit: Int, place: Place) -> Bool {
    var index = end
    while index < limit, [UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "\"")].contains(bytes[index]) { index += 1 }
    guard index < limit else { return true }
    let next = bytes[index]
    let isDirect = place == .paragraphStart && (next == UInt8(ascii: "(") || (shape == .numberAndDot && next.isASCIILetter))
    guard isDirect || next.isASCIIBlank || next == UInt8(ascii: "<") || next >= 0x80 else { return false }
    let word = Self.word(in: bytes, after: index, limit: limit)
    if shape == .nested { return !Self.quantities.contains(word) }
    return place == .paragraphStart || !Self.referenceWords.contains(word)
  }

  private static func word(in bytes: [UInt8], after start: Int, limit: Int) -> String {
    var index = start
    // Also behind a line break and a comment prefix.
    while index < limit, bytes[index] < 0x80, !bytes[index].isASCIIAlphanumeric { index += 1 }
    let wordStart = index
    while index < limit, bytes[index].isASCIILetter, index - wordStart < 12 { index += 1 }
    return String(decoding: bytes[wordStart..<index], as: UTF8.self).lowercased()
  }

  private static let referenceWords: Set<String> = [
    "above", "and", "are", "below", "hereof", "herein", "hereunder", "is", "of", "or", "shall", "through", "to",
  ]
  private static let quantities: Set<String> = [
    "billion", "days", "hundred", "million", "months", "per", "percent", "thousand", "times", "trillion", "years",
  ]
}
