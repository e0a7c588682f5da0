import Diagnostics
import Inventory
import LicenseCatalog
import Licensing

/// Under which licenses the result may be given on.
///
/// Candidates that every clause of the lineage answers alike are judged together, so that a thousand names cost a handful of
/// assessments.
package struct OutboundSurvey {
  package enum Answer: String, Sendable, CaseIterable { case accepted, unclear, refused }

  /// A clause that refuses, leaves open or accepts, and the component that brings it.
  package struct Ground: Sendable {
    package var component: Int?
    package var constraint: Constraint
  }

  /// Licenses with one answer for one reason.
  package struct Group: Sendable {
    package var names: [String]
    package var answer: Answer
    /// What refuses them or leaves them open; empty where they are accepted.
    package var grounds: [Ground]
    /// Clauses that say to whom the result may be given under which license, and accept these.
    package var accepting: [Ground]
    /// Clauses that accept own terms only if these carry what the clause demands, which nobody can see.
    package var conditions: [Ground]
  }

  private let evaluator: Evaluator
  private let use: Use
  private let conclusions: [LicenseConclusion]
  private let given: ComponentGraph
  private let silent: ComponentGraph

  /// - Parameters:
  ///   - components: those of one subject; what they declare for our own work is left aside, for it is what is asked.
  ///   - use: what is done; it should give something on.
  package init(_ components: [Component], evaluator: Evaluator, use: Use) {
    self.evaluator = evaluator
    self.use = use
    let given = ComponentGraph(components, isReleased: true)
    self.given = given
    conclusions = evaluator.conclusions(for: given).conclusions
    var undeclared = components
    let ours = Set(given.components.indices.filter { given.isMadeByUs[$0] }.map { given.components[$0].id })
    for index in undeclared.indices where ours.contains(undeclared[index].id) { undeclared[index].declared = [] }
    silent = ComponentGraph(undeclared, isReleased: true)
  }

  package var graph: ComponentGraph { given }

  /// The answers for the candidates: the accepted first, within an answer the larger groups first.
  package func groups(of candidates: [String]) -> [Group] {
    let baseline = Set(said(assessment(giving: nil)).map(\.constraint))
    var byVector: [[Int]: [String]] = [:]
    var order: [[Int]] = []
    for name in candidates {
      let vector = answers(to: name)
      if byVector[vector] == nil { order.append(vector) }
      byVector[vector, default: []].append(name)
    }
    let groups = order.compactMap { byVector[$0].map { group($0, baseline) } }
    return OutboundSurvey.joined(groups).sorted { first, second in
      (first.answer.rank, -first.names.count, first.names.first ?? "") < (
        second.answer.rank, -second.names.count, second.names.first ?? ""
      )
    }
  }

  // MARK: What distinguishes candidates

  private struct BindingTerm {
    var duty: Duty
    var license: LicenseTerms
  }

  /// Every clause of the lineage that says under which license recipients get the thing.
  private var bindingTerms: [BindingTerm] {
    var seen: Set<String> = []
    return conclusions.flatMap(\.licenses).flatMap(\.entries).compactMap { entry in
      guard case .must(let duty) = entry.term.statement, duty.bindsRecipients, !duty.isEncouraged,
        seen.insert("\(entry.source)#\(entry.term.label)").inserted, let license = evaluator.catalog.terms(entry.source)
      else { return nil }
      return BindingTerm(duty: duty, license: license)
    }
  }

  /// Two candidates with equal answers here are judged alike.
  private func answers(to name: String) -> [Int] {
    let license = GivenLicense(Self.located(name), in: evaluator.catalog)
    let restricts = license.restrictsUse(in: evaluator.catalog).map { $0 ? 1 : 2 } ?? 0
    return [restricts] + bindingTerms.map { $0.duty.acceptance(of: license, by: $0.license).rank }
  }

  private static func located(_ name: String) -> Located<String> {
    Located(name, SourceSpan(SourceFile(path: "outbound license", text: name), 0..<name.utf8.count))
  }

  // MARK: Judging

  private func assessment(giving name: String?) -> Assessment {
    var use = use
    use.facts.releaseLicense = name.map(Self.located)
    return evaluator.assess(name == nil ? silent : given, conclusions: conclusions, use: use)
  }

  private func said(_ assessment: Assessment) -> [Ground] {
    assessment.judgements.enumerated().flatMap { node, judgement in
      judgement.constraints.map { Ground(component: node, constraint: $0) }
    } + assessment.findings.map { Ground(component: $0.component, constraint: $0.constraint) }
  }

  private func group(_ names: [String], _ baseline: Set<Constraint>) -> Group {
    let name = names[0]
    let assessment = assessment(giving: name)
    let new = said(assessment).filter { $0.constraint.verdict != nil && !baseline.contains($0.constraint) }
    let worst = new.compactMap(\.constraint.verdict).max()
    let answer: Answer = worst == .prohibited ? .refused : worst == nil ? .accepted : .unclear
    var group = Group(names: names, answer: answer, grounds: [], accepting: [], conditions: [])
    group.grounds = new.filter { $0.constraint.verdict == worst }
    // One clause that refuses is enough; who accepts them besides helps nobody.
    if answer == .refused { return group }
    let license = GivenLicense(Self.located(name), in: evaluator.catalog)
    for (node, judgement) in assessment.judgements.enumerated() {
      for owed in judgement.duties where owed.duty.bindsRecipients && !owed.duty.isEncouraged {
        guard let terms = evaluator.catalog.terms(owed.source) else { continue }
        let ground = Ground(component: node, constraint: Constraint(citing: owed))
        switch owed.duty.acceptance(of: license, by: terms) {
        case .accepted: group.accepting.append(ground)
        case .unverified: group.conditions.append(ground)
        case .refused, .listedElsewhere, .ambiguous: break
        }
      }
    }
    return group
  }

  /// Different vectors may come to the same answer for the same clauses.
  private static func joined(_ groups: [Group]) -> [Group] {
    var result: [Group] = []
    for group in groups {
      let same = result.firstIndex { $0.answer == group.answer && $0.reasons == group.reasons }
      if let same { result[same].names += group.names } else { result.append(group) }
    }
    for index in result.indices { result[index].names.sort() }
    return result
  }
}

extension OutboundSurvey.Group {
  fileprivate var reasons: [[String]] {
    [grounds, accepting, conditions].map { list in
      list.map { "\($0.component ?? -1)|\($0.constraint.rule)|\($0.constraint.source ?? "")|\($0.constraint.term ?? "")" }
    }
  }
}

extension OutboundSurvey.Answer {
  fileprivate var rank: Int {
    switch self {
    case .accepted: 0
    case .unclear: 1
    case .refused: 2
    }
  }
}

extension OutboundAnswer {
  fileprivate var rank: Int {
    switch self {
    case .accepted: 0
    case .refused: 1
    case .unverified: 2
    case .listedElsewhere: 3
    case .ambiguous: 4
    }
  }
}

extension Constraint {
  /// The clause of a duty, as a ground that decides nothing by itself.
  fileprivate init(citing owed: OwedDuty) {
    self.init(rule: "", verdict: nil)
    source = owed.source
    term = owed.term
    clause = owed.clause
    anchor = owed.anchor
    summary = owed.summary
  }
}
