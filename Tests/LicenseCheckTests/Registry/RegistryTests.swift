import Diagnostics
import Foundation
import Inventory
import LicenseCatalog
import Licensing
import Reporting
import Testing

@testable import LicenseCheck

@Suite struct RegistryTests {
  private static let plain = TerminalStyle(width: 100, color: false, unicode: true)

  @Test func `every license name of a shipped asset has a meaning`() {
    for facts in ShippedCatalog.assets.flatMap(\.everything) {
      for name in facts.licenseNames where LicenseMeaning(name).kind == "unknown" { Issue.record("\(facts.id.value): \(name)") }
    }
  }

  @Test func `every shipped fact has a source that is described`() {
    let table = AssetOrigin.table(ShippedCatalog.catalog)
    #expect(table.count > 10)
    for facts in ShippedCatalog.assets.flatMap(\.everything) where AssetOrigin.of(facts.source, in: table) == nil {
      Issue.record("\(facts.id.value): \(facts.source)")
    }
  }

  @Test func `a registry that is given first speaks first, and an id is found in any case`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "registry-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let first = folder.appending(path: "first.json").path
    let second = folder.appending(path: "second.ndjson").path
    try #"{"id": "Acme/Base", "tags": ["license:mit"], "pipeline_tag": "text-generation"}"#
      .write(toFile: first, atomically: true, encoding: .utf8)
    try #"{"id": "acme/base", "tags": ["license:cc-by-nc-4.0"], "pipeline_tag": "text-generation"}"#
      .write(toFile: second, atomically: true, encoding: .utf8)
    func licenses(_ paths: [String]) throws -> [String]? {
      AssetResolver(try UserRegistry.sources(paths)).facts(of: "ACME/base", kind: .weights)?.licenseNames
    }
    #expect(try licenses([]) == nil)
    #expect(try licenses([first]) == ["mit"])
    #expect(try licenses([first, second]) == ["mit"])
    #expect(try licenses([second, first]) == ["cc-by-nc-4.0"])
    #expect(throws: DiagnosticError.self) { try UserRegistry(path: folder.appending(path: "none").path) }
  }
}
