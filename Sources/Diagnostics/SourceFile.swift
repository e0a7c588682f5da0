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
  package func line(of offset: Int) -> Int {
    let end = min(max(offset, 0), bytes.count)
    return bytes.withUnsafeBufferPointer { bytes in
      var (feeds, returns) = (0, 0)
      for index in 0..<end {
        feeds &+= bytes[index] == 0x0A ? 1 : 0
        returns &+= bytes[index] == 0x0D ? 1 : 0
      }
      guard returns > 0 else { return 1 + feeds }
      // A pair is one end, told at its second byte.
      let lone = (0..<end).count { bytes[$0] == 0x0D && !($0 + 1 < bytes.count && bytes[$0 + 1] == 0x0A) }
      return 1 + feeds + lone
    }
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
