import LicenseCheck

/// Counts what the matcher says of changed texts, by kind of change.
struct Accuracy {
  struct Row {
    var kind: String
    var texts = 0
    /// The license is among those named for its stretch.
    var isNamed = 0
    /// Told as plain, with nothing that could change the meaning.
    var isPlain = 0
    var isFlagged = 0
    var misses: [String] = []
  }

  let texts: [CorpusText]
  let seed: UInt64
  let showsMisses: Bool
  private let names: [String: Set<String>]

  init(texts: [CorpusText], seed: UInt64, showsMisses: Bool) {
    self.seed = seed
    self.showsMisses = showsMisses
    var names: [String: Set<String>] = [:]
    var usable: [CorpusText] = []
    for text in texts {
      let matches = TextIdentification.matches(in: Array(text.text.utf8))
      let ids = Set(matches.filter { $0.kind == "exact" || $0.kind == "equivalent" }.compactMap(\.id))
      guard ids.contains(text.id) else {
        print("not itself: \(text.id): \(matches.map { "\($0.kind) \($0.id ?? "?")" })")
        continue
      }
      names[text.id] = ids
      if text.text.utf8.count > 400 { usable.append(text) }
    }
    self.texts = usable
    self.names = names
  }

  func harmless(_ change: HarmlessChange) -> Row {
    row(change.rawValue, isHarmless: true) { text, other, random in change.applied(to: text, with: other, using: &random) }
  }

  func meaningful(_ change: MeaningChange) -> Row {
    row(change.rawValue, isHarmless: false) { text, other, random in change.applied(to: text, with: other, using: &random) }
  }

  func typographic(_ change: TypographicChange) -> Row {
    row(change.rawValue, isHarmless: true, typographic(change))
  }

  func hostile(_ change: HostileChange) -> Row {
    row(change.rawValue, isHarmless: false) { text, other, random in change.applied(to: text, with: other, using: &random) }
  }

  private func row(_ kind: String, isHarmless: Bool, _ apply: (CorpusText, CorpusText, inout Random) -> String?) -> Row {
    var row = Row(kind: kind)
    for index in texts.indices {
      let text = texts[index]
      guard let changed = changed(index, kind, apply) else { continue }
      let matches = TextIdentification.matches(in: Array(changed.utf8))
      let own = names[text.id] ?? []
      let named = matches.filter { $0.id.map(own.contains) ?? false }
      // Where a change makes one license another, that one is the right answer.
      let isPlain = named.contains { $0.kind == "exact" || $0.kind == "equivalent" }
      let isFlagged = named.contains { $0.kind == "modified" }
      row.texts += 1
      if !named.isEmpty { row.isNamed += 1 }
      if isPlain { row.isPlain += 1 }
      if isFlagged, !isPlain { row.isFlagged += 1 }
      if isHarmless ? !isPlain : !isFlagged || isPlain {
        row.misses.append("  \(kind) \(text.id): \(matches.prefix(4).map { "\($0.kind) \($0.id ?? "?") \($0.edits.prefix(3))" })")
      }
    }
    return row
  }

  private typealias Change = (CorpusText, CorpusText, inout Random) -> String?

  private func changed(_ index: Int, _ kind: String, _ apply: Change) -> String? {
    var random = Random(seed: seed, "\(kind) \(texts[index].id)")
    let other = texts[(index + 1 + Int.random(in: 0..<texts.count - 1, using: &random)) % texts.count]
    let changed = apply(texts[index], other, &random)
    return changed == texts[index].text ? nil : changed
  }

  /// One changed text, by the name of the change.
  func changed(_ kind: String, id: String) -> String? {
    guard let index = texts.firstIndex(where: { $0.id == id }) else { return nil }
    if let change = HarmlessChange(rawValue: kind) {
      return changed(index, kind) { change.applied(to: $0, with: $1, using: &$2) }
    }
    if let change = MeaningChange(rawValue: kind) { return changed(index, kind) { change.applied(to: $0, with: $1, using: &$2) } }
    if let change = HostileChange(rawValue: kind) { return changed(index, kind) { change.applied(to: $0, with: $1, using: &$2) } }
    return TypographicChange(rawValue: kind).flatMap { change in changed(index, kind, typographic(change)) }
  }

  private func typographic(_ change: TypographicChange) -> Change {
    { text, other, random in
      let third = texts[Int.random(in: 0..<texts.count, using: &random)]
      return change.applied(to: text, with: [other, third.id == text.id ? other : third], using: &random)
    }
  }

  func excerpts(first: Bool, share: Int) -> Row {
    row("\(first ? "first" : "last") \(share) %", isHarmless: false) { text, _, _ in
      var part = WordedText(text.text)
      let count = part.words.count * share / 100
      guard count >= 60 else { return nil }
      if first {
        part.words.removeSubrange(count...)
        part.gaps.removeSubrange((count + 1)...)
      } else {
        part.words.removeFirst(part.words.count - count)
        part.gaps.removeFirst(part.gaps.count - count - 1)
      }
      return part.text
    }
  }

  func shuffled() -> Row {
    row("words shuffled", isHarmless: false) { text, _, random in
      var part = WordedText(text.text)
      part.words.shuffle(using: &random)
      return part.text
    }
  }
}
