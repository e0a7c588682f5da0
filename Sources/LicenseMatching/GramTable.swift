import Synchronization

/// The grams of the index and where each stands in the reference texts.
struct GramTable: Sendable {
  private let entries: SevenBitSection
  private let buckets: SevenBitSection
  private let postings: SevenBitSection
  private let gramCount: Int
  private let postingCount: Int
  private let filter = GramFilter()

  init?(_ reader: SevenBitReader) {
    func field(_ field: IndexLayout.Field) -> Int { reader.four(field.rawValue * 4) }
    gramCount = field(.gramCount)
    postingCount = field(.postingCount)
    let bucketBytes = (1 << IndexLayout.gramBucketBits + 1) * IndexLayout.bucketSize
    guard let entries = reader.section(field(.grams), count: gramCount * IndexLayout.gramSize),
      let buckets = reader.section(field(.gramBuckets), count: bucketBytes),
      let postings = reader.section(field(.postings), count: postingCount * IndexLayout.postingSize)
    else { return nil }
    (self.entries, self.buckets, self.postings) = (entries, buckets, postings)
  }

  /// Where the entries of the grams stand that share the leading bits of a key.
  @inline(__always)
  func bucket(_ key: UInt32) -> (start: Int, end: Int) {
    buckets.bounds(Int(key >> UInt32(IndexLayout.gramTagBits)) &* IndexLayout.bucketSize, limit: gramCount)
  }

  /// The first posting of the gram with a key in its bucket; `missing` if no text has it.
  @inline(__always)
  func firstPosting(_ key: UInt32, from start: Int, to end: Int) -> Int {
    // The low bits of the key in two characters.
    let tag = UInt64((key >> 7) & 0x7F | (key & 0x7F) << 8)
    var rank = start
    while rank < end {
      let entry = entries.eight(rank &* IndexLayout.gramSize)
      if entry & 0xFFFF == tag {
        let upper: UInt64 = (entry >> 2) & 0x1F_C000 | (entry >> 17) & 0x3F80
        return min(Int(truncatingIfNeeded: upper | (entry >> 32) & 0x7F), postingCount)
      }
      rank &+= 1
    }
    return postingCount
  }

  var missing: Int { postingCount }

  /// What tells most keys apart that no text has; made when the first long text asks.
  func filter(forCount count: Int) -> GramFilter.Bits {
    filter.bits(isWanted: count >= Self.fewestForFilter) { bits in
      for bucket in 0..<1 << IndexLayout.gramBucketBits {
        let (start, end) = buckets.bounds(bucket * IndexLayout.bucketSize, limit: gramCount)
        for rank in start..<end {
          let tag = UInt32(truncatingIfNeeded: entries.eight(rank * IndexLayout.gramSize))
          bits.insert(UInt32(bucket) << UInt32(IndexLayout.gramTagBits) | (tag & 0x7F) << 7 | (tag >> 8) & 0x7F)
        }
      }
    }
  }

  /// To make the filter takes about as long as to look up so many words.
  private static let fewestForFilter = 4_000

  /// A posting as it stands in the index.
  @inline(__always)
  func packed(_ posting: Int) -> UInt32 { postings.packedFour(posting &* IndexLayout.postingSize) }

  /// The end of the postings of a gram.
  @inline(__always)
  func end(ofPostingsFrom first: Int) -> Int {
    var posting = first
    while posting < postingCount {
      posting &+= 1
      if packed(posting &- 1) & Self.isLast != 0 { break }
    }
    return posting
  }

  /// The mark of the last posting in its packed form.
  private static let isLast: UInt32 = 0x4_0000

  /// The text of a posting; smaller than `IndexLayout.mostTexts` whatever the bytes are.
  @inline(__always)
  static func text(_ packed: UInt32) -> Int { Int((packed >> 20) & 0x7F0 | (packed >> 19) & 0xF) }

  /// Where the gram of a posting stands in its text.
  @inline(__always)
  static func place(_ packed: UInt32) -> Int32 {
    Int32(truncatingIfNeeded: (packed & 0x3_0000) >> 2 | (packed & 0x7F00) >> 1 | packed & 0x7F)
  }
}

/// A bit for each few keys that a gram may have: small enough to stay in the cache, where the table does not.
final class GramFilter: Sendable {
  struct Bits: @unchecked Sendable {
    fileprivate static let count: UInt32 = 1 << 19
    private static let shift: UInt32 = 30 - 19

    /// Invariant: the words up to `mask`, not written any more once a filter gave them away, freed with the filter.
    fileprivate let words: UnsafeMutablePointer<UInt64>
    private let mask: Int

    fileprivate init(count: Int, repeating word: UInt64) {
      words = .allocate(capacity: count)
      words.initialize(repeating: word, count: count)
      mask = count - 1
    }

    fileprivate func insert(_ key: UInt32) {
      let bit = Int(key >> Self.shift)
      words[bit >> 6 & mask] |= 1 << UInt64(bit & 63)
    }

    /// Whether there may be a gram with the key.
    @inline(__always)
    func mayHold(_ key: UInt32) -> Bool {
      let bit = Int(key &>> Self.shift)
      return words[bit &>> 6 & mask] & (1 &<< UInt64(truncatingIfNeeded: bit & 63)) != 0
    }
  }

  private let everything = Bits(count: 1, repeating: .max)
  private let made = Mutex<Bits?>(nil)

  fileprivate func bits(isWanted: Bool, _ fill: (Bits) -> Void) -> Bits {
    made.withLock { made in
      if let made { return made }
      guard isWanted else { return everything }
      let bits = Bits(count: Int(Bits.count / 64), repeating: 0)
      fill(bits)
      made = bits
      return bits
    }
  }

  deinit {
    everything.words.deallocate()
    made.withLock { $0?.words.deallocate() }
  }
}
