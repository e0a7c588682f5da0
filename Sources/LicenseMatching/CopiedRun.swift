/// A run of words that stands in a reference text and in the user's text alike.
struct CopiedRun: Hashable, Sendable {
  /// In the reference text.
  var place: Int
  /// In the user's text.
  var start: Int
  var count: Int

  var placeEnd: Int { place + count }
  var end: Int { start + count }
  var diagonal: Int { place - start }

  mutating func dropFirst(_ words: Int) {
    place += words
    start += words
    count -= words
  }
}

/// Runs of one reference text in the order of both texts: the skeleton of an alignment.
struct RunChain: Sendable {
  let text: Int
  let runs: [CopiedRun]
  /// How many words the runs have.
  let matched: Int
  let range: Range<Int>

  /// The part of the chain that lies inside some words.
  func clipped(to bounds: Range<Int>) -> RunChain {
    let inside = runs.compactMap { run -> CopiedRun? in
      var run = run
      run.count = min(run.count, bounds.upperBound - run.start)
      run.dropFirst(max(0, bounds.lowerBound - run.start))
      return run.count > 0 ? run : nil
    }
    return RunChain(text: text, runs: inside)
  }

  init(text: Int, runs: [CopiedRun]) {
    self.text = text
    self.runs = runs
    matched = runs.reduce(0) { $0 + $1.count }
    range = (runs.first?.start ?? 0)..<(runs.last?.end ?? 0)
  }
}

/// Finds which reference texts share runs of words with a text, and orders the runs of each.
struct CandidateSearch {
  private struct Hit {
    var text: Int32
    var place: Int32
    var start: Int32
  }

  private let index: FingerprintIndex
  /// The words as ids, with unknown ones behind the last.
  private let ids: [UInt32]
  private let count: Int
  /// Where grams of reference texts stand in the text, those of one text beside each other.
  private var hits: [Hit] = []
  /// Of each text, the first of its hits.
  private var starts: [Int] = []

  /// A text with fewer shared words than this is no candidate.
  static let fewestWords = 8
  /// Grams that more texts have are skipped where hits abound.
  private static let commonPostings = 12
  private static let mostCandidates = 24
  private static let lookback = 40

  init(index: FingerprintIndex, ids: [UInt32]) {
    self.index = index
    count = ids.count
    self.ids = ids + [UInt32](repeating: FingerprintIndex.unknownWord, count: IndexLayout.gramLength)
    let found = foundHits()
    starts = [Int](repeating: 0, count: index.textCount + 1)
    for hit in found { starts[Int(hit.text) + 1] += 1 }
    for text in 0..<index.textCount { starts[text + 1] += starts[text] }
    var next = starts
    hits = [Hit](repeating: Hit(text: 0, place: 0, start: 0), count: found.count)
    for hit in found {
      hits[next[Int(hit.text)]] = hit
      next[Int(hit.text)] += 1
    }
  }

  private func hitCount(_ text: Int) -> Int { starts[text + 1] - starts[text] }

  /// The chains of the texts with nearly as many hits as the best, the longest first.
  func foremostChains() -> [RunChain] {
    let all = 0..<index.textCount
    let largest = all.map(hitCount).max() ?? 0
    let foremost = all.filter { hitCount($0) * 10 >= largest * 8 && hitCount($0) > 1 }
    return foremost.count > Self.mostCandidates ? [] : chains(of: foremost)
  }

  /// Whether a gram of a reference text stands outside a run of words.
  func hasHit(outside words: Range<Int>) -> Bool {
    hits.contains { Int($0.start) + IndexLayout.gramLength <= words.lowerBound || Int($0.start) >= words.upperBound }
  }

  /// The chains of the best texts, or of all texts that are chosen, the longest first.
  func chains(where isChosen: ((Int) -> Bool)? = nil) -> [RunChain] {
    let all = 0..<index.textCount
    return chains(of: isChosen.map { isChosen in all.filter { hitCount($0) > 0 && isChosen($0) } } ?? ranked(all.map(hitCount)))
  }

  private func chains(of texts: [Int]) -> [RunChain] {
    texts.flatMap { chains(of: $0, hits[starts[$0]..<starts[$0 + 1]]) }
      .sorted { ($1.matched, $0.text, $0.range.lowerBound) < ($0.matched, $1.text, $1.range.lowerBound) }
  }

