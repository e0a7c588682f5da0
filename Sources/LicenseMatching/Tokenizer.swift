/// A normalised word and the bytes it was read from.
package struct Token: Hashable, Sendable {
  package var hash: UInt64
  package var start: Int
  package var end: Int

  package var range: Range<Int> { start..<end }
}

/// Turns bytes into normalised words in one pass, after the SPDX License List Matching Guidelines.
///
/// Hyphens, quotes and all other punctuation part words and are dropped; that covers comment prefixes, bullets, separators
/// and most of Markdown. What carries meaning stays: digits with their `$`, `%` and `.`, `&` (as *and*), comparison signs before numbers,
/// and symbols beyond ASCII.
struct Tokenizer {
  struct Line {
    var firstToken: Int
    var isParagraphStart: Bool
  }

  enum Mode {
    case text
    /// Words quoted from somewhere inside a text: no label is dropped, but all are noted.
    case excerpt
  }

  var tokens: [Token] = []
  private(set) var lines: [Line] = []
  /// Indexes of tokens that have the shape of a list label; only in an excerpt.
  var labels: Set<Int> = []
  /// List labels that were left out, with the tokens they stood before.
  private(set) var droppedLabels: [(token: Int, range: Range<Int>)] = []

  let bytes: [UInt8]
  let lower: Int
  let limit: Int
  let mode: Mode
  let special = SpecialWords.all
  var isLineStart = true
  var isParagraphStart = true
  var place: Enumerator.Place

  init(_ bytes: [UInt8], range: Range<Int>, mode: Mode) {
    self.bytes = bytes
    self.mode = mode
    let range = range.clamped(to: 0..<bytes.count)
    lower = range.lowerBound
    limit = range.upperBound
    place = mode == .text ? .paragraphStart : .inside
    tokens.reserveCapacity(range.count / 6)
    lines.reserveCapacity(range.count / 64)
    bytes.withUnsafeBufferPointer { raw in
      var index = lower
      while index < limit {
        let byte = raw[index]
        if byte == 0x20 {
          index += 1
        } else if byte.isASCIIAlphanumeric {
          if place == .inside, mode == .text {
            if !isLineStart { index = Self.readPlainWords(raw, at: index, limit: limit, special, &tokens) }
            // The word that ended them, if one did.
            if index < limit, raw[index].isASCIIAlphanumeric {
              index = readWord(from: index, startingAt: index, hash: WordHash())
            }
          } else {
            index = readWordOrLabel(at: index)
          }
        } else if byte < 0x80 {
          index = readPunctuation(byte, at: index)
        } else {
          index = readScalar(SpelledScalar(utf8: bytes, at: index, limit: limit), at: index)
        }
      }
    }
  }

  // MARK: Words

  /// Reads words inside a line that one blank follows, as long as nothing about them needs care; returns where that ends.
  private static func readPlainWords(
    _ bytes: UnsafeBufferPointer<UInt8>, at first: Int, limit: Int, _ special: SpecialWords, _ tokens: inout [Token]
  ) -> Int {
    var start = first
    while true {
      var hash = WordHash()
      var index = start
      while index < limit {
        let letter = special.letters[Int(bytes[index])]
        if letter == 0 { break }
        hash.mix(letter)
        index &+= 1
      }
      guard index > start, index < limit, bytes[index] == 0x20, !special.mayHold(hash.value) else { return start }
      tokens.append(Token(hash: hash.value, start: start, end: index))
      start = index &+ 1
    }
  }

  private mutating func readWordOrLabel(at index: Int) -> Int {
    if place > .inside, let end = labelEnd(at: index) { return end }
    if mode == .excerpt, Enumerator.hasShape(in: bytes, at: index, limit: limit) { labels.insert(tokens.count) }
    return readWord(from: index, startingAt: index, hash: WordHash())
  }

  mutating func labelEnd(at index: Int) -> Int? {
    guard mode == .text,
      let label = Enumerator(in: bytes, at: index, limit: limit, place: place, lower: lower)
    else { return nil }
    droppedLabels.append((tokens.count, index..<label.end))
    return label.end
  }

  /// Reads on to the end of the word; `start` is where its token begins.
  mutating func readWord(from first: Int, startingAt start: Int, hash: WordHash) -> Int {
    var hash = hash
    var index = first
    while true {
      index = mixed(&hash, from: index)
      guard index < limit, bytes[index] != 0x20,
        let next = continuation(of: &hash, with: bytes[index], at: index, after: first)
      else { break }
      index = next
    }
    append(hash.value, start..<index)
    return index
  }

