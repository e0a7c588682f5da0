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
  private func most(of chain: RunChain, _ text: IndexedText, _ bounds: Range<Int>) -> (value: Int, matched: Int) {
    guard let first = chain.runs.first, let last = chain.runs.last else { return (0, 0) }
    var matched = chain.matched
    matched += min(first.place, first.start - bounds.lowerBound, TextAlignment.nearPlaces)
    matched += min(text.mainCount - last.placeEnd, bounds.upperBound - last.end, TextAlignment.nearPlaces)
    var loss = 0
    for (left, right) in zip(chain.runs, chain.runs.dropFirst()) {
      let (places, words) = (left.placeEnd..<right.place, left.end..<right.start)
      matched += min(places.count, words.count)
      if text.holes.contains(where: { $0.range.lowerBound <= places.upperBound && places.lowerBound <= $0.range.upperBound }) {
        continue
      } else if places.count != words.count {
        loss += abs(places.count - words.count)
      } else if !zip(places, words).allSatisfy({ text.ids[$0] == ids[$1] }) {
        // One word at least is replaced, or struck here and added there.
        loss += 3
      }
    }
    return (matched - loss, matched)
  }
}
