import Diagnostics
import Documents
import Inventory
import Licensing

/// What configurations of training have in common: one model that is made, of a parent and of data.
struct TrainingRecipe {
  var draft: InventoryDraft
  let index: Int
  let root: DocumentNode

  init(_ document: Document, as evidence: String, name: String?, kind: ComponentKind = .weights, _ context: ReadingContext) {
    root = document.root
    draft = InventoryDraft(document, as: evidence, claim: .configuration, context)
    index = draft.add(kind, named: name ?? HubCard.hubName(in: document.source.path), at: document.root.span)
    draft.name = draft[index].name
    draft.mention(unknownKeysOf: document.root, besides: [])
  }

  func text(_ key: String) -> Located<String>? { HubMetadata.text(root[key]) }

  /// Data that may be a list of names, a single one with commas, or objects with a path.
  mutating func connectData(_ node: DocumentNode?, _ relationship: Relationship = .trainedOn) {
    guard let node else { return }
    switch node.kind {
    case .array: for element in node.elements { connectData(element, relationship) }
    case .object: connectData(described: node, relationship)
    case .string, .number:
      guard let text = HubMetadata.text(node) else { return }
      for part in text.value.split(separator: ",") {
        draft.connect(index, to: Located(String(part).trimmed, text.span), relationship)
      }
    case .null, .bool: break
    }
  }

  /// `path` may only say how files are read; then the files are the data.
  private mutating func connectData(described node: DocumentNode, _ relationship: Relationship) {
    let name = HubMetadata.text(node["path"]) ?? HubMetadata.text(node["name"])
    let files = node["data_files"].map(HubMetadata.texts) ?? []
    if !files.isEmpty, name == nil || Self.loaders.contains(name?.value ?? "") {
      for file in files { draft.connect(index, to: file, relationship) }
    } else if let name {
      draft.connect(index, to: name, relationship)
    } else {
      draft.report(.unnamedSet(node.span))
      draft.connect(index, to: Located("unnamed data", node.span.opening), relationship)
    }
  }

  private static let loaders: Set<String> = ["json", "jsonl", "csv", "parquet", "text", "arrow"]

  mutating func connectParent(_ key: String, _ relationship: Relationship) {
    for parent in root[key].map(HubMetadata.texts) ?? [] {
      for part in parent.value.split(separator: ",") {
        draft.connect(index, to: Located(String(part).trimmed, parent.span), relationship)
      }
    }
  }

  func finished() -> Inventory { draft.finished() }
}

extension Diagnostic {
  fileprivate static func unnamedSet(_ span: SourceSpan) -> Self {
    Self(
      "unnamed-source", .warning, "the configuration lists data without a path", labels: [.init(span.opening)],
      help: "name the data set")
  }
}
