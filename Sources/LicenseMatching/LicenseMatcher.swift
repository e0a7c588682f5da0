import Diagnostics

/// Recognises license texts and says what was changed in them.
///
/// A text whose words are all those of a known one is found by its hash. Else every run of five words is looked up among
/// those of all known texts; texts that share many are aligned word by word; the one that needs the fewest changes is the
/// license, and each change is classified. What no license explains is read for sentences that limit.
package struct LicenseMatcher: Sendable {
  package let index: FingerprintIndex

  package init(index: FingerprintIndex) { self.index = index }

  package init(fingerprints: [Fingerprint]) { self.init(index: FingerprintIndex(fingerprints)) }

  /// What a text holds, in its order: for each stretch one match per id that fits equally well, the foremost first;
  /// `unknown` for a stretch that reads like a license and is none; nothing for other text.
  package func identify(_ source: SourceFile) -> [LicenseMatch] {
    identify(TokenStream(source: source))
  }

  /// The same for a text, or a part of one, that was read before.
  package func identify(_ stream: TokenStream) -> [LicenseMatch] {
    let whole = wholeMatches(stream)
    return whole.isEmpty ? StretchFinder(stream: stream, index: index).matches() : whole
  }

  /// How a text differs from one license; `nil` if it has nothing of it.
  package func comparison(_ stream: TokenStream, with id: String) -> LicenseMatch? {
    StretchFinder(stream: stream, index: index).comparison(with: id)
  }

  private func wholeMatches(_ stream: TokenStream) -> [LicenseMatch] {
    let verbatim = index.licenses(verbatim: stream.verbatimHash, count: stream.tokenCount)
    if !verbatim.isEmpty { return matches(.exact, verbatim, score: 1, in: stream) }
    for (hash, count) in [(stream.wholeHash, stream.wholeCount), (stream.titledHash, stream.titledCount)] {
      let licenses = index.licenses(whole: hash, count: count)
      guard !licenses.isEmpty else { continue }
      return matches(.equivalent, licenses, score: Double(count) / Double(stream.tokenCount), in: stream)
    }
    return []
  }

  private func matches(_ kind: LicenseMatch.Kind, _ licenses: [Int], score: Double, in stream: TokenStream) -> [LicenseMatch] {
    let all = 0..<stream.tokenCount
    let lines = stream.lines(of: all)
    return (kind == .exact ? licenses : index.withoutInstances(licenses)).map {
      LicenseMatch(kind: kind, id: index.licenseID($0), tokens: all, lines: lines, score: score)
    }
  }
}
