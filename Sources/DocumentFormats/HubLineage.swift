import Diagnostics
import Documents
import Inventory
import Licensing

/// How a model on the Hub came from its parents: what is stated, else what its names, tags and library say.
struct HubLineage {
  let metadata: HubMetadata
  /// The subject's own Hub id or folder name, if known.
  let ownName: String?
  private(set) var edges: [Lineage] = []
  private(set) var diagnostics: [Diagnostic] = []

  init(_ metadata: HubMetadata, ownName: String?) {
    self.metadata = metadata
    self.ownName = ownName
    switch metadata.subject {
    case .data: readData()
    case .space:
      edges = metadata.models.map { Lineage(target: $0, relationship: .runs) }
      edges += metadata.datasets.map { Lineage(target: $0, relationship: .contains) }
    case .model, nil:
      readParents()
      edges += metadata.datasets.map { Lineage(target: $0, relationship: .trainedOn) }
    }
  }

  // MARK: Models

  /// `base_model:org/name` and `base_model:adapter:org/name`, as the Hub writes them among the tags.
  private struct ParentTag {
    var id: Located<String>
    var relation: String?

    init?(_ tag: Located<String>) {
      guard tag.value.hasPrefix("base_model:") else { return nil }
      var rest = tag.value.dropFirst("base_model:".count)
      if let colon = rest.firstIndex(of: ":"), HubLineage.relations[String(rest[..<colon])] != nil {
        relation = String(rest[..<colon])
        rest = rest[rest.index(after: colon)...]
      }
      guard !rest.isEmpty else { return nil }
      id = Located(String(rest), tag.span)
    }
  }

  static let relations: [String: Relationship] = [
    "finetune": .fineTunedFrom, "quantized": .quantizedFrom, "adapter": .adapterOf, "merge": .mergedFrom,
  ]

  private mutating func readParents() {
    let tags = metadata.tags.compactMap(ParentTag.init)
    var parents = metadata.parents
    var seen = Set(parents.map(\.value))
    for tag in tags where seen.insert(tag.id.value).inserted { parents.append(tag.id) }
    guard !parents.isEmpty else { return }
    var stated: Relationship?
    if let relation = metadata.relation {
      stated = Self.relations[relation.value]
      if stated == nil { diagnostics.append(.unknownRelation(relation)) }
    }
    let tagged = Set(tags.compactMap { $0.relation.flatMap { Self.relations[$0] } })
    let usual = stated ?? (tagged.count == 1 ? tagged.first : nil) ?? inferred(parents: parents.count)
    for parent in parents {
      let tagged = tags.first { $0.id.value == parent.value && $0.relation != nil }?.relation.flatMap { Self.relations[$0] }
      if HubID.isLocalPath(parent.value) { diagnostics.append(.localParent(parent)) }
      edges.append(Lineage(target: parent, relationship: tagged ?? usual))
    }
  }

  private func inferred(parents: Int) -> Relationship {
    let tags = Set(metadata.tags.map { $0.value.lowercased() })
    if parents > 1 || tags.contains("merge") || tags.contains("mergekit") { return .mergedFrom }
    if metadata.library?.lowercased() == "peft" || !tags.isDisjoint(with: Self.adapterTags) { return .adapterOf }
    if ownName.map(Self.isQuantized) == true || !tags.isDisjoint(with: Self.quantizedTags) { return .quantizedFrom }
    return .fineTunedFrom
  }

  private static let adapterTags: Set<String> = ["adapter", "peft", "lora", "qlora", "adapter-transformers"]
  private static let quantizedTags: Set<String> = ["quantized", "gptq", "awq", "exl2", "exl3"]
  private static let quantizedSuffixes = [
    "gguf", "ggml", "gptq", "awq", "exl2", "exl3", "4bit", "8bit", "3bit", "6bit", "int4", "int8", "fp8", "fp4", "nvfp4", "mxfp4",
    "q4", "q8", "w4a16", "w8a8", "w8a16", "quantized", "quant",
  ]

  /// Whether one of the last two words of the name says that the weights are stored with fewer bits.
  static func isQuantized(_ name: String) -> Bool {
    let words = name.lowercased().split { $0 == "-" || $0 == "_" || $0 == "." || $0 == "/" }
    return words.suffix(2).contains { quantizedSuffixes.contains(String($0)) }
  }

  // MARK: Data

  private mutating func readData() {
    for source in metadata.sourceDatasets where source.value != "original" {
      var name = source.value[...]
      for prefix in ["extended|", "extended", "original|"] where name.hasPrefix(prefix) {
        name = name.dropFirst(prefix.count)
        break
      }
      if name.isEmpty { diagnostics.append(.unnamedSource(source)) }
      let target = name.isEmpty ? "unnamed source" : String(name)
      edges.append(Lineage(target: Located(target, source.span), relationship: .derivedFrom))
    }
    edges += metadata.datasets.map { Lineage(target: $0, relationship: .derivedFrom) }
    edges += metadata.parents.map { Lineage(target: $0, relationship: .generatedBy) }
  }
}

extension Diagnostic {
  fileprivate static func unknownRelation(_ relation: Located<String>) -> Self {
    Self(
      "unknown-value", .warning, "`base_model_relation` cannot be \(relation.value.quoted)", labels: [.init(relation.span)],
      help: "write \(String.choice(of: HubLineage.relations.keys.sorted()))")
  }

  static func localParent(_ parent: Located<String>) -> Self {
    Self(
      "local-parent", .warning, "the parent \(parent.value.quoted) is a place on the author's machine, not a name",
      labels: [.init(parent.span)], help: "write the Hub id of the model that stood there")
  }

  fileprivate static func unnamedSource(_ source: Located<String>) -> Self {
    Self(
      "unnamed-source", .warning, "the data comes from other data that the card does not name", labels: [.init(source.span)],
      help: "write `extended|<id of the data set>`")
  }
}
