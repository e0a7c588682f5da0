/// The 64-bit hash of a normalised word: FNV-1a over its UTF-8 bytes with the published start value and prime.
///
/// Fingerprints hold these values, so neither may ever change.
struct WordHash {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  init() {}

  init(_ word: StaticString) {
    word.withUTF8Buffer { for byte in $0 { mix(byte) } }
  }

  init(_ word: String) {
    for byte in word.utf8 { mix(byte) }
  }

  /// Goes on where the hash of a shorter word ended.
  init(resuming value: UInt64) { self.value = value }

  @inline(__always)
  mutating func mix(_ byte: UInt8) {
    value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
  }
}

/// The 64-bit hash of a sequence of words: a folded 128-bit product for each, as wyhash does; the seed and the factor
/// (digits of pi and of the golden ratio) are part of the fingerprint format.
struct SequenceHash {
  private(set) var value: UInt64 = 0x243F_6A88_85A3_08D3

  @inline(__always)
  mutating func mix(_ word: UInt64) {
    let product = (value ^ word).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    value = (product.high ^ product.low) &+ 0x1319_8A2E_0370_7344
  }
}
