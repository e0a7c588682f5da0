/// One difference between a license and the user's copy of it.
package struct TextEdit: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Word breaks, list labels.
    case formatting
    case titleOrCopyright = "title-or-copyright"
    case misspelling
    case number, polarity, modal, party
    case insertion, deletion, replacement

    /// Whether the license may mean something else.
    package var isMeaningful: Bool {
      switch self {
      case .formatting, .titleOrCopyright, .misspelling: false
      case .number, .polarity, .modal, .party, .insertion, .deletion, .replacement: true
      }
    }
  }

  package var kind: Kind
  /// Words of the user's text; empty where words were struck.
  package var tokens: Range<Int>
  /// Words of the reference text; empty where words were added.
  package var reference: Range<Int>
  /// How many words of the license are missing.
  package var struck: Int

  package init(kind: Kind, tokens: Range<Int>, reference: Range<Int>, struck: Int) {
    self.kind = kind
    self.tokens = tokens
    self.reference = reference
    self.struck = struck
  }
}

/// Says what a difference means; knows the words of the user's text and the hashes of the license's.
struct EditClassifier {
  let stream: TokenStream
  let ids: [UInt32]
  let index: FingerprintIndex
  let text: IndexedText

  func edit(_ difference: TextAlignment.Difference) -> TextEdit {
    TextEdit(kind: kind(difference), tokens: difference.words, reference: difference.place, struck: difference.missing)
  }

  private func kind(_ difference: TextAlignment.Difference) -> TextEdit.Kind {
    let (words, place) = (difference.words, difference.place)
    if isTitleOrNotice(words, place) { return .titleOrCopyright }
    if isMarkAndLabel(words, place) { return .formatting }
    if words.count == place.count, difference.missing == place.count, !words.isEmpty {
      let pairs = zip(words, place).map { pair($0, $1) }
      if let worst = pairs.first(where: \.isMeaningful) { return worst }
      return pairs.first ?? .replacement
    }
    if isRejoined(words, place) { return .formatting }
    if words.isEmpty {
      if isLabelOnly(place) || isDropped(place, before: words.lowerBound) { return .formatting }
      return place.count == 1 ? list(text.ids[place.lowerBound]) ?? .deletion : .deletion
    }
    if place.isEmpty {
      if words.allSatisfy({ isLineLabel($0, isAdded: true) }) || PageMark.isOne(stream, words) { return .formatting }
      return words.count == 1 ? list(ofWord: words.lowerBound) ?? .insertion : .insertion
    }
    return words.count <= 3 && place.count <= 3 ? small(words, place) : .replacement
  }

  private func small(_ words: Range<Int>, _ place: Range<Int>) -> TextEdit.Kind {
    let lists = words.compactMap(list(ofWord:)) + place.compactMap { list(text.ids[$0]) }
    for kind in [TextEdit.Kind.number, .polarity, .modal, .party] where lists.contains(kind) { return kind }
    return .replacement
  }

  // MARK: Words that were replaced

  /// What it means that one word stands for another.
  private func pair(_ word: Int, _ place: Int) -> TextEdit.Kind {
    let id = text.ids[place]
    if ids[word] == id { return .formatting }
    if let list = list(ofWord: word) ?? list(id) {
      // A label at the start of a line may be counted otherwise.
      return isLineLabel(word, isAdded: false) && index.traits(ofWord: id).contains(.label) ? .formatting : list
    }
    guard ids[word] == FingerprintIndex.unknownWord else { return .replacement }
    let spelling = Array(stream.spelling(word))
    return Misspelling(spelling).canBe(index.hash(ofWord: id)) ? .misspelling : negation(spelling, id) ?? .replacement
  }

  /// `revocable` and `irrevocable`: one is the other behind a prefix.
  private func negation(_ spelling: [UInt8], _ id: UInt32) -> TextEdit.Kind? {
    let hash = index.hash(ofWord: id)
    let word = String(decoding: spelling, as: UTF8.self).lowercased()
    for prefix in ["non", "un", "in", "ir", "im", "il", "dis", "mis", "a"] {
      if ShortHash(prefix + word) == hash { return .polarity }
      if word.hasPrefix(prefix), ShortHash(String(word.dropFirst(prefix.count))) == hash { return .polarity }
    }
    return nil
  }

  private func list(ofWord word: Int) -> TextEdit.Kind? {
    if stream.spelling(word).contains(where: \.isASCIIDigit) { return .number }
    return kind(WordLists.list(of: ShortHash(stream.tokens[word].hash)))
  }

  private func list(_ id: UInt32) -> TextEdit.Kind? {
    if index.traits(ofWord: id).contains(.number) { return .number }
    return kind(WordLists.list(of: index.hash(ofWord: id)))
  }

  private func kind(_ list: WordLists.List?) -> TextEdit.Kind? {
    switch list {
    case .polarity: .polarity
    case .number: .number
    case .modal: .modal
    case .party: .party
    case nil: nil
    }
  }

  /// A title of the user's text that is the license's but for a number, such as that of another version.
  func titleConflict(with alignment: TextAlignment) -> TextEdit? {
    let first = alignment.words.lowerBound
    guard let title = stream.ignorable.last(where: { $0.kind == .title && $0.tokens.lowerBound <= first }),
      first - title.tokens.upperBound <= Self.longestHead,
      let hole = text.holes.first(where: { $0.kind == .title })
    else { return nil }
    let known = Set(text.ids)
    let strange = title.tokens.filter { word in
      stream.spelling(word).contains(where: \.isASCIIDigit) && !known.contains(ids[word])
    }
    let named = Set(text.ids[hole.range])
    let shared = title.tokens.count { named.contains(ids[$0]) }
    guard let number = strange.first, shared * 2 >= title.tokens.count - strange.count else { return nil }
    return TextEdit(kind: .number, tokens: number..<number + 1, reference: hole.range, struck: 0)
  }

