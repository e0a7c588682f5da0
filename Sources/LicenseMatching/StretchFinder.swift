/// Finds the stretches of one text that are licenses.
struct StretchFinder {
  private struct Stretch {
    /// Of all that fit equally well, in the order of the index.
    var alignments: [TextAlignment]
    var words: Range<Int>
  }

  private let stream: TokenStream
  private let index: FingerprintIndex
  private let ids: [UInt32]

  private static let mostRivals = 24
  private static let mostStretches = 200
  /// An alignment finds rarely so many words that its runs lack.
  private static let mostGained = 80
  /// The same, where another license is there without a difference.
  private static let mostGainedOverWhole = 8
  private static let shortText = 80
  private static let fewestOfLongText = 25

  init(stream: TokenStream, index: FingerprintIndex) {
    self.stream = stream
    self.index = index
    ids = stream.tokens.map { index.id(ShortHash($0.hash)) }
  }

  func matches() -> [LicenseMatch] {
    let stretches = stretches()
    var matches: [LicenseMatch] = []
    for (number, stretch) in stretches.enumerated() {
      matches += self.matches(of: stretch, number)
    }
    return LeftoverReader(stream: stream).read(around: matches)
  }

  /// The best alignment with a wording of one license.
  func comparison(with id: String) -> LicenseMatch? {
    let bounds = 0..<ids.count
    let alignments = CandidateSearch(index: index, ids: ids).chains { text in
      index.owners(ofText: text).contains { index.licenseID($0) == id }
    }.map { TextAlignment($0, of: index.text($0.text), ids: ids, bounds: bounds, mayFill: mayFill) }
    guard let best = alignments.max(by: { AlignmentJudge.value($0) < AlignmentJudge.value($1) }) else { return nil }
    return matches(of: Stretch(alignments: [best], words: best.words), 0).first { $0.id == id }
  }

  // MARK: Choosing

  private func stretches() -> [Stretch] {
    let search = CandidateSearch(index: index, ids: ids)
    let foremost = stretches(of: search.foremostChains())
    if foremost.count == 1, let only = foremost.first, let first = only.alignments.first, first.isComplete,
      first.differences.isEmpty, !search.hasHit(outside: only.words)
    {
      return foremost
    }
    return stretches(of: search.chains())
  }

  private func stretches(of chains: [RunChain]) -> [Stretch] {
    var texts: [Int: IndexedText] = [:]
    var isDone = [Bool](repeating: false, count: chains.count)
    var taken: [Range<Int>] = []
    var found: [Stretch] = []
    for first in chains.indices where !isDone[first] {
      guard found.count < Self.mostStretches, !Self.isCovered(chains[first].range, by: taken), mayBeLicense(chains[first])
      else { continue }
      let rivals = chains.indices.filter {
        !isDone[$0] && chains[$0].matched * 10 >= chains[first].matched * 7
          && Self.overlaps(chains[$0].range, chains[first].range)
      }.prefix(Self.mostRivals)
      let bounds = Self.bounds(chains[first].range, taken, count: ids.count)
      var alignments: [TextAlignment] = []
      var best = 0
      var gain = Self.mostGained
      for rival in rivals {
        isDone[rival] = true
        let chain = Self.isInside(chains[rival].range, bounds) ? chains[rival] : chains[rival].clipped(to: bounds)
        if chain.matched < CandidateSearch.fewestWords || chain.matched + gain < best || !mayBeLicense(chain) { continue }
        if best > 0, mostValue(of: chain, bounds) < best { continue }
        let text = texts[chains[rival].text] ?? index.text(chains[rival].text)
        texts[text.index] = text
        let alignment = TextAlignment(chain, of: text, ids: ids, bounds: bounds, mayFill: mayFill)
        if AlignmentJudge.isLicense(alignment) {
          alignments.append(alignment)
          best = max(best, AlignmentJudge.value(alignment))
          if alignment.isComplete, alignment.differences.isEmpty { gain = Self.mostGainedOverWhole }
        }
      }
      isDone[first] = true
      guard let stretch = chosen(alignments) else { continue }
      taken.append(stretch.words)
      found.append(stretch)
    }
    return found.sorted { $0.words.lowerBound < $1.words.lowerBound }
  }

