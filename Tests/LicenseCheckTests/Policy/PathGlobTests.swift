import Files
import Testing

struct PathGlobTests {
  @Test(arguments: [
    ("vendor", "vendor/a/b.md", true), ("vendor", "my/vendor/a", false), ("**/vendor", "my/vendor/a", true),
    ("*.md", "a.md", true), ("*.md", "b/a.md", false), ("**/*.md", "a.md", true), ("**/*.md", "b/c/a.md", true),
    ("a/*/c", "a/b/c", true), ("a/*/c", "a/b/b/c", false), ("a/**/c", "a/b/b/c", true), ("a/**/c", "a/c", true),
    ("?.md", "é.md", false), ("*a*b*", "xxaxxbxx", true), ("*a*b*", "xxbxxaxx", false), ("", "a", false), ("[a]", "a", false),
  ])
  func `a pattern means a path or a folder above it`(pattern: String, path: String, isMeant: Bool) {
    #expect(PathGlob(pattern).matches(path) == isMeant)
  }

  @Test func `a pattern of many stars ends soon`() {
    let name = String(repeating: "a", count: 2_000)
    #expect(!PathGlob(String(repeating: "*a", count: 500) + "b").matches(name))
    #expect(!PathGlob(String(repeating: "**/", count: 300) + "b").matches(String(repeating: "a/", count: 300) + "c"))
  }
}
