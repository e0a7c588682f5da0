import Diagnostics

/// Plain text taken out of markup, which remembers the lines it came from.
package struct ExtractedText: Sendable {
  package let source: SourceFile
  /// UTF-8 without markup: lines end with LF, and other runs of white space are one space outside `<pre>`.
  package let bytes: [UInt8]
  /// The text from `offset` on (until the next entry) stands in this 1-based line of the source; both ascend.
  let lines: [(offset: Int, line: Int)]

  package var string: String { String(decoding: bytes, as: UTF8.self) }

  /// The 1-based line of the source where the text at an offset stands; 1 for an empty text.
  package func line(at offset: Int) -> Int {
    var low = 0
    var high = lines.count
    while low < high {
      let middle = (low + high) / 2
      if lines[middle].offset <= offset { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? lines[low - 1].line : lines.first?.line ?? 1
  }

  /// The lines of the source where a range of the text stands.
  package func lines(of range: Range<Int>) -> ClosedRange<Int> {
    let first = line(at: range.lowerBound)
    return first...max(first, line(at: max(range.lowerBound, range.upperBound - 1)))
  }
}

/// Collects text as it comes, puts line breaks around blocks and joins white space.
struct TextCollector {
  private(set) var bytes: [UInt8] = []
  private(set) var lines: [(offset: Int, line: Int)] = []
  /// White space that is written only if text follows it in the same line.
  private var needsSpace = false

  /// Adds text that ends in `lastLine` of the source.
  mutating func add(_ text: UnsafeBufferPointer<UInt8>, lastLine: Int, isPreformatted: Bool) {
    var line = lastLine - text.count(where: { $0 == 0x0A })
    for byte in text {
      switch byte {
      case 0x0A where isPreformatted: breakLine(always: true)
      case 0x20, 0x09, 0x0A, 0x0C, 0x0D:
        if isPreformatted, byte != 0x0D { append(byte == 0x0C ? 0x20 : byte, line) } else { needsSpace = true }
      default: append(byte, line)
      }
      if byte == 0x0A { line += 1 }
    }
  }

  private mutating func append(_ byte: UInt8, _ line: Int) {
    if needsSpace, let last = bytes.last, last != 0x0A { bytes.append(0x20) }
    needsSpace = false
    if line > lines.last?.line ?? 0 { lines.append((bytes.count, line)) }
    bytes.append(byte)
  }

  /// Ends the line, if it has text or `always`.
  mutating func breakLine(always: Bool = false) {
    needsSpace = false
    if always || !(bytes.last ?? 0x0A == 0x0A) { bytes.append(0x0A) }
  }

  mutating func space() { needsSpace = true }
}
