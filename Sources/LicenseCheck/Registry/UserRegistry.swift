import Diagnostics
import Inventory
import Licensing

/// Records of models and data sets that the user brings along (`--registry PATH`): Hub records, dumps of them, Hub caches, manifests.
struct UserRegistry: AssetSource {
  private struct Key: Hashable {
    var id: String
    var kind: ComponentKind
  }

  private var facts: [Key: AssetFacts] = [:]

  /// Reads a file or folder.
  /// - Throws: if nothing in it is a record; single records that cannot be read are left out, as they can describe nothing.
  init(path: String) throws(DiagnosticError) {
    let found = SubjectReader(stdinName: path).read([path])
    for inventory in found.inventories {
      for component in inventory.components where component.isDescribed && !component.isOurs { add(component, of: inventory) }
    }
    guard facts.isEmpty else { return }
    let mistakes = (found.diagnostics + found.inventories.flatMap(\.diagnostics)).filter { $0.severity == .error }
    let nothing = Diagnostic(
      "empty-registry", .error, "`--registry` names nothing that holds a record",
      help: "name a Hub record, a dump of records (.ndjson) or a Hub cache", path: path)
    throw DiagnosticError(mistakes.isEmpty ? [nothing] : Array(mistakes.prefix(8)))
  }

  /// The user's records, the first before the others, then those that are shipped.
  static func sources(_ paths: [String]) throws(DiagnosticError) -> [any AssetSource] {
    var sources: [any AssetSource] = []
    for path in paths { sources.append(try UserRegistry(path: path)) }
    return sources + ShippedCatalog.assets
  }

  func facts(of id: String, kind: ComponentKind) -> AssetFacts? { facts[Key(id: id.lowercased(), kind: kind)] }

  var everything: [AssetFacts] {
    facts.values.sorted { ($0.id.value.lowercased(), $0.kind.rawValue) < ($1.id.value.lowercased(), $1.kind.rawValue) }
  }

  private mutating func add(_ component: Component, of inventory: Inventory) {
    guard let span = component.span ?? component.evidence.first?.span else { return }
    let key = Key(id: component.title.lowercased(), kind: component.kind)
    // The first record of an id speaks for it.
    guard facts[key] == nil else { return }
    let parents = component.lineage.map { lineage in
      let parent = inventory.components.first { $0.id == lineage.target.value }
      return AssetFacts.Parent(id: lineage.target.map { parent?.title ?? $0 }, relationship: lineage.relationship)
    }
    facts[key] = AssetFacts(
      id: Located(component.title, span), kind: component.kind, declared: component.declared + Self.claims(component.detected),
      modality: component.modality, parents: parents, created: nil, source: "registry \(span.file.path)", span: span)
  }

  /// What texts beside a card were recognized as.
  private static func claims(_ texts: [DetectedLicense]) -> [DeclaredLicense] {
    texts.filter { $0.role == "LICENSE" && $0.alterations.isEmpty && !$0.ids.isEmpty && $0.match != "modified" }.map { text in
      DeclaredLicense(names: [Located(text.ids[0], text.span)], source: .registry)
    }
  }
}
