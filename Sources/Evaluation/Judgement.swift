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
  /// The license that was judged, or chosen among several.
  package var license: String?
  /// Which branch of a choice it was, if there was one.
  package var choice: String?
  /// Acts that the license was asked about.
  package var acts: ActSet = []

  package init() {}

  package var verdict: Verdict {
    let worst = constraints.compactMap(\.verdict).max() ?? .permitted
    return max(worst, duties.contains { !$0.duty.isEncouraged } ? .duties : .permitted)
  }

  /// Both licenses bind.
  package static func && (lhs: Self, rhs: Self) -> Self {
    var result = lhs
    for constraint in rhs.constraints where !result.constraints.contains(constraint) { result.constraints.append(constraint) }
    for duty in rhs.duties where !result.duties.contains(duty) { result.duties.append(duty) }
    result.license = lhs.license ?? rhs.license
    result.acts = lhs.acts.union(rhs.acts)
    return result
  }
}
