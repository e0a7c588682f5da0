import Diagnostics
import Documents
import Licensing

/// Takes values out of a document and collects everything that is wrong with them; reading goes on after a mistake.
struct NodeReader {
  private(set) var diagnostics: [Diagnostic] = []

  /// The members of one object whose keys were checked.
  struct Fields {
    let node: DocumentNode
    fileprivate(set) var members: [String: DocumentNode.Member] = [:]

    subscript(key: String) -> DocumentNode? { members[key]?.value }
    func key(_ key: String) -> SourceSpan? { members[key]?.keyNode.span }
  }

  /// How many mistakes of one document are told; nobody reads more, and each costs a search for the nearest name.
  static let limit = 200

  /// Adds a mistake; `diagnostic` is not even worded once there are too many.
  mutating func report(_ diagnostic: @autoclosure () -> Diagnostic) {
    if diagnostics.count < Self.limit {
      diagnostics.append(diagnostic())
    } else if diagnostics.count == Self.limit {
      diagnostics.append(.tooManyMistakes(diagnostic()))
    }
  }

  mutating func report(_ others: [Diagnostic]) {
    for other in others { report(other) }
  }

  // MARK: Containers

  /// The members of an object of which `keys` are all that may occur.
  mutating func object(_ node: DocumentNode, _ what: String, keys: [String]) -> Fields? {
    guard node.kind == .object else {
      report(.wrongType(what, "an object", node))
      return nil
    }
    var fields = Fields(node: node)
    for member in node.members {
      let key = member.key
      if keys.contains(key.value) {
        fields.members[key.value] = member
      } else {
        report(.unknownKey(key, what, keys))
      }
    }
    return fields
  }

  /// The elements of a list.
  mutating func list(_ node: DocumentNode, _ what: String) -> [DocumentNode]? {
    guard node.kind == .array else {
      report(.wrongType(what, "a list", node))
      return nil
    }
    return Array(node.elements)
  }

  /// The elements of a list, or a single value that stands for a list of one.
  mutating func listOrOne(_ node: DocumentNode, _ what: String) -> [DocumentNode]? {
    switch node.kind {
    case .array: return Array(node.elements)
    case .string: return [node]
    case .null, .bool, .number, .object:
      report(.wrongType(what, "a list", node))
      return nil
    }
  }

  // MARK: Scalars

  mutating func string(_ node: DocumentNode, _ what: String) -> Located<String>? {
    guard let text = node.located else {
      report(.wrongType(what, "a string", node))
      return nil
    }
    if text.value.unicodeScalars.allSatisfy(\.properties.isWhitespace) {
      report(.emptyText(what, text.span))
      return nil
    }
    return text
  }

  mutating func bool(_ node: DocumentNode, _ what: String) -> Bool? {
    guard let value = node.bool else {
      report(.wrongType(what, "`true` or `false`", node))
      return nil
    }
    return value
  }

  /// A number that can be a count of people or of dollars.
  mutating func amount(_ node: DocumentNode, _ what: String) -> Double? {
    guard let value = node.number else {
      report(.wrongType(what, "a number", node))
      return nil
    }
    guard value.isFinite, value >= 0, value <= 1e15 else {
      report(.badNumber(what, node))
      return nil
    }
    return value
  }

  mutating func date(_ node: DocumentNode, _ what: String) -> CalendarDate? {
    guard let text = node.scalarText, !node.isNull else {
      report(.wrongType(what, "a date `YYYY-MM-DD`", node))
      return nil
    }
    guard let date = CalendarDate(text) else {
      report(.badDate(what, node))
      return nil
    }
    return date
  }

  /// A word of a closed list.
  mutating func choice<Word: RawRepresentable & CaseIterable>(_ node: DocumentNode, _ what: String) -> Word?
  where Word.RawValue == String {
    guard let text = string(node, what) else { return nil }
    guard let word = Word(rawValue: text.value) else {
      report(.unknownWord(text, what, Word.allCases.map(\.rawValue)))
      return nil
    }
    return word
  }

