/// The value of a fact about the use, typed so that every report writes it in its own way.
package enum FactValue: Sendable, Hashable {
  case bool(Bool)
  case number(Double)
  case text(String)
  case list([String])
  /// Nobody stated it.
  case null

  /// Reads `true`, `false`, `null`, a decimal number or `[a, b]`; anything else is text.
  package init(parsing text: String) {
    switch text {
    case "true": self = .bool(true)
    case "false": self = .bool(false)
    case "null": self = .null
    default:
      if let number = Self.number(text) {
        self = .number(number)
      } else if text.hasPrefix("["), text.hasSuffix("]") {
        let elements = text.dropFirst().dropLast().split(separator: ",").map { Self.trimmed($0) }
        self = .list(elements.filter { !$0.isEmpty })
      } else {
        self = .text(text)
      }
    }
  }

  /// The value as a person writes it: `true`, `1200000`, `[EU, US]`, `company`, `null`.
  package var text: String {
    switch self {
    case .bool(let value): value ? "true" : "false"
    case .number(let value): Self.decimal(value)
    case .text(let value): value
    case .list(let values): "[" + values.joined(separator: ", ") + "]"
    case .null: "null"
    }
  }

  /// A whole number without `.0`; the shortest decimal otherwise.
  static func decimal(_ value: Double) -> String {
    Int(exactly: value).map(String.init) ?? value.description
  }

  /// Only digits, sign, point and exponent: `Double` would also read `nan`, `infinity` and hexadecimal.
  private static func number(_ text: String) -> Double? {
    guard let first = text.utf8.first, first == 0x2D || (0x30...0x39).contains(first) else { return nil }
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x2B, 0x2D, 0x2E, 0x45, 0x65: continue
      default: return nil
      }
    }
    return Double(text)
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text
    func isMargin(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace || scalar == "\"" }
    while let first = text.unicodeScalars.first, isMargin(first) { text.unicodeScalars.removeFirst() }
    while let last = text.unicodeScalars.last, isMargin(last) { text.unicodeScalars.removeLast() }
    return String(text)
  }
}

extension FactValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByFloatLiteral {
  package init(stringLiteral value: String) { self = .text(value) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(floatLiteral value: Double) { self = .number(value) }
}
