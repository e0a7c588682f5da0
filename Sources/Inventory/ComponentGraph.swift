import Diagnostics
import Licensing

/// Components joined by their lineage: who came from whom, in one direction, without cycles.
///
/// The order of components in the input changes nothing: nodes are visited from the roots, siblings by id.
package struct ComponentGraph: Sendable {
  package struct Edge: Sendable {
    package var child: Int
    package var parent: Int
    package var lineage: Lineage
    package var agent: Agent
  }

  /// In lineage order: roots by id, each followed by its ancestors.
  package let components: [Component]
  /// Edges from each component to its parents.
  package let parents: [[Edge]]
  /// Indices of components that are nobody's parent.
  package let roots: [Int]
  /// Children before parents: an order in which what happens to a child is known before its parent is judged.
  package let order: [Int]
  /// Edges that would close a cycle; they are left out of `parents`.
  package let cycleEdges: [Edge]
  /// The shortest way from a root to each component; the edge at the root comes first.
  package let shortestPaths: Paths
  /// Whether we made the component, so that its own license is what we give.
  package let isMadeByUs: [Bool]

  /// Relationships by which a component is made from its parent (as opposed to used beside it).
  private static let making: Set<Relationship> = [
    .fineTunedFrom, .adapterOf, .quantizedFrom, .convertedFrom, .mergedFrom, .prunedFrom, .distilledFrom, .trainedOn,
    .derivedFrom,
    .generatedBy, .contains,
  ]

  /// - Parameter isReleased: whether the use says under which name or license we give the roots.
  package init(_ unordered: [Component], isReleased: Bool) {
    let sorted = unordered.sorted { $0.id < $1.id }
    var index: [String: Int] = [:]
    for (position, component) in sorted.enumerated() { index[component.id] = position }
    var isParent = [Bool](repeating: false, count: sorted.count)
    for (position, component) in sorted.enumerated() {
      for lineage in component.lineage {
        if let parent = index[lineage.target.value], parent != position { isParent[parent] = true }
      }
    }
    let drafted = Self.edges(sorted, index, isRoot: { !isParent[$0] }, isReleased: isReleased)
    let walk = Self.walk(drafted, roots: sorted.indices.filter { !isParent[$0] })

    var renumbered = [Int](repeating: 0, count: sorted.count)
    for (new, old) in walk.preorder.enumerated() { renumbered[old] = new }
    let ordered = walk.preorder.map { sorted[$0] }
    func moved(_ edge: Edge) -> Edge {
      Edge(child: renumbered[edge.child], parent: renumbered[edge.parent], lineage: edge.lineage, agent: edge.agent)
    }
    let kept = walk.preorder.map { walk.kept[$0].map(moved) }
    parents = kept
    roots = walk.roots.map { renumbered[$0] }.sorted()
    order = walk.postorder.reversed().map { renumbered[$0] }
    cycleEdges = walk.cycleEdges.map(moved)
    shortestPaths = Self.paths(kept, roots: roots)
    isMadeByUs = ordered.indices.map { node in
      ordered[node].isOurs || kept[node].contains { $0.agent == .us && Self.making.contains($0.lineage.relationship) }
    }
    components = ordered
  }

  private static func edges(
    _ components: [Component], _ index: [String: Int], isRoot: (Int) -> Bool, isReleased: Bool
  ) -> [[Edge]] {
    components.indices.map { child in
      let component = components[child]
      // Who changed a thing once has made it: an edge that says `us` speaks for the edges that say nothing.
      let ours = component.isOurs || (isReleased && isRoot(child)) || component.lineage.contains { $0.by == .us }
      return component.lineage.compactMap { lineage -> Edge? in
        guard let parent = index[lineage.target.value] else { return nil }
        return Edge(child: child, parent: parent, lineage: lineage, agent: lineage.by ?? (ours ? .us : .upstream))
      }
      .sorted {
        (components[$0.parent].id, $0.lineage.relationship.rawValue) < (
          components[$1.parent].id, $1.lineage.relationship.rawValue
        )
      }
    }
  }

  private struct Walk {
    var preorder: [Int] = []
    var postorder: [Int] = []
    var kept: [[Edge]]
    var roots: [Int]
    var cycleEdges: [Edge] = []
  }

  /// Depth-first without recursion: lineages may be ten thousand deep. What no root reaches lies on a cycle and gets a root of its own.
  private static func walk(_ edges: [[Edge]], roots: [Int]) -> Walk {
    enum Mark { case new, open, done }
    var marks = [Mark](repeating: .new, count: edges.count)
    var walk = Walk(kept: [[Edge]](repeating: [], count: edges.count), roots: roots)
    func visit(_ start: Int) {
      var stack: [(node: Int, next: Int)] = [(start, 0)]
      marks[start] = .open
      walk.preorder.append(start)
      while let top = stack.last {
        guard top.next < edges[top.node].count else {
          marks[top.node] = .done
          walk.postorder.append(top.node)
          stack.removeLast()
          continue
        }
        stack[stack.count - 1].next += 1
        let edge = edges[top.node][top.next]
        switch marks[edge.parent] {
        case .open: walk.cycleEdges.append(edge)
        case .done: walk.kept[top.node].append(edge)
        case .new:
          walk.kept[top.node].append(edge)
          marks[edge.parent] = .open
          walk.preorder.append(edge.parent)
          stack.append((edge.parent, 0))
        }
      }
    }
    for root in roots { visit(root) }
    for node in edges.indices where marks[node] == .new {
      walk.roots.append(node)
      visit(node)
    }
    return walk
  }

  private static func paths(_ parents: [[Edge]], roots: [Int]) -> Paths {
    var via = [Edge?](repeating: nil, count: parents.count)
    var isReached = [Bool](repeating: false, count: parents.count)
    var queue = roots
    for root in roots { isReached[root] = true }
    var head = 0
    while head < queue.count {
      let node = queue[head]
      head += 1
      for edge in parents[node] where !isReached[edge.parent] {
        isReached[edge.parent] = true
        via[edge.parent] = edge
        queue.append(edge.parent)
      }
    }
    return Paths(via: via, order: queue)
  }

  /// Shortest paths, kept as one step each, so that ten thousand of them cost no more than the lineage itself.
  package struct Paths: Sendable {
    fileprivate let via: [Edge?]
    private let roots: [Int]
    private let depths: [Int]

    /// - Parameters:
    ///   - via: the last step to each component.
    ///   - order: components in the order in which they were reached, so that each comes after the one before it on its path.
    fileprivate init(via: [Edge?], order: [Int]) {
      self.via = via
      var roots = Array(via.indices)
      var depths = [Int](repeating: 0, count: via.count)
      for node in order {
        guard let edge = via[node] else { continue }
        roots[node] = roots[edge.child]
        depths[node] = depths[edge.child] + 1
      }
      self.roots = roots
      self.depths = depths
    }

    /// The root that the path to a component begins at; a root itself for a root.
    package func root(of node: Int) -> Int { roots[node] }
    /// How many steps the path has.
    package func depth(of node: Int) -> Int { depths[node] }

    /// The path to a component; of a very deep lineage only the last 64 steps.
    package subscript(node: Int) -> [Edge] {
      var path: [Edge] = []
      var current = node
      while let edge = via[current], path.count < 64 {
        path.append(edge)
        current = edge.child
      }
      return path.reversed()
    }
  }
}
