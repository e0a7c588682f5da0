/// A reference text as word ids.
struct IndexedText: Sendable {
  /// See `ReferenceText.Hole`; the wordings of all holes are in one array, so that a hole is copied without counting.
  struct Hole: Sendable {
    var kind: ReferenceText.Hole.Kind
    var range: Range<Int>
    /// Of `wordings`.
    var alternatives: Range<Int>
    /// See `ReferenceText.Hole.fewestWords`.
    var fewestWords: Int?
  }

  let index: Int
  let ids: [UInt32]
  let mainCount: Int
  let holes: [Hole]
  let wordings: [Range<Int>]
  /// How many words no hole covers that a copy may lack or have otherwise.
  let boundCount: Int
  let hasHeader: Bool

  init(index: Int, ids: [UInt32], mainCount: Int, holes: [Hole], wordings: [Range<Int>]) {
    self.index = index
    self.ids = ids
    self.mainCount = mainCount
    self.holes = holes
    self.wordings = wordings
    hasHeader = holes.contains { $0.kind == .header }
    var free = 0
    var end = 0
    for hole in holes where hole.kind != .header {
      free += max(0, hole.range.upperBound - max(end, hole.range.lowerBound))
      end = max(end, hole.range.upperBound)
    }
    boundCount = max(0, mainCount - free)
  }

  /// The holes that lie in a part of the main words, its ends included.
  func holes(inside range: Range<Int>) -> [Int] {
    var first = 0
    var end = holes.count
    while first < end {
      let middle = (first + end) / 2
      if holes[middle].range.lowerBound < range.lowerBound { first = middle + 1 } else { end = middle }
    }
    var found: [Int] = []
    while first < holes.count, holes[first].range.lowerBound <= range.upperBound {
      if holes[first].range.upperBound <= range.upperBound { found.append(first) }
      first += 1
    }
    return found
  }
}

extension FingerprintIndex {
  func text(_ index: Int) -> IndexedText {
    let record = textRecord(index)
    let mainCount = reader.three(record)
    let wordCount = reader.three(record + 3)
    let start = tokens + reader.four(record + 6)
    var ids: [UInt32] = []
    if let section = reader.section(start, count: wordCount * IndexLayout.tokenSize) {
      ids = [UInt32](unsafeUninitializedCapacity: wordCount) { buffer, count in
        for place in 0..<wordCount { buffer[place] = UInt32(section.word(place)) }
        count = wordCount
      }
    }
    let (holes, wordings) = holes(at: holes + reader.four(record + 10), count: reader.three(record + 14))
    return IndexedText(index: index, ids: ids, mainCount: min(mainCount, ids.count), holes: holes, wordings: wordings)
  }

  private func holes(at start: Int, count: Int) -> ([IndexedText.Hole], [Range<Int>]) {
    var holes: [IndexedText.Hole] = []
    var wordings: [Range<Int>] = []
    holes.reserveCapacity(count)
    var offset = start
    for _ in 0..<count {
      let start = reader.three(offset + 1)
      let kind = ReferenceText.Hole.Kind(rawValue: UInt8(reader.one(offset))) ?? .optional
      let range = start..<start + reader.three(offset + 4)
      let first = wordings.count
      let wordingCount = reader.one(offset + 7)
      offset += IndexLayout.holeSize
      for _ in 0..<wordingCount {
        let start = reader.three(offset)
        wordings.append(start..<start + reader.two(offset + 3))
        offset += IndexLayout.alternativeSize
      }
      let fewest = kind.fewestWords(of: wordings[first...].lazy.map(\.count).min())
      holes.append(.init(kind: kind, range: range, alternatives: first..<wordings.count, fewestWords: fewest))
    }
    return (holes, wordings)
  }

  /// The main words of a text as they stand in the index.
  func words(ofText text: Int) -> SevenBitSection? {
    let record = textRecord(text)
    return reader.section(tokens + reader.four(record + 6), count: reader.three(record) * IndexLayout.tokenSize)
  }
}

extension SevenBitSection {
  @inline(__always)
  func word(_ place: Int) -> UInt16 {
    let pair = UInt16(bigEndian: base.loadUnaligned(fromByteOffset: place &* IndexLayout.tokenSize, as: UInt16.self))
    return (pair & 0x7F00) >> 1 | pair & 0x7F
  }
}
