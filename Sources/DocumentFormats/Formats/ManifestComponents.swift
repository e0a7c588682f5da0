import Diagnostics
import Documents
import Inventory
import Licensing

// The components of a manifest and their lineage.
extension ManifestReader {
  /// A component as stated, with the files that it names.
  struct Entry {
    var component: Component
    var id: Located<String>
    var licenseFile: Located<String>?
    var card: Located<String>?
  }

  static let componentKeys = [
    "id", "kind", "name", "version", "license", "licenseFile", "card", "modality", "owner", "receivedAs", "mofComponent", "from",
    "source",
  ]

  mutating func readEntry(_ node: DocumentNode, _ what: String) -> Entry? {
    guard let fields = nodes.object(node, what, keys: Self.componentKeys) else { return nil }
    let id = requiredString(fields, "id", what)
    let title = id.map { "component \($0.value.quoted)" } ?? what
    let kind = readKind(fields, title)
    var component = Component(id: id?.value ?? "", kind: kind ?? .weights, span: id?.span ?? node.span)
    component.name = fields["name"].flatMap { nodes.string($0, "`name`") }?.value
    component.mofComponent = fields["mofComponent"]?.string
    component.evidence = [.init(source: "manifest", span: node.span)]
    if let license = fields["license"] { component.declared = readLicense(license) }
    component.modality = fields["modality"].flatMap { readWords($0, "`modality`", ReadingContext.Vocabulary.modalities) }
    if let owner = fields["owner"] {
      let agent: Agent? = nodes.choice(owner, "`owner`")
      component.isOurs = agent == .us
    }
    // Where whoever wrote it has it from, in words; nothing hangs on it.
    _ = fields["source"].flatMap { nodes.string($0, "`source`") }
    component.receivedAs = fields["receivedAs"].flatMap { nodes.choice($0, "`receivedAs`") }
    if let from = fields["from"] {
      component.lineage = (nodes.list(from, "`from`") ?? []).compactMap { readLineage($0) }
    }
    if let version = fields["version"] {
      component.revision = version.kind == .number ? version.scalarText : nodes.string(version, "`version`")?.value
    }
    let licenseFile = fields["licenseFile"].flatMap { nodes.string($0, "`licenseFile`") }
    let card = fields["card"].flatMap { nodes.string($0, "`card`") }
    guard let id else { return nil }
    return Entry(component: component, id: id, licenseFile: licenseFile, card: card)
  }

  private mutating func readKind(_ fields: NodeReader.Fields, _ title: String) -> ComponentKind? {
    var mofKind: ComponentKind?
    if let node = fields["mofComponent"], let name = nodes.string(node, "`mofComponent`") {
      mofKind = MOFComponent.kind(of: name.value)
      if mofKind == nil { nodes.report(.unknownWord(name, "`mofComponent`", MOFComponent.kinds.map(\.name))) }
    }
    guard let node = fields["kind"] else {
      if mofKind == nil, fields["mofComponent"] == nil {
        let kinds = String.choice(of: ComponentKind.allCases.map(\.rawValue))
        nodes.report(.missingKey("kind", title, fields.node.span.opening, help: "add `kind`: \(kinds)"))
      }
      return mofKind
    }
    guard let text = nodes.string(node, "`kind`") else { return mofKind }
    guard let kind = ComponentKind(rawValue: text.value) ?? MOFComponent.kind(of: text.value) else {
      nodes.report(.unknownWord(text, "`kind`", ComponentKind.allCases.map(\.rawValue)))
      return mofKind
    }
    if let mofKind, mofKind != kind, let mof = fields["mofComponent"] { nodes.report(.kindsDisagree(text, kind, mof, mofKind)) }
    return kind
  }

  private mutating func readLicense(_ node: DocumentNode) -> [DeclaredLicense] {
    guard node.kind != .array else {
      nodes.report(.licenseList(node))
      return []
    }
    return nodes.string(node, "`license`").map { [DeclaredLicense(names: [$0], source: .manifest)] } ?? []
  }

  /// A set of words of a closed list that is no enumeration.
  mutating func readWords(_ node: DocumentNode, _ what: String, _ words: [String]) -> Set<String>? {
    guard let elements = nodes.listOrOne(node, what) else { return nil }
    var result: Set<String> = []
    for element in elements {
      guard let word = nodes.string(element, what) else { continue }
      if words.isEmpty || words.contains(word.value) {
        result.insert(word.value)
      } else {
        nodes.report(.unknownWord(word, what, words))
      }
    }
    return result
  }

  // MARK: Lineage

  private mutating func readLineage(_ node: DocumentNode) -> Lineage? {
    let keys = ["component", "relationship", "by", "under", "linkage", "source"]
    guard let fields = nodes.object(node, "an entry of `from`", keys: keys) else { return nil }
    _ = fields["source"].flatMap { nodes.string($0, "`source`") }
    let target = requiredString(fields, "component", "an entry of `from`")
    let relationship: Relationship? = required(fields, "relationship", "an entry of `from`")
      .flatMap { nodes.choice($0, "`relationship`") }
    let by: Agent? = fields["by"].flatMap { nodes.choice($0, "`by`") }
    let linkage: Linkage? = fields["linkage"].flatMap { nodes.choice($0, "`linkage`") }
    let under = fields["under"].flatMap { readCircumstance($0) }
    if let key = fields.key("linkage"), let relationship, relationship != .contains {
      nodes.report(.linkageWithoutContents(key, relationship))
    }
    guard let target, let relationship else { return nil }
    return Lineage(target: target, relationship: relationship, by: by, linkage: linkage, under: under)
  }

  private mutating func readCircumstance(_ node: DocumentNode) -> Lineage.Circumstance? {
    guard let fields = nodes.object(node, "`under`", keys: ["commercial", "purpose", "date"]) else { return nil }
    return Lineage.Circumstance(
      commercial: fields["commercial"].flatMap { nodes.bool($0, "`commercial`") },
      purpose: fields["purpose"].flatMap { nodes.choices($0, "`purpose`") },
      date: fields["date"].flatMap { nodes.date($0, "`date`") })
  }
}

extension Diagnostic {
  fileprivate static func kindsDisagree(
    _ kind: Located<String>, _ stated: ComponentKind, _ mof: DocumentNode, _ meant: ComponentKind
  ) -> Self {
    Self(
      "kinds-disagree", .error, "`kind` says \(stated.rawValue), but \((mof.string ?? "").quoted) is \(meant.rawValue)",
      labels: [.init(kind.span), .init(mof.span, "this is \(meant.rawValue)")], help: "leave `kind` out, or correct one of them")
  }

  fileprivate static func licenseList(_ node: DocumentNode) -> Self {
    let names = node.elements.compactMap(\.scalarText)
    return Self(
      "wrong-type", .error, "`license` must be a string, found a list: it does not say whether one or all of them apply",
      labels: [.init(node.span)],
      help: names.count > 1 ? "write \"\(names.joined(separator: " AND "))\" or \"\(names.joined(separator: " OR "))\"" : nil)
  }

  fileprivate static func linkageWithoutContents(_ key: SourceSpan, _ relationship: Relationship) -> Self {
    Self(
      "misplaced-key", .error, "`linkage` says nothing about `\(relationship.rawValue)`", labels: [.init(key)],
      help: "`linkage` goes with the relationship `contains`")
  }
}
