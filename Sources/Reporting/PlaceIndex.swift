import Diagnostics

/// Lines and columns of many offsets: each file is read through once, where `SourceFile.position(of:)` reads it for each offset.
///
/// It serves one report and is not shared.
package final class PlaceIndex {
  /// Where lines start, and how many scalars start before every `step` bytes.
  private struct Lines {
    /// Keeps the file alive, so that its identity stays its own.
    let file: SourceFile
    var starts = [0]
    var counts: [Int] = []
    /// How many of them take two units of UTF-16.
    var pairs: [Int] = []

    static let step = 1_024

    init(_ file: SourceFile) {
      self.file = file
      let bytes = file.bytes
      counts.reserveCapacity(bytes.count / Self.step + 1)
      pairs.reserveCapacity(bytes.count / Self.step + 1)
      var count = 0
      var paired = 0
      for (index, byte) in bytes.enumerated() {
        if index % Self.step == 0 {
          counts.append(count)
          pairs.append(paired)
        }
        if byte & 0xC0 != 0x80 { count += 1 }
        if byte >= 0xF0 { paired += 1 }
        let isEnd = byte == 0x0A || (byte == 0x0D && !(index + 1 < bytes.count && bytes[index + 1] == 0x0A))
        if isEnd { starts.append(index + 1) }
      }
    }

    func position(of offset: Int, inUTF16: Bool = false) -> SourcePosition {
      let offset = min(max(offset, 0), file.bytes.count)
      var low = 0
      var high = starts.count
      while high - low > 1 {
        let middle = (low + high) / 2
        if starts[middle] <= offset { low = middle } else { high = middle }
      }
      var column = scalars(before: offset) - scalars(before: starts[low]) + 1
      if inUTF16 { column += surrogatePairs(before: offset) - surrogatePairs(before: starts[low]) }
      if low == 0, column > 1, file.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { column -= 1 }
      return SourcePosition(line: low + 1, column: column)
    }

    private func surrogatePairs(before offset: Int) -> Int {
      guard !pairs.isEmpty else { return 0 }
      let block = min(offset / Self.step, pairs.count - 1)
      return file.bytes[block * Self.step..<offset].reduce(pairs[block]) { $1 >= 0xF0 ? $0 + 1 : $0 }
    }

    private func scalars(before offset: Int) -> Int {
      guard !counts.isEmpty else { return 0 }
      let block = min(offset / Self.step, counts.count - 1)
      var count = counts[block]
      for index in block * Self.step..<offset where file.bytes[index] & 0xC0 != 0x80 { count += 1 }
      return count
    }
  }

  private var files: [ObjectIdentifier: Lines] = [:]

  /// The same as `file.position(of: offset)`; `inUTF16` counts columns in units of UTF-16.
  func position(of offset: Int, in file: SourceFile, inUTF16: Bool = false) -> SourcePosition {
    let key = ObjectIdentifier(file)
    if let lines = files[key] { return lines.position(of: offset, inUTF16: inUTF16) }
    let lines = Lines(file)
    files[key] = lines
    return lines.position(of: offset, inUTF16: inUTF16)
  }

  package init() {}

  package func start(of span: SourceSpan) -> SourcePosition { position(of: span.range.lowerBound, in: span.file) }

  /// The place after the last character; the end of its line if that is a line end.
  func end(of span: SourceSpan, inUTF16: Bool = false) -> SourcePosition {
    var end = min(span.range.upperBound, span.file.bytes.count)
    let start = min(span.range.lowerBound, end)
    while end > start, span.file.bytes[end - 1] == 0x0A || span.file.bytes[end - 1] == 0x0D { end -= 1 }
    return position(of: end, in: span.file, inUTF16: inUTF16)
  }

  /// The line of the last character of a span.
  package func lastLine(of span: SourceSpan) -> Int {
    position(of: max(span.range.upperBound - 1, span.range.lowerBound), in: span.file).line
  }
}
