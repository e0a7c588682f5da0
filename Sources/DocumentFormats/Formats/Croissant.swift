import Diagnostics
import Documents
import Inventory
import Licensing

extension DocumentFormat {
  /// The description of a data set in JSON-LD, as MLCommons has it.
  static let croissant = DocumentFormat(
    name: "croissant", title: "a Croissant description of data (`conformsTo` or `@type: sc:Dataset`)", place: .witness,
    marks: ["croissant", "schema.org"],
    detects: { _, document in document.map { Croissant.certainty($0.root) } ?? .no },
    read: { _, document, context in
      guard let document else { return [] }
      let roots = Croissant.datasets(document.root)
      return roots.map { root in
        var reader = Croissant(root, InventoryDraft(document, as: "croissant", claim: .card, context))
        return reader.inventory()
      }
    })
}

/// Reads the description of one data set.
struct Croissant {
  private let root: DocumentNode
  private var draft: InventoryDraft

  static func certainty(_ root: DocumentNode) -> DocumentFormat.Certainty {
    guard let first = datasets(root).first else { return .no }
    let standards = ["conformsTo", "dct:conformsTo", "http://purl.org/dc/terms/conformsTo"].flatMap { texts(first[$0]) }
    if standards.contains(where: { $0.value.contains("croissant") }) { return .certain }
    return first["recordSet"] != nil || first["distribution"] != nil || first["license"] != nil ? .likely : .possible
  }

  /// The descriptions of data sets at the top, in a list, or in a graph.
  static func datasets(_ root: DocumentNode) -> [DocumentNode] {
    if root.kind == .array { return root.elements.flatMap(datasets) }
    guard root.kind == .object else { return [] }
    if isDataset(root) { return [root] }
    return root["@graph"]?.elements.filter(isDataset) ?? []
  }

  private static func isDataset(_ node: DocumentNode) -> Bool {
    texts(node["@type"]).contains {
      ["Dataset", "sc:Dataset", "schema:Dataset", "https://schema.org/Dataset", "http://schema.org/Dataset"].contains($0.value)
    }
  }

  init(_ root: DocumentNode, _ draft: InventoryDraft) {
    self.root = root
    self.draft = draft
  }

  mutating func inventory() -> Inventory {
    let name = HubMetadata.text(root["name"])
    let index = draft.add(.data, named: hubID ?? name?.value, at: root.span)
    draft.name = draft[index].name
    draft.version = HubMetadata.text(root["version"])?.value
    let license = Self.values(root, "license").flatMap { Self.texts($0) }
    draft.declare(license, for: index)
    readUseConditions()
    for key in ["isBasedOn", "wasDerivedFrom"] {
      for value in Self.values(root, key) { connect(index, value, depth: 0) }
    }
    for value in Self.values(root, "wasGeneratedBy") { connectMaker(index, value) }
    draft.mention(
      unknownKeysOf: root,
      besides: ["license", "sc:license", "schema:license", "https://schema.org/license", "sdLicense", "usageInfo"])
    return draft.finished()
  }

  /// The address of a data set on the Hub tells its id.
  private var hubID: String? {
    for key in ["url", "@id", "sameAs"] {
      for value in Self.values(root, key).flatMap({ Self.texts($0) }) {
        let id = HubID.canonical(value.value)
        if id != value.value, value.value.contains("/datasets/"), HubID.isQualified(id) { return id }
      }
    }
    return nil
  }

  // MARK: Terms

  /// Conditions of use beside the license, and prose that restricts: nobody judges them, so they are told.
  private mutating func readUseConditions() {
    for value in Self.values(root, "usageInfo") { draft.report(.useConditions(value.span, "usageInfo")) }
    for member in root.members {
      let key = member.key.value
      guard let name = ["rai:", "cr:", ""].lazy.compactMap({ key.hasPrefix($0) ? String(key.dropFirst($0.count)) : nil }).first
      else { continue }
      guard ["dataUseCases", "useCases", "dataLimitations", "personalSensitiveInformation", "conditionsOfAccess"].contains(name)
      else { continue }
      if !Self.texts(member.value).isEmpty { draft.report(.useConditions(member.keyNode.span, key)) }
    }
  }

  // MARK: Lineage

  private mutating func connect(_ index: Int, _ value: DocumentNode, depth: Int) {
    guard depth < 4 else { return }
    switch value.kind {
    case .array: for element in value.elements { connect(index, element, depth: depth + 1) }
    case .object:
      let name = ["prov:locatedAt", "locatedAt", "url", "sc:url", "prov:label", "name", "@id"].lazy.compactMap {
        HubMetadata.text(value[$0])
      }.first
      if let name {
        draft.connect(index, to: name.map(Self.withoutFolder), .derivedFrom)
      } else {
        draft.connect(index, to: Located("unnamed source", value.span.opening), .derivedFrom)
      }
    case .string: if let name = HubMetadata.text(value) { draft.connect(index, to: name.map(Self.withoutFolder), .derivedFrom) }
    case .null, .bool, .number: break
    }
  }

  /// Activities that name a model as their agent: data made by a model carries that model's terms.
  private mutating func connectMaker(_ index: Int, _ value: DocumentNode) {
    for activity in value.kind == .array ? Array(value.elements) : [value] where activity.kind == .object {
      for agent in ["prov:wasAssociatedWith", "wasAssociatedWith"].flatMap({ key in
        activity[key].map { $0.kind == .array ? Array($0.elements) : [$0] } ?? []
      }) {
        let types = Self.texts(agent["@type"]).map { $0.value.lowercased() }
        guard
          types.contains(where: { $0.contains("softwareagent") || $0.contains("softwareapplication") || $0.contains("model") })
        else { continue }
        if let name = HubMetadata.text(agent["url"]) ?? HubMetadata.text(agent["prov:label"]) ?? HubMetadata.text(agent["name"])
          ?? HubMetadata.text(agent["@id"])
        {
          draft.connect(index, to: name, .generatedBy)
        }
      }
    }
  }

  private static func withoutFolder(_ name: String) -> String { HubID.canonical(name) }

  // MARK: Values

  /// The values of a key under any of the prefixes that contexts give it.
  private static func values(_ node: DocumentNode, _ key: String) -> [DocumentNode] {
    ["", "sc:", "schema:", "https://schema.org/", "http://schema.org/", "prov:", "cr:"].compactMap { node[$0 + key] }
  }

  /// Text, a list of texts, or objects that name what they stand for.
  private static func texts(_ node: DocumentNode?) -> [Located<String>] {
    guard let node else { return [] }
    switch node.kind {
    case .array: return node.elements.flatMap { texts($0) }
    case .object:
      return ["@id", "url", "sc:url", "name", "sc:name", "@value"].lazy.compactMap { HubMetadata.text(node[$0]) }.first.map {
        [$0]
      } ?? []
    case .null, .bool, .number, .string: return HubMetadata.text(node).map { [$0] } ?? []
    }
  }
}

extension Diagnostic {
  fileprivate static func useConditions(_ span: SourceSpan, _ key: String) -> Self {
    Self(
      "use-conditions", .note, "`\(key)` states conditions of use beside the license; nobody judged them",
      labels: [.init(span.opening)],
      help: "read them, and state a license or an agreement that covers them")
  }
}
