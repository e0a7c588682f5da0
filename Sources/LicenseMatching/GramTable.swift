/// The grams of the index and where each stands in the reference texts.
struct GramTable: Sendable {
  private let tags: SevenBitSection
  private let firstPostings: SevenBitSection
  private let buckets: SevenBitSection
  private let allPostings: SevenBitSection
  private let gramCount: Int
  private let postingCount: Int

  init?(_ reader: SevenBitReader) {
    func field(_ field: IndexLayout.Field) -> Int { reader.four(field.rawValue * 4) }
    gramCount = field(.gramCount)
    postingCount = reader.three(field(.firstPostings) + gramCount * IndexLayout.firstPostingSize)
    let bucketBytes = (1 << IndexLayout.gramBucketBits + 1) * IndexLayout.bucketSize
    guard let tags = reader.section(field(.grams), count: gramCount * IndexLayout.gramSize),
      let firsts = reader.section(field(.firstPostings), count: (gramCount + 1) * IndexLayout.firstPostingSize),
      let buckets = reader.section(field(.gramBuckets), count: bucketBytes),
      let postings = reader.section(field(.postings), count: postingCount * IndexLayout.postingSize)
    else { return nil }
    (self.tags, firstPostings, self.buckets, allPostings) = (tags, firsts, buckets, postings)
  }

  /// Where the tags of the grams stand that share the leading bits of a key.
  @inline(__always)
  func bucket(_ key: UInt32) -> (start: Int, end: Int) {
    buckets.bounds(Int(key >> UInt32(IndexLayout.gramTagBits)) &* IndexLayout.bucketSize, limit: gramCount)
  }

  /// The rank of the gram with a key in its bucket; `missing` if no text has it.
  @inline(__always)
  func rank(_ key: UInt32, from start: Int, to end: Int) -> Int {
    // The low bits of the key in two characters, four times.
    let tag = UInt64((key >> 7) & 0x7F | (key & 0x7F) << 8) &* 0x0001_0001_0001_0001
    var rank = start
    repeat {
      // A quarter of a sum has no high bit where both tags are the same, since no character has one.
      let same = ~((tags.eight(rank &* IndexLayout.gramSize) ^ tag) &+ 0x7FFF_7FFF_7FFF_7FFF) & 0x8000_8000_8000_8000
      let found = rank &+ same.trailingZeroBitCount >> 4
      if same != 0 || end &- rank <= 4 { return found < end ? found : gramCount }
      rank &+= 4
    } while true
  }

  var missing: Int { gramCount }

  /// The postings of the gram of a rank.
  @inline(__always)
  func postings(_ rank: Int) -> (start: Int, end: Int) {
    firstPostings.bounds(rank &* IndexLayout.firstPostingSize, limit: postingCount)
  }

  /// A posting as it stands in the index.
  @inline(__always)
  func packed(_ posting: Int) -> UInt32 { allPostings.packedFour(posting &* IndexLayout.postingSize) }

  /// The text of a posting; smaller than `IndexLayout.mostTexts` whatever the bytes are.
  @inline(__always)
  static func text(_ packed: UInt32) -> Int { Int((packed >> 20) & 0x7F0 | (packed >> 19) & 0xF) }

  /// Where the gram of a posting stands in its text.
  @inline(__always)
  static func place(_ packed: UInt32) -> Int32 {
    Int32(truncatingIfNeeded: (packed & 0x7_0000) >> 2 | (packed & 0x7F00) >> 1 | packed & 0x7F)
  }
}
