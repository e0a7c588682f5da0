/// The bytes of one input document, and where they came from.
///
/// Spans point into it by byte offset; lines and columns are counted only when something is printed.
/// It is a class because spans are copied by the thousand: one retain instead of two copies. It never changes.
package final class SourceFile: Sendable {
  /// The path as the user gave it, or a name such as `<stdin>`; never made absolute.
  package let path: String
  package let bytes: [UInt8]

  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  package convenience init(path: String, text: String) {
    self.init(path: path, bytes: Array(text.utf8))
  }

  /// The 1-based line and column of a byte offset; the column counts Unicode scalars. LF, CRLF and lone CR end a line.
  package func position(of offset: Int) -> SourcePosition {
    var line = 1
    var lineStart = 0
    let end = min(max(offset, 0), bytes.count)
    var index = 0
    while index < end {
      let byte = bytes[index]
      if byte == 0x0A || (byte == 0x0D && !(index + 1 < bytes.count && bytes[index + 1] == 0x0A)) {
        line += 1
        lineStart = index + 1
      }
      index += 1
    }
    var column = 1
    for byte in bytes[lineStart..<max(lineStart, end)] where byte & 0xC0 != 0x80 { column += 1 }
    if line == 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]), column > 1 { column -= 1 }  // a byte order mark is no column
    return SourcePosition(line: line, column: column)
  }

  /// The line of `position(of:)`, for those who do not need the column.
  ///
  /// - Parameter start: the start of the text, or the offset of an earlier byte and its line.
  package func line(of offset: Int, after start: (offset: Int, line: Int) = (0, 1)) -> Int {
    let range = min(start.offset, bytes.count)..<max(min(start.offset, bytes.count), min(offset, bytes.count))
    return bytes.withUnsafeBytes { bytes in
      let feeds = Self.count(0x0A, in: bytes, range)
      guard Self.count(0x0D, in: bytes, range) > 0 else { return start.line + feeds }
      // A pair is one end, told at its second byte.
      let lone = range.count { bytes[$0] == 0x0D && !($0 + 1 < bytes.count && bytes[$0 + 1] == 0x0A) }
      return start.line + feeds + lone
    }
  }

  /// How often a byte below 0x80 stands in a range; eight bytes are looked at together.
  private static func count(_ byte: UInt8, in bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> Int {
    let (low, rest) = (0x0101_0101_0101_0101 as UInt64, 0x7F7F_7F7F_7F7F_7F7F as UInt64)
    let sought = low &* UInt64(byte)
    var index = range.lowerBound
    var count = 0
    while index + 8 <= range.upperBound {
      // Each byte of the sum counts for its place; 255 rounds fit.
      var sum: UInt64 = 0
      let end = min(range.upperBound - 7, index + 8 * 255)
      while index < end {
        let other = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self) ^ sought
        sum &+= ~(((other & rest) &+ rest) | other | rest) >> 7
        index &+= 8
      }
      count += Int(((sum & 0x00FF_00FF_00FF_00FF) &* 0x0001_0001_0001_0001) >> 48)
      count += Int((((sum >> 8) & 0x00FF_00FF_00FF_00FF) &* 0x0001_0001_0001_0001) >> 48)
    }
    return count + (index..<range.upperBound).count { bytes[$0] == byte }
  }

  /// The text of the given 1-based line without its line ending; invalid UTF-8 is shown as U+FFFD. `nil` past the end.
  package func line(_ number: Int) -> String? {
    var line = 1
    var start = 0
    var index = 0
    while index < bytes.count, line < number {
      let byte = bytes[index]
      index += 1
      if byte == 0x0A || (byte == 0x0D && !(index < bytes.count && bytes[index] == 0x0A)) {
        line += 1
        start = index
      }
    }
    guard line == number, start < bytes.count || number == 1 else { return nil }
    var end = start
    while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  /// The text of a byte range; invalid UTF-8 is shown as U+FFFD.
  package func text(in range: Range<Int>) -> String {
    String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
  }
}

/// A 1-based line and column.
package struct SourcePosition: Hashable, Sendable, Comparable {
  package var line: Int
  package var column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  package static func < (lhs: Self, rhs: Self) -> Bool {
    (lhs.line, lhs.column) < (rhs.line, rhs.column)
  }
}
