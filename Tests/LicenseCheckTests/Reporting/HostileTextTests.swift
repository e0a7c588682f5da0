import Testing

@testable import Reporting

@Suite struct HostileTextTests {
  @Test(arguments: [
    ("plain", "plain"), ("a\u{1B}[31mb", "a\\u{1B}[31mb"), ("a\u{7F}\u{85}\u{9B}", "a\\u{7F}\\u{85}\\u{9B}"),
    ("\u{202E}abc\u{2069}", "\\u{202E}abc\\u{2069}"), ("a\u{200B}b\u{200D}c\u{FEFF}", "a\\u{200B}b\\u{200D}c\\u{FEFF}"),
    ("tag\u{E0041}", "tag\\u{E0041}"), ("::error::x", "\\::error::x"), ("  ::error::x", "  \\::error::x"),
    ("a ::b", "a ::b"), ("##[error]", "#\\#[error]"), ("x ###[y", "x ##\\#[y"), ("a\r\nb", "a\\u{D}\\u{A}b"), ("日本", "日本"),
  ])
  func becomesVisibleInOneLine(_ hostile: String, _ shown: String) {
    #expect(HostileText.singleLine(hostile) == shown)
    #expect(HostileText.singleLine(shown) == shown)
  }

  @Test func severalLinesKeepNewlinesAndTabs() {
    #expect(HostileText.escaped("a\tb\r\n::c\n\u{3000}::d\re") == "a\tb\n\\::c\n\u{3000}\\::d\\u{D}e")
  }

  @Test func asciiShowsEverythingElseAsNumbers() {
    #expect(HostileText.singleLine("é日", ascii: true) == "\\u{E9}\\u{65E5}")
  }

  @Test func lengthIsCapped() {
    #expect(HostileText.singleLine(String(repeating: "x", count: 10), limit: 4) == "xxxx\u{2026}")
    #expect(HostileText.singleLine(String(repeating: "x", count: 10), ascii: true, limit: 4) == "xxxx...")
    #expect(HostileText.singleLine("日本語文", limit: 4) == "日本語文")
  }

  @Test func everyControlIsVisible() {
    for value in (0..<0x20).map(UInt32.init) + (0x7F...0x9F).map(UInt32.init) + [0x61C, 0x200E, 0x2028, 0x2060, 0x180E, 0x3164] {
      guard let scalar = Unicode.Scalar(value) else { continue }
      #expect(HostileText.singleLine(String(scalar)) == "\\u{" + String(value, radix: 16, uppercase: true) + "}")
    }
  }

  @Test func emojiWithTheirSelectorStay() {
    #expect(HostileText.singleLine("\u{26A0}\u{FE0F}") == "\u{26A0}\u{FE0F}")
    #expect(HostileText.singleLine("a\u{FE0F}") == "a\\u{FE0F}")
  }
}
