import Diagnostics

/// A few words quoted from a text, to be found again in a copy of it.
package struct AnchorRun: Hashable, Sendable {
  struct Word: Hashable, Sendable {
    var hash: UInt64
    /// Whether the text may lack it: a list label that the normaliser drops at some places.
    var isOptional: Bool
    /// What the text has instead if the run begins inside a pair of words, such as `owner` of `copyright owner`.
    var other: UInt64?

    func fits(_ index: Int, in words: some AnchoredWords) -> Bool {
      words.has(hash, at: index) || other.map { words.has($0, at: index) } ?? false
    }
  }

  /// The words as they were written.
  package let text: String
  let words: [Word]

  /// Reads words as they stand in the text, list labels and punctuation included.
  package init(_ text: String) {
    self.text = text
    let bytes = Array(text.utf8)
    let tokenizer = Tokenizer(bytes, range: 0..<bytes.count, mode: .excerpt)
    words = tokenizer.tokens.enumerated().map { index, token in
      Word(
        hash: token.hash, isOptional: tokenizer.labels.contains(index),
        other: index == 0 ? EquivalentWords.replacement(closing: token.hash) : nil)
    }
  }

  /// How many words were written, counted at blanks.
  package var wordCount: Int { text.split { $0 == " " || $0 == "\t" || $0.isNewline }.count }

  /// Whether nothing is left of it to look for.
  package var isEmpty: Bool { words.allSatisfy(\.isOptional) }
}

/// Words in which anchors can be looked for: those of a text, or the hashes of a wording.
package protocol AnchoredWords {
  var tokenCount: Int { get }
  func has(_ hash: UInt64, at index: Int) -> Bool
}

extension TokenStream: AnchoredWords {
  package func has(_ hash: UInt64, at index: Int) -> Bool { tokens[index].hash == hash }
}

/// The words of one wording of the index.
package struct WordingWords: AnchoredWords {
  private let hashes: [ShortHash]

  package var tokenCount: Int { hashes.count }
  package func has(_ hash: UInt64, at index: Int) -> Bool { hashes[index] == ShortHash(hash) }

  /// - Parameter wording: the number that `LicenseMatch.wording` tells.
  package init(_ wording: Int, of index: FingerprintIndex) {
    let text = index.text(wording)
    hashes = text.ids.prefix(text.mainCount).map { index.hash(ofWord: $0) }
  }
}

extension AnchoredWords {
  /// The words from the first `start` at or behind a token to the end of the nearest `end` that does not begin before it.
  ///
  /// Both may be the same run, or overlap: a short clause ends where the later of the two ends. `nil` if either is not found.
  package func anchorRange(start: AnchorRun, end: AnchorRun, from: Int = 0) -> Range<Int>? {
    guard let opening = firstRange(of: start, from: from) else { return nil }
    var next = opening.lowerBound
    while let closing = firstRange(of: end, from: next) {
      if closing.upperBound >= opening.upperBound { return opening.lowerBound..<closing.upperBound }
      next = closing.lowerBound + 1
    }
    return nil
  }

  /// The first place of a run at or behind a token.
  package func firstRange(of run: AnchorRun, from: Int = 0) -> Range<Int>? {
    guard !run.isEmpty else { return nil }
    var index = max(from, 0)
    while index < tokenCount {
      if let end = end(of: run, at: index) { return index..<end }
      index += 1
    }
    return nil
  }

  /// How often a run occurs; overlapping places count.
  package func occurrences(of run: AnchorRun) -> Int {
    guard !run.isEmpty else { return 0 }
    var count = 0
    var isInside = false
    for index in 0..<tokenCount {
      // A run that may begin with a label fits with and without it; that is one place.
      let fits = end(of: run, at: index) != nil
      if fits, !(isInside && run.words.first?.isOptional == true) { count += 1 }
      isInside = fits
    }
    return count
  }

  /// Where a run ends that begins at a token; words that the text may lack are taken if they are there.
  private func end(of run: AnchorRun, at start: Int) -> Int? {
    guard run.canBegin(at: start, in: self) else { return nil }
    var ends = [start]
    for word in run.words {
      let taken = ends.filter { $0 < tokenCount && word.fits($0, in: self) }.map { $0 + 1 }
      ends = word.isOptional ? taken + ends : taken
      if ends.isEmpty { return nil }
    }
    return ends.max()
  }
}

extension AnchorRun {
  fileprivate func canBegin(at index: Int, in text: some AnchoredWords) -> Bool {
    for word in words {
      if word.fits(index, in: text) { return true }
      if !word.isOptional { return false }
    }
    return false
  }
}
