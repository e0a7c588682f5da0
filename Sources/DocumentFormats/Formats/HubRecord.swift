import Diagnostics
import Documents
import Inventory
import Licensing

extension DocumentFormat {
  /// Records of a registry: answers of the Hub's interface, dumps of them, one object or a list.
  static let hubRecord = DocumentFormat(
    name: "hub-record", title: "a Hub record (`id` with `tags` or `cardData`)", place: .claimsFolder,
    detects: { _, document in document.map { HubRecord.certainty($0.root) } ?? .no },
    read: { _, document, _ in document.map(HubRecord.inventories) ?? [] })
}

/// What a registry knows of one model or data set.
///
/// Three shapes are read: the Hub's own (`cardData`, `tags`, `siblings`), a published crawl of it (`license` holds the name where
/// the tag says `license:other`), and a short form of that crawl (`base_model` as a list of tags without their prefix).
package struct HubRecord {
  let node: DocumentNode
  private var id: Located<String>?
  private var metadata = HubMetadata()
  private var license: DocumentNode?
  private var licenseName: DocumentNode?
  private var parents: [Located<String>] = []
  private var hasModelKeys = false
  /// The commit of the repository.
  private var revision: String?

  static func certainty(_ root: DocumentNode) -> DocumentFormat.Certainty {
    switch root.kind {
    case .object:
      guard root["id"]?.string != nil || root["modelId"]?.string != nil else { return .no }
      if root["cardData"] != nil || root["siblings"] != nil { return .certain }
      if root["tags"]?.kind == .array, root["components"] == nil { return .certain }
      return root["license"] != nil && root["base_model"] != nil ? .likely : .no
    case .array: return root.elements.first { _ in true }.map(certainty) ?? .no
    case .null, .bool, .number, .string: return .no
    }
  }

  /// One inventory for each record; an element that is none is a diagnostic of the first inventory.
  package static func inventories(of document: Document) -> [Inventory] {
    guard document.root.kind == .array else { return [inventory(of: document.root)] }
    return document.root.elements.map(inventory)
  }

  /// The inventory of one record, which may be an element of a list or a line of a stream.
  package static func inventory(of node: DocumentNode) -> Inventory {
    var record = HubRecord(node)
    return record.inventory()
  }

  init(_ node: DocumentNode) {
    self.node = node
    for member in node.members { read(member) }
  }

  private mutating func read(_ member: DocumentNode.Member) {
    let value = member.value
    switch member.keyNode.scalarText ?? "" {
    case "id": id = value.located
    case "sha": revision = value.string
    case "modelId":
      id = id ?? value.located
      hasModelKeys = true
    case "cardData", "card_data":
      let tags = metadata.tags
      let tasks = metadata.tasks
      if value.kind == .object { metadata = HubMetadata(value) }
      metadata.tags = tags + metadata.tags
      metadata.tasks += tasks
    case "tags": metadata.tags += HubMetadata.texts(value)
    case "pipeline_tag":
      metadata.tasks += HubMetadata.texts(value)
      hasModelKeys = true
    case "library_name", "library": metadata.library = HubMetadata.text(value)?.value ?? metadata.library
    case "license": license = value
    case "license_name": licenseName = value
    case "base_model": parents = HubMetadata.texts(value).flatMap(Self.separated)
    case "datasets": metadata.datasets += HubMetadata.texts(value)
    default: break
    }
  }

  private mutating func inventory() -> Inventory {
    guard node.kind == .object, let id, HubID.isPlausible(id.value) else {
      var inventory = Inventory(path: node.document.source.path)
      inventory.sources = [node.document.source]
      inventory.diagnostics = [.notARecord(node)]
      return inventory
    }
    readParents()
    readDataTags()
    let tagged = licenseTags()
    var subject = HubSubject(metadata, name: id.value, span: id.span, claim: .card, evidence: "hub-record")
    if metadata.license == nil {
      subject.furtherClaims = registryClaim(tagged)
    } else if let differing = tagged.first(where: { tag in !isDeclared(tag) }) {
      subject.furtherClaims = [DeclaredLicense(names: [differing], source: .hubTag)]
    }
    var inventory = subject.inventory()
    if !inventory.components.isEmpty { inventory.components[0].revision = revision }
    return inventory
  }

  // MARK: Parents

  /// The crawl joins several parents with commas, which no id contains.
  private static func separated(_ text: Located<String>) -> [Located<String>] {
    guard text.value.contains(",") else { return [text] }
    return text.value.split(separator: ",").map { part in Located(String(part.drop { $0 == " " }), text.span) }
  }

  /// Parents that a field names beside the tags. The Hub writes tags with today's ids, where a card may hold older ones: as many
  /// new names in the tags as unknown ones in the field are the same models.
  private mutating func readParents() {
    let tags = metadata.tags.filter { $0.value.hasPrefix("base_model:") }
    let tagged = Set(tags.map { $0.value.dropFirst("base_model:".count).split(separator: ":").last.map(String.init) ?? "" })
    let isShort = parents.contains { $0.value.contains(":") }
    let stated = metadata.parents.isEmpty && !isShort ? parents : metadata.parents
    let old = stated.filter { !tagged.contains($0.value) }
    let new = tagged.subtracting(stated.map(\.value))
    if !old.isEmpty, old.count == new.count, let tag = tags.first(where: { tag in new.contains { tag.value.hasSuffix($0) } }) {
      metadata.parents.removeAll { parent in old.contains { $0.value == parent.value } }
      metadata.diagnostics.append(.renamedParents(old[0], tag))
    } else if isShort {
      metadata.tags += parents.map { $0.map { "base_model:" + $0 } }
    } else if metadata.parents.isEmpty {
      metadata.parents = parents
    }
  }

  // MARK: Tags

  private func licenseTags() -> [Located<String>] {
    metadata.tags.filter { $0.value.hasPrefix("license:") }.map { tag in tag.map { String($0.dropFirst("license:".count)) } }
  }

  private func isDeclared(_ tag: Located<String>) -> Bool {
    metadata.license?.value.contains { $0.value.lowercased() == tag.value.lowercased() } == true
  }

  /// Data sets that only tags name, and what the tags of data sets alone say.
  private mutating func readDataTags() {
    var known = Set(metadata.datasets.map(\.value))
    var isData = !hasModelKeys && metadata.subject == .data
    for tag in metadata.tags {
      if tag.value.hasPrefix("dataset:") {
        let name = tag.map { String($0.dropFirst("dataset:".count)) }
        if known.insert(name.value).inserted { metadata.datasets.append(name) }
      } else if !hasModelKeys, Self.dataPrefixes.contains(where: tag.value.hasPrefix) {
        isData = true
        if tag.value.hasPrefix("task_categories:") { metadata.tasks.append(tag.map { String($0.dropFirst(16)) }) }
        if tag.value.hasPrefix("source_datasets:") { metadata.sourceDatasets.append(tag.map { String($0.dropFirst(16)) }) }
      }
    }
    metadata.placedSubject = isData ? .data : .model
  }

  private static let dataPrefixes = [
    "task_categories:", "size_categories:", "source_datasets:", "annotations_creators:", "language_creators:", "multilinguality:",
    "modality:", "format:", "task_ids:",
  ]

  /// Without `cardData`: the tag, else the plain field; a field that says more than `license:other` is the free name.
  private func registryClaim(_ tagged: [Located<String>]) -> [DeclaredLicense] {
    let field = license.map(HubMetadata.texts) ?? []
    let names = tagged.isEmpty ? field : tagged
    guard !names.isEmpty else { return [] }
    let stated = Set(names.map { $0.value.lowercased() })
    let candidates = (licenseName.map(HubMetadata.texts) ?? []) + field
    let freeName = candidates.first { !stated.contains($0.value.lowercased()) }
    return [DeclaredLicense(names: names, source: tagged.isEmpty ? .registry : .hubTag, freeName: freeName)]
  }
}

extension Diagnostic {
  fileprivate static func renamedParents(_ old: Located<String>, _ tag: Located<String>) -> Self {
    Self(
      "renamed-parent", .note, "\(old.value.quoted) is taken for an older name of the parent in the tags",
      labels: [.init(old.span), .init(tag.span, "the Hub's name")], help: "correct `base_model` if they are different models")
  }

  fileprivate static func notARecord(_ node: DocumentNode) -> Self {
    Self(
      "not-a-record", .error, "a Hub record needs an `id` such as `organization/name`",
      labels: [.init((node["id"]?.span ?? node.span).opening)], help: "take the record as the Hub's interface gives it")
  }
}
