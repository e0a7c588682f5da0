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

  struct Step {
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

  private struct Edge {
    var to: Int32
    var word: UInt32
    var place: Int32
    var placeEnd: Int32
    var hole: Int32
    var kind: Kind
  }

  /// The most cells of one table.
  static let mostCells = 24_000

  static let wordCost: Int32 = 2 * 256
  static let replaceCost: Int32 = 3 * 256

  private let text: IndexedText
  private let ids: [UInt32]
  private let mayFill: (Int) -> Bool
  private var edges: [Edge] = []
  private var firstEdge: [Int32] = []
  private var places: [Int32] = []

  init(text: IndexedText, ids: [UInt32], mayFill: @escaping (Int) -> Bool) {
    self.text = text
    self.ids = ids
    self.mayFill = mayFill
  }

  /// The cheapest steps from one end to the other; `nil` if the table would be too large.
  mutating func align(_ range: Range<Int>, _ words: Range<Int>, _ mode: Mode) -> [Step]? {
    let holes = text.holes(inside: range)
    if holes.isEmpty {
      guard (range.count + 1) * (words.count + 1) <= Self.mostCells || (words.isEmpty && range.count < 1 << 17) else {
        return nil
      }
      return WordAligner(ids: ids, text: text).align(range, words, mode)
    }
    build(range, holes)
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
          fill(table)
          return trace(range, words, mode, table)
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

  private func fill(_ table: Table) {
    ids.withUnsafeBufferPointer { ids in
      edges.withUnsafeBufferPointer { edges in
        for node in places.indices {
          let row = node * table.width
          let (first, last) = (Int(firstEdge[node]), Int(firstEdge[node + 1]))
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
  private static func fill(_ row: Int, _ edge: Edge, _ number: Int, _ ids: UnsafeBufferPointer<UInt32>, _ table: Table) {
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
    _ edge: Edge, _ number: Int, _ column: Int, _ cost: Int32, _ ids: UnsafeBufferPointer<UInt32>, _ table: Table
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

  private func trace(_ range: Range<Int>, _ words: Range<Int>, _ mode: Mode, _ table: Table) -> [Step]? {
    let (width, costs, origins, lengths) = (table.width, table.costs, table.origins, table.lengths)
    var node = places.count - 1
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
        steps.append(Step(kind: .inserted, place: Int(places[node])..<Int(places[node]), words: word - 1..<word, hole: nil))
        column -= 1
        continue
      }
      let edge = edges[Int(origin)]
      let advance = Int(lengths[cell])
      let start = word - advance
      var kind = edge.kind
      if kind == .same { kind = advance == 0 ? .deleted : ids[start] == edge.word ? .same : .replaced }
      steps.append(
        Step(
          kind: kind, place: Int(edge.place)..<Int(edge.placeEnd), words: start..<word, hole: edge.hole < 0 ? nil : Int(edge.hole)
        ))
      column -= advance
      node = sources[Int(origin)]
    }
    return steps.reversed()
  }

  static func final(_ cost: Int32, _ column: Int) -> Int64 { Int64(cost) + Int64(min(column, 255)) }

  // MARK: The graph

  private var sources: [Int] = []

  private mutating func build(_ range: Range<Int>, _ holes: [Int]) {
    edges = []
    firstEdge = []
    places = []
    sources = []
    // Nodes are numbered in order first, since edges lead forward.
    var entries: [Int] = []
    var chains: [Int: [Int]] = [:]
    var count = 0
    var cursor = 0
    var starting: [[Int]] = []
    for place in range.lowerBound...range.upperBound {
      var here: [Int] = []
      while cursor < holes.count, text.holes[holes[cursor]].range.lowerBound == place {
        here.append(holes[cursor])
        cursor += 1
      }
      entries.append(count)
      starting.append(here)
      let empty = here.filter { text.holes[$0].range.isEmpty }
      let full = here.filter { !text.holes[$0].range.isEmpty }
      count += 1
      count += number(empty, from: count, &chains)
      if !empty.isEmpty { count += 1 }
      count += number(full, from: count, &chains)
    }
    places = [Int32](repeating: Int32(range.lowerBound), count: count)
    for (offset, place) in (range.lowerBound...range.upperBound).enumerated() {
      connect(place, offset, entries, starting[offset], chains, isLast: place == range.upperBound)
    }
    finish(count)
  }

  private func number(_ holes: [Int], from start: Int, _ chains: inout [Int: [Int]]) -> Int {
    var count = 0
    for hole in holes where text.holes[hole].kind == .choice {
      var firsts: [Int] = []
      for wording in text.wordings[text.holes[hole].alternatives] {
        firsts.append(start + count)
        count += wording.count + 1
      }
      chains[hole] = firsts
    }
    return count
  }

  private mutating func connect(
    _ place: Int, _ offset: Int, _ entries: [Int], _ holes: [Int], _ chains: [Int: [Int]], isLast: Bool
  ) {
    let entry = entries[offset]
    let empty = holes.filter { text.holes[$0].range.isEmpty }
    var exit = entry
    if !empty.isEmpty {
      exit = entry + 1 + empty.reduce(0) { $0 + text.wordings[text.holes[$1].alternatives].reduce(0) { $0 + $1.count + 1 } }
      places[exit] = Int32(place)
      add(entry, exit, .skipped, place..<place, hole: nil)
      for hole in empty { connect(hole, from: entry, to: exit, chains) }
    }
    places[entry] = Int32(place)
    for hole in holes where !text.holes[hole].range.isEmpty {
      connect(hole, from: exit, to: entries[offset + text.holes[hole].range.count], chains)
    }
    if !isLast { add(exit, entries[offset + 1], .same, place..<place + 1, word: text.ids[place], hole: nil) }
  }

  private mutating func connect(_ index: Int, from: Int, to: Int, _ chains: [Int: [Int]]) {
    let hole = text.holes[index]
    switch hole.kind {
    case .optional, .title, .notice, .label: add(from, to, .skipped, hole.range, hole: index)
    case .free: add(from, to, .filled, hole.range, hole: index)
    case .header: break
    case .choice:
      for (wording, first) in zip(text.wordings[hole.alternatives], chains[index] ?? []) {
        add(from, first, .entered, hole.range.lowerBound..<hole.range.lowerBound, hole: index)
        for (offset, word) in wording.enumerated() {
          places[first + offset] = Int32(hole.range.lowerBound)
          let id = word < text.ids.count ? text.ids[word] : 0
          let kind: Kind = id == 0 ? .filled : .same
          add(first + offset, first + offset + 1, kind, hole.range.lowerBound..<hole.range.lowerBound, word: id, hole: index)
        }
        places[first + wording.count] = Int32(hole.range.upperBound)
        add(first + wording.count, to, .entered, hole.range, hole: index)
      }
    }
  }

  private mutating func add(_ from: Int, _ to: Int, _ kind: Kind, _ place: Range<Int>, word: UInt32 = 0, hole: Int?) {
    edges.append(
      Edge(
        to: Int32(to), word: word, place: Int32(place.lowerBound), placeEnd: Int32(place.upperBound), hole: Int32(hole ?? -1),
        kind: kind))
    sources.append(from)
  }

  /// Sorts edges by their sources.
  private mutating func finish(_ count: Int) {
    var starts = [Int32](repeating: 0, count: count + 1)
    for source in sources { starts[source + 1] += 1 }
    for node in 0..<count { starts[node + 1] += starts[node] }
    var next = starts
    var sortedEdges = edges
    var sortedSources = sources
    for (edge, source) in zip(edges, sources) {
      let slot = Int(next[source])
      sortedEdges[slot] = edge
      sortedSources[slot] = source
      next[source] += 1
    }
    (edges, sources, firstEdge) = (sortedEdges, sortedSources, starts)
  }
}
