/// A stretch of a reference text with its holes as a graph: one node before each word, edges for words, for holes that may be
/// skipped, for other wordings and for free words. Edges lead to nodes of larger numbers.
struct GapGraph {
  struct Edge {
    var to: Int32
    var word: UInt32
    var place: Int32
    var placeEnd: Int32
    var hole: Int32
    var kind: GapAligner.Kind
  }

  private let text: IndexedText
  /// Sorted by their sources.
  private(set) var edges: [Edge] = []
  private(set) var sources: [Int] = []
  /// For each node the first of its edges, and the end.
  private(set) var firstEdge: [Int32] = []
  /// For each node its place in the text.
  private(set) var places: [Int32] = []

  /// - Parameter holes: those of the text that lie in the range.
  init(text: IndexedText, range: Range<Int>, holes: [Int]) {
    self.text = text
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
          let kind: GapAligner.Kind = id == 0 ? .filled : .same
          add(first + offset, first + offset + 1, kind, hole.range.lowerBound..<hole.range.lowerBound, word: id, hole: index)
        }
        places[first + wording.count] = Int32(hole.range.upperBound)
        add(first + wording.count, to, .entered, hole.range, hole: index)
      }
    }
  }

  private mutating func add(_ from: Int, _ to: Int, _ kind: GapAligner.Kind, _ place: Range<Int>, word: UInt32 = 0, hole: Int?) {
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
