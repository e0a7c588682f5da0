import Diagnostics
import Documents
import Inventory
import Licensing

extension DocumentFormat {
  /// An SPDX document of version 2, in JSON or YAML.
  static let spdx2 = DocumentFormat(
    name: "spdx-2", title: "an SPDX 2 document (`spdxVersion`)", place: .bill, marks: ["spdxVersion"],
    detects: { _, document in
      guard let root = document?.root, root.kind == .object else { return .no }
      return root["spdxVersion"] != nil || (root["SPDXID"] != nil && root["packages"] != nil) ? .certain : .no
    },
    read: { _, document, context in
      guard let document else { return [] }
      var reader = SPDX2(document, context)
      return [reader.inventory()]
    })
}

/// Reads one document; its version knows no models, so they are told by where they come from.
struct SPDX2 {
  private let root: DocumentNode
  private var draft: InventoryDraft
  private var indices: [String: Int] = [:]
  /// Texts of licenses that are not on the list, by their `LicenseRef-…`.
  private var texts: [String: Located<String>] = [:]
  /// What was found in them, each looked at once.
  private var detected: [String: [DetectedLicense]] = [:]

  init(_ document: Document, _ context: ReadingContext) {
    root = document.root
    draft = InventoryDraft(document, as: "spdx", claim: .manifest, context)
  }

  mutating func inventory() -> Inventory {
    draft.name = HubMetadata.text(root["name"])?.value
    for info in root["hasExtractedLicensingInfos"]?.elements.map(\.self) ?? [] {
      if let id = info["licenseId"]?.string, let text = HubMetadata.text(info["extractedText"]) { texts[id] = text }
    }
    for package in root["packages"]?.elements.map(\.self) ?? [] { read(package) }
    readFiles()
    readRelationships()
    if draft.inventory.components.isEmpty { draft.report(.emptyDocument("the SPDX document", root.span)) }
    return draft.finished()
  }

  // MARK: Packages and files

  private mutating func read(_ package: DocumentNode) {
    guard package.kind == .object else { return }
    let name = HubMetadata.text(package["name"])?.value
    let (kind, hubID) = SPDXOrigin.kind(of: origins(package))
    let index = draft.add(kind, named: hubID ?? name, at: package.span)
    if let id = package["SPDXID"]?.string { indices[id] = index }
    declare(package, index, declared: ["licenseDeclared"], concluded: ["licenseConcluded", "licenseInfoFromFiles"])
  }

  private func origins(_ package: DocumentNode) -> [String] {
    let references = package["externalRefs"]?.elements.compactMap { $0["referenceLocator"]?.string } ?? []
    return references + ["downloadLocation", "homepage"].compactMap { package[$0]?.string }
  }

  private mutating func declare(_ node: DocumentNode, _ index: Int, declared: [String], concluded: [String]) {
    func texts(_ keys: [String]) -> [Located<String>] {
      // The licenses of files are told only where nobody says more of the whole.
      var found: [Located<String>] = []
      for key in keys where !found.contains(where: { if case .license = LicenseStatement($0) { true } else { false } }) {
        found += node[key].map(HubMetadata.texts) ?? []
      }
      return found
    }
    let declaredNames = texts(declared)
    let all =
      declaredNames.contains { if case .license = LicenseStatement($0) { true } else { false } }
      ? texts(Array(concluded.prefix(1))) : texts(concluded)
    draft.declare(declaredNames, concluded: all, for: index)
    attachTexts(index)
  }

  private mutating func attachTexts(_ index: Int) {
    guard !texts.isEmpty else { return }
    let words = draft[index].declared.flatMap(\.names).flatMap { $0.value.split { " ()+".contains($0) }.map(String.init) }
    var seen: Set<String> = []
    for id in words where seen.insert(id).inserted {
      guard let text = texts[id] else { continue }
      let found = detected[id] ?? EmbeddedText(text).detected(draft.context)
      detected[id] = found
      draft[index].detected += found
    }
  }

  /// Files are parts of their packages; one under another license is a component of its own.
  private mutating func readFiles() {
    let known = Set(draft.inventory.components.flatMap { $0.declared.flatMap { $0.names.map(\.value) } })
    for file in root["files"]?.elements.map(\.self) ?? [] {
      let stated =
        (file["licenseConcluded"].map(HubMetadata.texts) ?? []) + (file["licenseInfoInFiles"].map(HubMetadata.texts) ?? [])
      let names = stated.compactMap { if case .license(let text) = LicenseStatement($0) { text.value } else { nil } }
      guard indices.isEmpty || names.contains(where: { !known.contains($0) }) else { continue }
      let name = HubMetadata.text(file["fileName"])?.value
      let index = draft.add(.code, named: name, at: file.span)
      if let id = file["SPDXID"]?.string { indices[id] = index }
      declare(file, index, declared: [], concluded: ["licenseConcluded", "licenseInfoInFiles"])
    }
  }

