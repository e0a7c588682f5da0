import Diagnostics
import Documents
import MarkupText

/// A part of a bill of materials, in JSON or XML: the two differ in shape, not in what they say.
enum BOMNode {
  case json(DocumentNode)
  case xml(MarkupElement)

  /// The child with a name: a member, or an element.
  func child(_ name: String) -> BOMNode? {
    switch self {
    case .json(let node): node[name].map { .json($0) }
    case .xml(let element): element.child(name).map { .xml($0) }
    }
  }

  /// The parts of a list with a name.
  func items(_ name: String) -> [BOMNode] {
    switch self {
    case .json(let node): node[name]?.elements.map { .json($0) } ?? []
    case .xml(let element): element.children(name).flatMap(\.children).map { .xml($0) }
    }
  }

  /// The children of this list itself.
  var parts: [BOMNode] {
    switch self {
    case .json(let node): node.elements.map { .json($0) }
    case .xml(let element): element.children.map { .xml($0) }
    }
  }

  /// The text of a member, of a child element, or else of an attribute.
  func text(_ name: String) -> Located<String>? {
    switch self {
    case .json(let node): return HubMetadata.text(node[name])
    case .xml(let element):
      if let child = element.child(name) { return BOMNode.xml(child).value }
      guard let value = element.attribute(name)?.trimmed, !value.isEmpty else { return nil }
      return Located(value, element.span.opening)
    }
  }

  /// The same for every child element of that name: a wrong document may have several, and none of them may be lost.
  func texts(_ name: String) -> [Located<String>] {
    guard case .xml(let element) = self, element.child(name) != nil else { return text(name).map { [$0] } ?? [] }
    return element.children(name).compactMap { BOMNode.xml($0).value }
  }

  /// Its own text; for XML what stands between the tags.
  var value: Located<String>? {
    switch self {
    case .json(let node): return HubMetadata.text(node)
    case .xml(let element):
      let text = element.text.trimmed
      return text.isEmpty ? nil : Located(text, element.contentSpan)
    }
  }

  /// The element's name; empty in JSON.
  var name: String {
    switch self {
    case .json: ""
    case .xml(let element): element.name
    }
  }

  var span: SourceSpan {
    switch self {
    case .json(let node): node.span
    case .xml(let element): element.span
    }
  }
}
