import Diagnostics
import Inventory
import LicenseCatalog
import Licensing

/// Builds the uses under test from what was asked on the command line, what the document states, and the baseline.
struct UseBuilder {
  let vocabulary: Vocabulary
  /// `--use ID`, in order.
  let requested: [String]
  /// `--set FACT=VALUE`, already read.
  let options: StatedUse?
  /// `--set fields.FIELD.QUALIFIER=…`, by field.
  let qualifiers: [String: [String: Bool]]

  /// The uses to judge, and whether the user stated any; without one, all standard uses are shown and one decides.
  func uses(for inventory: Inventory) -> (uses: [Use], isStated: Bool) {
    let stated = inventory.use
    if !requested.isEmpty {
      return (requested.compactMap { id in vocabulary.use(id).map { use($0, stated, profileWins: true) } }, true)
    }
    if let acts = options?.acts ?? stated?.acts, stated?.profile == nil {
      var use = Use(id: Use.customID, acts: acts.value, facts: facts(of: nil, stated, profileWins: false, acts: acts.value))
      use.acts = acts.value
      return ([use], true)
    }
    if let profile = options?.profile ?? stated?.profile, let known = vocabulary.use(profile.value) {
      var profileUse = known
      if let acts = options?.acts ?? stated?.acts { profileUse.acts = acts.value }
      return ([use(profileUse, stated, profileWins: false)], true)
    }
    return (vocabulary.uses.map { use($0, stated, profileWins: true) }, false)
  }

  /// The facts of acts that no profile names.
  func facts(for inventory: Inventory, acts: ActSet) -> UseFacts {
    facts(of: nil, inventory.use, profileWins: false, acts: acts)
  }

  private func use(_ profile: UseProfile, _ stated: StatedUse?, profileWins: Bool) -> Use {
    Use(id: profile.id, acts: profile.acts, facts: facts(of: profile, stated, profileWins: profileWins, acts: profile.acts))
  }

  /// Baseline first, then the weaker of profile and document, then the stronger, then the command line.
  private func facts(of profile: UseProfile?, _ stated: StatedUse?, profileWins: Bool, acts: ActSet) -> UseFacts {
    var facts = Self.baseline(acts)
    if profileWins {
      if let stated { facts.take(stated.facts) }
      if let profile { facts.take(profile) }
    } else {
      if let profile { facts.take(profile) }
      if let stated { facts.take(stated.facts) }
    }
    if let options { facts.take(options.facts) }
    for field in qualifiers.keys.sorted() { facts.qualify(field, qualifiers[field] ?? [:]) }
    return facts
  }

  /// What is presumed unless stated otherwise; printed with every verdict.
  static func baseline(_ acts: ActSet) -> UseFacts {
    var facts = UseFacts()
    facts.fields = []
    facts.litigation = []
    facts.receivedAs = .direct
    for name in [FactName.fields, .litigation, .agreements, .receivedAs] { facts.origins[name] = .baseline }
    if !acts.contains(.trainOnOutputs) {
      facts.student = []
      facts.outputsRelated = .no
      facts.outputsCompetitive = .no
      facts.outputsSimilar = .no
      facts.outputsDistributed = .no
      facts.origins[.student] = .baseline
    }
    return facts
  }
}

extension UseFacts {
  /// A qualifier says that the field is meant, too.
  fileprivate mutating func qualify(_ name: String, _ qualifiers: [String: Bool]) {
    var fields = fields ?? []
    let index = fields.firstIndex { $0.field == name } ?? fields.endIndex
    if index == fields.endIndex { fields.append(FieldOfUse(name)) }
    fields[index].qualifiers.merge(qualifiers) { $1 }
    self.fields = fields
    origins[.fields] = .option
  }

  mutating func take(_ profile: UseProfile) {
    if let commercial = profile.commercial {
      self.commercial = Truth(commercial)
      origins[.commercial] = .profile(profile.id)
    }
    if let purpose = profile.purpose {
      self.purpose = purpose
      origins[.purpose] = .profile(profile.id)
    }
  }

  /// Facts that the other side states replace these; those it does not state stay.
  mutating func take(_ other: UseFacts) {
    if other.commercial != .unknown { commercial = other.commercial }
    purpose = other.purpose ?? purpose
    actorKind = other.actorKind ?? actorKind
    domicile = other.domicile ?? domicile
    if !other.monthlyActiveUsers.isUnknown { monthlyActiveUsers = other.monthlyActiveUsers }
    if !other.annualRevenue.isUnknown { annualRevenue = other.annualRevenue }
    if !other.monthlyRevenue.isUnknown { monthlyRevenue = other.monthlyRevenue }
    regions = other.regions ?? regions
    outputRegions = other.outputRegions ?? outputRegions
    fields = other.fields ?? fields
    if let stated = other.student {
      student = stated
      // Nothing presumed about "no student" may stand beside a stated one.
      outputsRelated = .unknown
      outputsCompetitive = .unknown
      outputsSimilar = .unknown
      outputsDistributed = .unknown
    }
    if other.outputsRelated != .unknown { outputsRelated = other.outputsRelated }
    if other.outputsCompetitive != .unknown { outputsCompetitive = other.outputsCompetitive }
    if other.outputsSimilar != .unknown { outputsSimilar = other.outputsSimilar }
    if other.outputsDistributed != .unknown { outputsDistributed = other.outputsDistributed }
    releaseName = other.releaseName ?? releaseName
    releaseLicense = other.releaseLicense ?? releaseLicense
    receivedAs = other.receivedAs ?? receivedAs
    litigation = other.litigation ?? litigation
    if !other.agreements.isEmpty { agreements = other.agreements }
    if !other.measures.isEmpty { measures = other.measures }
    origins.merge(other.origins) { $1 }
  }
}
