import Diagnostics
import Testing

@testable import Files

@Suite struct IgnoreRulesTests {
  private func ignores(_ rules: String, _ path: String) -> Bool? {
    let isFolder = path.hasSuffix("/")
    return IgnoreRules(SourceFile(path: ".gitignore", text: rules))
      .ignores(path.split(separator: "/").map(String.init), isFolder: isFolder)
  }

  @Test(
    arguments: [
      ("*.log", "a.log", true), ("*.log", "x/y/a.log", true), ("*.log", "a.txt", nil), ("build/", "build/", true),
      ("build/", "build", nil), ("/build", "x/build", nil), ("/build", "build", true), ("a/b", "a/b", true),
      ("a/b", "x/a/b", nil), ("**/a/b", "x/a/b", true), ("a/**", "a", nil), ("a/**", "a/x/y", true), ("a/**/b", "a/b", true),
      ("a/**/b", "a/x/y/b", true), ("# note", "# note", nil), ("\\#x", "#x", true), ("x ", "x", true), ("!x", "x", false),
      ("*\n!keep", "keep", false), ("!keep\n*", "keep", true), ("a?c", "abc", true), ("a?c", "ac", nil),
      ("[a-c]x", "bx", true), ("[!a-c]x", "bx", nil), ("[]x]y", "]y", true), ("[a", "[a", true), ("", "a", nil),
      ("*a*b*c*", "xaybzc", true), ("*a*b*c*", "xaybz", nil), ("/", "a", nil), ("**", "a/b", true),
    ] as [(String, String, Bool?)])
  func `patterns mean what they mean to git`(rules: String, path: String, answer: Bool?) {
    #expect(ignores(rules, path) == answer)
  }

  @Test func `a pattern made to be slow is not`() {
    let stars = String(repeating: "*a", count: 2_000) + "b"
    #expect(ignores(stars, String(repeating: "a", count: 5_000)) == nil)
  }

  @Test func `a walk leaves out what the repository ignores, and says so`() throws {
    let folder = try TemporaryFolder([
      ".git/HEAD": "", ".git/info/exclude": "secret\n", ".gitignore": "*.tmp\nbuild/\n!keep.tmp\n", "a.tmp": "", "keep.tmp": "",
      "secret": "", "build/x": "", "sub/.gitignore": "!b.tmp\n/local\n", "sub/b.tmp": "", "sub/c.tmp": "", "sub/local": "",
      "sub/deep/local": "",
    ])
    let walk = DirectoryWalk(folder.path, scope: try PathScope(around: folder.path))
    let files = walk.folders.flatMap { found in found.files.map { FilePath.join(found.path, $0) } }
    #expect(
      files.map { String($0.dropFirst(folder.path.count + 1)) }.sorted() == [
        ".gitignore", "keep.tmp", "sub/.gitignore", "sub/b.tmp", "sub/deep/local",
      ])
    #expect(
      walk.ignored.map { String($0.dropFirst(folder.path.count + 1)) }.sorted() == [
        "a.tmp", "build", "secret", "sub/c.tmp", "sub/local",
      ])
  }

  @Test func `a folder that was named is looked at, even if it is ignored`() throws {
    let folder = try TemporaryFolder([".git/HEAD": "", ".gitignore": "build\n*.tmp\n", "build/x.tmp": "", "sub/x.tmp": ""])
    let scope = try PathScope(around: folder.path)
    #expect(DirectoryWalk(folder.path + "/build", scope: scope).folders.map(\.files) == [["x.tmp"]])
    #expect(DirectoryWalk(folder.path + "/sub", scope: scope).folders.map(\.files) == [[]])
    #expect(DirectoryWalk(folder.path + "/sub", scope: scope, honorsIgnoreFiles: false).folders.map(\.files) == [["x.tmp"]])
  }

  @Test func `without a repository no file is ignored`() throws {
    let folder = try TemporaryFolder([".gitignore": "*\n", "x": ""])
    let walk = DirectoryWalk(folder.path, scope: try PathScope(around: folder.path))
    #expect(walk.folders.map(\.files) == [[".gitignore", "x"]] && walk.ignored.isEmpty)
  }
}
