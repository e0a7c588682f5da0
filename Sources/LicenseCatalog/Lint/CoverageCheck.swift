import Diagnostics
import LicenseMatching
import Licensing

/// Every sentence of the text that commands, forbids or grants must lie in a term or in an open entry.
struct CoverageCheck {
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var sentenceCount = 0
  private(set) var coveredCount = 0

  init(_ file: ExaminedLicense, _ text: PlacedText) {
    var isCovered = [Bool](repeating: false, count: text.words.count)
    for range in text.ranges { for word in range { isCovered[word] = true } }
    for sentence in Self.sentences(text.stream) {
      let marks = Self.marks(in: text.words, sentence)
      guard !marks.isEmpty else { continue }
      sentenceCount += 1
      guard let bare = marks.first(where: { !isCovered[$0] }) else {
        coveredCount += 1
        continue
      }
      let line = text.stream.lines(of: bare..<bare + 1).lowerBound
      let start = max(sentence.lowerBound, bare - 5)
      let excerpt = text.words[start..<min(sentence.upperBound, start + 12)].joined(separator: " ")
      diagnostics.append(
        file.diagnostic(
          "uncovered", .error, "no term and no open entry covers what line \(line) of the text says: … \(excerpt) …",
          at: file.root, "terms",
          help: "write it as a term, or list it under `open` with a reason"))
    }
  }

  /// Runs of words between full stops and blank lines.
  private static func sentences(_ stream: TokenStream) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var start = 0
    for index in 1..<max(1, stream.tokens.count) {
      let gap = stream.source.bytes[stream.tokens[index - 1].end..<max(stream.tokens[index - 1].end, stream.tokens[index].start)]
      guard endsSentence(gap) else { continue }
      result.append(start..<index)
      start = index
    }
    if start < stream.tokens.count { result.append(start..<stream.tokens.count) }
    return result
  }

  private static func endsSentence(_ gap: ArraySlice<UInt8>) -> Bool {
    var lines = 0
    var last: UInt8 = 0
    for byte in gap {
      if byte == 0x0A { lines += 1 }
      if lines > 1 { return true }
      let isBlank = byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
      if isBlank, [UInt8(ascii: "."), UInt8(ascii: "?"), UInt8(ascii: "!")].contains(last) { return true }
      if !isBlank { lines = 0 }
      last = byte
    }
    return false
  }

  /// The words that make a sentence operative.
  private static func marks(in words: [String], _ range: Range<Int>) -> [Int] {
    range.filter { index in
      if single.contains(words[index]) { return true }
      guard index + 1 < range.upperBound else { return false }
      return pairs.contains("\(words[index]) \(words[index + 1])")
    }
  }

  private static let single: Set<String> = ["shall", "must"]
  private static let pairs: Set<String> = [
    "is prohibited", "are prohibited", "be prohibited", "strictly prohibited", "expressly prohibited", "prohibited from",
    "is required", "are required", "be required", "required to", "may not", "may only", "you agree", "agree to", "agree that",
    "agree not", "provided that", "not permitted", "not allowed",
    "not authorized", "will not", "cannot use", "hereby grants", "hereby grant", "hereby granted", "are granted", "is granted",
    "grants you",
    "grants to", "grant you", "you may", "you may",
  ]
}
