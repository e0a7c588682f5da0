import Evaluation
import LicenseCatalog
import Licensing

/// The numbered steps of "How terms are judged" (`licenses/README.md`), followed word by word and without any cleverness.
///
/// It knows verdicts only. Whatever it shares with `LicenseJudge` are conditions and the catalog's tables.
struct ReferenceEvaluator {
  struct Stated {
    var term: Term
    var source: String
    /// The label of the term that brought its document in.
    var incorporatedBy: String?

    var isGrant: Bool {
      if case .may = term.statement { return true }
      return false
    }
  }

  let license: LicenseTerms
  let source: any LicenseSource
  let circumstances: Circumstances
  private var all: [Stated] = []
  private var areFieldsWhole: Bool
  private var hasUnread = false

  init(_ license: LicenseTerms, source: any LicenseSource, circumstances: Circumstances) {
    self.license = license
    self.source = source
    self.circumstances = circumstances
    areFieldsWhole = license.areFieldsWhole
    all = license.terms.map { Stated(term: $0, source: license.id) }
    for term in license.terms {
      guard case .must(let duty) = term.statement, let document = duty.document else { continue }
      if let policy = source.terms(document.id) {
        all += policy.terms.map { Stated(term: $0, source: policy.id, incorporatedBy: term.label) }
        areFieldsWhole = areFieldsWhole && policy.areFieldsWhole
      } else {
        hasUnread = true
      }
    }
  }

  /// The worst over acts and states; an act on what a model puts out meets the output as well.
  func verdict(_ pairs: [(act: Act, state: MaterialState)], kind: ComponentKind) -> Verdict {
    let pairs = pairs.filter { $0.state != .free && rule($0.act)?.fits.contains(kind) ?? true }
    guard !pairs.isEmpty else { return .permitted }
    if kind == .weights, restsOnCopyrightAlone, !circumstances.assumed.contains("weights-are-copyrightable") { return .permitted }
    if !license.covers.isEmpty, !license.covers.contains(kind) { return .undetermined }
    var worst = fields()
    for (act, state) in pairs {
      worst = max(worst, verdict(act, state))
      if act == .trainOnOutputs || act == .publishOutputs { worst = max(worst, verdict(act, .output)) }
    }
    return worst
  }

  /// No grant over copyright is over anything else besides: without a copyright there is nothing that the license could rest on.
  private var restsOnCopyrightAlone: Bool {
    let grants = license.terms.compactMap { term -> Set<LicensedRight>? in
      if case .may(let permission) = term.statement { return permission.rights }
      return nil
    }.filter { $0.contains(.copyright) }
    return !grants.isEmpty && grants.allSatisfy { $0 == [.copyright] }
  }

  private var speaksOfOutputs: Bool {
    all.contains { stated in
      if case .may(let permission) = stated.term.statement { return permission.states.contains(.output) }
      return false
    }
  }

  private func rule(_ act: Act) -> Vocabulary.ActRule? { source.vocabulary.acts[act] }

  // MARK: (1) and (2): which terms reach, which are live

  private func reaches(_ states: StateSet, _ state: MaterialState) -> Bool {
    states.contains(state) || state == .output && states.contains(.work) && circumstances.assumed.contains("outputs-carry-terms")
  }

  private func truth(_ condition: Condition) -> Truth {
    var open = OpenTests()
    return condition.truth(in: circumstances, open: &open)
  }

  private func exceptions(to stated: Stated) -> [Stated] {
    all.filter { other in
      guard case .lifts(let labels) = other.term.statement, labels.contains(stated.term.label) else { return false }
      if other.source == stated.source { return true }
      let own = all.contains { $0.source == other.source && $0.term.label == stated.term.label }
      return !own && stated.incorporatedBy == nil
    }
  }

  /// An exception whose words are unclear lifts perhaps; one that offers a separate license does not lift a grant from who holds it.
  private func live(_ stated: Stated) -> Truth {
    exceptions(to: stated).reduce(truth(stated.term.condition)) { result, exception in
      if isGrant(stated), isCured(exception) { return result }
      let lifted = live(exception)
      return result && !(lifted == .yes && exception.term.unclear != nil ? .unknown : lifted)
    }
  }

  private func isGrant(_ stated: Stated) -> Bool {
    if case .may = stated.term.statement { return true }
    return false
  }

  // MARK: (3) to (7): one act in one state

  private func verdict(_ act: Act, _ state: MaterialState) -> Verdict {
    let grants = all.compactMap { stated -> (stated: Stated, permission: Permission)? in
      guard case .may(let permission) = stated.term.statement, permission.acts.contains(act) else { return nil }
      return (stated, permission)
    }
    let granting = grants.filter { $0.permission.states.contains(state) && $0.permission.rights.contains(.copyright) }
    var worst = Verdict.permitted
    if state == .output, circumstances.assumed.contains("outputs-carry-terms"), !speaksOfOutputs {
      if act == .trainOnOutputs { worst = verdict(.train, .derivative) }
      if act == .publishOutputs { worst = verdict(.distribute, .derivative) }
    }
    for stated in all {
      switch stated.term.statement {
      case .mustNot(let ban) where ban.acts.contains(act) && reaches(ban.states, state):
        worst = max(worst, banned(stated, live(stated), granting, isLimit: false))
      case .may(let permission) where permission.acts.contains(act) && reaches(permission.states, state):
        if let only = permission.only {
          worst = max(worst, banned(stated, live(stated) && !truth(only), granting, isLimit: true))
        }
      case .must(let duty) where duty.trigger.contains(act) && reaches(duty.states, state) && !duty.isEncouraged:
        if live(stated) != .no { worst = max(worst, .duties) }
      case .define, .may, .mustNot, .must, .lifts, .reserves: break
      }
    }
    return max(worst, granted(act, state, granting))
  }

