/// What the tokenizer asks for every letter and every word, in tables that are made once.
struct SpecialWords: Sendable {
  static let all = SpecialWords()

  let copyright = WordHash("copyright").value
  let and = WordHash("and").value
  let or = WordHash("or").value

  private struct Slot {
    var hash: UInt64
    var entry: EquivalentWords.Entry
    /// Whether the slot is taken.
    var isUsed: Bool
  }

  private static let bitCount: UInt64 = 4096
  private static let slotCount: UInt64 = 512

  /// For each byte what it adds to a word if it is an ASCII letter or digit, else 0.
  ///
  /// Invariant of the three: tables of 256 bytes, `bitCount` bits and `slotCount` slots that are written by `init` alone and
  /// never freed.
  nonisolated(unsafe) let letters: UnsafePointer<UInt8>
  nonisolated(unsafe) private let bits: UnsafePointer<UInt64>
  nonisolated(unsafe) private let slots: UnsafePointer<Slot>
  private let openings: [UInt64]

  private init() {
    let letters = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
    for byte in UInt8.min...UInt8.max {
      (letters + Int(byte)).initialize(to: byte.isASCIILetter ? byte | 0x20 : byte.isASCIIDigit ? byte : 0)
    }
    let bits = UnsafeMutablePointer<UInt64>.allocate(capacity: Int(Self.bitCount / 64))
    bits.initialize(repeating: 0, count: Int(Self.bitCount / 64))
    let slots = UnsafeMutablePointer<Slot>.allocate(capacity: Int(Self.slotCount))
    let none = Slot(hash: 0, entry: EquivalentWords.Entry(canonical: 0, closesPair: false), isUsed: false)
    slots.initialize(repeating: none, count: Int(Self.slotCount))
    let entries = EquivalentWords.all
    precondition(entries.count < Self.slotCount / 2, "too many words for the table of spelling variants")
    for hash in Array(entries.keys) + [copyright, and, or] {
      let bit = Self.bit(hash)
      bits[bit >> 6] |= 1 << UInt64(bit & 63)
    }
    for (hash, entry) in entries.sorted(by: { $0.key < $1.key }) {
      var slot = Self.slot(hash)
      while slots[slot].isUsed { slot = (slot + 1) & Int(Self.slotCount - 1) }
      slots[slot] = Slot(hash: hash, entry: entry, isUsed: true)
    }
    self.letters = UnsafePointer(letters)
    self.bits = UnsafePointer(bits)
    self.slots = UnsafePointer(slots)
    openings = EquivalentWords.openings.sorted()
  }

  @inline(__always)
  private static func bit(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: (hash >> 7) & (bitCount - 1)) }

  private static func slot(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: (hash >> 19) & (slotCount - 1)) }

  /// Whether a word may be `and`, `or`, `copyright`, or have an entry: nearly every word is none, and one bit says so.
  @inline(__always)
  func mayHold(_ hash: UInt64) -> Bool {
    let bit = Self.bit(hash)
    return bits[bit &>> 6] & (1 &<< UInt64(truncatingIfNeeded: bit & 63)) != 0
  }

  /// See `EquivalentWords.entry`.
  func entry(_ hash: UInt64) -> EquivalentWords.Entry? {
    var slot = Self.slot(hash)
    while slots[slot].isUsed {
      if slots[slot].hash == hash { return slots[slot].entry }
      slot = (slot + 1) & Int(Self.slotCount - 1)
    }
    return nil
  }

  /// See `EquivalentWords.pair`.
  func pair(_ first: UInt64, _ second: UInt64) -> EquivalentWords.Pair? {
    openings.contains(first) ? EquivalentWords.pair(first, second) : nil
  }
}
