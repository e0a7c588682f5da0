import Diagnostics
import Documents

/// Reads the keys of one object: every key must be known, every value of the expected type; mistakes are collected.
struct ObjectReader {
  let node: DocumentNode
  var diagnostics: [Diagnostic] = []
  private var used: Set<String> = []

  init(_ node: DocumentNode) { self.node = node }

  mutating func report(_ code: String, _ message: String, at span: SourceSpan? = nil, help: String? = nil) {
    diagnostics.append(Diagnostic(code, .error, message, labels: [.init(span ?? node.span)], help: help))
  }

  mutating func value(_ key: String) -> DocumentNode? {
    used.insert(key)
    return node[key]
  }

  mutating func text(_ key: String, isRequired: Bool = false) -> Located<String>? {
    guard let value = value(key) else {
      if isRequired { report("missing-key", "`\(key)` is missing") }
      return nil
    }
    guard let text = value.string else {
      report("wrong-type", "`\(key)` must be text in quotes", at: value.span)
      return nil
    }
    if text.isEmpty { report("empty-value", "`\(key)` is empty", at: value.span) }
    return Located(text, value.span)
  }

  mutating func flag(_ key: String) -> Bool? {
    guard let value = value(key) else { return nil }
    guard let flag = value.bool else {
      report("wrong-type", "`\(key)` must be true or false", at: value.span)
      return nil
    }
    return flag
  }

  /// A list of strings; a single string counts as a list of one.
  mutating func texts(_ key: String) -> [Located<String>]? {
    guard let value = value(key) else { return nil }
    if let single = value.located { return [single] }
    guard value.kind == .array else {
      report("wrong-type", "`\(key)` must be a list", at: value.span)
      return nil
    }
    var result: [Located<String>] = []
    for element in value.elements {
      if let text = element.scalarText, element.kind == .string {
        result.append(Located(text, element.span))
      } else {
        report("wrong-type", "`\(key)` must hold text only", at: element.span)
      }
    }
    return result
  }

  mutating func choice<Value: RawRepresentable<String>>(_ text: Located<String>, _ type: Value.Type, _ what: String) -> Value? {
    if let value = Value(rawValue: text.value) { return value }
    report("unknown-word", "`\(text.value)` is no \(what)", at: text.span)
    return nil
  }

  /// Reports every key that nobody asked for.
  mutating func finish() {
    for member in node.members where !used.contains(member.key.value) {
      report("unknown-key", "unknown key `\(member.key.value)`", at: member.key.span)
    }
  }
}
