import Diagnostics

/// What a run of text was recognised as.
package struct LicenseMatch: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Every word is that of the license, in order.
    case exact
    /// Only copyright notices and the title differ.
    case equivalent
    /// The license with changes.
    case modified
    /// An excerpt.
    case partial
    /// No text, but a name, an id or an address.
    case reference
    /// A text that reads like a license and is none of those known.
    case unknown
  }

  package var kind: Kind
  /// `nil` if unknown.
  package var id: String?
  package var tokens: Range<Int>
  package var lines: ClosedRange<Int>
  /// The share of the words that the license explains, from 0 to 1.
  package var score: Double

  package init(kind: Kind, id: String?, tokens: Range<Int>, lines: ClosedRange<Int>, score: Double) {
    self.kind = kind
    self.id = id
    self.tokens = tokens
    self.lines = lines
    self.score = score
  }
}

/// Recognises the texts whose fingerprints it was given.
package struct LicenseMatcher: Sendable {
  private struct Key: Hashable {
    var hash: UInt64
    var count: Int
  }

  private let verbatim: [Key: [String]]
  private let whole: [Key: [String]]

  package init(fingerprints: [Fingerprint]) {
    verbatim = Self.index(fingerprints) { Key(hash: $0.verbatimHash, count: $0.tokenCount) }
    whole = Self.index(fingerprints) { Key(hash: $0.wholeHash, count: $0.wholeCount) }
  }

  private static func index(_ fingerprints: [Fingerprint], by key: (Fingerprint) -> Key) -> [Key: [String]] {
    Dictionary(grouping: fingerprints.filter { key($0).count > 0 }, by: key).mapValues { Set($0.map(\.id)).sorted() }
  }

  /// What a whole text is: one match for each id that has exactly this text, sorted by id; else for each that differs only in
  /// copyright notices and title; else one `unknown` if it reads like a license; else nothing.
  package func identify(_ source: SourceFile) -> [LicenseMatch] {
    identify(TokenStream(source: source))
  }

  /// The same for a text, or a part of one, that was read before.
  package func identify(_ stream: TokenStream) -> [LicenseMatch] {
    let all = 0..<stream.tokenCount
    if let ids = verbatim[Key(hash: stream.verbatimHash, count: stream.tokenCount)] {
      return matches(.exact, ids, all, score: 1, in: stream)
    }
    for key in [
      Key(hash: stream.wholeHash, count: stream.wholeCount), Key(hash: stream.titledHash, count: stream.titledCount),
    ] {
      guard let ids = whole[key] else { continue }
      return matches(.equivalent, ids, all, score: Double(key.count) / Double(stream.tokenCount), in: stream)
    }
    return LicenseLikeness.isLicenseLike(stream) ? matches(.unknown, [nil], all, score: 0, in: stream) : []
  }

  private func matches(
    _ kind: LicenseMatch.Kind, _ ids: [String?], _ tokens: Range<Int>, score: Double, in stream: TokenStream
  ) -> [LicenseMatch] {
    let lines = stream.lines(of: tokens)
    return ids.map { LicenseMatch(kind: kind, id: $0, tokens: tokens, lines: lines, score: score) }
  }
}
