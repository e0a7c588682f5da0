import Diagnostics
import Inventory
import LicenseCatalog
import Licensing

/// What each relationship makes of each state, towards one license: the default table bent by the license's own definitions.
package struct ExposureTable: Sendable {
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
  package var assumptions: Set<String> { Self.assumptions(of: rows.values.flatMap { $0.states.values } + bent.values) }

  static func assumptions(of values: some Sequence<ExposureValue>) -> Set<String> {
    values.reduce(into: []) { names, value in
      if case .assuming(let name, _, _) = value { names.insert(name) }
    }
  }
}

/// The facts under which some act on the lineage was done, what kind of thing was acted on, and what it is given on under.
package struct ActContext: Sendable, Hashable {
  /// The facts of an act on the lineage, where they differ from those of the use.
  package var under: Lineage.Circumstance?
  /// The lineage tells more different circumstances than can be told apart: nobody knows which hold.
  package var isCrowded = false
  /// What holds the licensed thing in its state: a fine-tuned model, a data set generated; a container holds what is inside it.
  package var kind: ComponentKind
  /// The license under which the root is given, as an index into `Givens`.
  package var given: Int?
}

/// Which acts reach each component, in which states, towards one license table: one pass from the roots up, linear in nodes and edges.
package struct ExposurePass {
  private let graph: ComponentGraph
  private let acts: ActSet
  private let steps: [Step?]
  private let givens: [Int?]
  private let isCrowded: Bool
  private let hasDays: Bool

  /// More circumstances than this are not told apart, so that the work stays linear whatever a manifest says.
  private static let mostCircumstances = 32
  /// Relationships by which the child uses or holds its parent and is not made from it.
  private static let beside: Set<Relationship> = [.runs, .contains, .retrievesFrom]

  /// - Parameters:
  ///   - givens: for each component, what it is given on under, if it is a root that we give.
  ///   - hasDays: whether some fact of the use changes from day to day.
  package init(
    _ graph: ComponentGraph, acts: ActSet, table: ExposureTable, assumed: Set<String>, givens: [Int?], hasDays: Bool
  ) {
    self.graph = graph
    self.acts = acts
    self.givens = givens
    self.hasDays = hasDays
    steps = Self.steps(graph, table, assumed)
    var seen: Set<Lineage.Circumstance> = []
    for edges in graph.parents where seen.count <= Self.mostCircumstances {
      for edge in edges where edge.agent == .us {
        if let under = edge.lineage.under.flatMap({ Self.telling($0, hasDays) }) { seen.insert(under) }
      }
    }
    isCrowded = seen.count > Self.mostCircumstances
  }

  /// What of the circumstances can change an answer.
  private static func telling(_ under: Lineage.Circumstance, _ hasDays: Bool) -> Lineage.Circumstance? {
    let telling = Lineage.Circumstance(
      commercial: under.commercial, purpose: under.purpose, date: hasDays ? under.date : nil)
    return telling == Lineage.Circumstance(commercial: nil, purpose: nil, date: nil) ? nil : telling
  }

  /// What the table says of one relationship, looked up once for all edges.
  private struct Step {
    var row: ExposureRow
    /// For each state of the parent, the state of the child.
    var next: [MaterialState]
    var isBeside: Bool
  }

  private static let linkages: [Linkage?] = [nil] + Linkage.allCases.map(Optional.some)

  /// The steps that the graph takes; the others stay empty.
  private static func steps(_ graph: ComponentGraph, _ table: ExposureTable, _ assumed: Set<String>) -> [Step?] {
    var steps = [Step?](repeating: nil, count: Relationship.allCases.count * linkages.count)
    for edges in graph.parents {
      for edge in edges {
        let place = place(of: edge.lineage)
        guard steps[place] == nil else { continue }
        let (relationship, linkage) = (edge.lineage.relationship, edge.lineage.linkage)
        steps[place] = Step(
          row: table.row(relationship),
          next: MaterialState.allCases.map { table.state(after: relationship, linkage: linkage, from: $0, assumed: assumed) },
          isBeside: beside.contains(relationship))
      }
    }
    return steps
  }

  private static let places = Dictionary(uniqueKeysWithValues: Relationship.allCases.enumerated().map { ($1, $0) })

  private static func place(of lineage: Lineage) -> Int {
    let linkage = lineage.linkage.flatMap { linkages.firstIndex(of: $0) } ?? 0
    return (places[lineage.relationship] ?? 0) * linkages.count + linkage
  }

  private typealias Reached = [(context: ActContext, exposure: Exposure)]

  /// For each component, by context: the acts that reach its own license.
  package func exposures() -> [[(ActContext, Exposure)]] {
    let states = MaterialState.allCases.filter { $0 != .free }
    // reached[node][state]: what happens to things that are in `state` towards a license when they are that node.
    var reached = [[Reached]](repeating: Array(repeating: [], count: states.count), count: graph.components.count)
    for root in graph.roots {
      let context = ActContext(under: nil, kind: graph.components[root].kind, given: givens[root])
      for state in states { Self.add(own(state, context.kind), context, to: &reached[root][Int(state.rawValue)]) }
    }
    for child in graph.order {
      for edge in graph.parents[child] {
        guard let step = steps[Self.place(of: edge.lineage)] else { continue }
        for state in states { climb(edge, step, state, &reached) }
      }
    }
    return reached.map { byState in
      byState[Int(MaterialState.work.rawValue)].filter { !$0.exposure.isEmpty }.map { ($0.context, $0.exposure) }
        .sorted { $0.0.precedes($1.0) }
    }
  }

  private static func add(_ exposure: Exposure, _ context: ActContext, to reached: inout Reached) {
    if let known = reached.firstIndex(where: { $0.context == context }) {
      reached[known].exposure.formUnion(exposure)
    } else {
      reached.append((context, exposure))
    }
  }

  /// The acts of the use on a root. With `modify`, what is given, shipped or hosted is the changed thing.
  private func own(_ state: MaterialState, _ kind: ComponentKind) -> Exposure {
    var exposure = Exposure()
    let moving: ActSet = [.host, .embed, .distribute, .relicense]
    for act in acts {
      let changed = acts.contains(.modify) && moving.contains(act) && state == .work
      exposure.insert(act, changed ? .derivative : state)
    }
    // To whom the thing is an output, whoever trains on it trains on outputs, and whoever gives or shows it publishes them.
    guard state == .output else { return exposure }
    if acts.contains(.train) { exposure.insert(.trainOnOutputs, .output) }
    let isContent = kind == .data || kind == .documentation
    if isContent, !acts.intersection([.distribute, .display]).isEmpty { exposure.insert(.publishOutputs, .output) }
    return exposure
  }

  private func climb(_ edge: ComponentGraph.Edge, _ step: Step, _ state: MaterialState, _ reached: inout [[Reached]]) {
    let row = step.row
    let slot = Int(state.rawValue)
    let next = step.next[slot]
    if next != .free || !row.uses.isEmpty {
      for (context, exposure) in reached[edge.child][next == .free ? slot : Int(next.rawValue)] {
        var arriving = next == .free ? Exposure() : exposure.passing(row.passes)
        arriving.insert(exposure.acts.intersection(row.uses), state)
        var context = context
        if step.isBeside { context.kind = graph.components[edge.parent].kind }
        if !arriving.isEmpty { Self.add(arriving, context, to: &reached[edge.parent][slot]) }
      }
    }
    guard edge.agent == .us else { return }
    var own = row.ownActs
    if state == .output, own.contains(.train) {
      own.remove(.train)
      own.insert(.trainOnOutputs)
    }
    guard !own.isEmpty else { return }
    var context = ActContext(under: nil, kind: graph.components[edge.parent].kind)
    if let under = edge.lineage.under.flatMap({ Self.telling($0, hasDays) }) {
      context.isCrowded = isCrowded
      if !isCrowded { context.under = under }
    }
    var exposure = Exposure()
    exposure.insert(own, state)
    Self.add(exposure, context, to: &reached[edge.parent][slot])
  }
}

