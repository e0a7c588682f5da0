import Inventory
import LicenseCatalog
import Licensing

/// Judges every component of a graph under one reading of the assumptions; equal cases are judged once.
struct ReadingJudge {
  private let graph: ComponentGraph
  private let use: Use
  private let vocabulary: Vocabulary
  private let settings: EvaluationSettings
  private let assumed: Set<String>
  private var passes: [ExposureTable: [[(ActContext, Exposure)]]] = [:]
  private var tables: [ObjectIdentifier: ExposureTable] = [:]
  private var memo: [Case: Judgement] = [:]

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

  init(graph: ComponentGraph, use: Use, vocabulary: Vocabulary, settings: EvaluationSettings, assumed: Set<String>) {
    self.graph = graph
    self.use = use
    self.vocabulary = vocabulary
    self.settings = settings
    self.assumed = assumed
  }

  mutating func judgement(of node: Int, _ conclusion: LicenseConclusion) -> Judgement {
    switch conclusion {
    case .ours: return Judgement()
    case .terms(let license): return judgement(of: node, license)
    case .all(let parts):
      return parts.map { judgement(of: node, $0) }.reduceAll()
    case .any(let parts):
      let branches = parts.map { (title: $0.title, judgement: judgement(of: node, $0)) }
      guard var best = branches.min(by: { $0.judgement.verdict < $1.judgement.verdict }) else { return Judgement() }
      best.judgement.choice = best.title
      return best.judgement
    case .listed(let parts): return listed(node, parts, conclusion.title)
    case .sources(let declared, let detected, let names): return sources(node, declared, detected, names)
    case .open(let constraint, _):
      var result = Judgement()
      let acts = reached(node, by: ExposureTable(vocabulary.exposure, bentBy: [:]))
      guard !acts.isEmpty else { return result }
      var open = constraint
      open.acts = acts
      result.acts = acts
      result.constraints = [open]
      return result
    }
  }

  /// A list without an operator: the same answer both ways, or an open point.
  private mutating func listed(_ node: Int, _ parts: [LicenseConclusion], _ names: String) -> Judgement {
    let all = parts.map { judgement(of: node, $0) }.reduceAll()
    let any = judgement(of: node, .any(parts))
    if all.verdict == any.verdict { return all }
    var constraint = Constraint(rule: Rule.severalLicenses.id, verdict: .undetermined)
    constraint.openPoint = .unknownText
    constraint.detail = "\(names): all of them → \(all.verdict.rawValue); any of them → \(any.verdict.rawValue)"
    constraint.acts = all.acts
    var result = all
    result.constraints = [constraint]
    return result
  }

  private mutating func sources(
    _ node: Int, _ declared: LicenseConclusion, _ detected: LicenseConclusion, _ names: String
  ) -> Judgement {
    let first = judgement(of: node, declared)
    let second = judgement(of: node, detected)
    var constraint = Constraint(rule: Rule.sourcesDisagree.id, verdict: nil)
    constraint.detail = names
    constraint.acts = first.acts.union(second.acts)
    guard !constraint.acts.isEmpty else { return first }
    var result = first.verdict >= second.verdict ? first : second
    if first.verdict != second.verdict {
      constraint.verdict = .undetermined
      constraint.openPoint = .conflicting
      constraint.detail =
        "\(names): \(declared.title) → \(first.verdict.rawValue); \(detected.title) → \(second.verdict.rawValue)"
      result.constraints = []
    }
    result.constraints.append(constraint)
    return result
  }

  /// The acts that reach a component whose license is not known: every act that fits its kind, in whatever state but free.
  private mutating func reached(_ node: Int, by table: ExposureTable) -> ActSet {
    let kind = graph.components[node].kind
    return exposures(table)[node].reduce(into: ActSet()) { acts, item in
      for state in MaterialState.allCases where state != .free {
        for act in item.1.acts(in: state) where vocabulary.acts[act]?.fits.contains(kind) ?? true { acts.insert(act) }
      }
    }
  }

  private mutating func exposures(_ table: ExposureTable) -> [[(ActContext, Exposure)]] {
    if let known = passes[table] { return known }
    let pass = ExposurePass(graph, acts: use.acts, table: table, assumed: assumed).exposures()
    passes[table] = pass
    return pass
  }

  private mutating func judgement(of node: Int, _ license: PreparedLicense) -> Judgement {
    let identity = ObjectIdentifier(license)
    let table = tables[identity] ?? ExposureTable(vocabulary.exposure, bentBy: license.becomes)
    tables[identity] = table
    let component = graph.components[node]
    let judged = exposures(table)[node].map { context, exposure -> Judgement in
      let key = Case(
        license: identity, exposure: exposure, context: context, kind: component.kind, modality: component.modality,
        receivedAs: component.receivedAs, component: use.facts.litigation?.isEmpty == true ? nil : component.id)
      if let known = memo[key] { return known }
      let judgement = LicenseJudge.judge(
        license, exposure, kind: component.kind, vocabulary: vocabulary, circumstances: circumstances(component, context))
      memo[key] = judgement
      return judgement
    }
    var result = judged.reduceAll()
    result.license = license.terms.id
    return result
  }

  private func circumstances(_ component: Component, _ context: ActContext) -> Circumstances {
    var facts = use.facts
    var date = settings.date
    if let under = context.under {
      if let commercial = under.commercial { facts.commercial = Truth(commercial) }
      if let purpose = under.purpose { facts.purpose = purpose }
      if let day = under.date { date = day }
    }
    return Circumstances(
      facts: facts, component: component.id, kind: context.kind, modality: component.modality, receivedAs: component.receivedAs,
      places: vocabulary.places, date: date, assumed: assumed)
  }
}

extension [Judgement] {
  fileprivate func reduceAll() -> Judgement {
    guard let first else { return Judgement() }
    return dropFirst().reduce(first) { $0 && $1 }
  }
}
