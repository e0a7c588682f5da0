import Diagnostics
import Documents
import Inventory

/// One kind of input document: how it is told from others, and how it is read.
package struct DocumentFormat: Sendable {
  /// How sure a format is that a document is its own.
  package enum Certainty: Int, Sendable, Comparable {
    case no, possible, likely, certain

    package static func < (lhs: Self, rhs: Self) -> Bool { lhs.rawValue < rhs.rawValue }
  }

  /// Kebab-case, for messages.
  package let name: String
  /// What the format is called in a sentence.
  package let title: String
  /// The document is `nil` for what is neither JSON nor YAML, such as Markdown.
  package let detects: @Sendable (SourceFile, Document?) -> Certainty
  /// One inventory for each subject of the document; mistakes are in its diagnostics.
  package let read: @Sendable (SourceFile, Document?, ReadingContext) -> [Inventory]

  /// Every format; the first of equally certain ones reads.
  package static let all: [DocumentFormat] = [.manifest, .hubRecord, .adapterConfiguration, .modelConfiguration, .hubCard]

  /// The format that is surest of a document.
  package static func of(_ source: SourceFile, _ document: Document?) -> DocumentFormat? {
    var best: (format: DocumentFormat, certainty: Certainty)?
    for format in all {
      let certainty = format.detects(source, document)
      if certainty > best?.certainty ?? .no { best = (format, certainty) }
    }
    return best?.format
  }
}
