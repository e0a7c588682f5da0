import Diagnostics
import Documents

/// Sets one value in a YAML file by changing as few bytes as possible: comments, order and style of the rest stay.
struct FactEditor {
  private let text: EditedText
  private var bytes: [UInt8] { text.bytes }

  init(_ text: String, path: String) { self.text = EditedText(text, path: path) }

  /// - Parameter keys: the way to the value, from the root of the file.
  func text(setting keys: [String], to value: String) throws(DiagnosticError) -> String {
    let root = try text.root()
    guard !root.isNull else { return text.appending(Self.block(keys, value, indent: 0)) }
    var node = root
    for (depth, key) in keys.enumerated() {
      let rest = Array(keys[depth...])
      guard node.kind == .object else { return text.replacing(node.span.range, with: Self.flow(rest, value)) }
      guard let member = node.members.first(where: { $0.key.value == key }) else {
        return inserted(rest, value, into: node, depth)
      }
      if member.value.isNull {
        return spliced(Self.flow(Array(rest.dropFirst()), value), behind: member.keyNode.span.range)
      }
      node = member.value
    }
    return text.replacing(node.span.range, with: value)
  }

  // MARK: Changing bytes

  /// `key:` with nothing behind it gets its value behind the colon.
  private func spliced(_ value: String, behind key: Range<Int>) -> String {
    guard let colon = bytes[key.upperBound...].firstIndex(of: UInt8(ascii: ":")) else { return text.unchanged }
    return text.replacing(colon + 1..<colon + 1, with: " " + value)
  }

  /// A new key: behind the brace of `{…}`, else on a line of its own before the first key of the mapping.
  private func inserted(_ keys: [String], _ value: String, into node: DocumentNode, _ depth: Int) -> String {
    let start = node.span.range.lowerBound
    if start < bytes.count, bytes[start] == UInt8(ascii: "{") {
      let isEmpty = node.members.first { _ in true } == nil
      return text.replacing(start + 1..<start + 1, with: Self.flowMember(keys, value) + (isEmpty ? "" : ", "))
    }
    if depth == 0 { return text.appending(Self.block(keys, value, indent: 0)) }
    guard let first = node.members.first(where: { _ in true })?.keyNode.span.range.lowerBound else {
      return text.unchanged
    }
    let line = text.startOfLine(of: first)
    // Comments above the first key are about it, so the new one stands above them.
    var place = line
    while place > 0 {
      let before = text.startOfLine(of: place - 1)
      let content = bytes[before..<place].drop { $0 == 0x20 }
      guard content.first == UInt8(ascii: "#") else { break }
      place = before
    }
    return text.replacing(place..<place, with: Self.block(keys, value, indent: first - line))
  }

  // MARK: New text

  /// The keys below each other.
  private static func block(_ keys: [String], _ value: String, indent: Int) -> String {
    keys.enumerated().map { depth, key in
      String(repeating: " ", count: indent + 2 * depth) + key + ":" + (depth + 1 == keys.count ? " " + value : "") + "\n"
    }.joined()
  }

  private static func flow(_ keys: [String], _ value: String) -> String {
    keys.isEmpty ? value : "{\(flowMember(keys, value))}"
  }

  private static func flowMember(_ keys: [String], _ value: String) -> String {
    "\(keys[0]): \(flow(Array(keys.dropFirst()), value))"
  }
}
