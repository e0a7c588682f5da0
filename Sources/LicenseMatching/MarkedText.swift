import Diagnostics

/// A license text with the marks of a template: which bytes may be missing, and which may read otherwise.
package struct MarkedText {
  package struct Mark {
    package enum Kind {
      case optional, title, notice, label, header
      /// Replaceable by what the regular expression matches.
      case replaceable(String)
    }

    package var kind: Kind
    package var range: Range<Int>

    package init(kind: Kind, range: Range<Int>) {
      self.kind = kind
      self.range = range
    }
  }

  package var source: SourceFile
  package var marks: [Mark]

  package init(source: SourceFile, marks: [Mark]) {
    self.source = source
    self.marks = marks
  }
}

extension ReferenceText {
  package init(_ text: MarkedText) {
    let stream = TokenStream(source: text.source)
    var builder = HoleBuilder(stream: stream)
    for mark in text.marks { builder.add(mark) }
    self.init(stream, holes: builder.holes, alternatives: builder.alternatives)
  }
}

/// Turns byte ranges and regular expressions into word ranges and runs of words.
private struct HoleBuilder {
  let stream: TokenStream
  var holes: [ReferenceText.Hole] = []
  var alternatives: [(hash: ShortHash, traits: WordTraits)] = []

  init(stream: TokenStream) { self.stream = stream }

  mutating func add(_ mark: MarkedText.Mark) {
    let bytes = stream.source.bytes
    let (run, prefix, suffix) = words(mark.range)
    let isInsideWord = !prefix.isEmpty || !suffix.isEmpty
    switch mark.kind {
    case .replaceable(let pattern):
      let wordings = HolePattern.wordings(of: pattern).map { prefix + $0 + suffix }
      if wordings == [HolePattern.free] { return append(.free, run) }
      append(.choice, run, wordings)
    case .optional where isInsideWord:
      let whole = prefix + String(decoding: bytes[mark.range], as: UTF8.self) + suffix
      append(.choice, run, [prefix + suffix, whole])
    case .optional: append(.optional, run)
    case .title: append(.title, run)
    case .notice: append(.notice, run)
    case .label: append(.label, run)
    case .header: append(.header, run)
    }
  }

  private mutating func append(_ kind: ReferenceText.Hole.Kind, _ run: Range<Int>, _ wordings: [String] = []) {
    guard !run.isEmpty || kind == .free || kind == .choice else { return }
    var ranges: [Range<Int>] = []
    for wording in wordings {
      let start = stream.tokenCount + alternatives.count
      let parts = wording.split(separator: HolePattern.freeCharacter, omittingEmptySubsequences: false)
      for (index, part) in parts.enumerated() {
        if index > 0 { alternatives.append((.free, [])) }
        let bytes = Array(part.utf8)
        let tokenizer = Tokenizer(bytes, range: 0..<bytes.count, mode: .excerpt)
        alternatives += tokenizer.tokens.map { (ShortHash($0.hash), WordTraits(spelling: bytes[$0.range])) }
      }
      ranges.append(start..<stream.tokenCount + alternatives.count)
    }
    holes.append(.init(kind: kind, range: run, alternatives: ranges))
  }

  /// The words that a byte range touches, and the parts of the outer ones that lie outside of it.
  private func words(_ range: Range<Int>) -> (run: Range<Int>, prefix: String, suffix: String) {
    let tokens = stream.tokens
    let first = tokens.firstIndex { $0.end > range.lowerBound } ?? tokens.count
    var end = tokens[first...].firstIndex { $0.start >= range.upperBound } ?? tokens.count
    // An empty mark inside a word touches that word.
    if range.isEmpty, end == first, first < tokens.count, tokens[first].start < range.lowerBound { end = first + 1 }
    guard first < end else { return (first..<first, "", "") }
    let source = stream.source
    let prefix = source.text(in: min(tokens[first].start, range.lowerBound)..<range.lowerBound)
    let suffix = source.text(in: range.upperBound..<max(tokens[end - 1].end, range.upperBound))
    return (first..<end, prefix, suffix)
  }
}
