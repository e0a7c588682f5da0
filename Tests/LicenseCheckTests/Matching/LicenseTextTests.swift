import Diagnostics
import LicenseMatching
import Testing

@Suite(.enabled(if: LicenseTexts.shouldRun, "no license texts at LICENSECHECK_TEXTS or ../shared/license-texts"))
struct LicenseTextTests {
  /// One seed keeps the run short; 25 seeds gave no other result.
  private static let seeds: [UInt64] = [1]

  private func names(_ matches: [LicenseMatch]) -> [String] { matches.map { "\($0.kind.rawValue) \($0.id ?? "?")" } }

  @Test func `the texts are there`() {
    #expect(LicenseTexts.files.count > 200)
  }

  @Test func `every text is exactly itself`() {
    for (id, source) in LicenseTexts.files {
      let matches = LicenseTexts.matcher.identify(source)
      #expect(matches.contains { $0.kind == .exact && $0.id == id }, "\(id): \(names(matches))")
      #expect(matches.allSatisfy { $0.score == 1 && $0.kind == .exact })
    }
  }

  /// Aliases and copies: whoever adds a text sees here which others it is equal to.
  @Test func `the ids that share a text are known`() {
    let byHash = Dictionary(grouping: LicenseTexts.fingerprints) { $0.plain.first?.verbatimHash ?? 0 }
    let exact = byHash.values.map { $0.map(\.id) }.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }
    let byWhole = Dictionary(grouping: LicenseTexts.fingerprints) { $0.plain.first?.wholeHash ?? 0 }
    let equivalent = byWhole.values.map { $0.map(\.id) }.filter { $0.count > 1 && !exact.contains($0) }.sorted { $0[0] < $1[0] }
    #expect(
      exact == [
        ["CC-BY-NC-4.0", "alpaca-data", "alpaca-weight-diff", "audiocraft-weights", "bria-rmbg-2.0"],
        ["apple-amlr-mobileclip", "apple-amlr"], ["deepseek-1.0-coder", "deepseek-1.0"],
      ])
    // Two NVIDIA texts beside them differ only in titles, one of which has a number.
    #expect(equivalent == [["MIT", "minimax-m2-first"]])
  }

  @Test(arguments: HarmlessChange.allCases)
  func `a text stays itself in other clothes`(change: HarmlessChange) {
    for (id, source) in LicenseTexts.files {
      guard let text = change.applied(to: source.text(in: 0..<source.bytes.count)) else { continue }
      let changed = SourceFile(path: id, text: text)
      let matches = LicenseTexts.matcher.identify(changed)
      #expect(
        matches.contains { [.exact, .equivalent].contains($0.kind) && $0.id == id },
        "\(change) \(id): \(names(matches)), \(firstDifference(source, changed))")
    }
  }

  @Test(arguments: MeaningfulChange.allCases)
  func `a text with another meaning is not itself`(change: MeaningfulChange) {
    var count = 0
    for (id, source) in LicenseTexts.sample(MeaningfulChange.allCases.firstIndex(of: change) ?? 0) {
      let stream = TokenStream(source: source)
      let own = Set(LicenseTexts.matcher.identify(stream).map(\.id))
      for seed in Self.seeds {
        var random = Seeded(seed: seed &+ UInt64(truncatingIfNeeded: stream.tokenCount))
        guard let bytes = change.applied(to: stream, using: &random) else { continue }
        let changed = SourceFile(path: id, bytes: bytes)
        let matches = LicenseTexts.matcher.identify(changed)
        // Without its third clause BSD-3-Clause is BSD-2-Clause, and rightly recognised as that.
        let isOther = matches.allSatisfy { ![.exact, .equivalent].contains($0.kind) || !own.contains($0.id) }
        #expect(isOther, "\(change) \(id) seed \(seed): \(names(matches))")
        count += 1
      }
    }
    #expect(count > 10)
  }

  @Test func `words beside a license do not change it`() {
    for (id, source) in LicenseTexts.sample(3) where TokenStream(source: source).tokenCount > 40 {
      let text = "A model that writes poems.\n\n" + source.text(in: 0..<source.bytes.count) + "\n\nHere a sentence was added.\n"
      let matches = LicenseTexts.matcher.identify(SourceFile(path: id, text: text))
      #expect(matches.contains { [.exact, .equivalent].contains($0.kind) && $0.id == id }, "\(id): \(names(matches))")
    }
  }

  @Test func `notices and titles may differ`() {
    for (id, source) in LicenseTexts.files {
      let stream = TokenStream(source: source)
      guard let first = stream.ignorable.first, stream.wholeCount > 0 else { continue }
      let span = stream.span(of: first.tokens).range
      let bytes = Array(source.bytes[..<span.lowerBound]) + Array(source.bytes[span.upperBound...])
      let matches = LicenseTexts.matcher.identify(SourceFile(path: id, bytes: bytes))
      #expect(
        matches.contains { $0.kind == .equivalent && $0.id == id },
        "\(id): \(names(matches)) without `\(stream.span(of: first.tokens).text)`")
    }
  }

  /// Words are quoted from the raw text with blanks for line breaks, as catalog files do.
  @Test func `eight words quoted from any place are found there`() {
    var missed: [String] = []
    var count = 0
    for (id, source) in LicenseTexts.files {
      let stream = TokenStream(source: source)
      var random = Seeded(seed: UInt64(truncatingIfNeeded: stream.tokenCount))
      let words = source.text(in: 0..<source.bytes.count).split(whereSeparator: \.isWhitespace)
      for _ in 0..<20 {
        let start = Int.random(in: 0..<max(1, words.count - 8), using: &random)
        let run = AnchorRun(words[start..<min(words.count, start + 8)].joined(separator: " "))
        guard !run.isEmpty else { continue }
        count += 1
        if stream.occurrences(of: run) == 0 { missed.append("\(id): \(run.text)") }
      }
    }
    #expect(missed == [], "\(missed.count) of \(count)")
  }

  /// Where two texts part, for the reader of a failure.
  private func firstDifference(_ left: SourceFile, _ right: SourceFile) -> String {
    let (left, right) = (TokenStream(source: left), TokenStream(source: right))
    let index = zip(left.tokens, right.tokens).prefix { $0.hash == $1.hash }.count
    return [left, right].map { stream in
      "`\(stream.span(of: max(0, index - 3)..<index + 5).text.split(whereSeparator: \.isWhitespace).joined(separator: " "))`"
    }.joined(separator: " | ")
  }
}
