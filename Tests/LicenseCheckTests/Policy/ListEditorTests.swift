import Diagnostics
import Testing

@testable import DocumentFormats
@testable import LicenseCheck

struct ListEditorTests {
  private static let entry = [(key: "rule", value: "territory"), (key: "component", value: "a/b")]

  private func appended(_ text: String) throws -> String {
    try ListEditor(text, path: "x.yaml").text(appending: Self.entry, to: "waivers")
  }

  static let block = "- rule: territory\n"

  @Test(arguments: [
    ("", "waivers:\n  - rule: territory\n    component: a/b\n"),
    ("facts: {}", "facts: {}\nwaivers:\n  - rule: territory\n    component: a/b\n"),
    ("waivers: # ours\nfacts: {}\n", "waivers: # ours\n  - rule: territory\n    component: a/b\nfacts: {}\n"),
    ("waivers: []\n", "waivers: [{rule: territory, component: a/b}]\n"),
    ("waivers: [{rule: x}] # kept\n", "waivers: [{rule: x}, {rule: territory, component: a/b}] # kept\n"),
    (
      "waivers:\n- rule: x\n  reason: y # why\n# between\nfacts: {}\n",
      "waivers:\n- rule: x\n  reason: y # why\n- rule: territory\n  component: a/b\n# between\nfacts: {}\n"
    ),
    (
      "waivers:\n    - rule: x\n      reason: |\n        a\n        b\n\nfacts: {}\n",
      "waivers:\n    - rule: x\n      reason: |\n        a\n        b\n    - rule: territory\n      component: a/b\n\nfacts: {}\n"
    ),
    ("waivers:\n  - {rule: x, reason: y}", "waivers:\n  - {rule: x, reason: y}\n  - rule: territory\n    component: a/b\n"),
  ])
  func `an entry goes to the end of its list and all else stays`(text: String, expected: String) throws {
    #expect(try appended(text) == expected)
  }

  @Test(arguments: ["{waivers: []}", "waivers: none\n", "waivers: &a\n  x: 1\n"])
  func `what cannot be changed safely is left alone`(text: String) {
    #expect(throws: DiagnosticError.self) { try appended(text) }
  }

  @Test(arguments: [
    "no", "true", "3.10", "2027-01-01", "a: b", "#x", "- x", "\"", "", "é", "x ", "a  b", "null", "@x", "\u{1B}[0m",
  ])
  func `a text that YAML would read as something else is quoted`(text: String) throws {
    let source = SourceFile(path: "x.yaml", text: "waivers: [{rule: \(YAMLScalar.text(text))}]\n")
    let edited = try ListEditor("", path: "x.yaml").text(appending: [(key: "rule", value: YAMLScalar.text(text))], to: "waivers")
    for source in [source, SourceFile(path: "x.yaml", text: edited)] {
      let root = try YAMLTesting.root(source)
      #expect(root["waivers"]?.elements.first { _ in true }?["rule"]?.string == text)
    }
  }
}
