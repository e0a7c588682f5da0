import Diagnostics
import Licensing
import Testing

@testable import Reporting

/// Names and texts of others that try to act wherever a report is shown. Every format is tried, and one that is added tomorrow too.
@Suite struct HostileReportTests {
  private static let payloads = [
    "\u{1B}[31mred\u{1B}]0;title\u{7}", "::error::owned", "##[add-mask]x", "x-->y", "a|b", "`code` and `half", "@octocat",
    "#1 GH-2",
    "<script>alert(1)</script>", "<!-- x", "]]>", "\u{202E}gpj.exe\u{2066}", "\u{0}nul", "![x](http://evil.example/x.png)",
    "[a](javascript:x)", "www.evil.example https://evil.example a@evil.example", "\r\n::stop-commands::x", "\n##[error]x",
    "%0A::error::y,file=z:1", "&lt;b&gt;", "\u{200B}\u{FEFF}", "\u{9B}31m", "$\\href{javascript:x}{y}$", "\u{2028}::error::z",
    "| a | b |\n|---|---|", "\"><img src=x onerror=y>", "'; --", "\\", "{\"a\": 1}", "~~~", "***", ":x:", "</details></code>",
  ]
  private static let all = payloads.joined(separator: " ")
  /// Several at once, where a whole audit is run for each.
  private static let groups = stride(from: 0, to: payloads.count, by: 6).map { start in
    payloads[start..<min(start + 6, payloads.count)].joined(separator: "x")
  }

  private func check(_ report: AuditReport, _ what: String) {
    for format in ReportFormat.all {
      // Only text that people read looks at them.
      let all = [TextOptions(), TextOptions(width: 60, unicode: true, verbose: true)]
      for options in format.syntax == .text ? all : [all[0]] {
        let problems = HarmlessOutput.problems(in: format.write(report, ReportSettings(text: options)), format.syntax)
        #expect(problems == [], "\(format.name) of \(what)")
      }
    }
  }

  /// Every text of a report is the payload.
  private func report(_ text: String) -> AuditReport {
    let file = SourceFile(path: "models/\(text)/model.json", text: "{\"name\": \"\(text)\", \"license\": \"x\"}\n\(text)")
    let span = SourceSpan(file, 3..<max(4, file.bytes.count - 4))
    var report = AuditReport(
      toolVersion: text, catalogVersion: text,
      use: .init(profile: text, acts: [text], facts: [.init(name: text, value: .text(text), origin: .baseline)]))
    report.title = text
    report.subjects = [text]
    report.verdict = .prohibited
    report.exitCode = 1
    report.inputs = [.init(path: file.path, sha256: "00")]
    report.documents = [file]
    var component = AuditReport.ComponentRecord(id: text, kind: text, name: text, verdict: .prohibited)
    component.declared = text
    component.evidence = [.init(source: text, span: span)]
    report.components = [component]
    var finding = ReportSamples.trainingData()
    (finding.message, finding.summary, finding.fix, finding.license) = (text, text, text, text)
    (finding.clause, finding.component, finding.remedy, finding.term) = (text, text, text, text)
    finding.path = [text, text]
    finding.pathWords = [text]
    finding.evidence = [.init(source: text, span: span), .init(source: text, span: span, quote: text)]
    finding.furtherClauses = [text]
    var organizational = finding
    (organizational.id, organizational.rule, organizational.verdict) = ("F2", text, .undetermined)
    report.findings = [finding, organizational]
    var duty = ReportSamples.displayText()
    (duty.duty, duty.text, duty.component, duty.license, duty.clause) = (text, text, text, text, text)
    (duty.summary, duty.reason, duty.places, duty.evidence) = (text, text, [text], [.init(source: text, span: span, quote: text)])
    var unverified = duty
    (unverified.id, unverified.status) = ("D2", .unverified)
    report.duties = [duty, unverified]
    var question = ReportSamples.usersQuestion()
    (question.fact, question.prompt, question.component) = (text, text, text)
    question.answers = [.init(when: text, verdict: .prohibited)]
    report.questions = [question]
    var assessment = AuditReport.AssessmentRecord(combination: [text], use: text, verdict: .prohibited)
    assessment.fixes = [.init(changes: [.init(kind: text, component: text, detail: text)], verdict: .duties)]
    report.assessments = [assessment]
    var waived = organizational
    waived.id = "F3"
    report.waived = [.init(finding: waived, reason: text, approvedBy: text, until: text, place: .init(source: text, span: span))]
    report.errors = [
      Diagnostic(text, .error, text, labels: [.init(span, text)], help: text), Diagnostic(text, .error, text, path: text),
    ]
    report.notes = [Diagnostic(text, .warning, text, labels: [.init(span, text)], help: text)]
    return report
  }

  @Test(arguments: payloads) func aTextIsOnlyShown(_ payload: String) {
    check(report(payload), payload)
  }

  @Test func allOfThemAtOnce() { check(report(Self.all), "all payloads") }

  private func quoted(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
      scalar.value < 0x20 || scalar == "\"" || scalar == "\\"
        ? "\\u" + String(repeating: "0", count: 4 - String(scalar.value, radix: 16).count) + String(scalar.value, radix: 16)
        : String(scalar)
    }.joined()
  }

  @Test(arguments: groups) func aManifestOfTheProgramItself(_ payload: String) throws {
    let name = quoted(payload)
    let manifest = """
      {"manifest": 1, "name": "\(name)", "version": "\(name)", "components": [
        {"id": "\(name)", "kind": "weights", "name": "\(name)", "license": "\(name)",
         "from": [{"component": "b", "relationship": "trained-on", "by": "us"}, {"component": "\(name)x", "relationship": "contains"}]},
        {"id": "b", "kind": "data", "name": "b", "license": "cc-by-nc-4.0"}]}
      """
    check(try FormatSamples.report(Array(manifest.utf8), named: "model.json"), "a manifest")
  }

  @Test(arguments: groups) func aCardOfTheProgramItself(_ payload: String) throws {
    let name = quoted(payload)
    let card = """
      ---
      license: other
      license_name: "\(name)"
      license_link: "\(name)"
      base_model: "\(name)"
      datasets: ["\(name)", "cc-by-nc-4.0"]
      extra_gated_prompt: "\(name) You may not use this for commercial purposes. \(name)"
      ---
      # \(payload)
      License: \(payload)
      """
    check(try FormatSamples.report(Array(card.utf8), named: "README.md"), "a card")
  }

  @Test func invalidUTF8IsReportedAndNotRepeated() throws {
    let bytes = Array("---\nlicense: \"".utf8) + [0xFF, 0xC3, 0x28, 0xED, 0xA0, 0x80] + Array("::error::x\"\n---\n".utf8)
    let report = try FormatSamples.report(bytes, named: "README.md")
    #expect(report.exitCode == 2)
    check(report, "invalid UTF-8")
  }
}
