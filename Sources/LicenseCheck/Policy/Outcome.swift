import Licensing
import Reporting

extension ExitStatus {
  /// What a report ends the run with: what is waived, or told below `error`, keeps its verdict and is left out here.
  init(_ report: AuditReport, failOn: FailOn, isForgiving: Bool) {
    self.init(
      verdicts: report.openVerdicts, duties: report.duties.filter { $0.isDeciding }, hasErrors: !report.errors.isEmpty,
      failOn: failOn, isForgiving: isForgiving)
  }
}

extension AuditReport {
  /// The verdict of each assessment that decides, by the findings that nobody answers for.
  var openVerdicts: [Verdict] {
    var verdicts: [String: (verdict: Verdict?, uses: Set<String>, level: FindingLevel)] = [:]
    for finding in findings { verdicts[finding.id] = (finding.verdict, Set(finding.uses), finding.level) }
    var waived: [String: Verdict] = [:]
    for record in self.waived { waived[record.finding.id] = record.finding.verdict }
    let required = Set(duties.filter { !$0.isEncouraged }.map(\.id))
    // Findings that belong to no assessment are about the policy itself.
    let assessed = Set(assessments.flatMap(\.findings))
    let others = findings.filter { !assessed.contains($0.id) && $0.level == .error }.compactMap(\.verdict)
    return others
      + assessments.filter { $0.isDeciding && $0.isWritten }.map { assessment in
        var open = assessment.duties.contains(where: required.contains) ? Verdict.duties : .permitted
        var told = open
        for id in assessment.findings {
          let finding = verdicts[id]
          told = max(told, finding?.verdict ?? waived[id] ?? .permitted)
          guard let finding, let verdict = finding.verdict, finding.level == .error, finding.uses.contains(assessment.use) else {
            continue
          }
          open = max(open, verdict)
        }
        // A verdict that no finding explains cannot be waived either.
        return told < assessment.verdict ? assessment.verdict : open
      }
  }
}
