import Diagnostics
import Inventory
import LicenseCatalog
import Licensing

/// How open points are read: settings of the assumptions, and the day that counts as today.
package struct EvaluationSettings: Sendable {
  package var assumptions: [String: String]
  package var date: CalendarDate

  package init(assumptions: [String: String], date: CalendarDate) {
    self.assumptions = assumptions
    self.date = date
  }
}

/// A finding about the lineage as a whole or one component, beside what its license says.
package struct GraphFinding: Sendable {
  package var constraint: Constraint
  package var component: Int?
  package var license: String?
  package var span: SourceSpan?

  package init(_ constraint: Constraint, component: Int?, license: String? = nil, span: SourceSpan? = nil) {
    self.constraint = constraint
    self.component = component
    self.license = license
    self.span = span
  }
}

/// One combination judged against one use.
package struct Assessment: Sendable {
  package var use: Use
  package var graph: ComponentGraph
  package var conclusions: [LicenseConclusion]
  /// One per component, in graph order.
  package var judgements: [Judgement]
  package var findings: [GraphFinding]
  /// The assumptions that were read both ways, with the verdict of each reading where they were compared.
  package var readings: [String: [String: Verdict]]

  package var verdict: Verdict {
    (judgements.map(\.verdict) + findings.compactMap(\.constraint.verdict)).max() ?? .permitted
  }

  /// The worst that concerns one component.
  package func verdict(of component: Int) -> Verdict {
    let own = findings.filter { $0.component == component }.compactMap(\.constraint.verdict)
    return max(judgements[component].verdict, own.max() ?? .permitted)
  }
}

