/// Changes that somebody makes who wants them not to be seen, or who writes in the spirit of the text.
enum HostileChange: String, CaseIterable, Sendable {
  case homoglyph, zeroWidthWord, noticeWithLimit, noticeWithField, titleWithLimit, commentWithLimit, headingWithLimit
  case limitOnTop, limitBelow, fieldOnTop, territoryBelow, competitorBelow, academicBelow, revocableBelow, limitAfterExcerpt
  case territoryInserted, dateChanged, irrevocableToRevocable, exceptionStruck, clauseMoved, clauseDeleted, foreignParagraph
  case digitsForWords, dollarChanged, mayToMayNot, shallToMay, anyToNo, andToOr, includingToExcluding, parenthesisStruck
  case onlyBeforeUse, wordPairSwapped, nounInserted, notToNow, hiddenInEmphasis, hiddenInEntity, noticeForeign
  case numberAtLineStart, firstSentenceStruck, lastSentenceStruck, holeWithLimit

  func applied(to text: CorpusText, with other: CorpusText, using random: inout Random) -> String? {
    if let (above, below) = Self.sentences[self] {
      return (above.map { "\($0)\n\n" } ?? "") + text.text + (below.map { "\n\n\($0)\n" } ?? "")
    }
    if let (words, replacement) = Self.replacements[self] {
      let chosen = Set(words.split(separator: " ").map(String.init))
      return Self.word(text, using: &random) {
        chosen.contains($0)
      } change: {
        replacement.replacing("$", with: $0)
      }
    }
    let lines = text.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    switch self {
    case .homoglyph:
      return Self.word(text, using: &random) {
        ["not", "any", "no", "all", "may"].contains($0)
      } change: {
        $0.replacing("o", with: "\u{43E}").replacing("a", with: "\u{430}")
      }
    case .dateChanged:
      return Self.word(text, using: &random) {
        $0.count == 4 && $0.hasPrefix("20") && $0.allSatisfy(\.isNumber)
      } change: {
        String($0.dropLast()) + ($0.last == "7" ? "8" : "7")
      }
    case .dollarChanged:
      return Self.word(text, using: &random) {
        $0.hasSuffix("000")
      } change: {
        $0 + "0"
      }
    case .exceptionStruck: return Self.exceptionStruck(text, using: &random)
    case .clauseMoved:
      return Self.paragraphs(lines, using: &random) { paragraphs, place in
        guard place + 3 < paragraphs.count else { return false }
        let moved = paragraphs.remove(at: place)
        paragraphs.insert(moved, at: place + 2)
        return true
      }
    case .clauseDeleted:
      return Self.paragraphs(lines, using: &random) { paragraphs, place in
        paragraphs.remove(at: place)
        return true
      }
    case .foreignParagraph: return Self.foreignParagraph(lines, of: other, using: &random)
    case .parenthesisStruck: return Self.parenthesisStruck(text, using: &random)
    case .wordPairSwapped: return Self.pairSwapped(text, using: &random)
    case .limitAfterExcerpt: return Self.excerpt(text).map { $0 + "\n\nYou may not use the model commercially.\n" }
    case .numberAtLineStart: return Self.numberAtLineStart(text, using: &random)
    case .firstSentenceStruck: return Self.sentenceStruck(text, isFirst: true)
    case .lastSentenceStruck: return Self.sentenceStruck(text, isFirst: false)
    case .holeWithLimit: return Self.holeWithLimit(text)
    default: return nil
    }
  }

  /// What is written above or below the text.
  private static let sentences: [HostileChange: (above: String?, below: String?)] = [
    .noticeWithLimit: ("Copyright (c) 2024 Example Labs, non-commercial use only", nil),
    .noticeWithField: ("Copyright (c) 2024 Example Labs, licensed to universities", nil),
    .noticeForeign: ("Copyright 2024 Example Labs. Military users are excluded.", nil),
    .titleWithLimit: ("License for non-commercial use", nil),
    .commentWithLimit: (nil, "<!-- Commercial use requires a separate agreement. -->"),
    .headingWithLimit: ("# Research license: no commercial use", nil),
    .limitOnTop: ("This model is for non-commercial research purposes only.", nil),
    .limitBelow: (nil, "Commercial use requires a separate license from Example Labs."),
    .fieldOnTop: ("Use for weapons or for surveillance is excluded.", nil),
    .territoryBelow: (nil, "This license does not apply in the European Union."),
    .competitorBelow: (nil, "Competitors of Example Labs get no rights under this license."),
    .academicBelow: (nil, "The rights above are granted to academic institutions."),
    .revocableBelow: (nil, "Example Labs can end this license at any time."),
  ]

  /// One of the words is replaced; `$` stands for the word.
  private static let replacements: [HostileChange: (words: String, replacement: String)] = [
    .zeroWidthWord: ("may shall will is", "$ n\u{200B}o\u{200B}t"),
    .territoryInserted: ("use license distribution rights", "$ outside the European Union"),
    .irrevocableToRevocable: ("irrevocable", "revocable"),
    .digitsForWords: ("two three ten thirty", "90"),
    .mayToMayNot: ("may", "may not"),
    .shallToMay: ("shall", "may"),
    .anyToNo: ("any", "no"),
    .andToOr: ("and", "or"),
    .includingToExcluding: ("including", "excluding"),
    .onlyBeforeUse: ("use", "only $"),
    .nounInserted: ("software model work materials", "demonstration $"),
    .notToNow: ("not", "now"),
    .hiddenInEmphasis: ("may shall will", "$ **_not_**"),
    .hiddenInEntity: ("may shall will", "$ &#110;&#111;&#116;"),
  ]

  private static func places(_ text: WordedText) -> Range<Int> {
    min(30, text.words.count / 4)..<max(min(30, text.words.count / 4), text.words.count - min(10, text.words.count / 8))
  }

  private static func isInNotice(_ text: WordedText, _ place: Int) -> Bool {
    text.isInTarget(place)
      || text.words[max(0, place - 8)...min(text.words.count - 1, place + 1)].contains { ["copyright"].contains($0.lowercased()) }
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
    let long = paragraphs.indices.filter {
      $0 > 1 && $0 + 2 < paragraphs.count && paragraphs[$0].joined(separator: " ").count > 150
    }
    guard paragraphs.count > 6, let place = long.randomElement(using: &random), change(&paragraphs, place) else { return nil }
    return paragraphs.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
  }

  /// A paragraph of another license between two of this one.
  private static func foreignParagraph(_ lines: [String], of other: CorpusText, using random: inout Random) -> String? {
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
    let found = worded.sentences.filter {
      $0.lowerBound >= places.lowerBound && $0.upperBound <= worded.words.count && $0.count >= 8
        && !isInNotice(worded, $0.lowerBound)
    }
    guard found.count > 3, let sentence = isFirst ? found.first : found.last else { return nil }
    worded.remove(sentence)
    return worded.text
  }

  /// Where a template takes the name of the licensor, a name that limits.
  private static func holeWithLimit(_ text: CorpusText) -> String? {
    let holders = ["<COPYRIGHT HOLDER>", "<organization>", "[ORGANIZATION]", "THE AUTHORS OR COPYRIGHT HOLDERS"]
    for holder in holders {
      guard let range = text.text.firstRange(of: holder) else { continue }
      return text.text.replacingCharacters(in: range, with: "Example Labs, for use by academic institutions,")
    }
    return nil
  }
}

extension String {
  fileprivate func replacingCharacters(in range: Range<Index>, with text: String) -> String {
    String(self[..<range.lowerBound]) + text + String(self[range.upperBound...])
  }
}
