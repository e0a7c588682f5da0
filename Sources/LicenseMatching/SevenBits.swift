/// Numbers in characters of seven bits each, so that the index can lie in a program as a string literal and be read in place.
struct SevenBitWriter {
  private(set) var bytes: [UInt8] = []

  mutating func put(_ value: Int, _ width: Int) { put(UInt64(value), width) }

  mutating func put(_ value: UInt64, _ width: Int) {
    for index in stride(from: width - 1, through: 0, by: -1) {
      let shift = UInt64(7 * index)
      bytes.append(shift >= 64 ? 0 : UInt8(truncatingIfNeeded: value >> shift) & 0x7F)
    }
  }

  mutating func put(contentsOf other: [UInt8]) { bytes += other }
}

/// Reads such numbers; offsets outside give zero, so that no damaged index can trap.
struct SevenBitReader: Sendable {
  nonisolated(unsafe) fileprivate let base: UnsafePointer<UInt8>?
  let count: Int

  init(_ bytes: UnsafeRawBufferPointer) {
    base = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    count = bytes.count
  }

  @inline(__always)
  func two(_ offset: Int) -> Int {
    guard let base, offset >= 0, offset &+ 2 <= count else { return 0 }
    return Int(base[offset]) << 7 | Int(base[offset &+ 1])
  }

  @inline(__always)
  func three(_ offset: Int) -> Int {
    guard let base, offset >= 0, offset &+ 3 <= count else { return 0 }
    return Int(base[offset]) << 14 | Int(base[offset &+ 1]) << 7 | Int(base[offset &+ 2])
  }

  @inline(__always)
  func four(_ offset: Int) -> Int {
    guard let base, offset >= 0, offset &+ 4 <= count else { return 0 }
    return Int(base[offset]) << 21 | Int(base[offset &+ 1]) << 14 | Int(base[offset &+ 2]) << 7 | Int(base[offset &+ 3])
  }

  @inline(__always)
  func one(_ offset: Int) -> Int {
    guard let base, offset >= 0, offset < count else { return 0 }
    return Int(base[offset])
  }

  /// 64 bits in ten characters.
  func wide(_ offset: Int) -> UInt64 {
    var value: UInt64 = 0
    for index in 0..<10 { value = value << 7 | UInt64(one(offset + index)) }
    return value
  }

  func text(_ offset: Int, count length: Int) -> String {
    guard let base, offset >= 0, length >= 0, offset + length <= count else { return "" }
    return String(decoding: UnsafeBufferPointer(start: base + offset, count: length), as: UTF8.self)
  }
}

/// A part of such bytes whose bounds were checked once, so that loops read it without asking again.
///
/// Invariant, kept by `SevenBitReader.section`: `count` bytes from `base`, and `slack` more, may be read as long as the bytes
/// of the index live. Whoever reads at an offset has to know that it is not larger than `count`.
struct SevenBitSection: Sendable {
  /// A read may begin at the last byte and take this many.
  static let slack = 16

  nonisolated(unsafe) let base: UnsafeRawPointer
  let count: Int

  @inline(__always)
  func eight(_ offset: Int) -> UInt64 { UInt64(littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) }

  /// A number of four characters, packed as they stand: the first one highest.
  @inline(__always)
  func packedFour(_ offset: Int) -> UInt32 { UInt32(bigEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt32.self)) }

  /// Two numbers of three characters that follow each other, neither larger than a limit: where something starts and ends.
  @inline(__always)
  func bounds(_ offset: Int, limit: Int) -> (start: Int, end: Int) {
    let bytes = UInt64(bigEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    let end = min(Self.three(bytes >> 16), limit)
    return (min(Self.three(bytes >> 40), end), end)
  }

  @inline(__always)
  private static func three(_ bytes: UInt64) -> Int {
    Int(truncatingIfNeeded: (bytes & 0x7F_0000) >> 2 | (bytes & 0x7F00) >> 1 | bytes & 0x7F)
  }
}

extension SevenBitReader {
  /// A section, or `nil` if it is not inside.
  func section(_ offset: Int, count length: Int) -> SevenBitSection? {
    guard let base, offset >= 0, length >= 0, offset + length + SevenBitSection.slack <= count else { return nil }
    return SevenBitSection(base: UnsafeRawPointer(base) + offset, count: length)
  }
}
