/// Changes after which a license means something else, each at a place that the generator draws.
enum MeaningChange: String, CaseIterable, Sendable {
  case numberChanged, numberWordChanged, scaleChanged, notInserted, notRemoved, modalSwapped, partySwapped, sentenceDeleted
  case sentenceInserted, sentenceAdded, sentencePrefaced, sentencesSwapped, nonCommercialInserted, onlyInserted, negatedByPrefix
  case wordDeleted, wordReplaced, alteredExcerpt

  /// `nil` where the text has no place for the change.
  func applied(to text: CorpusText, with other: CorpusText, using random: inout Random) -> String? {
    var worded = WordedText(text.text)
    // Titles and notices stand in the first words; a change there need not change the terms.
    let start = min(30, worded.words.count / 4)
    let end = worded.words.count - min(10, worded.words.count / 8)
    guard end - start > 20 else { return nil }
    let places = (start..<end).filter { !Self.isInNotice(worded, $0) }
    switch self {
    case .numberChanged:
      guard let place = places.filter({ Self.isNumber(worded, $0) }).randomElement(using: &random) else { return nil }
      worded.words[place] = Self.otherNumber(worded.words[place], &random)
    case .numberWordChanged:
      return Self.swap(
        &worded, places, [("two", "three"), ("three", "four"), ("one", "two"), ("thirty", "sixty"), ("ten", "twenty")], &random)
    case .scaleChanged:
      return Self.swap(
        &worded, places, [("million", "billion"), ("thousand", "million"), ("days", "months"), ("month", "year")], &random)
    case .notInserted:
      guard let place = places.filter({ Self.modals.contains(worded.words[$0].lowercased()) }).randomElement(using: &random)
      else { return nil }
      worded.words[place] += " not"
    case .notRemoved:
      guard let place = places.filter({ worded.words[$0].lowercased() == "not" }).randomElement(using: &random) else {
        return nil
      }
      worded.remove(place..<place + 1)
    case .modalSwapped:
      return Self.swap(
        &worded, places, [("may", "must"), ("shall", "may"), ("must", "may"), ("will", "may"), ("can", "must")], &random)
    case .partySwapped:
      return Self.swap(
        &worded, places,
        [
          ("you", "licensor"), ("licensor", "licensee"), ("licensee", "licensor"), ("contributor", "user"), ("we", "you"),
          ("our", "your"),
        ], &random)
    case .negatedByPrefix:
      return Self.swap(
        &worded, places,
        [
          ("irrevocable", "revocable"), ("exclusive", "nonexclusive"), ("limited", "unlimited"), ("lawful", "unlawful"),
          ("transferable", "nontransferable"), ("perpetual", "temporary"),
        ], &random)
    case .nonCommercialInserted:
      guard
        let place = places.filter({
          ["use", "purposes", "purpose", "distribution", "copies"].contains(worded.words[$0].lowercased())
        }).randomElement(using: &random)
      else { return nil }
      worded.words[place] = "non-commercial " + worded.words[place]
    case .onlyInserted:
      guard let place = places.randomElement(using: &random) else { return nil }
      worded.words[place] += " only"
    case .sentenceDeleted:
      let sentences = worded.sentences.filter {
        $0.lowerBound >= start && $0.upperBound <= end && $0.count >= 6 && !Self.isInNotice(worded, $0.lowerBound)
      }
      guard let sentence = sentences.randomElement(using: &random), sentence.count * 3 < worded.words.count else { return nil }
      worded.remove(sentence)
    case .sentenceInserted, .sentenceAdded, .sentencePrefaced:
      return insertion(into: worded, start..<end, from: other, using: &random)
    case .sentencesSwapped:
      let sentences = worded.sentences.filter { $0.lowerBound >= start && $0.upperBound <= end && (6...60).contains($0.count) }
      guard sentences.count > 2 else { return nil }
      let first = Int.random(in: 0..<sentences.count - 1, using: &random)
      let (left, right) = (sentences[first], sentences[first + 1])
      guard left.upperBound == right.lowerBound, Array(worded.words[left]) != Array(worded.words[right]) else { return nil }
      let words = Array(worded.words[right]) + Array(worded.words[left])
      worded.words.replaceSubrange(left.lowerBound..<right.upperBound, with: words)
    case .wordDeleted:
      guard let place = places.filter({ worded.words[$0].count > 3 }).randomElement(using: &random) else { return nil }
      worded.remove(place..<place + 1)
    case .wordReplaced:
      guard let place = places.filter({ worded.words[$0].count > 3 }).randomElement(using: &random),
        let word = WordedText(other.text).words.filter({ $0.count > 3 && $0.lowercased() != worded.words[place].lowercased() })
          .randomElement(using: &random)
      else { return nil }
      worded.words[place] = word
    case .alteredExcerpt: return alteredExcerpt(worded, using: &random)
    }
    return worded.text
  }

