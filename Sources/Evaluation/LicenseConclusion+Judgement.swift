import Licensing

extension LicenseConclusion {
  /// What follows from all that is said of a component's license.
  /// - Parameters:
  ///   - license: what one license says.
  ///   - reached: the acts that reach the component whatever its license is.
  ///   - held: the separate license that the user holds in place of one that nobody has read.
  ///   - wanted: what the organization says of a license that is known by its name alone.
  func judgement(
    _ license: (PreparedLicense) -> Judgement, reached: () -> ActSet, held: (String) -> Agreement?,
    wanted: (String) -> Constraint?
  ) -> Judgement {
    switch self {
    case .ours: return Judgement()
    case .terms(let terms) where terms.isPolicy: return Self.ungranted(license(terms), by: terms)
    case .terms(let terms): return license(terms)
    case .all(let parts):
      // A policy beside a license takes away and asks; it is not asked to grant.
      let grants = parts.contains { !$0.isPolicy }
      return Self.all(
        parts.map { part in
          if case .terms(let terms) = part, terms.isPolicy, grants { return license(terms) }
          return part.judgement(license, reached: reached, held: held, wanted: wanted)
        })
    case .any(let parts):
      return Self.best(of: parts, parts.map { $0.judgement(license, reached: reached, held: held, wanted: wanted) })
    case .listed(let parts):
      return listed(parts, parts.map { $0.judgement(license, reached: reached, held: held, wanted: wanted) })
    case .sources(let declared, let detected, let names, let isConfirmed):
      let first = declared.judgement(license, reached: reached, held: held, wanted: wanted)
      let second = detected.judgement(license, reached: reached, held: held, wanted: wanted)
      // A second text beside one that bears out what is declared can only take something away.
      if isConfirmed, second.verdict <= first.verdict { return Self.told(first, names, first.acts.union(second.acts)) }
      let titles = (declared: declared.title, detected: detected.title)
      return Self.sources((first, second), titles, names)
    case .open(let constraint, _):
      var result = Judgement()
      result.acts = reached()
      guard !result.acts.isEmpty else { return result }
      if let name = namedLicense, let agreement = held(name) {
        result.duties = [.keeping(agreement, nil, nil)]
        return result
      }
      var open = constraint
      open.acts = result.acts
      result.constraints = [open] + [namedLicense.flatMap(wanted)].compactMap(\.self)
      return result
    }
  }

  private var isPolicy: Bool {
    if case .terms(let license) = self { return license.isPolicy }
    return false
  }

  /// A policy alone is no license: what it does not forbid, nobody has granted.
  private static func ungranted(_ judgement: Judgement, by policy: PreparedLicense) -> Judgement {
    guard !judgement.acts.isEmpty else { return judgement }
    var constraint = Constraint.missingLicense
    constraint.acts = judgement.acts
    constraint.detail = policy.terms.id
    var result = judgement
    result.constraints.append(constraint)
    return result
  }

  private static func all(_ judgements: [Judgement]) -> Judgement {
    guard let first = judgements.first else { return Judgement() }
    return judgements.dropFirst().reduce(first) { $0 && $1 }
  }

  private static func best(of parts: [LicenseConclusion], _ judgements: [Judgement]) -> Judgement {
    let branches = zip(parts, judgements)
    guard let best = branches.min(by: { $0.1.verdict < $1.1.verdict }) else { return Judgement() }
    var chosen = best.1
    chosen.choice = best.0.title
    return chosen
  }

  /// A list without an operator: the same answer both ways, or an open point.
  private func listed(_ parts: [LicenseConclusion], _ judgements: [Judgement]) -> Judgement {
    let all = Self.all(judgements)
    let any = Self.best(of: parts, judgements)
    if all.verdict.isSameAnswer(as: any.verdict) { return all }
    var constraint = Constraint(rule: Rule.severalLicenses.id, verdict: .undetermined)
    constraint.openPoint = .unknownText
    constraint.detail = "\(title): all of them → \(all.verdict.rawValue); any of them → \(any.verdict.rawValue)"
    constraint.acts = all.acts
    var result = all
    result.constraints = [constraint]
    return result
  }

  /// Two sources: the same answer whichever is right, or an open point.
  private static func sources(
    _ judgements: (Judgement, Judgement), _ titles: (declared: String, detected: String), _ names: String
  ) -> Judgement {
    let (first, second) = judgements
    let acts = first.acts.union(second.acts)
    guard !acts.isEmpty else { return first }
    let both = [first, second]
    var result = first.verdict >= second.verdict ? first : second
    result.duties = Judgement.duties(of: both)
    let isSame = first.verdict.isSameAnswer(as: second.verdict)
    if isSame, first.verdict > .duties || !Judgement.outboundDutiesDiffer(both, isGiven: false) {
      return told(result, names, acts)
    }
    var constraint = Constraint(rule: Rule.sourcesDisagree.id, verdict: .undetermined)
    constraint.openPoint = .conflicting
    constraint.detail =
      "\(names): \(titles.declared) → \(first.verdict.rawValue); \(titles.detected) → \(second.verdict.rawValue)"
    constraint.acts = acts
    result.constraints = [constraint]
    return result
  }

  /// That the sources disagree is told even where nothing hangs on it.
  private static func told(_ judgement: Judgement, _ names: String, _ acts: ActSet) -> Judgement {
    guard !acts.isEmpty else { return judgement }
    var result = judgement
    var constraint = Constraint(rule: Rule.sourcesDisagree.id, verdict: nil)
    constraint.detail = names
    constraint.acts = acts
    result.constraints.append(constraint)
    return result
  }
}

extension Verdict {
  /// Permitted with or without duties is one answer.
  package func isSameAnswer(as other: Verdict) -> Bool { max(self, .duties) == max(other, .duties) }
}
