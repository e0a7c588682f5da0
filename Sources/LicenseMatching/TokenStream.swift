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
  /// Copyright notices and the title, in order, not overlapping.
  package let ignorable: [Ignorable]
  /// The hash of every word in order.
  package let verbatimHash: UInt64
  /// The hash of the words that are not ignorable.
  package let wholeHash: UInt64
  /// How many words are not ignorable.
  package let wholeCount: Int
  /// The hash of the words outside copyright notices: where the first heading of the terms looks like a title.
  package let titledHash: UInt64
  package let titledCount: Int

  /// Reads a file, or the given bytes of it.
  package init(source: SourceFile, range: Range<Int>? = nil) {
    let all = 0..<source.bytes.count
    let range = range?.clamped(to: all) ?? all
    let tokenizer = Tokenizer(source.bytes, range: range, mode: .text)
    let ignorable = NoticeFinder(bytes: source.bytes, tokens: tokenizer.tokens, lines: tokenizer.lines).found
    self.source = source
    self.range = range
    self.ignorable = ignorable
    tokens = tokenizer.tokens
    verbatimHash = Self.hash(of: tokens, without: []).hash
    (wholeHash, wholeCount) = Self.hash(of: tokens, without: ignorable)
    (titledHash, titledCount) = Self.hash(of: tokens, without: ignorable.filter { $0.kind != .title })
  }

  private static func hash(of tokens: [Token], without ignorable: [Ignorable]) -> (hash: UInt64, count: Int) {
    var hash = SequenceHash()
    var count = 0
    var start = 0
    for end in ignorable.map(\.tokens) + [tokens.count..<tokens.count] {
      for token in tokens[start..<end.lowerBound] { hash.mix(token.hash) }
      count += end.lowerBound - start
      start = end.upperBound
    }
    return (hash.value, count)
  }

  package var tokenCount: Int { tokens.count }

  /// The place of a run of words; the place of the whole text if the run is empty or outside.
  package func span(of run: Range<Int>) -> SourceSpan {
    let run = run.clamped(to: 0..<tokens.count)
    guard !run.isEmpty else { return SourceSpan(source, range) }
    return SourceSpan(source, tokens[run.lowerBound].start..<tokens[run.upperBound - 1].end)
  }

  /// The 1-based lines of a run of words.
  package func lines(of run: Range<Int>) -> ClosedRange<Int> {
    let span = span(of: run)
    let first = span.start.line
    let end = source.position(of: max(span.range.lowerBound, span.range.upperBound - 1)).line
    return first...max(first, end)
  }
}
