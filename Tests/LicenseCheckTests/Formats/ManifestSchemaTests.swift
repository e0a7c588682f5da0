import Diagnostics
import Documents
import Foundation
import Testing

@testable import DocumentFormats

struct ManifestSchemaTests {
  @Test func `the schema is JSON`() throws {
    let document = try JSONReader.read(SourceFile(path: "manifest.schema.json", text: ManifestSchema.text))
    #expect(document.root["$schema"]?.string == "https://json-schema.org/draft/2020-12/schema")
  }

  @Test func `the schema knows the keys that the reader knows`() throws {
    let document = try JSONReader.read(SourceFile(path: "manifest.schema.json", text: ManifestSchema.text))
    func keys(_ node: DocumentNode?) -> Set<String> { Set(node?["properties"]?.members.map(\.key.value) ?? []) }
    #expect(keys(document.root) == Set(ManifestReader.keys))
    #expect(keys(document.root["$defs"]?["component"]) == Set(ManifestReader.componentKeys))
    #expect(keys(document.root["$defs"]?["use"]) == Set(ManifestReader.useKeys))
  }

  static let good = [
    ManifestTests.example,
    #"{"manifest": 1, "components": [{"id": "m", "mofComponent": "Datasets"}]}"#,
    #"{"manifest": 1, "components": [{"id": "m", "kind": "data", "modality": "text"}], "use": {"acts": "run", "regions": "EU"}}"#,
    """
    {"manifest": 1, "components": [{"id": "m", "kind": "data"}], "use": {"actor": {"monthlyActiveUsers":
    {"group": [{"date": "2024-01-01", "value": 3}]}}, "fields": [{"field": "military", "consent": true}]}}
    """,
  ]
  static let bad = [
    "{}", #"{"manifest": 1, "components": []}"#, #"{"manifest": 2, "components": [{"id": "m", "kind": "data"}]}"#,
    #"{"manifest": 1, "components": [{"id": "m"}]}"#, #"{"manifest": 1, "components": [{"id": "m", "kind": "data", "x": 1}]}"#,
    #"{"manifest": 1, "components": [{"id": "m", "kind": "data", "license": ["a"]}]}"#,
    #"{"manifest": 1, "components": [{"id": "m", "kind": "data", "from": [{"component": "a/b", "relationship": "x"}]}]}"#,
    #"{"manifest": 1, "components": [{"id": "m", "kind": "data"}], "use": {"actor": {"annualRevenueUSD": -1}}}"#,
    #"{"manifest": 1, "components": [{"id": "m", "kind": "data"}], "use": {"actor": {"annualRevenueUSD": {}}}}"#,
    #"{"manifest": 1, "components": [{"id": "m", "kind": "data"}], "use": {"acts": ["fly"]}}"#,
    #"{"manifest": 1, "components": [{"id": "m", "kind": "data"}], "use": {"agreements": [{"license": "x"}]}}"#,
  ]

  /// Whether the schema accepts each example, by an implementation that is not ours.
  private static func verdicts(on examples: [String]) throws -> [Bool] {
    let script = """
      import json, sys, jsonschema
      schema, examples = json.load(sys.stdin)
      jsonschema.Draft202012Validator.check_schema(schema)
      validator = jsonschema.Draft202012Validator(schema)
      print(json.dumps([validator.is_valid(json.loads(text)) for text in examples]))
      """
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let list = String(decoding: try JSONEncoder().encode(examples), as: UTF8.self)
    try input.fileHandleForWriting.write(contentsOf: Data("[\(ManifestSchema.text), \(list)]".utf8))
    try input.fileHandleForWriting.close()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return try JSONDecoder().decode([Bool].self, from: data)
  }

  private static let hasValidator = (try? verdicts(on: [])) != nil

  @Test(.enabled(if: hasValidator, "python3 with jsonschema is not here"))
  func `the schema accepts what the reader accepts, and refuses what it refuses`() throws {
    #expect(try Self.verdicts(on: Self.good) == Self.good.map { _ in true })
    #expect(try Self.verdicts(on: Self.bad) == Self.bad.map { _ in false })
    for text in Self.good where text != ManifestTests.example { #expect(try manifest(text).errors == [], "\(text)") }
    for text in Self.bad { #expect(try manifest(text).errors != [], "\(text)") }
  }
}
