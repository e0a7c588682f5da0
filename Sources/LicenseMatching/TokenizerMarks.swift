// Characters that are no ASCII letters or digits.

extension Tokenizer {
  mutating func readPunctuation(_ byte: UInt8, at index: Int) -> Int {
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

  var followsCopyright: Bool { tokens.last?.hash == special.copyright && place == .inside }

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

  mutating func readScalar(_ spelled: SpelledScalar, at index: Int) -> Int {
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
}
