/// A page number that a print has between the lines of a text: `- 3 -`, `Page 3`, `page 3 of 12`, `3 / 12`.
enum PageMark {
  /// Whether words are lines of their own that only count pages.
  ///
  /// A number that the text needs may stand alone in a line as well; so blank lines or a form feed must part a bare number
  /// from both neighbours.
  static func isOne(_ stream: TokenStream, _ words: Range<Int>) -> Bool {
    guard !words.isEmpty, words.count <= 5 * mostMarks else { return false }
    var start = words.lowerBound
    while start < words.upperBound {
      var end = start + 1
      while end < words.upperBound, lineEnds(stream.gap(before: end)) == 0 { end += 1 }
      let parted = min(lineEnds(stream.gap(before: start)), lineEnds(stream.gap(before: end)))
      let isLine = parted >= 1 || (start == 0 && parted == 0)
      guard isLine, countsPages(stream, start..<end, isParted: parted >= 2) else { return false }
      start = end
    }
    return true
  }

  private static let mostMarks = 4
  private static let page: Set<UInt64> = [WordHash("page").value, WordHash("pg").value, WordHash("seite").value]
  private static let of = WordHash("of").value

  private static func lineEnds(_ gap: ArraySlice<UInt8>) -> Int {
    gap.reduce(0) { $0 + ($1 == 0x0A ? 1 : $1 == 0x0C ? 2 : 0) }
  }

  private static func countsPages(_ stream: TokenStream, _ words: Range<Int>, isParted: Bool) -> Bool {
    let hashes = stream.tokens[words].map(\.hash)
    let isNumber = words.map { index in
      let spelling = stream.spelling(index)
      return spelling.count <= 3 && spelling.allSatisfy(\.isASCIIDigit)
    }
    switch hashes.count {
    case 1: return isParted && isNumber[0]
    case 2: return (page.contains(hashes[0]) && isNumber[1]) || (isParted && isNumber[0] && isNumber[1])
    case 3: return isParted && isNumber[0] && hashes[1] == of && isNumber[2]
    case 4: return page.contains(hashes[0]) && isNumber[1] && hashes[2] == of && isNumber[3]
    default: return false
    }
  }
}
