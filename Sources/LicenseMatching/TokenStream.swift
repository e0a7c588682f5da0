import Diagnostics

/// The normalised words of a text in order, each with the bytes it came from.
///
/// Two texts that differ only in case, white space, punctuation, markup, comment prefixes, list labels or spelling variants
/// give the same words.
package struct TokenStream: Sendable {
  /// A run of words that says nothing about the terms, so that `wholeHash` leaves it out.
  package struct Ignorable: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
      case copyrightNotice, title
    }

    package var kind: Kind
    package var tokens: Range<Int>
  }

  package let source: SourceFile
  /// The bytes that were read.
  package let range: Range<Int>
  package let tokens: [Token]
  private let plain: PlainText
  private let plainTokens: [Token]
  private let droppedLabels: [(token: Int, range: Range<Int>)]
  /// Copyright notices and the title, in order, not overlapping.
  package let ignorable: [Ignorable]
  /// See `NoticeFinder.heading`.
  let heading: Range<Int>?
  /// See `NoticeFinder.notices`.
  let notices: [Range<Int>]
  /// The hash of every word in order.
  package let verbatimHash: UInt64
  /// The hash of the words that are not ignorable, and of the numbers in titles: they tell versions apart.
  package let wholeHash: UInt64
  /// How many words are not ignorable.
  package let wholeCount: Int
  /// The hash of the words outside copyright notices: where the first heading of the terms looks like a title.
  package let titledHash: UInt64
  package let titledCount: Int

  /// Reads a file, or the given bytes of it.
  package init(source: SourceFile, range: Range<Int>? = nil) {
    let range = (range ?? 0..<source.bytes.count).clamped(to: 0..<source.bytes.count)
    plain = PlainText(source.bytes, range: range)
    let tokenizer = Tokenizer(plain.bytes, range: plain.range, mode: .text)
    let finder = NoticeFinder(bytes: plain.bytes, tokens: tokenizer.tokens, lines: tokenizer.lines)
    let ignorable = finder.found
    heading = finder.heading
    notices = finder.notices
    self.source = source
    self.range = range
    self.ignorable = ignorable
    plainTokens = tokenizer.tokens
    tokens = plain.sourceTokens(tokenizer.tokens)
    droppedLabels = tokenizer.droppedLabels
    verbatimHash = Self.hash(of: tokens, without: []) { _ in false }.hash
    let bytes = plain.bytes
    let plainTokens = plainTokens
    let isNumber = { (token: Int) in bytes[plainTokens[token].range].contains(where: \.isASCIIDigit) }
    let all = (hash: verbatimHash, count: tokens.count)
    let whole = ignorable.isEmpty ? all : Self.hash(of: tokens, without: ignorable, but: isNumber)
    let notices = ignorable.filter { $0.kind != .title }
    let titled = notices.count == ignorable.count ? whole : Self.hash(of: tokens, without: notices, but: isNumber)
    (wholeHash, wholeCount) = whole
    (titledHash, titledCount) = titled
  }

  private static func hash(of tokens: [Token], without ignorable: [Ignorable], but isKept: (Int) -> Bool) -> (
    hash: UInt64, count: Int
  ) {
    var hash = SequenceHash()
    var count = 0
    var start = 0
    for part in ignorable {
      for token in tokens[start..<part.tokens.lowerBound] { hash.mix(token.hash) }
      count += part.tokens.lowerBound - start
      for token in part.tokens where part.kind == .title && isKept(token) { hash.mix(tokens[token].hash) }
      start = part.tokens.upperBound
    }
    for token in tokens[start...] { hash.mix(token.hash) }
    return (hash.value, count + tokens.count - start)
  }

  package var tokenCount: Int { tokens.count }

  /// The bytes of a word, without what a reader does not see.
  package func spelling(_ token: Int) -> ArraySlice<UInt8> { plain.bytes[plainTokens[token].range] }

  /// The bytes between a word and the one before it, or the beginning.
  package func gap(before token: Int) -> ArraySlice<UInt8> {
    let start = token > 0 ? plainTokens[token - 1].end : plain.range.lowerBound
    let end = token < plainTokens.count ? plainTokens[token].start : plain.range.upperBound
    return plain.bytes[start..<max(start, end)]
  }

  /// The words of the list labels that were left out before a word.
  func droppedLabels(before token: Int) -> [UInt64] {
    droppedLabels.filter { $0.token == token }.flatMap { label in
      Tokenizer(plain.bytes, range: label.range, mode: .excerpt).tokens.map(\.hash)
    }
  }

  /// The place of a run of words; the place of the whole text if the run is empty or outside.
  package func span(of run: Range<Int>) -> SourceSpan {
    let run = run.clamped(to: 0..<tokens.count)
    guard !run.isEmpty else { return SourceSpan(source, range) }
    return SourceSpan(source, tokens[run.lowerBound].start..<tokens[run.upperBound - 1].end)
  }

  /// The 1-based lines of a run of words.
  package func lines(of run: Range<Int>) -> ClosedRange<Int> {
    let range = span(of: run).range
    let first = source.line(of: range.lowerBound)
    let last = max(range.lowerBound, range.upperBound - 1)
    return first...max(first, source.line(of: last, after: (range.lowerBound, first)))
  }
}
