import CatalogData
import Diagnostics
import Inventory
import Licensing
import Testing

@testable import LicenseCatalog
@testable import LicenseCheck

@Suite struct KnownAssetsTests {
  private static let header = "id\tkind\tlicense\tmodality\tparents\tcreated\tsource\n"

  private func source(_ lines: String...) -> SourceFile {
    SourceFile(path: "licenses/assets/test.tsv", text: Self.header + lines.map { $0 + "\n" }.joined())
  }

  /// Three generations, a data set, a circle, a model that declares nothing, and one whose parent nobody knows.
  private var family: SourceFile {
    source(
      "Acme/base\tweights\tmit\ttext\t\t2024-07-14\tcard",
      "acme/child\tweights\tapache-2.0\ttext,image\tfine-tuned-from=ACME/Base\t\tcard",
      "acme/corpus\tdata\tcc-by-nc-4.0\t\t\t\tcard",
      "acme/grandchild\tweights\tllama3.1\t\tquantized-from=acme/child,merged-from=acme/base\t\tcard",
      "acme/orphan\tweights\tmit\t\tadapter-of=acme/unheard-of\t\tcard", "acme/silent\tweights\t\t\t\t\tcard",
      "ring/a\tweights\tmit\t\tmerged-from=ring/b,merged-from=ring/a\t\tcard",
      "ring/b\tweights\tmit\t\tmerged-from=ring/a\t\tcard")
  }

  private func inventory(_ relationship: Relationship, of target: String) -> Inventory {
    let card = SourceFile(path: "README.md", text: "base_model: \(target)\n")
    let span = SourceSpan(card, 12..<12 + target.utf8.count)
    var root = Component(id: "root", kind: .weights, name: "us/root", span: span)
    root.lineage = [Lineage(target: Located(target, span), relationship: relationship)]
    var parent = Component(id: target, kind: relationship.parentKind, name: target, span: span)
    parent.isDescribed = false
    var inventory = Inventory(path: "README.md")
    inventory.components = [root, parent]
    return inventory
  }

  private func resolved(_ target: String, _ relationship: Relationship = .fineTunedFrom, limit: Int = 100) -> Inventory {
    AssetResolver([KnownAssets(source: family)], limit: limit).resolved(inventory(relationship, of: target))
  }

  private func outline(_ component: Component) -> String {
    let license = component.declared.flatMap(\.names).map(\.value).joined(separator: " ")
    let lineage = component.lineage.map { "\($0.relationship.rawValue) \($0.target.value)" }.joined(separator: ", ")
    return "\(component.id): \(component.isDescribed ? license : "?"); \(lineage)"
  }

  // MARK: Looking up

  @Test func `an id is found in any case`() throws {
    let asset = try #require(KnownAssets(source: family).asset("aCME/CHILD"))
    #expect(asset.id.value == "acme/child")
    #expect(asset.modality == ["text", "image"])
    #expect(asset.created == nil)
    #expect(asset.parents.map(\.id.value) == ["ACME/Base"])
    #expect(asset.parents.map(\.relationship) == [.fineTunedFrom])
  }

  @Test func `every line is found, and nothing else`() {
    let assets = KnownAssets(source: family)
    let ids = ["Acme/base", "acme/child", "acme/corpus", "acme/grandchild", "acme/orphan", "acme/silent", "ring/a", "ring/b"]
    for id in ids { #expect(assets.asset(id)?.id.value == id) }
    for id in ["", "id", "acme", "acme/", "acme/bas", "acme/base2", "zzz/z", "\t", "acme/child\tweights", "#"] {
      #expect(assets.asset(id) == nil)
    }
    #expect(KnownAssets(source: SourceFile(path: "empty", text: "")).asset("acme/base") == nil)
    #expect(KnownAssets(source: source()).asset("acme/base") == nil)
  }

  @Test func `a fact points at its line`() throws {
    let asset = try #require(KnownAssets(source: family).asset("acme/base"))
    #expect(asset.span.start.line == 2)
    #expect(asset.licenses.first?.span.start == SourcePosition(line: 2, column: 19))
    #expect(asset.licenses.map(\.span.text) == ["mit"])
    #expect(asset.created == CalendarDate("2024-07-14"))
  }

  @Test(arguments: [
    "acme/x\tweights\tmit\t\t\t\t", "acme/x\tengine\tmit\t\t\t\tcard", "acme/x\tweights\tmit\t\tcousin-of=a/b\t\tcard",
    "acme/x\tweights\tmit\t\tfine-tuned-from\t\tcard", "acme/x\tweights\tmit\t\t\tyesterday\tcard", "acme/x\tweights\tmit", "",
  ])
  func `a wrong line is a mistake`(line: String) {
    let mistakes = KnownAssets.mistakes(in: source("acme/a\tweights\tmit\t\t\t\tcard", line))
    #expect(mistakes.map(\.code) == ["bad-line"])
  }

  @Test func `order is checked as if all letters were small`() {
    #expect(KnownAssets.mistakes(in: family).isEmpty)
    let swapped = source("b/b\tweights\t\t\t\t\tcard", "A/a\tweights\t\t\t\t\tcard")
    #expect(
      KnownAssets.mistakes(in: swapped).map(\.line) == [
        "licenses/assets/test.tsv:3:1: error: ids must stand once each, sorted as if all letters were small"
      ])
    let twice = source("a/b\tweights\t\t\t\t\tcard", "A/B\tweights\t\t\t\t\tcard")
    #expect(KnownAssets.mistakes(in: twice).map(\.code) == ["unsorted"])
    let headless = SourceFile(path: "x.tsv", text: "a/b\tweights\t\t\t\t\tcard\n")
    #expect(KnownAssets.mistakes(in: headless).map(\.code) == ["bad-line"])
  }

