/// Words that the SPDX matching guidelines read as one another (`equivalentwords.txt`), with their inflections.
///
/// Hyphens part words, so that `sub-license` and `sub license` are the same two words before this table is asked.
enum EquivalentWords {
  struct Entry {
    var canonical: UInt64
    /// Whether the word may close one of the `pairs`.
    var closesPair: Bool
  }

  enum Pair {
    /// Both words become one.
    case joined(UInt64)
    /// The second word becomes another.
    case replaced(UInt64)
  }

  static func entry(_ hash: UInt64) -> Entry? { entries[hash] }

  /// All words that have an entry.
  static var all: [UInt64: Entry] { entries }

  static func pair(_ first: UInt64, _ second: UInt64) -> Pair? { pairs[[first, second]] }
  /// The words that open a pair.
  static var openings: Set<UInt64> { Set((joinedPairs.map(\.first) + replacedPairs.map(\.first)).map { WordHash($0).value }) }
  /// What a word becomes behind the first word of its pair.
  static func replacement(closing second: UInt64) -> UInt64? { replacements[second] }

  private static let spellings: [(canonical: String, others: [String])] = [
    ("acknowledgment", ["acknowledgement"]), ("acknowledgments", ["acknowledgements"]), ("analog", ["analogue"]),
    ("analyze", ["analyse"]), ("analyzed", ["analysed"]), ("analyzing", ["analysing"]), ("artifact", ["artefact"]),
    ("artifacts", ["artefacts"]), ("authorization", ["authorisation"]), ("authorizations", ["authorisations"]),
    ("authorize", ["authorise"]), ("authorized", ["authorised"]), ("caliber", ["calibre"]), ("canceled", ["cancelled"]),
    ("capitalizations", ["capitalisations"]), ("catalog", ["catalogue"]), ("categorize", ["categorise"]),
    ("center", ["centre"]), ("emphasized", ["emphasised"]), ("favor", ["favour"]), ("favorite", ["favourite"]),
    ("fulfill", ["fulfil"]), ("fulfillment", ["fulfilment"]), ("http", ["https"]), ("initialize", ["initialise"]),
    ("judgment", ["judgement"]), ("labeling", ["labelling"]), ("labor", ["labour"]), ("license", ["licence"]),
    ("licenses", ["licences"]), ("maximize", ["maximise"]), ("merchantability", ["merchantibility"]),
    ("modeled", ["modelled"]), ("modeling", ["modelling"]), ("offense", ["offence"]), ("optimize", ["optimise"]),
    ("organization", ["organisation"]), ("organizations", ["organisations"]), ("organize", ["organise"]),
    ("practice", ["practise"]), ("program", ["programme"]), ("programs", ["programmes"]), ("realize", ["realise"]),
    ("recognize", ["recognise"]), ("recognized", ["recognised"]), ("signaling", ["signalling"]),
    ("authorizes", ["authorises"]), ("authorizing", ["authorising"]), ("unauthorized", ["unauthorised"]),
    ("behavior", ["behaviour"]), ("color", ["colour"]), ("customization", ["customisation"]), ("customize", ["customise"]),
    ("customized", ["customised"]), ("defense", ["defence"]), ("finalize", ["finalise"]), ("honor", ["honour"]),
    ("labeled", ["labelled"]), ("licensable", ["licenceable", "licenseable"]), ("minimize", ["minimise"]),
    ("neighboring", ["neighbouring"]), ("optimization", ["optimisation"]), ("optimized", ["optimised"]),
    ("organizational", ["organisational"]), ("organized", ["organised"]), ("recognizes", ["recognises"]),
    ("recognizing", ["recognising"]), ("sublicense", ["sublicence"]), ("sublicenses", ["sublicences"]),
    ("sublicensable", ["sublicenseable", "sublicenceable"]), ("utilize", ["utilise"]), ("utilized", ["utilised"]),
    ("utilizing", ["utilising"]), ("utilization", ["utilisation"]), ("while", ["whilst"]), ("willful", ["wilful", "wilfull"]),
  ]

  private static let joinedPairs: [(first: String, second: String)] = [
    ("non", "commercial"), ("non", "commercially"), ("per", "cent"), ("sub", "license"), ("sub", "licenses"),
    ("sub", "licensed"), ("sub", "licensing"), ("sub", "licensable"), ("sub", "licensee"), ("sub", "licensees"),
  ]

  private static let replacedPairs: [(first: String, second: String, replacement: String)] = [
    ("copyright", "owner", "holder"), ("copyright", "owners", "holders"),
  ]

  private static let replacements: [UInt64: UInt64] = Dictionary(
    uniqueKeysWithValues: replacedPairs.map { (WordHash($0.second).value, WordHash($0.replacement).value) })

  private static let entries: [UInt64: Entry] = {
    var entries: [UInt64: Entry] = [:]
    for (canonical, others) in spellings {
      for other in others { entries[WordHash(other).value] = Entry(canonical: WordHash(canonical).value, closesPair: false) }
    }
    for second in joinedPairs.map(\.second) + replacedPairs.map(\.second) {
      let hash = WordHash(second).value
      entries[hash] = Entry(canonical: entries[hash]?.canonical ?? hash, closesPair: true)
    }
    // `sub-licence`: the spelling that is not canonical closes a pair as well.
    let license = WordHash("license").value
    for other in ["licence"] { entries[WordHash(other).value] = Entry(canonical: license, closesPair: true) }
    entries[WordHash("licences").value] = Entry(canonical: WordHash("licenses").value, closesPair: true)
    return entries
  }()

  private static let pairs: [[UInt64]: Pair] = {
    var pairs: [[UInt64]: Pair] = [:]
    for (first, second) in joinedPairs {
      pairs[[WordHash(first).value, WordHash(second).value]] = .joined(WordHash(first + second).value)
    }
    for (first, second, replacement) in replacedPairs {
      pairs[[WordHash(first).value, WordHash(second).value]] = .replaced(WordHash(replacement).value)
    }
    return pairs
  }()
}
