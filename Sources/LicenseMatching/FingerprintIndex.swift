/// The fingerprints of all known texts, joined; read in place, nothing is built at start.
package struct FingerprintIndex: Sendable {
  /// The id of a word that no license has.
  static let unknownWord = UInt32.max

  let reader: SevenBitReader
  private let owned: OwnedBytes?
  private let wordCount: Int
  package let textCount: Int
  package let licenseCount: Int
  private let plainCount: Int
  private let words: WordTable
  private let wordOffset: Int
  private let traits: Int
  let grams: GramTable
  private let texts: Int
  let tokens: Int
  let holes: Int
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
    guard field(.version) == IndexLayout.version, field(.size) <= reader.count, let words = WordTable(reader),
      let grams = GramTable(reader)
    else { return nil }
    self.reader = reader
    self.owned = owned
    self.words = words
    self.grams = grams
    wordCount = field(.wordCount)
    textCount = min(field(.textCount), IndexLayout.mostTexts)
    licenseCount = field(.licenseCount)
    plainCount = field(.plainCount)
    wordOffset = field(.words)
    traits = field(.traits)
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

  // MARK: Words

  /// The ids of words, from 1; `unknownWord` for one that no license has.
  func ids(of tokens: [Token]) -> [UInt32] {
    let words = words
    return [UInt32](unsafeUninitializedCapacity: tokens.count) { ids, count in
      // Most words of a text were in it before: all of a hash but its low bits, and in place of those the id.
      withUnsafeTemporaryAllocation(of: UInt64.self, capacity: Self.recentWords) { recent in
        recent.initialize(repeating: UInt64(UInt16(truncatingIfNeeded: words.id(ShortHash(0)))))
        tokens.withUnsafeBufferPointer { tokens in
          for index in tokens.indices {
            let hash = tokens[index].hash
            let slot = Int(truncatingIfNeeded: hash) & (Self.recentWords - 1)
            if (recent[slot] ^ hash) >> 16 == 0 {
              let id = UInt16(truncatingIfNeeded: recent[slot])
              ids.initializeElement(at: index, to: id == .max ? Self.unknownWord : UInt32(id))
            } else {
              let id = words.id(ShortHash(hash))
              recent[slot] = hash & ~0xFFFF | UInt64(UInt16(truncatingIfNeeded: id))
              ids.initializeElement(at: index, to: id)
            }
          }
        }
      }
      count = tokens.count
    }
  }

  /// Each has a slot by the low bits of its hash.
  private static let recentWords = 2048

  func hash(ofWord id: UInt32) -> ShortHash {
    guard id > 0, id <= wordCount else { return .free }
    return ShortHash(rawValue: UInt32(reader.four(wordOffset + (Int(id) - 1) * IndexLayout.wordSize)))
  }

  func traits(ofWord id: UInt32) -> WordTraits {
    guard id > 0, id <= wordCount else { return [] }
    return WordTraits(rawValue: UInt8(reader.one(traits + (Int(id) - 1) * IndexLayout.traitsSize)))
  }

  // MARK: Texts and licenses

  func textRecord(_ text: Int) -> Int { texts + text * IndexLayout.textSize }

  /// How many words a text has with all its optional parts.
  func mainCount(ofText text: Int) -> Int { reader.three(textRecord(text)) }

  /// The licenses that have a text, the foremost first.
  func owners(ofText text: Int) -> [Int] {
    let record = textRecord(text)
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
    var sharing = listed
    for text in 0..<textCount {
      let start = owners + reader.four(textRecord(text) + 17)
      let owners = (0..<reader.three(textRecord(text) + 21)).lazy.map { reader.two(start + $0 * 2) }
      if owners.contains(where: listed.contains) { sharing.formUnion(owners) }
    }
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
    return found.count > 1 ? Array(Set(found)).sorted() : found
  }
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
