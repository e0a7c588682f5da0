/// How a reference text and a stretch of the user's text lie on each other.
struct TextAlignment {
  /// A stretch where both differ, before anyone asked what that means.
  struct Difference: Hashable, Sendable {
    /// Of the reference text.
    var place: Range<Int>
    /// Of the user's text.
    var words: Range<Int>
    /// Words of the reference text that are missing, beside those that may be.
    var missing: Int
  }

  let text: IndexedText
  private(set) var words: Range<Int>
  /// Main words of the reference text that were found.
  private(set) var matched = 0
  private(set) var differences: [Difference] = []
  /// Holes that were left out or read otherwise, with the user's words in their place.
  private(set) var holes: [(hole: Int, words: Range<Int>)] = []
  /// Words missing at the beginning and at the end, beside those that may be.
  private(set) var missingHead = 0
  private(set) var missingTail = 0
  /// The part of the reference text between them.
  private(set) var covered: Range<Int>

  /// - Parameter bounds: the words of the user's text that may be taken.
  init(_ chain: RunChain, of text: IndexedText, ids: [UInt32], bounds: Range<Int>, mayFill: @escaping (Int) -> Bool) {
    self.text = text
    let aligner = GapAligner(text: text, ids: ids, mayFill: mayFill)
    words = chain.range
    covered = (chain.runs.first?.place ?? 0)..<(chain.runs.last?.placeEnd ?? 0)
    var runs = chain.runs
    guard !runs.isEmpty else { return }
    alignHead(&runs, bounds, aligner)
    var index = 0
    while index + 1 < runs.count {
      alignGap(&runs, index, aligner)
      matched += runs[index].count
      index += 1
    }
    alignTail(&runs, bounds, aligner)
    matched += runs[index].count
  }

  // MARK: Stretches

  private static let mostReturned = 60
  private static let slack = 2

  /// How many words of a run to align again at its end, so that a hole that begins inside it is seen whole.
  private func returned(at place: Int, run: CopiedRun, isEnd: Bool) -> Int {
    let most = min(run.count - 1, Self.mostReturned)
    var count = min(Self.slack, most)
    for hole in text.holes {
      let range = hole.range
      if range.lowerBound >= place + (isEnd ? 0 : Self.mostReturned) { break }
      guard range.lowerBound < place, place < range.upperBound else { continue }
      let needed = isEnd ? place - range.lowerBound : range.upperBound - place
      if needed <= most { count = max(count, needed) }
    }
    return max(0, count)
  }

  private mutating func alignHead(_ runs: inout [CopiedRun], _ bounds: Range<Int>, _ aligner: GapAligner) {
    guard runs[0].place > 0 || hasHole(at: 0) else { return }
    let isNear = bounds.lowerBound < runs[0].start
    if isNear || hasHole(at: runs[0].place) || runs[0].place < Self.nearPlaces {
      runs[0].dropFirst(returned(at: runs[0].place, run: runs[0], isEnd: false))
    }
    var (place, start) = (runs[0].place, runs[0].start)
    let near = max(0, place - Self.nearPlaces)
    let window = max(bounds.lowerBound, start - (place - near) - Self.nearSlack)..<start
    if let steps = aligner.align(near..<place, window, .head) {
      let kept = Self.kept(Array(steps.reversed())).reversed()
      take(Array(kept))
      place = kept.first?.place.lowerBound ?? place
      start = kept.first { !$0.words.isEmpty }?.words.lowerBound ?? start
    }
    missingHead = missing(0..<place, at: start)
    words = start..<words.upperBound
    covered = place..<covered.upperBound
  }

  private mutating func alignTail(_ runs: inout [CopiedRun], _ bounds: Range<Int>, _ aligner: GapAligner) {
    let last = runs.count - 1
    guard runs[last].placeEnd < text.mainCount || hasHole(at: text.mainCount) else { return }
    runs[last].count -= returned(at: runs[last].placeEnd, run: runs[last], isEnd: true)
    var (place, end) = (runs[last].placeEnd, runs[last].end)
    let near = min(text.mainCount, place + Self.nearPlaces)
    let window = end..<max(end, min(bounds.upperBound, end + (near - place) + Self.nearSlack))
    if let steps = aligner.align(place..<near, window, .tail) {
      let kept = Self.kept(steps)
      take(kept)
      place = kept.last?.place.upperBound ?? place
      end = kept.last { !$0.words.isEmpty }?.words.upperBound ?? end
    }
    missingTail = missing(place..<text.mainCount, at: end)
    words = words.lowerBound..<end
    covered = covered.lowerBound..<max(covered.lowerBound, place)
  }

