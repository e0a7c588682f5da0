import LicenseCatalog
import Licensing

/// Judges one license, by the steps of `licenses/README.md`, "How terms are judged".
package struct LicenseJudge {
  private let license: PreparedLicense
  private let vocabulary: Vocabulary
  private let circumstances: Circumstances
  private var liveTerms: LiveTerms
  private var constraints: [Constraint] = []
  private var duties: [OwedDuty] = []

  package init(_ license: PreparedLicense, vocabulary: Vocabulary, circumstances: Circumstances) {
    self.license = license
    self.vocabulary = vocabulary
    self.circumstances = circumstances
    liveTerms = LiveTerms(license, circumstances: circumstances)
  }

  /// What the license says about the acts that reach it.
  /// - Parameter kind: the kind of the component that carries the license.
  package static func judge(
    _ license: PreparedLicense, _ exposure: Exposure, kind: ComponentKind, vocabulary: Vocabulary, circumstances: Circumstances
  ) -> Judgement {
    var judge = Self(license, vocabulary: vocabulary, circumstances: circumstances)
    return judge.judgement(exposure, kind: kind)
  }

  private mutating func judgement(_ exposure: Exposure, kind: ComponentKind) -> Judgement {
    var result = Judgement()
    result.licenses = [license.terms.id]
    // Who uses what a model puts out has the output at hand as well, and bans on outputs speak of that.
    var exposure = exposure
    for state in MaterialState.allCases where state != .free {
      exposure.insert(exposure.acts(in: state).intersection(.onOutputs), .output)
    }
    for state in MaterialState.allCases where state != .free {
      for act in exposure.acts(in: state) where vocabulary.acts[act]?.fits.contains(kind) ?? true {
        result.acts.insert(act)
        judge(act, state)
      }
    }
    guard !result.acts.isEmpty else { return result }
    if kind == .weights, license.restsOnCopyrightAlone, !circumstances.assumed.contains(Assumption.weightsAreCopyrightable) {
      // Nothing is reserved where no right exists, so nothing need be granted and no condition of the grant reaches.
      constraints = []
      duties = []
    } else if !license.covers.isEmpty, !license.covers.contains(kind) {
      rejectKind(kind)
    } else {
      judgeFields()
    }
    judgeAlterations(result.acts)
    result.constraints = constraints
    result.duties = duties
    return result
  }

  /// A term counts only if its clause is intact: what hangs on an altered one is open, and its own answer is taken back.
  private mutating func judgeAlterations(_ acts: ActSet) {
    for alteration in license.alterations {
      let touched = license.entries.indices.filter {
        license.entries[$0].source == license.terms.id && alteration.terms.contains(license.entries[$0].term.label)
      }
      let reached = touched.isEmpty ? acts : touched.reduce(ActSet()) { $0.union(license.entries[$1].term.acts) }
      let hanging = reached.intersection(acts)
      guard !hanging.isEmpty else { continue }
      var constraint = touched.first.map { self.constraint($0, nil, nil) } ?? Constraint(rule: "", verdict: nil)
      constraint.source = license.terms.id
      constraint.rule = Rule.alteredClause.id
      constraint.verdict = .undetermined
      constraint.openPoint = .unknownText
      constraint.detail = alteration.words
      constraint.acts = hanging
      constraints.removeAll { other in
        other.rule != Rule.alteredClause.id && other.source == license.terms.id
          && other.term.map(alteration.terms.contains) ?? false
      }
      add(constraint)
    }
  }

  // MARK: One act in one state

  private struct Ban {
    var index: Int
    var live: LiveTerms.Live
  }

  private mutating func judge(_ act: Act, _ state: MaterialState) {
    if state == .output, let carried = act.ofCarriedTerms, carriesTermsToOutputs { judge(carried, .derivative) }
    let bans = bans(act, state)
    let grants = grants(act, state)
    var isForbidden = false
    for ban in bans where judge(ban, act, state, grants) { isForbidden = true }
    collectDuties(act, state)
    addRisks(act, state)
    let rule = vocabulary.acts[act]
    let silence = license.terms.silence[act]
    guard !license.isPolicy, rule?.needsGrant ?? true || silence != nil, state != .output, !isForbidden else { return }
    requireGrant(act, state, grants, silence ?? rule?.silence ?? .reserved)
  }

  private func reaches(_ states: StateSet, _ state: MaterialState) -> Bool {
    if states.contains(state) { return true }
    return state == .output && circumstances.assumed.contains(Assumption.outputsCarryTerms) && states.contains(.work)
  }

  /// Outputs are read as changed copies, unless the text says itself what holds for them.
  private var carriesTermsToOutputs: Bool {
    circumstances.assumed.contains(Assumption.outputsCarryTerms) && !license.speaksOfOutputs
  }

  private mutating func bans(_ act: Act, _ state: MaterialState) -> [Ban] {
    var result: [Ban] = []
    for (index, outline) in license.outlines.enumerated() where outline.acts.contains(act) {
      switch outline.role {
      case .ban where reaches(outline.states, state):
        let live = liveTerms.term(index)
        if live.truth != .no { result.append(Ban(index: index, live: live)) }
      case .limitedGrant where reaches(outline.states, state), .sideGrant where reaches(outline.states, state):
        guard case .may(let permission) = license.entries[index].term.statement, let only = permission.only else { continue }
        var limit = liveTerms.term(index)
        limit.truth = limit.truth && !only.truth(in: circumstances, open: &limit.open)
        if limit.truth != .no { result.append(Ban(index: index, live: limit)) }
      case .ban, .grant, .limitedGrant, .sideGrant, .duty, .other: break
      }
    }
    return result
  }

  private mutating func grants(_ act: Act, _ state: MaterialState) -> [(index: Int, live: LiveTerms.Live)] {
    var result: [(index: Int, live: LiveTerms.Live)] = []
    for (index, outline) in license.outlines.enumerated() {
      guard outline.grantsCopyright, outline.acts.contains(act), outline.states.contains(state) else { continue }
      var grant = liveTerms.term(index)
      if outline.role == .limitedGrant, case .may(let permission) = license.entries[index].term.statement,
        let only = permission.only, !liveTerms.isCured(index)
      {
        var within = only.truth(in: circumstances, open: &grant.open)
        if within == .no, license.entries[index].term.unclear != nil {
          within = .unknown
          grant.doubt = index
        }
        grant.truth = grant.truth && within
      }
      result.append((index, grant))
    }
    return result
  }

  /// Whether the ban forbids, with everything considered that the text sets against it.
  private mutating func judge(_ ban: Ban, _ act: Act, _ state: MaterialState, _ grants: [(index: Int, live: LiveTerms.Live)])
    -> Bool
  {
    let entry = license.entries[ban.index]
    var constraint = constraint(ban.index, act, state)
    if liveTerms.isCured(ban.index) {
      addCure(act, state, isCertain: ban.live.truth == .yes)
      return false
    }
    if ban.live.truth == .unknown {
      addOpen(constraint, ban.live)
      return false
    }
    guard entry.term.unclear == nil else {
      addBan(constraint, of: ban.index)
      return false
    }
    let rivals = grants.filter { $0.live.truth != .no && $0.index != ban.index && !yields($0.index, to: entry) }
    guard let rival = rivals.first else {
      addBan(constraint, of: ban.index)
      return true
    }
    constraint.rule = Rule.conflictingClauses.id
    constraint.against = rivals.map { license.entries[$0.index].term.clause }
    if rivals.contains(where: { $0.live.truth == .yes }) {
      constraint.verdict = .undetermined
      constraint.openPoint = .conflicting
      add(constraint)
    } else {
      addOpen(constraint, rivals.dropFirst().reduce(into: rival.live) { $0.open.formUnion($1.live.open) })
    }
    return false
  }

  /// Facts are missing, or, where none is, the words of some term are unclear.
  private mutating func addOpen(_ open: Constraint, _ live: LiveTerms.Live) {
    var constraint = open
    constraint.verdict = .undetermined
    constraint.openPoint = .factMissing
    constraint.open = live.open.tests
    if live.open.tests.isEmpty, let doubt = live.doubt {
      constraint.openPoint = .disputed
      constraint.detail = license.entries[doubt].term.unclear
    }
    add(constraint)
  }

  /// A ban stands unless its words are unclear.
  private mutating func addBan(_ ban: Constraint, of index: Int) {
    var constraint = ban
    let term = license.entries[index].term
    constraint.verdict = .prohibited
    if let unclear = term.unclear {
      constraint.verdict = .undetermined
      constraint.openPoint = .disputed
      constraint.detail = unclear
    }
    if term.offersSeparateLicense { constraint.remedy = "separate-license" }
    add(constraint)
  }

  /// What a term would take away, the separate license gives; to keep to it is a duty.
  private mutating func addCure(_ act: Act, _ state: MaterialState, isCertain: Bool) {
    guard let agreement = liveTerms.agreement else { return }
    var duty = OwedDuty.keeping(agreement, act, state)
    duty.isCertain = isCertain
    add(duty)
  }

  /// Whether a grant says itself that the banning term comes first.
  private func yields(_ grant: Int, to ban: PreparedLicense.Entry) -> Bool {
    guard case .may(let permission) = license.entries[grant].term.statement else { return true }
    switch permission.subjectTo {
    case .nothing: return false
    case .all: return true
    case .terms(let labels): return labels.contains(ban.term.label) || ban.incorporatedBy.map(labels.contains) ?? false
    }
  }

  private mutating func requireGrant(
    _ act: Act, _ state: MaterialState, _ grants: [(index: Int, live: LiveTerms.Live)], _ silence: Silence
  ) {
    let granted = grants.filter { $0.live.truth == .yes }
    let standing = granted.filter { license.entries[$0.index].term.unclear == nil }
    // A grant that stands by itself needs no separate license.
    if standing.contains(where: { liveTerms.cures(of: $0.index).isEmpty }) { return }
    for lifter in grants.flatMap({ liveTerms.cures(of: $0.index) }) {
      addCure(act, state, isCertain: liveTerms.term(lifter).truth == .yes)
    }
    guard standing.isEmpty else { return }
    if let agreement = liveTerms.agreement,
      !grants.contains(where: { liveTerms.isEndedBySuit($0.index) })
    {
      return add(.keeping(agreement, act, state))
    }
    if let unclear = granted.first {
      var constraint = constraint(unclear.index, act, state)
      constraint.rule = Rule.unclearClause.id
      constraint.verdict = .undetermined
      constraint.openPoint = .disputed
      constraint.detail = license.entries[unclear.index].term.unclear
      return add(constraint)
    }
    let unknown = grants.filter { $0.live.truth == .unknown }
    if let first = unknown.first {
      let lifter = license.entries[first.index].lifters.first { liveTerms.term($0).truth == .unknown }
      let cited = lifter ?? first.live.doubt ?? first.index
      return addOpen(
        constraint(cited, act, state), unknown.dropFirst().reduce(into: first.live) { $0.open.formUnion($1.live.open) })
    }
    let lifters = grants.flatMap { liveTerms.lifters(of: $0.index) }.uniqued().filter { license.entries[$0].term.unclear == nil }
    for lifter in lifters { addBan(constraint(lifter, act, state), of: lifter) }
    if lifters.isEmpty { judgeSilence(act, state, silence) }
  }

  private mutating func judgeSilence(_ act: Act, _ state: MaterialState, _ silence: Silence) {
    // The grant that does not reach: for this act in another state or for another purpose, else the first of the text.
    let grants = license.outlines.indices.filter { license.outlines[$0].grantsCopyright }
    let near = grants.first { license.outlines[$0].acts.contains(act) }
    var constraint: Constraint
    if let cited = near ?? grants.first {
      constraint = self.constraint(cited, act, state)
    } else {
      constraint = Constraint(rule: Rule.notGranted.id, verdict: nil)
      constraint.source = license.terms.id
      constraint.acts = [act]
      constraint.state = state
    }
    constraint.rule = Rule.notGranted.id
    switch silence {
    case .free: return
    case .reserved: constraint.verdict = .prohibited
    case .unsettled:
      constraint.verdict = .undetermined
      constraint.openPoint = .silent
    }
    add(constraint)
  }

  /// A grant over patents or another right that has ended leaves the act granted, but no longer safe.
  private mutating func addRisks(_ act: Act, _ state: MaterialState) {
    for (index, outline) in license.outlines.enumerated() {
      guard outline.role == .sideGrant, outline.acts.contains(act), outline.states.contains(state),
        case .may(let permission) = license.entries[index].term.statement
      else { continue }
      for lifter in liveTerms.lifters(of: index) {
        var constraint = constraint(lifter, act, state)
        constraint.rule = Rule.rightEnded.id
        constraint.detail = permission.rights.map(\.rawValue).sorted().joined(separator: ", ")
        add(constraint)
      }
    }
  }

  // MARK: Duties, fields, kinds

  private mutating func collectDuties(_ act: Act, _ state: MaterialState) {
    for (index, outline) in license.outlines.enumerated() {
      guard outline.role == .duty, outline.acts.contains(act), reaches(outline.states, state) else { continue }
      let entry = license.entries[index]
      guard case .must(let duty) = entry.term.statement else { continue }
      let live = liveTerms.term(index)
      guard live.truth != .no else { continue }
      add(
        OwedDuty(
          duty: duty, source: entry.source, term: entry.term.label, clause: entry.term.clause, anchor: entry.term.anchor,
          summary: entry.term.summary, trigger: act, state: state, isCertain: live.truth == .yes && duty.conditional == nil))
    }
  }

  /// A restriction on fields of use that the use does not state is a standing duty; a field that a policy read only in part does not name is open.
  private mutating func judgeFields() {
    let stated = circumstances.facts.fields
    if let stated, !stated.isEmpty {
      let foreign = stated.filter { !license.namedFields.contains($0.field) }
      if !license.unreadDocuments.isEmpty || !license.areFieldsWhole, !foreign.isEmpty {
        for index in license.unreadDocuments.prefix(1) { addUnread(index, foreign) }
        if license.unreadDocuments.isEmpty {
          var constraint = Constraint(rule: Rule.unreadPolicy.id, verdict: .undetermined)
          constraint.source = license.terms.id
          constraint.openPoint = .unknownText
          constraint.detail = foreign.map(\.field).joined(separator: ", ")
          add(constraint)
        }
      }
    }
    guard !duties.contains(where: { $0.duty.kind == .usePolicy && !$0.duty.isEncouraged }),
      let index = license.standing.first(where: {
        license.entries[$0].maySpeak(of: circumstances.kind, assumed: circumstances.assumed)
      })
    else { return }
    let standing = license.entries[index]
    add(
      OwedDuty(
        duty: Duty(kind: .usePolicy), source: standing.source, term: standing.term.label, clause: standing.term.clause,
        anchor: standing.term.anchor, summary: "keep to the restrictions on fields of use", trigger: nil, state: nil,
        isCertain: true))
  }

  private mutating func addUnread(_ index: Int, _ fields: [FieldOfUse]) {
    var constraint = constraint(index, nil, nil)
    constraint.rule = Rule.unreadPolicy.id
    constraint.verdict = .undetermined
    constraint.openPoint = .unknownText
    constraint.detail = fields.map(\.field).joined(separator: ", ")
    add(constraint)
  }

  private mutating func rejectKind(_ kind: ComponentKind) {
    let definition = license.entries.indices.first {
      if case .define(let definition) = license.entries[$0].term.statement { return !definition.covers.isEmpty }
      return false
    }
    var constraint = definition.map { self.constraint($0, nil, nil) } ?? Constraint(rule: "", verdict: nil)
    constraint.rule = Rule.kindNotCovered.id
    constraint.verdict = .undetermined
    constraint.openPoint = .silent
    constraint.detail = kind.rawValue
    constraints = [constraint]
    duties = []
  }

  // MARK: Collecting

  private func constraint(_ index: Int, _ act: Act?, _ state: MaterialState?) -> Constraint {
    let entry = license.entries[index]
    let tests = entry.tests
    var constraint = Constraint(rule: Rule.id(for: tests), verdict: nil)
    constraint.source = entry.source
    constraint.term = entry.term.label
    constraint.clause = entry.term.clause
    constraint.anchor = entry.term.anchor
    constraint.summary = entry.term.summary
    constraint.acts = act.map { [$0] } ?? []
    constraint.state = state
    constraint.facts = tests.compactMap(\.fact).uniqued()
    return constraint
  }

  /// The same clause that bites several acts is one constraint.
  private mutating func add(_ constraint: Constraint) {
    let same = constraints.firstIndex {
      $0.rule == constraint.rule && $0.term == constraint.term && $0.source == constraint.source
        && $0.verdict == constraint.verdict
        && $0.openPoint == constraint.openPoint && $0.detail == constraint.detail
    }
    guard let same else { return constraints.append(constraint) }
    constraints[same].acts = constraints[same].acts.union(constraint.acts)
    for test in constraint.open where !constraints[same].open.contains(test) { constraints[same].open.append(test) }
  }

  private mutating func add(_ duty: OwedDuty) {
    guard let same = duties.firstIndex(where: { $0.term == duty.term && $0.source == duty.source }) else {
      return duties.append(duty)
    }
    duties[same].isCertain = duties[same].isCertain || duty.isCertain
  }
}

extension Sequence where Element: Hashable {
  /// The elements in order, each once.
  package func uniqued() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}

extension Agreement {
  var duty: String { "keep to the separate license \(reference)" }
}

extension OwedDuty {
  /// What a separate license asks for, where no clause of the public one is in its place.
  static func keeping(_ agreement: Agreement, _ trigger: Act?, _ state: MaterialState?) -> Self {
    Self(
      duty: Duty(kind: .other), source: agreement.license, term: "separate-license", clause: "separate license", anchor: nil,
      summary: agreement.duty, trigger: trigger, state: state, isCertain: true)
  }
}
