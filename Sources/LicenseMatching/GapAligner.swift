/// Aligns a stretch of a reference text, with its holes, with a stretch of the user's text at the least cost.
///
/// The reference is a small graph: one node before each word, edges for words, for holes that may be skipped, for other
/// wordings and for free words. The table has one cell for each node and each place of the user's text.
struct GapAligner {
  enum Kind: UInt8 {
    case same, replaced, inserted, deleted
    /// A hole was left out.
    case skipped
    /// Free words took the place of a hole.
    case filled
    /// Another wording was begun.
    case entered
  }

  struct Step: Equatable {
    var kind: Kind
    /// Of the reference text.
    var place: Range<Int>
    /// Of the user's text.
    var words: Range<Int>
    var hole: Int?
  }

  enum Mode {
    case inner
    /// The user's text may begin anywhere.
    case head
    /// The user's text may end anywhere.
    case tail
  }

  /// The most cells of one table.
  static let mostCells = 24_000

  static let wordCost: Int32 = 2 * 256
  static let replaceCost: Int32 = 3 * 256

  private let text: IndexedText
  private let ids: [UInt32]
  private let mayFill: (Int) -> Bool

  init(text: IndexedText, ids: [UInt32], mayFill: @escaping (Int) -> Bool) {
    self.text = text
    self.ids = ids
    self.mayFill = mayFill
  }

  /// The cheapest steps from one end to the other; `nil` if the table would be too large.
  func align(_ range: Range<Int>, _ words: Range<Int>, _ mode: Mode) -> [Step]? {
    let holes = text.holes(inside: range)
    if !holes.isEmpty { return align(range, words, mode, holes: holes) }
    let isSmall = (range.count + 1) * (words.count + 1) <= Self.mostCells || (words.isEmpty && range.count < 1 << 17)
    return isSmall ? WordAligner(ids: ids, text: text).align(range, words, mode) : nil
  }

