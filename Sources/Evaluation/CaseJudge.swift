import Inventory
import LicenseCatalog
import Licensing

/// What all readings of one graph for one use share.
struct JudgedCase {
  let graph: ComponentGraph
  let use: Use
  let vocabulary: Vocabulary
  let settings: EvaluationSettings
  let givens: Givens
  let outbound: [OutboundCheck]
  /// The relationships that the graph knows.
  let relationships: Set<Relationship>
  /// Assumptions that the default rows of these relationships hang on.
  let assumptions: Set<String>
  /// Whether some fact of the use changes from day to day.
  let hasDays: Bool

  init(_ graph: ComponentGraph, _ use: Use, catalog: any LicenseSource, settings: EvaluationSettings) {
    self.graph = graph
    self.use = use
    vocabulary = catalog.vocabulary
    self.settings = settings
    givens = Givens(graph, use: use, catalog: catalog)
    let relationships = Set(graph.parents.joined().map(\.lineage.relationship))
    let exposure = vocabulary.exposure
    self.relationships = relationships
    assumptions = ExposureTable.assumptions(of: relationships.flatMap { exposure[$0]?.states.values.map(\.self) ?? [] })
    outbound = givens.names.map { OutboundCheck($0, catalog: catalog) }
    let facts = use.facts
    hasDays =
      facts.agreements.contains { $0.until != nil }
      || Test.Metric.allCases.contains { metric in
        let measure = facts.measure(metric)
        return (measure.everyScope + measure.scoped.values.joined()).contains { $0.date != nil }
      }
  }
}

/// Judges the components of a graph under every reading of the assumptions; equal cases are judged once.
struct CaseJudge {
  /// What one license says about one component: under each reading, and settled over all of them.
  struct Settled {
    var readings: [Judgement]
    var judgement: Judgement
  }

  private let all: JudgedCase
  private let readings: [Set<String>]
  private let settle: ([Judgement]) -> Judgement
  /// What reaches components, each combination of acts and contexts once.
  private var rows: [[Reach]] = []
  private var numbers: [[Reach]: Int] = [:]
  private var passes: [PassKey: [Int]] = [:]
  /// Those towards a license that says nothing of relationships, or is not known.
  private var defaultPasses: [[Int]]?
  private var passesOfLicense: [ObjectIdentifier: [[Int]]] = [:]
  private var memo: [Case: Settled] = [:]
  private(set) var judgedCases = 0

  private var graph: ComponentGraph { all.graph }
  private var use: Use { all.use }
  private var vocabulary: Vocabulary { all.vocabulary }

  private struct Reach: Hashable {
    var context: ActContext
    var exposure: Exposure
  }

  /// What of a license's definitions and of a reading can move an exposure in this graph.
  private struct PassKey: Hashable {
    var bent: [ExposureKey: ExposureValue]
    var assumed: Set<String>
  }

  /// All that a judgement of one license depends on.
  private struct Case: Hashable {
    var license: ObjectIdentifier
    /// What reaches the component under each reading.
    var rows: [Int]
    var kind: ComponentKind
    var modality: Set<String>?
    var receivedAs: ReceivedAs?
    /// Only suits speak of single components.
    var component: String?
  }

  /// - Parameter settle: what holds over all readings.
  init(_ all: JudgedCase, readings: [Set<String>], settle: @escaping ([Judgement]) -> Judgement) {
    self.all = all
    self.readings = readings
    self.settle = settle
  }

  /// The acts that reach a component whose license is not known: every act that fits its kind, in whatever state but free.
  mutating func reached(_ node: Int) -> ActSet {
    let kind = graph.components[node].kind
    let passes = defaultPasses ?? passes(bentBy: [:])
    defaultPasses = passes
    return rows[passes[0][node]].reduce(into: ActSet()) { acts, reach in
      for state in MaterialState.allCases where state != .free {
        for act in reach.exposure.acts(in: state) where vocabulary.acts[act]?.fits.contains(kind) ?? true { acts.insert(act) }
      }
    }
  }

