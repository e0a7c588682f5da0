import Diagnostics
import Documents
import Files
import Inventory
import Licensing

extension DocumentFormat {
  /// The configuration of a PEFT adapter, `adapter_config.json`.
  static let adapterConfiguration = DocumentFormat(
    name: "adapter-configuration", title: "an adapter configuration (`base_model_name_or_path`)", place: .witness,
    detects: { source, document in document.map { Configuration.adapterCertainty(source, $0.root) } ?? .no },
    read: { _, document, _ in document.map { [Configuration($0).adapterInventory()] } ?? [] })

  /// The configuration of a model, `config.json`, or of a pipeline, `model_index.json`.
  static let modelConfiguration = DocumentFormat(
    name: "model-configuration", title: "a model configuration (`model_type` or `architectures`)", place: .onlyNamed,
    detects: { source, document in document.map { Configuration.modelCertainty(source, $0.root) } ?? .no },
    read: { _, document, _ in document.map { [Configuration($0).modelInventory()] } ?? [] })
}

/// A configuration beside weights: what it says of their parent.
struct Configuration {
  let document: Document
  /// The subject's own Hub id or folder name, if known; many configurations name themselves.
  var name: String?

  init(_ document: Document, name: String? = nil) {
    self.document = document
    self.name = name
  }

  static func adapterCertainty(_ source: SourceFile, _ root: DocumentNode) -> DocumentFormat.Certainty {
    guard root.kind == .object else { return .no }
    if root["base_model_name_or_path"] != nil { return .certain }
    return FilePath.name(of: source.path).hasSuffix("adapter_config.json") || root["peft_type"] != nil ? .likely : .no
  }

  static func modelCertainty(_ source: SourceFile, _ root: DocumentNode) -> DocumentFormat.Certainty {
    guard root.kind == .object, root["components"] == nil else { return .no }
    if root["model_type"]?.string != nil || root["architectures"]?.kind == .array { return .likely }
    return root["_name_or_path"] != nil || root["_diffusers_version"] != nil ? .likely : .no
  }

  // MARK: Adapters

  func adapterInventory() -> Inventory {
    let root = document.root
    var inventory = started()
    let base = root["base_model_name_or_path"]
    var parent = base?.string?.isEmpty == false ? base?.located : nil
    if parent == nil {
      let place = base?.span ?? root.span.opening
      inventory.diagnostics.append(.unnamedBase(place))
      parent = Located("unnamed base model", place)
    }
    if let parent {
      if HubID.isLocalPath(parent.value) { inventory.diagnostics.append(.localParent(parent)) }
      inventory.components[0].lineage = [Lineage(target: parent, relationship: .adapterOf)]
    }
    inventory.addParents(ofComponentAt: 0)
    return inventory
  }

  // MARK: Models

  /// `_name_or_path` is where the weights were loaded from when they were saved last: often the parent, often a folder.
  func modelInventory() -> Inventory {
    let root = document.root
    var inventory = started()
    let family = root["model_type"] ?? root["architectures"]?.elements.first { _ in true } ?? root["_class_name"]
    inventory.components[0].family = family?.located
    inventory.components[0].modality = modality
    guard let origin = root["_name_or_path"]?.located, !origin.value.isEmpty else { return inventory }
    inventory.components[0].evidence.append(.init(source: "configuration", span: origin.span))
    let isItself = HubID.canonical(origin.value).lowercased() == name?.lowercased()
    if HubID.isQualified(HubID.canonical(origin.value)), !isItself {
      inventory.components[0].lineage = [Lineage(target: origin, relationship: .fineTunedFrom)]
      inventory.diagnostics.append(.parentByHint(origin))
      inventory.addParents(ofComponentAt: 0)
    } else if !isItself {
      inventory.diagnostics.append(.noParent(origin))
    }
    return inventory
  }

  private var modality: Set<String>? {
    var result: Set<String> = []
    for (key, modality) in [("vision_config", "image"), ("audio_config", "audio"), ("text_config", "text")]
    where document.root[key]?.kind == .object { result.insert(modality) }
    return result.isEmpty ? nil : result
  }

  private func started() -> Inventory {
    var inventory = Inventory(path: document.source.path)
    let name = name ?? HubCard.hubName(in: document.source.path)
    inventory.name = name
    inventory.sources = [document.source]
    inventory.diagnostics = document.warnings
    var component = Component(
      id: name ?? HubSubject.id(for: .weights), kind: .weights, name: name, span: document.root.span.opening)
    component.evidence = [.init(source: "configuration", span: document.root.span.opening)]
    inventory.components = [component]
    return inventory
  }
}

extension Diagnostic {
  fileprivate static func unnamedBase(_ span: SourceSpan) -> Self {
    Self(
      "unnamed-parent", .warning, "the adapter does not name the model that it belongs to", labels: [.init(span)],
      help: "write the base model's Hub id as `base_model_name_or_path`")
  }

  fileprivate static func parentByHint(_ origin: Located<String>) -> Self {
    Self(
      "parent-by-hint", .note, "\(origin.value.quoted) is taken for the parent: the weights were loaded from there",
      labels: [.init(origin.span)], help: "state the parent as `base_model` in the card")
  }

  fileprivate static func noParent(_ origin: Located<String>) -> Self {
    Self(
      "local-parent", .note, "the weights were loaded from \(origin.value.quoted), which names no model",
      labels: [.init(origin.span)],
      help: "state the parent as `base_model` in the card")
  }
}
