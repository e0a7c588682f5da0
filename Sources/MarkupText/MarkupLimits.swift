/// How much of a hostile page or XML document is read before it is refused.
package struct MarkupLimits: Sendable, Equatable {
  package var bytes: Int
  /// The most elements inside each other.
  package var depth: Int
  /// The most elements.
  package var nodes: Int
  /// The most attributes of one element; libxml2 compares each with all others.
  package var attributes: Int

  package init(bytes: Int, depth: Int, nodes: Int, attributes: Int = 512) {
    self.bytes = bytes
    self.depth = depth
    self.nodes = nodes
    self.attributes = attributes
  }

  /// For XML: 16 MiB, 256 levels, 1,000,000 elements, 512 attributes.
  package static let standard = MarkupLimits(bytes: 16 << 20, depth: 256, nodes: 1_000_000)

  /// For HTML: 8 MiB, 256 levels, 1,000,000 elements, 2,048 words in one tag.
  package static let html = MarkupLimits(bytes: 8 << 20, depth: 256, nodes: 1_000_000, attributes: 2048)
}
