import Diagnostics
import LicenseMatching
import Testing

@Suite struct RestrictionWordsTests {
  private func found(_ text: String, outside recognized: [Range<Int>] = []) -> [String] {
    RestrictionWords.scan(TokenStream(source: SourceFile(path: "card", text: text)), outside: recognized).map {
      "\($0.lines.lowerBound) \($0.kind.rawValue): \($0.phrase)"
    }
  }

  @Test(arguments: [
    ("For non commercial\nuse.", ["1 non-commercial: non-commercial"]),
    ("A model.\n\nAcademic Use Only!", ["3 purpose-limit: academic use only"]),
    ("You **may not** sell it.", ["1 prohibition: may not"]),
    ("This is a research-only model.", ["1 purpose-limit: research only"]),
    (
      "Resale is not permitted without\nprior written consent",
      ["1 prohibition: not permitted", "1 permission-needed: without prior written consent"]
    ),
    ("Under 700 million monthly active users", ["1 threshold: monthly active users"]),
    ("A model that writes poems.", []),
  ])
  func `restrictive phrases are found with their lines`(text: String, expected: [String]) {
    let found = found(text)
    for phrase in expected { #expect(found.contains(phrase), "\(found)") }
    #expect(!expected.isEmpty || found.isEmpty)
  }

  @Test func `recognised text is not read`() {
    let text = "You may not sell it. Only for research. You may not rent it."
    #expect(found(text, outside: [0..<5]).count == 2)
    #expect(found(text, outside: [5..<99, 0..<5]).isEmpty)
  }
}
