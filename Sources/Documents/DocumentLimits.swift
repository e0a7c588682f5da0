/// How much of a hostile document a reader bears before it refuses.
package struct DocumentLimits: Sendable, Equatable {
  /// What a key that an object has twice means.
  package enum DuplicateKeys: Sendable {
    /// The document is refused; all its repeated keys are reported.
    case refused
    /// The last one counts, as `DocumentNode.subscript` does; every repetition is a warning.
    case lastWins
  }

  /// The most bytes that are read.
  package var bytes: Int
  /// The most containers inside each other.
  package var depth: Int
  /// The most entries of the tape; a YAML alias counts as often as it is used.
  package var nodes: Int
  package var duplicateKeys: DuplicateKeys

  package init(bytes: Int, depth: Int, nodes: Int, duplicateKeys: DuplicateKeys = .refused) {
    self.bytes = bytes
    self.depth = depth
    self.nodes = nodes
    self.duplicateKeys = duplicateKeys
  }

  /// For JSON: 256 MiB, 512 levels, 16,777,216 nodes, no repeated keys.
  package static let standard = DocumentLimits(bytes: 256 << 20, depth: 512, nodes: 1 << 24)

  /// For YAML: 8 MiB, 128 levels, 100,000 nodes, no repeated keys.
  package static let yaml = DocumentLimits(bytes: 8 << 20, depth: 128, nodes: 100_000)

  /// The same limits for a document whose usual reader lets the last of equal keys win, as Hugging Face does with cards.
  package var lastKeyWins: DocumentLimits {
    var copy = self
    copy.duplicateKeys = .lastWins
    return copy
  }
}
