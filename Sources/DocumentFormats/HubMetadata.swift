import Diagnostics
import Documents
import Inventory
import Licensing

/// The facts in a card's front matter, which the Hub's records repeat as `cardData`.
struct HubMetadata {
  enum Subject { case model, data, space }

  var license: Located<[Located<String>]>?
  var freeName: Located<String>?
  var link: Located<String>?
  var parents: [Located<String>] = []
  var relation: Located<String>?
  var datasets: [Located<String>] = []
  var sourceDatasets: [Located<String>] = []
  /// What a Space runs.
  var models: [Located<String>] = []
  var tags: [Located<String>] = []
  var tasks: [Located<String>] = []
  var library: String?
  var name: Located<String>?
  var gatedPrompt: DocumentNode?
  /// How many keys belong to cards; a Markdown file without any is no card.
  var knownKeys = 0
  var diagnostics: [Diagnostic] = []
  private var dataKeys = 0
  private var modelKeys = 0
  private var spaceKeys = 0
  private var details: Located<String>?

  init() {}

  init(_ node: DocumentNode) {
    guard node.kind == .object else {
      if !node.isNull { diagnostics.append(.noMetadata(node)) }
      return
    }
    for member in node.members { read(member) }
    if freeName == nil { freeName = details }
  }

  /// What the place of the card says it describes (`datasets/…`), which is surer than its keys.
  var placedSubject: Subject?

  /// What it describes; `nil` where neither place nor keys say.
  var subject: Subject? {
    if let placedSubject { return placedSubject }
    if spaceKeys > 0 { return .space }
    if dataKeys > modelKeys { return .data }
    return modelKeys > 0 ? .model : nil
  }

  private mutating func read(_ member: DocumentNode.Member) {
    let value = member.value
    let key = member.keyNode.scalarText ?? ""
    knownKeys += 1
    switch key {
    case "license": readLicense(value)
    case "licenses":
      diagnostics.append(.misspelledLicense(member.keyNode.span))
      if license == nil { readLicense(value) }
    case "license_name": freeName = Self.text(value)
    case "license_link": link = Self.text(value)
    case "license_details": details = Self.text(value)
    case "tags": tags = Self.texts(value)
    case "extra_gated_prompt": gatedPrompt = value.kind == .string ? value : nil
    case "datasets": datasets = Self.texts(value)
    case "language", "extra_gated_fields", "extra_gated_heading", "thumbnail": break
    default:
      guard !readModelKey(key, value), !readDataKey(key, value), !readSpaceKey(key, value) else { break }
      knownKeys -= 1
      if key.lowercased().contains("licen") || key.lowercased().contains("copyright"), !value.isNull {
        diagnostics.append(.unreadLicenseKey(Located(key, member.keyNode.span)))
      }
    }
  }

  private mutating func readModelKey(_ key: String, _ value: DocumentNode) -> Bool {
    switch key {
    case "base_model": parents = Self.texts(value)
    case "base_model_relation": relation = Self.text(value)
    case "pipeline_tag": tasks += Self.texts(value)
    case "library_name": library = Self.text(value)?.value
    case "model_name": name = Self.text(value)
    case "model-index", "widget", "inference", "metrics", "quantized_by", "model_creator", "model_type", "base_models",
      "co2_eq_emissions":
      break
    default: return false
    }
    modelKeys += 1
    return true
  }

  private mutating func readDataKey(_ key: String, _ value: DocumentNode) -> Bool {
    switch key {
    case "source_datasets": sourceDatasets = Self.texts(value)
    case "pretty_name": name = Self.text(value)
    case "task_categories": tasks += Self.texts(value)
    case "dataset_info", "configs", "annotations_creators", "language_creators", "multilinguality", "size_categories", "task_ids",
      "paperswithcode_id", "train-eval-index", "viewer":
      break
    default: return false
    }
    dataKeys += 1
    return true
  }

  private mutating func readSpaceKey(_ key: String, _ value: DocumentNode) -> Bool {
    switch key {
    case "models": models = Self.texts(value)
    case "sdk", "app_file": spaceKeys += 1
    default: return false
    }
    return true
  }

  // MARK: License

  private mutating func readLicense(_ node: DocumentNode) {
    var names: [Located<String>] = []
    collectLicenses(node, &names, depth: 0)
    if names.isEmpty { diagnostics.append(.emptyLicense(node)) }
    license = Located(names, node.span)
  }

  /// Some data sets give a license for each configuration: an object, or lists in lists.
  private mutating func collectLicenses(_ node: DocumentNode, _ names: inout [Located<String>], depth: Int) {
    switch node.kind {
    case .array: for element in node.elements where depth < 4 { collectLicenses(element, &names, depth: depth + 1) }
    case .object: for member in node.members where depth < 4 { collectLicenses(member.value, &names, depth: depth + 1) }
    case .string, .number:
      guard let text = Self.text(node), !text.value.isEmpty else { return }
      if !names.contains(where: { $0.value == text.value }) { names.append(text) }
    case .bool: diagnostics.append(.booleanLicense(Located(node.scalarText ?? "", node.span)))
    case .null: break
    }
  }

  /// What the reader of YAML has to say, as far as it matters here: the Hub's own reader follows YAML 1.1, in which `no` is a
  /// truth value, but that the language `no` is one too changes no license.
  mutating func add(_ warnings: [Diagnostic]) {
    diagnostics += warnings.filter { warning in
      guard warning.code == "yaml-1.1-boolean", let place = warning.labels.first?.span.range else { return true }
      let legal = [license?.span.range, freeName?.span.range] + parents.map(\.span.range)
      return legal.contains { $0?.contains(place.lowerBound) == true }
    }
  }

  // MARK: Values

  /// The trimmed text of a scalar that is not null.
  static func text(_ node: DocumentNode) -> Located<String>? {
    guard !node.isNull, let text = node.scalarText else { return nil }
    let trimmed = text.utf8.drop { $0 <= 0x20 }
    guard let last = trimmed.lastIndex(where: { $0 > 0x20 }) else { return nil }
    return Located(String(Substring(trimmed[...last])), node.span)
  }

  /// The texts of a list or of a single scalar; repeated ones once.
  static func texts(_ node: DocumentNode) -> [Located<String>] {
    guard node.kind == .array else { return text(node).map { [$0] } ?? [] }
    var seen: Set<String> = []
    return node.elements.compactMap(text).filter { seen.insert($0.value).inserted }
  }
}

extension Diagnostic {
  fileprivate static func noMetadata(_ node: DocumentNode) -> Self {
    Self(
      "wrong-type", .error, "the card's metadata must be an object, found \(node.noun)", labels: [.init(node.span.opening)],
      help: "write keys and values: `license: …`")
  }

  fileprivate static func misspelledLicense(_ key: SourceSpan) -> Self {
    Self("unknown-key", .warning, "the Hub does not read `licenses`", labels: [.init(key)], help: "write `license`")
  }

  fileprivate static func emptyLicense(_ node: DocumentNode) -> Self {
    Self(
      "empty-license", .warning, "`license` names none", labels: [.init(node.span)],
      help: "write the license's id, or leave the key out")
  }

  fileprivate static func booleanLicense(_ text: Located<String>) -> Self {
    Self(
      "wrong-type", .warning, "`license` must be a license id, found \(text.value.quoted)", labels: [.init(text.span)],
      help: "write the license's id")
  }
}