  /// A few words of a long text are too little for an excerpt, and too far from the whole.
  private func mayBeLicense(_ chain: RunChain) -> Bool {
    let count = index.mainCount(ofText: chain.text)
    guard chain.matched < Self.fewestOfLongText, count > Self.shortText else { return true }
    let holes = index.holes(ofText: chain.text)
    let optional = holes.reduce(0) { $0 + $1.range.count - ($1.fewestWords ?? $1.range.count) }
    return count - optional <= Self.shortText || holes.contains { $0.kind == .header }
  }

  /// No alignment along a chain has a larger `AlignmentJudge.value`.
  private func mostValue(of chain: RunChain, _ bounds: Range<Int>) -> Int {
    guard let first = chain.runs.first, let last = chain.runs.last else { return 0 }
    let reference = index.words(ofText: chain.text)
    let holes = index.holes(ofText: chain.text)
    var value = chain.matched
    value += min(first.place, first.start - bounds.lowerBound, TextAlignment.nearPlaces)
    value += min(reference.count - last.placeEnd, bounds.upperBound - last.end, TextAlignment.nearPlaces)
    for (left, right) in zip(chain.runs, chain.runs.dropFirst()) {
      let (places, words) = (left.placeEnd..<right.place, left.end..<right.start)
      let fewer = min(places.count, words.count)
      if holes.contains(where: { $0.range.lowerBound <= places.upperBound && places.lowerBound <= $0.range.upperBound }) {
        value += fewer
      } else if places.count != words.count {
        value += fewer - abs(places.count - words.count)
      } else if !zip(places, words).allSatisfy({ index.word(reference, $0) == ids[$1] }) {
        // One word at least is replaced, or struck here and added there.
        value += fewer - 3
      } else {
        value += fewer
      }
    }
    return value
  }

  private func chosen(_ alignments: [TextAlignment]) -> Stretch? {
    guard let top = alignments.map({ AlignmentJudge.value($0) }).max() else { return nil }
    let equal = alignments.filter { AlignmentJudge.value($0) == top }
    let complete = equal.filter(\.isComplete)
    let headers = equal.filter(\.isHeader)
    let chosen = (!headers.isEmpty ? headers : complete.isEmpty ? equal : complete).sorted { $0.text.index < $1.text.index }
    guard let first = chosen.first else { return nil }
    return Stretch(alignments: chosen, words: first.words)
  }

  private func mayFill(_ word: Int) -> Bool {
    let hash = ShortHash(stream.tokens[word].hash)
    let isName = stream.spelling(word).first.map { (0x41...0x5A).contains($0) } ?? false
    return isName ? !WordLists.isRestrictive(hash) : !WordLists.isRestrictiveInSentence(hash)
  }

  private static func isCovered(_ range: Range<Int>, by taken: [Range<Int>]) -> Bool {
    let covered = taken.reduce(0) { $0 + $1.clamped(to: range).count }
    return covered * 10 >= range.count * 3
  }

  private static func overlaps(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
    left.clamped(to: right).count * 2 >= min(left.count, right.count)
  }

  private static func isInside(_ range: Range<Int>, _ bounds: Range<Int>) -> Bool {
    range.lowerBound >= bounds.lowerBound && range.upperBound <= bounds.upperBound
  }

  /// The words around a range that no other stretch has.
  private static func bounds(_ range: Range<Int>, _ taken: [Range<Int>], count: Int) -> Range<Int> {
    let middle = (range.lowerBound + range.upperBound) / 2
    let low = taken.filter { $0.upperBound <= middle }.map(\.upperBound).max() ?? 0
    let high = taken.filter { $0.lowerBound > middle }.map(\.lowerBound).min() ?? count
    return min(low, high)..<high
  }

  // MARK: Telling

