/// Whether a sentence beside a license may limit what the license grants.
///
/// It errs on the side of reading too much: whoever adds a sentence about rights to a license has to expect that it is read.
enum LimitingSentence {
  static func isOne(_ stream: TokenStream, _ sentence: Range<Int>) -> Bool {
    let words = stream.tokens[sentence].map(\.hash)
    if words.contains(where: limiting.contains) { return true }
    if RestrictionWords.scan(stream, within: sentence).contains(where: { $0.kind != .threshold }) { return true }
    let speaksOfRights = words.contains(where: rights.contains)
    if words.contains(where: negations.contains), speaksOfRights || words.contains(where: uses.contains) { return true }
    if speaksOfRights, words.contains(where: bounds.contains) { return true }
    if speaksOfRights, zip(words, words.dropFirst()).contains(where: { $0 == any && $1 == time }) { return true }
    return words.contains(where: uses.contains) && words.contains(where: audiences.contains)
  }

  private static let any = WordHash("any").value
  private static let time = WordHash("time").value

  private static func hashes(_ words: String) -> Set<UInt64> {
    Set(words.split(whereSeparator: \.isWhitespace).map { WordHash(String($0)).value })
  }

  /// Words that limit whatever they stand with.
  private static let limiting = hashes(
    """
    must shall only solely exclusively prohibited forbidden noncommercial noncommercially restricted restriction restrictions
    royalty royalties fee fees unless cannot revoke revoked revocable revocation terminate terminates terminated void obligated
    notwithstanding indemnify indemnification consent ban banned disallowed excluded excludes excepted exempt exempted
    ineligible expire expires expired withdraw withdrawn withdraws waive waives waived weapon weapons warfare surveillance
    competitor competitors competing embargo embargoed sanctioned nonprofit academia
    """)
  private static let negations = hashes("not no never neither nor none nobody without except until nothing")
  /// Words of what a license grants.
  private static let rights = hashes(
    """
    license licenses licensed licensee licensees sublicense rights right permission permissions permitted grant grants granted
    granting commercial commercially distribute distributed distribution redistribute redistributed redistribution patent
    patents terms agreement
    """)
  private static let uses = hashes("use uses used using usage users user deploy deployed deployment sell sold resell hosting")
  /// Words that tell to whom, where, when or for what price.
  private static let bounds = hashes(
    """
    require requires required requiring academic institutions institution universities university researchers students
    government governments governmental evaluation internal personal individuals individual educational education period days
    months years pay paid payment purchase buy subscription approval registration register registered eu eea european union
    europe china russia country countries territory territories jurisdiction outside military suspend suspended cancel
    cancelled canceled discretion limited subject condition conditions provided comply agree agrees obtain acquire
    separate
    """)
  private static let audiences = hashes(
    """
    academic institutions universities students government governmental evaluation internal personal individuals educational
    noncommercial military territory territories countries country outside eu eea european union police
    """)
}
