import Diagnostics
import Documents
import Inventory
import Licensing

extension DocumentFormat {
  /// A release as the Model Openness Framework lists it: up to seventeen components, each with its license.
  static let modelOpenness = DocumentFormat(
    name: "mof", title: "a Model Openness Framework file (`release` with `components`)", syntax: .tree,
    marks: ["Model Openness Framework", "release"],
    detects: { _, document in document.map { ModelOpenness.certainty($0.root) } ?? .no },
    read: { _, document, context in document.map { [ModelOpenness.inventory($0, context)] } ?? [] })
}

/// Reads one file of the Model Openness Framework.
struct ModelOpenness {
  private var draft: InventoryDraft
  private let release: DocumentNode
  /// Licenses for all components of a sort, by the framework's word for the sort.
  private var common: [String: Located<String>] = [:]
  private var links: [String: Located<String>] = [:]
  /// Indices of the components that are joined by edges.
  private var weights: [Int] = []
  private var data: [(index: Int, relationship: Relationship)] = []
  private var outputs: [Int] = []

  static func certainty(_ root: DocumentNode) -> DocumentFormat.Certainty {
    guard root.kind == .object, let release = root["release"], release.kind == .object else { return .no }
    if root["framework"]?["name"]?.string?.lowercased().contains("openness") == true { return .certain }
    let names = release["components"]?.elements.compactMap { $0["name"]?.string } ?? []
    return names.contains { MOFComponent.kind(of: $0) != nil } ? .likely : .no
  }

  static func inventory(_ document: Document, _ context: ReadingContext) -> Inventory {
    guard let release = document.root["release"], release.kind == .object else {
      var draft = InventoryDraft(document, as: "mof", claim: .manifest, context)
      draft.report(
        .missingKey("release", "the file", document.root.span.opening, help: "write `release:` with its `components:`"))
      return draft.finished()
    }
    var reader = ModelOpenness(release, InventoryDraft(document, as: "mof", claim: .manifest, context))
    return reader.read()
  }

  private init(_ release: DocumentNode, _ draft: InventoryDraft) {
    self.release = release
    self.draft = draft
  }

  private mutating func read() -> Inventory {
    draft.name = HubMetadata.text(release["name"])?.value
    draft.version = HubMetadata.text(release["version"])?.value
    draft.mention(unknownKeysOf: release, besides: ["license"])
    readCommonLicenses()
    guard let list = release["components"], list.kind == .array else {
      let span = release["components"]?.span ?? release.span
      draft.report(.missingKey("components", "the release", span.opening, help: "list the components with name and license"))
      return draft.finished()
    }
    for node in list.elements { read(node) }
    join()
    return draft.finished()
  }

  // MARK: Licenses

  private mutating func readCommonLicenses() {
    guard let license = release["license"] else { return }
    switch license.kind {
    case .object:
      for member in license.members {
        let name = member.value.kind == .object ? HubMetadata.text(member.value["name"]) : HubMetadata.text(member.value)
        if let name { common[member.key.value] = name }
        if let link = HubMetadata.text(member.value["path"]) { links[member.key.value] = link }
        if !["distribution", "code", "data", "document"].contains(member.key.value) {
          draft.report(.unreadLicenseKey(member.key))
        }
      }
    case .null: break
    case .bool, .number, .string, .array: common["distribution"] = HubMetadata.texts(license).first
    }
  }

  /// The license that the release gives to all components of a kind.
  private func common(for kind: ComponentKind) -> (name: Located<String>, link: Located<String>?)? {
    let sort =
      switch kind {
      case .code: "code"
      case .weights, .data: "data"
      case .documentation: "document"
      }
    for key in [sort, "distribution"] {
      if let name = common[key] { return (name, links[key]) }
    }
    return nil
  }

  // MARK: Components

