import Evaluation
import Inventory
import Reporting

/// Joins the risks of several uses and subjects into the records of one report.
struct RiskRecords {
  private(set) var records: [AuditReport.RiskRecord] = []
  private var indices: [String: Int] = [:]

  /// - Parameters:
  ///   - id: the name of a component in the report.
  ///   - license: the license of a component that states a clause itself or by a document.
  mutating func add(
    _ assessment: Assessment, isDeciding: Bool, id: (Component) -> String, license: (String, Int) -> String
  ) {
    for risk in assessment.risks {
      let component = assessment.graph.components[risk.component]
      let key = [id(component), risk.power, risk.source, risk.term ?? ""].joined(separator: "\u{1F}")
      if let known = indices[key] {
        if !records[known].uses.contains(assessment.use.id) { records[known].uses.append(assessment.use.id) }
        records[known].isDeciding = records[known].isDeciding || isDeciding
        continue
      }
      indices[key] = records.count
      let license = license(risk.source, risk.component)
      var record = AuditReport.RiskRecord(
        id: "R\(records.count + 1)", power: risk.power, component: id(component), license: license,
        isUnprovoked: risk.isUnprovoked)
      record.term = risk.term
      record.clause = risk.clause.map { risk.source == license ? $0 : "\(risk.source) \($0)" }
      record.summary = risk.summary
      record.evidence = ClauseQuote(risk.anchor, of: risk.source, in: component).map { [$0.place] } ?? []
      record.uses = [assessment.use.id]
      record.isDeciding = isDeciding
      records.append(record)
    }
  }
}
