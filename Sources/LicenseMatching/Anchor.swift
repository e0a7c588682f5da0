import Diagnostics

/// A few words quoted from a text, to be found again in a copy of it.
package struct AnchorRun: Hashable, Sendable {
  struct Word: Hashable, Sendable {
    var hash: UInt64
    /// Whether the text may lack it: a list label that the normaliser drops at some places.
    var isOptional: Bool
    /// What the text has instead if the run begins inside a pair of words, such as `owner` of `copyright owner`.
    var other: UInt64?

    func fits(_ token: Token) -> Bool { token.hash == hash || token.hash == other }
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

extension TokenStream {
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
    while index < tokens.count {
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
    for index in tokens.indices {
      // A run that may begin with a label fits with and without it; that is one place.
      let fits = end(of: run, at: index) != nil
      if fits, !(isInside && run.words.first?.isOptional == true) { count += 1 }
      isInside = fits
    }
    return count
  }

  /// Where a run ends that begins at a token; words that the text may lack are taken if they are there.
  private func end(of run: AnchorRun, at start: Int) -> Int? {
    guard run.canBegin(with: tokens[start]) else { return nil }
    var ends = [start]
    for word in run.words {
      let taken = ends.filter { $0 < tokens.count && word.fits(tokens[$0]) }.map { $0 + 1 }
      ends = word.isOptional ? taken + ends : taken
      if ends.isEmpty { return nil }
    }
    return ends.max()
  }
}

extension AnchorRun {
  fileprivate func canBegin(with token: Token) -> Bool {
    for word in words {
      if word.fits(token) { return true }
      if !word.isOptional { return false }
    }
    return false
  }
}
