import LicenseCatalog
import Licensing

/// The acts that reach a license, each in the states in which the thing at hand stands towards it; one word of bits.
package struct Exposure: Sendable, Hashable {
  package private(set) var bits: UInt64 = 0

  package init() {}
  private init(bits: UInt64) { self.bits = bits }

  private static func bit(_ act: Act, _ state: MaterialState) -> UInt64 {
    UInt64(ActSet([act]).bits) << (UInt64(state.rawValue) * 11)
  }

  package mutating func insert(_ act: Act, _ state: MaterialState) { bits |= Self.bit(act, state) }
  package mutating func insert(_ acts: ActSet, _ state: MaterialState) {
    bits |= UInt64(acts.bits) << (UInt64(state.rawValue) * 11)
  }
  package func contains(_ act: Act, _ state: MaterialState) -> Bool { bits & Self.bit(act, state) != 0 }
  package mutating func formUnion(_ other: Self) { bits |= other.bits }
  package var isEmpty: Bool { bits == 0 }

  /// All acts, whatever the state.
  package var acts: ActSet {
    MaterialState.allCases.reduce(into: []) { $0 = $0.union(acts(in: $1)) }
  }

  package func acts(in state: MaterialState) -> ActSet {
    ActSet(bits: UInt16(truncatingIfNeeded: bits >> (UInt64(state.rawValue) * 11)) & ActSet.all.bits)
  }

  /// Only the given acts, in all states.
  package func passing(_ acts: ActSet) -> Self {
    var mask: UInt64 = 0
    for state in 0..<5 { mask |= UInt64(acts.bits) << (UInt64(state) * 11) }
    return Self(bits: bits & mask)
  }
}

