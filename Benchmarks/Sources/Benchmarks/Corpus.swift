import FoundationEssentials

/// One license text.
struct CorpusText: Sendable {
  var id: String
  var text: String
}

enum Corpus {
  static func read(_ folder: String, suffix: String) -> [CorpusText] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(suffix) && !$0.hasSuffix(".tsv") }.sorted().compactMap { name in
      guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)") else { return nil }
      var text = String(decoding: data, as: UTF8.self)
      if text.hasPrefix("\u{FEFF}") { text.removeFirst() }
      return CorpusText(id: String(name.dropLast(suffix.count)), text: text.replacing("\r\n", with: "\n"))
    }
  }
}

/// A text cut into words and what stands between them, so that one word can be changed and the rest stays.
struct WordedText {
  var words: [String] = []
  /// What stands before each word; one more for the end.
  var gaps: [String] = [""]

  init(_ text: String) {
    var word = ""
    for character in text {
      if character.isLetter || character.isNumber || ("'’".contains(character) && !word.isEmpty) {
        word.append(character)
      } else {
        if !word.isEmpty {
          words.append(word)
          gaps.append("")
          word = ""
        }
        gaps[gaps.count - 1].append(character)
      }
    }
    if !word.isEmpty {
      words.append(word)
      gaps.append("")
    }
  }

  var text: String { zip(gaps, words + [""]).map { $0 + $1 }.joined() }

  /// Whether a word stands in `](…)`.
  func isInTarget(_ place: Int) -> Bool {
    var index = place
    while index > 0, place - index < 30, !gaps[index].contains(where: \.isWhitespace) {
      if gaps[index].contains("](") { return true }
      index -= 1
    }
    return gaps[index].hasSuffix("](") && !gaps[index].contains(")")
  }

  /// Whether a sentence ends behind a word.
  func endsSentence(_ index: Int) -> Bool {
    let gap = gaps[index + 1]
    return gap.hasPrefix(". ") || gap.hasPrefix(".\n") || gap.contains("\n\n") || index + 1 == words.count
  }

  /// The runs of words between sentence ends.
  var sentences: [Range<Int>] {
    var result: [Range<Int>] = []
    var start = 0
    for index in words.indices where endsSentence(index) {
      result.append(start..<index + 1)
      start = index + 1
    }
    return result
  }

  mutating func remove(_ range: Range<Int>) {
    words.removeSubrange(range)
    let gap = gaps[range.lowerBound]
    gaps.removeSubrange(range.lowerBound..<range.upperBound)
    gaps[range.lowerBound] = gap + gaps[range.lowerBound].drop { $0 == "." }
  }
}
