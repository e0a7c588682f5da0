import Diagnostics
import Documents
import Evaluation
import Licensing
import Testing

@testable import Reporting

@Suite struct SARIFReporterTests {
  private func run(_ report: AuditReport, limit: Int = SARIFResults.shown, paths: ReportPaths = ReportPaths()) throws
    -> DocumentNode
  {
    var reporter = SARIFReporter(paths: paths)
    reporter.limit = limit
    let root = try JSONReader.read(SourceFile(path: "report.sarif", bytes: reporter.bytes(report))).root
    return try #require(root["runs"]?.firstElement)
  }

  private func results(_ run: DocumentNode) -> [DocumentNode] { run["results"].map { Array($0.elements) } ?? [] }

  private func region(_ result: DocumentNode) -> DocumentNode? {
    result["locations"]?.firstElement?["physicalLocation"]?["region"]
  }

  @Test func everyRuleOfTheEvaluationFitsTheLimits() {
    for rule in Rule.all {
      let described = ReportRule(ReportEntry(.prohibited, .error, rule: rule.id, message: ""))
      #expect(described.description.count < SARIFReporter.descriptionLimit && !described.title.isEmpty)
      #expect(described.title == rule.title && described.fix == rule.fix)
    }
  }

  @Test func everyRuleThatIsUsedIsDescribed() throws {
    let run = try run(FormatSamples.whole())
    let rules = run["tool"]?["driver"]?["rules"].map { Array($0.elements) } ?? []
    for result in results(run) {
      let index = try #require(result["ruleIndex"]?.integer)
      #expect(rules[index]["id"]?.string == result["ruleId"]?.string)
    }
    for rule in rules {
      for key in ["shortDescription", "fullDescription", "help"] { #expect(rule[key]?["text"]?.string?.isEmpty == false) }
      #expect(rule["properties"]?["security-severity"] == nil)
    }
  }

  @Test func errorsOfTheRunAreNotificationsAndNoResults() throws {
    let run = try run(FormatSamples.whole())
    let invocation = run["invocations"]?.firstElement
    #expect(invocation?["executionSuccessful"]?.bool == false)
    let notifications = invocation?["toolExecutionNotifications"].map { Array($0.elements) } ?? []
    #expect(notifications.compactMap { $0["level"]?.string } == ["error", "warning"])
    #expect(!results(run).contains { $0["ruleId"]?.string == "unreadable" })
    #expect(try self.run(ReportSamples.passing())["invocations"]?.firstElement?["executionSuccessful"]?.bool == true)
  }

  @Test func waivedFindingsAreSuppressedAndThenAllOthersSayThatTheyAreNot() throws {
    let found = results(try run(FormatSamples.whole()))
    #expect(found.allSatisfy { $0["suppressions"] != nil })
    let waived = found.filter { $0["suppressions"]?.firstElement != nil }
    #expect(waived.compactMap { $0["ruleId"]?.string } == ["unknown-license"])
    let suppression = waived.first?["suppressions"]?.firstElement
    #expect(suppression?["kind"]?.string == "external" && suppression?["status"]?.string == "accepted")
    #expect(suppression?["justification"]?.string?.contains("contract 42") == true)
    var report = FormatSamples.whole()
    report.waived = []
    #expect(results(try run(report)).allSatisfy { $0["suppressions"] == nil })
  }

  @Test func columnsCountUnitsOfUTF16() throws {
    let file = SourceFile(path: "a.json", text: "{\"😀é\": 1, \"license\": \"x\"}\n")
    var report = FormatSamples.many(1)
    report.findings[0].evidence = [.init(source: "manifest", span: ReportSamples.span("\"x\"", in: file))]
    let first = try #require(results(run(report)).first)
    let region = try #require(self.region(first))
    #expect(region["startColumn"]?.integer == 23 && region["endColumn"]?.integer == 26)
    #expect(ReportSamples.span("\"x\"", in: file).start.column == 22)
  }

  @Test func oneResultForARuleAndALine() throws {
    var report = FormatSamples.many(3)
    report.findings[1].evidence = report.findings[0].evidence
    let found = results(try run(report))
    #expect(found.count == 2)
    #expect(found[0]["message"]?["text"]?.string?.contains("Also data-1: parent 1 is unknown") == true)
    #expect(found[0]["properties"]?["components"]?.elements.compactMap(\.string) == ["data-0", "data-1"])
  }

  @Test func whatHasNoPlaceStandsAtTheStartOfItsDocument() throws {
    var report = FormatSamples.many(1)
    report.findings[0].evidence = []
    let first = try #require(results(run(report)).first)
    let region = try #require(self.region(first))
    #expect(["startLine", "startColumn", "endLine", "endColumn"].map { region[$0]?.integer } == [1, 1, 1, 2])
  }

  @Test func tooManyResultsAreGroupedAndThatIsSaid() throws {
    let run = try run(FormatSamples.many(30), limit: 20)
    let found = results(run)
    #expect(found.count == 2)
    #expect(found.first?["message"]?["text"]?.string?.contains("And 14 more") == true)
    let notices = run["invocations"]?.firstElement?["toolExecutionNotifications"]?.elements.compactMap {
      $0["descriptor"]?["id"]?.string
    }
    #expect(notices == ["results-grouped"])
    #expect(results(try self.run(FormatSamples.many(30), limit: 30)).count == 30)
  }

  @Test func pathsAreRelativeReferences() throws {
    #expect(RelativeReference.of("models/a b/ü%:.json") == "models/a%20b/%C3%BC%25%3A.json")
    let run = try run(FormatSamples.many(1), paths: ReportPaths(["models/many.txt": "deep/models/many.txt"]))
    let location = results(run).first?["locations"]?.firstElement?["physicalLocation"]?["artifactLocation"]
    #expect(location?["uri"]?.string == "deep/models/many.txt")
    #expect(ReportPaths().fromRoot(".//a/b") == "a/b")
  }

  @Test func theLineageIsACodeFlowAndTheClauseIsLinked() throws {
    let found = try #require(results(run(FormatSamples.whole())).first)
    let steps = found["codeFlows"]?.firstElement?["threadFlows"]?.firstElement?["locations"]?.elements
    #expect(
      steps?.compactMap { $0["location"]?["message"]?["text"]?.string } == [
        "acme/acme-chat", "acme/chat-8b (fine-tuned from, by us)", "acme/nc-corpus (trained on, by us)",
      ])
    #expect(found["message"]?["text"]?.string?.contains("[LICENSE:2](1)") == true)
    #expect(found["relatedLocations"]?.firstElement?["id"]?.integer == 1)
  }

  @Test func linksOfOthersAreNone() throws {
    var report = FormatSamples.many(1)
    report.findings[0].message = "see [here](http://evil.example)"
    #expect(results(try run(report)).first?["message"]?["text"]?.string?.contains("](") == false)
  }
}
