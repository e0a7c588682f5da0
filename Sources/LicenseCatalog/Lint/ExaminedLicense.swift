import Diagnostics
import Documents
import Licensing

/// A license under examination, with the nodes that its terms were read from.
struct ExaminedLicense {
  let file: CatalogFile
  let root: DocumentNode
  private let nodes: [Int: DocumentNode]

  init?(_ file: CatalogFile) {
    guard let root = file.root else { return nil }
    self.file = file
    self.root = root
    var nodes: [Int: DocumentNode] = [:]
    for key in ["terms", "open"] {
      for node in root[key].map({ Array($0.elements) }) ?? [] { nodes[node.span.start.line] = node }
    }
    self.nodes = nodes
  }

  var license: LicenseTerms { file.terms }
  var terms: [Term] { file.terms.terms }
  var id: String { file.terms.id }

  func node(_ term: Term) -> DocumentNode { nodes[term.line] ?? root }
  func node(_ entry: LicenseTerms.OpenSentence) -> DocumentNode { nodes[entry.line] ?? root }

  /// The policies that it incorporates, with the label of the term that does so.
  var documents: [(id: String, label: String)] {
    terms.compactMap { term in
      guard case .must(let duty) = term.statement, let document = duty.document else { return nil }
      return (document.id, term.label)
    }
  }

  func diagnostic(
    _ code: String, _ severity: Diagnostic.Severity, _ message: String, at node: DocumentNode, _ key: String? = nil,
    help: String? = nil
  ) -> Diagnostic {
    Diagnostic(code, severity, message, labels: [.init((key.flatMap { node[$0] } ?? node).span)], help: help)
  }
}

extension Term {
  /// The acts that it permits, forbids or is triggered by.
  var acts: ActSet? {
    switch statement {
    case .may(let permission): permission.acts
    case .mustNot(let prohibition): prohibition.acts
    case .must(let duty): duty.trigger
    case .define, .lifts, .reserves: nil
    }
  }

  var states: StateSet? {
    switch statement {
    case .may(let permission): permission.states
    case .mustNot(let prohibition): prohibition.states
    case .must(let duty): duty.states
    case .define, .lifts, .reserves: nil
    }
  }

  /// Whether an exception can take it away.
  var canBeLifted: Bool {
    switch statement {
    case .may, .mustNot, .must, .lifts: true
    case .define, .reserves: false
    }
  }

  /// The only limit of a permission.
  var limit: Condition? {
    if case .may(let permission) = statement { return permission.only }
    return nil
  }
}
