/// Aligns a stretch of a reference text that has no holes with a stretch of the user's text, as `GapAligner` would: at the
/// same costs, and of equal ways the same one.
struct WordAligner {
  let ids: [UInt32]
  let text: IndexedText

  /// How a cell of the table was reached.
  private enum Origin {
    /// Both texts go on by a word.
    static let both: UInt8 = 0
    static let deleted: UInt8 = 1
    static let inserted: UInt8 = 2
  }

  func align(_ places: Range<Int>, _ words: Range<Int>, _ mode: GapAligner.Mode) -> [GapAligner.Step] {
    let width = words.count + 1
    // The row of the first place has no cell that needs an origin.
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: places.count * width + 1) { origins in
      withUnsafeTemporaryAllocation(of: Int32.self, capacity: width) { costs in
        let isHead = mode == .head
        for column in 0..<width {
          // Of equal ways the one that begins latest is taken.
          costs.initializeElement(
            at: column, to: isHead ? Int32(min(255, width - 1 - column)) : Int32(column) * GapAligner.wordCost)
        }
        text.ids.withUnsafeBufferPointer { references in
          ids.withUnsafeBufferPointer { ids in
            let own = UnsafeBufferPointer(rebasing: ids[words])
            for (row, place) in places.enumerated() {
              Self.fill(
                UnsafeMutableBufferPointer(rebasing: origins[row * width..<(row + 1) * width]), costs, references[place], own)
            }
          }
        }
        var column = width - 1
        if mode == .tail {
          // Of equal ways the one that ends first is taken.
          column = (0..<width).min { GapAligner.final(costs[$0], $0) < GapAligner.final(costs[$1], $1) } ?? 0
        }
        return trace(places, words, from: column, isHead: isHead, UnsafeBufferPointer(origins), width)
      }
    }
  }

  /// One row of the table: the costs of the row before become those of this one.
  @inline(__always)
  private static func fill(
    _ origins: UnsafeMutableBufferPointer<UInt8>, _ costs: UnsafeMutableBufferPointer<Int32>, _ reference: UInt32,
    _ own: UnsafeBufferPointer<UInt32>
  ) {
    var before = costs[0]
    var left = before &+ GapAligner.wordCost
    costs[0] = left
    origins.initializeElement(at: 0, to: Origin.deleted)
    for column in own.indices {
      let above = costs[column &+ 1]
      var cost = before &+ (own[column] == reference ? 0 : GapAligner.replaceCost)
      var origin = Origin.both
      let deleted = above &+ GapAligner.wordCost
      if deleted < cost { (cost, origin) = (deleted, Origin.deleted) }
      let inserted = left &+ GapAligner.wordCost
      if inserted < cost { (cost, origin) = (inserted, Origin.inserted) }
      origins.initializeElement(at: column &+ 1, to: origin)
      costs[column &+ 1] = cost
      left = cost
      before = above
    }
  }

  private func trace(
    _ places: Range<Int>, _ words: Range<Int>, from last: Int, isHead: Bool, _ origins: UnsafeBufferPointer<UInt8>, _ width: Int
  ) -> [GapAligner.Step] {
    var steps: [GapAligner.Step] = []
    steps.reserveCapacity(places.count + words.count)
    var row = places.count
    var column = last
    while row > 0 || (column > 0 && !isHead) {
      let word = words.lowerBound + column
      let place = places.lowerBound + row
      switch row > 0 ? origins[(row - 1) * width + column] : Origin.inserted {
      case Origin.both:
        let kind: GapAligner.Kind = ids[word - 1] == text.ids[place - 1] ? .same : .replaced
        steps.append(.init(kind: kind, place: place - 1..<place, words: word - 1..<word, hole: nil))
        row -= 1
        column -= 1
      case Origin.deleted:
        steps.append(.init(kind: .deleted, place: place - 1..<place, words: word..<word, hole: nil))
        row -= 1
      default:
        steps.append(.init(kind: .inserted, place: place..<place, words: word - 1..<word, hole: nil))
        column -= 1
      }
    }
    steps.reverse()
    return steps
  }
}
