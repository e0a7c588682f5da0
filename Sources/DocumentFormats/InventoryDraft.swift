import Diagnostics
import Documents
import Files
import Inventory
import Licensing

/// An inventory while a document is read into it: ids stay unique, every edge leads somewhere, what is not understood is told.
struct InventoryDraft {
  private(set) var inventory: Inventory
  let source: SourceFile
  let context: ReadingContext
  /// `cyclonedx`, `gguf`, …: what the places of facts are called.
  let evidence: String
  let claim: ClaimSource
  private var taken: Set<String> = []
  private var nothings: [Located<String>] = []
  private var edges: Set<Edge> = []
  private var hints = 0

  private struct Edge: Hashable {
    var child: Int
    var parent: String
    var relationship: Relationship
  }

  init(_ document: Document, as evidence: String, claim: ClaimSource, _ context: ReadingContext) {
    self.init(document.source, as: evidence, claim: claim, context)
    inventory.diagnostics = document.warnings.filter { $0.code != "yaml-1.1-boolean" }
  }

  init(_ source: SourceFile, as evidence: String, claim: ClaimSource, _ context: ReadingContext) {
    self.source = source
    self.context = context
    self.evidence = evidence
    self.claim = claim
    inventory = Inventory(path: source.path)
    inventory.sources = [source]
  }

  subscript(index: Int) -> Component {
    get { inventory.components[index] }
    set { inventory.components[index] = newValue }
  }

  var name: String? {
    get { inventory.name }
    set { inventory.name = newValue }
  }

  var version: String? {
    get { inventory.version }
    set { inventory.version = newValue }
  }

  /// The input was no file of its own, such as the header of a much larger one.
  mutating func hasNoSource() { inventory.sources = [] }

  // MARK: Components

  /// The index of a new component; its id is its name, or its kind, with a number where that is taken.
  mutating func add(_ kind: ComponentKind, named name: String?, id: String? = nil, at span: SourceSpan) -> Int {
    let wanted = id ?? name ?? HubSubject.id(for: kind)
    var unique = wanted
    var number = 2
    while !taken.insert(unique).inserted {
      unique = "\(wanted)-\(number)"
      number += 1
    }
    var component = Component(id: unique, kind: kind, name: name, span: span.opening)
    component.evidence = [.init(source: evidence, span: span.opening)]
    inventory.components.append(component)
    return inventory.components.count - 1
  }

  // MARK: Licenses

  /// Takes values that together say under which licenses a component is; none, if all of them say nothing.
  mutating func declare(
    _ texts: [Located<String>], for index: Int, freeName: Located<String>? = nil, link: Located<String>? = nil,
    as source: ClaimSource? = nil
  ) {
    var names: [Located<String>] = []
    var link = link.flatMap { $0.value.trimmed.isEmpty ? nil : $0.map(\.trimmed) }
    for text in texts {
      switch LicenseStatement(text) {
      case .empty: break
      case .nothing(let text): nothings.append(text)
      case .license(let text) where LicenseNames.isLink(text.value):
        if let name = context.names.name(ofLink: text.value) {
          names.append(Located(name, text.span))
        } else {
          names.append(text)
          report(.licenseByLink(text))
        }
        link = link ?? text
      case .license(let text): names.append(text)
      }
    }
    guard !names.isEmpty else { return }
    var seen: Set<String> = []
    names = names.filter { seen.insert($0.value).inserted }
    inventory.components[index].declared.append(
      DeclaredLicense(names: names, source: source ?? claim, freeName: freeName, link: link))
  }

  /// What the maker declared and what somebody else concluded: where they differ, both count, since either may be right.
  mutating func declare(
    _ declared: [Located<String>], concluded: [Located<String>], for index: Int, link: Located<String>? = nil
  ) {
    let stated = declared.compactMap { if case .license(let text) = LicenseStatement($0) { text } else { nil } }
    let names = Set(stated.map(\.value))
    let others = concluded.filter { text in
      guard case .license(let name) = LicenseStatement(text) else { return false }
      return !names.contains(name.value)
    }
    if let first = stated.first, let other = others.first { report(.conclusionDiffers(first, other)) }
    declare(declared + (others.isEmpty && stated.isEmpty ? concluded : others), for: index, link: link)
  }

  /// The license texts in a value; one that nobody knows counts as unknown, never as none.
  mutating func attach(_ text: EmbeddedText, to index: Int) {
    inventory.components[index].detected += text.detected(context)
  }

  // MARK: Lineage

  /// An edge to a parent that is only named; a thing is no parent of itself.
  mutating func connect(_ index: Int, to parent: Located<String>, _ relationship: Relationship, by agent: Agent? = nil) {
    let name = parent.map { HubID.canonical($0.trimmed) }
    guard !name.value.isEmpty else { return }
    if name.value.lowercased() == inventory.components[index].name?.lowercased() {
      report(.ownParent(name))
      return
    }
    if name.value == inventory.components[index].id { rename(index) }
    if HubID.isLocalPath(name.value) { report(.localParent(name)) }
    append(Lineage(target: name, relationship: relationship, by: agent), to: index)
  }

