/// One published wording of a license as hashes: the words in order, and the places where copies may differ.
package struct ReferenceText: Hashable, Sendable {
  /// A run of words that a copy may lack or have in another form.
  struct Hole: Hashable, Sendable {
    enum Kind: UInt8, Sendable, CaseIterable {
      /// May be left out.
      case optional
      case title
      case notice
      /// The label of a list item.
      case label
      /// Any few words, if none of them limits anything.
      case free
      /// One of a few wordings; the words that stand here are one of them.
      case choice
      /// The notice that puts a work under the license: who has only that has no text.
      case header

      /// How many words a copy has there at least, where the shortest of the wordings has some; `nil` if it has those of the text.
      func fewestWords(of shortest: Int?) -> Int? {
        switch self {
        case .optional, .title, .notice, .label, .free: 0
        case .choice: shortest
        case .header: nil
        }
      }
    }

    var kind: Kind
    /// Of the main words; empty where something may be added.
    var range: Range<Int>
    /// Runs of `words` behind the main ones; free words are `ShortHash.free`.
    var alternatives: [Range<Int>] = []
  }

  /// The main words with every optional part and the sample of every hole, then the words of alternatives.
  var words: [ShortHash]
  var traits: [WordTraits]
  var mainCount: Int
  /// In the order of their starts, an outer one before those inside it.
  var holes: [Hole]

  /// The longest run of words that a free hole takes.
  static let longestFreeRun = 30

  init(words: [ShortHash], traits: [WordTraits], mainCount: Int, holes: [Hole]) {
    self.words = words
    self.traits = traits
    self.mainCount = mainCount
    self.holes = holes.sorted {
      ($0.range.lowerBound, -$0.range.upperBound, $0.kind.rawValue) < (
        $1.range.lowerBound, -$1.range.upperBound, $1.kind.rawValue
      )
    }
  }

  /// A plain text: nothing may differ but copyright notices and the title.
  package init(_ stream: TokenStream) {
    self.init(stream, holes: [])
  }

  init(_ stream: TokenStream, holes: [Hole], alternatives: [(hash: ShortHash, traits: WordTraits)] = []) {
    var notices = stream.ignorable.map { Hole(kind: $0.kind == .title ? .title : .notice, range: $0.tokens) }
    for notice in stream.notices where !notices.contains(where: { $0.range.overlaps(notice) }) {
      notices.append(Hole(kind: .notice, range: notice))
    }
    if let heading = stream.heading, !notices.contains(where: { $0.kind == .title }) {
      notices.append(Hole(kind: .title, range: heading))
    }
    self.init(
      words: stream.tokens.map { ShortHash($0.hash) } + alternatives.map(\.hash),
      traits: stream.tokens.indices.map { WordTraits(spelling: stream.spelling($0)) } + alternatives.map(\.traits),
      mainCount: stream.tokenCount, holes: notices + holes)
  }
}
