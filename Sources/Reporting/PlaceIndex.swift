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

    static let step = 1_024

    init(_ file: SourceFile) {
      self.file = file
      let bytes = file.bytes
      counts.reserveCapacity(bytes.count / Self.step + 1)
      var count = 0
      for (index, byte) in bytes.enumerated() {
        if index % Self.step == 0 { counts.append(count) }
        if byte & 0xC0 != 0x80 { count += 1 }
        let isEnd = byte == 0x0A || (byte == 0x0D && !(index + 1 < bytes.count && bytes[index + 1] == 0x0A))
        if isEnd { starts.append(index + 1) }
      }
    }

    func position(of offset: Int) -> SourcePosition {
      let offset = min(max(offset, 0), file.bytes.count)
      var low = 0
      var high = starts.count
      while high - low > 1 {
        let middle = (low + high) / 2
        if starts[middle] <= offset { low = middle } else { high = middle }
      }
      var column = scalars(before: offset) - scalars(before: starts[low]) + 1
      if low == 0, column > 1, file.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { column -= 1 }
      return SourcePosition(line: low + 1, column: column)
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

  /// The same as `file.position(of: offset)`.
  func position(of offset: Int, in file: SourceFile) -> SourcePosition {
    let key = ObjectIdentifier(file)
    if let lines = files[key] { return lines.position(of: offset) }
    let lines = Lines(file)
    files[key] = lines
    return lines.position(of: offset)
  }

  package init() {}

  package func start(of span: SourceSpan) -> SourcePosition { position(of: span.range.lowerBound, in: span.file) }

  /// The line of the last character of a span.
  package func lastLine(of span: SourceSpan) -> Int {
    position(of: max(span.range.upperBound - 1, span.range.lowerBound), in: span.file).line
  }
}
