/// Finds copyright notices and the title of a text.
///
/// A restriction must not hide in what is left out. A notice is a line of its own at the start of a paragraph (or behind
/// another notice), begins with the copyright sign or word, has a sign, a year or a placeholder for one, is short, and has
/// no word that grants, forbids or limits anything. A title is the first line, if it is short, names a license, an
/// agreement, terms or a policy, and has no such word.
struct NoticeFinder {
  private(set) var found: [TokenStream.Ignorable] = []
  /// The first line, if it names a license, whatever else it says: of a published text that is its title.
  private(set) var heading: Range<Int>?
  /// Notices among the first lines, whatever else they say.
  private(set) var notices: [Range<Int>] = []

  private let bytes: [UInt8]
  private let tokens: [Token]
  private let lines: [Tokenizer.Line]

  private static let longestNotice = 24
  private static let longestTitle = 16

  init(bytes: [UInt8], tokens: [Token], lines: [Tokenizer.Line]) {
    self.bytes = bytes
    self.tokens = tokens
    self.lines = lines
    notices = lines.indices.prefix(Self.headLines).filter(isHeadNotice).map(run)
    heading = lines.isEmpty || !hasTitleForm(0) ? nil : run(of: 0)
    var line = 0
    var isBehindNotice = false
    var isHead = true
    while line < lines.count {
      if isHead, let end = titleEnd(from: line) {
        found.append(.init(kind: .title, tokens: lines[line].firstToken..<tokenEnd(of: end - 1)))
        line = end
        isHead = false
        isBehindNotice = true
        continue
      }
      let isOpening = lines[line].isParagraphStart || isBehindNotice
      isBehindNotice = isOpening && (isNotice(line) || (follows(.copyrightNotice, line) && isReservation(line)))
      if isBehindNotice {
        found.append(.init(kind: .copyrightNotice, tokens: run(of: line)))
      } else {
        isHead = false
      }
      line += 1
    }
  }

  private func tokenEnd(of line: Int) -> Int {
    line + 1 < lines.count ? lines[line + 1].firstToken : tokens.count
  }

  private func run(of line: Int) -> Range<Int> {
    lines[line].firstToken..<max(lines[line].firstToken, tokenEnd(of: line))
  }

  private func follows(_ kind: TokenStream.Ignorable.Kind, _ line: Int) -> Bool {
    found.last.map { $0.kind == kind && $0.tokens.upperBound == lines[line].firstToken } ?? false
  }

  private func isNotice(_ line: Int) -> Bool {
    let words = tokens[run(of: line)]
    guard let first = words.first, first.hash == Tokenizer.copyright, (2...Self.longestNotice).contains(words.count) else {
      return false
    }
    let hasSign = bytes[first.range].count != "copyright".utf8.count
    let hasYear = words.contains { isYear($0) || Self.yearWords.contains($0.hash) }
    return (hasSign || hasYear) && !isOperative(words) && !words.contains { Self.legalWords.contains($0.hash) }
      && isOfNames(words)
  }

  private static let headLines = 8

  private func isHeadNotice(_ line: Int) -> Bool {
    let words = tokens[run(of: line)]
    return words.first?.hash == Tokenizer.copyright && (2...Self.longestNotice).contains(words.count)
      && words.contains { isYear($0) || Self.yearWords.contains($0.hash) }
  }

  /// Whether words are names: they have capitals, are parts of an address, or link names. A text in one case tells nothing.
  private func isOfNames(_ words: ArraySlice<Token>) -> Bool {
    let isLower = words.map { bytes[$0.range].contains { (0x61...0x7A).contains($0) } && !Self.hasCapital(bytes[$0.range]) }
    guard isLower.contains(false), words.contains(where: { Self.hasCapital(bytes[$0.range]) }) else { return true }
    return zip(words, isLower).allSatisfy { word, isLower in
      !isLower || Self.linkingWords.contains(word.hash) || isInAddress(word)
    }
  }

  private static func hasCapital(_ word: ArraySlice<UInt8>) -> Bool { word.contains { (0x41...0x5A).contains($0) || $0 >= 0x80 } }

  /// Whether a dot, a slash or an `@` ties a word to another one.
  private func isInAddress(_ word: Token) -> Bool {
    let before = word.start > 1 ? Array(bytes[word.start - 2..<word.start]) : []
    let behind = word.end + 1 < bytes.count ? Array(bytes[word.end...word.end + 1]) : []
    let ties: Set<UInt8> = [0x2E, 0x2F, 0x40, 0x5F, 0x2D, 0x3A]
    return (before.count == 2 && ties.contains(before[1]) && !before[0].isASCIIBlank)
      || (behind.count == 2 && ties.contains(behind[0]) && !behind[1].isASCIIBlank)
  }

