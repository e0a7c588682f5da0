/// Whether a text reads like a license, although nobody knows which.
///
/// A text counts as one if it has at least three different phrases of the table below and they come from at least two of the
/// four things that licenses do: grant, set conditions, disclaim, name the parties. A card that only names its license has
/// one or two; every collected license text of more than a few lines has more.
struct LicenseLikeness {
  enum Part: Hashable, Sendable {
    case grant, condition, disclaimer, party
  }

  static func isLicenseLike(_ stream: TokenStream) -> Bool {
    let hits = table.hits(in: stream.tokens, range: 0..<stream.tokenCount)
    return Set(hits.map(\.entry.phrase)).count >= 3 && Set(hits.map(\.entry.meaning)).count >= 2
  }

  private static let table = PhraseTable<Part>(
    [
      "free of charge", "granted a", "grants you", "hereby grants", "hereby granted", "license to use", "licensed under",
      "permission to use", "permitted to", "public domain", "right to use", "royalty-free", "sublicense", "you are free to",
      "you may use", "you can use",
    ].map { ($0, .grant) }
      + [
        "acceptable use policy", "agree not to", "attribution", "by using", "commercial use", "copies or substantial portions",
        "copyright notice", "derivative works", "following conditions", "following purposes", "governing law", "may not",
        "must not", "non-commercial", "prohibited uses", "redistributions", "redistribute", "shall not", "subject to",
        "terminate", "terms and conditions", "this agreement", "this license", "under the terms", "use restrictions",
        "you must", "you agree",
      ].map { ($0, .condition) }
      + [
        "as is", "consequential damages", "fitness for a particular purpose", "indemnify", "in no event", "liability", "liable",
        "merchantability", "no warranty", "warranties", "warranty", "without any warranty", "without warranties",
      ].map { ($0, .disclaimer) }
      + ["copyright holder", "copyright holders", "contributor", "licensee", "licensor", "third parties", "third party"]
      .map { ($0, .party) })
}
