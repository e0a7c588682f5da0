import Diagnostics
import SPDX
import Testing

@Suite struct LicenseExpressionTests {
  private static let known: Set<String> = ["openrail", "openrail++", "bsl-1.0", "c-uda", "mit", "odd/name"]

  private func parsed(_ text: String) throws(DiagnosticError) -> LicenseExpression {
    let file = SourceFile(path: "card", text: text)
    return try LicenseExpression.parse(Located(text, SourceSpan(file, 0..<text.utf8.count))) {
      Self.known.contains($0.lowercased())
    }
  }

  private func license(_ id: String, orLater: Bool = false) -> LicenseExpression {
    .license(LicenseReference(id: id, orLater: orLater))
  }

  @Test(arguments: [
    ("MIT", "MIT"), ("  mit ", "mit"), ("GPL-2.0+", "GPL-2.0+"), ("((MIT))", "MIT"),
    ("MIT OR Apache-2.0", "MIT OR Apache-2.0"), ("MIT or Apache-2.0 and ISC", "MIT OR (Apache-2.0 AND ISC)"),
    ("a AND (b AND c)", "a AND b AND c"), ("(a OR b) OR c", "a OR b OR c"), ("a and (b or c)", "a AND (b OR c)"),
    ("GPL-2.0-only with Classpath-exception-2.0 AND MIT", "GPL-2.0-only WITH Classpath-exception-2.0 AND MIT"),
    ("GPL-2.0+ WITH x OR y", "GPL-2.0+ WITH x OR y"), ("a Or b", "a OR b"), ("(a)AND(b)", "a AND b"),
    ("DocumentRef-spdx:LicenseRef-own OR LicenseRef-other", "DocumentRef-spdx:LicenseRef-own OR LicenseRef-other"),
    ("MIT WITH AdditionRef-house", "MIT WITH AdditionRef-house"), ("openrail++", "openrail++"), ("unknown++", "unknown++"),
    ("bsl-1.0 AND c-uda AND creativeml-openrail-m", "bsl-1.0 AND c-uda AND creativeml-openrail-m"),
    ("odd/name OR other_name", "odd/name OR other_name"),
  ])
  func `the canonical form reads back as the same expression`(text: String, canonical: String) throws {
    let expression = try parsed(text)
    #expect(expression.description == canonical)
    #expect(try parsed(expression.description) == expression)
  }

  @Test func `plus binds closer than with, with than and, and than or`() throws {
    let expression = try parsed("a OR b AND c+ WITH d")
    let exception = ExceptionReference(id: "d")
    let excepted = LicenseExpression.with(.init(id: "c", orLater: true), exception: exception)
    #expect(expression == .any([license("a"), .all([license("b"), excepted])]))
    #expect(expression.licenses.map(\.spelling) == ["a", "b", "c+"])
    #expect(expression.exceptions == [exception])
  }

  @Test func `an id known as a whole keeps its plus signs`() throws {
    #expect(try parsed("openrail++") == license("openrail++"))
    #expect(try parsed("OpenRAIL++") == license("openrail++"))
    #expect(try parsed("openrail+") == license("openrail", orLater: true))
    #expect(try parsed("MIT+") == license("MIT", orLater: true))
    #expect(try parsed("stranger+") == license("stranger", orLater: true))
  }

  @Test func `ids are equal without case and spelled as given`() throws {
    let expression = try parsed("Mit")
    #expect(expression == license("MIT"))
    #expect(expression.hashValue == license("MIT").hashValue)
    #expect(expression.description == "Mit")
    #expect(try parsed("MIT+") != license("MIT"))
  }

  @Test func `an operand knows its bytes`() throws {
    let expression = try parsed("(MIT OR  GPL-2.0+) AND x WITH y")
    #expect(expression.licenses.map(\.range) == [1..<4, 9..<17, 23..<24])
    #expect(expression.exceptions.map(\.range) == [30..<31])
  }

  @Test func `names that documents define are custom`() {
    #expect(LicenseReference(id: "LicenseRef-own").isCustom)
    #expect(LicenseReference(id: "licenseref-own").isCustom)
    #expect(LicenseReference(id: "DocumentRef-a:LicenseRef-b").document == "a")
    #expect(!LicenseReference(id: "LicenseRef-").isCustom)
    #expect(!LicenseReference(id: "DocumentRef-a:MIT").isCustom)
    #expect(!LicenseReference(id: "MIT").isCustom)
    #expect(ExceptionReference(id: "DocumentRef-a:AdditionRef-b").isCustom)
  }

  @Test func `expressions of every shape round-trip`() throws {
    var random = Seeded(seed: 20_260_801)
    for _ in 0..<500 {
      let expression = randomExpression(depth: 4, using: &random)
      #expect(try parsed(expression.description) == expression)
    }
  }

  /// Never a group directly inside one of its own kind: those are joined by reading.
  private func randomExpression(depth: Int, using random: inout Seeded, inside kind: Int = 2) -> LicenseExpression {
    let choice = depth == 0 ? Int.random(in: 0..<2, using: &random) : Int.random(in: 0..<4, using: &random)
    let reference = LicenseReference(id: "L\(Int.random(in: 0..<9, using: &random))", orLater: Bool.random(using: &random))
    if choice == 0 { return .license(reference) }
    if choice == 1 { return .with(reference, exception: ExceptionReference(id: "e")) }
    let own = kind == 2 ? choice % 2 : 1 - kind
    let operands = (0..<Int.random(in: 2...3, using: &random)).map { _ in
      randomExpression(depth: depth - 1, using: &random, inside: own)
    }
    return own == 0 ? .all(operands) : .any(operands)
  }

  @Test func `random bytes never trap`() {
    var random = Seeded(seed: 7)
    let pieces = ["(", ")", " ", "AND", "or", "WITH", "+", "a", "é", "/", "\u{301}", "\u{0}", "\r\n", "MIT", "🎈"]
    for _ in 0..<2000 {
      let text = (0..<Int.random(in: 0..<12, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      do throws(DiagnosticError) {
        let expression = try parsed(text)
        #expect(throws: Never.self) { try parsed(expression.description) }
      } catch {
        #expect(!error.diagnostics.isEmpty)
        for label in error.diagnostics.flatMap(\.labels) { #expect(label.span.range.upperBound <= text.utf8.count) }
      }
    }
  }
}
