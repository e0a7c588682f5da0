import Licensing

extension AuditReport {
  /// Puts findings into the order in which every format lists them, the worst first and those of one kind together, and numbers
  /// them anew: `F1` is the first that a reader sees.
  package mutating func orderFindings() {
    // What only an alternative or another use leads to comes after what decides.
    let isShown = { (finding: FindingRecord) in finding.isWritten && finding.isDeciding }
    let ordered = Grouping.ordered(findings.filter(isShown)) + Grouping.ordered(findings.filter { !isShown($0) })
    var names: [String: String] = [:]
    for (index, finding) in ordered.enumerated() { names[finding.id] = "F\(index + 1)" }
    findings = ordered.map { finding in
      var finding = finding
      finding.id = names[finding.id] ?? finding.id
      return finding
    }
    for index in assessments.indices {
      assessments[index].findings = assessments[index].findings.map { names[$0] ?? $0 }
    }
  }
}
