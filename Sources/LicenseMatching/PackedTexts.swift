/// Reference texts as few bytes: a table of the different words, then their places in it.
///
/// Numbers are LEB128. The table lists hashes in ascending order as differences, each shifted by four bits for the traits;
/// the places are packed with as many bits as the largest needs.
enum PackedTexts {
  static func bytes(_ texts: [ReferenceText]) -> [UInt8] {
    var traits: [ShortHash: WordTraits] = [:]
    for text in texts {
      for (word, trait) in zip(text.words, text.traits) { traits[word, default: []].formUnion(trait) }
    }
    let table = traits.keys.sorted()
    var places: [ShortHash: Int] = [:]
    for (place, word) in table.enumerated() { places[word] = place }
    var writer = PackedWriter()
    writer.number(table.count)
    var last = 0
    for word in table {
      writer.number((Int(word.value) - last) << 4 | Int(traits[word]?.rawValue ?? 0))
      last = Int(word.value)
    }
    writer.number(texts.count)
    for text in texts { write(text, places, width: width(table.count), &writer) }
    return writer.bytes
  }

  private static func width(_ count: Int) -> Int { max(1, Int.bitWidth - max(0, count - 1).leadingZeroBitCount) }

  private static func write(_ text: ReferenceText, _ places: [ShortHash: Int], width: Int, _ writer: inout PackedWriter) {
    writer.number(text.mainCount)
    writer.number(text.words.count)
    writer.packed(text.words.map { places[$0] ?? 0 }, width: width)
    writer.number(text.holes.count)
    for hole in text.holes {
      writer.number(Int(hole.kind.rawValue))
      writer.number(hole.range.lowerBound)
      writer.number(hole.range.count)
      writer.number(hole.alternatives.count)
      for wording in hole.alternatives {
        writer.number(wording.lowerBound)
        writer.number(wording.count)
      }
    }
  }

  static func texts(_ bytes: [UInt8]) -> [ReferenceText]? {
    var reader = PackedReader(bytes: bytes)
    guard let tableCount = reader.count(upTo: bytes.count) else { return nil }
    var table: [(word: ShortHash, traits: WordTraits)] = []
    var last = 0
    for _ in 0..<tableCount {
      guard let entry = reader.count(upTo: 1 << 32) else { return nil }
      last += entry >> 4
      guard last < 1 << 28 else { return nil }
      table.append((ShortHash(rawValue: UInt32(last)), WordTraits(rawValue: UInt8(entry & 0xF))))
    }
    guard let textCount = reader.count(upTo: 64) else { return nil }
    var texts: [ReferenceText] = []
    for _ in 0..<textCount {
      guard let text = text(table, &reader) else { return nil }
      texts.append(text)
    }
    return reader.isAtEnd ? texts : nil
  }

  private static func text(_ table: [(word: ShortHash, traits: WordTraits)], _ reader: inout PackedReader) -> ReferenceText? {
    guard let mainCount = reader.count(upTo: 1 << 17), let wordCount = reader.count(upTo: 1 << 17), mainCount <= wordCount,
      let places = reader.packed(wordCount, width: width(table.count)), places.allSatisfy({ $0 < table.count }),
      let holeCount = reader.count(upTo: 1 << 14)
    else { return nil }
    var holes: [ReferenceText.Hole] = []
    for _ in 0..<holeCount {
      guard let kind = reader.count(upTo: 255).flatMap({ ReferenceText.Hole.Kind(rawValue: UInt8($0)) }),
        let start = reader.count(upTo: mainCount), let count = reader.count(upTo: mainCount - start),
        let alternativeCount = reader.count(upTo: 127)
      else { return nil }
      var hole = ReferenceText.Hole(kind: kind, range: start..<start + count)
      for _ in 0..<alternativeCount {
        guard let start = reader.count(upTo: wordCount), let count = reader.count(upTo: wordCount - start) else { return nil }
        hole.alternatives.append(start..<start + count)
      }
      holes.append(hole)
    }
    return ReferenceText(
      words: places.map { table[$0].word }, traits: places.map { table[$0].traits }, mainCount: mainCount, holes: holes)
  }
}

struct PackedWriter {
  private(set) var bytes: [UInt8] = []

  mutating func number(_ value: Int) {
    var rest = UInt64(value)
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  mutating func packed(_ values: [Int], width: Int) {
    var buffer: UInt64 = 0
    var bits = 0
    for value in values {
      buffer |= UInt64(value) << UInt64(bits)
      bits += width
      while bits >= 8 {
        bytes.append(UInt8(truncatingIfNeeded: buffer))
        buffer >>= 8
        bits -= 8
      }
    }
    if bits > 0 { bytes.append(UInt8(truncatingIfNeeded: buffer)) }
  }
}

struct PackedReader {
  let bytes: [UInt8]
  private var index = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { index == bytes.count }

  mutating func count(upTo limit: Int) -> Int? {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while index < bytes.count, shift < 49 {
      let byte = bytes[index]
      index += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return Int(value) <= limit ? Int(value) : nil }
      shift += 7
    }
    return nil
  }

  mutating func packed(_ count: Int, width: Int) -> [Int]? {
    guard (count * width + 7) / 8 <= bytes.count - index else { return nil }
    var values: [Int] = []
    values.reserveCapacity(count)
    var buffer: UInt64 = 0
    var bits = 0
    for _ in 0..<count {
      while bits < width {
        buffer |= UInt64(bytes[index]) << UInt64(bits)
        index += 1
        bits += 8
      }
      values.append(Int(buffer & ((1 << UInt64(width)) - 1)))
      buffer >>= UInt64(width)
      bits -= width
    }
    return values
  }
}
