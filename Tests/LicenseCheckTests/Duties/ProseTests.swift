import Diagnostics
import DocumentFormats
import Testing

@testable import LicenseCheck

@Suite struct ProseTests {
  private func prose(_ text: String) -> Prose { Prose(SourceFile(path: "README.md", text: text)) }

  @Test(arguments: [
    ("data from acme/tickets.", "acme/tickets", true), ("acme/tickets-2 is another", "acme/tickets", false),
    ("see acme/tickets.v2", "acme/tickets", false), ("my-acme/tickets", "acme/tickets", false),
    ("(acme/tickets)", "acme/tickets", true), ("", "acme", false),
  ])
  func aNameStandsByItself(_ text: String, _ name: String, _ isThere: Bool) { #expect(text.mentions(name) == isThere) }

  @Test func aWordMayGoOn() {
    #expect("it was fine-tuned".mentions(beginning: "fine-tun"))
    #expect(!"unmodified".mentions(beginning: "modified"))
  }

  @Test func frontMatterIsNoProse() {
    let card = prose("---\nlicense: mit\ndatasets: [acme/tickets]\n---\n# Title\n\ntext\n")
    #expect(card.paragraph { $0.mentions("acme/tickets") } == nil)
    #expect(card.paragraph { $0 == "text" }?.start.line == 7)
  }

  @Test func itemsOfAListStandAlone() {
    let list = prose("- acme/tickets\n- other/data, CC BY 4.0\n  from the web\n")
    #expect(list.paragraphs.map(\.text) == ["- acme/tickets", "- other/data, cc by 4.0\n  from the web"])
    #expect(list.paragraph { $0.mentions("acme/tickets") && $0.mentions("cc by 4.0") } == nil)
  }

  @Test func aSectionNeedsText() {
    #expect(prose("# A\n## Risks and limitations\n\nIt errs.\n").section(titled: ["risk"])?.start.line == 2)
    #expect(prose("# A\n## Risks\n## Use\n\nText.\n").section(titled: ["risk"]) == nil)
  }

  @Test(arguments: [
    ("NOTICE", ReleaseFileRole.notice), ("third-party-notices.txt", .notice), ("LICENSE-APACHE", .license), ("COPYING", .license),
    ("USE_POLICY.md", .usePolicy), ("AUTHORS", .credits), ("README.md", .card), ("CHANGELOG.md", .changes), ("why.md", nil),
    ("model.json", nil), ("license.py", nil),
  ])
  func filesAreKnownByTheirNames(_ name: String, _ role: ReleaseFileRole?) { #expect(ReleaseFileRole(fileNamed: name) == role) }

  @Test func baseModelsAreReadFromAList() {
    let card = SourceFile(
      path: "README.md", text: "---\nbase_model:\n- \"A/One\"\n- B/two\nlicense: mit\ntags:\n- c/three\n---\n")
    #expect(Prose(card).baseModels == ["a/one", "b/two"])
  }
}
