import Diagnostics
import Documents
import Inventory
import Licensing

extension DocumentFormat {
  /// The configuration, or the manifest, of a model in an image registry as the CNCF specifies it.
  static let modelPack = DocumentFormat(
    name: "modelpack", title: "a CNCF ModelPack configuration (`descriptor` with `modelfs`)",
    marks: ["modelfs", "vnd.cncf.model"],
    detects: { _, document in
      guard let root = document?.root, root.kind == .object else { return .no }
      if root["modelfs"] != nil, root["descriptor"] != nil || root["config"] != nil { return .certain }
      let types = ["artifactType", "mediaType"].compactMap { root[$0]?.string }
      return types.contains { $0.contains("vnd.cncf.model") } ? .certain : .no
    },
    read: { _, document, context in document.map { [ModelPack.inventory($0, context)] } ?? [] })
}

/// Reads what the package says of its model.
enum ModelPack {
  static func inventory(_ document: Document, _ context: ReadingContext) -> Inventory {
    let root = document.root
    var draft = InventoryDraft(document, as: "modelpack", claim: .manifest, context)
    let descriptor = root["descriptor"]
    let annotations = root["annotations"]
    let title = HubMetadata.text(descriptor?["name"]) ?? HubMetadata.text(annotations?["org.opencontainers.image.title"])
    let index = draft.add(.weights, named: title?.value, at: root.span)
    draft.name = title?.value
    draft.version = HubMetadata.text(descriptor?["version"])?.value
    draft[index].family = HubMetadata.text(descriptor?["family"])
    draft.declare(descriptor?["licenses"].map(HubMetadata.texts) ?? [], for: index)
    if let license = annotations?["org.opencontainers.image.licenses"] { draft.declare(HubMetadata.texts(license), for: index) }
    if let descriptor { draft.mention(unknownKeysOf: descriptor, besides: ["licenses"]) }
    if let annotations { draft.mention(unknownKeysOf: annotations, besides: ["org.opencontainers.image.licenses"]) }
    if let source = HubMetadata.text(descriptor?["sourceURL"]) { draft.connect(index, to: source, .convertedFrom) }
    for data in descriptor?["datasetsURL"].map(HubMetadata.texts) ?? [] { draft.connect(index, to: data, .trainedOn) }
    return draft.finished()
  }
}
