import Diagnostics

// Strings: a fast scan over plain bytes, and a slow copy when there is a backslash.
extension JSONParser {
  /// The entry of the string at `position`, which is moved past the closing quote.
  mutating func parseString() throws(DiagnosticError) -> Document.Entry {
    let open = position
    position += 1
    try skipPlainBytes(openedAt: open)
    if bytes[position] == UInt8(ascii: "\"") {
      position += 1
      return entry(.string, from: open, to: position)
    }
    return try parseEscapedString(openedAt: open)
  }

  /// Stops at a quote or backslash; any other end is an error.
  private mutating func skipPlainBytes(openedAt open: Int) throws(DiagnosticError) {
    let end = range.upperBound
    while true {
      skipSafeWords()
      guard position < end else { throw unterminatedString(from: open) }
      let byte = bytes[position]
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): return
      case 0..<0x20: throw controlCharacter(byte, inStringFrom: open)
      case 0x80...:
        let length = sequenceLength(at: position)
        guard length > 0 else { throw .invalidUTF8(source, at: position) }
        position += length
      default: position += 1
      }
    }
  }

  /// Skips eight bytes at a time while none is a quote, a backslash, a control character or non-ASCII,
  /// then stops exactly at the first such byte, or fewer than eight bytes before the end.
  @inline(__always)
  private mutating func skipSafeWords() {
    guard let base = UnsafeRawPointer(bytes.baseAddress) else { return }
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    while position + 8 <= range.upperBound {
      let word = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: position, as: UInt64.self))
      let quotes = word ^ (ones &* 0x22)
      let slashes = word ^ (ones &* 0x5C)
      // A byte wrongly marked by a borrow is always above a rightly marked one, so the lowest mark is right.
      let below = (quotes &- ones) & ~quotes | (slashes &- ones) & ~slashes | (word &- ones &* 0x20) & ~word
      let marks = (below | word) & highs
      if marks != 0 {
        position += marks.trailingZeroBitCount >> 3
        return
      }
      position += 8
    }
  }

  /// The length of the well-formed UTF-8 sequence of two to four bytes at an offset, or 0.
  private func sequenceLength(at offset: Int) -> Int {
    let first = bytes[offset]
    let length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0
    guard length > 0, offset + length <= range.upperBound else { return 0 }
    let second = bytes[offset + 1]
    let lowest: UInt8 = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80
    let highest: UInt8 = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF
    guard second >= lowest, second <= highest else { return 0 }
    for index in 2..<max(length, 2) where bytes[offset + index] & 0xC0 != 0x80 { return 0 }
    return length
  }

  private mutating func parseEscapedString(openedAt open: Int) throws(DiagnosticError) -> Document.Entry {
    var content = Array(bytes[open + 1..<position])
    while bytes[position] == UInt8(ascii: "\\") {
      try parseEscape(into: &content, openedAt: open)
      let start = position
      try skipPlainBytes(openedAt: open)
      content.append(contentsOf: bytes[start..<position])
    }
    position += 1
    texts.append(String(decoding: content, as: UTF8.self))
    return entry(.string, from: open, to: position, text: texts.count - 1)
  }

  private mutating func parseEscape(into content: inout [UInt8], openedAt open: Int) throws(DiagnosticError) {
    let start = position
    guard position + 1 < range.upperBound else { throw unterminatedString(from: open) }
    let letter = bytes[position + 1]
    position += 2
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): content.append(letter)
    case UInt8(ascii: "b"): content.append(0x08)
    case UInt8(ascii: "f"): content.append(0x0C)
    case UInt8(ascii: "n"): content.append(0x0A)
    case UInt8(ascii: "r"): content.append(0x0D)
    case UInt8(ascii: "t"): content.append(0x09)
    case UInt8(ascii: "u"):
      let scalar = try parseCodePoint(from: start, openedAt: open)
      content.append(contentsOf: String(scalar).utf8)
    default: throw badEscape(at: start)
    }
  }

  /// The scalar of `\uXXXX`, or of a pair of them; `position` is just past the `u`.
  private mutating func parseCodePoint(from start: Int, openedAt open: Int) throws(DiagnosticError) -> Unicode.Scalar {
    let first = try parseHex(from: start, openedAt: open)
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard first < 0xDC00, position + 1 < range.upperBound, bytes[position] == UInt8(ascii: "\\"),
      bytes[position + 1] == UInt8(ascii: "u")
    else { throw loneSurrogate(at: start..<position) }
    let secondStart = position
    position += 2
    let second = try parseHex(from: secondStart, openedAt: open)
    guard second & 0xFC00 == 0xDC00, let scalar = Unicode.Scalar(0x10000 + (first & 0x3FF) << 10 + (second & 0x3FF))
    else { throw loneSurrogate(at: start..<secondStart) }
    return scalar
  }

  private mutating func parseHex(from start: Int, openedAt open: Int) throws(DiagnosticError) -> UInt32 {
    guard position + 4 <= range.upperBound else { throw unterminatedString(from: open) }
    var value: UInt32 = 0
    for byte in bytes[position..<position + 4] {
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
      default: throw badCodePoint(at: start)
      }
      value = value << 4 | UInt32(digit)
    }
    position += 4
    return value
  }
}