  mutating func settled(_ node: Int, _ license: PreparedLicense) -> Settled {
    let component = graph.components[node]
    let key = Case(
      license: ObjectIdentifier(license), rows: passes(of: license).map { $0[node] }, kind: component.kind,
      modality: component.modality, receivedAs: component.receivedAs,
      component: use.facts.litigation?.isEmpty == true ? nil : component.id)
    if let known = memo[key] { return known }
    let judged = zip(readings, key.rows).map { reading, row in judge(license, rows[row], component, assumed: reading) }
    let settled = Settled(readings: judged, judgement: settle(judged))
    memo[key] = settled
    return settled
  }

  private mutating func judge(
    _ license: PreparedLicense, _ reached: [Reach], _ component: Component, assumed: Set<String>
  ) -> Judgement {
    var result = Judgement()
    for reach in reached {
      judgedCases += 1
      var judgement = LicenseJudge.judge(
        license, reach.exposure, kind: component.kind, vocabulary: vocabulary,
        circumstances: circumstances(component, reach.context, reach.exposure, assumed))
      if let given = reach.context.given, use.facts.agreement(insteadOf: license.terms.id, on: all.settings.date) == nil {
        judgement.constraints += all.outbound[given].constraints(
          on: judgement, of: license, reach.exposure, kind: reach.context.kind)
      }
      result = result && judgement
    }
    result.licenses = [license.terms.id]
    return result
  }

  // MARK: Exposures

  /// One pass for each reading; readings that move nothing share theirs.
  private mutating func passes(of license: PreparedLicense) -> [[Int]] {
    let identity = ObjectIdentifier(license)
    if let known = passesOfLicense[identity] { return known }
    let passes = passes(bentBy: license.becomes)
    passesOfLicense[identity] = passes
    return passes
  }

  /// For each reading and each component, the number of what reaches it.
  private mutating func passes(bentBy bent: [ExposureKey: ExposureValue]) -> [[Int]] {
    let met = bent.filter { all.relationships.contains($0.key.relationship) }
    let names = all.assumptions.union(ExposureTable.assumptions(of: met.values))
    return readings.map { reading in
      let key = PassKey(bent: met, assumed: reading.intersection(names))
      if let known = passes[key] { return known }
      let exposures = ExposurePass(
        graph, acts: use.acts, table: ExposureTable(vocabulary.exposure, bentBy: met), assumed: key.assumed,
        givens: all.givens.ofComponent, hasDays: all.hasDays
      ).exposures()
      let numbered = exposures.map { number($0.map { Reach(context: $0.0, exposure: $0.1) }) }
      passes[key] = numbered
      return numbered
    }
  }

  private mutating func number(_ row: [Reach]) -> Int {
    if let known = numbers[row] { return known }
    rows.append(row)
    numbers[row] = rows.count - 1
    return rows.count - 1
  }

  // MARK: Circumstances

  private func circumstances(
    _ component: Component, _ context: ActContext, _ exposure: Exposure, _ assumed: Set<String>
  ) -> Circumstances {
    var facts = use.facts
    var date = all.settings.date
    if let under = context.under {
      if let commercial = under.commercial { facts.commercial = Truth(commercial) }
      if let purpose = under.purpose { facts.purpose = purpose }
      if let day = under.date { date = day }
    }
    if context.isCrowded {
      facts.commercial = .unknown
      facts.purpose = nil
    }
    // Somebody was trained on outputs: that nobody is can no longer be presumed.
    if exposure.acts.contains(.trainOnOutputs), !use.acts.contains(.trainOnOutputs) { facts.forgetPresumedStudent() }
    return Circumstances(
      facts: facts, component: component.id, kind: context.kind, modality: component.modality, receivedAs: component.receivedAs,
      places: vocabulary.places, date: date, assumed: assumed)
  }
}

extension UseFacts {
  /// The separate license that the user holds in place of another one.
  func agreement(insteadOf license: String, on day: CalendarDate) -> Agreement? {
    agreements.first { $0.license == license && ($0.until.map { $0 >= day } ?? true) }
  }

  fileprivate mutating func forgetPresumedStudent() {
    guard origins[.student] == .baseline else { return }
    student = nil
    for flag in Test.OutputFlag.allCases where origins[FactName("outputs.train.\(flag.rawValue)")] == nil {
      switch flag {
      case .related: outputsRelated = .unknown
      case .competitive: outputsCompetitive = .unknown
      case .similar: outputsSimilar = .unknown
      case .distributed: outputsDistributed = .unknown
      }
    }
  }
}
