import Licensing

/// Facts about a user that some license likes best: small, of some place, of some kind. Tried out to see what a use may come to.
struct FavorableFacts {
  private var place: String
  private var actor: ActorKind
  let modality: Set<String> = ["text"]

  /// Licenses like one place or another; no license is known that likes none of these.
  static func all(places: Places) -> [FavorableFacts] {
    ["US", "DE", "CN", "KR"].filter(places.isKnown).flatMap { place in
      [ActorKind.company, .academic].map { FavorableFacts(place: place, actor: $0) }
    }
  }

  func applied(to use: Use) -> Use {
    var use = use
    use.facts.monthlyActiveUsers = Measure(0)
    use.facts.annualRevenue = Measure(0)
    use.facts.monthlyRevenue = Measure(0)
    use.facts.domicile = place
    use.facts.regions = [place]
    use.facts.outputRegions = [place]
    use.facts.actorKind = actor
    guard use.acts.contains(.trainOnOutputs) else { return use }
    use.facts.student = [.other]
    use.facts.outputsRelated = .yes
    use.facts.outputsCompetitive = .no
    use.facts.outputsSimilar = .no
    use.facts.outputsDistributed = .no
    return use
  }
}
