import CatalogData
import Diagnostics
import LicenseCatalog
import Licensing
import Testing

@Suite struct CatalogTests {
  static let catalog = Catalog(compiled: CompiledCatalog.bytes)

  private func outline(_ resolution: LicenseResolution) -> String {
    switch resolution {
    case .terms(let terms): "terms \(terms.id)"
    case .family(let name, let candidates, _): "family \(name) of \(candidates.count)"
    case .knownByName(let name, let why): "known \(name): \(why)"
    case .unknown(let name): "unknown \(name)"
    }
  }

  @Test(arguments: [
    ("MIT", "terms MIT"), ("mit", "terms MIT"), ("MIT License", "terms MIT"), ("apache 2.0", "terms Apache-2.0"),
    ("Apache_License 2.0", "terms Apache-2.0"), ("llama-3.1", "terms llama3.1"), ("c-uda", "terms C-UDA-1.0"),
    ("CUDA", "unknown CUDA"),
    ("GPL-3.0", "terms GPL-3.0-only"), ("gpl-3.0", "terms GPL-3.0-only"), ("GPL-3.0-only", "terms GPL-3.0-only"),
    ("GPL-3.0-or-later", "terms GPL-3.0-or-later"), ("GPL-3.0+", "terms GPL-3.0-or-later"),
    ("gpl-3.0-only+", "terms GPL-3.0-or-later"),
    ("AGPL-3.0", "terms AGPL-3.0-only"), ("AGPL-3.0-or-later", "terms AGPL-3.0-or-later"), ("MPL-2.0+", "terms MPL-2.0+"),
    ("GPL-3.0-or-later+", "terms GPL-3.0-or-later"), ("openrail++", "terms openrail++"), ("openrail", "family openrail of 8"),
    ("openrail+", "family openrail of 8"), ("gpl", "family gpl of 3"), ("gemma", "family gemma of 3"),
    ("other", "family other of 0"),
    ("unknown", "family unknown of 0"),
    ("grok2-community", "known Grok 2 Community License Agreement: known by name only; no text of it is at hand"),
    ("AAL", "known AAL: known, not modelled"), ("aal+", "known AAL+: known, not modelled"),
    (
      "GPL-2.0-with-GCC-exception",
      "known GPL-2.0-with-GCC-exception: known, not modelled; replaced by GPL-2.0 WITH GCC-exception-2.0"
    ),
    ("never-heard-of", "unknown never-heard-of"), ("never-heard-of+", "unknown never-heard-of+"), ("", "unknown "),
    ("+", "unknown +"),
    ("- _", "unknown - _"), ("#", "unknown #"), ("MIT\tterms", "unknown MIT\tterms"), ("entries", "unknown entries"),
    ("acts", "unknown acts"),
  ])
  func `a name means one thing, however it is written`(name: String, meaning: String) {
    #expect(outline(Self.catalog.resolve(name)) == meaning)
  }

  @Test func `only exact ids have terms`() {
    #expect(Self.catalog.terms("MIT")?.name == "MIT License")
    #expect(Self.catalog.terms("mit") == nil)
    #expect(Self.catalog.terms("acts") == nil)
    #expect(Self.catalog.terms("GPL-3.0-or-later")?.spdx == "GPL-3.0-or-later")
    #expect(Self.catalog.terms("GPL-3.0-only+") == nil)
  }

  @Test func `or later accepts what the text itself accepts, the text without that right, and later versions`() throws {
    let plain = try #require(Self.catalog.terms("GPL-3.0-only"))
    let later = try #require(Self.catalog.terms("GPL-3.0-or-later"))
    #expect(plain.terms.count == later.terms.count)
    let duties = later.terms.compactMap { term -> Duty? in if case .must(let duty) = term.statement { duty } else { nil } }
    let shareAlike = duties.filter { $0.kind == .shareAlike && $0.accepts.contains(.itself) }
    #expect(!shareAlike.isEmpty)
    #expect(shareAlike.allSatisfy { $0.accepts.contains(.license("GPL-3.0-only")) && $0.accepts.contains(.later) })
  }

  @Test func `every entry has terms, in the order of ids, and its lines are those of the file`() throws {
    let catalog = Self.catalog
    #expect(catalog.entries.map(\.id) == catalog.entries.map(\.id).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    #expect(catalog.entries.contains { $0.kind == .policy && $0.family == "llama-aup" })
    for entry in catalog.entries {
      let terms = try #require(catalog.terms(entry.id))
      #expect(terms.name == entry.name)
      #expect(!terms.terms.isEmpty && terms.terms.allSatisfy { $0.line > 1 } && terms.open.allSatisfy { $0.line > 1 })
    }
  }

  @Test func `the SPDX list tells facts, not terms`() {
    #expect(Self.catalog.spdxEntry("0BSD")?.isOSIApproved == true)
    #expect(Self.catalog.spdxEntry("GPL-3.0")?.replacement == "GPL-3.0-only")
    #expect(Self.catalog.spdxEntry("AAL") != nil && Self.catalog.spdxEntry("zlib-acknowledgement") != nil)
    #expect(Self.catalog.spdxEntry("MIT-") == nil && Self.catalog.spdxEntry("# id") == nil)
  }

  @Test func `a catalog in memory answers like a compiled one`() {
    var one = LicenseTerms(id: "one-1.0", name: "The One License")
    one.aliases = ["One v1"]
    one.later = "one-1.0-or-later"
    let twin = LicenseTerms(id: "one-2.0", name: "The One License")
    let catalog = Catalog(
      vocabulary: Vocabulary(), licenses: [one, twin],
      hub: [HubName(id: "one", meaning: .family(["one-1.0", "one-2.0"], why: "no version"))])
    #expect(outline(catalog.resolve("ONE V1")) == "terms one-1.0")
    #expect(outline(catalog.resolve("one-1.0+")) == "terms one-1.0-or-later")
    #expect(outline(catalog.resolve("one")) == "family one of 2")
    #expect(outline(catalog.resolve("the one license")) == "family The One License of 2")
    #expect(catalog.entries.map(\.id) == ["one-1.0", "one-2.0"])
  }

  @Test func `two files that claim one name are reported at both places`() {
    func file(_ id: String, _ more: String) -> SourceFile {
      SourceFile(path: "licenses/\(id).yaml", text: #"{"license": "\#(id)", "name": "\#(id)", \#(more)}"#)
    }
    let files = CatalogFiles([file("a-1", #""aliases": ["Same Name"]"#), file("b-1", #""hub": ["same_name"]"#)], read: readJSON)
    let mistakes = files.image(version: "1").diagnostics.filter { $0.code == "name-taken" }
    #expect(
      mistakes.map(\.line) == [
        "licenses/b-1.yaml:1:43: error: `same_name` is claimed twice: here and as `Same Name` by licenses/a-1.yaml"
      ])
    #expect(mistakes.first?.labels.count == 2)
  }

  @Test func `a file is called like its id`() {
    let file = SourceFile(path: "licenses/x.yaml", text: #"{"license": "y", "name": "Y"}"#)
    let found = CatalogFiles([file], read: readJSON).diagnostics.filter { $0.code == "file-name" }
    #expect(found.map(\.line) == ["licenses/x.yaml:1:13: error: the file is called `x.yaml`, but the id is `y`"])
  }
}
