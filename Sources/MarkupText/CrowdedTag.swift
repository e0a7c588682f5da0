/// Finds start tags with very many attributes: libxml2 compares each name with all earlier ones.
///
/// Every `<` before a letter is taken for a tag, also inside comments and scripts, so that no disagreement with the parser
/// about what is a tag can hide one. All tags that could be open at a byte differ only in the quote they are in, so three
/// counts are enough for a single pass.
enum CrowdedTag {
  private struct Open {
    var start: Int
    var words: Int
  }

  /// Where the first tag with more words than `limit` outside quoted values begins.
  static func start(in bytes: UnsafeBufferPointer<UInt8>, limit: Int) -> Int? {
    var plain: Open?
    var double: Open?
    var single: Open?
    var previous: UInt8 = 0x20
    var isValue = false
    for (offset, byte) in bytes.enumerated() {
      let opensQuote = isValue && (byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'"))
      var next = plain
      if byte == UInt8(ascii: ">") { next = nil }
      if opensQuote { next = nil }
      if byte > 0x20, isWordStart(previous), var open = next {
        open.words += 1
        if open.words > limit { return open.start }
        next = open
      }
      if byte == UInt8(ascii: "<"), offset + 1 < bytes.count, (bytes[offset + 1] | 0x20) &- 0x61 < 26 {
        next = next ?? Open(start: offset, words: 0)
      }
      if byte == UInt8(ascii: "\"") {
        next = larger(next, double)
        double = opensQuote ? plain : nil
      } else if byte == UInt8(ascii: "'") {
        next = larger(next, single)
        single = opensQuote ? plain : nil
      }
      plain = next
      previous = byte
      isValue = byte == UInt8(ascii: "=") || (isValue && byte <= 0x20)
    }
    return nil
  }

  private static func isWordStart(_ previous: UInt8) -> Bool {
    previous <= 0x20 || previous == UInt8(ascii: "\"") || previous == UInt8(ascii: "'") || previous == UInt8(ascii: "/")
  }

  private static func larger(_ left: Open?, _ right: Open?) -> Open? {
    guard let left, let right else { return left ?? right }
    return left.words >= right.words ? left : right
  }
}
