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
  /// Whether some fact of the use changes from day to day.
  let hasDays: Bool

  init(_ graph: ComponentGraph, _ use: Use, catalog: any LicenseSource, settings: EvaluationSettings) {
    self.graph = graph
    self.use = use
    vocabulary = catalog.vocabulary
    self.settings = settings
    givens = Givens(graph, use: use, catalog: catalog)
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

/// Judges every component of a graph under one reading of the assumptions; equal cases are judged once.
struct ReadingJudge {
  private let all: JudgedCase
  private let assumed: Set<String>
  private var passes: [[[(ActContext, Exposure)]]] = []
  /// By the definitions that bend the default table.
  private var passOfTable: [[ExposureKey: ExposureValue]: Int] = [:]
  private var passOfLicense: [ObjectIdentifier: Int] = [:]
  private var memo: [Case: Judgement] = [:]
  private(set) var judgedCases = 0

  private var graph: ComponentGraph { all.graph }
  private var use: Use { all.use }
  private var vocabulary: Vocabulary { all.vocabulary }

  /// All that a judgement of one license depends on.
  private struct Case: Hashable {
    var license: ObjectIdentifier
    var exposure: Exposure
    var context: ActContext
    var kind: ComponentKind
    var modality: Set<String>?
    var receivedAs: ReceivedAs?
    /// Only suits speak of single components.
    var component: String?
  }

  init(_ all: JudgedCase, assumed: Set<String>) {
    self.all = all
    self.assumed = assumed
  }

  /// The acts that reach a component whose license is not known: every act that fits its kind, in whatever state but free.
  mutating func reached(_ node: Int) -> ActSet {
    let kind = graph.components[node].kind
    let pass = pass(bentBy: [:])
    return passes[pass][node].reduce(into: ActSet()) { acts, item in
      for state in MaterialState.allCases where state != .free {
        for act in item.1.acts(in: state) where vocabulary.acts[act]?.fits.contains(kind) ?? true { acts.insert(act) }
      }
    }
  }

  private mutating func pass(bentBy bent: [ExposureKey: ExposureValue]) -> Int {
    if let known = passOfTable[bent] { return known }
    let table = ExposureTable(vocabulary.exposure, bentBy: bent)
    passes.append(
      ExposurePass(
        graph, acts: use.acts, table: table, assumed: assumed, givens: all.givens.ofComponent, hasDays: all.hasDays
      ).exposures())
    passOfTable[bent] = passes.count - 1
    return passes.count - 1
  }

  private mutating func pass(_ license: PreparedLicense) -> Int {
    let identity = ObjectIdentifier(license)
    if let known = passOfLicense[identity] { return known }
    let pass = pass(bentBy: license.becomes)
    passOfLicense[identity] = pass
    return pass
  }

  mutating func judgement(of node: Int, _ license: PreparedLicense) -> Judgement {
    let component = graph.components[node]
    let pass = pass(license)
    var result = Judgement()
    for (context, exposure) in passes[pass][node] {
      let key = Case(
        license: ObjectIdentifier(license), exposure: exposure, context: context, kind: component.kind,
        modality: component.modality, receivedAs: component.receivedAs,
        component: use.facts.litigation?.isEmpty == true ? nil : component.id)
      let judgement = memo[key] ?? judge(license, exposure, context, component)
      memo[key] = judgement
      result = result && judgement
    }
    result.licenses = [license.terms.id]
    return result
  }

  private mutating func judge(
    _ license: PreparedLicense, _ exposure: Exposure, _ context: ActContext, _ component: Component
  ) -> Judgement {
    judgedCases += 1
    var judgement = LicenseJudge.judge(
      license, exposure, kind: component.kind, vocabulary: vocabulary,
      circumstances: circumstances(component, context, exposure))
    if let given = context.given {
      judgement.constraints += all.outbound[given].constraints(on: judgement, of: license, exposure)
    }
    return judgement
  }

  private func circumstances(_ component: Component, _ context: ActContext, _ exposure: Exposure) -> Circumstances {
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
