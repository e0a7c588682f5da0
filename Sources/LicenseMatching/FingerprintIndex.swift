/// The fingerprints of all known texts, joined; read in place, nothing is built at start.
package struct FingerprintIndex: Sendable {
  /// Where a gram stands in a reference text.
  struct Posting {
    var text: Int
    var place: Int
  }

  /// The id of a word that no license has.
  static let unknownWord = UInt32.max

  let reader: SevenBitReader
  private let owned: OwnedBytes?
  private let wordCount: Int
  private let gramCount: Int
  package let textCount: Int
  package let licenseCount: Int
  private let plainCount: Int
  private let words: Int
  private let wordBuckets: Int
  private let grams: Int
  private let gramBuckets: Int
  private let postings: Int
  private let texts: Int
  private let tokens: Int
  private let holes: Int
  private let owners: Int
  private let licenses: Int
  private let plain: Int
  private let names: Int

  /// The bytes of an index must outlive it.
  package init?(_ bytes: UnsafeRawBufferPointer) { self.init(SevenBitReader(bytes), owned: nil) }

  /// An index made in memory.
  package init(_ fingerprints: [Fingerprint]) {
    let owned = OwnedBytes(FingerprintIndexWriter.bytes(fingerprints))
    guard let index = FingerprintIndex(SevenBitReader(owned.bytes), owned: owned) else {
      preconditionFailure("an index that cannot be read")
    }
    self = index
  }

  private init?(_ reader: SevenBitReader, owned: OwnedBytes?) {
    func field(_ field: IndexLayout.Field) -> Int { reader.four(field.rawValue * 4) }
    guard field(.version) == IndexLayout.version, field(.size) <= reader.count else { return nil }
    self.reader = reader
    self.owned = owned
    wordCount = field(.wordCount)
    gramCount = field(.gramCount)
    textCount = field(.textCount)
    licenseCount = field(.licenseCount)
    plainCount = field(.plainCount)
    words = field(.words)
    wordBuckets = field(.wordBuckets)
    grams = field(.grams)
    gramBuckets = field(.gramBuckets)
    postings = field(.postings)
    texts = field(.texts)
    tokens = field(.tokens)
    holes = field(.holes)
    owners = field(.owners)
    licenses = field(.licenses)
    plain = field(.plain)
    names = field(.names)
  }

  /// How many bytes it takes.
  package var size: Int { reader.four(IndexLayout.Field.size.rawValue * 4) }

  // MARK: Words and grams

  /// The id of a word, from 1; `unknownWord` if no license has it.
  @inline(__always)
  func id(_ word: ShortHash) -> UInt32 {
    let bucket = wordBuckets &+ Int(word.value >> (28 - UInt32(IndexLayout.wordBucketBits))) &* IndexLayout.bucketSize
    var rank = reader.three(bucket)
    let end = reader.three(bucket &+ IndexLayout.bucketSize)
    while rank < end {
      if reader.four(words &+ rank &* IndexLayout.wordSize) == Int(word.value) { return UInt32(rank &+ 1) }
      rank &+= 1
    }
    return Self.unknownWord
  }

  func hash(ofWord id: UInt32) -> ShortHash {
    guard id > 0, id <= wordCount else { return .free }
    return ShortHash(rawValue: UInt32(reader.four(words + (Int(id) - 1) * IndexLayout.wordSize)))
  }

  func traits(ofWord id: UInt32) -> WordTraits {
    guard id > 0, id <= wordCount else { return [] }
    return WordTraits(rawValue: UInt8(reader.one(words + (Int(id) - 1) * IndexLayout.wordSize + 4)))
  }

  /// The postings of a gram; empty if no text has it.
  @inline(__always)
  func postings(_ key: UInt32) -> Range<Int> {
    let bucket = gramBuckets &+ Int(key >> UInt32(IndexLayout.gramTagBits)) &* IndexLayout.bucketSize
    var index = reader.three(bucket)
    let end = reader.three(bucket &+ IndexLayout.bucketSize)
    let tag = Int(key) & (1 << IndexLayout.gramTagBits &- 1)
    while index < end {
      let entry = grams &+ index &* IndexLayout.gramSize
      if reader.two(entry) == tag { return reader.three(entry &+ 2)..<reader.three(entry &+ IndexLayout.gramSize &+ 2) }
      index &+= 1
    }
    return 0..<0
  }

  @inline(__always)
  func posting(_ index: Int) -> Posting {
    let value = reader.four(postings &+ index &* IndexLayout.postingSize)
    return Posting(text: value >> IndexLayout.postingPlaceBits, place: value & (1 << IndexLayout.postingPlaceBits &- 1))
  }

  // MARK: Texts and licenses

  private var tokenOffset: Int { tokens }
  private func textRecord(_ text: Int) -> Int { texts + text * IndexLayout.textSize }

  /// How many words a text has with all its optional parts.
  func mainCount(ofText text: Int) -> Int { reader.three(texts + text * IndexLayout.textSize) }

  func text(_ index: Int) -> IndexedText {
    let record = texts + index * IndexLayout.textSize
    let mainCount = reader.three(record)
    let wordCount = reader.three(record + 3)
    let start = tokens + reader.four(record + 6)
    let ids = (0..<wordCount).map { UInt32(reader.two(start + $0 * IndexLayout.tokenSize)) }
    return IndexedText(index: index, ids: ids, mainCount: min(mainCount, wordCount), holes: holes(ofText: index))
  }

  func holes(ofText text: Int) -> [ReferenceText.Hole] {
    let record = textRecord(text)
    var offset = holes + reader.four(record + 10)
    return (0..<reader.three(record + 14)).map { _ in hole(at: &offset) }
  }

  private func hole(at offset: inout Int) -> ReferenceText.Hole {
    let start = reader.three(offset + 1)
    let kind = ReferenceText.Hole.Kind(rawValue: UInt8(reader.one(offset))) ?? .optional
    var hole = ReferenceText.Hole(kind: kind, range: start..<start + reader.three(offset + 4))
    let count = reader.one(offset + 7)
    offset += IndexLayout.holeSize
    for _ in 0..<count {
      let start = reader.three(offset)
      hole.alternatives.append(start..<start + reader.two(offset + 3))
      offset += IndexLayout.alternativeSize
    }
    return hole
  }

  /// The licenses that have a text, the foremost first.
  func owners(ofText text: Int) -> [Int] {
    let record = texts + text * IndexLayout.textSize
    let start = owners + reader.four(record + 17)
    return (0..<reader.three(record + 21)).map { reader.two(start + $0 * 2) }
  }

  func licenseID(_ license: Int) -> String {
    let record = licenses + license * IndexLayout.licenseSize
    return reader.text(names + reader.four(record), count: reader.two(record + 4))
  }

  /// Whether there is a fingerprint with an id.
  package func hasLicense(_ id: String) -> Bool { (0..<licenseCount).contains { licenseID($0) == id } }

  func standing(_ license: Int) -> Fingerprint.Standing {
    let all = Fingerprint.Standing.allCases
    let index = reader.one(licenses + license * IndexLayout.licenseSize + 6)
    return index < all.count ? all[index] : .current
  }

  /// The licenses without those that are a listed one with the notice of one publisher: `MIT` is told, and not who used it.
  func withoutInstances(_ licenses: [Int]) -> [Int] {
    let listed = Set(licenses.filter { standing($0) != .unlisted })
    guard !listed.isEmpty, listed.count < licenses.count else { return licenses }
    let sharing = (0..<textCount).map(owners).filter { !listed.isDisjoint(with: $0) }.reduce(into: listed) { $0.formUnion($1) }
    return licenses.filter(sharing.contains)
  }

  // MARK: Whole texts

  /// The licenses with exactly these words.
  func licenses(verbatim hash: UInt64, count: Int) -> [Int] { plainLicenses(hash, count) }

  /// The licenses with exactly these words beside notices and the title.
  func licenses(whole hash: UInt64, count: Int) -> [Int] { plainLicenses(~hash, count) }

  private func plainLicenses(_ hash: UInt64, _ count: Int) -> [Int] {
    guard count > 0 else { return [] }
    var low = 0
    var high = plainCount
    while low < high {
      let middle = (low + high) / 2
      if reader.wide(plain + middle * IndexLayout.plainSize) < hash { low = middle + 1 } else { high = middle }
    }
    var found: [Int] = []
    while low < plainCount, reader.wide(plain + low * IndexLayout.plainSize) == hash {
      let entry = plain + low * IndexLayout.plainSize
      if reader.three(entry + 10) == count { found.append(reader.two(entry + 13)) }
      low += 1
    }
    return Array(Set(found)).sorted()
  }
}

/// A reference text as word ids.
struct IndexedText: Sendable {
  let index: Int
  let ids: [UInt32]
  let mainCount: Int
  let holes: [ReferenceText.Hole]
}

/// Bytes that are freed with the last index that reads them.
private final class OwnedBytes: Sendable {
  nonisolated(unsafe) let bytes: UnsafeRawBufferPointer

  init(_ array: [UInt8]) {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, array.count), alignment: 8)
    buffer.copyBytes(from: array)
    bytes = UnsafeRawBufferPointer(rebasing: buffer[..<array.count])
  }

  deinit { bytes.deallocate() }
}

// MARK: Words of a text, in place

extension FingerprintIndex {
  struct Words {
    let offset: Int
    let count: Int
  }

  /// The main words of a text.
  func words(ofText text: Int) -> Words {
    let record = textRecord(text)
    return Words(offset: tokenOffset + reader.four(record + 6), count: reader.three(record))
  }

  @inline(__always)
  func word(_ words: Words, _ place: Int) -> UInt32 {
    UInt32(reader.two(words.offset &+ place &* IndexLayout.tokenSize))
  }
}