extension ActContext {
  /// An order of contexts that depends on what they say alone.
  fileprivate func precedes(_ other: Self) -> Bool {
    if given != other.given { return given ?? -1 < other.given ?? -1 }
    return sortKey < other.sortKey
  }

  private var sortKey: String {
    let purposes = under?.purpose?.map(\.rawValue).sorted().joined(separator: ",") ?? "-"
    let told = "\(under?.commercial.map(String.init) ?? "")|\(purposes)|\(under?.date?.description ?? "")"
    return "\(under == nil ? 0 : 1)\(isCrowded ? 1 : 0)\(kind.rawValue)|\(told)"
  }
}

/// Under which licenses the roots are given on; names that mean the same are one.
package struct Givens {
  /// Acts that give something on.
  package static let acts: ActSet = [.distribute, .embed, .relicense, .host]
  /// For each component, the index of what it is given under.
  private(set) var ofComponent: [Int?]
  private(set) var names: [Located<String>] = []

  private static let mostNames = 64

  /// - Parameter catalog: says which names mean the same.
  init(_ graph: ComponentGraph, use: Use, catalog: some LicenseSource) {
    ofComponent = Array(repeating: nil, count: graph.components.count)
    guard !use.acts.intersection(Self.acts).isEmpty else { return }
    var known: [String: Int] = [:]
    for root in graph.roots {
      let declared = graph.isMadeByUs[root] ? graph.components[root].declared.first : nil
      guard let name = use.facts.releaseLicense ?? declared?.freeName ?? declared?.names.first else { continue }
      var key = name.value
      if case .terms(let terms) = catalog.resolve(key) { key = terms.id }
      // A flood of names is read as one that nobody knows.
      if known[key] == nil, names.count >= Self.mostNames { key = "" }
      let index = known[key] ?? names.count
      if index == names.count {
        known[key] = index
        names.append(name)
      }
      ofComponent[root] = index
    }
  }
}
