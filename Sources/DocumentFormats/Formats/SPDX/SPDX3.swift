import Diagnostics
import Documents
import Inventory
import Licensing

extension DocumentFormat {
  /// An SPDX document of version 3 in JSON-LD, with models and data sets of its AI and Dataset profiles.
  static let spdx3 = DocumentFormat(
    name: "spdx-3", title: "an SPDX 3 document (`@graph` of elements with `spdxId`)", place: .bill,
    marks: ["spdx.org/rdf/3", "spdxId"],
    detects: { _, document in document.map { SPDX3.certainty($0.root) } ?? .no },
    read: { _, document, context in
      guard let document else { return [] }
      var reader = SPDX3(document, context)
      return [reader.inventory()]
    })
}

/// Reads one graph of elements: licenses and lineage are elements too, which point at the packages.
struct SPDX3 {
  private let root: DocumentNode
  private var draft: InventoryDraft
  private var elements: [String: SPDX3Element] = [:]
  private var order: [SPDX3Element] = []
  private var indices: [String: Int] = [:]
  /// Expressions and texts of license elements, each worked out once: sets may name each other again and again.
  private var expressions: [String: String] = [:]
  private var detected: [String: [DetectedLicense]] = [:]
  /// How deep in sets the one at hand is.
  private var level = 0
  /// What contains an element, for files whose lineage is that of their package.
  private var containers: [String: String] = [:]

  static func certainty(_ root: DocumentNode) -> DocumentFormat.Certainty {
    guard root.kind == .object else { return .no }
    if root["@context"]?.scalarText?.contains("spdx.org/rdf/3") == true { return .certain }
    guard let graph = root["@graph"] else { return root["spdxId"] != nil && root["type"] != nil ? .likely : .no }
    if root["@context"]?.elements.contains(where: { $0.string?.contains("spdx.org/rdf/3") == true }) == true { return .certain }
    return graph.elements.contains { $0["spdxId"] != nil } ? .certain : .no
  }

  init(_ document: Document, _ context: ReadingContext) {
    root = document.root
    draft = InventoryDraft(document, as: "spdx", claim: .manifest, context)
    let nodes = root["@graph"].map { Array($0.elements) } ?? [root]
    for node in nodes where node.kind == .object {
      let element = SPDX3Element(node)
      order.append(element)
      if let id = element.id { elements[id] = element }
    }
  }

  mutating func inventory() -> Inventory {
    let relationships = order.filter(\.isRelationship)
    for relation in relationships where relation.relationshipType == "CONTAINS" {
      guard let from = relation.from else { continue }
      for part in relation.to where containers[part.value] == nil { containers[part.value] = from }
    }
    let telling = tellingFiles(relationships)
    for element in order {
      guard let kind = element.kind ?? element.id.flatMap({ telling[$0] }) else { continue }
      add(element, kind)
    }
    readLicenses(relationships)
    for relationship in relationships { connect(relationship) }
    if draft.inventory.components.isEmpty { draft.report(.emptyDocument("the SPDX document", root.span)) }
    return draft.finished()
  }

  // MARK: Elements

  /// Files that are part of no package but have a license or a lineage of their own, with what they are in it.
  private mutating func tellingFiles(_ relationships: [SPDX3Element]) -> [String: ComponentKind] {
    var result: [String: ComponentKind] = [:]
    func mark(_ id: String, _ kind: ComponentKind) {
      guard elements[id]?.isFile == true, package(of: id) == nil else { return }
      if kind != .code || result[id] == nil { result[id] = kind }
    }
    for relation in relationships {
      guard let type = relation.relationshipType, let from = relation.from else { continue }
      if type.hasSuffix("LICENSE") {
        let says = relation.to.contains { target in
          if case .license = LicenseStatement(Located(expression(of: target), target.span)) { true } else { false }
        }
        if says { mark(from, .code) }
      } else if Self.learning.contains(type) {
        mark(from, .weights)
        for target in relation.to { mark(target.value, .data) }
      }
    }
    return result
  }

  private static let learning: Set<String> = ["TRAINEDON", "TESTEDON", "FINETUNEDON", "PRETRAINEDON", "VALIDATEDON"]

  /// The package that contains an element, however deep; the element itself if it is one.
  private func package(of id: String) -> String? {
    var current = id
    for _ in 0..<64 {
      if elements[current]?.kind != nil { return current }
      guard let next = containers[current] else { return nil }
      current = next
    }
    return nil
  }

  private mutating func add(_ element: SPDX3Element, _ kind: ComponentKind) {
    var kind = kind
    let origin = SPDXOrigin.kind(of: element.addresses)
    if kind == .code, origin.hubID != nil { kind = origin.kind }
    let name = HubMetadata.text(element.node["name"])?.value
    let index = draft.add(kind, named: kind == .code ? name : origin.hubID ?? name, at: element.node.span)
    if let id = element.id { indices[id] = index }
    if draft.name == nil, kind == .weights { draft.name = draft[index].name }
  }

  // MARK: Licenses

