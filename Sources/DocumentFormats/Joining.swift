import Diagnostics
import Inventory
import Licensing

// Facts about one subject from several documents.
extension Inventory {
  /// Adds every parent that only an edge names, so that every edge leads somewhere.
  ///
  /// A data set and a model may have the same id on the Hub: the data set is then called `datasets/…`.
  mutating func addParents() { addParents(ofComponentsAt: components.indices) }

  /// The same for the edges of one component.
  mutating func addParents(ofComponentAt index: Int) { addParents(ofComponentsAt: index..<(index + 1)) }

  private mutating func addParents(ofComponentsAt indices: Range<Int>) {
    var known: [String: ComponentKind] = [:]
    for component in components { known[component.id] = component.kind }
    for index in indices {
      for edge in components[index].lineage.indices {
        var lineage = components[index].lineage[edge]
        let kind = lineage.relationship.parentKind
        if kind == .data, let other = known[lineage.target.value], other != .data {
          lineage.target.value = "datasets/" + lineage.target.value
          components[index].lineage[edge] = lineage
        }
        guard known[lineage.target.value] == nil else { continue }
        known[lineage.target.value] = kind
        components.append(.undescribed(lineage))
      }
    }
  }

  /// Takes over what another document says about the component at an index: the other's first component is the same thing.
  ///
  /// Nothing is lost: licenses, texts and places are added; a parent that this component does not have yet becomes an edge of its
  /// own, with a diagnostic where both documents name parents of that sort and they differ.
  mutating func join(_ other: Inventory, toComponentAt index: Int) {
    sources += other.sources.filter { source in !sources.contains { $0 === source } }
    headers += other.headers.filter { !headers.contains($0) }
    diagnostics += other.diagnostics
    looseTexts += other.looseTexts
    guard let same = other.components.first else { return }
    var component = components[index]
    let names = Dictionary(components.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    diagnostics += component.join(same, names: names)
    components[index] = component
  }
}

extension Component {
  /// Adds the facts of another description of this component; the diagnostics tell where the two disagree.
  mutating func join(_ other: Component, names: [String: String?]) -> [Diagnostic] {
    declared += other.declared
    detected += other.detected
    evidence += other.evidence
    family = family ?? other.family
    receivedAs = receivedAs ?? other.receivedAs
    if let modality = other.modality { self.modality = (self.modality ?? []).union(modality) }
    name = name ?? other.name
    let own = lineage
    var diagnostics: [Diagnostic] = []
    for edge in other.lineage where !own.contains(where: { $0.isSameParent(as: edge, names: names) }) {
      lineage.append(edge)
      let rivals = own.filter { $0.relationship.isDescent && edge.relationship.isDescent }
      if let rival = rivals.first { diagnostics.append(.sourcesDisagree(rival.target, edge.target)) }
    }
    return diagnostics
  }
}

extension Lineage {
  fileprivate func isSameParent(as other: Lineage, names: [String: String?]) -> Bool {
    guard relationship.isDescent == other.relationship.isDescent else { return false }
    if !relationship.isDescent, relationship != other.relationship { return false }
    let wanted = HubID.canonical(other.target.value).lowercased()
    let own = [HubID.canonical(target.value), (names[target.value] ?? nil).map(HubID.canonical)]
    return own.contains { $0?.lowercased() == wanted }
  }
}

extension Relationship {
  /// Whether the child is made of the parent's weights, so that two different parents contradict each other.
  fileprivate var isDescent: Bool {
    switch self {
    case .fineTunedFrom, .adapterOf, .quantizedFrom, .convertedFrom, .mergedFrom, .prunedFrom: true
    case .distilledFrom, .trainedOn, .evaluatedOn, .derivedFrom, .generatedBy, .retrievesFrom, .contains, .runs: false
    }
  }
}

extension Diagnostic {
  fileprivate static func sourcesDisagree(_ first: Located<String>, _ second: Located<String>) -> Self {
    Self(
      "sources-disagree", .warning, "two documents name different parents: \(first.value.quoted) and \(second.value.quoted)",
      labels: [.init(first.span, "one parent"), .init(second.span, "another parent")],
      help: "correct one of them; until then both count")
  }
}