  private func matches(of stretch: Stretch, _ number: Int) -> [LicenseMatch] {
    var seen: Set<Int> = []
    var matches: [(license: Int, match: LicenseMatch)] = []
    var lines: [Range<Int>: ClosedRange<Int>] = [:]
    for alignment in stretch.alignments {
      let place = lines[alignment.words] ?? stream.lines(of: alignment.words)
      lines[alignment.words] = place
      let classifier = EditClassifier(stream: stream, ids: ids, index: index, text: alignment.text)
      let judge = AlignmentJudge(alignment: alignment, classifier: classifier)
      var match = LicenseMatch(
        kind: judge.kind, id: nil, tokens: alignment.words, lines: place, score: judge.score)
      match.edits = judge.edits
      match.stretch = number
      match.wording = alignment.text.index
      for license in index.owners(ofText: alignment.text.index) where seen.insert(license).inserted {
        match.id = index.licenseID(license)
        matches.append((license, match))
      }
    }
    // An excerpt may be of any of them.
    let isWhole = !matches.contains { $0.match.kind == .partial }
    let plain = Set(isWhole ? index.withoutInstances(matches.map(\.license)) : matches.map(\.license))
    return matches.filter { plain.contains($0.license) || $0.match.kind == .exact }.sorted { $0.license < $1.license }
      .map(\.match)
  }
}

/// Decides whether an alignment is that of a license, and of which kind.
struct AlignmentJudge {
  let alignment: TextAlignment
  let edits: [TextEdit]

  init(alignment: TextAlignment, classifier: EditClassifier) {
    self.alignment = alignment
    var edits = alignment.differences.map { classifier.edit($0) }
    if !Self.isExcerpt(alignment) {
      // A little that is missing at an end was struck.
      if alignment.missingHead > 0 {
        let place = 0..<alignment.covered.lowerBound
        let words = alignment.words.lowerBound..<alignment.words.lowerBound
        edits.insert(classifier.edit(.init(place: place, words: words, missing: alignment.missingHead)), at: 0)
      }
      if alignment.missingTail > 0 {
        let place = alignment.covered.upperBound..<max(alignment.covered.upperBound, alignment.text.mainCount)
        let words = alignment.words.upperBound..<alignment.words.upperBound
        edits.append(classifier.edit(.init(place: place, words: words, missing: alignment.missingTail)))
      }
    }
    if let conflict = classifier.titleConflict(with: alignment) { edits.insert(conflict, at: 0) }
    self.edits = edits
  }

  var kind: LicenseMatch.Kind {
    if alignment.isHeader { return .reference }
    if edits.contains(where: \.kind.isMeaningful) { return .modified }
    if Self.isExcerpt(alignment) { return .partial }
    let isTouched = alignment.holes.contains { hole in
      let kind = alignment.text.holes[hole.hole].kind
      return kind == .title || kind == .notice
    }
    return edits.isEmpty && !isTouched ? .exact : .equivalent
  }

  var score: Double {
    let ends = alignment.isHeader ? 0 : alignment.missingHead + alignment.missingTail
    let all = alignment.matched + alignment.missingInside + ends + alignment.inserted
    return all == 0 ? 0 : Double(alignment.matched) / Double(all)
  }

  /// How much better one license explains a text than another: words found less words that differ.
  static func value(_ alignment: TextAlignment) -> Int {
    let ends = isExcerpt(alignment) ? 0 : alignment.missingHead + alignment.missingTail
    return alignment.matched - alignment.inserted - alignment.missingInside - ends
  }

  /// Whether so much is missing at an end that it was not struck but left off.
  static func isExcerpt(_ alignment: TextAlignment) -> Bool {
    let missing = max(alignment.missingHead, alignment.missingTail)
    return missing * 5 > alignment.matched + alignment.missingInside + missing
  }

  static func isLicense(_ alignment: TextAlignment) -> Bool {
    let matched = alignment.matched
    let inside = matched + alignment.missingInside
    let differing = alignment.missingInside + alignment.inserted
    if alignment.isHeader { return matched >= 15 && matched * 10 >= (matched + differing) * 8 }
    if isExcerpt(alignment) {
      let isMuch = matched >= 150 || matched * 20 >= inside + alignment.missingHead + alignment.missingTail
      return isMuch && matched >= 40 && matched * 10 >= (matched + differing) * 8
    }
    let ends = alignment.missingHead + alignment.missingTail
    if matched + ends < 25 { return matched >= 6 && matched * 10 >= (matched + differing + ends) * 9 }
    return matched * 10 >= (inside + ends) * 6 && matched * 10 >= (matched + differing) * 5
  }
}
