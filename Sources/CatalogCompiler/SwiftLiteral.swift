/// Swift source that holds bytes as a string literal, so that they lie in the program as they are.
enum SwiftLiteral {
  /// - Parameter bytes: UTF-8; control characters are written as escapes and come out as they were.
  static func file(holding bytes: [UInt8], as name: String) -> [UInt8] {
    // More signs than any run in the text: neither an end nor an escape can occur by chance.
    let signs = [UInt8](repeating: UInt8(ascii: "#"), count: longestRun(of: UInt8(ascii: "#"), in: bytes) + 1)
    let quotes = [UInt8](repeating: UInt8(ascii: "\""), count: 3)
    let head = Array("// Written by CatalogCompiler from licenses/.\nlet \(name): StaticString = ".utf8)
    return head + signs + quotes + [0x0A] + escaped(bytes, signs) + [0x0A] + quotes + signs + [0x0A]
  }

  private static func escaped(_ bytes: [UInt8], _ signs: [UInt8]) -> [UInt8] {
    var escapes: [[UInt8]] = []
    for byte in 0...UInt8(0x7F) {
      let isPlain = byte >= 0x20 && byte != 0x7F || byte == 0x09 || byte == 0x0A
      escapes.append(isPlain ? [byte] : [UInt8(ascii: "\\")] + signs + Array("u{\(String(byte, radix: 16))}".utf8))
    }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count * 2)
    for byte in bytes {
      if byte < 0x80 { result += escapes[Int(byte)] } else { result.append(byte) }
    }
    return result
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
