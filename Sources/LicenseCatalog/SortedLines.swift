/// Lines of tab-separated fields, sorted by the bytes of the first field: looked up in place, nothing is built before.
///
/// Comments (`#`) stand before everything else, as their byte does.
struct SortedLines: @unchecked Sendable {
  private let bytes: UnsafeRawBufferPointer
  private let ignoresCase: Bool

  /// The bytes must outlive every use.
  /// - Parameter ignoresCase: whether the lines are sorted, and keys compared, as if `A` to `Z` were small.
  init(_ bytes: UnsafeRawBufferPointer, ignoresCase: Bool = false) {
    self.bytes = bytes
    self.ignoresCase = ignoresCase
  }

  /// All fields of the line whose first field has the given bytes.
  func fields(of key: some Collection<UInt8>) -> [String]? { line(of: key).map { Self.fields(bytes[$0]) } }

  /// The place of the line whose first field has the given bytes.
  func line(of key: some Collection<UInt8>) -> Range<Int>? {
    guard !key.isEmpty else { return nil }
    let key = key.map { Self.folded($0, ignoresCase) }
    var low = 0
    var high = bytes.count
    while low < high {
      let line = line(around: low + (high - low) / 2)
      let field = bytes[line].prefix { $0 != Self.tab }.lazy.map { Self.folded($0, ignoresCase) }
      if field.elementsEqual(key) { return line }
      if field.lexicographicallyPrecedes(key) { low = line.upperBound + 1 } else { high = line.lowerBound }
    }
    return nil
  }

  /// The first line at which the order is broken or a key is repeated, counted from 1.
  static func firstMisplacedLine(in lines: some Sequence<Substring>, ignoresCase: Bool = false) -> Int? {
    var last: [UInt8]?
    for (index, line) in lines.enumerated() where !line.isEmpty && !line.hasPrefix("#") {
      let key = line.utf8.prefix { $0 != Self.tab }.map { folded($0, ignoresCase) }
      if let last, !last.lexicographicallyPrecedes(key) { return index + 1 }
      last = key
    }
    return nil
  }

  private static func folded(_ byte: UInt8, _ ignoresCase: Bool) -> UInt8 {
    ignoresCase && byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
  }

  private static let tab = UInt8(ascii: "\t")

  private static func fields(_ line: Slice<UnsafeRawBufferPointer>) -> [String] {
    line.split(separator: tab, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
  }

  private func line(around offset: Int) -> Range<Int> {
    var start = offset
    while start > 0, bytes[start - 1] != 0x0A { start -= 1 }
    var end = offset
    while end < bytes.count, bytes[end] != 0x0A { end += 1 }
    return start..<end
  }
}
