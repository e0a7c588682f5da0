import Licensing

/// Whether conditions can hold at all, alone or together, as far as their tests tell by themselves.
struct ConditionLogic {
  let places: Places

  private struct Literal {
    var test: Test
    var isNegated: Bool
  }

  private static let mostAlternatives = 512

  /// Whether some use could meet the condition; `true` where it is too large to say.
  func canHold(_ condition: Condition) -> Bool {
    guard let alternatives = alternatives(condition, negated: false) else { return true }
    return alternatives.contains { literals in
      !literals.indices.contains { first in
        literals[..<first].contains { contradicts($0, literals[first]) }
      }
    }
  }

  /// Whether every use meets the condition.
  func alwaysHolds(_ condition: Condition) -> Bool { !canHold(.not(condition)) }

  // MARK: Alternatives

  private func alternatives(_ condition: Condition, negated: Bool) -> [[Literal]]? {
    switch condition {
    case .always: return negated ? [] : [[]]
    case .word: return [[]]
    case .test(let test): return [[Literal(test: test, isNegated: negated)]]
    case .not(let inner): return alternatives(inner, negated: !negated)
    case .both(let first, let second):
      return negated ? joined(first, second, negated: true) : crossed(first, second, negated: false)
    case .either(let first, let second):
      return negated ? crossed(first, second, negated: true) : joined(first, second, negated: false)
    }
  }

  private func joined(_ first: Condition, _ second: Condition, negated: Bool) -> [[Literal]]? {
    guard let left = alternatives(first, negated: negated), let right = alternatives(second, negated: negated),
      left.count + right.count <= Self.mostAlternatives
    else { return nil }
    return left + right
  }

  private func crossed(_ first: Condition, _ second: Condition, negated: Bool) -> [[Literal]]? {
    guard let left = alternatives(first, negated: negated), let right = alternatives(second, negated: negated),
      left.count * right.count <= Self.mostAlternatives
    else { return nil }
    return left.flatMap { one in right.map { one + $0 } }
  }

  // MARK: Contradictions

  private func contradicts(_ first: Literal, _ second: Literal) -> Bool {
    if first.test == second.test { return first.isNegated != second.isNegated }
    if case .metric = first.test { return rangesContradict(first, second) }
    guard let one = membership(first.test), let other = membership(second.test), one.fact == other.fact else { return false }
    switch (first.isNegated, second.isNegated) {
    case (false, false):
      // Two "touches" can hold of one set; a single value, or a set that lies within, cannot lie in both.
      return !(one.isTouching && other.isTouching) && one.values.isDisjoint(with: other.values)
    case (false, true): return excludes(one, not: other)
    case (true, false): return excludes(other, not: one)
    case (true, true): return false
    }
  }

  private func excludes(_ stated: Membership, not denied: Membership) -> Bool {
    if stated.isTouching && !denied.isTouching { return false }
    return stated.values.isSubset(of: denied.values)
  }

  private struct Membership {
    var fact: FactName
    var isTouching: Bool
    var values: Set<String>

    init(_ fact: FactName, _ membership: Test.Membership, _ values: some Sequence<String>) {
      self.fact = fact
      isTouching = membership == .touches
      self.values = Set(values)
    }
  }

  private func membership(_ test: Test) -> Membership? {
    switch test {
    case .purpose(let membership, let values): Membership(.purpose, membership, values.map(\.rawValue))
    case .kind(let values): Membership(FactName("kind"), .within, values.map(\.rawValue))
    case .actorKind(let values): Membership(.actorKind, .within, values.map(\.rawValue))
    case .domicile(let codes): Membership(.domicile, .within, places.members(of: codes))
    case .places(let fact, let membership, let codes): Membership(FactName(fact.rawValue), membership, places.members(of: codes))
    case .modality(let membership, let values): Membership(FactName("modality"), membership, values)
    case .receivedAs(let value): Membership(.receivedAs, .within, [value.rawValue])
    case .student(let membership, let values): Membership(.student, membership, values.map(\.rawValue))
    case .fields(let membership, let values): Membership(.fields, membership, values)
    case .commercial, .metric, .output, .field, .litigation, .assuming: nil
    }
  }

  private func rangesContradict(_ first: Literal, _ second: Literal) -> Bool {
    guard case .metric(let metric, let scope, let date, let comparison, let number) = first.test,
      case .metric(metric, scope, on: date, let otherComparison, let otherNumber) = second.test
    else { return false }
    let one = first.isNegated ? comparison.opposite : comparison
    let other = second.isNegated ? otherComparison.opposite : otherComparison
    guard one.isLowerBound != other.isLowerBound else { return false }
    let (floor, ceiling) = one.isLowerBound ? (number, otherNumber) : (otherNumber, number)
    let areBothClosed = one.isClosed && other.isClosed
    return floor > ceiling || (floor == ceiling && !areBothClosed)
  }
}

extension Test.Comparison {
  var opposite: Self {
    switch self {
    case .greater: .atMost
    case .atLeast: .less
    case .less: .atLeast
    case .atMost: .greater
    }
  }

  fileprivate var isLowerBound: Bool { self == .greater || self == .atLeast }
  fileprivate var isClosed: Bool { self == .atLeast || self == .atMost }
}
