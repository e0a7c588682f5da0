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

  init(stream: TokenStream, index: FingerprintIndex) {
    self.stream = stream
    self.index = index
    ids = index.ids(of: stream.tokens)
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
    var search = CandidateSearch(index: index, ids: ids)
    let chains = search.chains { text in index.owners(ofText: text).contains { index.licenseID($0) == id } }
    let alignments = chains.map { TextAlignment($0, of: index.text($0.text), ids: ids, bounds: bounds, mayFill: mayFill) }
    guard let best = alignments.max(by: { AlignmentJudge.value($0) < AlignmentJudge.value($1) }) else { return nil }
    return matches(of: Stretch(alignments: [best], words: best.words), 0).first { $0.id == id }
  }

  // MARK: Choosing

  private func stretches() -> [Stretch] {
    var search = CandidateSearch(index: index, ids: ids)
    let fillers = Fillers(count: ids.count, mayFill)
    var aligner = RivalAligner(index: index, ids: ids) { fillers[$0] }
    let foremost = stretches(of: search.foremostChains(), &aligner)
    if foremost.count == 1, let only = foremost.first, let first = only.alignments.first, first.isComplete,
      first.differences.isEmpty, !search.hasHit(outside: only.words)
    {
      return foremost
    }
    return stretches(of: search.chains(), &aligner)
  }

  private func stretches(of chains: [RunChain], _ aligner: inout RivalAligner) -> [Stretch] {
    var isDone = [Bool](repeating: false, count: chains.count)
    var taken: [Range<Int>] = []
    var found: [Stretch] = []
    for first in chains.indices where !isDone[first] {
      guard found.count < Self.mostStretches, !Self.isCovered(chains[first].range, by: taken), aligner.mayBeLicense(chains[first])
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
        if chain.matched < CandidateSearch.fewestWords || chain.matched + gain < best || !aligner.mayBeLicense(chain) { continue }
        if let alignment = aligner.license(chain, bounds, valueFrom: best) {
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

/// Which words a free part of a template may take: asked for once for each word, since many parts ask.
private final class Fillers {
  private var known: [UInt8]
  private let mayFill: (Int) -> Bool

  init(count: Int, _ mayFill: @escaping (Int) -> Bool) {
    known = [UInt8](repeating: 0, count: count)
    self.mayFill = mayFill
  }

  subscript(word: Int) -> Bool {
    if known[word] == 0 { known[word] = mayFill(word) ? 1 : 2 }
    return known[word] == 1
  }
}
