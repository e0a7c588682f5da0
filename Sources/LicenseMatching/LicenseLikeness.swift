/// Whether a text reads like a license, although nobody knows which.
///
/// A text counts as one if it has four different phrases of the table below, or three that come from at least two of the
/// four things that licenses and use policies do: grant, set conditions, disclaim, name the parties. A sentence that only
/// names a license has one or two; every collected text of more than a line has more.
struct LicenseLikeness {
  enum Part: Hashable, Sendable {
    case grant, condition, disclaimer, party
  }

  /// The part of a run of words that reads like a license: all of it, or of a long one that speaks of other things as well
  /// the part where the phrases stand close together.
  static func licenseLike(_ stream: TokenStream, _ range: Range<Int>) -> Range<Int>? {
    let hits = table.hits(in: stream.tokens, range: range)
    if range.count <= longestWindow { return isLicenseLike(hits[...]) ? range : nil }
    if hits.count * sparsest >= range.count { return isLicenseLike(hits[...]) ? range : nil }
    var found: Range<Int>?
    var first = 0
    for last in hits.indices {
      while hits[last].tokens.upperBound - hits[first].tokens.lowerBound > longestWindow { first += 1 }
      guard last - first >= fewestInWindow, isLicenseLike(hits[first...last]) else { continue }
      let window = hits[first].tokens.lowerBound..<hits[last].tokens.upperBound
      found = min(found?.lowerBound ?? window.lowerBound, window.lowerBound)..<window.upperBound
    }
    return found
  }

  /// In a text so long, phrases far from each other make no license.
  private static let longestWindow = 300
  /// A license has a phrase of the table in every so many words.
  private static let sparsest = 60
  private static let fewestInWindow = 8

  private static func isLicenseLike(_ hits: ArraySlice<PhraseTable<Part>.Hit>) -> Bool {
    let phraseCount = Set(hits.map(\.entry.phrase)).count
    return phraseCount >= 4 || (phraseCount == 3 && Set(hits.map(\.entry.meaning)).count >= 2)
  }

  private static let table = PhraseTable<Part>(
    [
      "free of charge", "granted a", "grants you", "hereby grants", "hereby granted", "license to use", "licensed under",
      "permission to use", "permitted to", "public domain", "right to use", "royalty-free", "sublicense", "you are free to",
      "you may", "you can use", "droit de", "réutilisation", "许可", "授权",
    ].map { ($0, .grant) }
      + [
        "abide by", "acceptable use", "acceptable use policy", "agree to", "agree not to", "attribution", "by using",
        "commercial use", "comply with", "copies or substantial portions", "copyright notice", "derivative works",
        "following conditions", "following purposes", "governing law", "may not", "may not use", "must not",
        "non-commercial", "prohibited use", "prohibited uses", "redistributions", "redistribute", "research purposes",
        "shall not", "sous réserve", "subject to", "terminate", "terms and conditions", "terms of use", "this agreement",
        "this license", "under the terms", "use policy", "use restrictions", "you must", "you agree", "不得", "条款",
      ].map { ($0, .condition) }
      + [
        "applicable law", "applicable laws", "as is", "consequential damages", "fitness for a particular purpose",
        "indemnify", "in no event", "liability", "liable", "merchantability", "no warranty", "reserves the right", "violate",
        "violates", "violation", "violations of law", "warranties", "warranty", "without any warranty", "responsabilité",
        "责任", "法律",
      ].map { ($0, .disclaimer) }
      + [
        "concédant", "copyright holder", "copyright holders", "contributor", "licensee", "licensor", "réutilisateur",
        "third parties", "third party", "you or others", "被许可方", "您",
      ].map { ($0, .party) })
}
