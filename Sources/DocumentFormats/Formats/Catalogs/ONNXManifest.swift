import Documents
import Inventory
import Licensing

extension DocumentFormat {
  /// The list of the ONNX Model Zoo; it states no licenses.
  static let onnxManifest = DocumentFormat(
    name: "onnx-manifest", title: "an ONNX Hub manifest (a list with `model_path`)", marks: ["model_path"],
    detects: { _, document in
      guard let root = document?.root, root.kind == .array, let first = root.elements.first(where: { _ in true }) else {
        return .no
      }
      return first["model"] != nil && first["model_path"] != nil ? .certain : .no
    },
    read: { _, document, context in document.map { ONNXManifest.inventories($0, context) } ?? [] })
}

/// Reads the models of a list, each a subject.
enum ONNXManifest {
  static func inventories(_ document: Document, _ context: ReadingContext) -> [Inventory] {
    document.root.elements.map { node in
      var draft = InventoryDraft(document, as: "onnx-manifest", claim: .manifest, context)
      let name = HubMetadata.text(node["model"]) ?? HubMetadata.text(node["model_path"])
      let index = draft.add(.weights, named: name?.value, at: node.span)
      draft.name = name?.value
      if name == nil { draft.report(.missingKey("model", "an entry of the manifest", node.span.opening, help: "name the model")) }
      if let license = node["license"] ?? node["metadata"]?["license"] { draft.declare(HubMetadata.texts(license), for: index) }
      if let metadata = node["metadata"] { draft.mention(unknownKeysOf: metadata, besides: ["license"]) }
      return draft.finished()
    }
  }
}
