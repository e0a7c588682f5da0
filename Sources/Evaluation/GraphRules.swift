import Diagnostics
import Inventory
import LicenseCatalog
import Licensing

/// Findings that no single license gives: gaps and circles of the lineage, what is declared against what binds, what we give.
struct GraphRules {
  let catalog: any LicenseSource
  let assessment: Assessment

  var graph: ComponentGraph { assessment.graph }

  func findings() -> [GraphFinding] {
    cycles() + unresolvedParents() + contradictions() + declaredMore() + unfitActs() + voidConclusions()
  }

  /// Decisions about a license whose ground has changed: nobody has looked at what lies here now.
  private func voidConclusions() -> [GraphFinding] {
    graph.components.indices.compactMap { node in
      guard let concluded = graph.components[node].concluded, let why = concluded.whyVoid, !graph.isMadeByUs[node] else {
        return nil
      }
      var constraint = Constraint(rule: Rule.voidConclusion.id, verdict: .undetermined)
      constraint.openPoint = .unknownText
      constraint.detail = "it was concluded to be under `\(concluded.license.value)`, but \(why)"
      return GraphFinding(constraint, component: node, license: concluded.license.value, span: concluded.license.span)
    }
  }

  private func cycles() -> [GraphFinding] {
    graph.cycleEdges.map { edge in
      var constraint = Constraint(rule: Rule.lineageCycle.id, verdict: .undetermined)
      constraint.openPoint = .conflicting
      constraint.detail = "\(graph.components[edge.child].id) → \(graph.components[edge.parent].id)"
      return GraphFinding(constraint, component: edge.child, span: edge.lineage.target.span)
    }
  }

  /// Parents that nothing describes and no act reaches: said all the same, but they decide nothing.
  private func unresolvedParents() -> [GraphFinding] {
    graph.components.indices.compactMap { node in
      let component = graph.components[node]
      guard !component.isDescribed, component.declared.isEmpty, component.detected.isEmpty,
        assessment.judgements[node].acts.isEmpty
      else { return nil }
      var constraint = Constraint.unresolvedParent(component.title)
      constraint.verdict = nil
      return GraphFinding(
        constraint, component: node, span: graph.shortestPaths[node].last?.lineage.target.span ?? component.span)
    }
  }

  /// Claims that contradict each other are told also where no verdict hangs on them.
  private func contradictions() -> [GraphFinding] {
    var concluder = LicenseConcluder(catalog: catalog)
    return graph.components.indices.flatMap { node -> [GraphFinding] in
      let component = graph.components[node]
      let isTold = assessment.judgements[node].constraints.contains { $0.rule == Rule.sourcesDisagree.id }
      guard !isTold, !component.declared.isEmpty, component.declared.count + component.detected.count > 1 else { return [] }
      return concluder.contradictions(of: component).map { contradiction in
        var constraint = Constraint(rule: Rule.sourcesDisagree.id, verdict: nil)
        constraint.detail = contradiction.words
        return GraphFinding(constraint, component: node)
      }
    }
  }

  /// Acts that could be done with no root and that reach no ancestor either.
  private func unfitActs() -> [GraphFinding] {
    let vocabulary = catalog.vocabulary
    let done = assessment.judgements.reduce(into: ActSet()) { $0 = $0.union($1.acts) }
    guard !assessment.use.acts.isEmpty else { return [GraphFinding(Self.unfit(nil, []), component: nil)] }
    return assessment.use.acts.compactMap { act in
      let fits = vocabulary.acts[act]?.fits ?? []
      if done.contains(act) || graph.roots.contains(where: { fits.contains(graph.components[$0].kind) }) { return nil }
      return GraphFinding(Self.unfit(act, fits), component: nil)
    }
  }

  private static func unfit(_ act: Act?, _ fits: Set<ComponentKind>) -> Constraint {
    var constraint = Constraint(rule: Rule.actFitsNothing.id, verdict: .undetermined)
    constraint.openPoint = .factMissing
    constraint.acts = act.map { [$0] } ?? []
    constraint.detail = fits.map(\.rawValue).sorted().joined(separator: ", ")
    return constraint
  }

