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

  private(set) var tokens: [Token] = []
  private(set) var lines: [Line] = []
  /// Indexes of tokens that have the shape of a list label; only in an excerpt.
  private(set) var labels: Set<Int> = []
  /// List labels that were left out, with the tokens they stood before.
  private(set) var droppedLabels: [(token: Int, range: Range<Int>)] = []

  private let bytes: [UInt8]
  private let lower: Int
  private let limit: Int
  private let mode: Mode
  private let special = SpecialWords.all
  private var isLineStart = true
  private var isParagraphStart = true
  private var place: Enumerator.Place

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

  private mutating func labelEnd(at index: Int) -> Int? {
    guard mode == .text,
      let label = Enumerator(in: bytes, at: index, limit: limit, place: place, lower: lower)
    else { return nil }
    droppedLabels.append((tokens.count, index..<label.end))
    return label.end
  }

  /// Reads on to the end of the word; `start` is where its token begins.
  private mutating func readWord(from first: Int, startingAt start: Int, hash: WordHash) -> Int {
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

  // MARK: Characters between words

  private mutating func readPunctuation(_ byte: UInt8, at index: Int) -> Int {
    switch byte {
    case 0x20, 0x09: return index + 1
    case 0x0A, 0x0D: return readLineEnd(at: index)
    case UInt8(ascii: "."), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "!"), UInt8(ascii: "?"):
      place = max(place, .afterStop)
    case UInt8(ascii: ","): place = max(place, .afterComma)
    case UInt8(ascii: "("): return readParenthesis(at: index)
    case UInt8(ascii: "<"): return readAngle(at: index)
    case UInt8(ascii: ">"): return readComparison(byte, at: index, length: 1)
    case UInt8(ascii: "&"): return readAmpersand(at: index)
    case UInt8(ascii: "$"): return readDollar(at: index, length: 1)
    case UInt8(ascii: "%"): readPercent(at: index, length: 1)
    case UInt8(ascii: "]"):
      if index + 1 < limit, let end = Markup.linkTarget(in: bytes, at: index, limit: limit) { return end }
    default: break
    }
    return index + 1
  }

  private mutating func readLineEnd(at index: Int) -> Int {
    let isPair = bytes[index] == 0x0D && index + 1 < limit && bytes[index + 1] == 0x0A
    endLine()
    return index + (isPair ? 2 : 1)
  }

  private mutating func endLine() {
    if isLineStart { endParagraph() }
    isLineStart = true
  }

  private mutating func endParagraph() {
    isLineStart = true
    isParagraphStart = true
    if mode == .text { place = .paragraphStart }
  }

  /// `(c)` is a copyright sign next to the word or before a year; else it is a label or a word.
  private mutating func readParenthesis(at index: Int) -> Int {
    let isC = index + 2 < limit && bytes[index + 1] | 0x20 == UInt8(ascii: "c") && bytes[index + 2] == UInt8(ascii: ")")
    if isC, followsCopyright || precedesYearOrCopyright(at: index + 3) {
      append(special.copyright, index..<index + 3)
      return index + 3
    }
    if index + 1 < limit, place > .inside, let end = labelEnd(at: index) { return end }
    if mode == .excerpt, index + 1 < limit, Enumerator.hasShape(in: bytes, at: index, limit: limit) {
      labels.insert(tokens.count)
    }
    return index + 1
  }

  private var followsCopyright: Bool { tokens.last?.hash == special.copyright && place == .inside }

  private func precedesYearOrCopyright(at start: Int) -> Bool {
    var index = start
    while index < limit, bytes[index].isASCIIBlank { index += 1 }
    let word = bytes[index..<min(limit, index + 9)]
    let isYear = word.prefix(4).count == 4 && word.prefix(4).allSatisfy(\.isASCIIDigit)
    return (isYear && (word.starts(with: [0x31, 0x39]) || word.starts(with: [0x32, 0x30])))
      || word.map { $0 | 0x20 }.elementsEqual("copyright".utf8)
  }

  private mutating func readAngle(at index: Int) -> Int {
    guard let (tag, end) = Markup.tag(in: bytes, at: index, limit: limit) else {
      return readComparison(UInt8(ascii: "<"), at: index, length: 1)
    }
    switch tag {
    case .inline: break
    case .lineBreak: endLine()
    case .block: endParagraph()
    }
    return end
  }

  /// Keeps `<`, `>`, `<=` and `>=` before a number; at a line start `>` quotes.
  private mutating func readComparison(_ byte: UInt8, at start: Int, length: Int) -> Int {
    var index = start + length
    guard !isLineStart else { return index }
    let hasEqual = index < limit && bytes[index] == UInt8(ascii: "=")
    if hasEqual { index += 1 }
    let end = index
    while index < limit, bytes[index] == 0x20 || bytes[index] == UInt8(ascii: "$") { index += 1 }
    guard index < limit, bytes[index].isASCIIDigit else { return start + length }
    var hash = WordHash()
    hash.mix(byte)
    if hasEqual { hash.mix(UInt8(ascii: "=")) }
    append(hash.value, start..<end)
    return end
  }

  private mutating func readAmpersand(at index: Int) -> Int {
    guard let spelled = SpelledScalar(entity: bytes, at: index, limit: limit) else {
      append(special.and, index..<index + 1)
      return index + 1
    }
    return readScalar(spelled, at: index)
  }

  private mutating func readDollar(at start: Int, length: Int) -> Int {
    var index = start + length
    while index < limit, index < start + length + 3, bytes[index] == 0x20 { index += 1 }
    guard index < limit, bytes[index].isASCIIDigit else { return start + length }
    var hash = WordHash()
    hash.mix(UInt8(ascii: "$"))
    return readWord(from: index, startingAt: start, hash: hash)
  }

  /// `10 %` is `10%`.
  private mutating func readPercent(at index: Int, length: Int) {
    guard !isLineStart, let last = tokens.last, bytes[last.end - 1].isASCIIDigit, index - last.end <= 3 else { return }
    var hash = WordHash(resuming: last.hash)
    hash.mix(UInt8(ascii: "%"))
    tokens[tokens.count - 1] = Token(hash: hash.value, start: last.start, end: index + length)
  }

  private mutating func readScalar(_ spelled: SpelledScalar, at index: Int) -> Int {
    let end = index + spelled.length
    let scalarClass =
      spelled.scalar.isASCII ? ScalarClass.ascii(UInt8(truncatingIfNeeded: spelled.scalar.value)) : ScalarClass(spelled.scalar)
    switch scalarClass {
    case .letter:
      var hash = WordHash()
      for byte in spelled.scalar.foldedBytes { hash.mix(byte) }
      return readWord(from: end, startingAt: index, hash: hash)
    case .ideograph:
      // It has no other case.
      var hash = WordHash()
      for byte in UTF8.encode(spelled.scalar) ?? UTF8.encodedReplacementCharacter { hash.mix(byte) }
      append(hash.value, index..<end)
    case .symbol:
      var hash = WordHash()
      for byte in spelled.scalar.foldedBytes { hash.mix(byte) }
      append(hash.value, index..<end)
    case .copyright: append(special.copyright, index..<end)
    case .lineBreak: endLine()
    case .ascii(let byte): return readSpelledASCII(byte, at: index, length: spelled.length)
    case .invisible, .separator: break
    }
    return end
  }

  /// An ASCII character written in another way: full width, or as an entity.
  private mutating func readSpelledASCII(_ byte: UInt8, at index: Int, length: Int) -> Int {
    switch byte {
    case let byte where byte.isASCIIAlphanumeric:
      var hash = WordHash()
      hash.mix(byte.isASCIILetter ? byte | 0x20 : byte)
      return readWord(from: index + length, startingAt: index, hash: hash)
    case UInt8(ascii: "&"): append(special.and, index..<index + length)
    case UInt8(ascii: "<"), UInt8(ascii: ">"): return readComparison(byte, at: index, length: length)
    case UInt8(ascii: "$"): return readDollar(at: index, length: length)
    case UInt8(ascii: "%"): readPercent(at: index, length: length)
    case UInt8(ascii: "."), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "!"), UInt8(ascii: "?"):
      place = max(place, .afterStop)
    case UInt8(ascii: ","): place = max(place, .afterComma)
    default: break
    }
    return index + length
  }

  // MARK: Tokens

  static let copyright = WordHash("copyright").value
  /// Words that begin comment lines in some languages; no license uses them.
  private static let commentWords = (rem: WordHash("rem").value, dnl: WordHash("dnl").value)

  private mutating func append(_ hash: UInt64, _ range: Range<Int>) {
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
