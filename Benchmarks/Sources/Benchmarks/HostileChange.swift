/// Changes that somebody makes who wants them not to be seen, or who writes in the spirit of the text.
enum HostileChange: String, CaseIterable, Sendable {
  case homoglyph, zeroWidthWord, noticeWithLimit, noticeWithField, titleWithLimit, commentWithLimit, headingWithLimit
  case limitOnTop, limitBelow, fieldOnTop, territoryBelow, competitorBelow, academicBelow, revocableBelow, limitAfterExcerpt
  case territoryInserted, dateChanged, irrevocableToRevocable, exceptionStruck, clauseMoved, clauseDeleted, paragraphDuplicated
  case digitsForWords, dollarChanged, mayToMayNot, shallToMay, anyToNo, andToOr, includingToExcluding, parenthesisStruck
  case onlyBeforeUse, wordPairSwapped, nounInserted, typoInModal, hiddenInEmphasis, hiddenInEntity, noticeForeign
  case labelAsNumber, firstSentenceStruck, lastSentenceStruck, holeWithLimit

  func applied(to text: CorpusText, with other: CorpusText, using random: inout Random) -> String? {
    let lines = text.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    switch self {
    case .homoglyph: return Self.word(text, using: &random) { ["not", "any", "no", "all", "may"].contains($0) } change: {
        $0.replacing("o", with: "о").replacing("a", with: "а")
      }
    case .zeroWidthWord: return Self.word(text, using: &random) { ["may", "shall", "will", "is"].contains($0) } change: {
        "\($0) n\u{200B}o\u{200B}t"
      }
    case .noticeWithLimit: return "Copyright (c) 2024 Example Labs, non-commercial use only\n\n" + text.text
    case .noticeWithField: return "Copyright (c) 2024 Example Labs, licensed to universities\n\n" + text.text
    case .noticeForeign: return "Copyright 2024 Example Labs. Military users are excluded.\n\n" + text.text
    case .titleWithLimit: return "License for non-commercial use\n\n" + text.text
    case .commentWithLimit: return text.text + "\n<!-- Commercial use requires a separate agreement. -->\n"
    case .headingWithLimit: return "# Research license: no commercial use\n\n" + text.text
    case .limitOnTop: return "This model is for non-commercial research purposes only.\n\n" + text.text
    case .limitBelow: return text.text + "\n\nCommercial use requires a separate license from Example Labs.\n"
    case .fieldOnTop: return "Use for weapons or for surveillance is excluded.\n\n" + text.text
    case .territoryBelow: return text.text + "\n\nThis license does not apply in the European Union.\n"
    case .competitorBelow: return text.text + "\n\nCompetitors of Example Labs get no rights under this license.\n"
    case .academicBelow: return text.text + "\n\nThe rights above are granted to academic institutions.\n"
    case .revocableBelow: return text.text + "\n\nExample Labs can end this license at any time.\n"
    case .limitAfterExcerpt: return Self.excerpt(text).map { $0 + "\n\nYou may not use the model commercially.\n" }
    case .territoryInserted: return Self.word(text, using: &random) { ["use", "license", "distribution", "rights"].contains($0) } change: {
        "\($0) outside the European Union"
      }
    case .dateChanged: return Self.word(text, using: &random) { $0.count == 4 && $0.hasPrefix("20") && $0.allSatisfy(\.isNumber) } change: {
        String($0.dropLast()) + ($0.last == "7" ? "8" : "7")
      }
    case .irrevocableToRevocable: return Self.word(text, using: &random) { $0 == "irrevocable" } change: { _ in "revocable" }
    case .exceptionStruck: return Self.exceptionStruck(text, using: &random)
    case .clauseMoved: return Self.paragraphs(lines, using: &random) { paragraphs, place in
        guard place + 3 < paragraphs.count else { return false }
        let moved = paragraphs.remove(at: place)
        paragraphs.insert(moved, at: place + 2)
        return true
      }
    case .clauseDeleted: return Self.paragraphs(lines, using: &random) { paragraphs, place in
        paragraphs.remove(at: place)
        return true
      }
    case .paragraphDuplicated: return Self.limited(lines, with: other, using: &random)
    case .digitsForWords: return Self.word(text, using: &random) { ["two", "three", "ten", "thirty"].contains($0) } change: { _ in "90" }
    case .dollarChanged: return Self.word(text, using: &random) { $0.hasSuffix("000") } change: { $0 + "0" }
    case .mayToMayNot: return Self.word(text, using: &random) { $0 == "may" } change: { _ in "may not" }
    case .shallToMay: return Self.word(text, using: &random) { $0 == "shall" } change: { _ in "may" }
    case .anyToNo: return Self.word(text, using: &random) { $0 == "any" } change: { _ in "no" }
    case .andToOr: return Self.word(text, using: &random) { $0 == "and" } change: { _ in "or" }
    case .includingToExcluding: return Self.word(text, using: &random) { $0 == "including" } change: { _ in "excluding" }
    case .parenthesisStruck: return Self.parenthesisStruck(text, using: &random)
    case .onlyBeforeUse: return Self.word(text, using: &random) { $0 == "use" } change: { "only \($0)" }
    case .wordPairSwapped: return Self.pairSwapped(text, using: &random)
    case .nounInserted: return Self.word(text, using: &random) { ["software", "model", "work", "materials"].contains($0) } change: {
        "demonstration \($0)"
      }
    case .typoInModal: return Self.word(text, using: &random) { $0 == "not" } change: { _ in "now" }
    case .hiddenInEmphasis: return Self.word(text, using: &random) { ["may", "shall", "will"].contains($0) } change: { "\($0) **_not_**" }
    case .hiddenInEntity: return Self.word(text, using: &random) { ["may", "shall", "will"].contains($0) } change: { "\($0) &#110;&#111;&#116;" }
    case .labelAsNumber: return Self.numberAtLineStart(text, using: &random)
    case .firstSentenceStruck: return Self.sentenceStruck(text, isFirst: true)
    case .lastSentenceStruck: return Self.sentenceStruck(text, isFirst: false)
    case .holeWithLimit:
      return Self.noticeName(text)
    }
  }

