/// Swift source that holds bytes as a raw string literal, so that they lie in the program as they are.
enum SwiftLiteral {
  /// - Parameter bytes: UTF-8 without control characters other than tab and line feed.
  static func file(holding bytes: [UInt8]) -> [UInt8] {
    // More signs than any run in the text: neither an end nor an escape can occur by chance.
    let signs = [UInt8](repeating: UInt8(ascii: "#"), count: longestRun(of: UInt8(ascii: "#"), in: bytes) + 1)
    let quotes = [UInt8](repeating: UInt8(ascii: "\""), count: 3)
    let head = Array("// Written by CatalogCompiler from licenses/.\nlet compiledCatalog: StaticString = ".utf8)
    return head + signs + quotes + [0x0A] + bytes + [0x0A] + quotes + signs + [0x0A]
  }

  private static func longestRun(of byte: UInt8, in bytes: [UInt8]) -> Int {
    var longest = 0
    var run = 0
    for next in bytes {
      run = next == byte ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}
