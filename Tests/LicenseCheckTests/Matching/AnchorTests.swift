import Diagnostics
import LicenseMatching
import Testing

@Suite struct AnchorTests {
  private let stream = TokenStream(
    source: SourceFile(
      path: "LICENSE",
      text: """
        Sample License

        1. Grant. You may use the Work
        and share it.

        2. Limits. You may not:
          (a) sell the Work; or
          (b) sue anyone over Section 2. The rest of
        Section 2. applies. You may use the Work twice.
        """))

  private func text(_ start: String, _ end: String, from: Int = 0) -> String? {
    stream.anchorRange(start: AnchorRun(start), end: AnchorRun(end), from: from).map { range in
      stream.span(of: range).text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
  }

  @Test func `a clause runs from its first words to its last`() {
    #expect(text("Grant. You may", "and share it.") == "Grant. You may use the Work and share it")
    #expect(text("\"Grant.\"  YOU may", "share it") == "Grant. You may use the Work and share it")
  }

  @Test func `list labels may be written or left out`() {
    #expect(text("1. Grant. You", "share it.") == "Grant. You may use the Work and share it")
    #expect(text("(a) sell the Work", "Work; or") == "sell the Work; or")
    #expect(text("(b) sue anyone", "over Section 2. The") == "sue anyone over Section 2. The")
    #expect(text("may not: (a) sell", "Work; or (b) sue") == "may not: (a) sell the Work; or (b) sue")
    #expect(text("(2) of nothing", "sell") == nil)
  }

  @Test func `a short clause may name one run twice, and runs may overlap`() {
    #expect(text("and share it.", "and share it.") == "and share it")
    #expect(text("Grant. You may use", "may use the Work") == "Grant. You may use the Work")
    #expect(text("You may use the Work twice", "use") == nil)
  }

  @Test func `the search begins where it is told to`() throws {
    let run = AnchorRun("You may use the Work")
    let first = try #require(stream.firstRange(of: run))
    let second = try #require(stream.firstRange(of: run, from: first.lowerBound + 1))
    #expect(stream.lines(of: first) == 3...3)
    #expect(stream.lines(of: second) == 9...9)
    #expect(stream.occurrences(of: run) == 2)
    #expect(stream.occurrences(of: AnchorRun("You may use the Work twice")) == 1)
    #expect(stream.occurrences(of: AnchorRun("(a) sell the Work")) == 1)
    #expect(stream.occurrences(of: AnchorRun("nowhere")) == 0)
  }

  @Test func `numbers that are referred to must agree`() {
    #expect(text("over Section 2. The", "rest") != nil)
    #expect(text("over Section 3. The", "rest") == nil)
  }

  @Test func `an empty run is nowhere`() {
    #expect(AnchorRun("…").isEmpty)
    #expect(AnchorRun("(a)").isEmpty)
    #expect(stream.anchorRange(start: AnchorRun(""), end: AnchorRun("it")) == nil)
    #expect(AnchorRun("one  two\nthree").wordCount == 3)
  }
}
