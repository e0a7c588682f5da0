import Diagnostics
import Documents
import Licensing
import Testing

@testable import Reporting

@Suite struct JSONReporterTests {
  /// The keys of the contract, by the path of their object; `[]` is any element.
  private static let contract: [(path: [String], keys: [String])] = [
    (
      [],
      [
        "schema", "tool", "input", "verdict", "use", "assessments", "components", "findings", "duties", "questions", "risks",
        "waived", "errors",
      ]
    ),
    (["tool"], ["version", "catalog"]),
    (["input", "[]"], ["path", "sha256"]),
    (["use"], ["profile", "acts", "facts"]),
    (["assessments", "[]"], ["combination", "use", "verdict", "findings", "duties", "questions", "fixes", "assumptions"]),
    (["assessments", "[]", "fixes", "[]"], ["changes", "verdict"]),
    (["assessments", "[]", "fixes", "[]", "changes", "[]"], ["kind", "component"]),
    (["components", "[]"], ["id", "kind", "name", "license", "verdict", "evidence"]),
    (["components", "[]", "license"], ["declared", "detected", "concluded", "match"]),
    (["components", "[]", "evidence", "[]"], ["source", "path", "line"]),
    (
      ["findings", "[]"],
      [
        "id", "rule", "verdict", "component", "license", "term", "clause", "message", "path", "evidence", "remedy", "fix",
        "assumptions", "fingerprint",
      ]
    ),
    (["findings", "[]", "evidence", "[]"], ["path", "line", "endLine", "quote"]),
    (["duties", "[]"], ["id", "duty", "text", "where", "component", "license", "clause", "trigger", "status", "evidence"]),
    (["questions", "[]"], ["id", "fact", "prompt", "answers"]),
    (["questions", "[]", "answers", "[]"], ["when", "verdict"]),
    (
      ["risks", "[]"],
      ["id", "component", "license", "term", "clause", "power", "summary", "unprovoked", "evidence", "uses"]
    ),
    (["waived", "[]"], ["finding", "waiver"]),
    (["errors", "[]"], ["code", "message", "path", "line", "column", "help"]),
  ]

  private func document(_ report: AuditReport, _ layout: JSONWriter.Layout = .pretty) throws -> Document {
    try JSONReader.read(SourceFile(path: "report.json", bytes: JSONReporter(layout).bytes(report)))
  }

  private func full() -> AuditReport {
    var report = ReportSamples.full()
    report.errors = [
      Diagnostic("unknown-key", .error, "unknown key", labels: [.init(ReportSamples.span("\"manifest\""))], help: "drop it"),
      Diagnostic("unreadable", .error, "cannot read", path: "LICENSE"),
    ]
    var risk = AuditReport.RiskRecord(
      id: "R1", power: "restrict-remotely", component: "chat-8b", license: "llama3.1", isUnprovoked: true)
    risk.clause = "3.2"
    risk.summary = "The licensor may limit the use."
    report.risks = [risk]
    report.notes = [Diagnostic("unused-waiver", .warning, "a waiver is unused")]
    return report
  }

  private func nodes(_ root: DocumentNode, _ path: [String]) -> [DocumentNode] {
    path.reduce([root]) { nodes, step in
      nodes.flatMap { node in step == "[]" ? Array(node.elements) : node[step].map { [$0] } ?? [] }
    }
  }

  @Test func everyKeyOfTheContractIsThere() throws {
    let root = try document(full()).root
    for (path, keys) in Self.contract {
      let found = nodes(root, path)
      #expect(!found.isEmpty, "no \(path)")
      for node in found {
        for key in keys { #expect(node[key] != nil, "\(path) lacks \(key)") }
      }
    }
    let empty = try document(ReportSamples.empty()).root
    for key in Self.contract[0].keys { #expect(empty[key] != nil, "an empty report lacks \(key)") }
  }

  @Test func reportsFitTheSchema() throws {
    let schema = try JSONReader.read(SourceFile(path: "schema.json", text: ReportSchema.text))
    let check = SchemaCheck(schema: schema.root)
    for report in [full(), ReportSamples.empty(), ReportSamples.passing()] {
      for layout in [JSONWriter.Layout.pretty, .compact] {
        let document = try document(report, layout)
        #expect(check.mistakes(in: document.root) == [])
      }
    }
    let wrong = try JSONReader.read(SourceFile(path: "wrong.json", text: "{\"schema\": \"x\", \"tool\": 3}"))
    #expect(check.mistakes(in: wrong.root).count > 10)
  }

  @Test func theSchemaRequiresWhatTheContractLists() throws {
    let schema = try JSONReader.read(SourceFile(path: "schema.json", text: ReportSchema.text))
    func resolved(_ node: DocumentNode) -> DocumentNode? {
      node["$ref"]?.string.map { schema.root["$defs"]?[String($0.dropFirst("#/$defs/".count))] } ?? node
    }
    for (path, keys) in Self.contract {
      var node: DocumentNode? = schema.root
      for step in path {
        node = (step == "[]" ? node?["items"] : node?["properties"]?[step]).flatMap(resolved)
      }
      let required = node?["required"]?.elements.compactMap(\.string) ?? []
      for key in keys { #expect(required.contains(key), "\(path) does not require \(key)") }
    }
  }

  @Test func factsKeepTheirTypes() throws {
    let facts = try document(full()).root["use"]?["facts"]
    #expect(facts?["commercial"]?.bool == true)
    #expect(facts?["actor.monthlyActiveUsers"]?.integer == 1_200_000)
    #expect(facts?["regions"]?.elements.compactMap(\.string) == ["EU", "US"])
    #expect(facts?["receivedAs"]?.string == "direct")
    #expect(facts?["fields"]?.kind == .array)
  }

  @Test func theWholeReport() {
    expectSnapshot(String(decoding: JSONReporter().bytes(full()), as: UTF8.self), "full.json")
    expectSnapshot(String(decoding: JSONReporter().bytes(ReportSamples.empty()), as: UTF8.self), "empty.json")
  }

  @Test func hostileTextIsEscapedButTheSame() throws {
    var report = ReportSamples.empty()
    report.title = "a\u{1B}[31m\u{202E}b\u{200B}\u{E0041} ##[error]::x 日本"
    let bytes = JSONReporter().bytes(report)
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(!text.contains("##["))
    #expect(!text.unicodeScalars.contains { $0 != "\n" && HostileText.isHidden($0) })
    #expect(text.contains("日本"))
    #expect(try document(report).root["title"]?.string == report.title)
  }
}

@Suite struct FactValueTests {
  @Test(arguments: [
    ("true", FactValue.bool(true)), ("false", .bool(false)), ("null", .null), ("1200000", .number(1_200_000)),
    ("-1.5", .number(-1.5)),
    ("[EU, US]", .list(["EU", "US"])), ("[]", .list([])), ("company", .text("company")), ("nan", .text("nan")),
    ("0x10", .text("0x10")),
  ])
  func isReadFromText(_ text: String, _ value: FactValue) {
    #expect(FactValue(parsing: text) == value)
    #expect(value.text == text)
  }
}
