import Diagnostics
import Licensing
import Reporting
import Testing

@testable import DocumentFormats
@testable import LicenseCheck

private func pin(_ text: String) -> ComponentPin? {
  ComponentPin(Located(text, SourceSpan(SourceFile(path: "", text: text), 0..<text.utf8.count)))
}

struct ComponentPinTests {
  @Test func `a name may begin with an at sign, and a revision is never empty`() {
    #expect(pin("acme/x@3f1c")?.revision == "3f1c")
    #expect(pin("@scope/x")?.name == "@scope/x" && pin("@scope/x")?.revision == nil)
    #expect(pin("@scope/x@1.2")?.name == "@scope/x")
    #expect(pin("x@") == nil)
  }

  @Test func `only a commit may be shortened, and an unknown revision is none`() {
    let commit = String(repeating: "3f1c", count: 10)
    #expect(pin("x@3f1c")?.isAt(commit) == true && pin("x@3f1c3")?.isAt(commit) == true)
    #expect(pin("x@3f1")?.isAt(commit) == false && pin("x@3f1c")?.isAt("3f1c.2") == false)
    #expect(pin("x@3f1c")?.isAt(nil) == false && pin("x")?.isAt(nil) == true)
  }
}

struct CalendarDateCountTests {
  @Test func `counting days and naming them are each other's inverse`() {
    for days in stride(from: -800_000, through: 800_000, by: 37) {
      #expect(CalendarDate(daysSince1970: days).daysSince1970 == days)
    }
  }
}

struct WaiverBookTests {
  private static func waiver(_ text: String) throws -> Waiver {
    let file = SourceFile(
      path: "w.yaml", text: "waivers:\n  - {\(text), reason: written license 42, approved-by: x, until: 2027-01-01}\n")
    return try ProjectConfiguration.readWaivers(file, context: ReadingContext()).waivers[0]
  }

  /// Two uses, each with the same two findings.
  private static func report() -> AuditReport {
    var report = AuditReport(toolVersion: "", catalogVersion: "", use: .init(profile: nil, acts: [], facts: []))
    for (id, rule, verdict) in [("F1", "training-data", Verdict.prohibited), ("F2", "territory", .undetermined)] {
      var finding = AuditReport.FindingRecord(id: id, rule: rule, verdict: verdict, message: "")
      finding.component = "data"
      finding.uses = ["one", "two"]
      report.findings.append(finding)
    }
    report.components = [.init(id: "data", kind: "data", name: "acme/data", verdict: .prohibited)]
    for use in ["one", "two"] {
      var assessment = AuditReport.AssessmentRecord(combination: ["data"], use: use, verdict: .prohibited)
      assessment.findings = ["F1", "F2"]
      report.assessments.append(assessment)
    }
    report.verdict = .prohibited
    return report
  }

  private static let today = CalendarDate(daysSince1970: 20_000)

  @Test func `a waiver takes its finding out of the exit status, and the next worst is left`() throws {
    var report = Self.report()
    WaiverBook([try Self.waiver("rule: training-data, component: acme/data")], on: Self.today).apply(to: &report)
    #expect(report.openVerdicts == [.undetermined, .undetermined] && report.verdict == .prohibited)
    #expect(report.waived.map(\.finding.verdict) == [.prohibited] && report.findings.map(\.id) == ["F2"])
    WaiverBook([try Self.waiver("rule: territory, component: ACME/Data")], on: Self.today).apply(to: &report)
    #expect(report.openVerdicts == [.permitted, .permitted])
  }

  @Test func `a waiver of one use leaves the other as it is`() throws {
    var report = Self.report()
    WaiverBook([try Self.waiver("rule: training-data, component: data, use: two")], on: Self.today).apply(to: &report)
    #expect(report.openVerdicts == [.prohibited, .undetermined])
    #expect(report.findings.map(\.uses) == [["one"], ["one", "two"]] && report.waived.map(\.finding.uses) == [["two"]])
  }

  @Test(arguments: [
    "rule: training-data, component: other", "rule: field-of-use, component: data", "rule: training-data, component: data@1",
    "rule: training-data, component: data, use: three",
    "rule: training-data, component: data, text-sha256: \(String(repeating: "a", count: 64))",
  ])
  func `a waiver of something else waives nothing and is told`(text: String) throws {
    var report = Self.report()
    WaiverBook([try Self.waiver(text)], on: Self.today).apply(to: &report)
    #expect(report.openVerdicts == [.prohibited, .prohibited] && report.waived.isEmpty)
    #expect(report.notes.count == 1 && report.notes.allSatisfy { $0.severity == .warning })
  }

  @Test func `a waiver holds on its last day and not on the next`() throws {
    let waiver = try Self.waiver("rule: training-data, component: data")
    for (days, holds) in [(0, true), (1, false)] {
      var report = Self.report()
      WaiverBook([waiver], on: CalendarDate(daysSince1970: waiver.until.value.daysSince1970 + days)).apply(to: &report)
      #expect(report.waived.isEmpty == !holds)
    }
  }

  @Test func `a verdict that no finding explains cannot be waived`() throws {
    var report = Self.report()
    report.findings.removeFirst()
    WaiverBook([try Self.waiver("rule: territory, component: data")], on: Self.today).apply(to: &report)
    #expect(report.openVerdicts == [.prohibited, .prohibited])
  }
}
