import Diagnostics
import Testing

@testable import Reporting

@Suite struct SourceExcerptTests {
  /// The line and its marks, as they stand under each other.
  private func picture(_ text: String, _ range: Range<Int>, width: Int = 60, ascii: Bool = false) -> [String] {
    let span = SourceSpan(SourceFile(path: "a", text: text), range)
    return SourceExcerpt(span, width: width, ascii: ascii).lines.flatMap { line in
      [line.text, String(repeating: " ", count: line.markStart) + String(repeating: "^", count: line.markWidth)]
    }
  }

  private func picture(_ text: String, marking part: String, width: Int = 60, ascii: Bool = false) -> [String] {
    let file = SourceFile(path: "a", text: text)
    return picture(text, ReportSamples.span(part, in: file).range, width: width, ascii: ascii)
  }

  @Test func wideCharactersTakeTwoColumns() {
    #expect(picture("日本 cc-by", marking: "cc-by") == ["日本 cc-by", "     ^^^^^"])
    #expect(picture("cc 日本", marking: "日本") == ["cc 日本", "   ^^^^"])
    #expect(picture("e\u{301}x", marking: "x") == ["e\u{301}x", " ^"])
  }

  @Test func tabsAreExpanded() {
    #expect(picture("\ta\tb", marking: "b") == ["    a   b", "        ^"])
  }

  @Test func escapesMoveTheMarks() {
    #expect(picture("\u{1B}##[x] y", marking: "y") == ["\\u{1B}#\\#[x] y", "             ^"])
    #expect(picture("é y", marking: "y", ascii: true) == ["\\u{E9} y", "       ^"])
  }

  @Test func aLongLineIsCutAroundTheSpan() {
    let long = String(repeating: "a", count: 5_000) + "XYZ" + String(repeating: "b", count: 5_000)
    let shown = picture(long, marking: "XYZ", width: 21)
    #expect(shown == ["…aaaaaaaaXYZbbbbbbbb…", "         ^^^"])
    #expect(picture("XYZ" + long, 0..<3, width: 20) == ["XYZaaaaaaaaaaaaaaa…", "^^^"])
    #expect(picture(long, 0..<10_003, width: 20)[1] == String(repeating: "^", count: 18))
    #expect(picture(long + "END", marking: "END", width: 20) == ["…bbbbbbbbbbbbbbbEND", "                ^^^"])
  }

  @Test func severalLinesShowTheFirstAndTheLast() {
    let text = "one two\n  three\n  four five\n"
    #expect(picture(text, marking: "two\n  three\n  four") == ["one two", "    ^^^", "  four five", "  ^^^^"])
  }

  @Test func oddPlacesStillHaveAMark() {
    #expect(picture("abc", 3..<3) == ["abc", "   ^"])
    #expect(picture("abc", 70..<90) == ["abc", "   ^"])
    #expect(picture("", 0..<0).isEmpty)
    #expect(picture("\u{FEFF}abc", 0..<4) == ["abc", "^"])
    #expect(picture("a\n\nb", 2..<2) == ["", "^"])
  }

  @Test func invalidBytesAreShownAndCounted() {
    let file = SourceFile(path: "a", bytes: [0x61, 0xFF, 0xC3, 0x20, 0x62])
    let line = SourceExcerpt(SourceSpan(file, 4..<5), width: 40, ascii: false).lines.first
    #expect(line?.text == "a\u{FFFD}\u{FFFD} b")
    #expect(line?.markStart == 4)
  }
}

@Suite struct PlaceIndexTests {
  @Test(arguments: [
    "", "a", "\n", "\n\n", "a\r\nb\rc\n", "\u{FEFF}x\ny", "日本\ncc é\r", String(repeating: "é\r\n日", count: 700),
    String(repeating: "x日", count: 1_500),
  ])
  func agreesWithTheFile(_ text: String) {
    let file = SourceFile(path: "a", text: text)
    let index = PlaceIndex()
    for offset in stride(from: -1, through: file.bytes.count + 1, by: max(file.bytes.count / 200, 1)) {
      #expect(index.position(of: offset, in: file) == file.position(of: offset))
    }
    #expect(index.position(of: file.bytes.count, in: file) == file.position(of: file.bytes.count))
  }
}
