import Diagnostics
import Testing

@testable import LicenseMatching

/// What is done in a quicker way gives what the plain way gives.
@Suite struct FastPathTests {
  /// A small generator, so that every run sees the same numbers.
  private struct Numbers: RandomNumberGenerator {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15

    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 31)
    }
  }

  @Test(arguments: [GapAligner.Mode.inner, .head, .tail])
  func `a stretch without holes is aligned as the graph aligns it`(mode: GapAligner.Mode) throws {
    var numbers = Numbers()
    for round in 0..<300 {
      // Few different words, so that there are many ways of the same cost.
      let reference = (0..<Int.random(in: 0...20, using: &numbers)).map { _ in UInt32.random(in: 1...5, using: &numbers) }
      let words = (0..<Int.random(in: 0...20, using: &numbers)).map { _ in UInt32.random(in: 1...6, using: &numbers) }
      let text = IndexedText(index: 0, ids: reference, mainCount: reference.count, holes: [], wordings: [])
      let aligner = GapAligner(text: text, ids: words) { _ in false }
      let (places, all) = (reference.indices, words.indices)
      let steps = WordAligner(ids: words, text: text).align(places, all, mode)
      #expect(try steps == #require(aligner.align(places, all, mode, holes: [])), "round \(round)")
      #expect(steps.filter { $0.kind != .inserted }.map(\.place.lowerBound) == Array(places), "round \(round)")
    }
  }

  @Test func `words are compared one by one`() {
    var numbers = Numbers()
    for _ in 0..<300 {
      let left = (0..<Int.random(in: 1...30, using: &numbers)).map { _ in
        UInt16.random(in: 0...2, using: &numbers) == 0 ? 7 : 300 as UInt16
      }
      var right = left
      right[Int.random(in: right.indices, using: &numbers)] = 9
      left.withUnsafeBytes { left in
        right.withUnsafeBytes { right in
          guard let start = left.baseAddress, let other = right.baseAddress else { return }
          let words = (Array(left.bindMemory(to: UInt16.self)), Array(right.bindMemory(to: UInt16.self)))
          let same = zip(words.0, words.1).prefix { $0 == $1 }.count
          #expect(CopiedRun.agreeing(start, other, most: words.0.count) == same)
          let sameBehind = zip(words.0.reversed(), words.1.reversed()).prefix { $0 == $1 }.count
          #expect(CopiedRun.agreeing(before: start + left.count, other + right.count, most: words.0.count) == sameBehind)
        }
      }
    }
  }

  @Test func `no alignment is better than what was expected of it`() throws {
    let changes = [
      ("may not sell", "may sell"), ("700 million", "70"), ("Grant.", ""), ("retain all notices", "notices retain all"),
      ("provided as is", "given to you as it is, with all its faults"), ("Disclaimer", "Warranty"),
      ("You must give every recipient of the Model a copy of this License and", "You must"),
    ]
    let index = AlignmentTests.matcher.index
    for (original, changed) in changes {
      let text = "Words before it.\n\n" + AlignmentTests.terms.replacing(original, with: changed) + "\n\nWords behind it.\n"
      let stream = TokenStream(source: SourceFile(path: "LICENSE", text: text))
      let ids = index.ids(of: stream.tokens)
      var search = CandidateSearch(index: index, ids: ids)
      let chains = search.chains()
      #expect(!chains.isEmpty)
      let bounds = ids.indices
      let rivals = RivalAligner(index: index, ids: ids) { _ in true }
      for chain in chains {
        let reference = index.text(chain.text)
        let most = rivals.most(of: chain, reference, bounds)
        let alignment = TextAlignment(chain, of: reference, ids: ids, bounds: bounds) { _ in true }
        #expect(alignment.matched <= most.matched)
        #expect(AlignmentJudge.value(alignment) <= most.value)
        #expect(
          !AlignmentJudge.isLicense(alignment) || AlignmentJudge.canBeLicense(reference, matched: alignment.matched))
      }
    }
  }

  @Test func `ids are those of the words, however often they stand in a text`() {
    let index = AlignmentTests.matcher.index
    let stream = TokenStream(source: SourceFile(path: "LICENSE", text: AlignmentTests.terms + " xyzzy " + AlignmentTests.terms))
    let ids = index.ids(of: stream.tokens)
    for (id, token) in zip(ids, stream.tokens) {
      if id == FingerprintIndex.unknownWord {
        #expect(token.hash == WordHash("xyzzy").value)
      } else {
        #expect(index.hash(ofWord: id) == ShortHash(token.hash))
      }
    }
  }

  @Test(arguments: ["one\ntwo\n\nthree", "one\r\ntwo\rthree\r\n\r", "\r", "", String(repeating: "a\nb\r\n\n", count: 700)])
  func `a line is that of the position`(text: String) {
    let file = SourceFile(path: "text", text: text)
    for offset in 0...file.bytes.count + 1 {
      #expect(file.line(of: offset) == file.position(of: offset).line)
      let earlier = offset / 2
      #expect(file.line(of: offset, after: (earlier, file.line(of: earlier))) == file.position(of: offset).line)
    }
  }

  @Test func `every spelling variant has its entry`() {
    for (hash, entry) in EquivalentWords.all {
      #expect(SpecialWords.all.mayHold(hash))
      #expect(SpecialWords.all.entry(hash)?.canonical == entry.canonical)
      #expect(SpecialWords.all.entry(hash)?.closesPair == entry.closesPair)
    }
    #expect(SpecialWords.all.entry(WordHash("and").value) == nil)
    #expect(SpecialWords.all.mayHold(WordHash("and").value))
  }
}