  private static func places(_ text: WordedText) -> Range<Int> {
    min(30, text.words.count / 4)..<max(min(30, text.words.count / 4), text.words.count - min(10, text.words.count / 8))
  }

  private static func isInNotice(_ text: WordedText, _ place: Int) -> Bool {
    text.isInTarget(place) || text.words[max(0, place - 8)...min(text.words.count - 1, place + 1)].contains { ["copyright"].contains($0.lowercased()) }
      || text.gaps[max(0, place - 8)...place].contains { $0.contains("©") }
  }

  private static func word(
    _ text: CorpusText, using random: inout Random, where isChosen: (String) -> Bool, change: (String) -> String
  ) -> String? {
    var worded = WordedText(text.text)
    let found = places(worded).filter { isChosen(worded.words[$0].lowercased()) && !isInNotice(worded, $0) }
    guard let place = found.randomElement(using: &random) else { return nil }
    worded.words[place] = change(worded.words[place])
    return worded.text
  }

  private static func paragraphs(
    _ lines: [String], using random: inout Random, change: (inout [[String]], Int) -> Bool
  ) -> String? {
    var paragraphs = lines.split { $0.allSatisfy(\.isWhitespace) }.map(Array.init)
    let long = paragraphs.indices.filter { $0 > 1 && $0 + 2 < paragraphs.count && paragraphs[$0].joined(separator: " ").count > 150 }
    guard paragraphs.count > 6, let place = long.randomElement(using: &random), change(&paragraphs, place) else { return nil }
    return paragraphs.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
  }

  /// A paragraph of another license between two of this one.
  private static func limited(_ lines: [String], with other: CorpusText, using random: inout Random) -> String? {
    let otherLines = other.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let otherParagraphs: [String] = otherLines.split { $0.allSatisfy(\.isWhitespace) }.map { $0.joined(separator: "\n") }
    let foreign = otherParagraphs.filter { $0.contains(" not ") && (120..<1500).contains($0.count) }
    guard let added = foreign.randomElement(using: &random) else { return nil }
    return paragraphs(lines, using: &random) { paragraphs, place in
      if paragraphs.contains(where: { $0.joined(separator: "\n") == added }) { return false }
      paragraphs.insert([added], at: place)
      return true
    }
  }

