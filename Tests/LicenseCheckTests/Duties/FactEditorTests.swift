import Diagnostics
import DocumentFormats
import Inventory
import Licensing
import Testing

@testable import LicenseCheck

@Suite struct FactEditorTests {
  private func edited(_ text: String, _ keys: String..., to value: String) throws -> String {
    try FactEditor(text, path: ".licensecheck.yaml").text(setting: ["facts"] + keys, to: value)
  }

  @Test func anEmptyFileGetsTheKeys() throws {
    #expect(try edited("", "actor", "kind", to: "company") == "facts:\n  actor:\n    kind: company\n")
    #expect(try edited("# ours\n", "regions", to: "[EU]") == "# ours\nfacts:\n  regions: [EU]\n")
  }

  @Test func otherKeysAndCommentsStay() throws {
    let text = "# head\nassumptions: strict # all\nfacts:\n  # size\n  actor:\n    # people\n    kind: company\n"
    let expected =
      "# head\nassumptions: strict # all\nfacts:\n  # size\n  actor:\n    domicile: DE\n    # people\n    kind: company\n"
    #expect(try edited(text, "actor", "domicile", to: "DE") == expected)
  }

  @Test func aValueIsReplacedInPlace() throws {
    #expect(
      try edited("facts:\n  actor: {kind: company} # us\n", "actor", "kind", to: "academic")
        == "facts:\n  actor: {kind: academic} # us\n")
    #expect(try edited("facts:\n  commercial: true # yes\n", "commercial", to: "false") == "facts:\n  commercial: false # yes\n")
  }

  @Test func aMappingInBracesStaysOne() throws {
    #expect(try edited("facts: {}\n", "actor", "kind", to: "company") == "facts: {actor: {kind: company}}\n")
    #expect(try edited("facts: {regions: [EU]}\n", "commercial", to: "true") == "facts: {commercial: true, regions: [EU]}\n")
  }

  @Test func aKeyWithNothingBehindItIsFilled() throws {
    #expect(try edited("facts:\n", "commercial", to: "true") == "facts: {commercial: true}\n")
  }
}

@Suite struct AnswerKeeperTests {
  private func stated(_ fact: String) throws -> StatedUse {
    try #require(try OptionFacts.read([fact], vocabulary: ShippedCatalog.catalog.vocabulary))
  }

  private func configuration(_ text: String) throws -> ProjectConfiguration {
    try ProjectConfiguration.read(SourceFile(path: "c.yaml", text: text), context: SubjectReader.context)
  }

  @Test func answersJoinWhatIsThere() throws {
    var keeper = AnswerKeeper(path: "c.yaml", configuration: try configuration("facts:\n  actor: {kind: company}\n"))
    try keeper.keep("actor.monthlyActiveUsers", "1200000", try stated("actor.monthlyActiveUsers=1200000"))
    try keeper.keep("regions", "EU,US", try stated("regions=EU,US"))
    let facts = try #require(keeper.configuration?.use?.facts)
    #expect(facts.actorKind == .company)
    #expect(facts.monthlyActiveUsers == Measure(1_200_000))
    #expect(facts.regions == ["EU", "US"])
  }

  @Test func whatCannotBeChangedSafelyIsLeftToThePerson() throws {
    let anchored = "facts: &ours\n  commercial: true\nuse: *ours\n"
    #expect(throws: (any Error).self) { try configuration(anchored) }
    let keeper = AnswerKeeper(path: "c.yaml", configuration: nil)
    #expect(!keeper.canKeep("components.a.modality"))
    #expect(!keeper.canKeep("fields.medical-advice.licensed"))
  }

  @Test(arguments: ["facts: {}\n", "# only a comment\n", "facts:\n", "assumptions: lenient\n", ""])
  func anySmallFileTakesAnAnswer(_ text: String) throws {
    var keeper = AnswerKeeper(path: "c.yaml", configuration: try configuration(text))
    try keeper.keep("actor.domicile", "DE", try stated("actor.domicile=DE"))
    #expect(keeper.configuration?.use?.facts.domicile == "DE")
  }
}
