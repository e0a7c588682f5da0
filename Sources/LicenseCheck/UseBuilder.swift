import Diagnostics
import Inventory
import LicenseCatalog
import Licensing

/// Builds the uses under test from what was asked on the command line, what the document states, and the baseline.
struct UseBuilder {
  let vocabulary: Vocabulary
  /// `--use ID`.
  let requested: [String]
  /// `--set FACT=VALUE`, already read.
  let options: StatedUse?
  /// `--set fields.FIELD.QUALIFIER=…`, by field.
  let qualifiers: [String: [String: Bool]]
  /// What the organization states for all its audits; a document that states a fact itself goes first.
  var organization: StatedUse?

  /// The uses to judge, and whether the user stated any; without one, all standard uses are shown and one decides.
  func uses(for inventory: Inventory) -> (uses: [Use], isStated: Bool) {
    var (uses, isStated) = self.uses(stating: inventory.use)
    guard requested.isEmpty, let trusted = inventory.trustedUse else { return (uses, isStated) }
    for use in self.uses(stating: trusted).uses where !uses.contains(where: { $0.id == use.id && $0.acts == use.acts }) {
      uses.append(use)
    }
    return (uses, true)
  }

  private func uses(stating written: StatedUse?) -> (uses: [Use], isStated: Bool) {
    let stated = joined(written)
    if !requested.isEmpty {
      // In the order of the vocabulary: the order of options says nothing.
      let profiles = vocabulary.uses.filter { requested.contains($0.id) }.map { profile in
        var profile = profile
        if let acts = options?.acts { profile.acts = acts.value }
        return profile
      }
      return (profiles.map { use($0, stated, profileWins: true) }, true)
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
    facts(of: nil, joined(inventory.use), profileWins: false, acts: acts)
  }

  private func use(_ profile: UseProfile, _ stated: StatedUse?, profileWins: Bool) -> Use {
    Use(id: profile.id, acts: profile.acts, facts: facts(of: profile, stated, profileWins: profileWins, acts: profile.acts))
  }

  /// What the document states, and below it what the organization does. What is done is stated as a whole, by one of them.
  private func joined(_ stated: StatedUse?) -> StatedUse? {
    guard let organization else { return stated }
    guard let stated else { return organization }
    var result = stated.profile == nil && stated.acts == nil ? organization : stated
    result.facts = organization.facts
    result.facts.take(stated.facts)
    return result
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
    if !acts.contains(.trainOnOutputs) { facts.presumeNoStudent() }
    return facts
  }
}

extension Use {
  /// Leaves an act out. Whoever trains nothing on outputs has no student, as if the act had never been named.
  mutating func remove(_ act: Act) {
    acts.remove(act)
    if act == .trainOnOutputs, facts.student == nil { facts.presumeNoStudent() }
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

  /// No model is trained on outputs, so none is anything; what is stated all the same stays.
  fileprivate mutating func presumeNoStudent() {
    student = []
    if outputsRelated == .unknown { outputsRelated = .no }
    if outputsCompetitive == .unknown { outputsCompetitive = .no }
    if outputsSimilar == .unknown { outputsSimilar = .no }
    if outputsDistributed == .unknown { outputsDistributed = .no }
    origins[.student] = .baseline
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
}
