/// Strong Kleene truth: what holds when some facts are missing.
package enum Truth: UInt8, Sendable, CaseIterable {
  case no, unknown, yes

  package init(_ value: Bool) { self = value ? .yes : .no }
  package init(_ value: Bool?) { self = value.map(Self.init(_:)) ?? .unknown }

  /// `nil` when unknown.
  package var known: Bool? {
    switch self {
    case .no: false
    case .unknown: nil
    case .yes: true
    }
  }

  package static prefix func ! (value: Self) -> Self {
    switch value {
    case .no: .yes
    case .unknown: .unknown
    case .yes: .no
    }
  }

  /// Both: the lesser of the two.
  package static func && (lhs: Self, rhs: Self) -> Self { lhs.rawValue < rhs.rawValue ? lhs : rhs }
  /// Either: the greater of the two.
  package static func || (lhs: Self, rhs: Self) -> Self { lhs.rawValue > rhs.rawValue ? lhs : rhs }
}
