import Documents

/// Checks a document against the part of JSON Schema that our schemas use: type, required, properties, items, enum, const,
/// minimum, additionalProperties as a schema, and references into `$defs`.
struct SchemaCheck {
  private static let known: Set<String> = [
    "$schema", "$id", "$defs", "$ref", "title", "description", "type", "required", "properties", "items", "enum", "const",
    "minimum", "additionalProperties",
  ]

  let schema: DocumentNode

  /// What is wrong, each with the path of the value.
  func mistakes(in document: DocumentNode) -> [String] { mistakes(document, schema, "$") }

  private func mistakes(_ value: DocumentNode, _ schema: DocumentNode, _ path: String) -> [String] {
    var found: [String] = []
    for member in schema.members where !Self.known.contains(member.key.value) {
      found.append("the check does not know `\(member.key.value)`")
    }
    if let reference = schema["$ref"]?.string {
      guard let target = self.schema["$defs"]?[String(reference.dropFirst("#/$defs/".count))] else { return ["no \(reference)"] }
      found += mistakes(value, target, path)
    }
    if let type = schema["type"] {
      let types = type.string.map { [$0] } ?? type.elements.compactMap(\.string)
      if !types.contains(where: { Self.matches(value, $0) }) { found.append("\(path) is not \(types)") }
    }
    if let choices = schema["enum"], !choices.elements.contains(where: { Self.equal($0, value) }) {
      found.append("\(path) is none of the choices")
    }
    if let constant = schema["const"], !Self.equal(constant, value) { found.append("\(path) is not the constant") }
    if let minimum = schema["minimum"]?.number, let number = value.number, number < minimum {
      found.append("\(path) is too small")
    }
    if value.kind == .object {
      for key in schema["required"]?.elements.compactMap(\.string) ?? [] where value[key] == nil {
        found.append("\(path) lacks `\(key)`")
      }
      for member in value.members {
        guard let inner = schema["properties"]?[member.key.value] ?? schema["additionalProperties"] else { continue }
        found += mistakes(member.value, inner, path + "." + member.key.value)
      }
    }
    if value.kind == .array, let items = schema["items"] {
      for (index, element) in value.elements.enumerated() { found += mistakes(element, items, "\(path)[\(index)]") }
    }
    return found
  }

  private static func matches(_ value: DocumentNode, _ type: String) -> Bool {
    switch type {
    case "null": value.kind == .null
    case "boolean": value.kind == .bool
    case "integer": value.integer != nil
    case "number": value.kind == .number
    case "string": value.kind == .string
    case "array": value.kind == .array
    case "object": value.kind == .object
    default: false
    }
  }

  private static func equal(_ lhs: DocumentNode, _ rhs: DocumentNode) -> Bool {
    lhs.kind == rhs.kind && lhs.scalarText == rhs.scalarText
  }
}
