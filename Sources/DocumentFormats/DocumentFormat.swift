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

  /// How the bytes of a document are to be taken apart.
  package enum Syntax: Sendable {
    case json, yaml
    /// JSON or YAML, whichever it is.
    case tree
    /// Markdown, XML, other text, or binary: the reader itself takes it apart.
    case bytes
  }

  /// What a document of the format is to the folder that it is found in.
  package enum Place: Sendable {
    /// It speaks for the folder: cards and texts there belong to what it describes.
    case claimsFolder
    /// It describes things of its own.
    case subject
    /// It is one more description of the model or data that the folder holds.
    case witness
    /// It is a witness too, if what it describes first may be what the folder holds; else it describes things of its own.
    case bill
    /// It says too little to be a subject unless it is named.
    case onlyNamed
  }

  /// Kebab-case, for messages and `--format-in`.
  package let name: String
  /// What the format is called in a sentence.
  package let title: String
  package var syntax = Syntax.tree
  package var place = Place.subject
  /// Words one of which every document of the format has; documents of a walk without any are not even parsed.
  package var marks: [StaticString] = []
  /// The document is `nil` for what is neither JSON nor YAML, such as Markdown.
  package let detects: @Sendable (SourceFile, Document?) -> Certainty
  /// One inventory for each subject of the document; mistakes are in its diagnostics.
  package let read: @Sendable (SourceFile, Document?, ReadingContext) -> [Inventory]

  /// Every format; the first of equally certain ones reads.
  package static let all: [DocumentFormat] = [
    .manifest, .hubRecord, .adapterConfiguration, .modelConfiguration, .modelOpenness, .cycloneDX, .cycloneDXInXML, .spdx2,
    .spdx3, .croissant, .safetensors, .gguf, .mergekit, .axolotl, .llamaFactory, .modelfile, .kitfile, .mlflow, .modelPack,
    .openVINO, .onnxManifest, .tensorFlowHub, .kaggleData, .kaggleModel, .cog, .hubCard,
  ]

  /// The format that is surest of a document.
  package static func of(_ source: SourceFile, _ document: Document?) -> DocumentFormat? {
    var best: (format: DocumentFormat, certainty: Certainty)?
    for format in all {
      let certainty = format.detects(source, document)
      if certainty > best?.certainty ?? .no { best = (format, certainty) }
    }
    return best?.format
  }

  /// The format with a name, as `--format-in` takes it.
  package static func named(_ name: String) -> DocumentFormat? { all.first { $0.name == name } }
}
