import Testing

@testable import Reporting

@Suite struct LineHashTests {
  private func hashes(_ text: String) -> [String] { LineHashes(Array(text.utf8)).hashes }

  @Test func knownFilesGiveTheKnownHashes() {
    #expect(hashes("") == ["c129715d7a2bc9a3:1"])
    #expect(hashes(" a\nb\n  \t\tc\n d").first == "271789c17abda88f:1")
  }

  @Test func blanksAndTheKindOfLineEndDoNotCount() {
    let plain = hashes("a\nb\nc\n d")
    #expect(hashes(" a\nb\n  \t\tc\n d") == plain)
    #expect(hashes("a\r\nb\r\nc\r\nd") == plain)
    #expect(hashes("a\rb\rc\rd") == plain)
    #expect(hashes("a\nb\nx\n d") != plain)
  }

  @Test func everyLineHasOne() {
    let lines = (0..<500).map { "line \($0 % 3)" }
    #expect(hashes(lines.joined(separator: "\n")).count == 500)
    #expect(hashes("a\n").count == 2)
    #expect(LineHashes(Array("a\nb".utf8))[3] == nil)
  }

  /// The definition, without a rolling window.
  @Test func aLineIsHashedOverAHundredUnits() {
    let lines = (0..<60).map { "\($0 * 7919 % 1000)😀é" }
    let text = lines.joined(separator: "\n")
    var units = Array(text.utf16) + [0xFFFF]
    let starts = [0] + units.indices.filter { units[$0] == 0x0A }.map { $0 + 1 }
    units += Array(repeating: 0, count: 100)
    let expected = starts.map { start in
      String(units[start..<start + 100].reduce(UInt64(0)) { $0 &* 37 &+ UInt64($1) }, radix: 16)
    }
    #expect(hashes(text).map { $0.split(separator: ":")[0] } == expected.map { $0[...] })
  }

  @Test func equalLinesAreCounted() {
    let text = String(repeating: String(repeating: "x", count: 120) + "\n", count: 3)
    let found = hashes(text).prefix(2)
    #expect(found.map { $0.split(separator: ":")[1] } == ["1", "2"])
    #expect(Set(found.map { $0.split(separator: ":")[0] }).count == 1)
  }
}
