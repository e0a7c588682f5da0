import Diagnostics
import Documents
import Inventory
import Licensing
import YAMLDocuments

/// `.licensecheck.yaml`: what an organization states once for all its audits.
package struct ProjectConfiguration: Sendable {
  package var source: SourceFile
  /// `use:` and `facts:`, by the rules of the manifest's `use`.
  package var use: StatedUse?
  /// `assumptions:`: a setting for each point, or one word for all (`strict`, `default`, `lenient`).
  package var assumptions: [Located<String>] = []

  package init(source: SourceFile) { self.source = source }

  /// The name of the file; it counts at the root of the repository that holds the working directory, and nowhere else.
  package static let fileName = ".licensecheck.yaml"
  /// What the names of all files of an organization's policy begin with.
  package static let family = ".licensecheck"

  /// Every mistake of the file is thrown, with its line and column.
  package static func read(_ source: SourceFile, context: ReadingContext) throws(DiagnosticError) -> ProjectConfiguration {
    let document = try YAMLReader.read(source)
    var reader = ConfigurationReader(source: source, context: context)
    let configuration = reader.configuration(document.root)
    let errors = reader.manifest.nodes.diagnostics.filter { $0.severity == .error }
    guard errors.isEmpty else { throw DiagnosticError(errors) }
    return configuration
  }
}

/// Reads the file key by key; each key of the file is one entry of the table.
private struct ConfigurationReader {
  let source: SourceFile
  var manifest: ManifestReader

  init(source: SourceFile, context: ReadingContext) {
    self.source = source
    manifest = ManifestReader(path: source.path, context: context)
  }

  private typealias Entry = (
    key: String, read: @Sendable (inout ConfigurationReader, DocumentNode, inout ProjectConfiguration) -> Void
  )

  private static let table: [Entry] = [
    ("use", { reader, node, result in reader.add(reader.manifest.readUse(node), node, to: &result) }),
    ("facts", { reader, node, result in reader.readFacts(node, &result) }),
    ("assumptions", { reader, node, result in reader.readAssumptions(node, &result) }),
  ]

  mutating func configuration(_ root: DocumentNode) -> ProjectConfiguration {
    var result = ProjectConfiguration(source: source)
    guard !root.isNull, let fields = manifest.nodes.object(root, "the configuration", keys: Self.table.map(\.key)) else {
      return result
    }
    for entry in Self.table {
      // A key with nothing behind it states nothing.
      guard let node = fields[entry.key], !node.isNull else { continue }
      entry.read(&self, node, &result)
    }
    return result
  }

  /// The same keys as `use`, without what is done: facts are about who does it.
  private mutating func readFacts(_ node: DocumentNode, _ result: inout ProjectConfiguration) {
    let keys = ManifestReader.useKeys.filter { $0 != "profile" && $0 != "acts" }
    guard manifest.nodes.object(node, "`facts`", keys: keys) != nil else { return }
    add(manifest.readUse(node), node, to: &result)
  }

  private mutating func add(_ use: StatedUse?, _ node: DocumentNode, to result: inout ProjectConfiguration) {
    guard let use else { return }
    guard var joined = result.use else {
      result.use = use
      return
    }
    if let name = joined.facts.origins.keys.filter({ use.facts.origins[$0] != nil }).sorted().first {
      manifest.nodes.report(.statedTwice(name, node.span))
    }
    joined.profile = joined.profile ?? use.profile
    joined.acts = joined.acts ?? use.acts
    joined.facts.take(use.facts)
    result.use = joined
  }

  private mutating func readAssumptions(_ node: DocumentNode, _ result: inout ProjectConfiguration) {
    guard node.kind == .object else {
      if let attitude = manifest.nodes.string(node, "`assumptions`") { result.assumptions = [attitude] }
      return
    }
    for member in node.members {
      guard let setting = manifest.nodes.string(member.value, "`\(member.key.value)`") else { continue }
      result.assumptions.append(Located("\(member.key.value)=\(setting.value)", member.key.span))
    }
  }
}

extension Diagnostic {
  fileprivate static func statedTwice(_ name: FactName, _ span: SourceSpan) -> Self {
    Self(
      "stated-twice", .error, "`use` and `facts` both state `\(name.rawValue)`", labels: [.init(span)], help: "state it once")
  }
}
