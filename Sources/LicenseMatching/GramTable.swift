/// The grams of the index and where each stands in the reference texts.
struct GramTable: Sendable {
  private let entries: SevenBitSection
  private let buckets: SevenBitSection
  private let postings: SevenBitSection
  private let gramCount: Int
  private let postingCount: Int

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
