/// The words of the index by their hashes.
struct WordTable: Sendable {
  private let hashes: SevenBitSection
  private let buckets: SevenBitSection
  private let count: Int

  init?(_ reader: SevenBitReader) {
    func field(_ field: IndexLayout.Field) -> Int { reader.four(field.rawValue * 4) }
    let bucketBytes = (1 << IndexLayout.wordBucketBits + 1) * IndexLayout.bucketSize
    guard let hashes = reader.section(field(.words), count: field(.wordCount) * IndexLayout.wordSize),
      let buckets = reader.section(field(.wordBuckets), count: bucketBytes)
    else { return nil }
    (self.hashes, self.buckets, count) = (hashes, buckets, field(.wordCount))
  }

  /// The id of a word, from 1; `FingerprintIndex.unknownWord` if no license has it.
  @inline(__always)
  func id(_ word: ShortHash) -> UInt32 {
    let bucket = Int(word.value &>> (28 - UInt32(IndexLayout.wordBucketBits)))
    let (start, end) = buckets.bounds(bucket &* IndexLayout.bucketSize, limit: count)
    let packed = UInt64(Self.packed(word.value))
    let pair = packed | packed &<< 32
    var rank = start
    while rank < end {
      let first = same(pair, rank &* IndexLayout.wordSize)
      let second = same(pair, rank &* IndexLayout.wordSize &+ 8)
      if first | second != 0 {
        let found = first != 0 ? first.trailingZeroBitCount &>> 5 : 2 &+ second.trailingZeroBitCount &>> 5
        return rank &+ found < end ? UInt32(truncatingIfNeeded: rank &+ found &+ 1) : FingerprintIndex.unknownWord
      }
      rank &+= 4
    }
    return FingerprintIndex.unknownWord
  }

  /// The high bit of each half where two hashes stand that are the same; a half of the sum lacks it only there, since no
  /// character has it.
  @inline(__always)
  private func same(_ pair: UInt64, _ offset: Int) -> UInt64 {
    ~((hashes.eight(offset) ^ pair) &+ 0x7FFF_FFFF_7FFF_FFFF) & 0x8000_0000_8000_0000
  }

  /// The four characters of a hash, the first one lowest.
  @inline(__always)
  private static func packed(_ value: UInt32) -> UInt32 {
    value &>> 21 | (value &>> 6) & 0x7F00 | (value &<< 9) & 0x7F_0000 | (value &<< 24) & 0x7F00_0000
  }
}