  // MARK: Resolving

  @Test func `parents of parents are described`() {
    let result = resolved("acme/GRANDCHILD")
    #expect(
      result.components.map(outline) == [
        "root: ; fine-tuned-from acme/GRANDCHILD",
        "acme/GRANDCHILD: llama3.1; quantized-from acme/child, merged-from acme/base",
        "acme/child: apache-2.0; fine-tuned-from acme/base",
        "acme/base: mit; ",
      ])
    #expect(result.components.dropFirst().allSatisfy { $0.lineage.allSatisfy { $0.by == .upstream } })
    #expect(result.components.dropFirst().allSatisfy { $0.declared.allSatisfy { $0.source == .registry } })
    #expect(result.components.dropFirst().allSatisfy { $0.evidence.map(\.source) == ["registry"] })
  }

  @Test func `a parent nobody knows stays undescribed, and so does a copy without a record`() {
    #expect(resolved("acme/nobody").components.map(outline) == ["root: ; fine-tuned-from acme/nobody", "acme/nobody: ?; "])
    #expect(resolved("acme/orphan").components.map(outline).last == "acme/unheard-of: ?; ")
    for copy in ["acme/base-GGUF", "acme/base-bnb-4bit", "unsloth/base", "base"] {
      #expect(resolved(copy, .quantizedFrom).components.last?.isDescribed == false)
    }
  }

  @Test func `a known model whose record has no license declares none`() {
    let silent = resolved("acme/silent").components.last
    #expect(silent?.isDescribed == true)
    #expect(silent?.declared.isEmpty == true)
  }

  @Test func `a circle ends`() {
    #expect(
      resolved("ring/a").components.map(outline) == [
        "root: ; fine-tuned-from ring/a", "ring/a: mit; merged-from ring/b", "ring/b: mit; merged-from ring/a",
      ])
  }

  @Test func `data is no model`() {
    #expect(resolved("acme/corpus").components.last?.isDescribed == false)
    #expect(resolved("acme/corpus", .trainedOn).components.last.map(outline) == "acme/corpus: cc-by-nc-4.0; ")
    #expect(resolved("datasets/acme/corpus", .trainedOn).components.last.map(outline) == "datasets/acme/corpus: cc-by-nc-4.0; ")
    #expect(resolved("acme/base", .trainedOn).components.last?.isDescribed == false)
  }

  @Test func `what is described stays as it is`() {
    var inventory = inventory(.quantizedFrom, of: "acme/child")
    var base = Component(id: "our-base", kind: .weights, name: "acme/BASE")
    base.declared = [DeclaredLicense(names: [Located("ours", inventory.components[0].span!)], source: .manifest)]
    inventory.components.append(base)
    let result = AssetResolver([KnownAssets(source: family)]).resolved(inventory)
    #expect(
      result.components.map(outline) == [
        "root: ; quantized-from acme/child", "acme/child: apache-2.0; fine-tuned-from our-base", "our-base: ours; ",
      ])
  }

  @Test func `an endless lineage is an error`() {
    let result = resolved("acme/grandchild", limit: 3)
    #expect(result.components.count == 3)
    #expect(result.diagnostics.map(\.code) == ["too-many-components"])
  }

  // MARK: The shipped table

  @Test(arguments: ["hub-models", "hub-data"]) func `a shipped table is sound, and its lineage ends`(table: String) throws {
    let catalog = Catalog(compiled: CompiledCatalog.bytes)
    let source = try #require(catalog.file("assets/\(table).tsv"))
    #expect(KnownAssets.mistakes(in: source).isEmpty)
    let assets = KnownAssets(source: source)
    let ids = source.text(in: 0..<source.bytes.count).split(separator: "\n").dropFirst().map { $0.prefix { $0 != "\t" } }
    #expect(ids.count > 500)
    for id in ids {
      let asset = try #require(assets.asset(id.uppercased()))
      #expect(asset.id.value == id)
      let result = AssetResolver([assets]).resolved(inventory(asset.kind == .data ? .trainedOn : .fineTunedFrom, of: String(id)))
      #expect(result.components[1].isDescribed)
      #expect(result.diagnostics.isEmpty)
    }
  }
}
