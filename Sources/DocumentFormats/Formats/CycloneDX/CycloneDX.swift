import Diagnostics
import Documents
import Inventory
import Licensing
import MarkupText

extension DocumentFormat {
  /// A CycloneDX bill of materials in JSON, with machine-learning models and data among its components.
  static let cycloneDX = DocumentFormat(
    name: "cyclonedx", title: "a CycloneDX bill of materials (`bomFormat`, or XML with `<bom>`)", syntax: .tree,
    place: .bill, marks: ["CycloneDX"],
    detects: { _, document in document.map { CycloneDX.certainty($0.root) } ?? .no },
    read: { _, document, context in
      document.map { [CycloneDX.inventory(.json($0.root), InventoryDraft($0, as: "cyclonedx", claim: .manifest, context))] } ?? []
    })

  /// The same in XML.
  static let cycloneDXInXML = DocumentFormat(
    name: "cyclonedx-xml", title: "a CycloneDX bill of materials in XML", syntax: .bytes, place: .bill,
    marks: ["cyclonedx.org/schema/bom"],
    detects: { source, document in document == nil && CycloneDX.isXML(source) ? .certain : .no },
    read: { source, _, context in [CycloneDX.inventory(xml: source, context)] })
}

/// Reads one bill of materials.
struct CycloneDX {
  private var draft: InventoryDraft
  /// Indices of components by their `bom-ref`.
  private var references: [String: Int] = [:]
  /// Data that model cards refer to.
  private var pending: [(model: Int, reference: Located<String>)] = []
  private var unlicensedFiles = 0

  static func certainty(_ root: DocumentNode) -> DocumentFormat.Certainty {
    guard root.kind == .object else { return .no }
    if root["bomFormat"]?.string == "CycloneDX" { return .certain }
    return root["specVersion"] != nil && (root["components"] != nil || root["metadata"] != nil) ? .likely : .no
  }

  static func isXML(_ source: SourceFile) -> Bool {
    let start = String(decoding: source.bytes.prefix(4096), as: UTF8.self)
    return start.contains("cyclonedx.org/schema/bom") && start.contains("bom")
      && start.drop { $0.isWhitespace || $0 == "\u{FEFF}" }.hasPrefix("<")
  }

  /// Bills of materials of whole products are large.
  static let limits = MarkupLimits(bytes: 128 << 20, depth: 256, nodes: 1_000_000)

  static func inventory(xml source: SourceFile, _ context: ReadingContext) -> Inventory {
    var draft = InventoryDraft(source, as: "cyclonedx", claim: .manifest, context)
    do throws(DiagnosticError) {
      let root = try MarkupXML.tree(source, limits: limits)
      if root.name != "bom" { draft.report(.unexpectedRoot(root)) }
      return inventory(.xml(root), draft)
    } catch {
      draft.report(error.diagnostics)
      return draft.finished()
    }
  }

  static func inventory(_ root: BOMNode, _ draft: InventoryDraft) -> Inventory {
    var reader = CycloneDX(draft: draft)
    return reader.read(root)
  }

  private mutating func read(_ root: BOMNode) -> Inventory {
    let subject = root.child("metadata")?.child("component")
    let main = subject.flatMap { add($0, inside: nil, depth: 0) }
    draft.name = (main.map { draft[$0].name } ?? nil) ?? draft.name
    draft.version = subject?.text("version")?.value
    let top = root.items("components").compactMap { add($0, inside: nil, depth: 0) }
    readReferences()
    readDependencies(root)
    if let main { connectRest(top, to: main) }
    if draft.inventory.components.isEmpty {
      draft.report(.emptyDocument("the bill of materials", root.span))
    } else if unlicensedFiles > 0 {
      draft.report(.filesOfAnother(unlicensedFiles, root.span))
    }
    return draft.finished()
  }

  // MARK: Components

  private static let kinds: [String: ComponentKind] = ["machine-learning-model": .weights, "data": .data]
  private static let types: Set<String> = [
    "application", "framework", "library", "container", "platform", "operating-system", "device", "device-driver", "firmware",
    "file", "machine-learning-model", "data", "cryptographic-asset",
  ]

  /// How deep components are followed into each other.
  private static let depth = 64

  private mutating func add(_ node: BOMNode, inside parent: Int?, depth: Int) -> Int? {
    guard depth < Self.depth else {
      draft.report(.componentsTooDeep(node.span, limit: Self.depth))
      return nil
    }
    let licenses = BOMLicenses(node)
    draft.report(licenses.diagnostics)
    let type = node.text("type")
    if type?.value == "file", licenses.isEmpty, node.child("modelCard") == nil {
      unlicensedFiles += 1
      return nil
    }
    if let type, !Self.types.contains(type.value) { draft.report(.unknownType(type)) }
    let kind = type.flatMap { Self.kinds[$0.value] } ?? (node.child("modelCard") != nil ? .weights : .code)
    let index = draft.add(kind, named: Self.name(node, kind), at: node.span)
    for key in ["bom-ref", "purl"] {
      if let reference = node.text(key)?.value, references[reference] == nil { references[reference] = index }
    }
    declare(licenses, node, for: index)
    readModelCard(node, index)
    readPedigree(node, index, depth: depth)
    readProperties(node, index)
    for inner in node.items("components") {
      guard let part = add(inner, inside: index, depth: depth + 1) else { continue }
      if kind == .weights, draft[part].kind == .data, Self.isForEvaluation(inner) {
        draft.connect(index, toComponent: part, .evaluatedOn, at: inner.span)
      } else {
        connect(index, part, at: inner.span)
      }
    }
    if let parent, parent == index { return nil }
    return index
  }

