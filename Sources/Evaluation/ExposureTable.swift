import Inventory
import LicenseCatalog
import Licensing

/// What each relationship makes of each state, towards one license: the default table bent by the license's own definitions.
package struct ExposureTable: Sendable, Hashable {
  private let rows: [Relationship: ExposureRow]
  private let bent: [ExposureKey: ExposureValue]

  package init(_ rows: [Relationship: ExposureRow], bentBy bent: [ExposureKey: ExposureValue]) {
    self.rows = rows
    self.bent = bent
  }

  package func row(_ relationship: Relationship) -> ExposureRow {
    rows[relationship] ?? ExposureRow(states: [:], passes: .all, uses: [], ownActs: [])
  }

  /// The state of the child, when its parent is in the given state.
  package func state(after relationship: Relationship, linkage: Linkage?, from state: MaterialState, assumed: Set<String>)
    -> MaterialState
  {
    if state == .free { return .free }
    let defaults = row(relationship).states
    for table in [bent, defaults] {
      for key in keys(relationship, linkage, state) {
        guard let value = table[key] else { continue }
        switch value {
        case .state(let result): return result
        case .assuming(let name, let yes, let no): return assumed.contains(name) ? yes : no
        }
      }
    }
    return state
  }

  /// The narrowest row first. Rows without a state speak of `work` and `derivative` only: a product or an output stays what it is.
  private func keys(_ relationship: Relationship, _ linkage: Linkage?, _ state: MaterialState) -> [ExposureKey] {
    var keys: [ExposureKey] = []
    if let linkage { keys.append(ExposureKey(state: state, relationship: relationship, linkage: linkage)) }
    keys.append(ExposureKey(state: state, relationship: relationship))
    guard state == .work || state == .derivative else { return keys }
    if let linkage { keys.append(ExposureKey(relationship: relationship, linkage: linkage)) }
    keys.append(ExposureKey(relationship: relationship))
    return keys
  }

  /// Assumptions that some row hangs on.
  package var assumptions: Set<String> {
    var names: Set<String> = []
    for value in Array(bent.values) + rows.values.flatMap({ $0.states.values }) {
      if case .assuming(let name, _, _) = value { names.insert(name) }
    }
    return names
  }
}

/// The facts under which some act on the lineage was done, and what kind of thing was acted on.
package struct ActContext: Sendable, Hashable {
  package var under: Lineage.Circumstance?
  package var kind: ComponentKind
}

/// Which acts reach each component, in which states, towards one license table: one pass from the roots up, linear in nodes and edges.
package struct ExposurePass {
  private let graph: ComponentGraph
  private let acts: ActSet
  private let table: ExposureTable
  private let assumed: Set<String>

  package init(_ graph: ComponentGraph, acts: ActSet, table: ExposureTable, assumed: Set<String>) {
    self.graph = graph
    self.acts = acts
    self.table = table
    self.assumed = assumed
  }

  /// For each component, by context: the acts that reach its own license.
  package func exposures() -> [[(ActContext, Exposure)]] {
    let states = MaterialState.allCases.filter { $0 != .free }
    // reached[node][state]: what happens to things that are in `state` towards a license when they are that node.
    var reached = [[[ActContext: Exposure]]](
      repeating: Array(repeating: [:], count: states.count), count: graph.components.count)
    for root in graph.roots {
      let context = ActContext(under: nil, kind: graph.components[root].kind)
      for state in states { reached[root][Int(state.rawValue)][context, default: Exposure()].formUnion(own(state)) }
    }
    for child in graph.order {
      for edge in graph.parents[child] {
        for state in states { climb(edge, state, &reached) }
      }
    }
    return reached.map { byState in
      byState[Int(MaterialState.work.rawValue)].filter { !$0.value.isEmpty }.map { ($0.key, $0.value) }
        .sorted { $0.0.sortKey < $1.0.sortKey }
    }
  }

  /// The acts of the use on a root. With `modify`, what is given, shipped or hosted is the changed thing.
  private func own(_ state: MaterialState) -> Exposure {
    var exposure = Exposure()
    let moving: ActSet = [.host, .embed, .distribute, .relicense]
    for act in acts {
      let changed = acts.contains(.modify) && moving.contains(act) && state == .work
      exposure.insert(act, changed ? .derivative : state)
    }
    return exposure
  }

  private func climb(_ edge: ComponentGraph.Edge, _ state: MaterialState, _ reached: inout [[[ActContext: Exposure]]]) {
    let row = table.row(edge.lineage.relationship)
    let next = table.state(after: edge.lineage.relationship, linkage: edge.lineage.linkage, from: state, assumed: assumed)
    let slot = Int(state.rawValue)
    if next != .free || !row.uses.isEmpty {
      for (context, exposure) in reached[edge.child][next == .free ? slot : Int(next.rawValue)] {
        var arriving = next == .free ? Exposure() : exposure.passing(row.passes)
        arriving.insert(exposure.acts.intersection(row.uses), state)
        if !arriving.isEmpty { reached[edge.parent][slot][context, default: Exposure()].formUnion(arriving) }
      }
    }
    guard edge.agent == .us else { return }
    var own = row.ownActs
    if state == .output, own.contains(.train) {
      own.remove(.train)
      own.insert(.trainOnOutputs)
    }
    guard !own.isEmpty else { return }
    let context = ActContext(under: edge.lineage.under, kind: graph.components[edge.parent].kind)
    reached[edge.parent][slot][context, default: Exposure()].insert(own, state)
  }
}

extension ActContext {
  fileprivate var sortKey: String {
    let purposes = under?.purpose?.map(\.rawValue).sorted().joined(separator: ",") ?? ""
    return
      "\(under == nil ? 0 : 1)\(kind.rawValue)|\(under?.commercial.map(String.init) ?? "")|\(purposes)|\(under?.date?.description ?? "")"
  }
}
