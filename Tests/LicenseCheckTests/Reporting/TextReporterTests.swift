import Diagnostics
import Licensing
import Testing

@testable import Reporting

@Suite struct TextReporterTests {
  private func text(_ report: AuditReport, _ options: TextOptions = TextOptions()) -> String {
    TextReporter(options).text(report)
  }

  @Test func aProhibitionShowsPlacePathClauseFactsAndFix() {
    expectSnapshot(text(ReportSamples.full()), "full-100.txt")
  }

  @Test func aNarrowTerminalWraps() {
    let output = text(ReportSamples.full(), TextOptions(width: 60))
    expectSnapshot(output, "full-60.txt")
  }

  @Test func unicodeBringsSignsAndColorRepeatsWords() {
    expectSnapshot(text(ReportSamples.full(), TextOptions(unicode: true)), "full-unicode.txt")
    let colored = text(ReportSamples.full(), TextOptions(color: true))
    expectSnapshot(colored, "full-color.txt")
    #expect(withoutColor(colored) == text(ReportSamples.full()))
  }

  @Test func asciiMeansAscii() {
    var report = ReportSamples.full()
    report.findings[0].message = "données « privées » 日本語"
    report.title = "café"
    #expect(text(report).utf8.allSatisfy { $0 < 0x80 })
  }

  @Test func verboseShowsEveryDutyInDetail() {
    expectSnapshot(text(ReportSamples.full(), TextOptions(verbose: true)), "full-verbose.txt")
  }

  @Test func quietKeepsWhatFails() {
    expectSnapshot(text(ReportSamples.full(), TextOptions(quiet: true)), "full-quiet.txt")
  }

  @Test func aRunThatPassesIsShort() {
    expectSnapshot(text(ReportSamples.passing()), "passing.txt")
    #expect(text(ReportSamples.passing(), TextOptions(quiet: true)).isEmpty)
  }

  @Test func withoutAStatedUseAllStandardUsesAreShown() {
    var report = ReportSamples.full()
    report.isUseStated = false
    report.use.profile = "commercial"
    report.findings[0].uses = ReportSamples.uses
    report.findings[0].evidence = []
    func decides(_ uses: [String]) -> Bool { uses.isEmpty || uses.contains("commercial") }
    for index in report.findings.indices { report.findings[index].isDeciding = decides(report.findings[index].uses) }
    for index in report.duties.indices { report.duties[index].isDeciding = decides(report.duties[index].uses) }
    report.questions = []
    report.waived = []
    report.assessments = ReportSamples.uses.map { use in
      AuditReport.AssessmentRecord(combination: ["acme-chat"], use: use, verdict: .prohibited)
    }
    report.matrix = ReportSamples.matrix(uses: ReportSamples.uses)
    expectSnapshot(text(report), "no-use-100.txt")
    expectSnapshot(text(report, TextOptions(width: 60)), "no-use-60.txt")
    expectSnapshot(text(report, TextOptions(width: 200, unicode: true)), "no-use-200.txt")
  }

  @Test func aMatrixTooWideForTheTerminalComesInBlocks() {
    var report = ReportSamples.empty()
    report.matrix = ReportSamples.matrix(uses: ReportSamples.uses)
    report.verdict = .prohibited
    report.exitCode = 1
    let output = text(report, TextOptions(width: 40))
    expectSnapshot(output, "matrix-40.txt")
    #expect(output.split(separator: "\n").allSatisfy { DisplayWidth.of(String($0)) <= 40 })
  }

  @Test func manyFindingsOfOneKindStandTogether() {
    var report = ReportSamples.empty()
    report.verdict = .undetermined
    report.exitCode = 1
    report.findings = (1...12).flatMap { number in
      ["research", "hosted-commercial"].map { use in
        var finding = AuditReport.FindingRecord(
          id: "F\(number)-\(use)", rule: "unresolved-parent", verdict: .undetermined,
          message: "the license of a parent is unknown")
        finding.openPoint = .unknownText
        finding.component = "data-\(number)"
        finding.evidence = [ReportSamples.place("\"nc-corpus\"")]
        finding.uses = [use]
        return finding
      }
    }
    report.duties = (1...3).map { number in
      var duty = AuditReport.DutyRecord(id: "D\(number)", duty: "license-copy")
      duty.component = "code-\(number)"
      duty.license = "Apache-2.0"
      duty.clause = "4(a)"
      duty.reason = "nobody looked"
      return duty
    }
    let output = text(report)
    expectSnapshot(output, "grouped.txt")
    #expect(text(report, TextOptions(verbose: true)).split(separator: "\n").count { $0.hasPrefix("undetermined[") } == 12)
  }

  @Test func errorsShowTheirPlaceAndHelp() {
    var report = ReportSamples.empty()
    report.title = "acme-chat"
    report.verdict = .undetermined
    report.exitCode = 2
    report.errors = [
      Diagnostic(
        "unknown-key", .error, "unknown key `licence`",
        labels: [.init(ReportSamples.span("\"license\""), "did you mean `license`?")],
        help: "the keys of a component are listed by `licensecheck schema manifest`"),
      Diagnostic("unreadable", .error, "cannot read the file: permission denied", path: "weights/LICENSE"),
      Diagnostic(
        "duplicate-id", .error, "`nc-corpus` stands for two components",
        labels: [
          .init(ReportSamples.span("\"nc-corpus\""), "the second"), .init(ReportSamples.span("\"support-logs\""), "the first"),
        ]),
    ]
    expectSnapshot(text(report), "errors.txt")
  }

  @Test func hostileTextIsHarmless() {
    let file = SourceFile(path: "::error::.json", text: "{\"name\": \"\u{1B}[2J##[add-mask]x\u{202E}gpj\",\t\"a\": 1}\n")
    var report = ReportSamples.empty()
    report.title = "::stop-commands::x"
    report.verdict = .prohibited
    report.exitCode = 1
    report.components = [ReportSamples.component("c", "weights", "\u{1B}[31mred\u{9B}0m\u{200B}name", "::warning::", .prohibited)]
    var finding = AuditReport.FindingRecord(
      id: "F1", rule: "training-data", verdict: .prohibited, message: "line\n::error file=a::owned ##[error]too")
    finding.component = "c"
    finding.evidence = [.init(source: "manifest", span: ReportSamples.span("\"a\"", in: file))]
    finding.summary = String(repeating: "long ", count: 17) + "::set-output name=x::y " + String(repeating: "z ", count: 40)
    finding.fix = "\u{FEFF}\u{2066}::add-mask::\u{2069}"
    report.findings = [finding]
    for options in [TextOptions(), TextOptions(width: 60, unicode: true)] {
      let output = text(report, options)
      expectSnapshot(output, options.unicode ? "hostile-unicode.txt" : "hostile.txt")
      #expect(!output.unicodeScalars.contains { $0 != "\n" && HostileText.isHidden($0) })
      #expect(!output.contains("##["))
      #expect(!output.split(separator: "\n").contains { $0.drop { $0 == " " }.hasPrefix("::") })
    }
  }

  @Test func theSameReportGivesTheSameBytes() {
    #expect(text(ReportSamples.full()) == text(ReportSamples.full()))
  }

  private func withoutColor(_ text: String) -> String {
    var result = ""
    var isEscape = false
    for scalar in text.unicodeScalars {
      if scalar == "\u{1B}" { isEscape = true }
      if !isEscape { result.unicodeScalars.append(scalar) }
      if scalar == "m" { isEscape = false }
    }
    return result
  }
}
