/// Words that decide what one may do; a difference in one of them is never forgiven.
enum WordLists {
  enum List: UInt8, Sendable {
    case polarity, number, modal, party
  }

  @inline(__always)
  static func list(of word: ShortHash) -> List? { lists[word] }

  /// Whether a free part of a template may not hold the word, because it could limit what is granted.
  static func isRestrictive(_ word: ShortHash) -> Bool { restrictive.contains(word) }

  /// The same for a word that is no name, because it has no capital.
  static func isRestrictiveInSentence(_ word: ShortHash) -> Bool { restrictive.contains(word) || sentenceWords.contains(word) }

  private static let lists: [ShortHash: List] = {
    var lists: [ShortHash: List] = [:]
    for (list, words) in [(List.party, parties), (.modal, modals), (.number, quantities), (.polarity, polarities)] {
      for word in words.split(whereSeparator: \.isWhitespace) { lists[ShortHash(String(word))] = list }
    }
    return lists
  }()

  private static let restrictive: Set<ShortHash> = Set(
    """
    not no non never none cannot only solely exclusively except excluding unless without must shall may prohibited forbidden
    restricted restriction restrictions noncommercial noncommercially commercial commercially permission permitted allowed
    banned purpose purposes provided subject limited revoke revoked terminate terminated fee fees royalty royalties
    """.split(whereSeparator: \.isWhitespace).map { ShortHash(String($0)) })

  private static let sentenceWords: Set<ShortHash> = Set(
    """
    academic agree agrees approval are be competitors consent educational evaluation excluded excludes exempt government
    grant granted institutions internal is it license licensed military only personal require required requires research
    right rights students such terms they this universities use used users uses using violates weapons who you your
    """.split(whereSeparator: \.isWhitespace).map { ShortHash(String($0)) })

  private static let polarities = """
    not no non nor never none nothing neither cannot without only solely exclusively except excluding unless until but also
    other otherwise commercial noncommercial commercially noncommercially exclusive nonexclusive irrevocable revocable
    irrevocably revocably unlimited limited perpetual temporary transferable nontransferable sublicensable sublicenseable
    nonsublicensable prohibited permitted allowed disallowed forbidden authorized unauthorized lawful unlawful legal illegal
    valid invalid enforceable unenforceable include includes including exclude excludes included excluded with and or all any
    some every each more less least most greater fewer above below exceed exceeds minimum maximum before after prior
    subsequent grant grants granted deny denies denied accept reject waive waives free charge royalty public private internal
    external direct indirect express implied explicit implicit written verbal reasonable unreasonable voluntary involuntary
    worldwide domestic survive terminate terminates terminated continue modify modified unmodified altered unaltered
    restricted unrestricted restriction restrictions obligated required optional mandatory research academic educational
    personal evaluation production original derivative
    """
  private static let quantities = """
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen twenty thirty forty fifty sixty
    seventy eighty ninety hundred thousand million billion trillion hundreds thousands millions billions half quarter third
    first second dozen once twice single double triple both day days week weeks month months year years hour hours annual
    annually monthly daily percent dollars euros usd eur
    """
  private static let modals = "may must shall should will can could would might ought need required cannot won't"
  private static let parties = """
    you your yours we our ours us i my they their them he she his her it its licensor licensors licensee licensees
    contributor contributors recipient recipients owner owners author authors holder holders user users customer customers
    provider providers party parties third company affiliate affiliates distributor distributors developer developers
    grantor grantee seller buyer employer employee publisher
    """
}
