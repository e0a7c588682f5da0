import Evaluation
import Inventory
import Licensing

/// All that an assessment says, in lines that do not depend on the order of sets.
struct AssessmentOutline {
  let text: String

  init(_ assessment: Assessment) {
    let components = assessment.graph.components
    var lines = ["verdict: \(assessment.verdict.rawValue)"]
    for (node, judgement) in assessment.judgements.enumerated() {
      let licenses = judgement.licenses.joined(separator: ", ")
      let conclusion = assessment.conclusions[node].title
      lines.append(
        "\(components[node].id): \(assessment.verdict(of: node).rawValue) under \(conclusion) [\(licenses)]"
          + " \(judgement.choice ?? "-") \(Self.words(judgement.acts))")
      lines += judgement.constraints.map { "  " + Self.words($0) }
      lines += judgement.duties.map { "  " + Self.words($0) }
    }
    lines += assessment.findings.map { finding in
      "finding on \(finding.component.map { components[$0].id } ?? "-") (\(finding.license ?? "-")): \(Self.words(finding.constraint))"
        + (finding.span.map { " at \($0.file.path)" } ?? "")
    }
    lines += assessment.risks.map { "risk \($0.power) \(components[$0.component].id) \($0.source)#\($0.term ?? "-")" }
    for (name, readings) in assessment.readings.sorted(by: { $0.key < $1.key }) {
      lines.append("\(name): \(readings.sorted { $0.key < $1.key }.map { "\($0.key) → \($0.value.rawValue)" })")
    }
    lines.append("met: \(assessment.assumptionsMet.sorted())")
    text = lines.joined(separator: "\n") + "\n"
  }

  private static func words(_ acts: ActSet) -> String { acts.map(\.rawValue).sorted().joined(separator: ",") }

  private static func words(_ constraint: Constraint) -> String {
    let open = constraint.open.map { $0.fact?.rawValue ?? "?" }.joined(separator: ",")
    let parts: [String?] = [
      constraint.rule, constraint.verdict?.rawValue, constraint.openPoint?.rawValue, constraint.source, constraint.term,
      constraint.clause, constraint.against.joined(separator: ","), words(constraint.acts), constraint.state.map { "\($0)" },
      constraint.remedy, constraint.facts.map(\.rawValue).joined(separator: ","), open,
      constraint.assumptions.joined(separator: ","), constraint.detail, constraint.place.map { "\($0.start.line)" },
    ]
    return parts.map { $0 ?? "-" }.joined(separator: " | ")
  }

  private static func words(_ owed: OwedDuty) -> String {
    "must \(owed.duty.kind.rawValue) \(owed.source)#\(owed.term) \(owed.trigger?.rawValue ?? "-") \(owed.state.map { "\($0)" } ?? "-")"
      + (owed.isCertain ? "" : " perhaps") + (owed.duty.isEncouraged ? " if you like" : "") + " \(owed.summary)"
  }
}
