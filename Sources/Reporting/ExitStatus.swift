import Licensing

/// What a run of the command ends with.
package enum ExitStatus: Int32, Sendable, Comparable {
  /// Everything was evaluated, and no outcome named in `--fail-on` came up.
  case clean = 0
  /// Everything was evaluated, and an outcome named in `--fail-on` came up.
  case failed = 1
  /// Something could not be evaluated; this wins over everything else.
  case notEvaluated = 2

  package static func < (lhs: Self, rhs: Self) -> Bool { lhs.rawValue < rhs.rawValue }

  /// The status of a run.
  ///
  /// - Parameters:
  ///   - verdicts: the verdict of the combination as written for each requested use, without what is waived
  ///   - duties: the duties of that combination and those uses
  ///   - hasErrors: whether anything could not be evaluated
  ///   - isForgiving: `--exit-zero`, which turns 1 into 0 and keeps 2
  package init(
    verdicts: some Sequence<Verdict>, duties: some Sequence<AuditReport.DutyRecord>, hasErrors: Bool, failOn: FailOn,
    isForgiving: Bool = false
  ) {
    guard !hasErrors else {
      self = .notEvaluated
      return
    }
    var came: Set<FailOn.Outcome> = []
    for verdict in verdicts {
      switch verdict {
      case .permitted: break
      case .duties: came.insert(.duties)
      case .undetermined: came.insert(.undetermined)
      case .prohibited: came.insert(.prohibited)
      }
    }
    if duties.contains(where: { $0.status == .unmet && !$0.isEncouraged && !$0.isWaived && $0.level == .error }) {
      came.insert(.unmet)
    }
    self = came.isDisjoint(with: failOn.outcomes) || isForgiving ? .clean : .failed
  }
}

/// The outcomes that make a run fail: `--fail-on prohibited,undetermined,unmet`. None implies another.
package struct FailOn: Sendable, Equatable {
  package enum Outcome: String, Sendable, CaseIterable {
    case prohibited, undetermined
    /// A duty that is found unmet in the files at hand.
    case unmet
    /// A verdict of `duties`.
    case duties
  }

  package var outcomes: Set<Outcome>

  package init(_ outcomes: Set<Outcome>) { self.outcomes = outcomes }

  package static let standard = Self([.prohibited, .undetermined, .unmet])
  package static let never = Self([])

  /// Reads a list of outcomes with commas between, or `never` alone; `nil` for anything else.
  package init?(parsing text: String) {
    if text == "never" {
      self = .never
      return
    }
    var outcomes: Set<Outcome> = []
    for name in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let outcome = Outcome(rawValue: String(name)) else { return nil }
      outcomes.insert(outcome)
    }
    self.init(outcomes)
  }
}
