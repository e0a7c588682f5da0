/// Lines of tab-separated fields, sorted by the bytes of the first field: looked up in place, nothing is built before.
///
/// Comments (`#`) stand before everything else, as their byte does.
struct SortedLines: @unchecked Sendable {
  private let bytes: UnsafeRawBufferPointer

  /// The bytes must outlive every use.
  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// All fields of the line whose first field has the given bytes.
  func fields(of key: some Collection<UInt8>) -> [String]? {
    guard !key.isEmpty else { return nil }
    var low = 0
    var high = bytes.count
    while low < high {
      let line = line(around: low + (high - low) / 2)
      let field = bytes[line].prefix { $0 != Self.tab }
      if field.elementsEqual(key) { return Self.fields(bytes[line]) }
      if field.lexicographicallyPrecedes(key) { low = line.upperBound + 1 } else { high = line.lowerBound }
    }
    return nil
  }

  /// The first line at which the order is broken or a key is repeated, counted from 1.
  static func firstMisplacedLine(in lines: [Substring]) -> Int? {
    var last: Substring?
    for (index, line) in lines.enumerated() where !line.isEmpty && !line.hasPrefix("#") {
      let key = line.prefix { $0 != "\t" }
      if let last, !last.utf8.lexicographicallyPrecedes(key.utf8) { return index + 1 }
      last = key
    }
    return nil
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