  /// A set of words of a closed list, or a single one.
  mutating func choices<Word: RawRepresentable & CaseIterable & Hashable>(_ node: DocumentNode, _ what: String) -> Set<Word>?
  where Word.RawValue == String {
    guard let nodes = listOrOne(node, what) else { return nil }
    var words: Set<Word> = []
    for node in nodes {
      guard let word: Word = choice(node, what) else { continue }
      words.insert(word)
    }
    return words
  }
}

extension DocumentNode {
  /// What the value is, for messages.
  var noun: String {
    switch kind {
    case .null: "null"
    case .bool: "`\(scalarText ?? "")`"
    case .number: "a number"
    case .string: "a string"
    case .array: "a list"
    case .object: "an object"
    }
  }
}

extension String {
  /// Input as a message shows it.
  var quoted: String {
    let file = SourceFile(path: "", text: self)
    return file.quoted(0..<file.bytes.count)
  }

  /// `a`, `b` or `c`.
  static func choice(of words: [String]) -> String {
    let quoted = words.map { "`\($0)`" }
    guard let last = quoted.last, quoted.count > 1 else { return quoted.first ?? "nothing" }
    return quoted.dropLast().joined(separator: ", ") + " or " + last
  }
}

extension Diagnostic {
  static func wrongType(_ what: String, _ expected: String, _ node: DocumentNode) -> Self {
    Self(
      "wrong-type", .error, "\(what) must be \(expected), found \(node.noun)", labels: [.init(node.span)],
      help: node.isNull ? "leave the key out: what is stated nowhere is unknown" : nil)
  }

  static func unknownKey(_ key: Located<String>, _ what: String, _ keys: [String]) -> Self {
    let nearest = NearestName.of(key.value, among: keys)
    return Self(
      "unknown-key", .error, "unknown key \(key.value.quoted) in \(what)", labels: [.init(key.span)],
      help: nearest.map { "did you mean `\($0)`?" } ?? "the keys are \(keys.map { "`\($0)`" }.joined(separator: ", "))")
  }

  static func unknownWord(_ word: Located<String>, _ what: String, _ words: [String]) -> Self {
    let nearest = NearestName.of(word.value, among: words)
    let listed = words.count <= 20 ? "write \(String.choice(of: words))" : nil
    return Self(
      "unknown-value", .error, "\(what) cannot be \(word.value.quoted)", labels: [.init(word.span)],
      help: nearest.map { "did you mean `\($0)`?" } ?? listed)
  }

  static func tooManyMistakes(_ next: Diagnostic) -> Self {
    Self(
      "too-many-mistakes", .error, "there are more than \(NodeReader.limit) mistakes; the rest is not told",
      labels: next.labels.prefix(1).map { .init($0.span, "the next one") }, help: "correct those above first", path: next.path)
  }

  fileprivate static func emptyText(_ what: String, _ span: SourceSpan) -> Self {
    Self("empty-value", .error, "\(what) is empty", labels: [.init(span)], help: "leave the key out, or write a value")
  }

  fileprivate static func badNumber(_ what: String, _ node: DocumentNode) -> Self {
    Self(
      "bad-number", .error, "\(what) cannot be \((node.scalarText ?? "").quoted)", labels: [.init(node.span)],
      help: "write a number from 0 to 1e15")
  }

  fileprivate static func badDate(_ what: String, _ node: DocumentNode) -> Self {
    Self(
      "bad-date", .error, "\((node.scalarText ?? "").quoted) is no day of the calendar", labels: [.init(node.span, what)],
      help: "write it as `YYYY-MM-DD`")
  }

  static func missingKey(_ key: String, _ what: String, _ span: SourceSpan, help: String) -> Self {
    Self("missing-key", .error, "\(what) needs `\(key)`", labels: [.init(span)], help: help)
  }
}
