import Diagnostics
import Documents
import Evaluation
import Licensing
import Testing

@testable import Reporting

@Suite struct GitHubReporterTests {
  private func lines(_ report: AuditReport) -> [String] {
    GitHubReporter(paths: ReportPaths()).text(report).split(separator: "\n").map(String.init)
  }

  @Test func atMostTenOfAKindTheLastOfThemACount() {
    let shown = lines(FormatSamples.many(30))
    #expect(shown.count { $0.hasPrefix("::error ") } == 10)
    #expect(shown[9] == "::error title=licensecheck::21 more, see the log or the summary of this step")
    #expect(shown.count { $0.contains("parent ") } == 30)
    #expect(lines(FormatSamples.many(10)).count { $0.hasPrefix("::error file=") } == 10)
  }

  @Test func propertiesAndMessagesAreEscaped() {
    #expect(GitHubReporter.message("50%:\r\n,") == "50%25:%0D%0A,")
    #expect(GitHubReporter.property("a:b,c%") == "a%3Ab%2Cc%25")
  }

  @Test func columnsOnlyWithinOneLine() {
    var report = FormatSamples.many(2)
    report.findings[0].evidence[0].span = SourceSpan(report.findings[0].evidence[0].span.file, 0..<10)
    let shown = lines(report)
    #expect(shown[0].contains("line=1,endLine=2,title=") && shown[1].contains("line=2,endLine=2,col=1,endColumn=7,title="))
  }
}

@Suite struct GitLabReporterTests {
  private func items(_ report: AuditReport) throws -> [DocumentNode] {
    Array(try JSONReader.read(SourceFile(path: "x", bytes: GitLabReporter(paths: ReportPaths()).bytes(report))).root.elements)
  }

  @Test func severitiesFollowTheVerdict() throws {
    var report = FormatSamples.whole()
    report.findings += FormatSamples.many(1).findings
    let found = try items(report).compactMap { $0["severity"]?.string }
    #expect(found == ["blocker", "critical", "major", "minor", "info"])
  }

  @Test func fingerprintsDifferSoThatNothingIsDropped() throws {
    var report = FormatSamples.many(3)
    for index in report.findings.indices { report.findings[index].fingerprint = "same" }
    #expect(try items(report).compactMap { $0["fingerprint"]?.string } == ["same", "same-2", "same-3"])
  }
}

@Suite struct JUnitReporterTests {
  @Test func everyRuleOfEveryComponentIsACase() {
    let report = ReportSamples.passing()
    let cases = JUnitCases(report).cases
    for component in report.components {
      for rule in Rule.all {
        #expect(cases.contains { $0.rule == rule.id && $0.component == component.name && $0.outcome == .passed })
      }
    }
  }

  @Test func whatFailsIsNotGreenAndWhatIsWaivedIsSkipped() {
    let cases = JUnitCases(FormatSamples.whole()).cases
    func outcomes(_ rule: String, _ component: String) -> [JUnitCase.Outcome] {
      cases.filter { $0.rule == rule && $0.component == component }.map(\.outcome)
    }
    #expect(outcomes("training-data", "acme/nc-corpus") == [.failure])
    #expect(outcomes("unreadable", "weights/LICENSE") == [.error])
    #expect(outcomes("unknown-license", "scraped") == [.skipped])
    #expect(outcomes("duty/display-text", "acme/chat-8b") == [.failure])
    #expect(outcomes("question", "acme/chat-8b") == [.skipped])
    #expect(outcomes("duty/name-prefix", "acme/chat-8b") == [.passed])
  }

  @Test func aDutyThatNoFileShowsDidNotPass() {
    var report = ReportSamples.passing()
    report.duties[0].status = .unverified
    #expect(JUnitCases(report).cases.filter { $0.rule == "duty/name-prefix" }.map(\.outcome) == [.skipped])
  }

  @Test func aWaiverDoesNotHideWhatItDoesNotCover() {
    var report = FormatSamples.whole()
    var other = report.findings[0]
    (other.id, other.rule) = ("F9", "training-data")
    report.waived = [.init(finding: other, reason: "contract 42")]
    #expect(
      JUnitCases(report).cases.filter { $0.rule == "training-data" && $0.component == "acme/nc-corpus" }.map(\.outcome) == [
        .failure
      ])
  }

  @Test func whatXMLHasNoSignForIsLeftOut() {
    #expect(XMLText.escaped("a\u{0}\u{B}\u{FFFE}<]]>&\"'\u{1F600}") == "a&lt;]]&gt;&amp;&quot;&apos;\u{1F600}")
  }
}

@Suite struct MarkdownReporterTests {
  @Test(arguments: [
    ("a|b", "a\\|b"), ("<b>", "&lt;b&gt;"), ("@me", "@&#8203;me"), ("#1", "\\#&#8203;1"), ("https://x", "https:&#8203;//x"),
    ("www.x", "www&#8203;.x"), ("![x](y)", "!\\[x\\](y)"), ("_a_ *b*", "\\_a\\_ \\*b\\*"), ("&lt;", "&amp;lt;"),
    ("GH-1", "GH-&#8203;1"),
    ("plain words: yes", "plain words: yes"), ("`", "\\`"),
  ]) func textIsOnlyText(_ text: String, _ shown: String) {
    #expect(MarkdownText.plain(text) == shown)
  }

  @Test func namesInBackticksAreCode() {
    #expect(MarkdownText.prose("whether `a|b` is <ok>") == "whether <code>a\\|b</code> is &lt;ok&gt;")
    #expect(MarkdownText.prose("odd ` one") == "odd \\` one")
    #expect(MarkdownText.code("a/b.json:1") == "`a/b.json:1`")
    #expect(MarkdownText.code("a`b") == "<code>a\\`b</code>")
  }

  @Test func whatDoesNotFitIsLeftOutWholeAndNamed() {
    var reporter = MarkdownReporter(paths: ReportPaths())
    let report = FormatSamples.whole()
    let whole = reporter.text(report)
    #expect(!whole.contains("Left out"))
    reporter.limit = whole.utf8.count - 100
    let cut = reporter.text(report)
    #expect(cut.utf8.count <= reporter.limit && cut.contains("**Left out, because the comment would be too long:** "))
    #expect(cut.split(separator: "\n").last == whole.split(separator: "\n").last)
  }

  @Test func aCommentNeverExceedsTheLimit() {
    let text = MarkdownReporter(paths: ReportPaths()).text(FormatSamples.many(3_000))
    #expect(text.utf8.count <= 65_536)
    #expect(text.contains("part of findings") && text.contains("more\n"))
    #expect(HarmlessOutput.problems(in: Array(text.utf8), .markdown) == [])
  }

  @Test func theMarkerIsTheSameForEveryVersion() {
    var report = FormatSamples.whole()
    let marker = MarkdownReporter.marker(report)
    #expect(marker == "<!-- licensecheck:acme-chat:hosted-commercial -->")
    report.title = "acme-chat 2.0.0"
    #expect(MarkdownReporter.marker(report) == marker)
    report.title = "a--><script>"
    #expect(MarkdownReporter.marker(report) == "<!-- licensecheck:a-script-:hosted-commercial -->")
  }
}
