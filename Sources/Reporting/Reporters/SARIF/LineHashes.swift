import Diagnostics

/// The hash of each line of a file by which GitHub knows a result again after the file has changed around it.
///
/// The algorithm of its upload action: over units of UTF-16, without blanks and tabs, line ends as LF, a final 65535; the hash of a
/// line covers the 100 units from its start on, and says how often it occurred before.
struct LineHashes {
  private(set) var hashes: [String] = []

  private static let block = 100
  private static let factor: UInt64 = 37
  private static let firstFactor = (0..<block).reduce(UInt64(1)) { power, _ in power &* factor }

  /// The units that count, and where lines start among them.
  private var window = [UInt64](repeating: 0, count: block)
  private var pending = [Bool](repeating: false, count: block)
  private var counts: [UInt64: Int] = [:]
  private var hash: UInt64 = 0
  private var index = 0
  private var isLineStart = true
  private var followsReturn = false

  init(_ bytes: [UInt8]) {
    // The same repairs of invalid UTF-8 as Node makes.
    for unit in String(decoding: bytes, as: UTF8.self).utf16 { read(unit) }
    read(0xFFFF)
    for _ in 0..<Self.block {
      if pending[index] { close() }
      update(0)
    }
  }

  /// `k` counts equal hashes: `271789c17abda88f:1`. `nil` past the last line.
  subscript(line: Int) -> String? { hashes.indices.contains(line - 1) ? hashes[line - 1] : nil }

  private mutating func read(_ unit: UInt16) {
    let isFeed = unit == 0x0A
    if unit == 0x20 || unit == 0x09 || (followsReturn && isFeed) {
      followsReturn = false
      return
    }
    followsReturn = unit == 0x0D
    let unit = followsReturn ? 0x0A : unit
    if pending[index] { close() }
    if isLineStart { pending[index] = true }
    isLineStart = unit == 0x0A
    update(UInt64(unit))
  }

  private mutating func update(_ unit: UInt64) {
    hash = Self.factor &* hash &+ unit &- Self.firstFactor &* window[index]
    window[index] = unit
    index = (index + 1) % Self.block
  }

  /// Lines close in the order in which they start.
  private mutating func close() {
    counts[hash, default: 0] += 1
    hashes.append(String(hash, radix: 16) + ":\(counts[hash] ?? 1)")
    pending[index] = false
  }
}
