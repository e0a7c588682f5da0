/// The 28-bit hash of a word that fingerprints hold: salted and cut, so that they name no words.
///
/// Whoever guesses a word can still check the guess; whoever has only the fingerprint has no text. 28 bits are four
/// characters of seven bits each in the index, and two different words agree once in 268 million.
struct ShortHash: Hashable, Sendable, Comparable {
  /// From 1 to 2^28 - 1; 0 stands for words that are free.
  let value: UInt32

  static let free = ShortHash(rawValue: 0)

  init(rawValue: UInt32) { value = rawValue }

  @inline(__always)
  init(_ hash: UInt64) {
    let mixed = (hash ^ 0x6A09_E667_F3BC_C908) &* 0x9E37_79B9_7F4A_7C15
    value = max(1, UInt32(truncatingIfNeeded: (mixed ^ (mixed >> 29)) >> 36))
  }

  init(_ word: String) { self.init(WordHash(word).value) }

  static func < (lhs: Self, rhs: Self) -> Bool { lhs.value < rhs.value }
}

/// What is kept of a reference word besides its hash.
struct WordTraits: OptionSet, Hashable, Sendable {
  let rawValue: UInt8
  static let number = WordTraits(rawValue: 1)
  /// It could be the label of a list item.
  static let label = WordTraits(rawValue: 2)

  init(rawValue: UInt8) { self.rawValue = rawValue }

  init(spelling: ArraySlice<UInt8>) {
    var traits: WordTraits = []
    if spelling.contains(where: \.isASCIIDigit) { traits.insert(.number) }
    let isRoman = spelling.count <= 5 && spelling.allSatisfy { [0x69, 0x76, 0x78].contains($0 | 0x20) }
    let isNumeral = spelling.count <= 7 && spelling.allSatisfy { $0.isASCIIDigit || $0 == UInt8(ascii: ".") }
    if spelling.count == 1 || isRoman || isNumeral { traits.insert(.label) }
    self = traits
  }
}
