import Diagnostics

/// An element of XML with everything inside it.
package struct MarkupElement: Sendable {
  /// Without prefix.
  package var name: String
  /// The namespace's URI; empty for none.
  package var namespace: String
  package var attributes: [MarkupXML.Attribute]
  package var children: [MarkupElement] = []
  /// The text directly inside, without that of children; white space is kept.
  package var text = ""
  /// From the `<` of the start tag past the end tag.
  package var span: SourceSpan
  /// Between the tags.
  package var contentSpan: SourceSpan

  /// The first child with a name, in any namespace.
  package func child(_ name: String) -> MarkupElement? { children.first { $0.name == name } }

  /// All children with a name, in any namespace.
  package func children(_ name: String) -> [MarkupElement] { children.filter { $0.name == name } }

  /// The value of an attribute without namespace, else of the first one with that name.
  package func attribute(_ name: String) -> String? {
    (attributes.first { $0.name == name && $0.namespace.isEmpty } ?? attributes.first { $0.name == name })?.value
  }
}

extension MarkupXML {
  /// The root element of a document, by the same rules and limits as `read`.
  package static func tree(
    _ source: SourceFile, limits: MarkupLimits = .standard
  ) throws(DiagnosticError) -> MarkupElement {
    var stack: [MarkupElement] = []
    var root: MarkupElement?
    try read(source, limits: limits) { event throws(DiagnosticError) in
      switch event {
      case .start(let name, let namespace, let attributes, let span):
        let content = SourceSpan(source, span.range.upperBound..<span.range.upperBound)
        stack.append(
          MarkupElement(name: name, namespace: namespace, attributes: attributes, span: span, contentSpan: content))
      case .text(let text, line: _):
        if !stack.isEmpty { stack[stack.count - 1].text += text }
      case .end(_, _, let span):
        guard var element = stack.popLast() else { return }
        element.close(at: span.range.upperBound)
        if stack.isEmpty { root = element } else { stack[stack.count - 1].children.append(element) }
      }
    }
    guard let root else { throw .notXML("the document has no element", source, at: 0) }
    return root
  }
}

extension MarkupElement {
  fileprivate mutating func close(at end: Int) {
    let start = contentSpan.range.lowerBound
    let bytes = span.file.bytes
    var contentEnd = max(start, end)
    if end > start {
      // The last `<` is that of the end tag.
      contentEnd -= 1
      while contentEnd > start, bytes[contentEnd] != UInt8(ascii: "<") { contentEnd -= 1 }
    }
    span = SourceSpan(span.file, span.range.lowerBound..<max(end, span.range.upperBound))
    contentSpan = SourceSpan(span.file, start..<contentEnd)
  }
}
