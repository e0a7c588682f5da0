import Inventory

extension Inventory {
  /// Puts the claims of each component in the order of their rank: what metadata says stands before prose, wherever it was found.
  mutating func rankClaims() {
    for index in components.indices where components[index].declared.count > 1 {
      let ranked = components[index].declared.enumerated().sorted { one, two in
        (one.element.source.rank, one.offset) < (two.element.source.rank, two.offset)
      }
      components[index].declared = ranked.map(\.element)
    }
  }
}

extension ClaimSource {
  /// Smaller is stronger.
  fileprivate var rank: Int { Self.allCases.firstIndex(of: self) ?? Self.allCases.count }
}
