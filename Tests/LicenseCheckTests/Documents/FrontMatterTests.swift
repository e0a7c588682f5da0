import Diagnostics
import Documents
import Testing

@Suite struct FrontMatterTests {
  private func content(_ text: String) -> String? {
    let source = SourceFile(path: "README.md", text: text)
    return FrontMatter.range(in: source).map(source.text(in:))
  }

  @Test(arguments: [
    ("---\na: 1\n---\n# x", "a: 1\n"), ("---\n---", ""), ("\u{feff}\n \r\n--- \r\na: 1\r\n---\t \r\n", "a: 1\r\n"),
    ("---\ra: 1\r---\r", "a: 1\r"), ("---\na: |\n  ---\n ---\n---\n---\n", "a: |\n  ---\n ---\n"),
  ])
  func `front matter is what stands between two lines of three dashes`(text: String, expected: String) {
    #expect(content(text) == expected)
  }

  @Test(arguments: [
    "", "\n", "# x\n---\na: 1\n---\n", "----\na: 1\n---\n", " ---\na: 1\n---\n", "--- a\n---\n", "---\na: 1\n", "---",
  ])
  func `anything else is no front matter`(text: String) {
    #expect(content(text) == nil)
  }

  @Test func `a missing end is told apart from missing front matter`() {
    let source = SourceFile(path: "README.md", text: "\n---\nlicense: mit\n")
    guard case .unterminated(let diagnostic) = FrontMatter.find(in: source) else {
      Issue.record("not unterminated")
      return
    }
    #expect(summary([diagnostic]) == ["2:1 front-matter-unterminated: the front matter has no end"])
    #expect(FrontMatter.find(in: SourceFile(path: "README.md", text: "# x")) == .absent)
  }
}