  private func isYear(_ token: Token) -> Bool {
    let text = bytes[token.range]
    let isOfOurTime = text.starts(with: [0x31, 0x39]) || text.starts(with: [0x32, 0x30])
    return text.count == 4 && text.allSatisfy(\.isASCIIDigit) && isOfOurTime
  }

  private func isReservation(_ line: Int) -> Bool {
    tokens[run(of: line)].map(\.hash) == Self.reservation
  }

  /// The line behind the title that begins at a line: the title, and lines that only tell its version, date or address.
  private func titleEnd(from line: Int) -> Int? {
    guard hasTitleForm(line), !isOperative(tokens[run(of: line)]) else { return nil }
    var end = line + 1
    while end < lines.count, end <= line + 3, isSubtitle(end) { end += 1 }
    guard end == lines.count || lines[end].isParagraphStart || isNotice(end) else { return nil }
    return end
  }

  private func hasTitleForm(_ line: Int) -> Bool {
    let words = tokens[run(of: line)]
    return !words.isEmpty && words.count <= Self.longestTitle && words.first?.hash != Tokenizer.copyright
      && words.contains { Self.titleWords.contains($0.hash) } && !words.contains { Self.sentenceWords.contains($0.hash) }
  }

  private func isSubtitle(_ line: Int) -> Bool {
    let words = tokens[run(of: line)]
    guard let first = words.first, words.count <= 8 else { return false }
    return Self.subtitleWords.contains(first.hash) && !isOperative(words)
  }

  private func isOperative(_ words: ArraySlice<Token>) -> Bool {
    words.indices.contains { Self.operativeWords.contains(words[$0].hash) && !isMonth($0, in: words) }
  }

  /// `May 2024` and `29 May` permit nothing.
  private func isMonth(_ index: Int, in words: ArraySlice<Token>) -> Bool {
    words[index].hash == Self.may
      && [index - 1, index + 1].contains { words.indices.contains($0) && bytes[words[$0].start].isASCIIDigit }
  }

  private static func hashes(_ words: [String]) -> Set<UInt64> { Set(words.map { WordHash($0).value }) }

  private static let reservation = ["all", "rights", "reserved"].map { WordHash($0).value }
  private static let may = WordHash("may").value
  private static let yearWords = hashes(["year", "years", "yyyy", "xxxx", "yy"])
  /// Words that link names in a notice.
  private static let linkingWords = hashes([
    "a", "affiliates", "al", "all", "and", "author", "authors", "by", "co", "collaborators", "community", "company",
    "contributor", "contributors", "copyright", "corp", "da", "de", "del", "der", "developer", "developers", "di", "du", "e",
    "email", "et", "first", "fullname", "gmbh", "holder", "holders", "http", "inc", "its", "la", "last", "le", "llc", "ltd",
    "maintainers", "members", "name", "of", "or", "organization", "other", "others", "owner", "owners", "present", "project",
    "reserved", "rights", "subsidiaries", "subsidiary", "team", "the", "to", "und", "van", "von", "www", "y", "year",
    "years", "yyyy",
  ])
  private static let titleWords = hashes(["license", "agreement", "terms", "policy", "dedication", "eula"])
  private static let subtitleWords = hashes(["version", "http"])

  /// Words that turn a line into a statement about what one may do.
  private static let operativeWords = hashes([
    "academic", "allowed", "approval", "authorization", "banned", "competitor", "competitors", "consent", "excepted",
    "exclude", "excluded", "excludes", "exempt", "military", "nonprofit", "profit", "require", "required", "requires",
    "sale", "sell", "surveillance", "trial", "weapon", "weapons", "cannot", "commercial", "commercially", "educational",
    "evaluation", "except",
    "excluding", "forbidden", "internal", "may", "must", "never", "no", "nobody", "non", "noncommercial",
    "noncommercially", "none", "not", "only", "permission", "permitted", "personal", "prohibited", "purpose", "purposes",
    "research", "restricted", "restriction", "restrictions", "shall", "should", "solely", "strictly", "unless", "without",
  ])
  /// Words of a sentence, such as `this model is released under the … license`, which is no title.
  private static let sentenceWords = hashes([
    "agree", "are", "be", "by", "he", "http", "is", "it", "licensed", "our", "please", "refer", "released", "see", "that",
    "this", "under", "we", "which", "you", "your",
  ])
  /// Words that a title may have and a copyright notice may not.
  private static let legalWords = hashes([
    "act", "agreement", "applicable", "applies", "apply", "available", "condition", "conditions", "copies", "copy",
    "distribute", "distributed", "grant", "granted", "law", "laws", "license", "licensed", "licenses", "modify", "permit",
    "provided", "subject", "terms", "under", "use", "used", "using", "version",
  ])
}
