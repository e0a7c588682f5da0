import Diagnostics
import Documents
import Licensing

/// Somebody answers for a finding until a day: it stays in every report and no longer fails the run.
package struct Waiver: Sendable, Equatable {
  package var rule: Located<String>
  package var component: ComponentPin
  /// Narrows it to one use.
  package var use: Located<String>?
  package var reason: String
  package var approvedBy: String
  package var until: Located<CalendarDate>
  /// Void when the license text that it was given for changes.
  package var textHash: Located<String>?
  package var span: SourceSpan

  package static let keys = ["rule", "component", "use", "reason", "approved-by", "until", "text-sha256"]
  /// Shorter reasons say nothing.
  package static let shortestReason = 10
}

extension ManifestReader {
  /// A list of waivers; what is wrong with one of them is reported, and it is left out.
  mutating func readWaivers(_ node: DocumentNode) -> [Waiver] {
    (nodes.list(node, "`waivers`") ?? []).compactMap { readWaiver($0) }
  }

  private mutating func readWaiver(_ node: DocumentNode) -> Waiver? {
    guard let fields = nodes.object(node, "a waiver", keys: Waiver.keys) else { return nil }
    let rule = requiredString(fields, "rule", "a waiver")
    let component = readPin(fields, "a waiver")
    let use = fields["use"].flatMap { nodes.string($0, "`use`") }
    let reason = readReason(fields, "a waiver")
    let approvedBy = requiredString(fields, "approved-by", "a waiver")
    let until = required(fields, "until", "a waiver").flatMap { node in
      nodes.date(node, "`until`").map { Located($0, node.span) }
    }
    let hash = fields["text-sha256"].flatMap { readHash($0) }
    let isWhole = (fields["use"] == nil || use != nil) && (fields["text-sha256"] == nil || hash != nil)
    guard let rule, let component, let reason, let approvedBy, let until, isWhole else { return nil }
    return Waiver(
      rule: rule, component: component, use: use, reason: reason.value, approvedBy: approvedBy.value, until: until,
      textHash: hash, span: node.span.firstLine)
  }

  mutating func readPin(_ fields: NodeReader.Fields, _ what: String) -> ComponentPin? {
    guard let text = requiredString(fields, "component", what) else { return nil }
    guard let pin = ComponentPin(text) else {
      nodes.report(.emptyRevision(text))
      return nil
    }
    return pin
  }

  /// A reason that somebody can check.
  mutating func readReason(_ fields: NodeReader.Fields, _ what: String) -> Located<String>? {
    guard let reason = requiredString(fields, "reason", what) else { return nil }
    guard reason.value.unicodeScalars.count(where: { !$0.properties.isWhitespace }) >= Waiver.shortestReason else {
      nodes.report(.shortReason(reason))
      return nil
    }
    return reason
  }

  /// SHA-256 in 64 hexadecimal digits, in small letters.
  mutating func readHash(_ node: DocumentNode) -> Located<String>? {
    // Digits alone are a number in YAML.
    guard let text = node.scalarText, node.kind == .string || node.kind == .number else {
      nodes.report(.wrongType("`text-sha256`", "a string", node))
      return nil
    }
    guard text.utf8.count == 64, text.utf8.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else {
      nodes.report(.badHash(node))
      return nil
    }
    return Located(text.lowercased(), node.span)
  }
}

extension SourceSpan {
  /// Its part on the line that it begins on: a list entry of many lines is shown by the first.
  var firstLine: SourceSpan {
    let end = file.bytes[range].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? range.upperBound
    return SourceSpan(file, range.lowerBound..<end)
  }
}

extension Diagnostic {
  fileprivate static func emptyRevision(_ text: Located<String>) -> Self {
    Self(
      "empty-value", .error, "\(text.value.quoted) names no revision behind the `@`", labels: [.init(text.span)],
      help: "write `name@revision`, or the name alone")
  }

  fileprivate static func shortReason(_ reason: Located<String>) -> Self {
    Self(
      "short-reason", .error, "a reason has \(Waiver.shortestReason) characters or more", labels: [.init(reason.span)],
      help: "say what was agreed, with whom, and where it can be looked up")
  }

  fileprivate static func badHash(_ node: DocumentNode) -> Self {
    Self(
      "bad-hash", .error, "\((node.scalarText ?? "").quoted) is no SHA-256", labels: [.init(node.span)],
      help: "write the 64 hexadecimal digits that `sha256sum LICENSE` prints")
  }
}
