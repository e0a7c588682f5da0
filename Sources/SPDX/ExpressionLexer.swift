import Diagnostics

/// A word, an operator or a parenthesis of an expression.
struct ExpressionToken {
  enum Kind: Equatable {
    case open, close, and, or, with
    case name(orLater: Bool)
  }

  var kind: Kind
  var range: Range<Int>
}

/// Cuts an expression at blanks and parentheses and judges every word.
struct ExpressionLexer {
  let text: ExpressionText
  private(set) var tokens: [ExpressionToken] = []
  private(set) var diagnostics: [Diagnostic] = []

  init(_ text: ExpressionText, isKnown: (Substring) -> Bool) {
    self.text = text
    let bytes = text.bytes
    var index = 0
    while index < bytes.count {
      let start = index
      switch bytes[index] {
      case UInt8(ascii: "("):
        tokens.append(ExpressionToken(kind: .open, range: index..<index + 1))
        index += 1
      case UInt8(ascii: ")"):
        tokens.append(ExpressionToken(kind: .close, range: index..<index + 1))
        index += 1
      case let byte where byte.isBlank: index += 1
      default:
        while index < bytes.count, !bytes[index].isBlank, !bytes[index].isParenthesis { index += 1 }
        readWord(start..<index, isKnown: isKnown)
      }
    }
  }

  private mutating func readWord(_ range: Range<Int>, isKnown: (Substring) -> Bool) {
    let word = text.substring(range)
    if let kind = Self.operators[word.lowercased()] {
      tokens.append(ExpressionToken(kind: kind, range: range))
      return
    }
    let endsInPlus = text.bytes[range.upperBound - 1] == UInt8(ascii: "+") && range.count > 1
    if isKnown(word) {
      tokens.append(ExpressionToken(kind: .name(orLater: false), range: range))
    } else if endsInPlus, isKnown(word.dropLast()) {
      tokens.append(ExpressionToken(kind: .name(orLater: true), range: range))
    } else if checkSpelling(of: range) {
      // An unknown name such as `a++` stays whole: who could say what its last `+` means?
      let isDoubled = range.count > 2 && text.bytes[range.upperBound - 2] == UInt8(ascii: "+")
      tokens.append(ExpressionToken(kind: .name(orLater: endsInPlus && !isDoubled), range: range))
    }
  }

  /// Reports the first character that no unknown name may have.
  private mutating func checkSpelling(of range: Range<Int>) -> Bool {
    let bytes = text.bytes
    var nameEnd = range.upperBound
    while nameEnd > range.lowerBound, bytes[nameEnd - 1] == UInt8(ascii: "+") { nameEnd -= 1 }
    guard nameEnd > range.lowerBound else {
      diagnostics.append(.detachedPlus(text.span(range)))
      return false
    }
    for index in range.lowerBound..<nameEnd where !bytes[index].isNameByte {
      guard bytes[index].isSeparator else {
        diagnostics.append(.unknownCharacter(in: text, at: index, wordEnd: range.upperBound))
        return false
      }
      var end = index + 1
      while end < range.upperBound, bytes[end].isSeparator { end += 1 }
      diagnostics.append(.separator(in: text, at: index..<end))
      return false
    }
    return true
  }

  /// SPDX wants upper or lower case; `And` has no other meaning, so it is understood too.
  private static let operators: [String: ExpressionToken.Kind] = ["and": .and, "or": .or, "with": .with]
}

extension UInt8 {
  fileprivate var isBlank: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
  fileprivate var isParenthesis: Bool { self == UInt8(ascii: "(") || self == UInt8(ascii: ")") }
  fileprivate var isAlphanumeric: Bool {
    (0x30...0x39).contains(self) || (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self)
  }

  /// `:` stands in `DocumentRef-a:LicenseRef-b`, `_` in ids of the Hub.
  fileprivate var isNameByte: Bool {
    isAlphanumeric || self == UInt8(ascii: "-") || self == UInt8(ascii: ".") || self == UInt8(ascii: "_")
      || self == UInt8(ascii: ":")
  }

  /// What people write between licenses instead of an operator.
  fileprivate var isSeparator: Bool {
    switch self {
    case UInt8(ascii: "/"), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: "&"), UInt8(ascii: "+"): true
    default: false
    }
  }
}

extension ExpressionText {
  /// The name that ends just before, or begins just after, a place between names; blanks are skipped.
  fileprivate func name(before end: Int) -> Substring? {
    var upper = end
    while upper > 0, bytes[upper - 1].isBlank { upper -= 1 }
    var lower = upper
    while lower > 0, bytes[lower - 1].isNameByte { lower -= 1 }
    return lower < upper ? substring(lower..<upper) : nil
  }

  fileprivate func name(after start: Int) -> Substring? {
    var lower = start
    while lower < bytes.count, bytes[lower].isBlank { lower += 1 }
    var upper = lower
    while upper < bytes.count, bytes[upper].isNameByte { upper += 1 }
    return lower < upper ? substring(lower..<upper) : nil
  }
}

extension Diagnostic {
  fileprivate static func detachedPlus(_ span: SourceSpan) -> Self {
    Self(
      "expression-character", .error, "`+` stands alone", labels: [.init(span, "not attached to a license")],
      help: "write `+` directly behind the license id, without a blank")
  }

  fileprivate static func unknownCharacter(in text: ExpressionText, at index: Int, wordEnd: Int) -> Self {
    let scalar = text.substring(index..<wordEnd).unicodeScalars.first ?? "\u{FFFD}"
    let code = String(scalar.value, radix: 16, uppercase: true)
    let number = String(repeating: "0", count: max(0, 4 - code.count)) + code
    let isVisible = scalar.properties.generalCategory != .control && !scalar.properties.isWhitespace
    return Self(
      "expression-character", .error, "\(isVisible ? "`\(scalar)` (U+\(number))" : "U+\(number)") cannot stand in a license id",
      labels: [.init(text.span(index..<index + scalar.utf8.count), "unknown character")],
      help: "ids are made of letters, digits, `-`, `.` and `_`")
  }

  fileprivate static func separator(in text: ExpressionText, at range: Range<Int>) -> Self {
    let help: String
    if let left = text.name(before: range.lowerBound), let right = text.name(after: range.upperBound) {
      help = "write `\(left) OR \(right)` if one may be chosen, `\(left) AND \(right)` if both apply"
    } else {
      help = "write `OR` if one may be chosen, `AND` if both apply"
    }
    return Self(
      "expression-operator", .error, "`\(text.substring(range))` is no operator",
      labels: [.init(text.span(range), "`AND` or `OR` expected")], help: help)
  }
}
