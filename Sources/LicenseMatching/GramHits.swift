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
    /// Of the table.
    var firstPosting: Int32
    var postingEnd: Int32
  }

  /// A place of the text on its way through the table.
  private struct Probe {
    var key: UInt32
    var start: Int32
    /// Of the bucket, then of the postings.
    var low: Int32
    var high: Int32
  }

  private let table: GramTable
  private var grams: [Gram] = []
  /// For each number that a text can have, how many of its grams stand in the text.
  private(set) var counts = [Int32](repeating: 0, count: IndexLayout.mostTexts)

  /// Grams that more texts have are skipped where hits abound.
  private static let commonPostings = 12
  /// How many places are looked up together: each step of it waits for memory, but no two places for each other.
  private static let block = 128

  init(_ table: GramTable, ids: [UInt32]) {
    self.table = table
    let count = ids.count - IndexLayout.gramLength + 1
    guard count > 0 else { return }
    grams.reserveCapacity(count / 2)
    let budget = 64 * ids.count + 4096
    var total = 0
    var known = 0
    ids.withUnsafeBufferPointer { ids in
      withUnsafeTemporaryAllocation(of: Probe.self, capacity: Self.block) { probes in
        for start in stride(from: 0, to: count, by: Self.block) {
          let places = start..<min(count, start + Self.block)
          let found = Self.find(table, ids, places, &known, probes)
          countHits(probes[..<found], budget, &total)
        }
      }
    }
  }

  /// Finds the grams that begin at some places. Each is written, and kept if the index has it: nothing has to be guessed.
  ///
  /// - Parameter known: how many words before the first gram's last one are known in a row.
  private static func find(
    _ table: GramTable, _ ids: UnsafeBufferPointer<UInt32>, _ places: Range<Int>, _ known: inout Int,
    _ probes: UnsafeMutableBufferPointer<Probe>
  ) -> Int {
    guard let base = ids.baseAddress, let probe = probes.baseAddress else { return 0 }
    let behind = IndexLayout.gramLength - 1
    if places.lowerBound == 0 { for word in 0..<behind { known = base[word] == FingerprintIndex.unknownWord ? 0 : known + 1 } }
    var count = 0
    for place in places {
      known = base[place &+ behind] == FingerprintIndex.unknownWord ? 0 : known &+ 1
      (probe + count).initialize(
        to: Probe(key: IndexLayout.gramKey(base + place), start: Int32(truncatingIfNeeded: place), low: 0, high: 0))
      count &+= known > behind ? 1 : 0
    }
    for index in 0..<count {
      let bucket = table.bucket(probe[index].key)
      probe[index].low = Int32(truncatingIfNeeded: bucket.start)
      probe[index].high = Int32(truncatingIfNeeded: bucket.end)
    }
    var found = 0
    for index in 0..<count {
      let first = table.firstPosting(probe[index].key, from: Int(probe[index].low), to: Int(probe[index].high))
      probe[found] = Probe(key: 0, start: probe[index].start, low: Int32(truncatingIfNeeded: first), high: 0)
      found &+= first < table.missing ? 1 : 0
    }
    for index in 0..<found {
      probe[index].high = Int32(truncatingIfNeeded: table.end(ofPostingsFrom: Int(probe[index].low)))
    }
    return found
  }

  private mutating func countHits(_ probes: Slice<UnsafeMutableBufferPointer<Probe>>, _ budget: Int, _ total: inout Int) {
    counts.withUnsafeMutableBufferPointer { counts in
      for probe in probes {
        let count = Int(probe.high &- probe.low)
        if count == 0 || (count > Self.commonPostings && total + count > budget) { continue }
        total += count
        grams.append(Gram(start: probe.start, firstPosting: probe.low, postingEnd: probe.high))
        var posting = Int(probe.low)
        while posting < Int(probe.high) {
          counts[GramTable.text(table.packed(posting))] &+= 1
          posting &+= 1
        }
      }
    }
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
          for posting in Int(gram.firstPosting)..<Int(gram.postingEnd) {
            let packed = table.packed(posting)
            let text = GramTable.text(packed)
            hits.initializeElement(at: Int(slots[text].next), to: Hit(place: GramTable.place(packed), start: gram.start))
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
