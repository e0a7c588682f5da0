import Diagnostics
import Documents
import Files
import Inventory
import Licensing
import Reporting

/// A manifest as it can be drafted from what lies in a folder; each entry says where it came from.
struct ManifestDraft {
  struct Edge: Equatable {
    var target: String
    var relationship: Relationship
    var by: Agent
    var source: String
  }

  struct Entry {
    var id: String
    var kind: ComponentKind
    var name: String?
    var license: String?
    var licenseFile: String?
    var card: String?
    var modality: [String] = []
    var isOurs = false
    var edges: [Edge] = []
    var source: String
  }

  private(set) var name: String
  private(set) var entries: [Entry] = []
  private let folder: String

  init(folder: String, name: String) {
    self.folder = folder
    self.name = name
  }

  /// What a document describes; what it only names stays a name, which the audit looks up.
  mutating func add(_ inventory: Inventory) {
    var ids: [String: String] = [:]
    for component in inventory.components { ids[component.id] = component.isDescribed ? nil : component.title }
    for component in inventory.components where component.isDescribed {
      let id = freeID(component.id)
      ids[component.id] = id
    }
    for component in inventory.components where component.isDescribed {
      var entry = Entry(
        id: ids[component.id] ?? component.id, kind: component.kind, name: component.name,
        source: component.evidence.first.map { place($0.span) } ?? relative(inventory.path))
      entry.isOurs = component.isOurs
      entry.modality = (component.modality ?? []).sorted()
      entry.card = component.evidence.first { $0.source == "card" && Self.isMarkdown($0.span.file.path) }.map {
        relative($0.span.file.path)
      }
      entry.licenseFile = component.detected.first { $0.role == "LICENSE" }.map { relative($0.span.file.path) }
      if let claim = component.declared.first, claim.names.count == 1, let name = claim.names.first {
        // The card says it itself.
        if entry.card == nil { entry.license = (claim.freeName ?? name).value }
      }
      entry.edges = component.lineage.map { lineage in
        Edge(
          target: ids[lineage.target.value] ?? lineage.target.value, relationship: lineage.relationship,
          by: lineage.by ?? .upstream, source: place(lineage.target.span))
      }
      entries.append(entry)
    }
    let own = Set(inventory.components.filter(\.isDescribed).compactMap { ids[$0.id] })
    for entry in entries where own.contains(entry.id) { addNames(of: entry.edges) }
  }

  /// A manifest may name what it does not describe only as `org/name`; any other name gets an entry that says nothing more.
  private mutating func addNames(of edges: [Edge]) {
    var known = Set(entries.map(\.id))
    for edge in edges where !Self.isHubID(edge.target) && known.insert(edge.target).inserted {
      entries.append(
        Entry(
          id: edge.target, kind: edge.relationship.parentKind, name: edge.target,
          source: "\(edge.source): named there, and described nowhere"))
    }
  }

  private static func isHubID(_ name: String) -> Bool {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { !$0.isEmpty }
  }

  /// What code loads: our own code runs the models, and what is trained is presumed to be trained on the data.
  mutating func add(_ references: [(file: String, reference: CodeReferences.Reference)]) {
    guard !references.isEmpty else { return }
    var code = Entry(
      id: freeID("code"), kind: .code, isOurs: true, source: "\(relative(references[0].file)): code that loads models or data")
    var model = Entry(
      id: freeID("model"), kind: .weights, isOurs: true,
      source: "presumed: data that the code loads is trained on; write `evaluated-on` or take it out if it is not")
    for (file, reference) in references {
      let source = "\(relative(file)):\(reference.line)"
      let edge = Edge(
        target: reference.id, relationship: reference.isData ? .trainedOn : .runs, by: .us, source: source)
      if reference.isData {
        if !model.edges.contains(where: { $0.target == edge.target }) { model.edges.append(edge) }
      } else if !code.edges.contains(where: { $0.target == edge.target }) {
        code.edges.append(edge)
      }
    }
    if !code.edges.isEmpty { entries.append(code) }
    if !model.edges.isEmpty { entries.append(model) }
  }

  private func freeID(_ wanted: String) -> String {
    var id = wanted
    var number = 2
    while entries.contains(where: { $0.id == id }) {
      id = "\(wanted)-\(number)"
      number += 1
    }
    return id
  }

  private func place(_ span: SourceSpan) -> String { "\(relative(span.file.path)):\(span.start.line)" }

  private static func isMarkdown(_ path: String) -> Bool { path.lowercased().hasSuffix(".md") }

  /// From the folder that the manifest goes to.
  private func relative(_ path: String) -> String {
    guard folder != ".", path.hasPrefix(folder + "/") else { return path }
    return String(path.dropFirst(folder.count + 1))
  }

  var text: String {
    var writer = JSONWriter(.pretty)
    writer.object { writer in
      writer.member("manifest", 1)
      writer.member("name", name)
      writer.members("components", entries) { writer, entry in
        writer.member("id", entry.id)
        writer.member("kind", entry.kind.rawValue)
        if let name = entry.name { writer.member("name", name) }
        if entry.isOurs { writer.member("owner", "us") }
        if let license = entry.license { writer.member("license", license) }
        if let file = entry.licenseFile { writer.member("licenseFile", file) }
        if let card = entry.card { writer.member("card", card) }
        if !entry.modality.isEmpty { writer.member("modality", entry.modality) }
        if !entry.edges.isEmpty {
          writer.members("from", entry.edges) { writer, edge in
            writer.member("component", edge.target)
            writer.member("relationship", edge.relationship.rawValue)
            writer.member("by", edge.by.rawValue)
            writer.member("source", edge.source)
          }
        }
        writer.member("source", entry.source)
      }
    }
    writer.newline()
    return String(decoding: JSONReporter.harmless(writer.bytes), as: UTF8.self)
  }
}
