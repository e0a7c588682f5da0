import Diagnostics
import Documents

/// Turns positions of libyaml, which count Unicode scalars, into byte offsets of the file.
struct ScalarPlaces {
  private static let step = 64
  private let source: SourceFile
  let range: Range<Int>
  /// The offset of every 64th scalar; empty where all bytes are ASCII.
  private var offsets: [Int] = []

  /// Throws if the bytes are not UTF-8.
  init(_ source: SourceFile, _ range: Range<Int>) throws(DiagnosticError) {
    self.source = source
    self.range = range
    if let offset = source.firstInvalidUTF8(in: range) { throw .invalidUTF8(source, at: offset) }
    source.bytes.withUnsafeBufferPointer { bytes in
      guard bytes[range].contains(where: { $0 >= 0x80 }) else { return }
      var count = 0
      for offset in range where bytes[offset] & 0xC0 != 0x80 {
        if count % Self.step == 0 { offsets.append(offset) }
        count += 1
      }
    }
  }

  /// The byte offset of a scalar; the end of the range for any scalar past it.
  func offset(ofScalar index: Int) -> Int {
    if offsets.isEmpty { return min(range.lowerBound + index, range.upperBound) }
    let block = index / Self.step
    guard block < offsets.count else { return range.upperBound }
    var offset = offsets[block]
    var remaining = index % Self.step
    while remaining > 0, offset < range.upperBound {
      offset += 1
      while offset < range.upperBound, source.bytes[offset] & 0xC0 == 0x80 { offset += 1 }
      remaining -= 1
    }
    return offset
  }
}
