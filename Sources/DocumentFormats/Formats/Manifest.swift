import Diagnostics
import Documents
import Inventory
import Licensing

extension DocumentFormat {
  /// Our own manifest, version 1 (design contract, section 3), in JSON or YAML.
  static let manifest = DocumentFormat(
    name: "manifest", title: "a manifest (`\"manifest\": 1`)", place: .claimsFolder, marks: ["manifest"],
    detects: { _, document in document.map { ManifestReader.certainty($0.root) } ?? .no },
    read: { source, document, context in
      guard let document else { return [] }
      var reader = ManifestReader(path: source.path, context: context)
      return [reader.inventory(of: document)]
    })
}

/// Reads one manifest; all mistakes are collected, not only the first.
struct ManifestReader {
  var nodes = NodeReader()
  let path: String
  var context: ReadingContext
  /// The components as stated, with the references that are checked when all ids are known.
  var entries: [Entry] = []
  var alternatives: [(component: Located<String>, entries: [Entry])] = []
  var suits: [Located<String>] = []

  init(path: String, context: ReadingContext) {
    self.path = path
    self.context = context
  }

  static let keys = ["manifest", "name", "version", "components", "alternatives", "use", "$schema"]

  static func certainty(_ root: DocumentNode) -> DocumentFormat.Certainty {
    guard root.kind == .object else { return .no }
    if let version = root["manifest"] {
      if version.kind == .number || root["components"] != nil || root["use"] != nil { return .certain }
      return version.kind == .string ? .possible : .no
    }
    // Somebody forgot the version: CycloneDX has `components` too, but no kinds and ids of ours.
    guard let first = root["components"]?.elements.first(where: { _ in true }), root["bomFormat"] == nil else { return .no }
    return first["id"] != nil && first["kind"] != nil ? .likely : .no
  }

  mutating func inventory(of document: Document) -> Inventory {
    var inventory = Inventory(path: path)
    inventory.sources = [document.source]
    // Norway may be written `NO`: manifests are YAML 1.2, whatever older readers make of it.
    nodes.report(document.warnings.filter { $0.code != "yaml-1.1-boolean" })
    if let fields = nodes.object(document.root, "the manifest", keys: Self.keys), readVersion(fields) {
      inventory.name = fields["name"].flatMap { nodes.string($0, "`name`") }?.value
      inventory.version = fields["version"].flatMap { readName($0, "`version`") }
      readComponents(fields)
      if let node = fields["alternatives"] { readAlternatives(node) }
      inventory.use = fields["use"].flatMap { readUse($0) }
      joinFiles(into: &inventory)
      resolve(into: &inventory)
    }
    inventory.diagnostics += nodes.diagnostics
    return inventory
  }

  private mutating func readVersion(_ fields: NodeReader.Fields) -> Bool {
    guard let node = fields["manifest"] else {
      nodes.report(.missingKey("manifest", "the manifest", fields.node.span.opening, help: "add `\"manifest\": 1`"))
      return true
    }
    guard node.kind == .number else {
      nodes.report(.wrongType("`manifest`", "the number 1", node))
      return true
    }
    if node.number == 1 { return true }
    nodes.report(.unknownVersion(node))
    return false
  }

  /// A string, or a number as it is written (`version: 1.10` in YAML).
  private mutating func readName(_ node: DocumentNode, _ what: String) -> String? {
    node.kind == .number ? node.scalarText : nodes.string(node, what)?.value
  }

  private mutating func readComponents(_ fields: NodeReader.Fields) {
    guard let node = fields["components"] else {
      nodes.report(
        .missingKey(
          "components", "the manifest", fields.key("manifest") ?? fields.node.span,
          help: "list what the release is made of: `\"components\": [{\"id\": …, \"kind\": …, \"license\": …}]`"))
      return
    }
    guard let elements = nodes.list(node, "`components`") else { return }
    if elements.isEmpty { nodes.report(.noComponents(node.span)) }
    entries = elements.compactMap { readEntry($0, "a component") }
  }

  private mutating func readAlternatives(_ node: DocumentNode) {
    for element in nodes.list(node, "`alternatives`") ?? [] {
      guard let fields = nodes.object(element, "an alternative", keys: ["component", "replaceWith"]) else { continue }
      guard let target = requiredString(fields, "component", "an alternative"),
        let replacements = required(fields, "replaceWith", "an alternative")
      else { continue }
      let list = nodes.list(replacements, "`replaceWith`") ?? []
      if list.isEmpty, replacements.kind == .array { nodes.report(.noReplacements(replacements.span)) }
      alternatives.append((target, list.compactMap { readEntry($0, "a replacement") }))
    }
  }

  // MARK: Keys that must be there

  mutating func required(_ fields: NodeReader.Fields, _ key: String, _ what: String) -> DocumentNode? {
    guard let node = fields[key] else {
      nodes.report(.missingKey(key, what, fields.node.span.opening, help: "add `\(key)`"))
      return nil
    }
    return node
  }

  mutating func requiredString(_ fields: NodeReader.Fields, _ key: String, _ what: String) -> Located<String>? {
    required(fields, key, what).flatMap { nodes.string($0, "`\(key)`") }
  }
}

extension SourceSpan {
  /// The first byte, so that a message about a whole object does not underline all of it.
  var opening: SourceSpan {
    SourceSpan(file, range.lowerBound..<min(range.lowerBound + 1, range.upperBound))
  }
}

extension Diagnostic {
  fileprivate static func unknownVersion(_ node: DocumentNode) -> Self {
    Self(
      "unknown-version", .error, "manifest version \((node.scalarText ?? "").quoted) is not known", labels: [.init(node.span)],
      help: "write `\"manifest\": 1`, or use a newer licensecheck")
  }

  fileprivate static func noComponents(_ span: SourceSpan) -> Self {
    Self("empty-value", .error, "the manifest has no components", labels: [.init(span)], help: "list what the release is made of")
  }

  fileprivate static func noReplacements(_ span: SourceSpan) -> Self {
    Self(
      "empty-value", .error, "an alternative replaces its component with nothing", labels: [.init(span)],
      help: "list at least one component")
  }
}