  /// The Hub id where the address of the package or of its card tells it, else group and name.
  private static func name(_ node: BOMNode, _ kind: ComponentKind) -> String? {
    if let purl = node.text("purl")?.value, purl.lowercased().hasPrefix("pkg:huggingface/") {
      let rest = purl.dropFirst("pkg:huggingface/".count).prefix { $0 != "@" && $0 != "?" && $0 != "#" }
      let id = String(rest).replacing("%2F", with: "/").replacing("%2f", with: "/")
      if HubID.isPlausible(id) { return id }
    }
    guard let name = node.text("name")?.value else { return nil }
    guard kind != .code, !name.contains("/") else { return name }
    for reference in node.items("externalReferences") {
      guard let url = reference.text("url")?.value else { continue }
      let id = HubID.canonical(url)
      if id != url, id.lowercased().hasSuffix("/" + name.lowercased()) { return id }
    }
    return node.text("group").map { "\($0.value)/\(name)" } ?? name
  }

  // MARK: Licenses

  private mutating func declare(_ licenses: BOMLicenses, _ node: BOMNode, for index: Int) {
    // What a scanner saw in the files is one more conclusion.
    let seen = node.child("evidence").map { BOMLicenses($0) }
    draft.report(seen?.diagnostics ?? [])
    for text in licenses.texts + (seen?.texts ?? []) { draft.attach(text, to: index) }
    let link = licenses.declared.link ?? licenses.concluded.link
    let concluded = licenses.concluded.names + (seen?.declared.names ?? []) + (seen?.concluded.names ?? [])
    draft.declare(licenses.declared.names, concluded: concluded, for: index, link: link)
    guard licenses.isEmpty else { return }
    for reference in node.items("externalReferences") where reference.text("type")?.value == "license" {
      if let url = reference.text("url") { draft.declare([url], for: index, link: url) }
    }
  }

  // MARK: Lineage

  private mutating func readModelCard(_ node: BOMNode, _ index: Int) {
    guard let datasets = node.child("modelCard")?.child("modelParameters")?.items("datasets") else { return }
    for dataset in datasets {
      if let reference = dataset.text("ref") ?? (dataset.name == "ref" ? dataset.value : nil) {
        pending.append((index, reference))
      } else if let name = dataset.text("name") ?? dataset.child("contents")?.text("url") {
        draft.connect(index, to: name, .trainedOn)
      } else {
        draft.report(.unnamedData(dataset.span))
        draft.connect(index, to: Located("unnamed data", dataset.span.opening), .trainedOn)
      }
    }
  }

  /// Whether a property says that data is used to evaluate and for nothing else.
  private static func isForEvaluation(_ data: BOMNode) -> Bool {
    let uses = data.items("properties").filter { $0.text("name")?.value.lowercased() == "usage" }
      .compactMap { ($0.text("value") ?? $0.value)?.value.lowercased() }.flatMap { $0.split { "|,; ".contains($0) } }
    return !uses.isEmpty && uses.allSatisfy { ["evaluation", "benchmarking", "benchmark", "testing"].contains($0) }
  }

  private mutating func readReferences() {
    for (model, reference) in pending {
      if let index = references[reference.value] {
        draft.connect(model, toComponent: index, .trainedOn, at: reference.span)
      } else {
        draft.report(.danglingReference(reference))
        draft.connect(model, to: reference, .trainedOn)
      }
    }
  }

  private mutating func readPedigree(_ node: BOMNode, _ index: Int, depth: Int) {
    guard let pedigree = node.child("pedigree") else { return }
    for ancestor in pedigree.items("ancestors") {
      guard let parent = add(ancestor, inside: index, depth: depth + 1) else { continue }
      // Without a license it is no more than a name, which a registry may know.
      if draft[parent].declared.isEmpty, draft[parent].detected.isEmpty { draft[parent].isDescribed = false }
      let isQuantized = draft[index].name.map(HubLineage.isQuantized) == true
      let relationship: Relationship =
        draft[index].kind == .weights ? (isQuantized ? .quantizedFrom : .fineTunedFrom) : .derivedFrom
      draft.connect(index, toComponent: parent, relationship, at: ancestor.span.opening)
    }
    for key in ["descendants", "variants"] {
      if let first = pedigree.items(key).first { draft.report(.unreadRelatives(key, first.span)) }
    }
  }