  // MARK: Relationships

  private mutating func readRelationships() {
    for relation in root["relationships"]?.elements.map(\.self) ?? [] {
      guard let from = relation["spdxElementId"]?.string, let to = relation["relatedSpdxElement"]?.string,
        let type = relation["relationshipType"]?.string, let first = indices[from], let second = indices[to]
      else { continue }
      SPDXOrigin.connect(first, second, type.uppercased().filter { $0 != "_" }, at: relation.span.opening, in: &draft)
    }
    for package in root["packages"]?.elements.map(\.self) ?? [] {
      guard let id = package["SPDXID"]?.string, let owner = indices[id] else { continue }
      for file in package["hasFiles"]?.elements.map(\.self) ?? [] {
        if let part = file.string.flatMap({ indices[$0] }) { draft.connect(owner, toComponent: part, .contains, at: file.span) }
      }
    }
  }
}

/// What both versions of SPDX leave to be worked out.
enum SPDXOrigin {
  /// The kind of a package by where it is from, and its id on the Hub if it is from there.
  static func kind(of addresses: [String]) -> (kind: ComponentKind, hubID: String?) {
    for address in addresses {
      for prefix in ["pkg:huggingface/", "https://huggingface.co/", "https://hf.co/", "git+https://huggingface.co/"]
      where address.lowercased().hasPrefix(prefix) {
        var rest = address.dropFirst(prefix.count).prefix { !"@?#".contains($0) }
        let isData = rest.hasPrefix("datasets/")
        if isData { rest = rest.dropFirst("datasets/".count) }
        let id = rest.split(separator: "/").prefix(2).joined(separator: "/")
        if HubID.isPlausible(id) { return (isData ? .data : .weights, id) }
      }
    }
    return (.code, nil)
  }

  /// Joins two elements as a relationship says; its type is in capital letters without `_`.
  static func connect(_ first: Int, _ second: Int, _ type: String, at span: SourceSpan, in draft: inout InventoryDraft) {
    func join(_ child: Int, _ parent: Int, _ relationship: Relationship?) {
      if let relationship { draft.connect(child, toComponent: parent, relationship, at: span) }
    }
    func use(_ child: Int, _ parent: Int) { join(child, parent, .use(of: draft[parent].kind, by: draft[child].kind)) }
    func descend(_ child: Int, _ parent: Int) {
      let isQuantized = draft[child].name.map(HubLineage.isQuantized) == true
      join(child, parent, draft[child].kind == .weights ? (isQuantized ? .quantizedFrom : .fineTunedFrom) : .derivedFrom)
    }
    switch type {
    case "CONTAINS", "DEPENDSON", "HASPREREQUISITE", "HASDATAFILE", "HASSTATICLINK", "HASDYNAMICLINK", "DYNAMICLINK",
      "STATICLINK",
      "HASOPTIONALCOMPONENT", "HASOPTIONALDEPENDENCY", "HASPROVIDEDDEPENDENCY", "USESDATA":
      use(first, second)
    case "CONTAINEDBY", "DEPENDENCYOF", "PREREQUISITEFOR", "DATAFILEOF", "RUNTIMEDEPENDENCYOF", "PROVIDEDDEPENDENCYOF",
      "PACKAGEDBY",
      "OPTIONALDEPENDENCYOF", "BUILDDEPENDENCYOF", "DEVDEPENDENCYOF", "TESTDEPENDENCYOF":
      use(second, first)
    case "TRAINEDON", "PRETRAINEDON", "FINETUNEDON": join(first, second, .trainedOn)
    case "TESTEDON", "VALIDATEDON", "EVALUATEDON": join(first, second, .evaluatedOn)
    case "DESCENDANTOF": descend(first, second)
    case "ANCESTOROF": descend(second, first)
    case "GENERATEDFROM", "COPYOF":
      join(first, second, draft[first].kind == .data && draft[second].kind == .weights ? .generatedBy : .convertedFrom)
    case "GENERATES", "COPIEDTO":
      join(second, first, draft[second].kind == .data && draft[first].kind == .weights ? .generatedBy : .convertedFrom)
    default: break
    }
  }
}