  /// Takes ASCII letters and digits; returns the offset behind them.
  @inline(__always)
  private func mixed(_ hash: inout WordHash, from first: Int) -> Int {
    let (limit, letters) = (limit, special.letters)
    return bytes.withUnsafeBufferPointer { bytes in
      var (mixed, index) = (hash, first)
      while index < limit {
        let letter = letters[Int(bytes[index])]
        if letter == 0 { break }
        mixed.mix(letter)
        index &+= 1
      }
      hash = mixed
      return index
    }
  }

  /// Takes a character that goes on with a word only in its company; returns the offset behind it.
  private func continuation(of hash: inout WordHash, with byte: UInt8, at index: Int, after first: Int) -> Int? {
    let followsDigit = index > first && bytes[index - 1].isASCIIDigit
    switch byte {
    case UInt8(ascii: "."):
      guard followsDigit, index + 1 < limit, bytes[index + 1].isASCIIDigit else { return nil }
      hash.mix(byte)
      return index + 1
    case UInt8(ascii: ","), UInt8(ascii: "_"):
      return followsDigit && isThousandsGroup(at: index + 1) ? index + 1 : nil
    case UInt8(ascii: "%"):
      guard followsDigit else { return nil }
      hash.mix(byte)
      return index + 1
    case UInt8(ascii: "&"):
      return SpelledScalar(entity: bytes, at: index, limit: limit).flatMap { extend(&hash, with: $0, at: index) }
    case 0x80...:
      return extend(&hash, with: SpelledScalar(utf8: bytes, at: index, limit: limit), at: index)
    default: return nil
    }
  }

  private func extend(_ hash: inout WordHash, with spelled: SpelledScalar, at index: Int) -> Int? {
    switch ScalarClass(spelled.scalar) {
    case .letter: for byte in spelled.scalar.foldedBytes { hash.mix(byte) }
    case .ascii(let byte) where byte.isASCIIAlphanumeric: hash.mix(byte.isASCIILetter ? byte | 0x20 : byte)
    case .ascii(UInt8(ascii: "%")): hash.mix(UInt8(ascii: "%"))
    case .invisible: break
    case .ascii, .ideograph, .symbol, .copyright, .lineBreak, .separator: return nil
    }
    return index + spelled.length
  }

  private func isThousandsGroup(at index: Int) -> Bool {
    guard index + 3 <= limit, bytes[index..<index + 3].allSatisfy(\.isASCIIDigit) else { return false }
    return index + 3 == limit || !bytes[index + 3].isASCIIDigit
  }

  // MARK: Tokens

  static let copyright = WordHash("copyright").value
  /// Words that begin comment lines in some languages; no license uses them.
  private static let commentWords = (rem: WordHash("rem").value, dnl: WordHash("dnl").value)

  mutating func append(_ hash: UInt64, _ range: Range<Int>) {
    if isLineStart || special.mayHold(hash) { return appendWithCare(hash, range) }
    tokens.append(Token(hash: hash, start: range.lowerBound, end: range.upperBound))
    place = .inside
  }

  private mutating func appendWithCare(_ hash: UInt64, _ range: Range<Int>) {
    if isLineStart, mode == .text {
      if hash == Self.commentWords.rem || hash == Self.commentWords.dnl { return }
      lines.append(Line(firstToken: tokens.count, isParagraphStart: isParagraphStart))
    }
    let isJoined = join(hash, range)
    if !isJoined { tokens.append(Token(hash: hash, start: range.lowerBound, end: range.upperBound)) }
    isLineStart = false
    isParagraphStart = false
    if hash == special.and || hash == special.or {
      place = place > .inside && place < .paragraphStart ? .afterComma : .inside
    } else {
      place = .inside
    }
  }

  /// Makes one word of two, or another word of one, where the guidelines say that they are equal.
  private mutating func join(_ hash: UInt64, _ range: Range<Int>) -> Bool {
    if hash == special.copyright {
      guard followsCopyright else { return false }
      tokens[tokens.count - 1].end = range.upperBound
      if isLineStart, mode == .text { lines.removeLast() }
      return true
    }
    guard let entry = special.entry(hash) else { return false }
    let last = tokens.count - 1
    if entry.closesPair, last >= 0, let pair = special.pair(tokens[last].hash, entry.canonical) {
      switch pair {
      case .joined(let joined):
        tokens[last] = Token(hash: joined, start: tokens[last].start, end: range.upperBound)
        if isLineStart, mode == .text { lines.removeLast() }
      case .replaced(let replacement):
        tokens.append(Token(hash: replacement, start: range.lowerBound, end: range.upperBound))
      }
      return true
    }
    tokens.append(Token(hash: entry.canonical, start: range.lowerBound, end: range.upperBound))
    return true
  }
}
