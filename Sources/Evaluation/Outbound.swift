import Diagnostics
import Inventory
import LicenseCatalog
import Licensing

/// Whether a license that is given on is one that a share-alike or flow-down duty accepts.
package enum OutboundAnswer: Sendable, Hashable {
  case accepted, refused
  /// Own terms that may carry what the clause demands: nobody can see it from here.
  case unverified
  /// A list outside the text decides.
  case listedElsewhere
}

extension Duty {
  /// - Parameters:
  ///   - license: the id of the license that states the duty.
  ///   - given: what the license given on resolves to.
  package func acceptance(of given: LicenseResolution, by license: LicenseTerms) -> OutboundAnswer {
    guard case .terms(let terms) = given else {
      return accepts.contains(.ownTerms) ? .unverified : accepts.contains(.listedElsewhere) ? .listedElsewhere : .refused
    }
    for accepted in accepts {
      switch accepted {
      case .itself: if terms.id == license.id { return .accepted }
      case .later: if Self.isLater(terms.id, than: license.id) { return .accepted }
      case .license(let id): if terms.id == id || terms.spdx == id { return .accepted }
      case .ownTerms, .listedElsewhere: break
      }
    }
    return accepts.contains(.listedElsewhere) ? .listedElsewhere : .refused
  }

  /// The same name with a higher version number; licenses of a family with other elements are no later versions.
  private static func isLater(_ id: String, than other: String) -> Bool {
    let (stem, version) = parts(id)
    let (otherStem, otherVersion) = parts(other)
    return stem == otherStem && !stem.isEmpty && otherVersion.lexicographicallyPrecedes(version)
  }

  private static func parts(_ id: String) -> (stem: String, version: [Int]) {
    var stem = id[...]
    for suffix in ["-only", "-or-later"] where stem.hasSuffix(suffix) { stem = stem.dropLast(suffix.utf8.count) }
    guard let dash = stem.lastIndex(of: "-") else { return (String(stem), []) }
    let version = stem[stem.index(after: dash)...].split(separator: ".").map { Int($0) ?? -1 }
    guard !version.isEmpty, !version.contains(-1) else { return (String(stem), []) }
    return (String(stem[..<dash]), version)
  }
}

extension GraphRules {
  /// The license under which a root of ours is given.
  private func given(_ root: Int) -> Located<String>? {
    if let stated = assessment.use.facts.releaseLicense { return stated }
    guard graph.isMadeByUs[root] else { return nil }
    return graph.components[root].declared.first?.names.first
  }

  /// The root that the shortest path to a component begins at.
  private func root(of node: Int) -> Int { graph.shortestPaths[node].first?.child ?? node }

  /// What we give must keep what every ancestor demands.
  func outbound() -> [GraphFinding] {
    let giving: ActSet = [.distribute, .embed, .relicense, .host]
    guard !assessment.use.acts.intersection(giving).isEmpty else { return [] }
    return graph.components.indices.flatMap { node -> [GraphFinding] in
      guard let given = given(root(of: node)) else { return [] }
      let resolution = catalog.resolve(given.value)
      let judgement = assessment.judgements[node]
      let binding = judgement.duties.filter { [.shareAlike, .flowDown].contains($0.duty.kind) && !$0.duty.isEncouraged }
      let refused = binding.compactMap { refusal(of: $0, node, given, resolution) }
      return refused + givesMore(node, judgement, bound: !binding.isEmpty, given, resolution)
    }
  }

  private func refusal(of owed: OwedDuty, _ node: Int, _ given: Located<String>, _ resolution: LicenseResolution) -> GraphFinding?
  {
    guard let license = catalog.terms(owed.source) else { return nil }
    let acceptance = owed.duty.acceptance(of: resolution, by: license)
    guard acceptance == .refused || acceptance == .listedElsewhere else { return nil }
    // A duty that only one reading of a disputed point knows cannot forbid.
    let isCertain = acceptance == .refused && owed.isCertain
    var constraint = Constraint(rule: Rule.outboundLicense.id, verdict: isCertain ? .prohibited : .undetermined)
    if !isCertain { constraint.openPoint = acceptance == .listedElsewhere ? .unknownText : .disputed }
    constraint.source = owed.source
    constraint.term = owed.term
    constraint.clause = owed.clause
    constraint.anchor = owed.anchor
    constraint.summary = owed.summary
    constraint.acts = owed.trigger.map { [$0] } ?? []
    constraint.facts = [.releaseLicense]
    constraint.detail = given.value
    return GraphFinding(constraint, component: node, license: judgementLicense(node), span: given.span)
  }

  private func judgementLicense(_ node: Int) -> String? { assessment.judgements[node].license }

  private func givesMore(
    _ node: Int, _ judgement: Judgement, bound: Bool, _ given: Located<String>, _ resolution: LicenseResolution
  ) -> [GraphFinding] {
    guard !bound, !judgement.acts.intersection([.distribute, .embed, .relicense]).isEmpty, case .terms(let terms) = resolution
    else { return [] }
    let release = PreparedLicense(terms, catalog: catalog)
    guard !release.restrictsUse, let parent = assessment.conclusions[node].licenses.first(where: \.restrictsUse),
      terms.id != parent.terms.id, judgement.license == parent.terms.id,
      let entry = parent.entries.first(where: \.restrictsUse)
    else { return [] }
    var constraint = Constraint(rule: Rule.givesMoreThanParents.id, verdict: .undetermined)
    constraint.openPoint = .conflicting
    constraint.source = entry.source
    constraint.term = entry.term.label
    constraint.clause = entry.term.clause
    constraint.anchor = entry.term.anchor
    constraint.summary = entry.term.summary
    constraint.facts = [.releaseLicense]
    constraint.detail = given.value
    return [GraphFinding(constraint, component: node, license: parent.terms.id, span: given.span)]
  }

  /// An upstream child that declares more than a parent allows: a finding, but the parent's terms count anyway.
  func declaredMore() -> [GraphFinding] {
    graph.components.indices.flatMap { child -> [GraphFinding] in
      guard !graph.isMadeByUs[child], let declared = graph.components[child].declared.first?.names.first else { return [] }
      let own = assessment.conclusions[child].licenses
      guard !own.isEmpty, own.allSatisfy({ !$0.restrictsUse }) else { return [] }
      return graph.parents[child].compactMap { declaredMore(child, $0, declared) }
    }
  }

  private func declaredMore(_ child: Int, _ edge: ComponentGraph.Edge, _ declared: Located<String>) -> GraphFinding? {
    let parents = assessment.conclusions[edge.parent].licenses
    guard !parents.isEmpty, parents.allSatisfy(\.restrictsUse), let parent = parents.first,
      !assessment.conclusions[child].licenses.contains(where: { $0.terms.id == parent.terms.id })
    else { return nil }
    let table = ExposureTable(catalog.vocabulary.exposure, bentBy: parent.becomes)
    let relationship = edge.lineage.relationship
    let states = [Set<String>(), table.assumptions].map {
      table.state(after: relationship, linkage: edge.lineage.linkage, from: .work, assumed: $0)
    }
    guard states.contains(.derivative) || states.contains(.work), relationship != .runs else { return nil }
    let flow = parent.entries.first { entry in
      if case .must(let duty) = entry.term.statement { return duty.kind == .flowDown || duty.kind == .shareAlike }
      return false
    }
    guard let entry = flow ?? parent.entries.first(where: \.restrictsUse) else { return nil }
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
}
