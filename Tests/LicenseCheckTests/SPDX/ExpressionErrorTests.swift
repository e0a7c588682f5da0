import Diagnostics
import SPDX
import Testing

@Suite struct ExpressionErrorTests {
  private func diagnostics(_ text: String, in file: String? = nil, at range: Range<Int>? = nil) -> [Diagnostic] {
    let source = SourceFile(path: "card", text: file ?? text)
    do throws(DiagnosticError) {
      _ = try LicenseExpression.parse(Located(text, SourceSpan(source, range ?? 0..<text.utf8.count)))
      return []
    } catch {
      return error.diagnostics
    }
  }

  /// The text, the code, the place as `^` under the text, and the message.
  @Test(arguments: [
    ("(MIT OR ISC", "expression-parenthesis", "^", "`(` is never closed"),
    ("MIT AND (", "expression-parenthesis", "        ^", "`(` is never closed"),
    ("MIT) OR ISC", "expression-parenthesis", "   ^", "`)` closes nothing"),
    (")", "expression-parenthesis", "^", "`)` closes nothing"),
    ("MIT OR ()", "expression-operand", "       ^^", "nothing stands between the parentheses"),
    ("MIT OR", "expression-operand", "    ^^", "a license is missing behind `OR`"),
    ("(MIT AND) OR ISC", "expression-operand", "     ^^^", "a license is missing behind `AND`"),
    ("AND MIT", "expression-operand", "^^^", "a license is missing before `AND`"),
    ("MIT or and ISC", "expression-operand", "       ^^^", "a license is missing before `and`"),
    ("WITH x", "expression-operand", "^^^^", "a license is missing before `WITH`"),
    ("MIT WITH", "expression-operand", "    ^^^^", "an exception is missing behind `WITH`"),
    ("MIT WITH (x)", "expression-operand", "    ^^^^", "an exception is missing behind `WITH`"),
    ("MIT ISC", "expression-operator", "    ^^^", "`AND` or `OR` expected between `MIT` and `ISC`"),
    ("(MIT ISC)", "expression-operator", "     ^^^", "`AND` or `OR` expected between `MIT` and `ISC`"),
    ("(MIT)(ISC)", "expression-operator", "     ^", "`AND` or `OR` expected between `)` and `(`"),
    ("(MIT OR ISC) WITH x", "expression-operator", "             ^^^^", "`WITH` cannot follow a parenthesis"),
    ("MIT WITH x WITH y", "expression-operator", "           ^^^^", "a license takes one exception"),
    ("MIT/ISC", "expression-operator", "   ^", "`/` is no operator"),
    ("MIT || ISC", "expression-operator", "    ^^", "`||` is no operator"),
    ("MIT, ISC", "expression-operator", "   ^", "`,` is no operator"),
    ("MIT+ISC", "expression-operator", "   ^", "`+` is no operator"),
    ("MIT +", "expression-character", "    ^", "`+` stands alone"),
    ("(MIT OR ISC)+", "expression-character", "            ^", "`+` stands alone"),
    ("MIT OR a*b", "expression-character", "        ^", "`*` (U+002A) cannot stand in a license id"),
    ("MIT\u{A0}OR ISC", "expression-character", "   ^^", "U+00A0 cannot stand in a license id"),
    ("MIT OR Lizénz", "expression-character", "          ^^", "`é` (U+00E9) cannot stand in a license id"),
  ])
  func `an error points at its characters`(text: String, code: String, carets: String, message: String) throws {
    let found = try #require(diagnostics(text).first)
    #expect(found.code == code)
    #expect(found.message == message)
    #expect(found.severity == .error)
    let lower = carets.utf8.count - carets.utf8.filter { $0 == UInt8(ascii: "^") }.count
    #expect(found.labels.first?.span.range == lower..<carets.utf8.count)
  }

  @Test(arguments: [
    ("MIT/Apache-2.0", "write `MIT OR Apache-2.0` if one may be chosen, `MIT AND Apache-2.0` if both apply"),
    ("MIT, Apache-2.0", "write `MIT OR Apache-2.0` if one may be chosen, `MIT AND Apache-2.0` if both apply"),
    ("MIT && Apache-2.0", "write `MIT OR Apache-2.0` if one may be chosen, `MIT AND Apache-2.0` if both apply"),
    ("MIT,", "write `OR` if one may be chosen, `AND` if both apply"),
  ])
  func `a separator is answered with the operators`(text: String, help: String) {
    #expect(diagnostics(text).first?.help == help)
  }

  @Test func `every misspelled word is reported`() {
    #expect(diagnostics("MIT/ISC OR a*b").map(\.code) == ["expression-operator", "expression-character"])
  }

  @Test(arguments: ["", "   ", "\n\t"])
  func `an empty expression is an error`(text: String) {
    #expect(diagnostics(text).map(\.code) == ["expression-empty"])
  }

  @Test func `offsets are mapped through quotes`() {
    let found = diagnostics("MIT ISC", in: "license: 'MIT ISC'\n", at: 9..<18)
    #expect(found.first?.labels.first?.span.range == 14..<17)
    #expect(found.first?.line == "card:1:15: error: `AND` or `OR` expected between `MIT` and `ISC`")
  }

  @Test func `where the file spells the text otherwise, all of it is marked`() {
    let found = diagnostics("MIT ISC", in: #"license: "MIT\u0020ISC""#, at: 9..<23)
    #expect(found.first?.labels.first?.span.range == 9..<23)
    let brackets = diagnostics("MIT ISC", in: "[MIT ISC]", at: 0..<9)
    #expect(brackets.first?.labels.first?.span.range == 0..<9)
  }

  @Test func `limits are errors, not traps`() {
    func nested(_ depth: Int) -> String {
      String(repeating: "(", count: depth) + "a" + String(repeating: ")", count: depth)
    }
    func chain(_ count: Int) -> String { (0..<count).map { "a\($0)" }.joined(separator: " OR ") }
    #expect(diagnostics(nested(64)).isEmpty)
    #expect(diagnostics(nested(65)).map(\.code) == ["expression-limit"])
    #expect(diagnostics(chain(200)).isEmpty)
    #expect(diagnostics(chain(201)).map(\.code) == ["expression-limit"])
    #expect(diagnostics(String(repeating: "a", count: 4096)).isEmpty)
    #expect(diagnostics(String(repeating: "a", count: 4097)).map(\.code) == ["expression-limit"])
  }
}
