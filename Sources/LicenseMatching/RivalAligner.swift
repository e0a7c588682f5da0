/// Aligns the candidates for one text, but those that cannot win; what was aligned once is not aligned again.
struct RivalAligner {
  private struct Key: Hashable {
    var text: Int
    var bounds: Range<Int>
  }

  private let index: FingerprintIndex
  private let ids: [UInt32]
  private let mayFill: (Int) -> Bool
  private var texts: [Int: IndexedText] = [:]
  private var made: [Key: [(chain: RunChain, alignment: TextAlignment)]] = [:]

  private static let shortText = 80
  private static let fewestOfLongText = 25

  init(index: FingerprintIndex, ids: [UInt32], mayFill: @escaping (Int) -> Bool) {
    self.index = index
    self.ids = ids
    self.mayFill = mayFill
  }

  private mutating func text(_ number: Int) -> IndexedText {
    if let text = texts[number] { return text }
    let text = index.text(number)
    texts[number] = text
    return text
  }

  /// A few words of a long text are too little for an excerpt, and too far from the whole.
  mutating func mayBeLicense(_ chain: RunChain) -> Bool {
    let count = index.mainCount(ofText: chain.text)
    guard chain.matched < Self.fewestOfLongText, count > Self.shortText else { return true }
    let text = text(chain.text)
    let optional = text.holes.reduce(0) { $0 + $1.range.count - ($1.fewestWords ?? $1.range.count) }
    return count - optional <= Self.shortText || text.hasHeader
  }

  /// The alignment along a chain, if it is that of a license and may have the given `AlignmentJudge.value`.
  mutating func license(_ chain: RunChain, _ bounds: Range<Int>, valueFrom best: Int) -> TextAlignment? {
    let text = text(chain.text)
    let most = most(of: chain, text, bounds)
    if most.value < best || !AlignmentJudge.canBeLicense(text, matched: most.matched) { return nil }
    let key = Key(text: chain.text, bounds: bounds)
    let known = made[key]?.first { $0.chain.runs == chain.runs }?.alignment
    let alignment = known ?? TextAlignment(chain, of: text, ids: ids, bounds: bounds, mayFill: mayFill)
    if known == nil { made[key, default: []].append((chain, alignment)) }
    return AlignmentJudge.isLicense(alignment) ? alignment : nil
  }

  /// No alignment along a chain has a larger `AlignmentJudge.value`, nor finds more words.
  func most(of chain: RunChain, _ text: IndexedText, _ bounds: Range<Int>) -> (value: Int, matched: Int) {
    guard let first = chain.runs.first, let last = chain.runs.last else { return (0, 0) }
    let near = TextAlignment.nearPlaces
    var matched = chain.matched
    // Words that runs give back are in both texts, so that they change nothing here.
    matched += shared(
      text, max(0, first.place - near)..<first.place, max(bounds.lowerBound, first.start - TextAlignment.nearWords)..<first.start)
    let behind = last.placeEnd..<max(last.placeEnd, min(text.mainCount, last.placeEnd + near))
    matched += shared(text, behind, last.end..<max(last.end, min(bounds.upperBound, last.end + TextAlignment.nearWords)))
    var loss = 0
    for (left, right) in zip(chain.runs, chain.runs.dropFirst()) {
      let (places, words) = (left.placeEnd..<right.place, left.end..<right.start)
      let common = shared(text, places, words)
      matched += common
      if text.holes.contains(where: { $0.range.lowerBound <= places.upperBound && places.lowerBound <= $0.range.upperBound }) {
        continue
      }
      // What is not common is struck in one and added in the other.
      let differing = places.count - common + words.count - common
      let isEqual = differing == 0 && zip(places, words).allSatisfy { text.ids[$0] == ids[$1] }
      // One word at least is replaced, or struck here and added there.
      loss += differing == 0 && !isEqual ? 3 : differing
    }
    return (matched - loss, matched)
  }

  /// How many words two stretches can have in common, in whatever order; not less than that.
  private func shared(_ text: IndexedText, _ places: Range<Int>, _ words: Range<Int>) -> Int {
    let fewer = min(places.count, words.count)
    if fewer < Self.fewestToCount { return fewer }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 1024) { counts in
      counts.initialize(repeating: 0)
      for word in words {
        let slot = Int(ids[word] & 1023)
        if counts[slot] == .max { return fewer }
        counts[slot] += 1
      }
      var shared = 0
      for place in places where counts[Int(text.ids[place] & 1023)] > 0 {
        counts[Int(text.ids[place] & 1023)] -= 1
        shared += 1
      }
      return shared
    }
  }

  private static let fewestToCount = 4
}
