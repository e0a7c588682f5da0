import Diagnostics

/// Phrases that limit what one may do, found in text that no recognised license explains.
///
/// They are facts for a reader, never a verdict: `you may not need this` has one too.
package struct RestrictionWords: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    case nonCommercial = "non-commercial"
    case purposeLimit = "purpose-limit"
    case prohibition
    case permissionNeeded = "permission-needed"
    case noDerivatives = "no-derivatives"
    case threshold
  }

  package var kind: Kind
  /// The phrase of the table.
  package var phrase: String
  /// The words of the stream.
  package var tokens: Range<Int>
  package var lines: ClosedRange<Int>

  /// The phrases outside the given runs of words, in order.
  package static func scan(_ stream: TokenStream, outside recognized: [Range<Int>] = []) -> [RestrictionWords] {
    var found: [RestrictionWords] = []
    var start = 0
    let end = stream.tokenCount
    let runs = recognized.map { $0.clamped(to: 0..<end) }.sorted { $0.lowerBound < $1.lowerBound }
    for run in runs + [end..<end] {
      if run.lowerBound > start { found += table.hits(in: stream.tokens, range: start..<run.lowerBound).map { hit($0, stream) } }
      start = max(start, run.upperBound)
    }
    return found
  }

  /// The phrases inside a run of words, in order.
  package static func scan(_ stream: TokenStream, within run: Range<Int>) -> [RestrictionWords] {
    table.hits(in: stream.tokens, range: run.clamped(to: 0..<stream.tokenCount)).map { hit($0, stream) }
  }

  private static func hit(_ hit: PhraseTable<Kind>.Hit, _ stream: TokenStream) -> RestrictionWords {
    RestrictionWords(
      kind: hit.entry.meaning, phrase: hit.entry.phrase, tokens: hit.tokens, lines: stream.lines(of: hit.tokens))
  }

  private static let table = PhraseTable<Kind>(
    ["non-commercial", "non-commercially", "not for commercial", "no commercial", "not for profit", "non-profit"]
      .map { ($0, .nonCommercial) }
      + [
        "academic use only", "academic purposes only", "academic research only", "educational purposes only",
        "educational use only", "evaluation purposes only", "evaluation only", "for research only", "internal use only",
        "limited to research", "only for research", "only for academic", "only for evaluation", "only for personal",
        "only for internal", "only for non-commercial", "personal use only", "research only", "research and evaluation only",
        "research purposes only", "research use only", "solely for research", "solely for evaluation", "solely for",
        "exclusively for", "strictly for",
      ].map { ($0, .purposeLimit) }
      + [
        "are prohibited", "can not be used", "cannot be used", "do not use", "does not permit", "does not allow", "forbidden",
        "is prohibited", "may not", "may only", "must not", "not allowed", "not authorized", "not be used", "not licensed",
        "not permitted", "prohibited", "shall not", "should not be used", "will not use", "you agree not to", "you cannot",
        "except for use", "excluding",
      ].map { ($0, .prohibition) }
      + [
        "contact us for commercial", "commercial license", "only with permission", "prior written consent",
        "prior written permission", "request a license", "separate license", "subject to approval", "unless authorized",
        "without permission", "without prior consent", "without prior permission", "without prior written consent",
        "without prior written permission", "without written consent", "without written permission",
      ].map { ($0, .permissionNeeded) }
      + ["no derivative", "no derivatives", "no modification", "no modifications", "no redistribution"]
      .map { ($0, .noDerivatives) }
      + ["annual revenue", "monthly active users", "more than", "less than"].map { ($0, .threshold) })
}
