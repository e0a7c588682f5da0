import Licensing
import Testing

@testable import Reporting

@Suite struct ExitStatusTests {
  private func status(
    _ verdicts: [Verdict], _ duties: [AuditReport.DutyStatus] = [], errors: Bool = false, _ failOn: FailOn = .standard,
    forgiving: Bool = false
  ) -> Int32 {
    let records = duties.map { status in
      var duty = AuditReport.DutyRecord(id: "D", duty: "license-copy")
      duty.status = status
      return duty
    }
    return ExitStatus(verdicts: verdicts, duties: records, hasErrors: errors, failOn: failOn, isForgiving: forgiving).rawValue
  }

  @Test func standardFailsOnProhibitedUndeterminedAndUnmet() {
    #expect(status([.permitted]) == 0)
    #expect(status([.duties], [.met, .unverified]) == 0)
    #expect(status([.duties], [.unmet]) == 1)
    #expect(status([.permitted, .undetermined]) == 1)
    #expect(status([.prohibited]) == 1)
  }

  @Test func anErrorWins() {
    #expect(status([.prohibited], errors: true) == 2)
    #expect(status([.permitted], errors: true, .never, forgiving: true) == 2)
  }

  @Test func noOutcomeImpliesAnother() {
    #expect(status([.prohibited], FailOn([.undetermined])) == 0)
    #expect(status([.prohibited, .undetermined], FailOn([.undetermined])) == 1)
    #expect(status([.duties], [.unmet], FailOn([.prohibited])) == 0)
    #expect(status([.duties], [], FailOn([.duties])) == 1)
    #expect(status([.prohibited], [.unmet], .never) == 0)
  }

  @Test func forgivenessTurnsOneIntoZero() {
    #expect(status([.prohibited], forgiving: true) == 0)
  }

  @Test func anEncouragedDutyIsNeverUnmet() {
    var duty = AuditReport.DutyRecord(id: "D", duty: "display-text")
    duty.status = .unmet
    duty.isEncouraged = true
    #expect(ExitStatus(verdicts: [.duties], duties: [duty], hasErrors: false, failOn: .standard) == .clean)
  }

  @Test func theOptionIsReadStrictly() {
    #expect(FailOn(parsing: "prohibited,unmet") == FailOn([.prohibited, .unmet]))
    #expect(FailOn(parsing: "never") == .never)
    for text in ["", "never,unmet", "prohibited,", "all", "Prohibited", "prohibited, unmet"] {
      #expect(FailOn(parsing: text) == nil)
    }
  }

  private func status(_ verdicts: [Verdict], _ failOn: FailOn) -> Int32 { status(verdicts, [], failOn) }
}
