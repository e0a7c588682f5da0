import Diagnostics
import Evaluation
import Inventory
import LicenseCatalog
import Licensing
import Testing

@testable import LicenseCheck

@Suite struct NoticeBundleTests {
  /// Two components under one license, each with a text of its own.
  private func bundle(_ first: String, _ second: String) throws -> NoticeBundle {
    let components = [("a", first), ("b", second)].map { id, text -> Component in
      var component = Component(id, .code, "MIT")
      let file = SourceFile(path: "\(id)/LICENSE", text: text)
      component.detected = [
        DetectedLicense(ids: ["MIT"], match: "equivalent", span: SourceSpan(file, 0..<file.bytes.count), role: "LICENSE")
      ]
      return component
    }
    let evaluator = Evaluator(catalog: Shipped.catalog, settings: EvaluationSettings(assumptions: [:], date: Shipped.today))
    let graph = ComponentGraph(components, isReleased: false)
    let use = Use(id: "custom", acts: [.distribute], facts: UseFacts())
    let assessment = evaluator.assess(graph, conclusions: evaluator.conclusions(for: graph).conclusions, use: use)
    return NoticeBundle([assessment], source: try TextSource([], folder: nil))
  }

  @Test func oneTextIsGivenOnceAndAnotherBesideIt() throws {
    let same = try bundle("one\n", "one\n")
    #expect(same.items.map(\.texts) == [["LICENSES/MIT.txt"], ["LICENSES/MIT.txt"]])
    let other = try bundle("one\n", "two\n")
    #expect(other.items.map(\.texts) == [["LICENSES/MIT.txt"], ["LICENSES/MIT-2.txt"]])
    #expect(other.files["LICENSES/MIT-2.txt"] == Array("two\n".utf8))
  }

  @Test func theSameInputGivesTheSameBytes() throws {
    #expect(try bundle("one\n", "two\n").files == (try bundle("one\n", "two\n")).files)
  }

  @Test func theManifestListsEveryOtherFile() throws {
    let bundle = try bundle("one\n", "two\n")
    let manifest = String(decoding: bundle.files["MANIFEST.sha256"] ?? [], as: UTF8.self)
    let listed = manifest.split(separator: "\n").map { String($0.split(separator: " ").last ?? "") }
    #expect(listed == bundle.files.keys.filter { $0 != "MANIFEST.sha256" }.sorted())
  }

  @Test(arguments: [
    ("../../etc/passwd", "-..-etc-passwd"), ("a b", "a-b"), ("\u{202E}x", "-x"), ("...", "component"), ("", "component"),
  ])
  func namesOfFilesStayInTheFolder(_ name: String, _ slug: String) { #expect(NoticeBundle.slug(name) == slug) }

  @Test func hostileNamesDoNothingInMarkdown() {
    #expect(NoticeBundle.markdown("a|b*c*[x](y)<z>@all\n# h") == "a\\|b\\*c\\*\\[x\\](y)\\<z\\>\\@all\\\\u{A}\\# h")
  }
}
