import Diagnostics
import Inventory
import Licensing

/// Makes an inventory of the facts that the Hub keeps about one model, data set or Space.
struct HubSubject {
  var metadata: HubMetadata
  /// The subject's own Hub id or folder name, if known.
  var name: String?
  /// Where it is described, for evidence; its file names the subject.
  var span: SourceSpan
  var claim: ClaimSource
  /// `card`, `hub-record`.
  var evidence: String
  /// Other claims about the license, for example tags beside `cardData`.
  var furtherClaims: [DeclaredLicense] = []

  init(_ metadata: HubMetadata, name: String?, span: SourceSpan, claim: ClaimSource, evidence: String) {
    self.metadata = metadata
    self.name = name
    self.span = span
    self.claim = claim
    self.evidence = evidence
  }

  var kind: ComponentKind {
    switch metadata.subject {
    case .data: .data
    case .space: .code
    case .model, nil: .weights
    }
  }

  func inventory() -> Inventory {
    var inventory = Inventory(path: span.file.path)
    inventory.name = name ?? metadata.name?.value
    inventory.sources = [span.file]
    inventory.diagnostics = metadata.diagnostics
    let lineage = HubLineage(metadata, ownName: name ?? metadata.name?.value)
    var component = Component(
      id: name ?? Self.id(for: kind, besides: lineage.edges), kind: kind, name: inventory.name, span: span)
    component.declared = declared + furtherClaims
    component.modality = HubModality.of(tasks: metadata.tasks, tags: metadata.tags)
    component.evidence = [.init(source: evidence, span: span)]
    component.lineage = lineage.edges
    inventory.diagnostics += lineage.diagnostics
    inventory.components = [component]
    inventory.addParents(ofComponentAt: 0)
    return inventory
  }

  /// The id of a component without a name; a parent that is really called `model` must stay another.
  static func id(for kind: ComponentKind, besides edges: [Lineage] = []) -> String {
    var id =
      switch kind {
      case .weights: "model"
      case .data: "dataset"
      case .code: "code"
      case .documentation: "documentation"
      }
    while edges.contains(where: { $0.target.value == id }) { id = "this-" + id }
    return id
  }

  private var declared: [DeclaredLicense] {
    guard let license = metadata.license, !license.value.isEmpty else {
      guard let name = metadata.freeName else { return [] }
      return [DeclaredLicense(names: [], source: claim, freeName: name, link: metadata.link)]
    }
    return [DeclaredLicense(names: license.value, source: claim, freeName: metadata.freeName, link: metadata.link)]
  }
}