  private static func excerpt(_ text: CorpusText) -> String? {
    let worded = WordedText(text.text)
    guard worded.words.count > 300 else { return nil }
    var part = worded
    let count = worded.words.count / 2
    part.words.removeSubrange(count...)
    part.gaps.removeSubrange((count + 1)...)
    return part.text
  }

  private static func exceptionStruck(_ text: CorpusText, using random: inout Random) -> String? {
    var worded = WordedText(text.text)
    let found = places(worded).filter { ["except", "unless", "provided"].contains(worded.words[$0].lowercased()) }
    guard let place = found.randomElement(using: &random) else { return nil }
    var end = place + 1
    while end < worded.words.count - 12, end < place + 25, !worded.gaps[end].contains(where: { ",.;".contains($0) }) { end += 1 }
    worded.remove(place..<end)
    return worded.text
  }

  private static func parenthesisStruck(_ text: CorpusText, using random: inout Random) -> String? {
    let found = text.text.ranges(of: /[^\]]\([a-z][^()\n]{12,80}\)/).dropFirst()
    guard let range = found.randomElement(using: &random) else { return nil }
    return text.text.replacingCharacters(in: range, with: "")
  }

  private static func pairSwapped(_ text: CorpusText, using random: inout Random) -> String? {
    var worded = WordedText(text.text)
    let found = places(worded).filter {
      let (left, right) = (worded.words[$0], worded.words[$0 + 1])
      return worded.gaps[$0 + 1] == " " && left.lowercased() != right.lowercased() && left.count > 2 && right.count > 2
    }
    guard let place = found.randomElement(using: &random) else { return nil }
    worded.words.swapAt(place, place + 1)
    return worded.text
  }

  /// Wraps the text anew so that a number opens a line, and changes that number.
  private static func numberAtLineStart(_ text: CorpusText, using random: inout Random) -> String? {
    var worded = WordedText(text.text)
    let found = places(worded).filter { place in
      worded.words[place].allSatisfy(\.isNumber) && worded.words[place].count < 4 && worded.gaps[place] == " "
        && worded.words[place - 1].count > 2 && worded.words[place - 1].contains(where: \.isLetter)
        && !worded.words[place - 1].lowercased().hasPrefix("copyright")
    }
    guard let place = found.randomElement(using: &random) else { return nil }
    worded.gaps[place] = "\n"
    worded.words[place] += "0"
    return worded.text
  }

  private static func sentenceStruck(_ text: CorpusText, isFirst: Bool) -> String? {
    var worded = WordedText(text.text)
    let places = places(worded)
    let found = worded.sentences.filter { $0.lowerBound >= places.lowerBound && $0.upperBound <= worded.words.count && $0.count >= 8 && !isInNotice(worded, $0.lowerBound) }
    guard found.count > 3, let sentence = isFirst ? found.first : found.last else { return nil }
    worded.remove(sentence)
    return worded.text
  }

  /// Where a template takes the name of the licensor, a name that limits.
  private static func noticeName(_ text: CorpusText) -> String? {
    for name in ["<COPYRIGHT HOLDER>", "<organization>", "[ORGANIZATION]", "the copyright holder nor", "THE AUTHORS OR COPYRIGHT HOLDERS"] {
      guard let range = text.text.firstRange(of: name) else { continue }
      return text.text.replacingCharacters(in: range, with: name.hasSuffix(" nor") ? "Example Labs, for use by academic institutions, nor" : "Example Labs, for use by academic institutions,")
    }
    return nil
  }
}

extension String {
  fileprivate func replacingCharacters(in range: Range<Index>, with text: String) -> String {
    String(self[..<range.lowerBound]) + text + String(self[range.upperBound...])
  }
}
