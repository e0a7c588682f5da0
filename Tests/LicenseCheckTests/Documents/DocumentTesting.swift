import Diagnostics
import Documents

/// `line:column severity code: message` of each diagnostic, with `| line:column text` for every further label.
func summary(_ diagnostics: [Diagnostic]) -> [String] {
  diagnostics.map { diagnostic in
    let places = diagnostic.labels.map { label in "\(label.span.start.line):\(label.span.start.column)" }
    let further = zip(places, diagnostic.labels).dropFirst().map { " | \($0) \($1.text)" }.joined()
    return "\(places.first ?? "-") \(diagnostic.code): \(diagnostic.message)\(further)"
  }
}

/// The summary of what reading throws; empty if it throws nothing.
func mistakes(_ read: () throws(DiagnosticError) -> some Any) -> [String] {
  do throws(DiagnosticError) {
    _ = try read()
    return []
  } catch {
    return summary(error.diagnostics)
  }
}

extension DocumentNode {
  /// The tree as text: scalars as `kind(text)`, so that tests compare structure and kinds at once.
  var outline: String {
    switch kind {
    case .object: "{" + members.map { "\($0.key.value): \($0.value.outline)" }.joined(separator: ", ") + "}"
    case .array: "[" + elements.map(\.outline).joined(separator: ", ") + "]"
    case .string: "\"\(scalarText ?? "")\""
    case .bool, .null, .number: "\(kind)(\(scalarText ?? ""))"
    }
  }

  /// Every node below and including this one.
  var subtree: [DocumentNode] {
    (index..<Int(document.tape[index].next)).map { DocumentNode(document: document, index: $0) }
  }
}

/// A small seeded generator (SplitMix64), so that a failing mutation can be repeated.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }
}

extension SeededGenerator {
  /// The bytes with one to four places changed, removed, repeated or overwritten with something telling.
  mutating func mutation(of bytes: [UInt8], telling: [String]) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...4, using: &self) {
      let place = Int.random(in: 0...bytes.count, using: &self)
      let end = min(bytes.count, place + Int.random(in: 0...8, using: &self))
      switch Int.random(in: 0..<6, using: &self) {
      case 0: bytes.insert(UInt8.random(in: 0...255, using: &self), at: place)
      case 1: bytes.removeSubrange(place..<end)
      case 2: bytes.insert(contentsOf: bytes[place..<end], at: place)
      case 3: bytes.removeSubrange(place...)
      default: bytes.replaceSubrange(place..<end, with: (telling.randomElement(using: &self) ?? "").utf8)
      }
    }
    return bytes
  }
}