  private mutating func read(_ node: DocumentNode) {
    guard node.kind == .object, let name = HubMetadata.text(node["name"]) else {
      draft.report(.missingKey("name", "a component", node.span.opening, help: "write one of the framework's component names"))
      return
    }
    let kind = MOFComponent.kind(of: name.value)
    if kind == nil { draft.report(.unknownComponent(name)) }
    let license = HubMetadata.text(node["license"])
    if let license, Self.isLeftOut(license.value) {
      draft.report(.leftOut(name, license))
      // Data that is not given away was still learned from.
      if kind == .data, name.value.lowercased().hasPrefix("dataset") { leftOutData = license }
      return
    }
    let sort = kind ?? MOFComponent.likelyKind(of: name.value)
    let index = draft.add(sort, named: title(name.value), at: node.span)
    draft[index].mofComponent = name.value
    let link = HubMetadata.text(node["license_path"])
    if let license {
      draft.declare([license], for: index, link: link)
    } else if let common = common(for: sort) {
      draft.declare([common.name], for: index, link: common.link ?? link)
    } else if let link {
      draft.declare([link], for: index)
    }
    draft.mention(unknownKeysOf: node, besides: ["license", "license_path"])
    place(index, name.value.lowercased(), sort)
  }

  private var leftOutData: Located<String>?

  /// `Component not include` and its like say that the thing itself is not there.
  private static func isLeftOut(_ license: String) -> Bool {
    let words = license.lowercased().split(separator: " ")
    return words.contains("component") && words.contains("not") && words.contains { $0.hasPrefix("include") }
  }

  /// The final parameters are the model; other components are told apart by their sort.
  private func title(_ component: String) -> String {
    guard let name = draft.name else { return component }
    return (MOFComponent.kind(of: component) ?? MOFComponent.likelyKind(of: component)) == .weights
      && !component.lowercased().contains("intermediate")
      ? name : "\(name): \(component)"
  }

  private mutating func place(_ index: Int, _ name: String, _ kind: ComponentKind) {
    switch kind {
    case .weights: weights.append(index)
    case .data where name.contains("output"): outputs.append(index)
    case .data: data.append((index, name.contains("evaluation") ? .evaluatedOn : .trainedOn))
    case .code, .documentation: break
    }
  }

  private mutating func join() {
    if weights.isEmpty, HubMetadata.text(release["origin"]) != nil || !data.isEmpty {
      // The parameters are not listed, but the lineage is theirs.
      weights = [draft.add(.weights, named: draft.name, at: release.span)]
    }
    for model in weights {
      if let origin = HubMetadata.text(release["origin"]) { draft.connect(model, to: origin, .fineTunedFrom) }
      for (index, relationship) in data {
        draft.connect(model, toComponent: index, relationship, at: draft[index].span ?? release.span)
      }
      if let leftOutData {
        draft.connect(model, to: Located("undisclosed data of \(draft.name ?? "the release")", leftOutData.span), .trainedOn)
      }
    }
    if let model = weights.first {
      for index in outputs { draft.connect(index, toComponent: model, .generatedBy, at: draft[index].span ?? release.span) }
    }
  }
}

extension HubMetadata {
  /// The same for a key that may be missing.
  static func text(_ node: DocumentNode?) -> Located<String>? { node.flatMap { text($0) } }
}

extension Diagnostic {
  fileprivate static func unknownComponent(_ name: Located<String>) -> Self {
    let names = MOFComponent.kinds.map(\.name)
    return Self(
      "unknown-component", .warning, "\(name.value.quoted) is no component of the framework; its sort is guessed from its words",
      labels: [.init(name.span)], help: NearestName.of(name.value, among: names).map { "did you mean `\($0)`?" })
  }

  fileprivate static func leftOut(_ name: Located<String>, _ license: Located<String>) -> Self {
    Self(
      "component-left-out", .note, "\(name.value.quoted) is listed as not included", labels: [.init(license.span)],
      help: "ask the producer under which terms it can be had")
  }
}
