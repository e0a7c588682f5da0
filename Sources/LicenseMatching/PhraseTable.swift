/// Phrases that are looked for word by word, in any spelling that the normaliser reads alike.
struct PhraseTable<Meaning: Sendable>: Sendable {
  struct Entry: Sendable {
    var phrase: String
    var meaning: Meaning
    var words: [UInt64]
  }

  struct Hit: Sendable {
    var entry: Entry
    var tokens: Range<Int>
  }

  private let entries: [UInt64: [Entry]]

  init(_ phrases: [(String, Meaning)]) {
    var entries: [UInt64: [Entry]] = [:]
    for (phrase, meaning) in phrases {
      let words = AnchorRun(phrase).words.map(\.hash)
      guard let first = words.first else { continue }
      entries[first, default: []].append(Entry(phrase: phrase, meaning: meaning, words: words))
    }
    // The longest phrase that begins at a word is the one that is meant.
    self.entries = entries.mapValues { $0.sorted { ($1.words.count, $0.phrase) < ($0.words.count, $1.phrase) } }
  }

  /// The phrases in a run of words, from left to right, not overlapping.
  func hits(in tokens: [Token], range: Range<Int>) -> [Hit] {
    var hits: [Hit] = []
    var index = range.lowerBound
    while index < range.upperBound {
      let entry = entries[tokens[index].hash]?.first { entry in
        index + entry.words.count <= range.upperBound
          && zip(tokens[index...], entry.words).allSatisfy { $0.hash == $1 }
      }
      guard let entry else {
        index += 1
        continue
      }
      hits.append(Hit(entry: entry, tokens: index..<index + entry.words.count))
      index += entry.words.count
    }
    return hits
  }
}
