import Diagnostics
import Documents
import Inventory
import Licensing
import YAMLDocuments

/// `.licensecheck.yaml`: what an organization states once for all its audits.
package struct ProjectConfiguration: Sendable {
  package var source: SourceFile
  /// Files that this one builds upon (`extends`), as paths from its folder.
  package var extended: [Located<String>] = []
  /// `use:` and `facts:`, by the rules of the manifest's `use`.
  package var use: StatedUse?
  /// `assumptions:`: a setting for each point, or one word for all (`strict`, `default`, `lenient`).
  package var assumptions: [Located<String>] = []
  package var waivers: [Waiver] = []
  package var conclusions: [LicenseDecision] = []
  /// How many days ahead a waiver may end.
  package var waiverDays: Int?
  package var policy: [PolicyStatement] = []
  package var levels: [(rule: Located<String>, level: FindingLevel)] = []
  /// Uses of the organization's own.
  package var profiles: [Located<UseProfile>] = []
  package var files: FileSelection?
  /// Records of models and data sets, as paths from its folder.
  package var registries: [Located<String>] = []

  package init(source: SourceFile) { self.source = source }

  /// The name of the file; it counts at the root of the repository that holds the working directory, and nowhere else.
  package static let fileName = ".licensecheck.yaml"
  /// What the names of all files of an organization's policy begin with.
  package static let family = ".licensecheck"

  package static let keys = ConfigurationReader.table.map(\.key)

  /// Every mistake of the file is thrown, with its line and column.
  package static func read(_ source: SourceFile, context: ReadingContext) throws(DiagnosticError) -> ProjectConfiguration {
    try read(source, context: context, keys: keys, as: "the configuration")
  }

  /// A file of decisions alone: `waivers` and `conclusions`.
  package static func readWaivers(_ source: SourceFile, context: ReadingContext) throws(DiagnosticError) -> ProjectConfiguration {
    try read(source, context: context, keys: waiverKeys, as: "a file of waivers")
  }

  package static let waiverKeys = ["waivers", "conclusions"]

  private static func read(
    _ source: SourceFile, context: ReadingContext, keys: [String], as what: String
  ) throws(DiagnosticError) -> ProjectConfiguration {
    let document = try YAMLReader.read(source)
    var reader = ConfigurationReader(source: source, context: context)
    let configuration = reader.configuration(document.root, keys: keys, as: what)
    let errors = reader.manifest.nodes.diagnostics.filter { $0.severity == .error }
    guard errors.isEmpty else { throw DiagnosticError(errors) }
    return configuration
  }

  /// This configuration on top of one that it extends: what both state, this one decides; lists are joined.
  package func extending(_ other: ProjectConfiguration) -> ProjectConfiguration {
    var result = self
    if var inherited = other.use {
      if let use {
        if use.profile != nil || use.acts != nil { (inherited.profile, inherited.acts) = (use.profile, use.acts) }
        inherited.facts.take(use.facts)
      }
      result.use = inherited
    }
    let named = Set(assumptions.map(\.point))
    let hasAttitude = assumptions.contains { $0.point == nil }
    result.assumptions = (hasAttitude ? [] : other.assumptions.filter { !named.contains($0.point) }) + assumptions
    result.waivers = other.waivers + waivers
    result.conclusions = other.conclusions + conclusions
    result.waiverDays = waiverDays ?? other.waiverDays
    result.policy = other.policy + policy
    result.levels = other.levels + levels
    result.profiles = other.profiles.filter { inherited in !profiles.contains { $0.value.id == inherited.value.id } } + profiles
    result.files = files ?? other.files
    result.registries = registries + other.registries
    return result
  }
}

extension Located<String> {
  /// The disputed point that `NAME=VALUE` settles; `nil` for a word for all.
  fileprivate var point: String? {
    value.firstIndex(of: "=").map { String(value[..<$0]) }
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

  typealias Entry = (
    key: String, read: @Sendable (inout ConfigurationReader, DocumentNode, inout ProjectConfiguration) -> Void
  )

  static let table: [Entry] = [
    ("extends", { $2.extended = $0.manifest.readTexts($1, "`extends`") }),
    // Before what names them.
    ("uses", { $0.readProfiles($1, &$2) }),
    ("use", { reader, node, result in reader.add(reader.manifest.readUse(node), node, to: &result) }),
    ("facts", { reader, node, result in reader.readFacts(node, &result) }),
    ("assumptions", { reader, node, result in reader.readAssumptions(node, &result) }),
    ("policy", { $2.policy = $0.manifest.readPolicy($1) }),
    ("levels", { $2.levels = $0.manifest.readLevels($1) }),
    ("files", { $2.files = $0.manifest.readFileSelection($1) }),
    ("registries", { $2.registries = $0.manifest.readTexts($1, "`registries`") }),
    ("waivers", { $2.waivers = $0.manifest.readWaivers($1) }),
    ("waiver-days", { $2.waiverDays = $0.manifest.nodes.amount($1, "`waiver-days`").map { Int($0.rounded(.up)) } }),
    ("conclusions", { $2.conclusions = $0.manifest.readDecisions($1) }),
  ]

  mutating func configuration(_ root: DocumentNode, keys: [String], as what: String) -> ProjectConfiguration {
    var result = ProjectConfiguration(source: source)
    guard !root.isNull, let fields = manifest.nodes.object(root, what, keys: keys) else { return result }
    for entry in Self.table {
      // A key with nothing behind it states nothing.
      guard let node = fields[entry.key], !node.isNull else { continue }
      entry.read(&self, node, &result)
    }
    return result
  }

  private mutating func readProfiles(_ node: DocumentNode, _ result: inout ProjectConfiguration) {
    result.profiles = manifest.readProfiles(node)
    let standard = manifest.context.vocabulary.profiles
    for profile in result.profiles where standard.contains(profile.value.id) {
      manifest.nodes.report(.standardUse(profile.value.id, profile.span))
    }
    manifest.context.vocabulary.profiles += result.profiles.map(\.value.id)
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

  fileprivate static func standardUse(_ name: String, _ span: SourceSpan) -> Self {
    Self(
      "stated-twice", .error, "`\(name)` is a standard use and cannot be made another one", labels: [.init(span)],
      help: "give your own use a name of its own")
  }
}
