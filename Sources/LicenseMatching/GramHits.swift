/// Which grams of reference texts stand in a text.
///
/// All that is kept of them is their number for each reference text, and the grams themselves: where they stand is asked for
/// the few texts that are candidates.
struct GramHits {
  struct Hit {
    var place: Int32
    var start: Int32
  }

  private struct Gram {
    var start: Int32
    var rank: Int32
  }

  private let table: GramTable
  private var grams: [Gram] = []
  /// For each number that a text can have, how many of its grams stand in the text.
  private(set) var counts = [Int32](repeating: 0, count: IndexLayout.mostTexts)

  /// Grams that more texts have are skipped where hits abound.
  private static let commonPostings = 12

  init(_ table: GramTable, ids: [UInt32]) {
    self.table = table
    let count = ids.count - IndexLayout.gramLength + 1
    guard count > 0 else { return }
    grams = [Gram](unsafeUninitializedCapacity: count) { grams, found in
      ids.withUnsafeBufferPointer { found = Self.find(table, $0, into: grams) }
    }
    countHits(budget: 64 * ids.count + 4096)
  }

  /// Writes each gram and keeps it if the index has it, so that nothing has to be guessed.
  private static func find(_ table: GramTable, _ ids: UnsafeBufferPointer<UInt32>, into grams: UnsafeMutableBufferPointer<Gram>)
    -> Int
  {
    guard let base = ids.baseAddress else { return 0 }
    var found = 0
    var firstKnown = 0
    let behind = IndexLayout.gramLength - 1
    for end in ids.indices {
      if ids[end] == FingerprintIndex.unknownWord { firstKnown = end + 1 }
      guard end >= firstKnown + behind else { continue }
      let rank = table.rank(IndexLayout.gramKey(base + (end - behind)))
      grams[found] = Gram(start: Int32(truncatingIfNeeded: end - behind), rank: Int32(truncatingIfNeeded: rank))
      found += rank < table.missing ? 1 : 0
    }
    return found
  }

  private mutating func countHits(budget: Int) {
    var total = 0
    var kept = 0
    grams.withUnsafeMutableBufferPointer { grams in
      counts.withUnsafeMutableBufferPointer { counts in
        for gram in grams {
          let postings = table.postings(Int(gram.rank))
          if postings.count > Self.commonPostings, total + postings.count > budget { continue }
          total += postings.count
          grams[kept] = gram
          kept += 1
          for posting in postings { counts[table.text(ofPosting: posting)] &+= 1 }
        }
      }
    }
    grams.removeLast(grams.count - kept)
  }

  /// Whether a gram of a reference text stands outside a run of words.
  func hasHit(outside words: Range<Int>) -> Bool {
    guard let first = grams.first, let last = grams.last else { return false }
    return Int(first.start) + IndexLayout.gramLength <= words.lowerBound || Int(last.start) >= words.upperBound
  }

  /// The hits of some texts, in the order of the text.
  func hits(of texts: [Int], _ body: (_ text: Int, _ hits: UnsafeBufferPointer<Hit>) -> Void) {
    // Hits of other texts are all written to the place behind the last, which does not move.
    var slots = [Slot](repeating: Slot(next: 0, step: 0), count: IndexLayout.mostTexts)
    var total = 0
    for text in texts {
      slots[text] = Slot(next: Int32(total), step: 1)
      total += Int(counts[text])
    }
    for text in slots.indices where slots[text].step == 0 { slots[text].next = Int32(total) }
    withUnsafeTemporaryAllocation(of: Hit.self, capacity: total + 1) { hits in
      slots.withUnsafeMutableBufferPointer { slots in
        for gram in grams {
          for posting in table.postings(Int(gram.rank)) {
            let text = table.text(ofPosting: posting)
            hits.initializeElement(at: Int(slots[text].next), to: Hit(place: table.place(ofPosting: posting), start: gram.start))
            slots[text].next &+= slots[text].step
          }
        }
      }
      var start = 0
      for text in texts {
        let end = start + Int(counts[text])
        body(text, UnsafeBufferPointer(rebasing: hits[start..<end]))
        start = end
      }
    }
  }

  private struct Slot {
    var next: Int32
    var step: Int32
  }
}
