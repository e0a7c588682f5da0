/// Finds which reference texts share runs of words with a text, and orders the runs of each.
struct CandidateSearch {
  private let index: FingerprintIndex
  /// The words as the index spells them.
  private let words: [UInt16]
  private let grams: GramHits
  /// Chains of the texts that were asked for.
  private var known: [Int: [RunChain]] = [:]

  /// A text with fewer shared words than this is no candidate.
  static let fewestWords = 8
  private static let mostCandidates = 24
  private static let lookback = 40
  private static let mostRuns = 20_000

  init(index: FingerprintIndex, ids: [UInt32]) {
    self.index = index
    words = ids.map { CopiedRun.spelled($0) }
    grams = GramHits(index.grams, ids: ids)
  }

  private func hitCount(_ text: Int) -> Int { Int(grams.counts[text]) }

  /// The chains of the texts with nearly as many hits as the best, the longest first.
  mutating func foremostChains() -> [RunChain] {
    let largest = Int(grams.counts.max() ?? 0)
    let fewest = max(2, (largest * 8 + 9) / 10)
    let foremost = (0..<index.textCount).filter { hitCount($0) >= fewest }
    return foremost.count > Self.mostCandidates ? [] : chains(of: foremost)
  }

  /// Whether a gram of a reference text stands outside a run of words.
  func hasHit(outside words: Range<Int>) -> Bool { grams.hasHit(outside: words) }

  /// The chains of the best texts, or of all texts that are chosen, the longest first.
  mutating func chains(where isChosen: ((Int) -> Bool)? = nil) -> [RunChain] {
    let all = (0..<index.textCount).filter { hitCount($0) > 0 }
    return chains(of: isChosen.map { all.filter($0) } ?? ranked(all))
  }

  private mutating func chains(of texts: [Int]) -> [RunChain] {
    let strange = texts.filter { known[$0] == nil }
    if !strange.isEmpty {
      var found: [Int: [RunChain]] = [:]
      grams.hits(of: strange) { found[$0] = chains(of: $0, $1) }
      known.merge(found) { $1 }
    }
    return texts.flatMap { known[$0] ?? [] }
      .sorted { ($1.matched, $0.text, $0.range.lowerBound) < ($0.matched, $1.text, $1.range.lowerBound) }
  }

  /// Texts with many hits, and those of which a large share was hit, however short they are.
  private func ranked(_ texts: [Int]) -> [Int] {
    let largest = texts.map(hitCount).max() ?? 0
    let found = texts.filter { text in
      // Of a long text every fourth or fifth gram is in the index.
      hitCount(text) * 6 >= largest || hitCount(text) * 12 >= index.mainCount(ofText: text)
    }
    let most = Self.mostCandidates + words.count / 400
    guard found.count > most else { return found }
    let byCount = found.sorted { (hitCount($1), $0) < (hitCount($0), $1) }
    let others = byCount.dropFirst(most).filter { hitCount($0) * 7 >= index.mainCount(ofText: $0) }
    return (byCount.prefix(most) + others).sorted()
  }

  // MARK: One text

  private func chains(of text: Int, _ hits: UnsafeBufferPointer<GramHits.Hit>) -> [RunChain] {
    var runs = runs(of: text, hits)
    let isInOrder = zip(runs, runs.dropFirst()).allSatisfy { $0.start < $1.start }
    if !isInOrder { runs.sort { ($0.start, $0.place) < ($1.start, $1.place) } }
    runs = Self.withoutEchoes(runs)
    guard !runs.isEmpty else { return [] }
    if runs.count == 1 { return runs[0].count >= Self.fewestWords ? [RunChain(text: text, runs: runs)] : [] }
    var links = runs.map { Link(score: Double($0.count), previous: -1) }
    var leader = 0
    for index in runs.indices {
      let near = max(0, index - Self.lookback)
      if leader < near { Self.link(runs, leader, index, &links) }
      for other in near..<index { Self.link(runs, other, index, &links) }
      if links[index].score >= links[leader].score { leader = index }
    }
    return Self.separated(text, runs, links)
  }

  private struct Link {
    var score: Double
    var previous: Int
  }

  /// Puts a run behind another one if that makes a better chain.
  private static func link(_ runs: [CopiedRun], _ other: Int, _ index: Int, _ links: inout [Link]) {
    let (left, right) = (runs[other], runs[index])
    guard left.place < right.place, left.end < right.end else { return }
    let overlap = max(0, left.end - right.start, left.placeEnd - right.place)
    let gain = Double(right.count - overlap) - cost(left, right)
    guard gain > 0, links[other].score + gain > links[index].score else { return }
    links[index] = Link(score: links[other].score + gain, previous: other)
  }

