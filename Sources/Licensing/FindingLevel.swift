/// How loudly findings of a rule are told. It never changes a verdict: it governs what is shown and what fails a run.
package enum FindingLevel: String, Sendable, Hashable, CaseIterable, Comparable {
  /// Not shown, and does not fail.
  case off
  /// Shown as a note, and does not fail.
  case note
  /// Shown, and does not fail.
  case warning
  /// Shown, and fails the run if `--fail-on` names its verdict.
  case error

  package static func < (lhs: Self, rhs: Self) -> Bool { lhs.rank < rhs.rank }

  private var rank: Int {
    switch self {
    case .off: 0
    case .note: 1
    case .warning: 2
    case .error: 3
    }
  }
}