  /// The same with the holes of the range.
  func align(_ range: Range<Int>, _ words: Range<Int>, _ mode: Mode, holes: [Int]) -> [Step]? {
    let graph = GapGraph(text: text, range: range, holes: holes)
    let places = graph.places
    let width = words.count + 1
    guard places.count * width <= Self.mostCells || (words.isEmpty && places.count < 1 << 17) else { return nil }
    let cells = places.count * width
    return withUnsafeTemporaryAllocation(of: Int32.self, capacity: cells) { costs in
      withUnsafeTemporaryAllocation(of: Int32.self, capacity: cells) { origins in
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: cells) { lengths in
          costs.initialize(repeating: .max)
          origins.initialize(repeating: -1)
          lengths.initialize(repeating: 0)
          let table = Table(width: width, base: words.lowerBound, costs: costs, origins: origins, lengths: lengths)
          for column in 0..<width where column == 0 || mode == .head {
            // Of equal ways the one that begins latest is taken.
            costs[column] = mode == .head ? Int32(min(255, width - 1 - column)) : 0
            origins[column] = -2
          }
          fill(table, graph)
          return trace(words, mode, table, graph)
        }
      }
    }
  }

  /// One row for each node, one cell for each place of the user's text.
  private struct Table {
    let width: Int
    /// The first word of the user's text.
    let base: Int
    let costs: UnsafeMutableBufferPointer<Int32>
    let origins: UnsafeMutableBufferPointer<Int32>
    let lengths: UnsafeMutableBufferPointer<UInt8>

    @inline(__always)
    func reach(_ cell: Int, _ cost: Int32, from edge: Int, advance: Int) {
      guard cost < costs[cell] else { return }
      costs[cell] = cost
      origins[cell] = Int32(truncatingIfNeeded: edge)
      lengths[cell] = UInt8(truncatingIfNeeded: advance)
    }
  }

  private func fill(_ table: Table, _ graph: GapGraph) {
    ids.withUnsafeBufferPointer { ids in
      graph.edges.withUnsafeBufferPointer { edges in
        for node in graph.places.indices {
          let row = node * table.width
          let (first, last) = (Int(graph.firstEdge[node]), Int(graph.firstEdge[node + 1]))
          if last == first + 1, edges[first].kind == .same {
            Self.fill(row, edges[first], first, ids, table)
            continue
          }
          for column in 0..<table.width {
            let cost = table.costs[row + column]
            guard cost < .max else { continue }
            if column + 1 < table.width { table.reach(row + column + 1, cost + Self.wordCost, from: -3, advance: 0) }
            for number in first..<last { relax(edges[number], number, column, cost, ids, table) }
          }
        }
      }
    }
  }

  /// The cells of a node that only one word follows, which are most.
  private static func fill(_ row: Int, _ edge: GapGraph.Edge, _ number: Int, _ ids: UnsafeBufferPointer<UInt32>, _ table: Table) {
    let next = Int(edge.to) * table.width
    for column in 0..<table.width {
      let cost = table.costs[row + column]
      guard cost < .max else { continue }
      if column + 1 < table.width {
        table.reach(row + column + 1, cost + wordCost, from: -3, advance: 0)
        let isSame = ids[table.base + column] == edge.word
        table.reach(next + column + 1, isSame ? cost : cost + replaceCost, from: number, advance: 1)
      }
      table.reach(next + column, cost + wordCost, from: number, advance: 0)
    }
  }

  @inline(__always)
  private func relax(
    _ edge: GapGraph.Edge, _ number: Int, _ column: Int, _ cost: Int32, _ ids: UnsafeBufferPointer<UInt32>, _ table: Table
  ) {
    let cell = Int(edge.to) * table.width + column
    switch edge.kind {
    // Of equal ways the one that finds the words of a hole is taken.
    case .skipped: table.reach(cell, cost + min(2 * (edge.placeEnd - edge.place), 255), from: number, advance: 0)
    case .entered: table.reach(cell, cost, from: number, advance: 0)
    case .filled:
      var advance = 0
      while true {
        table.reach(cell + advance, cost + Int32(advance), from: number, advance: advance)
        guard column + advance + 1 < table.width, advance < ReferenceText.longestFreeRun,
          mayFill(table.base + column + advance)
        else { break }
        advance += 1
      }
    case .same, .replaced, .inserted, .deleted:
      if column + 1 < table.width {
        let isSame = ids[table.base + column] == edge.word
        table.reach(cell + 1, isSame ? cost : cost + Self.replaceCost, from: number, advance: 1)
      }
      table.reach(cell, cost + Self.wordCost, from: number, advance: 0)
    }
  }

  private func trace(_ words: Range<Int>, _ mode: Mode, _ table: Table, _ graph: GapGraph) -> [Step]? {
    let (width, costs, origins, lengths) = (table.width, table.costs, table.origins, table.lengths)
    var node = graph.places.count - 1
    var column = width - 1
    if mode == .tail {
      // Of equal ways the one that ends first is taken.
      column = (0..<width).min { Self.final(costs[node * width + $0], $0) < Self.final(costs[node * width + $1], $1) } ?? 0
    }
    var steps: [Step] = []
    while true {
      let cell = node * width + column
      let origin = origins[cell]
      if origin == -2 || (node == 0 && column == 0) { break }
      if origin == -1 { return nil }
      let word = words.lowerBound + column
      if origin == -3 {
        steps.append(
          Step(kind: .inserted, place: Int(graph.places[node])..<Int(graph.places[node]), words: word - 1..<word, hole: nil))
        column -= 1
        continue
      }
      let edge = graph.edges[Int(origin)]
      let advance = Int(lengths[cell])
      let start = word - advance
      var kind = edge.kind
      if kind == .same { kind = advance == 0 ? .deleted : ids[start] == edge.word ? .same : .replaced }
      steps.append(
        Step(
          kind: kind, place: Int(edge.place)..<Int(edge.placeEnd), words: start..<word, hole: edge.hole < 0 ? nil : Int(edge.hole)
        ))
      column -= advance
      node = graph.sources[Int(origin)]
    }
    return steps.reversed()
  }

  static func final(_ cost: Int32, _ column: Int) -> Int64 { Int64(cost) + Int64(min(column, 255)) }
}
