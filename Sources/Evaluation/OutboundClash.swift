import Diagnostics
import Inventory
import LicenseCatalog
import Licensing

/// Finds what we made from works whose licenses leave no license under which it could be given on: whichever is chosen, a clause
/// refuses it. Nobody need have chosen one for that.
struct OutboundClash {
  private let catalog: any LicenseSource
  private let assessment: Assessment
  private let bindings: [Binding]

  /// A clause that says under which license recipients get what was made.
  fileprivate struct Binding {
    var owed: OwedDuty
    var license: LicenseTerms
    var component: Int
  }

  /// Sets of bindings are one word of bits; more are not held against each other.
  private static let most = 64
  /// What only stands beside the other in a whole keeps its own license.
  private static let beside: Set<Relationship> = [.contains, .runs, .retrievesFrom, .evaluatedOn]

  init(catalog: any LicenseSource, assessment: Assessment, held: (String) -> Bool) {
    self.catalog = catalog
    self.assessment = assessment
    var bindings: [Binding] = []
    for (node, judgement) in assessment.judgements.enumerated() where judgement.choice == nil {
      for owed in judgement.duties where owed.bindsWhole && !held(owed.source) && bindings.count < Self.most {
        guard let license = catalog.terms(owed.source) else { continue }
        bindings.append(Binding(owed: owed, license: license, component: node))
      }
    }
    self.bindings = bindings
  }

  /// One finding for each thing of ours that cannot be given at all; what is made from it is not told again.
  func findings() -> [GraphFinding] {
    guard Set(bindings.map(\.owed.source)).count > 1 else { return [] }
    let graph = assessment.graph
    var reaching = [UInt64](repeating: 0, count: graph.components.count)
    for (index, binding) in bindings.enumerated() { reaching[binding.component] |= 1 << UInt64(index) }
    var isTold = [Bool](repeating: false, count: graph.components.count)
    var known: [UInt64: (first: Binding, second: Binding)?] = [:]
    var findings: [GraphFinding] = []
    for node in graph.order.reversed() {
      for edge in graph.parents[node] where !Self.beside.contains(edge.lineage.relationship) {
        reaching[node] |= reaching[edge.parent]
        isTold[node] = isTold[node] || isTold[edge.parent]
      }
      guard graph.isMadeByUs[node], !isTold[node] else { continue }
      let clash = known[reaching[node]] ?? clash(reaching[node])
      known[reaching[node]] = .some(clash)
      guard let clash else { continue }
      isTold[node] = true
      findings.append(Self.finding(clash.first, against: clash.second))
    }
    return findings
  }

  /// Two clauses of which no license satisfies both, each refusing what the other accepts.
  private func clash(_ set: UInt64) -> (first: Binding, second: Binding)? {
    let met = bindings.indices.filter { set & (1 << UInt64($0)) != 0 }.map { bindings[$0] }
    for (index, first) in met.enumerated() {
      for second in met[(index + 1)...] where first.owed.source != second.owed.source {
        let candidates = first.candidates + second.candidates
        let isOpen = candidates.contains { candidate in
          [first, second].allSatisfy { $0.owed.duty.acceptance(of: given(candidate), by: $0.license) != .refused }
        }
        if !isOpen { return (first, second) }
      }
    }
    return nil
  }

  /// `nil` stands for own terms, which have no name.
  private func given(_ name: String?) -> GivenLicense {
    .one(name.map { catalog.resolve($0) } ?? .unknown(name: ""))
  }

  private static func finding(_ first: Binding, against second: Binding) -> GraphFinding {
    var constraint = Constraint(rule: Rule.outboundLicense.id, verdict: .prohibited)
    constraint.source = first.owed.source
    constraint.term = first.owed.term
    constraint.clause = first.owed.clause
    constraint.anchor = first.owed.anchor
    constraint.summary = first.owed.summary
    constraint.acts = first.owed.trigger.map { [$0] } ?? []
    constraint.facts = [.releaseLicense]
    constraint.against = ["\(second.owed.source) \(second.owed.clause)"]
    return GraphFinding(constraint, component: first.component, license: first.owed.source)
  }

  fileprivate static func candidates(_ duty: Duty, of license: LicenseTerms) -> [String?] {
    duty.accepts.compactMap { accepted -> String?? in
      switch accepted {
      case .itself, .later: license.id
      case .license(let id): id
      case .ownTerms, .listedElsewhere: .some(nil)
      }
    }
  }
}

extension OutboundClash.Binding {
  fileprivate var candidates: [String?] { OutboundClash.candidates(owed.duty, of: license) }
}

extension OwedDuty {
  /// Whether it certainly says under which license a whole that was made from the work goes out.
  fileprivate var bindsWhole: Bool {
    duty.bindsRecipients && !duty.isEncouraged && isCertain && state == .derivative && duty.reach != "file"
  }
}
