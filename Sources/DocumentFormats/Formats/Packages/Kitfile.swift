import Diagnostics
import Documents
import Files
import Inventory
import Licensing

extension DocumentFormat {
  /// What a ModelKit of KitOps is packed from.
  static let kitfile = DocumentFormat(
    name: "kitfile", title: "a KitOps Kitfile (`manifestVersion`)", marks: ["manifestVersion"],
    detects: { _, document in
      guard let root = document?.root, root.kind == .object, root["manifestVersion"] != nil else { return .no }
      return ["package", "model", "datasets", "code", "docs"].contains { root[$0] != nil } ? .certain : .likely
    },
    read: { _, document, context in
      guard let document else { return [] }
      var reader = Kitfile(document, context)
      return [reader.inventory()]
    })
}

/// Reads one Kitfile: model, data and code, each with a license of its own or that of the package.
struct Kitfile {
  private let root: DocumentNode
  private var draft: InventoryDraft
  private let packageLicense: [Located<String>]

  init(_ document: Document, _ context: ReadingContext) {
    root = document.root
    draft = InventoryDraft(document, as: "kitfile", claim: .manifest, context)
    packageLicense = root["package"]?["license"].map(HubMetadata.texts) ?? []
  }

  mutating func inventory() -> Inventory {
    draft.name = HubMetadata.text(root["package"]?["name"])?.value
    draft.version = HubMetadata.text(root["package"]?["version"])?.value
    let model = root["model"].flatMap { readModel($0) }
    for node in items("datasets") { readData(node, model) }
    for node in items("code") where !isTextBeside(node) {
      let index = add(node, .code)
      if let model { draft.connect(index, toComponent: model, .runs, at: node.span.opening) }
    }
    for key in ["docs", "prompts"] { for node in items(key) where node["license"] != nil { _ = add(node, .documentation) } }
    for node in items("docs") + items("code") { readLicenseFile(node, model) }
    if draft.inventory.components.isEmpty {
      if packageLicense.isEmpty, root["package"] == nil {
        draft.report(.emptyDocument("the Kitfile", root.span))
      } else {
        let index = draft.add(.weights, named: draft.name, at: root.span)
        draft.declare(packageLicense, for: index)
      }
    }
    return draft.finished()
  }

  private func items(_ key: String) -> [DocumentNode] {
    root[key].map { $0.kind == .array ? Array($0.elements) : [$0] }?.filter { $0.kind == .object } ?? []
  }

  private mutating func add(_ node: DocumentNode, _ kind: ComponentKind) -> Int {
    let name = HubMetadata.text(node["name"]) ?? HubMetadata.text(node["path"])
    let index = draft.add(kind, named: name?.value, at: node.span)
    let own = node["license"].map(HubMetadata.texts) ?? []
    draft.declare(own.isEmpty ? packageLicense : own, for: index)
    draft.mention(unknownKeysOf: node, besides: ["license"])
    return index
  }

  private mutating func readModel(_ node: DocumentNode) -> Int? {
    guard node.kind == .object else { return nil }
    let index = add(node, .weights)
    if let path = HubMetadata.text(node["path"]), Self.isKitReference(path.value) {
      draft.connect(index, to: path, .convertedFrom)
    }
    for part in node["parts"]?.elements.map(\.self) ?? [] where part.kind == .object {
      let type = HubMetadata.text(part["type"])?.value.lowercased() ?? ""
      let isAdapter = type.contains("lora") || type.contains("adapter")
      guard part["license"] != nil || isAdapter else { continue }
      let inner = add(part, .weights)
      draft.connect(index, toComponent: inner, isAdapter ? .mergedFrom : .contains, at: part.span.opening)
    }
    return index
  }

  /// License texts and pages of documentation are packed as code too.
  private func isTextBeside(_ node: DocumentNode) -> Bool {
    guard let path = HubMetadata.text(node["path"])?.value, node["license"] == nil else { return false }
    let name = FilePath.name(of: path).lowercased()
    return FolderContents.licenseSubject(of: name) != nil || name.hasSuffix(".md")
  }

  /// A license text that is packed with the model, where it can be read.
  private mutating func readLicenseFile(_ node: DocumentNode, _ model: Int?) {
    guard let path = HubMetadata.text(node["path"]), let model, let scope = draft.context.scope else { return }
    guard FolderContents.licenseSubject(of: FilePath.name(of: path.value).lowercased()) != nil else { return }
    let place = FilePath.normalized(FilePath.join(FilePath.folder(of: draft.source.path), path.value))
    guard scope.contains(place), !PathScope.isFolder(place) else { return }
    do throws(DiagnosticError) {
      let texts = LicenseText(try scope.read(place), role: LicenseText.role(ofFileNamed: FilePath.name(of: place))).read(
        draft.context)
      draft[model].detected += texts.detected
      draft.report(texts.diagnostics)
    } catch {
      draft.report(error.diagnostics)
    }
  }

  /// `registry/repository:tag` names another kit; a path has no tag.
  private static func isKitReference(_ path: String) -> Bool {
    guard !path.hasPrefix("."), !path.hasPrefix("/"), let colon = path.lastIndex(of: ":") else { return false }
    return path[..<colon].contains("/") && !path[path.index(after: colon)...].contains("/")
  }

  /// Weights of further models are packed as data, since a kit has room for one model only.
  private mutating func readData(_ node: DocumentNode, _ model: Int?) {
    let text = ["path", "name", "description"].compactMap { HubMetadata.text(node[$0])?.value.lowercased() }.joined(
      separator: " ")
    let isModel = ["model weights", "/weights", ".gguf", ".safetensors", ".onnx", ".ckpt"].contains(where: text.contains)
    let index = add(node, isModel ? .weights : .data)
    guard let model else { return }
    draft.connect(model, toComponent: index, isModel ? .contains : .trainedOn, at: node.span.opening)
  }
}
