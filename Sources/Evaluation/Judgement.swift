import Diagnostics
import Licensing

/// One reason why a license does not simply say yes: a ban, an open point, a risk.
package struct Constraint: Sendable, Hashable {
  package var rule: String
  /// `nil` for what informs and does not judge.
  package var verdict: Verdict?
  package var openPoint: OpenPoint?
  /// The text that states the clause: a license, or a document it incorporates.
  package var source: String?
  package var term: String?
  package var clause: String?
  package var anchor: Anchor?
  package var summary: String?
  /// A second clause, where two clash.
  package var against: [String] = []
  package var acts: ActSet = []
  package var state: MaterialState?
  package var remedy: String?
  /// Facts that the clause looked at.
  package var facts: [FactName] = []
  /// Tests that nobody answered.
  package var open: [Test] = []
  package var assumptions: [String] = []
  /// What the rule adds in words, for example a name or a reason.
  package var detail: String?
  /// Where it is written, if it is no clause of a license.
  package var place: SourceSpan?

  package init(rule: String, verdict: Verdict?) {
    self.rule = rule
    self.verdict = verdict
  }
}

/// A duty that the use triggers.
package struct OwedDuty: Sendable, Hashable {
  package var duty: Duty
  package var source: String
  package var term: String
  package var clause: String
  package var anchor: Anchor?
  package var summary: String
  package var trigger: Act?
  package var state: MaterialState?
  /// Whether the trigger is certain.
  package var isCertain: Bool

  package init(
    duty: Duty, source: String, term: String, clause: String, anchor: Anchor?, summary: String, trigger: Act?,
    state: MaterialState?,
    isCertain: Bool
  ) {
    self.duty = duty
    self.source = source
    self.term = term
    self.clause = clause
    self.anchor = anchor
    self.summary = summary
    self.trigger = trigger
    self.state = state
    self.isCertain = isCertain
  }
}

/// What one license, or an expression of several, says about what reaches it.
package struct Judgement: Sendable, Hashable {
  package var constraints: [Constraint] = []
  package var duties: [OwedDuty] = []
  /// The licenses that bind: the one that was judged, the branch that was chosen, or all that hold together.
  package var licenses: [String] = []
  /// Which branch of a choice it was, if there was one.
  package var choice: String?
  /// Acts that the license was asked about.
  package var acts: ActSet = []

  package init() {}

  /// The license to name where there is room for one.
  package var license: String? { licenses.first }

  package var verdict: Verdict {
    let worst = constraints.compactMap(\.verdict).max() ?? .permitted
    return max(worst, duties.contains { !$0.duty.isEncouraged } ? .duties : .permitted)
  }

  /// Both licenses bind.
  package static func && (lhs: Self, rhs: Self) -> Self {
    var result = lhs
    for constraint in rhs.constraints where !result.constraints.contains(constraint) { result.constraints.append(constraint) }
    for duty in rhs.duties where !result.duties.contains(duty) { result.duties.append(duty) }
    result.licenses = (lhs.licenses + rhs.licenses).uniqued()
    result.acts = lhs.acts.union(rhs.acts)
    return result
  }
}

extension Judgement {
  /// Duties that touch the license we give or the source we must disclose are not the same answer.
  ///
  /// - Parameter isGiven: whether the license that is given on is stated. Then it was held against each reading by itself, and
  ///   what the duties say of it is settled.
  static func outboundDutiesDiffer(_ judgements: [Judgement], isGiven: Bool) -> Bool {
    let touching: Set<DutyKind> = isGiven ? [.discloseSource] : [.shareAlike, .flowDown, .discloseSource]
    let sets = judgements.map { judgement in
      Set(
        judgement.duties.filter { touching.contains($0.duty.kind) && !$0.duty.isEncouraged && !$0.duty.keepsCopiesAsTheyAre }
          .map { "\($0.source)#\($0.term)" })
    }
    return sets.dropFirst().contains { $0 != sets[0] }
  }

  /// All duties of several readings; one that not every reading knows is uncertain.
  static func duties(of readings: [Judgement]) -> [OwedDuty] {
    var result: [OwedDuty] = []
    for reading in readings {
      for duty in reading.duties where !result.contains(where: { $0.source == duty.source && $0.term == duty.term }) {
        var joined = duty
        joined.isCertain =
          duty.isCertain && readings.allSatisfy { $0.duties.contains { $0.source == duty.source && $0.term == duty.term } }
        result.append(joined)
      }
    }
    return result
  }
}