  /// How many words may stand between a title and the text that it names.
  private static let longestHead = 40

  // MARK: Differences without meaning

  private func isTitleOrNotice(_ words: Range<Int>, _ place: Range<Int>) -> Bool {
    let isFree = words.allSatisfy { word in stream.ignorable.contains { $0.tokens.contains(word) } }
    let isOptional = place.allSatisfy { place in
      text.holes.contains { ($0.kind == .title || $0.kind == .notice) && $0.range.contains(place) }
    }
    return isFree && isOptional && !(words.isEmpty && place.isEmpty)
  }

  /// A word that opens an item and looks like its label; a number that the line break happens to lead (`Section\n2.`) is none.
  ///
  /// - Parameter isAdded: the license has no word there, so that nothing was made another number.
  private func isLineLabel(_ word: Int, isAdded: Bool) -> Bool {
    guard WordTraits(spelling: stream.spelling(word)).contains(.label) else { return false }
    let next = stream.gap(before: word + 1).first ?? 0x20
    guard [UInt8(ascii: "."), UInt8(ascii: ")"), UInt8(ascii: ":"), UInt8(ascii: "-")].contains(next) else { return false }
    guard word > 0 else { return true }
    let between = stream.gap(before: word)
    guard between.contains(where: { $0 == 0x0A || $0 == 0x0D }) else { return false }
    if isAdded { return true }
    let isEnded = between.contains { [UInt8(ascii: "."), UInt8(ascii: ";"), UInt8(ascii: ":")].contains($0) }
    if isEnded || between.count(where: { $0 == 0x0A }) > 1 { return true }
    return ListNumber.continues(stream, word)
  }

  /// A page number before a line whose first word was taken for a label because of it.
  private func isMarkAndLabel(_ words: Range<Int>, _ place: Range<Int>) -> Bool {
    guard !words.isEmpty, !place.isEmpty, isDropped(place, before: words.upperBound) || isDropped(place, before: words.lowerBound)
    else { return false }
    return PageMark.isOne(stream, words)
  }

  /// Whether the words are there, and were only taken for a label: `Section 2.` with the line break before the number.
  private func isDropped(_ place: Range<Int>, before word: Int) -> Bool {
    let dropped = stream.droppedLabels(before: word).map { ShortHash($0) }
    return !dropped.isEmpty && dropped == place.map { index.hash(ofWord: text.ids[$0]) }
  }

  private func isLabelOnly(_ place: Range<Int>) -> Bool {
    place.allSatisfy { place in text.holes.contains { $0.kind == .label && $0.range.contains(place) } }
  }

  /// One word that was parted, or two that were joined.
  private func isRejoined(_ words: Range<Int>, _ place: Range<Int>) -> Bool {
    guard words.count != place.count, (1...3).contains(words.count), (1...3).contains(place.count) else { return false }
    let user = words.flatMap { stream.spelling($0) }.map { $0.isASCIILetter ? $0 | 0x20 : $0 }
    guard user.allSatisfy(\.isASCIILetter) else { return false }
    let hashes = place.map { index.hash(ofWord: text.ids[$0]) }
    return Self.canPart(user[...], into: hashes[...])
  }

  private static func canonical(_ hash: UInt64) -> ShortHash { ShortHash(EquivalentWords.entry(hash)?.canonical ?? hash) }

  private static func canPart(_ letters: ArraySlice<UInt8>, into hashes: ArraySlice<ShortHash>) -> Bool {
    guard let first = hashes.first else { return letters.isEmpty }
    var hash = WordHash()
    for index in letters.indices {
      hash.mix(letters[index])
      if canonical(hash.value) == first, canPart(letters[(index + 1)...], into: hashes.dropFirst()) { return true }
    }
    return false
  }
}

/// Whether a word could be another one that was misspelled: one letter more, less or other, or two exchanged.
struct Misspelling {
  private static let shortest = 5
  private let letters: [UInt8]

  init(_ spelling: [UInt8]) { letters = spelling.map { $0.isASCIILetter ? $0 | 0x20 : $0 } }

  func canBe(_ hash: ShortHash) -> Bool {
    guard (Self.shortest...24).contains(letters.count), letters.allSatisfy(\.isASCIILetter) else { return false }
    return variants.contains { variant in
      var word = WordHash()
      for letter in variant { word.mix(letter) }
      return ShortHash(word.value) == hash
    }
  }

  private var variants: [[UInt8]] {
    var variants: [[UInt8]] = []
    let alphabet = UInt8(ascii: "a")...UInt8(ascii: "z")
    for index in letters.indices {
      if index > 0 { variants.append(Array(letters[..<index] + letters[(index + 1)...])) }
      if index + 1 < letters.count {
        var swapped = letters
        swapped.swapAt(index, index + 1)
        variants.append(swapped)
      }
    }
    // The first letter stays, and nothing comes before it: prefixes turn words around.
    for index in 1...letters.count {
      for letter in alphabet {
        variants.append(Array(letters[..<index]) + [letter] + Array(letters[index...]))
        if index < letters.count { variants.append(Array(letters[..<index]) + [letter] + Array(letters[(index + 1)...])) }
      }
    }
    return variants
  }
}
