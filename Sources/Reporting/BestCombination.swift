import Licensing

extension AuditReport {
  /// Marks, for each subject and use, the combinations that no other one beats.
  package mutating func markBest() {
    struct Question: Hashable {
      var subject: Int
      var use: String
    }
    var best: [Question: AssessmentRecord] = [:]
    for assessment in assessments {
      let question = Question(subject: assessment.subject, use: assessment.use)
      if let known = best[question], !assessment.isBetter(than: known) { continue }
      best[question] = assessment
    }
    for index in assessments.indices {
      let known = best[Question(subject: assessments[index].subject, use: assessments[index].use)]
      assessments[index].isBest = known.map { !$0.isBetter(than: assessments[index]) } ?? true
    }
  }
}

extension AuditReport.AssessmentRecord {
  fileprivate func isBetter(than other: Self) -> Bool {
    (verdict, duties.count, findings.count) < (other.verdict, other.duties.count, other.findings.count)
  }
}
