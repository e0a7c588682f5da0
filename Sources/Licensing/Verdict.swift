/// What may be done, from best to worst; a combination is as bad as its worst part.
package enum Verdict: String, Sendable, Hashable, CaseIterable, Comparable {
  /// Granted, nothing to do beyond general law.
  case permitted
  /// Granted, if the listed duties are met.
  case duties
  /// An open question decides.
  case undetermined
  /// A clause forbids it.
  case prohibited

  private var rank: Int {
    switch self {
    case .permitted: 0
    case .duties: 1
    case .undetermined: 2
    case .prohibited: 3
    }
  }

  package static func < (lhs: Self, rhs: Self) -> Bool { lhs.rank < rhs.rank }
}

/// Why a verdict is `undetermined`; kept apart inside, one word outside.
package enum OpenPoint: String, Sendable, Hashable, CaseIterable {
  /// A fact about the use that nobody stated decides.
  case factMissing = "fact-missing"
  /// No clause grants or forbids, and silence means neither.
  case silent
  /// Two clauses, or two sources, clash.
  case conflicting
  /// The license is unknown, altered, known by name only, or a document it incorporates was not read.
  case unknownText = "unknown-text"
  /// The answer hangs on a point that is legally disputed, or on words that are unclear.
  case disputed
}
