import Diagnostics
import Documents
import Inventory
import Licensing
import YAMLDocuments

extension DocumentFormat {
  /// The recipe of a merge, as mergekit takes it; several in one file may build on each other.
  static let mergekit = DocumentFormat(
    name: "mergekit", title: "a mergekit configuration (`merge_method`)", place: .witness, marks: ["merge_method", "experts"],
    detects: { _, document in document.map { Mergekit.certainty($0.root) } ?? .no },
    read: { source, document, context in
      guard let document else { return [] }
      return [Mergekit.inventory(Mergekit.documents(source, document), context)]
    })
}

/// Reads the models that a merge takes its weights from.
struct Mergekit {
  private var draft: InventoryDraft

  static func certainty(_ root: DocumentNode) -> DocumentFormat.Certainty {
    guard root.kind == .object else { return .no }
    if root["merge_method"]?.string != nil { return .certain }
    return root["experts"]?.kind == .array && root["base_model"] != nil ? .certain : .no
  }

  /// All documents of a YAML file; of JSON the only one.
  static func documents(_ source: SourceFile, _ first: Document) -> [Document] {
    guard let all = try? YAMLReader.readAll(source), all.count > 1 else { return [first] }
    return all
  }

  static func inventory(_ documents: [Document], _ context: ReadingContext) -> Inventory {
    guard let first = documents.first else { return Inventory(path: "") }
    var reader = Mergekit(draft: InventoryDraft(first, as: "mergekit", claim: .configuration, context))
    // The last merge is what comes out, so it is the subject.
    for document in documents.reversed() where document.root.kind == .object { reader.read(document.root) }
    return reader.draft.finished()
  }

  private mutating func read(_ root: DocumentNode) {
    let name = HubMetadata.text(root["name"]) ?? HubMetadata.text(root["merge_name"])
    let index = draft.add(.weights, named: name?.value ?? HubCard.hubName(in: draft.source.path), at: root.span)
    draft.name = draft.name ?? draft[index].name
    for key in ["models", "slices", "experts", "modules"] {
      if let node = root[key] { readModels(node, index, depth: 0) }
    }
    if let base = root["base_model"] { connect(index, base) }
    for source in [root["tokenizer_source"], root["tokenizer"]?["source"]].compactMap(\.self) {
      guard let text = HubMetadata.text(source), !["base", "union"].contains(text.value) else { continue }
      connect(index, source)
    }
    draft.mention(unknownKeysOf: root, besides: [])
    if draft[index].lineage.isEmpty { draft.report(.mergeOfNothing(root.span)) }
  }

  /// Models stand in lists of models, of sources in slices, of experts, and of slices in modules.
  private mutating func readModels(_ node: DocumentNode, _ index: Int, depth: Int) {
    guard depth < 8 else { return }
    switch node.kind {
    case .array: for element in node.elements { readModels(element, index, depth: depth + 1) }
    case .object:
      for member in node.members {
        switch member.key.value {
        case "model", "source_model": connect(index, member.value)
        case "parameters", "positive_prompts", "negative_prompts": break
        default: readModels(member.value, index, depth: depth + 1)
        }
      }
    case .null, .bool, .number, .string: break
    }
  }

  /// `org/name@revision+org/lora`, or the same taken apart.
  private mutating func connect(_ index: Int, _ node: DocumentNode) {
    if node.kind == .object {
      for key in ["model", "path", "lora", "override_architecture"] where key != "override_architecture" {
        if let part = node[key] { connect(index, part) }
      }
      return
    }
    guard let text = HubMetadata.text(node) else { return }
    for part in text.value.split(separator: "+") {
      let name = HubID.isLocalPath(String(part)) ? part[...] : part.prefix { $0 != "@" }
      draft.connect(index, to: Located(String(name), text.span), .mergedFrom)
    }
  }
}

extension Diagnostic {
  fileprivate static func mergeOfNothing(_ span: SourceSpan) -> Self {
    Self(
      "unnamed-parent", .warning, "the merge names no model", labels: [.init(span.opening)],
      help: "list the models under `models`")
  }
}