  /// Phrases that stand in a text twice are met inside a longer run as well; they say nothing more.
  private static func withoutEchoes(_ runs: [CopiedRun]) -> [CopiedRun] {
    var result: [CopiedRun] = []
    var longest: CopiedRun?
    for run in runs {
      if let longest, run.end <= longest.end, run.count * 4 < longest.count { continue }
      if run.count > (longest.map { max(0, $0.end - run.start) } ?? 0) { longest = run }
      result.append(run)
    }
    return result
  }

  private static func cost(_ left: CopiedRun, _ right: CopiedRun) -> Double {
    let gap = max(0, right.start - left.end, right.place - left.placeEnd)
    return min(0.3 * Double(gap), 40 + 0.05 * Double(gap))
  }

  /// The best chain first, then the best of what is left.
  private static func separated(_ text: Int, _ runs: [CopiedRun], _ links: [Link]) -> [RunChain] {
    var isTaken = [Bool](repeating: false, count: runs.count)
    var chains: [RunChain] = []
    var chain: [CopiedRun] = []
    for last in runs.indices.sorted(by: { (links[$1].score, $0) < (links[$0].score, $1) }) where !isTaken[last] {
      if links[last].score < Double(fewestWords) { break }
      chain.removeAll(keepingCapacity: true)
      var index = last
      while index >= 0, !isTaken[index] {
        isTaken[index] = true
        chain.append(runs[index])
        index = links[index].previous
      }
      chain.reverse()
      let ordered = trimmed(chain)
      if ordered.reduce(0, { $0 + $1.count }) >= fewestWords { chains.append(RunChain(text: text, runs: ordered)) }
      if chains.count >= 16 { break }
    }
    return chains
  }

  private static func trimmed(_ chain: [CopiedRun]) -> [CopiedRun] {
    var result: [CopiedRun] = []
    result.reserveCapacity(chain.count)
    for var run in chain {
      if let last = result.last { run.dropFirst(max(0, last.end - run.start, last.placeEnd - run.place)) }
      if run.count > 0 { result.append(run) }
    }
    return result
  }

  /// The runs around the hits, as long as both texts agree.
  private func runs(of text: Int, _ hits: UnsafeBufferPointer<GramHits.Hit>) -> [CopiedRun] {
    guard let reference = index.words(ofText: text) else { return [] }
    var runs: [CopiedRun] = []
    words.withUnsafeBufferPointer { words in
      guard let words = words.baseAddress else { return }
      withUnsafeTemporaryAllocation(of: DiagonalEnds.Slot.self, capacity: DiagonalEnds.count) { slots in
        slots.initialize(repeating: .init(diagonal: .min, end: 0))
        guard let slots = slots.baseAddress else { return }
        let ends = DiagonalEnds(slots: slots)
        for hit in hits where !ends.isCovered(hit) {
          guard let run = run(around: hit, words, reference) else { continue }
          ends.set(run.diagonal, run.end)
          runs.append(run)
          if runs.count >= Self.mostRuns { break }
        }
      }
    }
    return runs
  }

  private func run(around hit: GramHits.Hit, _ words: UnsafePointer<UInt16>, _ reference: SevenBitSection) -> CopiedRun? {
    let (place, start) = (Int(hit.place), Int(hit.start))
    let placeCount = reference.count / IndexLayout.tokenSize
    guard place < placeCount else { return nil }
    let (left, right) = (UnsafeRawPointer(words + start), reference.base + place * IndexLayout.tokenSize)
    let high = CopiedRun.agreeing(left, right, most: min(self.words.count - start, placeCount - place))
    guard high >= IndexLayout.gramLength else { return nil }
    let low = CopiedRun.agreeing(before: left, right, most: min(start, place))
    return CopiedRun(place: place - low, start: start - low, count: low + high)
  }
}

/// Where the last run of each diagonal ended; two diagonals may share a slot, and then a run is met twice.
private struct DiagonalEnds {
  struct Slot {
    var diagonal: Int32
    var end: Int32
  }

  static let count = 64
  /// Invariant: `count` slots that live as long as the search among one text's hits.
  let slots: UnsafeMutablePointer<Slot>

  @inline(__always)
  func isCovered(_ hit: GramHits.Hit) -> Bool {
    let diagonal = hit.place &- hit.start
    let slot = slots[Int(diagonal) & (Self.count - 1)]
    return slot.diagonal == diagonal && hit.start < slot.end
  }

  func set(_ diagonal: Int, _ end: Int) {
    slots[diagonal & (Self.count - 1)] = Slot(
      diagonal: Int32(truncatingIfNeeded: diagonal), end: Int32(truncatingIfNeeded: end))
  }
}