  private mutating func readLicenses(_ relationships: [SPDX3Element]) {
    var declared: [Int: [Located<String>]] = [:]
    var concluded: [Int: [Located<String>]] = [:]
    for relation in relationships {
      guard let type = relation.relationshipType, type.hasSuffix("LICENSE"), let from = relation.from, let index = indices[from]
      else {
        continue
      }
      for target in relation.to {
        let name = Located(expression(of: target), elements[target.value]?.licenseSpan ?? target.span)
        if type == "HASCONCLUDEDLICENSE" {
          concluded[index, default: []].append(name)
        } else {
          declared[index, default: []].append(name)
        }
        draft[index].detected += texts(of: target.value)
      }
    }
    for index in draft.inventory.components.indices {
      draft.declare(declared[index] ?? [], concluded: concluded[index] ?? [], for: index)
    }
  }

  /// How long an expression may become; sets in sets grow without end.
  private static let longest = 20_000

  /// The license expression that an element of the licensing profiles stands for.
  private mutating func expression(of target: Located<String>) -> String {
    if let known = expressions[target.value] { return known }
    guard level < 64 else { return target.value }
    level += 1
    defer { level -= 1 }
    // A set that contains itself names nothing.
    expressions[target.value] = target.value
    let text = written(target.value)
    let kept = text.utf8.count > Self.longest ? target.value : text
    expressions[target.value] = kept
    return kept
  }

  private mutating func written(_ id: String) -> String {
    guard let element = elements[id] else { return Self.name(inAddress: id) }
    if let text = element.value("simplelicensing_licenseExpression") { return text.value }
    func parts(_ key: String) -> [String] { element.references(key).map { expression(of: $0) } }
    switch element.type {
    case "expandedlicensing_ConjunctiveLicenseSet":
      return "(" + parts("expandedlicensing_member").joined(separator: " AND ") + ")"
    case "expandedlicensing_DisjunctiveLicenseSet": return "(" + parts("expandedlicensing_member").joined(separator: " OR ") + ")"
    case "expandedlicensing_OrLaterOperator": return parts("expandedlicensing_subjectLicense").first.map { $0 + "+" } ?? id
    case "expandedlicensing_WithAdditionOperator":
      return (parts("expandedlicensing_subjectExtendableLicense") + parts("expandedlicensing_subjectAddition")).joined(
        separator: " WITH ")
    case "expandedlicensing_CustomLicense", "simplelicensing_SimpleLicensingText":
      return HubMetadata.text(element.node["name"])?.value ?? "LicenseRef-\(id.split { "/#:".contains($0) }.last ?? "custom")"
    default: return HubMetadata.text(element.node["name"])?.value ?? Self.name(inAddress: id)
    }
  }

  /// The texts that come with licenses of their own.
  private mutating func texts(of start: String) -> [DetectedLicense] {
    if let known = detected[start] { return known }
    var found: [DetectedLicense] = []
    var seen: Set<String> = [start]
    var open = [start]
    while let id = open.popLast() {
      guard let element = elements[id] else { continue }
      for key in ["simplelicensing_licenseText", "expandedlicensing_licenseText"] {
        if let text = element.value(key) { found += EmbeddedText(text).detected(draft.context) }
      }
      for member in element.references("expandedlicensing_member") where seen.insert(member.value).inserted {
        open.append(member.value)
      }
    }
    detected[start] = found
    return found
  }

  /// `https://spdx.org/licenses/X` is X; the individuals for "none" keep their words.
  private static func name(inAddress id: String) -> String {
    guard let last = id.split(separator: "/").last.map(String.init) else { return id }
    if id.contains("spdx.org/licenses/") { return last }
    if ["noassertionlicense", "noassertion", "noneelement", "noassertionelement"].contains(last.lowercased()) {
      return "NOASSERTION"
    }
    if ["nonelicense", "none", "expandedlicensing_nonelicense"].contains(last.lowercased()) { return "NONE" }
    return last.lowercased() == "expandedlicensing_noassertionlicense" ? "NOASSERTION" : id
  }

  // MARK: Lineage

  /// The component that an element is, or is part of.
  private func index(of id: String) -> Int? { indices[id] ?? package(of: id).flatMap { indices[$0] } }

  private mutating func connect(_ relation: SPDX3Element) {
    guard let type = relation.relationshipType, !type.hasSuffix("LICENSE"), let from = relation.from else { return }
    for target in relation.to {
      if Self.learning.contains(type), let first = index(of: from), let second = index(of: target.value) {
        SPDXOrigin.connect(first, second, type, at: target.span, in: &draft)
      } else if let first = indices[from], let second = indices[target.value] {
        SPDXOrigin.connect(first, second, type, at: target.span, in: &draft)
      } else if let first = indices[from], elements[target.value] == nil {
        // The parent is described elsewhere.
        switch type {
        case "TRAINEDON", "FINETUNEDON", "PRETRAINEDON": draft.connect(first, to: target, .trainedOn)
        case "TESTEDON", "VALIDATEDON": draft.connect(first, to: target, .evaluatedOn)
        case "DESCENDANTOF": draft.connect(first, to: target, .fineTunedFrom)
        default: break
        }
      }
    }
  }
}
