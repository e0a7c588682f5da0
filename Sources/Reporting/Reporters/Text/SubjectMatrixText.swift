import Diagnostics
import Licensing

/// Many models against many uses: one line a model, or a combination of one.
package struct SubjectMatrixText: Sendable {
  private let options: TextOptions

  package init(_ options: TextOptions) { self.options = options }

  package func text(_ report: AuditReport) -> String {
    var page = TextPage(options, ReportContext(report))
    for error in report.errors {
      page.message(error)
      page.gap()
    }
    var uses: [String] = []
    for assessment in report.assessments where !uses.contains(assessment.use) { uses.append(assessment.use) }
    var rows: [AuditReport.Matrix.Row] = []
    for subject in Grouping.groups(report.assessments, by: \.subject) {
      let name = report.subjects[subject[0].subject]
      for (index, combination) in Grouping.groups(subject, by: \.combination).enumerated() {
        let title = index == 0 ? name : CombinationWords.difference(of: combination[0].combination, from: subject[0].combination)
        rows.append(row(title, depth: index == 0 ? 0 : 1, combination, uses, report))
      }
    }
    if !rows.isEmpty { MatrixText(matrix: .init(uses: uses, rows: rows), heading: "model").draw(on: &page) }
    page.gap()
    page.paragraph("duties are counted, not named: `licensecheck check` tells them. Not legal advice.")
    return page.text
  }

  private func row(
    _ title: String, depth: Int, _ assessments: [AuditReport.AssessmentRecord], _ uses: [String], _ report: AuditReport
  ) -> AuditReport.Matrix.Row {
    let cells = uses.map { use -> AuditReport.Matrix.Cell in
      guard let assessment = assessments.first(where: { $0.use == use }) else {
        return .init(verdict: .permitted, duties: 0, isConcerned: false)
      }
      let isChoice = report.assessments.contains { $0.subject == assessment.subject && $0.combination != assessment.combination }
      return .init(verdict: assessment.verdict, duties: assessment.duties.count, isBest: isChoice && assessment.isBest)
    }
    return .init(component: "", title: title, depth: depth, kind: "", license: "", cells: cells)
  }
}
