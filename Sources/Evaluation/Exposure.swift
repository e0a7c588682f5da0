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
