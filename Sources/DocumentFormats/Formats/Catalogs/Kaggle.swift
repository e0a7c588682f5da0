import Diagnostics
import Documents
import Files
import Inventory
import Licensing

extension DocumentFormat {
  /// `dataset-metadata.json` of Kaggle, and the data package that it is a kind of.
  static let kaggleData = DocumentFormat(
    name: "kaggle-data", title: "Kaggle data set metadata or a data package (`licenses` with names)", place: .witness,
    marks: ["licenses"],
    detects: { source, document in
      guard let root = document?.root, root.kind == .object, root["bomFormat"] == nil else { return .no }
      let name = FilePath.name(of: source.path).lowercased()
      if name.hasSuffix("dataset-metadata.json") || name == "datapackage.json" { return .certain }
      guard root["licenses"]?.elements.contains(where: { $0["name"] != nil || $0["path"] != nil }) == true else { return .no }
      return root["resources"] != nil || (root["title"] != nil && root["id"] != nil) ? .likely : .no
    },
    read: { _, document, context in document.map { [Kaggle.data($0, context)] } ?? [] })

  /// `model-metadata.json` and `model-instance-metadata.json` of Kaggle.
  static let kaggleModel = DocumentFormat(
    name: "kaggle-model", title: "Kaggle model metadata (`licenseName`, `instanceSlug`, `modelSlug`)", place: .witness,
    marks: ["instanceSlug", "licenseName", "slug"],
    detects: { source, document in
      guard let root = document?.root, root.kind == .object else { return .no }
      if root["licenseName"] != nil, root["framework"] != nil || root["instanceSlug"] != nil || root["modelSlug"] != nil {
        return .certain
      }
      let name = FilePath.name(of: source.path).lowercased()
      return name.hasSuffix("model-metadata.json") || name.hasSuffix("model-instance-metadata.json")
        ? .certain
        : root["ownerSlug"] != nil && root["slug"] != nil ? .likely : .no
    },
    read: { _, document, context in document.map { [Kaggle.model($0, context)] } ?? [] })
}

/// Reads what Kaggle keeps about data and models; its names of licenses are display names.
enum Kaggle {
  static func data(_ document: Document, _ context: ReadingContext) -> Inventory {
    let root = document.root
    var draft = InventoryDraft(document, as: "kaggle", claim: .card, context)
    let name = HubMetadata.text(root["id"]) ?? HubMetadata.text(root["name"]) ?? HubMetadata.text(root["title"])
    let index = draft.add(.data, named: name?.value, at: root.span)
    draft.name = name?.value
    var names: [Located<String>] = []
    for license in root["licenses"]?.elements.map(\.self) ?? [] {
      let text =
        license.kind == .object
        ? ["name", "path", "title"].lazy.compactMap { HubMetadata.text(license[$0]) }.first : HubMetadata.text(license)
      if let text { names.append(text) } else { draft.report(.unreadLicense(license.span)) }
    }
    if names.isEmpty, let license = root["license"] { names = HubMetadata.texts(license) }
    draft.declare(names, for: index)
    for source in root["sources"]?.elements.map(\.self) ?? [] {
      let text =
        source.kind == .object
        ? ["path", "title", "name"].lazy.compactMap { HubMetadata.text(source[$0]) }.first : HubMetadata.text(source)
      if let text { draft.connect(index, to: text, .derivedFrom) }
    }
    for key in ["userSpecifiedSources", "acknowledgements"] {
      if let text = HubMetadata.text(root[key]) { draft.report(.sourcesInProse(text, key)) }
    }
    draft.mention(unknownKeysOf: root, besides: ["licenses", "license"])
    return draft.finished()
  }

  static func model(_ document: Document, _ context: ReadingContext) -> Inventory {
    let root = document.root
    var draft = InventoryDraft(document, as: "kaggle", claim: .card, context)
    let parts = ["ownerSlug", "modelSlug", "slug", "framework", "instanceSlug"].compactMap { HubMetadata.text(root[$0])?.value }
    let name = parts.isEmpty ? HubMetadata.text(root["title"])?.value : parts.joined(separator: "/")
    let index = draft.add(.weights, named: name, at: root.span)
    draft.name = name
    let license = root["licenseName"] ?? root["license"]
    draft.declare(license.map(HubMetadata.texts) ?? [], for: index)
    draft.mention(unknownKeysOf: root, besides: ["licenseName", "license"])
    for key in ["baseModelInstance", "baseModelInstanceId", "baseModelInstanceInformation", "externalBaseModelUrl", "baseModel"] {
      guard let node = root[key], let text = HubMetadata.text(node) ?? HubMetadata.text(node["id"]), text.value != "0" else {
        continue
      }
      draft.connect(index, to: text, .fineTunedFrom)
    }
    for data in root["trainingData"].map(HubMetadata.texts) ?? [] { draft.connect(index, to: data, .trainedOn) }
    return draft.finished()
  }
}

extension Diagnostic {
  fileprivate static func sourcesInProse(_ text: Located<String>, _ key: String) -> Self {
    Self(
      "sources-in-prose", .note, "`\(key)` speaks of where the data comes from; nobody judged it",
      labels: [.init(text.span.opening)],
      help: "name the sources as parents of the data")
  }
}
