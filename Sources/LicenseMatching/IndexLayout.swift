/// Where things stand in the index; writer and reader agree here.
///
/// The index is a sequence of seven-bit numbers (`SevenBitWriter`): a head of four-character offsets and counts, then the
/// sections. Word ids are ranks in the sorted list of hashes, from 1; id 0 is a free word.
enum IndexLayout {
  static let version = 3

  /// The numbers of the head, in order.
  enum Field: Int, CaseIterable {
    case version, size, wordCount, gramCount, postingCount, textCount, licenseCount, plainCount
    case words, traits, wordBuckets, grams, gramBuckets, postings, texts, tokens, holes, owners, licenses, plain,
      names
  }

  static let headSize = Field.allCases.count * 4

  static let gramLength = 5
  /// Of so many grams in a row at least one is in the index.
  static let window = 8
  /// Every gram of a text of fewer words is.
  static let shortText = 80

  /// A hash of 28 bits; the traits are a section of their own, so that hashes can be compared some at a time.
  static let wordSize = 4
  static let traitsSize = 1
  static let wordBucketBits = 12
  static let bucketSize = 3
  /// The low bits of the hash and the first posting.
  static let gramSize = 5
  static let gramBucketBits = 16
  static let gramTagBits = 14
  /// A text, whether it is the last posting of its gram, and a place in the text.
  ///
  /// The postings of grams lie in the order of the first of each, so that a text that follows another one meets postings
  /// beside each other.
  static let postingSize = 4
  static let postingTextShift = 17
  static let postingIsLast: UInt32 = 1 << 16
  static let mostPlaces = 1 << 16
  static let mostTexts = 1 << (28 - postingTextShift)
  /// Counts and offsets of one wording.
  static let textSize = 24
  static let tokenSize = 2
  static let holeSize = 8
  static let alternativeSize = 5
  static let licenseSize = 7
  /// Two hashes with their word counts, and the license.
  static let plainSize = 15

  @inline(__always)
  static func mix(_ value: UInt64, _ id: UInt32) -> UInt64 {
    (value ^ UInt64(id)) &* 0x9FB2_1C65_1E98_DF25
  }

  /// The 30 bits under which a gram is filed.
  @inline(__always)
  static func gramKey(_ ids: UnsafePointer<UInt32>) -> UInt32 {
    var value: UInt64 = 0x243F_6A88_85A3_08D3
    for index in 0..<gramLength {
      value = mix(value, ids[index])
      value ^= value >> 32
    }
    return UInt32(truncatingIfNeeded: (value &* 0x9E37_79B9_7F4A_7C15) >> 34)
  }
}