  private func insertion(into text: WordedText, _ range: Range<Int>, from other: CorpusText, using random: inout Random)
    -> String?
  {
    var text = text
    let source = WordedText(other.text)
    let limiting = ["may not", "must", "shall", "only", "prohibited", "non-commercial"]
    let found = source.sentences.filter { $0.count >= 8 && $0.count <= 45 }.map { range in
      zip(source.gaps[range], source.words[range]).map { $0 + $1 }.joined().trimmingPrefix { !$0.isLetter }
    }.filter { sentence in limiting.contains { sentence.contains($0) } && !text.text.contains(sentence) }
    guard let sentence = found.randomElement(using: &random) else { return nil }
    if self == .sentenceAdded { return text.text + "\n\n\(sentence).\n" }
    if self == .sentencePrefaced { return "\(sentence).\n\n\(text.text)" }
    let ends = range.filter { text.endsSentence($0) && text.gaps[$0 + 1].hasPrefix(".") }
    guard let end = ends.randomElement(using: &random) else { return nil }
    text.words[end] += ". \(sentence)"
    return text.text
  }

  private func alteredExcerpt(_ text: WordedText, using random: inout Random) -> String? {
    guard text.words.count > 300 else { return nil }
    var part = text
    let count = text.words.count * 6 / 10
    part.words.removeSubrange(count...)
    part.gaps.removeSubrange((count + 1)...)
    guard let place = (40..<count - 40).filter({ part.words[$0].lowercased() == "not" }).randomElement(using: &random) else {
      return nil
    }
    part.remove(place..<place + 1)
    return part.text
  }

  // MARK: Words

  private static let modals: Set<String> = ["may", "shall", "must", "will", "can"]

  /// A number that is no label of an item: words stand before it in its line.
  private static func isNumber(_ text: WordedText, _ place: Int) -> Bool {
    guard text.words[place].contains(where: \.isNumber), text.words[place].count < 12 else { return false }
    for index in stride(from: place, through: max(0, place - 12), by: -1) {
      if index < place, text.words[index].contains(where: \.isLetter), text.words[index].count > 2 { return true }
      if text.gaps[index].contains("\n") { return false }
    }
    return false
  }

  /// Whether a change there would not change what is granted: in a notice, or in the target of a link.
  private static func isInNotice(_ text: WordedText, _ place: Int) -> Bool {
    if text.isInTarget(place) { return true }
    return isNearCopyright(text, place)
  }

  private static func isNearCopyright(_ text: WordedText, _ place: Int) -> Bool {
    text.words[max(0, place - 8)...min(text.words.count - 1, place + 1)].contains {
      ["copyright", "©"].contains($0.lowercased())
    }
      || text.gaps[max(0, place - 8)...place].contains { $0.contains("©") }
  }

  private static func otherNumber(_ word: String, _ random: inout Random) -> String {
    var characters = Array(word)
    let digits = characters.indices.filter { characters[$0].isNumber }
    guard let place = digits.randomElement(using: &random), let value = characters[place].wholeNumberValue else {
      return word + "0"
    }
    characters[place] = Character(
      String((value + Int.random(in: 1...8, using: &random)) % 9 + 1 == value ? value + 1 : (value + 3) % 9 + 1))
    return String(characters) == word ? word + "0" : String(characters)
  }

  private static func swap(
    _ text: inout WordedText, _ places: [Int], _ pairs: [(String, String)], _ random: inout Random
  ) -> String? {
    let found = places.filter { place in pairs.contains { $0.0 == text.words[place].lowercased() } }
    guard let place = found.randomElement(using: &random),
      let pair = pairs.first(where: { $0.0 == text.words[place].lowercased() })
    else { return nil }
    let word = text.words[place]
    text.words[place] =
      word == word.uppercased() && word.count > 1
      ? pair.1.uppercased() : word.first?.isUppercase == true ? pair.1.capitalized : pair.1
    return text.text
  }
}
