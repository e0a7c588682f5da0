import Diagnostics
import Licensing
import Reporting
import Testing

@testable import LicenseCheck

struct KnownFindingsTests {
  private func report(_ findings: [(fingerprint: String, verdict: Verdict, uses: [String])]) -> AuditReport {
    var report = AuditReport(toolVersion: "", catalogVersion: "", use: .init(profile: nil, acts: [], facts: []))
    for (index, given) in findings.enumerated() {
      var finding = AuditReport.FindingRecord(id: "F\(index + 1)", rule: "territory", verdict: given.verdict, message: "")
      finding.fingerprint = given.fingerprint
      finding.uses = given.uses
      report.findings.append(finding)
    }
    return report
  }

  private func left(_ known: [(String, Verdict, [String])], of findings: [(String, Verdict, [String])]) -> [String] {
    var book = KnownFindings(.baseline, reason: "")
    for (fingerprint, verdict, uses) in known { book.add(fingerprint, verdict, uses: uses) }
    var report = report(findings.map { ($0.0, $0.1, $0.2) })
    book.apply(to: &report)
    return report.findings.map(\.id)
  }

  @Test func `of equal findings as many are known as were there`() {
    let one = ("a", Verdict.prohibited, ["u"])
    #expect(left([one], of: [one]) == [] && left([one], of: [one, one]) == ["F2"] && left([one, one], of: [one, one]) == [])
  }

  @Test func `a worse verdict or another use is new`() {
    #expect(left([("a", .undetermined, ["u"])], of: [("a", .prohibited, ["u"])]) == ["F1"])
    #expect(left([("a", .prohibited, ["u"])], of: [("a", .prohibited, ["u", "v"])]) == ["F1"])
    #expect(left([("a", .prohibited, ["u", "v"])], of: [("a", .undetermined, ["v"])]) == [])
    #expect(left([("b", .prohibited, ["u"])], of: [("a", .prohibited, ["u"])]) == ["F1"])
  }

  @Test func `a baseline is read as it was written`() throws {
    var report = report([("0123456789abcdef0123456789abcdef", .prohibited, ["u"])])
    report.findings[0].component = "x\u{202E}\"y"
    let baseline = Baseline(report)
    let read = try Baseline(SourceFile(path: "b.json", text: baseline.text))
    #expect(read.entries == baseline.entries && read.entries.count == 1)
    #expect(throws: DiagnosticError.self) {
      try Baseline(SourceFile(path: "b.json", text: baseline.text.replacing("prohibited", with: "undetermined")))
    }
  }
}
