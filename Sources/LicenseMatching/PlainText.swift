/// The bytes of a text in the spelling that the tokenizer reads, and where each stood in the source.
///
/// Blanks beyond ASCII become blanks, full-width letters become ASCII, invisible characters and the backslashes of Markdown
/// are left out, bytes that are no UTF-8 are read as Windows-1252, and numbers that count every line are blanked. Most texts
/// are plain as they are.
struct PlainText: Sendable {
  private struct Shift {
    var plain: Int
    var source: Int
  }

  let bytes: [UInt8]
  let range: Range<Int>
  /// Empty if the bytes are those of the source. Each holds up to the next.
  private let shifts: [Shift]

  init(_ source: [UInt8], range: Range<Int>) {
    let counted = LineNumbers(source, range: range)
    guard let first = Self.firstChange(source, range) ?? counted?.start else {
      bytes = source
      self.range = range
      shifts = []
      return
    }
    var writer = Writer(limit: range.count)
    let text = counted?.blanked(source) ?? source
    writer.copy(text, range.lowerBound..<first)
    var index = first
    while index < range.upperBound {
      var end = index
      while end < range.upperBound, text[end] < 0x80, !Self.isEscape(text, end, range.upperBound) { end += 1 }
      writer.copy(text, index..<end)
      index = end
      guard index < range.upperBound else { break }
      if text[index] < 0x80 {
        writer.copy(text, index + 1..<index + 2)
        index += 2
        continue
      }
      let spelled = SpelledScalar(utf8: text, at: index, limit: range.upperBound)
      switch Change(spelled, in: text, at: index) {
      case .none: writer.copy(text, index..<index + spelled.length)
      case .to(let replacement): writer.put(replacement, at: index)
      }
      index += spelled.length
    }
    bytes = writer.bytes
    self.range = 0..<writer.bytes.count
    shifts = writer.shifts + [Shift(plain: writer.bytes.count, source: range.upperBound)]
  }

  /// The same words where they stand in the source.
  func sourceTokens(_ tokens: [Token]) -> [Token] {
    if shifts.isEmpty { return tokens }
    var cursor = 0
    return tokens.map { token in
      let start = offset(of: token.start, &cursor)
      return Token(hash: token.hash, start: start, end: max(start + 1, offset(of: token.end, &cursor)))
    }
  }

  private func offset(of plain: Int, _ cursor: inout Int) -> Int {
    while cursor + 1 < shifts.count, shifts[cursor + 1].plain <= plain { cursor += 1 }
    return shifts[cursor].source + plain - shifts[cursor].plain
  }

  /// Whether a backslash takes the meaning from the mark behind it.
  private static func isEscape(_ bytes: [UInt8], _ index: Int, _ limit: Int) -> Bool {
    guard bytes[index] == UInt8(ascii: "\\"), index + 1 < limit else { return false }
    let next = bytes[index + 1]
    return next > 0x20 && next < 0x7F && !next.isASCIIAlphanumeric
  }

  private static func firstChange(_ bytes: [UInt8], _ range: Range<Int>) -> Int? {
    var index = range.lowerBound
    while true {
      index = firstSuspect(bytes, index..<range.upperBound)
      guard index < range.upperBound else { return nil }
      if bytes[index] < 0x80 {
        if isEscape(bytes, index, range.upperBound) { return index }
        index += 1
        continue
      }
      let spelled = SpelledScalar(utf8: bytes, at: index, limit: range.upperBound)
      if case .to = Change(spelled, in: bytes, at: index) { return index }
      index += spelled.length
    }
  }

  /// The first byte beyond ASCII or backslash, or the end; eight bytes are looked at together.
  private static func firstSuspect(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
    bytes.withUnsafeBytes { bytes in
      var index = range.lowerBound
      let (high, low, slash): (UInt64, UInt64, UInt64) = (0x8080_8080_8080_8080, 0x0101_0101_0101_0101, 0x5C5C_5C5C_5C5C_5C5C)
      while index + 8 <= range.upperBound {
        let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        let other = word ^ slash
        if (word | ((other &- low) & ~other)) & high != 0 { break }
        index += 8
      }
      while index < range.upperBound, bytes[index] < 0x80, bytes[index] != UInt8(ascii: "\\") { index += 1 }
      return index
    }
  }

  private struct Writer {
    private(set) var bytes: [UInt8] = []
    private(set) var shifts: [Shift] = []

    init(limit: Int) { bytes.reserveCapacity(limit) }

    mutating func copy(_ source: [UInt8], _ range: Range<Int>) {
      guard !range.isEmpty else { return }
      mark(range.lowerBound)
      bytes += source[range]
    }

    mutating func put(_ replacement: [UInt8], at source: Int) {
      mark(source)
      bytes += replacement
    }

    private mutating func mark(_ source: Int) {
      if let last = shifts.last, last.source - last.plain == source - bytes.count { return }
      if shifts.last?.plain == bytes.count { shifts.removeLast() }
      shifts.append(Shift(plain: bytes.count, source: source))
    }
  }

  private enum Change {
    case none
    case to([UInt8])

    init(_ spelled: SpelledScalar, in bytes: [UInt8], at index: Int) {
      let value = spelled.scalar.value
      switch value {
      case 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: self = .to([0x20])
      case 0x85, 0x2028, 0x2029: self = .to([0x0A])
      case 0xFF01...0xFF5E: self = .to([UInt8(value - 0xFEE0)])
      case 0xFFFD where spelled.length == 1: self = .to(Self.windows(bytes[index]))
      default: self = ScalarClass.isInvisible(value) ? .to([]) : .none
      }
    }

    private static func windows(_ byte: UInt8) -> [UInt8] {
      switch byte {
      case 0xA9, 0xAA, 0xB5, 0xBA, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0xFF: [0xC0 | byte >> 6, 0x80 | byte & 0x3F]
      default: [0x20]
      }
    }
  }
}

/// Numbers that count the lines of a print-out: every line begins with the one that follows that of the line before.
private struct LineNumbers {
  private let digits: [Range<Int>]

  var start: Int? { digits.first?.lowerBound }

  private static let fewestLines = 5

  init?(_ bytes: [UInt8], range: Range<Int>) {
    var digits: [Range<Int>] = []
    var expected: Int?
    var index = range.lowerBound
    while index < range.upperBound {
      var start = index
      while start < range.upperBound, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
      var end = start
      var value = 0
      while end < range.upperBound, bytes[end].isASCIIDigit, end - start < 7 {
        value = value * 10 + Int(bytes[end] - 0x30)
        end += 1
      }
      guard end > start, value == expected ?? value else { return nil }
      var next = end
      if next < range.upperBound, [0x3A, 0x7C, 0x2E].contains(bytes[next]) { next += 1 }
      guard next == range.upperBound || bytes[next].isASCIIBlank else { return nil }
      digits.append(start..<next)
      expected = value + 1
      while index < range.upperBound, bytes[index] != 0x0A { index += 1 }
      index += 1
    }
    guard digits.count >= Self.fewestLines else { return nil }
    self.digits = digits
  }

  func blanked(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for range in digits {
      for index in range { bytes[index] = 0x20 }
    }
    return bytes
  }
}
