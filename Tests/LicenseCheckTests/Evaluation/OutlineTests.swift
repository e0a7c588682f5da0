import Foundation
import Testing

/// All that is said of generated cases, against what was said before: laws speak of verdicts, and this of the clauses, duties and
/// open points behind them. A change that is meant is written with `LICENSECHECK_UPDATE_SNAPSHOTS=1`; `LICENSECHECK_OUTLINES=FOLDER`
/// writes the outlines themselves, so that `diff -r` shows what two versions of the program say.
@Suite struct OutlineTests {
  /// Fixed, whatever seed other tests take: the file is about these cases.
  private static let seeds = (0..<2_000).map { UInt64(1_000_003) &+ UInt64($0) }
  private static let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "outlines.tsv")
  private static let environment = ProcessInfo.processInfo.environment

  @Test func `what is said of a case stays what it was`() throws {
    let isUpdate = Self.environment["LICENSECHECK_UPDATE_SNAPSHOTS"] == "1"
    let text = isUpdate ? "" : try String(contentsOf: Self.file, encoding: .utf8)
    let expected = text.split(separator: "\n").map(String.init)
    #expect(isUpdate || expected.count == Self.seeds.count)
    var lines: [String] = []
    var changed: [String] = []
    for (index, seed) in Self.seeds.enumerated() {
      var generator = Generator(seed: seed)
      // The second half is of licenses and facts that are rarer in life.
      let outline = EvidenceCase(&generator, isRich: index >= 1_000).outline
      if let folder = Self.environment["LICENSECHECK_OUTLINES"] {
        try Data(outline.utf8).write(to: URL(filePath: folder).appending(path: "\(seed).txt"))
      }
      let verdict = outline.prefix { $0 != "\n" }.drop { $0 != " " }.dropFirst()
      lines.append("\(seed)\t\(verdict)\t\(Self.digest(outline))")
      if !isUpdate, index < expected.count, lines[index] != expected[index] {
        changed.append("`\(expected[index])` is now `\(lines[index])`")
      }
      // A few are enough to say that something changed.
      if changed.count == 5 { break }
    }
    if isUpdate { try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: Self.file) }
    #expect(changed.isEmpty, "the first cases that changed: \(changed)")
  }

  /// FNV-1a, 64 bits.
  private static func digest(_ text: String) -> String {
    let hash = text.utf8.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    return String(hash, radix: 36)
  }
}