  // MARK: What is declared against what binds

  /// An upstream child that declares more than a parent allows: a finding, but the parent's terms count anyway.
  private func declaredMore() -> [GraphFinding] {
    var known: [String: GivenLicense] = [:]
    func meaning(of name: Located<String>) -> GivenLicense {
      let meaning = known[name.value] ?? GivenLicense(name, in: catalog)
      known[name.value] = meaning
      return meaning
    }
    return graph.components.indices.flatMap { child -> [GraphFinding] in
      guard !graph.isMadeByUs[child], !graph.parents[child].isEmpty, let first = graph.components[child].declared.first,
        var declared = first.names.first,
        !assessment.conclusions[child].licenses.isEmpty
      else { return [] }
      var given = meaning(of: declared)
      if given.texts == nil, let free = first.freeName {
        declared = free
        given = meaning(of: free)
      }
      return graph.parents[child].compactMap { declaredMore(child, $0, declared, given) }
    }
  }

  private func declaredMore(
    _ child: Int, _ edge: ComponentGraph.Edge, _ declared: Located<String>, _ given: GivenLicense
  ) -> GraphFinding? {
    let parents = assessment.conclusions[edge.parent].licenses
    guard edge.lineage.relationship != .runs, let parent = parents.first,
      !assessment.conclusions[child].licenses.contains(where: { $0.terms.id == parent.terms.id }),
      parents.allSatisfy({ $0.restrictsUse || $0.bindsRecipients })
    else { return nil }
    let kept = assessment.conclusions[child].restrictions
    let table = ExposureTable(catalog.vocabulary.exposure, bentBy: parent.becomes)
    let states = [Set<String>(), table.assumptions].map {
      table.state(after: edge.lineage.relationship, linkage: edge.lineage.linkage, from: .work, assumed: $0)
    }
    guard states.contains(.derivative) || states.contains(.work),
      parents.allSatisfy({ Self.refusal(by: $0, of: given, keeping: kept, states) != nil }),
      let entry = Self.refusal(by: parent, of: given, keeping: kept, states)
    else { return nil }
    var constraint = Constraint(rule: Rule.declaresMoreThanParents.id, verdict: nil)
    constraint.source = entry.source
    constraint.term = entry.term.label
    constraint.clause = entry.term.clause
    constraint.anchor = entry.term.anchor
    constraint.summary = entry.term.summary
    constraint.state = states.contains(.derivative) ? .derivative : .work
    if Set(states).count > 1 { constraint.assumptions = table.assumptions.sorted() }
    constraint.detail = declared.value
    return GraphFinding(constraint, component: child, license: parent.terms.id, span: declared.span)
  }

  /// The clause of a parent that what a child declares does not keep.
  private static func refusal(
    by parent: PreparedLicense, of given: GivenLicense, keeping kept: Set<String>, _ states: [MaterialState]
  ) -> PreparedLicense.Entry? {
    let flow = parent.entries.first { entry in
      guard case .must(let duty) = entry.term.statement, duty.bindsRecipients, states.contains(where: duty.states.contains)
      else { return false }
      return duty.acceptance(of: given, by: parent.terms) == .refused
    }
    return flow ?? parent.entries.first { !$0.restrictions.isSubset(of: kept) }
  }
}

extension LicenseConclusion {
  /// What the restrictions of the license hang on, whichever of its branches is chosen.
  fileprivate var restrictions: Set<String> {
    switch self {
    case .ours: []
    case .terms(let license): license.restrictions
    case .all(let parts), .listed(let parts): parts.reduce(into: []) { $0.formUnion($1.restrictions) }
    case .any(let parts): Self.common(parts.map(\.restrictions))
    case .sources(let declared, let detected, _, _): declared.restrictions.union(detected.restrictions)
    case .open(_, let candidates): Self.common(candidates.map(\.restrictions))
    }
  }

  private static func common(_ sets: [Set<String>]) -> Set<String> {
    sets.dropFirst().reduce(sets.first ?? []) { $0.intersection($1) }
  }
}
