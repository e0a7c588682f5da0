import Diagnostics
import Documents
import Licensing

/// One element of an SPDX 3 graph; names may be short (`ai_AIPackage`), plain (`type`) or whole addresses.
struct SPDX3Element {
  let node: DocumentNode
  let type: String

  init(_ node: DocumentNode) {
    self.node = node
    let types = (node["type"] ?? node["@type"]).map(HubMetadata.texts) ?? []
    type = types.map { Self.compact($0.value) }.first ?? ""
  }

  var id: String? { (node["spdxId"] ?? node["@id"])?.string }

  /// `https://spdx.org/rdf/3.0.1/terms/AI/AIPackage` is `ai_AIPackage`.
  private static func compact(_ name: String) -> String {
    guard let terms = name.firstRange(of: "/terms/") else { return name }
    let parts = name[terms.upperBound...].split(separator: "/")
    guard let profile = parts.first, let last = parts.last, parts.count > 1 else { return name }
    return profile == "Core" ? String(last) : "\(profile.lowercased())_\(last)"
  }

  // MARK: Things

  var isFile: Bool { type == "software_File" }

  /// What it is to a license; `nil` for files, people, tools, licenses and relationships.
  var kind: ComponentKind? {
    switch type {
    case "ai_AIPackage": .weights
    case "dataset_DatasetPackage": .data
    case "software_Package": purposeKind ?? .code
    default: nil
    }
  }

  private var purposeKind: ComponentKind? {
    switch value("software_primaryPurpose")?.value.split(separator: "/").last {
    case "model": .weights
    case "data", "dataset": .data
    case "documentation": .documentation
    default: nil
    }
  }

  /// Where it can be had.
  var addresses: [String] {
    ["software_packageUrl", "software_downloadLocation", "software_homePage"].compactMap { value($0)?.value }
  }

  // MARK: Relationships

  var isRelationship: Bool { type == "Relationship" || type == "LifecycleScopedRelationship" }

  /// In capital letters, as version 2 has them, without `_`.
  var relationshipType: String? {
    node["relationshipType"]?.string?.split { "/#".contains($0) }.last.map { $0.uppercased().filter { $0 != "_" } }
  }

  var from: String? { references("from").first?.value }
  var to: [Located<String>] { references("to") }

  // MARK: Values

  /// The scalar under a compact name, or under the same name without its profile.
  func value(_ key: String) -> Located<String>? { HubMetadata.text(node[key]) }

  /// Ids under a key: text, an object with an id, or a list of them.
  func references(_ key: String) -> [Located<String>] {
    guard let value = node[key] else { return [] }
    return (value.kind == .array ? Array(value.elements) : [value]).compactMap { item in
      guard item.kind == .object else { return HubMetadata.text(item) }
      return HubMetadata.text(item["spdxId"] ?? item["@id"])
    }
  }

  /// Where the license is written.
  var licenseSpan: SourceSpan? { value("simplelicensing_licenseExpression")?.span }
}