  /// How far an end is aligned word by word; what is copied beyond has runs of its own.
  static let nearPlaces = 72
  private static let nearSlack = 32
  /// How many words of the user's text are looked at there.
  static let nearWords = nearPlaces + nearSlack

  /// The steps up to the place where more words agree than differ.
  private static func kept(_ steps: [GapAligner.Step]) -> [GapAligner.Step] {
    var (sum, best, count) = (0, 0, 0)
    for (index, step) in steps.enumerated() {
      switch step.kind {
      case .same: sum += 1
      case .replaced, .inserted, .deleted: sum -= 1
      case .skipped, .filled, .entered: break
      }
      if sum >= best, step.kind != .deleted, step.kind != .inserted, step.kind != .replaced { (best, count) = (sum, index + 1) }
    }
    return Array(steps[..<count])
  }

  /// How many words of a stretch are missing if nothing of it is there.
  private mutating func missing(_ places: Range<Int>, at word: Int) -> Int {
    var count = places.count
    var end = places.lowerBound
    for (index, hole) in text.holes.enumerated() {
      if hole.range.lowerBound >= places.upperBound { break }
      // Of holes inside each other the outermost is left out.
      guard hole.range.lowerBound >= end, hole.range.upperBound <= places.upperBound, !hole.range.isEmpty,
        let needed = hole.fewestWords
      else { continue }
      count -= hole.range.count - needed
      end = hole.range.upperBound
      if hole.kind != .choice, hole.kind != .free { holes.append((index, word..<word)) }
    }
    return count
  }

  private mutating func alignGap(_ runs: inout [CopiedRun], _ index: Int, _ aligner: GapAligner) {
    runs[index].count -= returned(at: runs[index].placeEnd, run: runs[index], isEnd: true)
    runs[index + 1].dropFirst(returned(at: runs[index + 1].place, run: runs[index + 1], isEnd: false))
    let place = runs[index].placeEnd..<runs[index + 1].place
    let words = runs[index].end..<runs[index + 1].start
    if let steps = aligner.align(place, words, .inner) { return take(steps) }
    if let steps = aligner.align(place, words.lowerBound..<words.lowerBound, .inner) { take(steps) }
    differences.append(Difference(place: place.upperBound..<place.upperBound, words: words, missing: 0))
  }

  private func hasHole(at place: Int) -> Bool {
    text.holes.contains { $0.range.lowerBound == place || $0.range.upperBound == place }
  }

  // MARK: Steps

  private mutating func take(_ steps: [GapAligner.Step]) {
    var open: Difference?
    for step in steps {
      switch step.kind {
      case .replaced, .inserted, .deleted:
        let missing = step.kind == .inserted ? 0 : max(1, step.place.count)
        if var difference = open, difference.words.upperBound == step.words.lowerBound {
          difference.place =
            min(difference.place.lowerBound, step.place.lowerBound)..<max(difference.place.upperBound, step.place.upperBound)
          difference.words = difference.words.lowerBound..<step.words.upperBound
          difference.missing += missing
          open = difference
        } else {
          open = Difference(place: step.place, words: step.words, missing: missing)
        }
      case .same:
        close(&open)
        matched += step.place.count
      case .skipped, .filled:
        if let hole = step.hole {
          holes.append((hole, step.words))
        }
      case .entered:
        if let hole = step.hole, step.place.isEmpty { holes.append((hole, step.words)) }
      }
    }
    close(&open)
  }

  private mutating func close(_ difference: inout Difference?) {
    if let difference { differences.append(difference) }
    difference = nil
  }

  // MARK: Sums

  /// Words of the user's text inside the alignment that the reference text lacks.
  var inserted: Int { differences.reduce(0) { $0 + $1.words.count } }
  /// Words missing inside.
  var missingInside: Int { differences.reduce(0) { $0 + $1.missing } }

  /// Whether all of the reference text is there but what may be missing and a little.
  var isComplete: Bool { missingHead + missingTail == 0 }

  /// Whether only the notice is there that puts a work under the license.
  var isHeader: Bool {
    text.holes.contains { $0.kind == .header && $0.range.clamped(to: covered).count + 3 >= covered.count && covered.count > 0 }
  }
}
