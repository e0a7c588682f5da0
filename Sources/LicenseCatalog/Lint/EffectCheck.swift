import Diagnostics
import Documents
import Licensing

/// Terms that can have no effect, terms that contradict each other, and acts that were forgotten.
struct EffectCheck {
  let file: ExaminedLicense
  /// The policies that the license incorporates, with the label of the term that does so.
  let policies: [(file: ExaminedLicense, label: String)]
  let logic: ConditionLogic
  let vocabulary: Vocabulary

  func found() -> [Diagnostic] {
    file.terms.flatMap { unreachable($0) } + overlaps() + silence() + doubled()
  }

  // MARK: Terms without effect

  private func unreachable(_ term: Term) -> [Diagnostic] {
    let node = file.node(term)
    var found: [Diagnostic] = []
    if term.acts?.isEmpty == true {
      found.append(file.diagnostic("no-acts", .error, "this term speaks of no act", at: node))
    }
    if term.states?.isEmpty == true {
      found.append(file.diagnostic("no-states", .error, "this term speaks of no state", at: node, "of"))
    }
    if !logic.canHold(term.condition) {
      found.append(file.diagnostic("never-holds", .error, "no use can meet this condition", at: node, "when"))
    } else if term.condition != .always, logic.alwaysHolds(term.condition) {
      found.append(file.diagnostic("always-holds", .error, "every use meets this condition", at: node, "when"))
    }
    if let limit = term.limit, !logic.canHold(.both(term.condition, limit)) {
      found.append(file.diagnostic("never-holds", .error, "no use can keep within this limit", at: node, "only"))
    }
    if found.isEmpty, term.canBeLifted, !logic.canHold(effective(term)) {
      found.append(file.diagnostic("always-lifted", .error, "exceptions take this term away from every use", at: node))
    }
    return found
  }

  /// Exceptions that the text states clearly; an unclear one takes nothing away for certain.
  private func lifters(of term: Term) -> [Term] {
    file.terms.filter { other in
      guard other.unclear == nil else { return false }
      if case .lifts(let labels) = other.statement { return labels.contains(term.label) }
      return false
    }
  }

  /// When a term is in force: its condition, without those of the exceptions to it, with those of the exceptions to these.
  private func effective(_ term: Term, depth: Int = 0) -> Condition {
    guard depth < 8 else { return term.condition }
    return lifters(of: term).reduce(term.condition) { .both($0, .not(effective($1, depth: depth + 1))) }
  }

  // MARK: Contradictions

  private struct Ban {
    var term: Term
    var prohibition: Prohibition
    /// The label of the term that incorporates the policy it stands in.
    var incorporatedBy: String?
    var owner: ExaminedLicense
  }

  private var bans: [Ban] {
    func bans(_ owner: ExaminedLicense, _ label: String?) -> [Ban] {
      owner.terms.compactMap { term in
        guard case .mustNot(let prohibition) = term.statement else { return nil }
        return Ban(term: term, prohibition: prohibition, incorporatedBy: label, owner: owner)
      }
    }
    return bans(file, nil) + policies.flatMap { bans($0.file, $0.label) }
  }

  private func overlaps() -> [Diagnostic] {
    let bans = bans
    var contested: Set<Int> = []
    var found: [Diagnostic] = []
    for term in file.terms {
      guard case .may(let permission) = term.statement else { continue }
      for (index, ban) in bans.enumerated() {
        let acts = permission.acts.intersection(ban.prohibition.acts)
        let meets = permission.states.bits & ban.prohibition.states.bits != 0
        guard !acts.isEmpty, meets, ban.term.label != term.label else { continue }
        guard !yields(permission, to: ban) else {
          found += swallowed(term, permission, by: ban)
          continue
        }
        guard logic.canHold(.both(effective(term), ban.owner.id == file.id ? effective(ban.term) : ban.term.condition)) else {
          continue
        }
        contested.insert(index)
        guard !ban.prohibition.isConflictIntended else { continue }
        found.append(unlinked(term, ban, acts))
      }
    }
    for (index, ban) in bans.enumerated()
    where ban.prohibition.isConflictIntended && !contested.contains(index) && ban.incorporatedBy == nil {
      found.append(
        file.diagnostic("no-conflict", .error, "no permission contradicts this prohibition", at: file.node(ban.term), "conflict"))
    }
    return found
  }

