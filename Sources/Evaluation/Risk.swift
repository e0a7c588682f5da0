import Licensing

/// What a licensor keeps the power to do, or a side grant that has ended: it informs and changes no verdict.
package struct Risk: Sendable, Hashable {
  /// A `LicensorPower`, or `right-ended`.
  package var power: String
  package var component: Int
  /// The text that states the clause: a license, or a document it incorporates.
  package var source: String
  package var term: String?
  package var clause: String?
  package var anchor: Anchor?
  package var summary: String?
  /// Whether it reaches somebody who keeps to the license; a license that ends on a breach does not.
  package var isUnprovoked: Bool

  /// The name of a risk that comes from a suit and not from a power of the licensor.
  package static let rightEnded = Rule.rightEnded.id
}

extension LicensorPower {
  /// Whether the licensor may use it against somebody who keeps to the license.
  package var isUnprovoked: Bool {
    switch self {
    case .terminateAtWill, .revoke, .restrictRemotely, .amend, .audit, .requireUpdate: true
    case .terminateOnBreach, .deleteOnTermination: false
    }
  }
}

extension Assessment {
  /// The powers that the licensors of all concerned components keep, in graph order and in the order of each text.
  package var risks: [Risk] {
    judgements.indices.flatMap { powers(over: $0) + endedRights(in: $0) }.uniqued()
  }

  /// Only licenses that bind count: of a choice, those of the branch that was chosen.
  private func powers(over node: Int) -> [Risk] {
    let judgement = judgements[node]
    guard !judgement.acts.isEmpty else { return [] }
    let binding = conclusions[node].licenses.filter { judgement.licenses.contains($0.terms.id) }
    return binding.flatMap(\.entries).compactMap { entry in
      guard case .reserves(let power) = entry.term.statement else { return nil }
      return Risk(
        power: power.rawValue, component: node, source: entry.source, term: entry.term.label, clause: entry.term.clause,
        anchor: entry.term.anchor, summary: entry.term.summary, isUnprovoked: power.isUnprovoked)
    }
  }

  private func endedRights(in node: Int) -> [Risk] {
    judgements[node].constraints.filter { $0.rule == Risk.rightEnded && $0.verdict == nil }.map { constraint in
      Risk(
        power: Risk.rightEnded, component: node, source: constraint.source ?? "", term: constraint.term,
        clause: constraint.clause, anchor: constraint.anchor, summary: constraint.summary, isUnprovoked: true)
    }
  }
}
