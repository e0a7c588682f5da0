import Diagnostics
import Documents

/// Appends an entry to a list of a YAML file: comments, order and style of the rest stay.
struct ListEditor {
  private let text: EditedText
  private var bytes: [UInt8] { text.bytes }

  init(_ text: String, path: String) { self.text = EditedText(text, path: path) }

  /// - Parameters:
  ///   - entry: keys with values that are YAML already.
  ///   - key: the list, at the top of the file; it is made if it is not there.
  func text(appending entry: [(key: String, value: String)], to key: String) throws(DiagnosticError) -> String {
    let root = try text.root()
    if root.kind == .object, root.span.range.lowerBound < bytes.count, bytes[root.span.range.lowerBound] == UInt8(ascii: "{") {
      throw unwritable
    }
    guard let member = root.members.first(where: { $0.key.value == key }) else {
      return text.appending("\(key):\n" + Self.block(entry, indent: 2))
    }
    let list = member.value
    if list.isNull { return inserted(Self.block(entry, indent: 2), afterLineOf: member.keyNode.span.range.upperBound) }
    guard list.kind == .array else { throw unwritable }
    guard let first = list.elements.first(where: { _ in true }), let last = lastScalar(of: list) else {
      return text.replacing(list.span.range, with: "[" + Self.flow(entry) + "]")
    }
    if bytes[list.span.range.lowerBound] == UInt8(ascii: "[") {
      guard let close = bytes[last.upperBound..<list.span.range.upperBound].lastIndex(of: UInt8(ascii: "]")) else {
        throw unwritable
      }
      return text.replacing(close..<close, with: ", " + Self.flow(entry))
    }
    guard let dash = bytes[..<first.span.range.lowerBound].lastIndex(of: UInt8(ascii: "-")) else { throw unwritable }
    let line = text.startOfLine(of: dash)
    guard bytes[line..<dash].allSatisfy({ $0 == 0x20 }) else { throw unwritable }
    return inserted(Self.block(entry, indent: dash - line), afterLineOf: last.upperBound)
  }

  private var unwritable: DiagnosticError {
    DiagnosticError(
      Diagnostic(
        "unwritable-list", .error, "`\(text.path)` is written in a way that cannot be changed safely",
        help: "add the entry to it yourself", path: text.path))
  }

  /// The end of the last value in the list; marks of containers reach over the comments behind them.
  private func lastScalar(of node: DocumentNode) -> Range<Int>? {
    switch node.kind {
    case .array: node.elements.compactMap { lastScalar(of: $0) }.max { $0.upperBound < $1.upperBound }
    case .object:
      node.members.compactMap { lastScalar(of: $0.value) ?? $0.keyNode.span.range }.max { $0.upperBound < $1.upperBound }
    case .null: nil
    case .bool, .number, .string: node.span.range
    }
  }

  private func inserted(_ lines: String, afterLineOf offset: Int) -> String {
    // A block text ends behind its last line already.
    if offset > 0, offset <= bytes.count, bytes[offset - 1] == 0x0A { return text.replacing(offset..<offset, with: lines) }
    guard let end = bytes[offset...].firstIndex(of: 0x0A) else { return text.appending(lines) }
    return text.replacing(end + 1..<end + 1, with: lines)
  }

  private static func block(_ entry: [(key: String, value: String)], indent: Int) -> String {
    let margin = String(repeating: " ", count: indent)
    return entry.enumerated().map { "\(margin)\($0 == 0 ? "- " : "  ")\($1.key): \($1.value)\n" }.joined()
  }

  private static func flow(_ entry: [(key: String, value: String)]) -> String {
    "{" + entry.map { "\($0.key): \($0.value)" }.joined(separator: ", ") + "}"
  }
}

/// Texts as YAML writes them so that they are read as what they are.
enum YAMLScalar {
  /// Plain where that is safe, else in double quotes.
  static func text(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || "-_./@ ".utf8.contains(byte)
    }
    let starts = text.utf8.first.map { (0x41...0x5A).contains($0 & 0xDF) } ?? false
    let words: Set<String> = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
    if isPlain, starts, text.utf8.last != 0x20, !text.contains("  "), !words.contains(text.lowercased()) { return text }
    var writer = JSONWriter(.compact)
    writer.value(text)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