  private func unlinked(_ term: Term, _ ban: Ban, _ acts: ActSet) -> Diagnostic {
    let names = acts.map(\.rawValue).joined(separator: ", ")
    return Diagnostic(
      "unlinked-overlap", .error,
      "`\(term.label)` permits and `\(ban.term.label)` forbids \(names) in the same case, and neither is said to come first",
      labels: [.init(file.node(term).span), .init(ban.owner.node(ban.term).span, "forbidden here")],
      help:
        "add `subject-to: [\(ban.incorporatedBy ?? ban.term.label)]` if the text ranks them, else `conflict: intended` on the prohibition"
    )
  }

  private func yields(_ permission: Permission, to ban: Ban) -> Bool {
    switch permission.subjectTo {
    case .nothing: false
    case .all: true
    case .terms(let labels): labels.contains(ban.term.label) || ban.incorporatedBy.map(labels.contains) ?? false
    }
  }

  /// A permission that yields to a prohibition of all it permits, in every case.
  private func swallowed(_ term: Term, _ permission: Permission, by ban: Ban) -> [Diagnostic] {
    let whole =
      permission.acts.subtracting(ban.prohibition.acts).isEmpty && permission.states.bits & ~ban.prohibition.states.bits == 0
      && !logic.canHold(.both(effective(term), .not(effective(ban.term))))
    guard whole, ban.owner.id == file.id, ban.term.unclear == nil else { return [] }
    return [
      Diagnostic(
        "never-permits", .error, "`\(ban.term.label)` forbids all that this term permits, and comes first",
        labels: [.init(file.node(term).span), .init(file.node(ban.term).span, "forbidden here")])
    ]
  }

  /// The same statement under the same condition with the same clause, twice.
  private func doubled() -> [Diagnostic] {
    var seen: [Term: Term] = [:]
    var found: [Diagnostic] = []
    for term in file.terms {
      var key = term
      (key.label, key.summary, key.line, key.mentions) = ("", "", 0, [])
      guard let first = seen.updateValue(term, forKey: key) else { continue }
      found.append(
        Diagnostic(
          "said-twice", .error, "this term says the same as `\(first.label)`",
          labels: [.init(file.node(term).span), .init(file.node(first).span, "first here")]))
    }
    return found
  }

  // MARK: Silence

  /// What is said of outputs says nothing of the work itself, for acts that need a grant.
  private func reached(_ acts: ActSet, _ states: StateSet) -> ActSet {
    if states.bits & StateSet.material.bits != 0 { return acts }
    return ActSet(acts.filter { vocabulary.acts[$0]?.needsGrant == false })
  }

  /// The acts that no term permits or forbids must be listed, so that a forgotten grant is noticed.
  private func silence() -> [Diagnostic] {
    var spoken: ActSet = []
    for term in file.terms {
      switch term.statement {
      case .may(let permission) where permission.rights.contains(.copyright):
        spoken = spoken.union(reached(permission.acts, permission.states))
      case .mustNot(let prohibition): spoken = spoken.union(reached(prohibition.acts, prohibition.states))
      case .may, .must, .define, .lifts, .reserves: break
      }
    }
    guard file.license.kind == .license else { return [] }
    let missing = ActSet.all.subtracting(spoken).subtracting(file.license.silent)
    let wrong = file.license.silent.intersection(spoken)
    var found: [Diagnostic] = []
    if !missing.isEmpty {
      let names = missing.map(\.rawValue).joined(separator: ", ")
      found.append(
        file.diagnostic(
          "silent-list", .error, "no term permits or forbids \(names), and `silent` does not say so", at: file.root, "silent"))
    }
    if !wrong.isEmpty {
      let names = wrong.map(\.rawValue).joined(separator: ", ")
      found.append(
        file.diagnostic("silent-list", .error, "`silent` lists \(names), but some term speaks of it", at: file.root, "silent"))
    }
    return found
  }
}
