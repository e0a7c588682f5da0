/// A license expression of SPDX 2.x and 3: which licenses apply together, and among which one may choose.
///
/// Operands keep the order in which they were written; `A AND (B AND C)` is the same as `A AND B AND C`.
package indirect enum LicenseExpression: Hashable, Sendable {
  case license(LicenseReference)
  case with(LicenseReference, exception: ExceptionReference)
  /// All of them apply (`AND`).
  case all([LicenseExpression])
  /// One of them may be chosen (`OR`).
  case any([LicenseExpression])

  /// Every license named, from left to right, repetitions included.
  package var licenses: [LicenseReference] {
    switch self {
    case .license(let license): [license]
    case .with(let license, exception: _): [license]
    case .all(let operands), .any(let operands): operands.flatMap(\.licenses)
    }
  }

  /// Every exception named, from left to right, repetitions included.
  package var exceptions: [ExceptionReference] {
    switch self {
    case .license: []
    case .with(_, let exception): [exception]
    case .all(let operands), .any(let operands): operands.flatMap(\.exceptions)
    }
  }
}

extension LicenseExpression: CustomStringConvertible {
  /// The canonical form: operators in upper case, single blanks, and parentheses around every expression inside another,
  /// also where precedence would not need them, because people read `A AND B OR C` in both ways.
  package var description: String {
    switch self {
    case .license(let license): license.spelling
    case .with(let license, let exception): "\(license.spelling) WITH \(exception.id)"
    case .all(let operands): Self.joined(operands, by: " AND ")
    case .any(let operands): Self.joined(operands, by: " OR ")
    }
  }

  private static func joined(_ operands: [LicenseExpression], by separator: String) -> String {
    guard operands.count > 1 else { return operands.first?.description ?? "" }
    return operands.map { $0.isCompound ? "(\($0))" : $0.description }.joined(separator: separator)
  }

  private var isCompound: Bool {
    switch self {
    case .license, .with: false
    case .all(let operands), .any(let operands): operands.count > 1
    }
  }
}
