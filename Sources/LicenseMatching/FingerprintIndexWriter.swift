/// Joins fingerprints to the index that the matcher reads in place: the same fingerprints give the same bytes.
package struct FingerprintIndexWriter {
  private struct Text {
    var text: ReferenceText
    var ids: [UInt32]
    /// Indexes of licenses.
    var owners: [Int]
  }

  private let licenses: [Fingerprint]
  private var texts: [Text] = []
  private var plain: [Int: Set<Fingerprint.Plain>] = [:]
  private var words: [(hash: ShortHash, traits: WordTraits)] = []

  package static func bytes(_ fingerprints: [Fingerprint]) -> [UInt8] {
    FingerprintIndexWriter(fingerprints).bytes
  }

  private init(_ fingerprints: [Fingerprint]) {
    licenses = fingerprints.sorted {
      ($0.standing, $0.id.utf8.count, $0.id) < ($1.standing, $1.id.utf8.count, $1.id)
    }
    var places: [ReferenceText: Int] = [:]
    for (owner, license) in licenses.enumerated() {
      for text in license.texts where text.mainCount > 0 {
        if let place = places[text] {
          texts[place].owners.append(owner)
        } else {
          places[text] = texts.count
          texts.append(Text(text: text, ids: [], owners: [owner]))
        }
      }
    }
    // Ids that share a wording share the plain texts as well.
    for text in texts {
      for owner in text.owners { for other in text.owners { plain[owner, default: []].formUnion(licenses[other].plain) } }
    }
    readWords()
  }

  private mutating func readWords() {
    var traits: [ShortHash: WordTraits] = [:]
    for text in texts {
      for (word, trait) in zip(text.text.words, text.text.traits) where word != .free {
        traits[word, default: []].formUnion(trait)
      }
    }
    words = traits.keys.sorted().map { ($0, traits[$0] ?? []) }
    precondition(words.count < 1 << 14, "more words than an id can tell apart")
    var ids: [ShortHash: UInt32] = [.free: 0]
    for (rank, word) in words.enumerated() { ids[word.hash] = UInt32(rank + 1) }
    for index in texts.indices { texts[index].ids = texts[index].text.words.map { ids[$0] ?? 0 } }
  }

  private var bytes: [UInt8] {
    var sections: [(field: IndexLayout.Field, bytes: [UInt8])] = []
    let grams = gramSections
    let holes = textSections
    sections.append((.words, wordSection))
    sections.append((.traits, words.map { $0.traits.rawValue }))
    sections.append(
      (
        .wordBuckets,
        Self.buckets(words.map { Int($0.hash.value) >> (28 - IndexLayout.wordBucketBits) }, bits: IndexLayout.wordBucketBits)
      ))
    sections.append((.grams, grams.grams))
    sections.append((.gramBuckets, grams.buckets))
    sections.append((.postings, grams.postings))
    sections += holes
    let names = licenseSections
    sections += names
    sections.append((.plain, plainSection))
    var head = [Int](repeating: 0, count: IndexLayout.Field.allCases.count)
    var offset = IndexLayout.headSize
    for section in sections {
      head[section.field.rawValue] = offset
      offset += section.bytes.count
    }
    let counts: [(IndexLayout.Field, Int)] = [
      (.version, IndexLayout.version), (.size, offset + SevenBitSection.slack), (.wordCount, words.count),
      (.gramCount, grams.count),
      (.postingCount, grams.postingCount),
      (.textCount, texts.count), (.licenseCount, licenses.count), (.plainCount, plainCount),
    ]
    for (field, count) in counts { head[field.rawValue] = count }
    var writer = SevenBitWriter()
    for number in head { writer.put(number, 4) }
    for section in sections { writer.put(contentsOf: section.bytes) }
    writer.put(contentsOf: [UInt8](repeating: 0, count: SevenBitSection.slack))
    return writer.bytes
  }

  // MARK: Words and grams

  private var wordSection: [UInt8] {
    var writer = SevenBitWriter()
    for word in words { writer.put(Int(word.hash.value), IndexLayout.wordSize) }
    return writer.bytes
  }

  /// For each value of the leading bits, how many keys come before.
  private static func buckets(_ keys: [Int], bits: Int) -> [UInt8] {
    var writer = SevenBitWriter()
    var index = 0
    for bucket in 0...(1 << bits) {
      while index < keys.count, keys[index] < bucket { index += 1 }
      writer.put(index, IndexLayout.bucketSize)
    }
    return writer.bytes
  }

  private var gramSections: (grams: [UInt8], buckets: [UInt8], postings: [UInt8], count: Int, postingCount: Int) {
    var found: [(key: UInt32, posting: UInt32)] = []
    for (index, text) in texts.enumerated() {
      for (key, place) in Self.winnowed(text.ids, count: min(text.text.mainCount, IndexLayout.mostPlaces)) {
        found.append((key, UInt32(index << IndexLayout.postingTextShift | place)))
      }
    }
    found.sort { ($0.key, $0.posting) < ($1.key, $1.posting) }
    let starts = found.indices.filter { $0 == 0 || found[$0].key != found[$0 - 1].key }
    let ranges = zip(starts, starts.dropFirst() + [found.count]).map { $0..<$1 }
    var firsts = [Int](repeating: 0, count: ranges.count)
    var postings = SevenBitWriter()
    for gram in ranges.indices.sorted(by: { (found[starts[$0]].posting, $0) < (found[starts[$1]].posting, $1) }) {
      firsts[gram] = postings.bytes.count / IndexLayout.postingSize
      for index in ranges[gram] {
        let isLast = index + 1 == ranges[gram].upperBound
        postings.put(Int(found[index].posting | (isLast ? IndexLayout.postingIsLast : 0)), IndexLayout.postingSize)
      }
    }
    var grams = SevenBitWriter()
    for (start, first) in zip(starts, firsts) {
      grams.put(Int(found[start].key) & (1 << IndexLayout.gramTagBits - 1), 2)
      grams.put(first, 3)
    }
    let buckets = starts.map { Int(found[$0].key) >> IndexLayout.gramTagBits }
    return (grams.bytes, Self.buckets(buckets, bits: IndexLayout.gramBucketBits), postings.bytes, starts.count, found.count)
  }

  /// The smallest gram of every window, so that a long enough copied run shares one with the text.
  private static func winnowed(_ ids: [UInt32], count: Int) -> [(key: UInt32, place: Int)] {
    guard count >= IndexLayout.gramLength else { return [] }
    let places = 0...(count - IndexLayout.gramLength)
    let keys = ids.withUnsafeBufferPointer { ids -> [UInt32] in
      guard let base = ids.baseAddress else { return [] }
      return places.map { IndexLayout.gramKey(base + $0) }
    }
    if count < IndexLayout.shortText { return places.map { (keys[$0], $0) } }
    var chosen: [(key: UInt32, place: Int)] = []
    var smallest = -1
    for end in places {
      let start = max(0, end - IndexLayout.window + 1)
      if smallest < start {
        smallest = start
        for place in start...end where keys[place] <= keys[smallest] { smallest = place }
      } else if keys[end] <= keys[smallest] {
        smallest = end
      }
      if end + 1 >= IndexLayout.window, chosen.last?.place != smallest { chosen.append((keys[smallest], smallest)) }
    }
    return chosen
  }

  // MARK: Texts and licenses

  private var textSections: [(field: IndexLayout.Field, bytes: [UInt8])] {
    var (records, tokens, holes, owners) = (SevenBitWriter(), SevenBitWriter(), SevenBitWriter(), SevenBitWriter())
    for text in texts {
      let numbers = [
        (text.text.mainCount, 3), (text.ids.count, 3), (tokens.bytes.count, 4), (holes.bytes.count, 4),
        (text.text.holes.count, 3),
        (owners.bytes.count, 4), (text.owners.count, 3),
      ]
      for (number, width) in numbers { records.put(number, width) }
      for id in text.ids { tokens.put(Int(id), IndexLayout.tokenSize) }
      for hole in text.text.holes {
        holes.put(Int(hole.kind.rawValue), 1)
        holes.put(hole.range.lowerBound, 3)
        holes.put(hole.range.count, 3)
        holes.put(hole.alternatives.count, 1)
        for wording in hole.alternatives {
          holes.put(wording.lowerBound, 3)
          holes.put(wording.count, 2)
        }
      }
      for owner in text.owners { owners.put(owner, 2) }
    }
    return [(.texts, records.bytes), (.tokens, tokens.bytes), (.holes, holes.bytes), (.owners, owners.bytes)]
  }

  private var licenseSections: [(field: IndexLayout.Field, bytes: [UInt8])] {
    var (records, names) = (SevenBitWriter(), [UInt8]())
    for license in licenses {
      let name = Array(license.id.utf8.filter { $0 < 0x80 }.prefix(127))
      records.put(names.count, 4)
      records.put(name.count, 2)
      records.put(Fingerprint.Standing.allCases.firstIndex(of: license.standing) ?? 0, 1)
      names += name
    }
    return [(.licenses, records.bytes), (.names, names)]
  }

  private var plainCount: Int { plain.values.reduce(0) { $0 + $1.count * 2 } }

  private var plainSection: [UInt8] {
    var entries: [(hash: UInt64, count: Int, license: Int)] = []
    for index in licenses.indices {
      for plain in plain[index] ?? [] {
        entries.append((plain.verbatimHash, plain.tokenCount, index))
        // The sign of the second kind: the whole hash leaves notices and titles out.
        entries.append((~plain.wholeHash, plain.wholeCount, index))
      }
    }
    entries.sort { ($0.hash, $0.license, $0.count) < ($1.hash, $1.license, $1.count) }
    var writer = SevenBitWriter()
    for entry in entries {
      writer.put(entry.hash, 10)
      writer.put(entry.count, 3)
      writer.put(entry.license, 2)
    }
    return writer.bytes
  }
}