/// Judges graphs of components against uses.
package struct Evaluator {
  package let catalog: any LicenseSource
  package let settings: EvaluationSettings
  private let vocabulary: Vocabulary

  package init(catalog: any LicenseSource, settings: EvaluationSettings) {
    self.catalog = catalog
    self.settings = settings
    vocabulary = catalog.vocabulary
  }

  /// What each component's license is concluded to be.
  package func conclusions(for graph: ComponentGraph) -> (conclusions: [LicenseConclusion], diagnostics: [Diagnostic]) {
    var concluder = LicenseConcluder(catalog: catalog)
    let conclusions = graph.components.indices.map { node in
      graph.isMadeByUs[node] ? LicenseConclusion.ours : concluder.conclusion(for: graph.components[node])
    }
    return (conclusions, concluder.diagnostics)
  }

  /// The assessment of one graph for one use.
  package func assess(_ graph: ComponentGraph, conclusions: [LicenseConclusion], use: Use) -> Assessment {
    let disputed = disputedAssumptions(graph, conclusions)
    let readings = Self.readings(of: disputed, always: assumedAlways)
    let judged = readings.map { judgements(graph, conclusions, use, assumed: $0) }
    var assessment = Assessment(
      use: use, graph: graph, conclusions: conclusions, judgements: [], findings: [], readings: [:])
    assessment.judgements = graph.components.indices.map { node in
      merged(judged.map { $0[node] }, readings: readings, disputed: disputed)
    }
    for name in disputed {
      var verdicts: [String: Verdict] = [:]
      for (reading, judgements) in zip(readings, judged) {
        let key = reading.contains(name) ? "yes" : "no"
        let verdict = judgements.map(\.verdict).max() ?? .permitted
        verdicts[key] = max(verdicts[key] ?? .permitted, verdict)
      }
      if Set(verdicts.values).count > 1 { assessment.readings[name] = verdicts }
    }
    assessment.findings = GraphRules(catalog: catalog, assessment: assessment).findings()
    return assessment
  }

  // MARK: Readings of disputed points

  private var assumedAlways: Set<String> {
    Set(vocabulary.assumptions.filter { setting($0) == "yes" }.map(\.name))
  }

  private func setting(_ assumption: Assumption) -> String {
    settings.assumptions[assumption.name] ?? assumption.standard
  }

  /// Points that the graph meets and that stand at `disputed`. A point left to the license is disputed where a license leaves it open.
  private func disputedAssumptions(_ graph: ComponentGraph, _ conclusions: [LicenseConclusion]) -> [String] {
    let open = Set(vocabulary.assumptions.filter { ["disputed", "by-license"].contains(setting($0)) }.map(\.name))
    guard !open.isEmpty else { return [] }
    var met: Set<String> = []
    let relationships = Set(graph.parents.joined().map(\.lineage.relationship))
    for relationship in relationships {
      for value in (vocabulary.exposure[relationship]?.states ?? [:]).values {
        if case .assuming(let name, _, _) = value { met.insert(name) }
      }
    }
    var seen: Set<ObjectIdentifier> = []
    for conclusion in conclusions {
      for license in conclusion.licenses where seen.insert(ObjectIdentifier(license)).inserted {
        met.formUnion(license.assumptions)
      }
    }
    return met.intersection(open).sorted()
  }

  private static func readings(of disputed: [String], always: Set<String>) -> [Set<String>] {
    disputed.reduce([always]) { readings, name in readings + readings.map { $0.union([name]) } }
  }

  /// What holds under every reading; where readings part, the point is open and both are shown.
  private func merged(_ judgements: [Judgement], readings: [Set<String>], disputed: [String]) -> Judgement {
    guard var result = judgements.first else { return Judgement() }
    if judgements.dropFirst().allSatisfy({ $0 == result }) { return result }
    let verdicts = judgements.map(\.verdict)
    let worst = judgements.max { $0.verdict < $1.verdict } ?? result
    let hanging = disputed.filter { name in Self.matters(name, judgements, readings) }
    let isAllowedEverywhere = verdicts.allSatisfy { $0 <= .duties }
    if isAllowedEverywhere, !Self.outboundDutiesDiffer(judgements) {
      result.duties = Self.joined(judgements)
      result.constraints = []
      for judgement in judgements {
        for constraint in judgement.constraints where !result.constraints.contains(constraint) {
          result.constraints.append(constraint)
        }
      }
      return result
    }
    if Set(verdicts.map { $0 <= .duties ? Verdict.duties : $0 }).count == 1, !isAllowedEverywhere {
      return Self.agreed(judgements, worst, hanging)
    }
    result = worst
    result.duties = Self.joined(judgements)
    let common = worst.constraints.filter { constraint in judgements.allSatisfy { $0.constraints.contains(constraint) } }
    var point =
      worst.constraints.max { ($0.verdict ?? .permitted) < ($1.verdict ?? .permitted) } ?? Constraint(rule: "", verdict: nil)
    if point.term == nil { Self.cite(Self.parting(judgements), in: &point) }
    point.rule = Rule.disputedAssumption.id
    point.verdict = .undetermined
    point.openPoint = .disputed
    point.assumptions = hanging
    point.detail = zip(readings, judgements).map { reading, judgement in
      let names = hanging.map { "\($0): \(reading.contains($0) ? "yes" : "no")" }.joined(separator: ", ")
      return "\(names) → \(judgement.verdict.rawValue)"
    }.uniqued().joined(separator: "; ")
    result.constraints = common + [point]
    return result
  }

  /// Every reading gives the same answer, if for different reasons: what not all of them say is marked as hanging on the point.
  private static func agreed(_ judgements: [Judgement], _ worst: Judgement, _ hanging: [String]) -> Judgement {
    var result = worst
    result.duties = joined(judgements)
    let all = judgements.flatMap(\.constraints).uniqued()
    let common = all.filter { constraint in judgements.allSatisfy { $0.constraints.contains(constraint) } }
    let isSettled = common.contains { $0.verdict == worst.verdict }
    result.constraints = all.map { constraint in
      guard !common.contains(constraint) else { return constraint }
      var marked = constraint
      marked.assumptions = hanging
      if isSettled, constraint.verdict == .prohibited {
        marked.verdict = .undetermined
        marked.openPoint = .disputed
      }
      return marked
    }
    return result
  }

  /// Whether flipping one point alone changes the answer.
  private static func matters(_ name: String, _ judgements: [Judgement], _ readings: [Set<String>]) -> Bool {
    for (reading, judgement) in zip(readings, judgements) where !reading.contains(name) {
      guard let other = readings.firstIndex(of: reading.union([name])) else { continue }
      if judgements[other] != judgement { return true }
    }
    return false
  }

  /// Duties that touch the license we give or the source we must disclose are not the same answer.
  private static func outboundDutiesDiffer(_ judgements: [Judgement]) -> Bool {
    let touching: Set<DutyKind> = [.shareAlike, .flowDown, .discloseSource]
    let sets = judgements.map { Set($0.duties.filter { touching.contains($0.duty.kind) }.map { "\($0.source)#\($0.term)" }) }
    return sets.dropFirst().contains { $0 != sets[0] }
  }

  /// A duty on the license we give, or on source, that only some readings know.
  private static func parting(_ judgements: [Judgement]) -> OwedDuty? {
    judgements.flatMap(\.duties).first { duty in
      [.shareAlike, .flowDown, .discloseSource].contains(duty.duty.kind)
        && !judgements.allSatisfy { $0.duties.contains { $0.source == duty.source && $0.term == duty.term } }
    }
  }

  private static func cite(_ duty: OwedDuty?, in point: inout Constraint) {
    guard let duty else { return }
    point.source = duty.source
    point.term = duty.term
    point.clause = duty.clause
    point.anchor = duty.anchor
    point.summary = duty.summary
    point.acts = duty.trigger.map { [$0] } ?? []
  }

  /// All duties of all readings; one that not every reading knows is uncertain.
  private static func joined(_ judgements: [Judgement]) -> [OwedDuty] {
    var result: [OwedDuty] = []
    for judgement in judgements {
      for duty in judgement.duties where !result.contains(where: { $0.source == duty.source && $0.term == duty.term }) {
        var joined = duty
        joined.isCertain =
          duty.isCertain && judgements.allSatisfy { $0.duties.contains { $0.source == duty.source && $0.term == duty.term } }
        result.append(joined)
      }
    }
    return result
  }

  // MARK: One reading

  private func judgements(
    _ graph: ComponentGraph, _ conclusions: [LicenseConclusion], _ use: Use, assumed: Set<String>
  ) -> [Judgement] {
    var judge = ReadingJudge(graph: graph, use: use, vocabulary: vocabulary, settings: settings, assumed: assumed)
    return graph.components.indices.map { judge.judgement(of: $0, conclusions[$0]) }
  }
}

extension PreparedLicense {
  /// Assumptions that a definition or a condition of the license hangs on.
  package var assumptions: Set<String> {
    var names: Set<String> = []
    for value in becomes.values {
      if case .assuming(let name, _, _) = value { names.insert(name) }
    }
    for entry in entries {
      var tests = entry.term.condition.tests
      if case .may(let permission) = entry.term.statement, let only = permission.only { tests += only.tests }
      for case .assuming(let name) in tests { names.insert(name) }
    }
    return names
  }
}
