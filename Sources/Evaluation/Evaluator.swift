import Diagnostics
import Inventory
import LicenseCatalog
import Licensing

/// How open points are read: settings of the assumptions, and the day that counts as today.
package struct EvaluationSettings: Sendable {
  package var assumptions: [String: String]
  package var date: CalendarDate
  /// What the organization wants beside what licenses say.
  package var policy: LicensePolicy?

  package init(assumptions: [String: String], date: CalendarDate, policy: LicensePolicy? = nil) {
    self.assumptions = assumptions
    self.date = date
    self.policy = policy
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
  /// The points that something at hand hangs on, however they stand.
  package var assumptionsMet: Set<String> = []
  /// How many different cases of one license were judged, over all readings: what the work grows with.
  package var judgedCases = 0

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
  let vocabulary: Vocabulary

  package init(catalog: any LicenseSource, settings: EvaluationSettings) {
    self.catalog = catalog
    self.settings = settings
    vocabulary = catalog.vocabulary
  }

  /// What each component's license is concluded to be.
  package func conclusions(for graph: ComponentGraph) -> (conclusions: [LicenseConclusion], diagnostics: [Diagnostic]) {
    var concluder = LicenseConcluder(catalog: catalog)
    return (concluder.conclusions(for: graph), concluder.diagnostics)
  }

  /// The assessment of one graph for one use.
  package func assess(_ graph: ComponentGraph, conclusions: [LicenseConclusion], use: Use) -> Assessment {
    let disputed = disputedAssumptions(graph, conclusions)
    let readings = Self.readings(of: disputed, always: assumedAlways)
    let all = JudgedCase(graph, named(use), catalog: catalog, settings: settings)
    var judge = CaseJudge(all, readings: readings) {
      merged($0, readings: readings, disputed: disputed, isGiven: !all.givens.names.isEmpty)
    }
    var assessment = Assessment(
      use: use, graph: graph, conclusions: conclusions, judgements: [], findings: [], readings: [:])
    var verdicts = [Verdict](repeating: .permitted, count: readings.count)
    func held(_ name: String) -> Agreement? {
      let key = NameKey(name)
      return use.facts.agreements.first { NameKey($0.license) == key && ($0.until.map { $0 >= settings.date } ?? true) }
    }
    assessment.judgements = graph.components.indices.map { node in
      let conclusion = conclusions[node]
      func reached() -> ActSet { judge.reached(node) }
      let component = graph.components[node]
      func wanted(_ license: String) -> Constraint? {
        settings.policy?.constraint(
          on: license, component.kind, use: use.id, isConcluded: component.concluded.map { $0.whyVoid == nil } ?? false)
      }
      // Before branches are chosen: a branch that the organization refuses is no choice for it.
      func policed(_ judgement: Judgement, _ license: PreparedLicense) -> Judgement {
        guard !judgement.acts.isEmpty, !license.isPolicy, settings.policy != nil,
          all.use.facts.agreement(insteadOf: license.terms.id, on: settings.date) == nil,
          let constraint = wanted(license.terms.id)
        else { return judgement }
        var result = judgement
        result.constraints.append(constraint)
        return result
      }
      for index in readings.indices where readings.count > 1 {
        let judgement = conclusion.judgement(
          { policed(judge.settled(node, $0).readings[index], $0) }, reached: reached, held: held, wanted: wanted)
        verdicts[index] = max(verdicts[index], judgement.verdict)
      }
      // Each license is settled over all readings before licenses are joined: so a choice is as good as its best branch.
      return conclusion.judgement(
        { policed(judge.settled(node, $0).judgement, $0) }, reached: reached, held: held, wanted: wanted)
    }
    assessment.judgedCases = judge.judgedCases
    for name in disputed {
      var byAnswer: [String: Verdict] = [:]
      for (reading, verdict) in zip(readings, verdicts) {
        let answer = reading.contains(name) ? "yes" : "no"
        byAnswer[answer] = max(byAnswer[answer] ?? .permitted, verdict)
      }
      if Set(byAnswer.values).count > 1 { assessment.readings[name] = byAnswer }
    }
    assessment.findings = GraphRules(catalog: catalog, assessment: assessment).findings()
    takeOutbound(from: &assessment, all.givens)
    if all.givens.names.isEmpty, !use.acts.intersection(Givens.acts).isEmpty {
      let facts = all.use.facts
      let clash = OutboundClash(catalog: catalog, assessment: assessment) {
        facts.agreement(insteadOf: $0, on: settings.date) != nil
      }
      assessment.findings += clash.findings()
    }
    addCommonVerdict(of: verdicts, disputed, to: &assessment)
    return assessment
  }

  /// Agreements name a license as people do; the judge knows ids.
  private func named(_ use: Use) -> Use {
    var use = use
    for index in use.facts.agreements.indices {
      guard case .terms(let terms) = catalog.resolve(use.facts.agreements[index].license) else { continue }
      use.facts.agreements[index].license = terms.id
    }
    return use
  }

  /// What we give is stated at one place, and findings about it stand there.
  private func takeOutbound(from assessment: inout Assessment, _ givens: Givens) {
    for node in assessment.judgements.indices {
      let judgement = assessment.judgements[node]
      let outbound = judgement.constraints.filter { OutboundCheck.rules.contains($0.rule) }
      assessment.judgements[node].constraints.removeAll { OutboundCheck.rules.contains($0.rule) }
      for constraint in outbound {
        let given = givens.names.first { $0.value == constraint.detail }
        let license = judgement.licenses.first { $0 == constraint.source } ?? judgement.license
        assessment.findings.append(GraphFinding(constraint, component: node, license: license, span: given?.span))
      }
    }
  }

  /// Each reading of the disputed points may forbid for a reason of its own: then it is forbidden, whoever is right.
  private func addCommonVerdict(of verdicts: [Verdict], _ disputed: [String], to assessment: inout Assessment) {
    guard !disputed.isEmpty, verdicts.allSatisfy({ $0 == .prohibited }), assessment.verdict != .prohibited else { return }
    var constraint = Constraint(rule: Rule.disputedAssumption.id, verdict: .prohibited)
    constraint.assumptions = disputed
    constraint.detail = disputed.joined(separator: ", ")
    assessment.findings.append(GraphFinding(constraint, component: nil))
  }

  // MARK: Readings of disputed points

  var assumedAlways: Set<String> {
    Set(vocabulary.assumptions.filter { setting($0) == "yes" }.map(\.name))
  }

  func setting(_ assumption: Assumption) -> String {
    settings.assumptions[assumption.name] ?? assumption.standard
  }

  /// Points that the graph meets and that stand at `disputed`. A point left to the license is disputed where a license leaves it open.
  private func disputedAssumptions(_ graph: ComponentGraph, _ conclusions: [LicenseConclusion]) -> [String] {
    let open = Set(vocabulary.assumptions.filter { ["disputed", "by-license"].contains(setting($0)) }.map(\.name))
    guard !open.isEmpty else { return [] }
    var met = assumptionsMet(graph, conclusions)
    // No text and no row speaks of this one; the judge itself asks it.
    met.insert(Assumption.outputsCarryTerms)
    return met.intersection(open).sorted()
  }

  private static func readings(of disputed: [String], always: Set<String>) -> [Set<String>] {
    disputed.reduce([always]) { readings, name in readings + readings.map { $0.union([name]) } }
  }

  /// What holds under every reading; where readings part, the point is open and both are shown.
  private func merged(
    _ judgements: [Judgement], readings: [Set<String>], disputed: [String], isGiven: Bool
  ) -> Judgement {
    guard var result = judgements.first else { return Judgement() }
    if judgements.dropFirst().allSatisfy({ $0 == result }) { return result }
    let verdicts = judgements.map(\.verdict)
    let worst = judgements.max { $0.verdict < $1.verdict } ?? result
    let isAllowedEverywhere = verdicts.allSatisfy { $0 <= .duties }
    if isAllowedEverywhere, !Judgement.outboundDutiesDiffer(judgements, isGiven: isGiven) {
      result.duties = Judgement.duties(of: judgements)
      result.constraints = []
      for judgement in judgements {
        for constraint in judgement.constraints where !result.constraints.contains(constraint) {
          result.constraints.append(constraint)
        }
      }
      return result
    }
    if !isAllowedEverywhere, verdicts.allSatisfy({ $0.isSameAnswer(as: worst.verdict) }) {
      return Self.agreed(judgements, worst, disputed.filter { Self.flips($0, judgements, readings) { $0 != $1 } })
    }
    result = worst
    result.duties = Judgement.duties(of: judgements)
    let hanging = disputed.filter { name in
      Self.flips(name, judgements, readings) {
        $0.verdict != $1.verdict || Judgement.outboundDutiesDiffer([$0, $1], isGiven: isGiven)
      }
    }
    let common = worst.constraints.filter { constraint in judgements.allSatisfy { $0.constraints.contains(constraint) } }
    // What only informs, such as a right that ended, is not what is disputed.
    var point = worst.constraints.first { $0.verdict == worst.verdict } ?? Constraint(rule: "", verdict: nil)
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
    result.duties = Judgement.duties(of: judgements)
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

  /// Whether flipping one point alone changes what is asked about.
  private static func flips(
    _ name: String, _ judgements: [Judgement], _ readings: [Set<String>], changes: (Judgement, Judgement) -> Bool
  ) -> Bool {
    for (reading, judgement) in zip(readings, judgements) where !reading.contains(name) {
      guard let other = readings.firstIndex(of: reading.union([name])) else { continue }
      if changes(judgement, judgements[other]) { return true }
    }
    return false
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
}

extension PreparedLicense {
  /// Assumptions that a definition or a condition of the license hangs on.
  package var assumptions: Set<String> {
    var names: Set<String> = []
    for value in becomes.values {
      if case .assuming(let name, _, _) = value { names.insert(name) }
    }
    for entry in entries {
      for case .assuming(let name) in entry.tests { names.insert(name) }
    }
    return names
  }
}
