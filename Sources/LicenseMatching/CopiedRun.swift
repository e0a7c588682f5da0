/// A run of words that stands in a reference text and in the user's text alike.
struct CopiedRun: Hashable, Sendable {
  /// In the reference text.
  var place: Int
  /// In the user's text.
  var start: Int
  var count: Int

  var placeEnd: Int { place + count }
  var end: Int { start + count }
  var diagonal: Int { place - start }

  mutating func dropFirst(_ words: Int) {
    place += words
    start += words
    count -= words
  }
}

/// Runs of one reference text in the order of both texts: the skeleton of an alignment.
struct RunChain: Sendable {
  let text: Int
  let runs: [CopiedRun]
  /// How many words the runs have.
  let matched: Int
  let range: Range<Int>

  /// The part of the chain that lies inside some words.
  func clipped(to bounds: Range<Int>) -> RunChain {
    let inside = runs.compactMap { run -> CopiedRun? in
      var run = run
      run.count = min(run.count, bounds.upperBound - run.start)
      run.dropFirst(max(0, bounds.lowerBound - run.start))
      return run.count > 0 ? run : nil
    }
    return RunChain(text: text, runs: inside)
  }

  init(text: Int, runs: [CopiedRun]) {
    self.text = text
    self.runs = runs
    matched = runs.reduce(0) { $0 + $1.count }
    range = (runs.first?.start ?? 0)..<(runs.last?.end ?? 0)
  }
}

// MARK: Comparing words

extension CopiedRun {
  /// A word as the two characters that the index has for it; one that no license has is no two characters.
  @inline(__always)
  static func spelled(_ id: UInt32) -> UInt16 {
    let id = UInt16(truncatingIfNeeded: id)
    return id == .max ? id : (id >> 7 | (id & 0x7F) << 8).littleEndian
  }

  /// How many words are the same from two places on; `most` of them must be there in both.
  @inline(__always)
  static func agreeing(_ left: UnsafeRawPointer, _ right: UnsafeRawPointer, most: Int) -> Int {
    var count = 0
    while count &+ 4 <= most {
      let other = eight(left + count &* 2) ^ eight(right + count &* 2)
      if other != 0 { return count &+ other.trailingZeroBitCount >> 4 }
      count &+= 4
    }
    while count < most, one(left + count &* 2) == one(right + count &* 2) { count &+= 1 }
    return count
  }

  /// How many words are the same before two places.
  @inline(__always)
  static func agreeing(before left: UnsafeRawPointer, _ right: UnsafeRawPointer, most: Int) -> Int {
    var count = 0
    while count &+ 4 <= most {
      let back = (count &+ 4) &* 2
      let other = eight(left - back) ^ eight(right - back)
      if other != 0 { return count &+ other.leadingZeroBitCount >> 4 }
      count &+= 4
    }
    while count < most, one(left - (count &+ 1) &* 2) == one(right - (count &+ 1) &* 2) { count &+= 1 }
    return count
  }

  @inline(__always)
  private static func eight(_ words: UnsafeRawPointer) -> UInt64 { UInt64(littleEndian: words.loadUnaligned(as: UInt64.self)) }

  @inline(__always)
  private static func one(_ words: UnsafeRawPointer) -> UInt16 { words.loadUnaligned(as: UInt16.self) }
}