  /// Makers of bills put into free properties what the model has no place for.
  private mutating func readProperties(_ node: BOMNode, _ index: Int) {
    for property in node.items("properties") {
      guard let key = property.text("name"), let value = property.text("value") ?? property.value else { continue }
      let last = key.value.lowercased().split { ":./".contains($0) }.last.map(String.init) ?? ""
      let word = last.filter { $0.isLetter }
      if ["basemodel", "parentmodel", "basemodels"].contains(word) {
        for name in value.value.split(separator: ",") {
          draft.connect(index, to: Located(String(name).trimmed, value.span), .fineTunedFrom)
        }
      } else if word.hasPrefix("licen") {
        draft.report(.licenseProperty(key))
        guard draft[index].declared.isEmpty, draft[index].detected.isEmpty else { continue }
        draft.declare([value], for: index, as: .prose)
      }
    }
  }

  private mutating func readDependencies(_ root: BOMNode) {
    for dependency in root.items("dependencies") {
      guard let reference = dependency.text("ref"), let child = references[reference.value] else { continue }
      let targets: [Located<String>] =
        if case .json(let node) = dependency { node["dependsOn"].map(HubMetadata.texts) ?? [] } else {
          dependency.parts.filter { $0.name == "dependency" }.compactMap { $0.text("ref") }
        }
      for target in targets {
        guard let parent = references[target.value] else { continue }
        connect(child, parent, at: target.span)
      }
    }
  }

  /// What nothing else leads to is a part of what the bill is about.
  private mutating func connectRest(_ top: [Int], to main: Int) {
    let reached = Set(draft.inventory.components.flatMap { $0.lineage.map(\.target.value) })
    for index in top where index != main && !reached.contains(draft[index].id) {
      connect(main, index, at: draft[main].span ?? draft.source.start)
    }
  }

  private mutating func connect(_ child: Int, _ parent: Int, at span: SourceSpan) {
    guard let relationship = Relationship.use(of: draft[parent].kind, by: draft[child].kind) else { return }
    draft.connect(child, toComponent: parent, relationship, at: span)
  }
}

extension Relationship {
  /// What it means that one thing depends on, or consists of, another; `nil` where no license passes between them.
  static func use(of parent: ComponentKind, by child: ComponentKind) -> Relationship? {
    switch (child, parent) {
    case (.documentation, _), (_, .documentation): nil
    case (.code, .weights): .runs
    case (.code, .code), (.code, .data), (.weights, .code), (.data, .code): .contains
    case (.weights, .data): .trainedOn
    case (.weights, .weights): .fineTunedFrom
    case (.data, .data): .derivedFrom
    case (.data, .weights): .generatedBy
    }
  }
}

extension SourceFile {
  /// The first byte, for facts about the whole.
  var start: SourceSpan { SourceSpan(self, 0..<min(1, bytes.count)) }
}

extension Diagnostic {
  fileprivate static func unexpectedRoot(_ root: MarkupElement) -> Self {
    Self(
      "unexpected-root", .error, "the document is no bill of materials: it begins with \(root.name.quoted)",
      labels: [.init(root.span.opening)])
  }

  fileprivate static func componentsTooDeep(_ span: SourceSpan, limit: Int) -> Self {
    Self(
      "too-deep", .error, "more than \(limit) components inside each other; the rest is not read", labels: [.init(span.opening)])
  }

  fileprivate static func unknownType(_ type: Located<String>) -> Self {
    Self(
      "unknown-type", .warning, "CycloneDX has no component type \(type.value.quoted); it is taken for code",
      labels: [.init(type.span)],
      help: "write `machine-learning-model`, `data`, `library`, …")
  }

  fileprivate static func unnamedData(_ span: SourceSpan) -> Self {
    Self(
      "unnamed-source", .warning, "the model card lists data without a name", labels: [.init(span.opening)],
      help: "name the data set")
  }

  static func danglingReference(_ reference: Located<String>) -> Self {
    Self(
      "unknown-reference", .warning, "nothing in the document is called \(reference.value.quoted)",
      labels: [.init(reference.span)],
      help: "list what is meant among the components")
  }

  fileprivate static func unreadRelatives(_ key: String, _ span: SourceSpan) -> Self {
    Self(
      "unread-relatives", .note, "`\(key)` in a pedigree tell nothing about this component's terms and are not read",
      labels: [.init(span.opening)])
  }

  fileprivate static func licenseProperty(_ key: Located<String>) -> Self {
    Self(
      "unread-license-key", .note,
      "the property \(key.value.quoted) looks like a license; it counts only where nothing else states one",
      labels: [.init(key.span)], help: "state it under `licenses`")
  }

  fileprivate static func filesOfAnother(_ count: Int, _ span: SourceSpan) -> Self {
    Self(
      "files-without-license", .note,
      "\(count == 1 ? "a file" : "\(count) files") without licenses of their own count as parts of what lists them",
      labels: [.init(span.opening)])
  }
}