  /// A component without a name gives way to a parent that is really called `model`.
  private mutating func rename(_ index: Int) {
    let old = inventory.components[index].id
    var new = "this-" + old
    while !taken.insert(new).inserted { new = "this-" + new }
    inventory.components[index].id = new
    for child in inventory.components.indices {
      for edge in inventory.components[child].lineage.indices where inventory.components[child].lineage[edge].target.value == old
      {
        inventory.components[child].lineage[edge].target.value = new
      }
    }
  }

  /// An edge to another component of the document.
  mutating func connect(_ index: Int, toComponent parent: Int, _ relationship: Relationship, at span: SourceSpan) {
    guard index != parent else { return }
    append(Lineage(target: Located(inventory.components[parent].id, span), relationship: relationship), to: index)
  }

  private mutating func append(_ lineage: Lineage, to index: Int) {
    let edge = Edge(child: index, parent: lineage.target.value, relationship: lineage.relationship)
    if edges.insert(edge).inserted { inventory.components[index].lineage.append(lineage) }
  }

  // MARK: Mistakes

  /// Adds what is wrong; of hints there are enough at some point, of errors too.
  mutating func report(_ diagnostic: @autoclosure () -> Diagnostic) {
    guard inventory.diagnostics.count <= 2 * NodeReader.limit else { return }
    let diagnostic = diagnostic()
    guard diagnostic.severity != .error else {
      let errors = inventory.diagnostics.count { $0.severity == .error }
      if errors <= NodeReader.limit {
        inventory.diagnostics.append(errors == NodeReader.limit ? .tooManyMistakes(diagnostic) : diagnostic)
      }
      return
    }
    hints += 1
    if hints <= NodeReader.limit / 2 { inventory.diagnostics.append(diagnostic) }
    if hints == NodeReader.limit / 2 + 1 { inventory.diagnostics.append(.moreHints(diagnostic)) }
  }

  mutating func report(_ others: [Diagnostic]) {
    for other in others { report(other) }
  }

  /// Mentions keys that look as if they held facts about licenses, but are none that the format has.
  mutating func mention(unknownKeysOf node: DocumentNode, besides known: Set<String>) {
    for member in node.members {
      let key = member.key
      guard !known.contains(key.value), !member.value.isNull else { continue }
      let folded = key.value.lowercased()
      if ["licen", "copyright", "terms_of_use", "usage_terms", "termsofuse"].contains(where: folded.contains) {
        report(.unreadLicenseKey(key))
      }
    }
  }

  func finished() -> Inventory {
    var inventory = inventory
    if let first = nothings.first { inventory.diagnostics.append(.statesNone(first, nothings)) }
    inventory.addParents()
    return inventory
  }
}

extension Diagnostic {
  static func licenseByLink(_ link: Located<String>) -> Self {
    Self(
      "license-by-link", .note, "the license is named only by a link, which nobody followed", labels: [.init(link.span)],
      help: "put the text beside it as `LICENSE`, or name the license by its id")
  }

  fileprivate static func conclusionDiffers(_ declared: Located<String>, _ concluded: Located<String>) -> Self {
    Self(
      "sources-disagree", .warning, "\(declared.value.quoted) is declared, but \(concluded.value.quoted) was concluded",
      labels: [.init(declared.span, "declared"), .init(concluded.span, "concluded")],
      help: "both are read; correct the wrong one")
  }

  fileprivate static func moreHints(_ next: Diagnostic) -> Self {
    Self(
      "more-hints", .note, "there is more of this kind; the rest is not told",
      labels: next.labels.prefix(1).map { .init($0.span, "the next one") },
      path: next.path)
  }

  fileprivate static func ownParent(_ name: Located<String>) -> Self {
    Self(
      "own-parent", .note, "\(name.value.quoted) is its own name, not that of a parent", labels: [.init(name.span)],
      help: "name the model that it was made from")
  }

  static func unreadLicenseKey(_ key: Located<String>) -> Self {
    Self(
      "unread-license-key", .note, "the key \(key.value.quoted) looks like a fact about licenses, but is not read",
      labels: [.init(key.span)], help: "state the license where the format has a place for it")
  }

  fileprivate static func statesNone(_ first: Located<String>, _ all: [Located<String>]) -> Self {
    let more = all.count == 1 ? "" : ", as do \(all.count - 1) more values"
    return Self(
      "states-no-license", .note, "\(first.value.quoted) states no license\(more)",
      labels: all.prefix(8).map { .init($0.span) }, help: "write the license's SPDX id")
  }

  static func emptyDocument(_ what: String, _ span: SourceSpan) -> Self {
    Self(
      "empty-document", .error, "\(what) describes nothing that can be audited", labels: [.init(span.opening)],
      help: "name the file that lists the model, its parents or its data")
  }
}
