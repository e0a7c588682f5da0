/// A mistake in a condition: what is wrong and at which UTF-8 offset of the text.
package struct ConditionError: Error, Sendable, Equatable {
  package var message: String
  package var offset: Int
}

/// Reads the condition language of the catalog.
package struct ConditionParser {
  private var tokens: [Token] = []
  private var cursor = 0
  private var depth = 0
  private let end: Int

  private struct Token {
    enum Kind { case word, number, comparison, mark }
    var kind: Kind
    var text: String
    var offset: Int
  }

  /// The condition that the text states.
  package static func parse(_ text: String) throws(ConditionError) -> Condition {
    var parser = try Self(text)
    let condition = try parser.either()
    if let rest = parser.peek() { throw ConditionError(message: "unexpected `\(rest.text)`", offset: rest.offset) }
    return condition
  }

  private init(_ text: String) throws(ConditionError) {
    let bytes = Array(text.utf8)
    end = bytes.count
    var index = 0
    while index < bytes.count {
      let start = index
      let byte = bytes[index]
      switch byte {
      case 0x20, 0x09, 0x0A, 0x0D: index += 1
      case UInt8(ascii: ">"), UInt8(ascii: "<"), UInt8(ascii: "="), UInt8(ascii: "!"):
        index += 1
        if index < bytes.count, bytes[index] == UInt8(ascii: "=") { index += 1 }
        tokens.append(Token(kind: .comparison, text: String(decoding: bytes[start..<index], as: UTF8.self), offset: start))
      case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: ","):
        index += 1
        tokens.append(Token(kind: .mark, text: String(decoding: bytes[start..<index], as: UTF8.self), offset: start))
      default:
        while index < bytes.count, Self.isWord(bytes[index]) { index += 1 }
        guard index > start else {
          throw ConditionError(message: "this character has no place in a condition", offset: start)
        }
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        let isNumber = text.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x5F || $0 == 0x2E }
        tokens.append(Token(kind: isNumber ? .number : .word, text: text, offset: start))
      }
      // Long chains are deep trees: what walks them must not run out of stack.
      if tokens.count > 2_000 { throw ConditionError(message: "too long a condition", offset: start) }
    }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x2D, 0x2E: true
    default: false
    }
  }

  private func peek() -> Token? { cursor < tokens.count ? tokens[cursor] : nil }
  private func at(_ text: String) -> Bool { peek()?.text == text }

  private mutating func take(_ text: String) -> Bool {
    guard at(text) else { return false }
    cursor += 1
    return true
  }

  private mutating func next(_ what: String) throws(ConditionError) -> Token {
    guard let token = peek() else { throw ConditionError(message: "\(what) expected at the end", offset: end) }
    cursor += 1
    return token
  }

  private mutating func expect(_ text: String) throws(ConditionError) {
    let token = try next("`\(text)`")
    guard token.text == text else {
      throw ConditionError(message: "`\(text)` expected, not `\(token.text)`", offset: token.offset)
    }
  }

  private mutating func either() throws(ConditionError) -> Condition {
    depth += 1
    defer { depth -= 1 }
    guard depth < 64 else { throw ConditionError(message: "nested too deeply", offset: peek()?.offset ?? end) }
    var result = try both()
    while take("or") { result = .either(result, try both()) }
    return result
  }

  private mutating func both() throws(ConditionError) -> Condition {
    var result = try negation()
    while take("and") { result = .both(result, try negation()) }
    return result
  }

  private mutating func negation() throws(ConditionError) -> Condition {
    var negated = false
    while take("not") { negated.toggle() }
    let inner = try primary()
    return negated ? .not(inner) : inner
  }

  private mutating func primary() throws(ConditionError) -> Condition {
    if take("(") {
      let inner = try either()
      try expect(")")
      return inner
    }
    let token = try next("a condition")
    guard token.kind == .word else {
      throw ConditionError(message: "a condition expected, not `\(token.text)`", offset: token.offset)
    }
    switch token.text {
    case "commercial": return .test(.commercial)
    case "purpose": return try setTest(Purpose.self) { .purpose($0, $1) }
    case "kind": return try setTest(ComponentKind.self) { .kind($1) }
    case "actor.kind": return try setTest(ActorKind.self) { .actorKind($1) }
    case "actor.domicile": return try setTest(PlaceCode.self) { .domicile($1.map(\.rawValue).sorted()) }
    case "regions", "outputRegions":
      let fact: Test.PlaceFact = token.text == "regions" ? .regions : .outputRegions
      return try setTest(PlaceCode.self) { .places(fact, $0, $1.map(\.rawValue).sorted()) }
    case "modality": return try setTest(Modality.self) { .modality($0, Set($1.map(\.rawValue))) }
    case "receivedAs":
      try expect("=")
      return .test(.receivedAs(try member(ReceivedAs.self)))
    case "fields": return try setTest(Word.self) { .fields($0, Set($1.map(\.rawValue))) }
    case "field": return .test(try field())
    case "litigation": return .test(try litigation())
    case "assuming":
      try expect("(")
      let name = try next("an assumption")
      try expect(")")
      return .test(.assuming(name.text))
    case "outputs.train.student": return try setTest(Student.self) { .student($0, $1) }
    default: break
    }
    if let metric = Test.Metric(rawValue: token.text) { return .test(try measure(metric)) }
    if token.text.hasPrefix("outputs.train."), let flag = Test.OutputFlag(rawValue: String(token.text.dropFirst(14))) {
      return .test(.output(flag))
    }
    guard let first = token.text.utf8.first, (0x41...0x5A).contains(first) else {
      throw ConditionError(message: "unknown fact `\(token.text)`", offset: token.offset)
    }
    return .word(token.text)
  }

  /// `touches […]`, `within […]`, `in […]` (= within), `has x` (= touches [x]), `= x`, `!= x`.
  private mutating func setTest<Element: RawRepresentable<String> & Hashable>(
    _ type: Element.Type, _ make: (Test.Membership, Set<Element>) -> Test
  ) throws(ConditionError) -> Condition {
    let verb = try next("`in`, `touches`, `within` or `=`")
    switch verb.text {
    case "in", "within": return .test(make(.within, try list(type)))
    case "touches": return .test(make(.touches, try list(type)))
    case "has": return .test(make(.touches, [try member(type)]))
    case "=": return .test(make(.within, [try member(type)]))
    case "!=": return .not(.test(make(.within, [try member(type)])))
    default: throw ConditionError(message: "`in`, `touches`, `within` or `=` expected, not `\(verb.text)`", offset: verb.offset)
    }
  }

  private mutating func list<Element: RawRepresentable<String> & Hashable>(_ type: Element.Type) throws(ConditionError) -> Set<
    Element
  > {
    try expect("[")
    var result: Set<Element> = []
    repeat { result.insert(try member(type)) } while take(",")
    try expect("]")
    return result
  }

  private mutating func member<Element: RawRepresentable<String>>(_ type: Element.Type) throws(ConditionError) -> Element {
    let token = try next("a value")
    guard token.kind == .word, let value = Element(rawValue: token.text) else {
      throw ConditionError(message: "`\(token.text)` is no value of this fact", offset: token.offset)
    }
    return value
  }

  private mutating func measure(_ metric: Test.Metric) throws(ConditionError) -> Test {
    try expect("(")
    let scope = try member(MeasureScope.self)
    var date: CalendarDate?
    if take(",") {
      try expect("on")
      let token = try next("a date")
      guard let day = CalendarDate(token.text) else {
        throw ConditionError(message: "`\(token.text)` is no date (YYYY-MM-DD)", offset: token.offset)
      }
      date = day
    }
    try expect(")")
    let sign = try next("a comparison")
    guard let comparison = Test.Comparison(rawValue: sign.text) else {
      throw ConditionError(message: "`>`, `>=`, `<` or `<=` expected, not `\(sign.text)`", offset: sign.offset)
    }
    let token = try next("a number")
    guard token.kind == .number, let value = Double(String(token.text.filter { $0 != "_" })) else {
      throw ConditionError(message: "a number expected, not `\(token.text)`", offset: token.offset)
    }
    return .metric(metric, scope, on: date, comparison, value)
  }

  private mutating func flag() throws(ConditionError) -> Bool {
    let token = try next("`yes` or `no`")
    switch token.text {
    case "yes": return true
    case "no": return false
    default: throw ConditionError(message: "`yes` or `no` expected, not `\(token.text)`", offset: token.offset)
    }
  }

  private mutating func field() throws(ConditionError) -> Test {
    try expect("(")
    let name = try next("a field of use")
    var qualifiers: [String: Bool] = [:]
    while take(",") {
      let qualifier = try next("a qualifier")
      guard FieldOfUse.qualifierNames.contains(qualifier.text) else {
        throw ConditionError(message: "unknown qualifier `\(qualifier.text)`", offset: qualifier.offset)
      }
      qualifiers[qualifier.text] = try flag()
    }
    try expect(")")
    return .field(name.text, qualifiers: qualifiers)
  }

  private mutating func litigation() throws(ConditionError) -> Test {
    try expect("(")
    let claim = try member(Suit.Claim.self)
    var first: Bool?
    var against: Suit.Opponent?
    while take(",") {
      let key = try next("`first` or `against`")
      switch key.text {
      case "first": first = try flag()
      case "against": against = try member(Suit.Opponent.self)
      default: throw ConditionError(message: "`first` or `against` expected, not `\(key.text)`", offset: key.offset)
      }
    }
    try expect(")")
    return .litigation(claim, first: first, against: against)
  }
}

/// Any word; whether it exists is checked against the lists of the catalog.
private struct Word: RawRepresentable, Hashable {
  let rawValue: String
}

/// `DE`, `EU`, `WORLD`: upper-case letters; whether it exists is checked against `places.yaml`.
private struct PlaceCode: RawRepresentable, Hashable {
  let rawValue: String
  init?(rawValue: String) {
    guard !rawValue.isEmpty, rawValue.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else { return nil }
    self.rawValue = rawValue
  }
}

/// What a model takes in or gives out.
package struct Modality: RawRepresentable, Hashable, Sendable {
  package static let names = ["text", "image", "audio", "video", "3d", "other"]
  package let rawValue: String
  package init?(rawValue: String) {
    guard Self.names.contains(rawValue) else { return nil }
    self.rawValue = rawValue
  }
}
