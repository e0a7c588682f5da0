import CatalogData
import Diagnostics
import Documents
import LicenseCatalog
import Licensing
import Reporting
import Testing

@testable import LicenseCheck

@Suite struct LicenseCommandTests {
  private static let catalog = ShippedCatalog.catalog
  private static let plain = TerminalStyle(width: 100, color: false, unicode: true)

  /// The ids of all licenses for which something holds, as the list in JSON states it.
  private func ids(_ kind: String? = nil, _ family: String? = nil, where holds: (DocumentNode) -> Bool = { _ in true }) -> Set<
    String
  > {
    let output = LicenseCommands.list(
      LicenseFilter(kind: kind, family: family, openness: nil), format: "json", style: Self.plain)
    let document = try? JSONReader.read(SourceFile(path: "list.json", text: output.text))
    guard let elements = document?.root["licenses"]?.elements else { return [] }
    return Set(elements.filter(holds).compactMap { $0["id"]?.string })
  }

  @Test func `a condition that is written reads back as itself`() throws {
    for entry in Self.catalog.entries {
      for term in Self.catalog.terms(entry.id)?.terms ?? [] {
        guard let text = ConditionText.text(term.condition) else { continue }
        let read = try ConditionParser.parse(text)
        #expect(ConditionText.text(read) == text, "\(entry.id), \(term.label)")
        #expect(Set(read.tests) == Set(term.condition.tests), "\(entry.id), \(term.label)")
      }
    }
  }

  @Test func `every license is in one class of openness, and the classes say what the terms say`() {
    var classes: [String: Set<String>] = [:]
    let all = ids { node in
      if let openness = node["openness"]?.string, let id = node["id"]?.string { classes[openness, default: []].insert(id) }
      return true
    }
    #expect(all.count == Self.catalog.entries.count)
    #expect(Set(classes.keys).isSubset(of: Openness.allCases.map(\.rawValue)))
    #expect(classes["permissive"]?.isSuperset(of: ["MIT", "Apache-2.0", "CC-BY-4.0", "CC0-1.0", "OpenMDW-1.1"]) == true)
    #expect(classes["share-alike"]?.isSuperset(of: ["GPL-3.0-only", "AGPL-3.0-only", "CC-BY-SA-4.0", "ODbL-1.0"]) == true)
    #expect(classes["restricted"]?.isSuperset(of: ["llama3.1", "creativeml-openrail-m", "tencent-hunyuan-large"]) == true)
    #expect(classes["non-commercial"]?.isSuperset(of: ["CC-BY-NC-4.0", "CC-BY-NC-SA-4.0", "qwen-research", "llama1"]) == true)
    #expect(classes["no-derivatives"]?.isSuperset(of: ["CC-BY-ND-4.0", "CC-BY-ND-3.0"]) == true)
    #expect(classes["policy"] == Set(Self.catalog.entries.filter { $0.kind == .policy }.map(\.id)))
  }

  @Test func `a filter leaves what it names`() {
    #expect(ids("policy").contains("llama3.1-aup") && !ids("policy").contains("MIT"))
    #expect(ids(nil, "OpenMDW") == ["OpenMDW-1.0", "OpenMDW-1.1", "openmdw-1.1-cosmos3"])
    let creative = ids(nil, "cc-4.0") { $0["isFSFLibre"]?.bool == true }
    #expect(creative == ["CC-BY-4.0", "CC-BY-SA-4.0"])
    let filter = LicenseFilter(kind: nil, family: "cc-4.0", openness: "non-commercial")
    let text = LicenseCommands.list(filter, format: "text", style: Self.plain).text
    #expect(text.contains("CC-BY-NC-4.0 ") && !text.contains("CC-BY-4.0 "))
  }

  @Test func `a license differs from itself in nothing`() throws {
    for entry in Self.catalog.entries where entry.kind == .license {
      let terms = try #require(Self.catalog.terms(entry.id))
      let matrix = UsesMatrix(kinds: [], rows: [])
      let difference = LicenseDifference(old: (terms, matrix), new: (terms, matrix))
      #expect(difference.equal == terms.terms.count, "\(entry.id)")
      #expect(difference.added.isEmpty && difference.removed.isEmpty && difference.changed.isEmpty && difference.facts.isEmpty)
    }
  }

  @Test func `every page shows every term with its clause`() throws {
    for entry in Self.catalog.entries {
      let terms = try #require(Self.catalog.terms(entry.id))
      let page = LicensePageText(
        terms, profile: LicenseProfile(terms, openness: .unclear, limits: []), matrix: UsesMatrix(kinds: [], rows: []),
        silence: [], incorporatedBy: [], TextOptions(width: 10_000, unicode: true)
      ).text
      for term in terms.terms {
        #expect(page.contains(term.clause), "\(entry.id), \(term.label)")
        #expect(page.contains(HostileText.singleLine(term.summary, limit: 2_000)), "\(entry.id), \(term.label)")
      }
    }
  }

  @Test func `names that decide nothing say so`() {
    let family = LicenseCommands.show("gemma", format: "text", style: Self.plain, isVerbose: false)
    #expect(family.text.contains("decides nothing") && family.text.contains("gemma-2025-03-24"))
    let known = LicenseCommands.show("intel-research", format: "json", style: Self.plain, isVerbose: false)
    #expect(known.text.contains("\"meaning\": \"known-by-name\""))
    let unknown = LicenseCommands.show("\u{1B}[31m", format: "text", style: Self.plain, isVerbose: false)
    #expect(unknown.status == 2 && !unknown.errors.contains("\u{1B}"))
    #expect(LicenseCommands.difference("gemma", "MIT", format: "text", style: Self.plain).status == 2)
    #expect(LicenseCommands.list(.init(kind: nil, family: nil, openness: "free"), format: "text", style: Self.plain).status == 2)
    #expect(
      LicenseCommands.resolve(["Apache 2.0", "no\tsuch"]).text == "Apache 2.0\tterms\tApache-2.0\t\nno\\u{9}such\tunknown\t\t\n")
  }
}
