import Inventory
import LicenseCatalog
import Licensing

/// Findings that no single license gives: gaps and circles of the lineage, what is declared against what binds, what we give.
struct GraphRules {
  let catalog: any LicenseSource
  let assessment: Assessment

  var graph: ComponentGraph { assessment.graph }

  func findings() -> [GraphFinding] {
    cycles() + unresolvedParents() + declaredMore() + outbound() + unfitActs()
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

  /// Acts of the use that could be tried on no component at all.
  private func unfitActs() -> [GraphFinding] {
    let vocabulary = catalog.vocabulary
    return assessment.use.acts.compactMap { act in
      let fits = vocabulary.acts[act]?.fits ?? []
      guard !graph.components.contains(where: { fits.contains($0.kind) }) else { return nil }
      var constraint = Constraint(rule: Rule.actFitsNothing.id, verdict: .undetermined)
      constraint.openPoint = .factMissing
      constraint.acts = [act]
      constraint.detail = fits.map(\.rawValue).sorted().joined(separator: ", ")
      return GraphFinding(constraint, component: nil)
    }
  }
}