  private func banned(
    _ ban: Stated, _ truth: Truth, _ granting: [(stated: Stated, permission: Permission)], isLimit: Bool
  ) -> Verdict {
    if truth == .no { return .permitted }
    if isCured(ban) { return .duties }
    if truth == .unknown || ban.term.unclear != nil { return .undetermined }
    let rivals = granting.filter { grant in
      if isLimit, grant.stated.term == ban.term, grant.stated.source == ban.source { return false }
      switch grant.permission.subjectTo {
      case .all: return false
      case .nothing: break
      case .terms(let labels):
        if labels.contains(ban.term.label) || labels.contains(ban.incorporatedBy ?? "") { return false }
      }
      return granted(grant) != .no
    }
    return rivals.isEmpty ? .prohibited : .undetermined
  }

  private func granted(_ grant: (stated: Stated, permission: Permission)) -> Truth {
    guard let only = grant.permission.only, !isCured(grant.stated) else { return live(grant.stated) }
    let within = truth(only)
    return live(grant.stated) && (within == .no && grant.stated.term.unclear != nil ? .unknown : within)
  }

  private func granted(_ act: Act, _ state: MaterialState, _ granting: [(stated: Stated, permission: Permission)]) -> Verdict {
    let own = license.silence[act]
    guard rule(act)?.needsGrant ?? true || own != nil, state != .output else { return .permitted }
    func isBought(_ grant: (stated: Stated, permission: Permission)) -> Bool {
      exceptions(to: grant.stated).contains { isCured($0) && live($0) != .no }
    }
    let ease = granting.contains(where: isBought) ? Verdict.duties : .permitted
    let standing = granting.filter { granted($0) == .yes && $0.stated.term.unclear == nil }
    if standing.contains(where: { !isBought($0) }) { return .permitted }
    if !standing.isEmpty { return ease }
    let mayEndBySuit = granting.contains { grant in
      granted(grant) != .yes && exceptions(to: grant.stated).contains { !isCured($0) && live($0) != .no }
    }
    if isHeldSeparately, !mayEndBySuit { return .duties }
    if granting.contains(where: { granted($0) != .no }) { return .undetermined }
    let isLifted = granting.contains { grant in
      truth(grant.stated.term.condition) != .no
        && exceptions(to: grant.stated).contains { !isCured($0) && $0.term.unclear == nil && live($0) == .yes }
    }
    if isLifted { return .prohibited }
    switch own ?? rule(act)?.silence ?? .reserved {
    case .reserved: return .prohibited
    case .free: return ease
    case .unsettled: return .undetermined
    }
  }

  private var isHeldSeparately: Bool {
    circumstances.facts.agreements.contains { agreement in
      agreement.license == license.id && (agreement.until.map { $0 >= circumstances.date } ?? true)
    }
  }

  /// The user holds another license; what a suit of theirs ends it replaces only if the text says so.
  private func isCured(_ stated: Stated) -> Bool {
    let endsOnSuit = Self.tests(of: stated.term).contains { test in
      if case .litigation = test { return true }
      return false
    }
    return isHeldSeparately && (stated.term.offersSeparateLicense || !endsOnSuit)
  }

  // MARK: (8): fields of use

  private func fields() -> Verdict {
    let tests = all.map { (stated: $0, tests: Self.tests(of: $0.term)) }
    let named = tests.flatMap(\.tests).reduce(into: Set<String>()) { names, test in
      switch test {
      case .fields(_, let fields): names.formUnion(fields)
      case .field(let field, _): names.insert(field)
      default: break
      }
    }
    let foreign = (circumstances.facts.fields ?? []).filter { !named.contains($0.field) }
    if !foreign.isEmpty, hasUnread || !areFieldsWhole { return .undetermined }
    let isStanding = tests.contains { item in
      guard item.tests.contains(where: { $0.fact == .fields }), speaksOfKind(item.stated.term) else { return false }
      switch item.stated.term.statement {
      case .mustNot(let ban): return ban.acts != [.relicense]
      // A relief from a ban or a duty takes no use away.
      case .lifts(let labels):
        return all.contains { $0.isGrant && exceptions(to: $0).contains { $0.term == item.stated.term } } && !labels.isEmpty
      case .may(let permission): return permission.only != nil
      case .define, .must, .reserves: return false
      }
    }
    return isStanding ? .duties : .permitted
  }

  /// Whether the term can apply to things of this kind, if nothing but the kind is known.
  private func speaksOfKind(_ term: Term) -> Bool {
    var nothing = circumstances
    nothing.facts = UseFacts()
    (nothing.modality, nothing.receivedAs) = (nil, nil)
    var open = OpenTests()
    return term.condition.truth(in: nothing, open: &open) != .no
  }

  private static func tests(of term: Term) -> [Test] {
    guard case .may(let permission) = term.statement else { return term.condition.tests }
    return term.condition.tests + (permission.only?.tests ?? [])
  }
}
