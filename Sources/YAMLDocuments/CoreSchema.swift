import Documents

/// The kinds of plain scalars by the core schema of YAML 1.2.2, section 10.3.2.
enum CoreSchema {
  static func kind(ofPlain text: UnsafeBufferPointer<UInt8>) -> DocumentNode.Kind {
    guard let first = text.first else { return .null }
    switch first {
    case UInt8(ascii: "~"), UInt8(ascii: "n"), UInt8(ascii: "N"):
      return isOne(of: ["~", "null", "Null", "NULL"], text) ? .null : .string
    case UInt8(ascii: "t"), UInt8(ascii: "T"): return isOne(of: ["true", "True", "TRUE"], text) ? .bool : .string
    case UInt8(ascii: "f"), UInt8(ascii: "F"): return isOne(of: ["false", "False", "FALSE"], text) ? .bool : .string
    case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "0")...UInt8(ascii: "9"):
      return isNumber(text) ? .number : .string
    default: return .string
    }
  }

  /// Whether YAML 1.1 reads this plain scalar as a boolean and YAML 1.2 as a string.
  static func isOldBoolean(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard (2...3).contains(text.count) else { return false }
    let lower = text.map { $0 | 0x20 }
    return ["yes", "no", "on", "off"].contains { lower.elementsEqual($0.utf8) }
  }

  private static func isOne(of words: [StaticString], _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    words.contains { word in
      text.elementsEqual(UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    }
  }

  private static func isNumber(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    if text.count > 2, text[0] == UInt8(ascii: "0") {
      if text[1] == UInt8(ascii: "x") { return text[2...].allSatisfy { isDigit($0) || (($0 | 0x20) &- 0x61 < 6) } }
      if text[1] == UInt8(ascii: "o") { return text[2...].allSatisfy { $0 &- 0x30 < 8 } }
    }
    if isOne(of: [".nan", ".NaN", ".NAN"], text) { return true }
    let hasSign = text.first == UInt8(ascii: "+") || text.first == UInt8(ascii: "-")
    let unsigned = UnsafeBufferPointer(rebasing: text[(hasSign ? 1 : 0)...])
    return isOne(of: [".inf", ".Inf", ".INF"], unsigned) || isDecimal(unsigned)
  }

  private static func isDecimal(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var rest = text[...]
    let integer = rest.prefix(while: isDigit)
    rest = rest[integer.endIndex...]
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      let fraction = rest.prefix(while: isDigit)
      if integer.isEmpty, fraction.isEmpty { return false }
      rest = rest[fraction.endIndex...]
    } else if integer.isEmpty {
      return false
    }
    guard let letter = rest.first else { return true }
    guard letter | 0x20 == UInt8(ascii: "e") else { return false }
    rest = rest.dropFirst()
    if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
    return !rest.isEmpty && rest.allSatisfy(isDigit)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
}