/// Judges one license, by the steps of `licenses/README.md`, "How terms are judged".
package struct LicenseJudge {
  private let license: PreparedLicense
  private let vocabulary: Vocabulary
  private let circumstances: Circumstances
  private var memo: [Live?]
  private var constraints: [Constraint] = []
  private var duties: [OwedDuty] = []

  /// Whether a term applies, and what was asked to find out.
  struct Live {
    var truth: Truth
    var open = OpenTests()
  }

  package init(_ license: PreparedLicense, vocabulary: Vocabulary, circumstances: Circumstances) {
    self.license = license
    self.vocabulary = vocabulary
    self.circumstances = circumstances
    memo = Array(repeating: nil, count: license.entries.count)
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
    result.license = license.terms.id
    for state in MaterialState.allCases where state != .free {
      for act in exposure.acts(in: state) where vocabulary.acts[act]?.fits.contains(kind) ?? true {
        result.acts.insert(act)
        judge(act, state)
      }
    }
    guard !result.acts.isEmpty else { return result }
    if !license.covers.isEmpty, !license.covers.contains(kind) { rejectKind(kind) }
    judgeFields()
    result.constraints = constraints
    result.duties = duties
    return result
  }

  // MARK: Live terms

  /// A term is live if its `when` holds and no live exception names it. Exceptions are acyclic, which the catalog check proves.
  private mutating func live(_ index: Int, depth: Int = 0) -> Live {
    if let known = memo[index] { return known }
    guard depth < 16 else { return Live(truth: .unknown) }
    let entry = license.entries[index]
    var open = OpenTests()
    var truth = entry.term.condition.truth(in: circumstances, open: &open)
    if truth != .no {
      for lifter in entry.lifters {
        let exception = live(lifter, depth: depth + 1)
        truth = truth && !exception.truth
        open.formUnion(exception.open)
      }
    }
    let result = Live(truth: truth, open: truth == .unknown ? open : OpenTests())
    memo[index] = result
    return result
  }

  /// The exceptions that take a term away.
  private mutating func liveLifters(of index: Int) -> [Int] {
    license.entries[index].lifters.filter { live($0).truth == .yes }
  }

  // MARK: One act in one state

  private struct Ban {
    var index: Int
    var live: Live
    var isLimit: Bool
  }

  private mutating func judge(_ act: Act, _ state: MaterialState) {
    let bans = bans(act, state)
    let grants = grants(act, state)
    for ban in bans { judge(ban, act, state, grants) }
    collectDuties(act, state)
    let rule = vocabulary.acts[act]
    guard rule?.needsGrant ?? true, state != .output, !bans.contains(where: { $0.live.truth == .yes }) else { return }
    requireGrant(act, state, grants, rule?.silence ?? .reserved)
  }

  private func reaches(_ states: StateSet, _ state: MaterialState) -> Bool {
    if states.contains(state) { return true }
    return state == .output && circumstances.assumed.contains("outputs-carry-terms") && states.contains(.work)
  }

  private mutating func bans(_ act: Act, _ state: MaterialState) -> [Ban] {
    var result: [Ban] = []
    for index in license.entries.indices {
      switch license.entries[index].term.statement {
      case .mustNot(let ban) where ban.acts.contains(act) && reaches(ban.states, state):
        let live = live(index)
        if live.truth != .no { result.append(Ban(index: index, live: live, isLimit: false)) }
      case .may(let permission) where permission.acts.contains(act) && reaches(permission.states, state):
        guard let only = permission.only else { continue }
        let term = live(index)
        var open = term.open
        let violated = term.truth && !only.truth(in: circumstances, open: &open)
        if violated != .no { result.append(Ban(index: index, live: Live(truth: violated, open: open), isLimit: true)) }
      case .define, .may, .mustNot, .must, .lifts, .reserves: break
      }
    }
    return result
  }

  private mutating func grants(_ act: Act, _ state: MaterialState) -> [(index: Int, live: Live)] {
    var result: [(index: Int, live: Live)] = []
    for index in license.entries.indices {
      guard case .may(let permission) = license.entries[index].term.statement, permission.acts.contains(act),
        permission.states.contains(state), permission.rights.contains(.copyright)
      else { continue }
      var grant = live(index)
      if let only = permission.only { grant.truth = grant.truth && only.truth(in: circumstances, open: &grant.open) }
      result.append((index, grant))
    }
    return result
  }

  private mutating func judge(_ ban: Ban, _ act: Act, _ state: MaterialState, _ grants: [(index: Int, live: Live)]) {
    let entry = license.entries[ban.index]
    var constraint = constraint(ban.index, act, state)
    if ban.live.truth == .unknown {
      constraint.verdict = .undetermined
      constraint.openPoint = .factMissing
      constraint.open = ban.live.open.tests
      add(constraint)
      return
    }
    let rivals = grants.filter { $0.live.truth == .yes && $0.index != ban.index && !yields($0.index, to: entry) }
    if !rivals.isEmpty {
      constraint.rule = "conflicting-clauses"
      constraint.verdict = .undetermined
      constraint.openPoint = .conflicting
      constraint.against = rivals.map { license.entries[$0.index].term.clause }
      add(constraint)
      return
    }
    addBan(constraint, of: ban.index)
  }

  /// A ban stands unless its words are unclear, or a separate license was obtained.
  private mutating func addBan(_ ban: Constraint, of index: Int) {
    var constraint = ban
    let term = license.entries[index].term
    constraint.verdict = .prohibited
    if let unclear = term.unclear {
      constraint.verdict = .undetermined
      constraint.openPoint = .disputed
      constraint.detail = unclear
    }
    if term.offersSeparateLicense {
      constraint.remedy = "separate-license"
      if let agreement = agreement {
        var duty = Duty(kind: .other)
        duty.text = nil
        add(
          OwedDuty(
            duty: duty, source: constraint.source ?? license.terms.id, term: term.label, clause: term.clause, anchor: term.anchor,
            summary: "keep to the separate license \(agreement.reference)", trigger: constraint.acts.first { _ in true },
            state: constraint.state, isCertain: true))
        return
      }
    }
    add(constraint)
  }

  private var agreement: Agreement? {
    circumstances.facts.agreements.first {
      $0.license == license.terms.id && ($0.until.map { $0 >= circumstances.date } ?? true)
    }
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
    _ act: Act, _ state: MaterialState, _ grants: [(index: Int, live: Live)], _ silence: Silence
  ) {
    let clear = grants.filter { license.entries[$0.index].term.unclear == nil }
    if clear.contains(where: { $0.live.truth == .yes }) { return }
    if let unclear = grants.first(where: { $0.live.truth == .yes }) {
      var constraint = constraint(unclear.index, act, state)
      constraint.rule = "unclear-clause"
      constraint.verdict = .undetermined
      constraint.openPoint = .disputed
      constraint.detail = license.entries[unclear.index].term.unclear
      return add(constraint)
    }
    if let unknown = grants.first(where: { $0.live.truth == .unknown }) {
      var open = OpenTests()
      for grant in grants where grant.live.truth == .unknown { open.formUnion(grant.live.open) }
      let lifter = license.entries[unknown.index].lifters.first { live($0).truth == .unknown }
      var constraint = constraint(lifter ?? unknown.index, act, state)
      constraint.verdict = .undetermined
      constraint.openPoint = .factMissing
      constraint.open = open.tests
      return add(constraint)
    }
    for grant in grants {
      guard let lifter = liveLifters(of: grant.index).first else { continue }
      return addBan(constraint(lifter, act, state), of: lifter)
    }
    judgeSilence(act, state, license.terms.silence[act] ?? silence)
  }

  private mutating func judgeSilence(_ act: Act, _ state: MaterialState, _ silence: Silence) {
    // The grant that does not reach: for this act in another state or for another purpose, else the first of the text.
    let grants = license.entries.indices.filter {
      if case .may(let permission) = license.entries[$0].term.statement { return permission.rights.contains(.copyright) }
      return false
    }
    let near = grants.first {
      if case .may(let permission) = license.entries[$0].term.statement { return permission.acts.contains(act) }
      return false
    }
    var constraint: Constraint
    if let cited = near ?? grants.first {
      constraint = self.constraint(cited, act, state)
    } else {
      constraint = Constraint(rule: "not-granted", verdict: nil)
      constraint.source = license.terms.id
      constraint.acts = [act]
      constraint.state = state
    }
    constraint.rule = "not-granted"
    switch silence {
    case .free: return
    case .reserved: constraint.verdict = .prohibited
    case .unsettled:
      constraint.verdict = .undetermined
      constraint.openPoint = .silent
    }
    add(constraint)
  }

  // MARK: Duties, fields, kinds

  private mutating func collectDuties(_ act: Act, _ state: MaterialState) {
    for index in license.entries.indices {
      let entry = license.entries[index]
      guard case .must(let duty) = entry.term.statement, duty.trigger.contains(act), reaches(duty.states, state) else { continue }
      let live = live(index)
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
          var constraint = Constraint(rule: "unread-policy", verdict: .undetermined)
          constraint.source = license.terms.id
          constraint.openPoint = .unknownText
          constraint.detail = foreign.map(\.field).joined(separator: ", ")
          add(constraint)
        }
      }
    }
    guard !duties.contains(where: { $0.duty.kind == .usePolicy }),
      let standing = license.entries.first(where: { $0.restrictsUse && $0.term.condition.mentionsFields })
    else { return }
    add(
      OwedDuty(
        duty: Duty(kind: .usePolicy), source: standing.source, term: standing.term.label, clause: standing.term.clause,
        anchor: standing.term.anchor, summary: "keep to the restrictions on fields of use", trigger: nil, state: nil,
        isCertain: true))
  }

  private mutating func addUnread(_ index: Int, _ fields: [FieldOfUse]) {
    var constraint = constraint(index, nil, nil)
    constraint.rule = "unread-policy"
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
    constraint.rule = "kind-not-covered"
    constraint.verdict = .undetermined
    constraint.openPoint = .silent
    constraint.detail = kind.rawValue
    constraints = [constraint]
    duties = []
  }

  // MARK: Collecting

  private func constraint(_ index: Int, _ act: Act?, _ state: MaterialState?) -> Constraint {
    let entry = license.entries[index]
    var tests = entry.term.condition.tests
    if case .may(let permission) = entry.term.statement, let only = permission.only { tests += only.tests }
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