  /// Texts with many hits, and those of which a large share was hit, however short they are.
  private func ranked(_ counts: [Int]) -> [Int] {
    let largest = counts.max() ?? 0
    let found = counts.indices.filter { text in
      let hits = counts[text]
      guard hits > 0 else { return false }
      // Of a long text every fourth or fifth gram is in the index.
      return hits * 6 >= largest || hits * 12 >= index.mainCount(ofText: text)
    }
    let most = Self.mostCandidates + count / 400
    guard found.count > most else { return found }
    let byCount = found.sorted { (counts[$1], $0) < (counts[$0], $1) }
    let others = byCount.dropFirst(most).filter { counts[$0] * 7 >= index.mainCount(ofText: $0) }
    return (byCount.prefix(most) + others).sorted()
  }

  private func foundHits() -> [Hit] {
    guard count >= IndexLayout.gramLength else { return [] }
    var hits: [Hit] = []
    hits.reserveCapacity(count * 2)
    let budget = 64 * count + 4096
    ids.withUnsafeBufferPointer { ids in
      guard let base = ids.baseAddress else { return }
      var firstKnown = 0
      for end in 0..<count {
        if base[end] == FingerprintIndex.unknownWord { firstKnown = end + 1 }
        let start = end + 1 - IndexLayout.gramLength
        guard start >= firstKnown else { continue }
        let postings = index.postings(IndexLayout.gramKey(base + start))
        if postings.count > Self.commonPostings, hits.count + postings.count > budget { continue }
        for posting in postings {
          let posting = index.posting(posting)
          hits.append(
            Hit(
              text: Int32(truncatingIfNeeded: posting.text), place: Int32(truncatingIfNeeded: posting.place),
              start: Int32(truncatingIfNeeded: start)))
        }
      }
    }
    return hits
  }

  // MARK: One text

  private func chains(of text: Int, _ hits: ArraySlice<Hit>) -> [RunChain] {
    let runs = Self.withoutEchoes(runs(of: text, hits).sorted { ($0.start, $0.place) < ($1.start, $1.place) })
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
    for last in runs.indices.sorted(by: { (links[$1].score, $0) < (links[$0].score, $1) }) where !isTaken[last] {
      if links[last].score < Double(fewestWords) { break }
      var chain: [CopiedRun] = []
      var index = last
      while index >= 0, !isTaken[index] {
        isTaken[index] = true
        chain.append(runs[index])
        index = links[index].previous
      }
      let ordered = trimmed(chain.reversed())
      if ordered.reduce(0, { $0 + $1.count }) >= fewestWords { chains.append(RunChain(text: text, runs: ordered)) }
      if chains.count >= 16 { break }
    }
    return chains
  }

  private static func trimmed(_ chain: [CopiedRun]) -> [CopiedRun] {
    var result: [CopiedRun] = []
    for var run in chain {
      if let last = result.last { run.dropFirst(max(0, last.end - run.start, last.placeEnd - run.place)) }
      if run.count > 0 { result.append(run) }
    }
    return result
  }

  /// The runs around the hits, as long as both texts agree.
  private func runs(of text: Int, _ hits: ArraySlice<Hit>) -> [CopiedRun] {
    let reference = index.words(ofText: text)
    var runs: [CopiedRun] = []
    var ends = DiagonalEnds()
    for hit in hits {
      let (place, start) = (Int(hit.place), Int(hit.start))
      if start < ends.end(of: place - start) { continue }
      var low = 0
      while start - low > 0, place - low > 0, ids[start - low - 1] == index.word(reference, place - low - 1) { low += 1 }
      var high = 0
      while start + high < count, place + high < reference.count, ids[start + high] == index.word(reference, place + high) {
        high += 1
      }
      guard high >= IndexLayout.gramLength else { continue }
      ends.set(place - start, start + high)
      runs.append(CopiedRun(place: place - low, start: start - low, count: low + high))
      if runs.count >= 20_000 { break }
    }
    return runs
  }
}

/// Where the last run of each diagonal ended; two diagonals may share a slot, and then a run is met twice.
private struct DiagonalEnds {
  private var diagonals = InlineArray<64, Int>(repeating: .min)
  private var ends = InlineArray<64, Int>(repeating: 0)

  func end(of diagonal: Int) -> Int {
    let slot = diagonal & 63
    return diagonals[slot] == diagonal ? ends[slot] : 0
  }

  mutating func set(_ diagonal: Int, _ end: Int) {
    diagonals[diagonal & 63] = diagonal
    ends[diagonal & 63] = end
  }
}
