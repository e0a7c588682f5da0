/// Reads what no license explains: sentences that limit, and texts that read like licenses themselves.
struct LeftoverReader {
  let stream: TokenStream

  /// A restriction counts if it stands no farther from a license than this.
  private static let reach = 80
  /// A gap that is not longer is read whole.
  private static let shortGap = 240
  /// A shorter leftover is no license of its own.
  private static let shortestText = 60
  private static let longestScrap = 120

  /// Adds to each match the restrictions around it, and a match for each unknown text.
  func read(around matches: [LicenseMatch]) -> [LicenseMatch] {
    guard !matches.isEmpty else {
      let all = 0..<stream.tokenCount
      return LicenseLikeness.licenseLike(stream, all).map { [unknown($0, 0)] } ?? []
    }
    var stretches: [[LicenseMatch]] = []
    for match in matches {
      if stretches.last?.first?.stretch == match.stretch {
        stretches[stretches.count - 1].append(match)
      } else {
        stretches.append([match])
      }
    }
    stretches = withoutScraps(stretches)
    var result = stretches
    for (number, gap) in gaps(stretches).enumerated() where !gap.isEmpty {
      if gap.count >= Self.shortestText, let like = LicenseLikeness.licenseLike(stream, gap) {
        result.append([unknown(like, matches.count + number)])
        continue
      }
      let reach = gap.count <= Self.shortGap ? gap.count : Self.reach
      for sentence in sentences(gap) where isRestrictive(sentence) {
        // The nearer of the two neighbours is the one it limits; both if both are near.
        if number > 0, sentence.lowerBound - gap.lowerBound <= reach { add(sentence, to: &result[number - 1], atEnd: true) }
        if number < stretches.count, gap.upperBound - sentence.upperBound <= reach {
          add(sentence, to: &result[number], atEnd: false)
        }
      }
    }
    return withoutCrumbs(result).sorted { ($0[0].tokens.lowerBound, $0[0].stretch) < ($1[0].tokens.lowerBound, $1[0].stretch) }
      .enumerated().flatMap { number, stretch in
        stretch.map { match in
          var match = match
          match.stretch = number
          return match
        }
      }
  }

  /// A few sentences of one license beside another whole one are no excerpt, but text that stands beside it.
  private func withoutScraps(_ stretches: [[LicenseMatch]]) -> [[LicenseMatch]] {
    let whole = stretches.filter { $0[0].kind != .partial }
    guard !whole.isEmpty else { return stretches }
    return stretches.filter { $0[0].kind != .partial || $0[0].tokens.count > Self.longestScrap }
  }

  /// A piece of a license inside a longer unknown one is boilerplate that both share.
  private func withoutCrumbs(_ stretches: [[LicenseMatch]]) -> [[LicenseMatch]] {
    let unknown = stretches.filter { $0[0].kind == .unknown }.reduce(0) { $0 + $1[0].tokens.count }
    guard unknown > 0 else { return stretches }
    let known = stretches.filter { ![.unknown, .partial].contains($0[0].kind) && $0[0].score > 0.8 }
    let crumbs = stretches.filter { $0[0].kind == .partial || ($0[0].kind == .modified && $0[0].score < 0.8) }
    let size = crumbs.reduce(0) { $0 + $1[0].tokens.count }
    guard !crumbs.isEmpty, known.isEmpty, size < unknown * 2 else { return stretches }
    return [[self.unknown(0..<stream.tokenCount, 0)]]
  }

  private func gaps(_ stretches: [[LicenseMatch]]) -> [Range<Int>] {
    var gaps: [Range<Int>] = []
    var start = 0
    for stretch in stretches {
      let tokens = stretch[0].tokens
      gaps.append(start..<max(start, tokens.lowerBound))
      start = max(start, tokens.upperBound)
    }
    return gaps + [start..<max(start, stream.tokenCount)]
  }

  private func unknown(_ tokens: Range<Int>, _ stretch: Int) -> LicenseMatch {
    var match = LicenseMatch(kind: .unknown, id: nil, tokens: tokens, lines: stream.lines(of: tokens), score: 0)
    match.stretch = stretch
    return match
  }

  private func add(_ sentence: Range<Int>, to matches: inout [LicenseMatch], atEnd: Bool) {
    for index in matches.indices where matches[index].kind != .unknown {
      let edit = TextEdit(kind: .insertion, tokens: sentence, reference: 0..<0, struck: 0)
      matches[index].edits.insert(edit, at: atEnd ? matches[index].edits.count : 0)
      matches[index].kind = .modified
    }
  }

  // MARK: Sentences

  private func sentences(_ range: Range<Int>) -> [Range<Int>] {
    var sentences: [Range<Int>] = []
    var start = range.lowerBound
    for word in range where word + 1 == range.upperBound || endsSentence(word) {
      sentences.append(start..<word + 1)
      start = word + 1
    }
    return sentences
  }

  private func endsSentence(_ word: Int) -> Bool {
    let between = stream.gap(before: word + 1)
    if between.contains(where: { [0x2E, 0x21, 0x3F].contains($0) }) { return true }
    return between.count(where: { $0 == 0x0A }) > 1
  }

  private func isRestrictive(_ sentence: Range<Int>) -> Bool {
    if stream.ignorable.contains(where: { $0.tokens.contains(sentence.lowerBound) }) { return false }
    return LimitingSentence.isOne(stream, sentence)
  }
}
