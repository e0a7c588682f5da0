import Diagnostics

/// The keys and values in front of a GGUF file; every length is checked against the file before it is used.
struct GGUFHeader {
  enum Value {
    case text(String)
    case texts([String])
    case number(UInt64)
    case other
  }

  private(set) var version: UInt32 = 0
  /// Keys in their order that speak of the model as a whole, or of licenses.
  private(set) var facts: [(key: String, value: Value)] = []
  /// Whether the header goes on behind the bytes that were read.
  private(set) var isCut = false

  /// The bytes that were read up to the end of the header.
  var length: Int { isCut ? bytes.count : offset }

  private let bytes: [UInt8]
  /// The bytes that the whole file has.
  private let size: Int
  private let source: SourceFile
  private var offset = 4
  private var isBigEndian = false

  private struct EndOfBytes: Error {}

  init(_ source: SourceFile, size: Int) throws(DiagnosticError) {
    self.source = source
    self.size = size
    bytes = source.bytes
    do {
      try read()
    } catch let error as DiagnosticError {
      throw error
    } catch {
      guard bytes.count < size else { throw DiagnosticError(.badHeader(span(bytes.count), "ends in the middle")) }
      isCut = true
    }
  }

  private func span(_ at: Int) -> SourceSpan { SourceSpan(source, min(at, bytes.count)..<min(at + 1, bytes.count)) }

  private func mistake(_ what: String) -> DiagnosticError { DiagnosticError(.badHeader(span(offset), what)) }

  // MARK: Reading

  private mutating func read() throws {
    version = UInt32(try integer(4))
    if version > 0xFFFF {
      isBigEndian = true
      version = version.byteSwapped
    }
    guard (1...3).contains(version) else { throw mistake("is of version \(version), which is not known") }
    _ = try count()
    let keys = try count()
    // The shortest pair has an empty key, a type and one byte.
    guard keys <= UInt64(size) / 9 else { throw mistake("states \(keys) keys, more than the file can hold") }
    for _ in 0..<keys {
      let key = try string(limit: 65_535)
      let type = UInt32(try integer(4))
      let isWanted = key.hasPrefix("general.") || key.lowercased().contains("licen") || key.contains("base_model")
      let value = try value(type, isWanted: isWanted, depth: 0)
      if isWanted {
        facts.append((key, value))
        guard facts.count <= 4096 else { throw mistake("has more than 4096 facts") }
      }
    }
  }

  /// Lengths and counts have four bytes in version 1, eight later.
  private mutating func count() throws -> UInt64 { try integer(version == 1 ? 4 : 8) }

  private mutating func integer(_ width: Int) throws -> UInt64 {
    guard offset + width <= bytes.count else { throw EndOfBytes() }
    var result: UInt64 = 0
    for index in 0..<width {
      let byte = UInt64(bytes[offset + (isBigEndian ? index : width - 1 - index)])
      result = result << 8 | byte
    }
    offset += width
    return result
  }

  private mutating func skip(_ count: UInt64) throws {
    guard count <= UInt64(size - offset) else { throw mistake("states a length of \(count) bytes, more than the file has") }
    guard Int(count) <= bytes.count - offset else { throw EndOfBytes() }
    offset += Int(count)
  }

  private mutating func string(limit: UInt64 = 16 << 20, isWanted: Bool = true) throws -> String {
    let length = try count()
    guard length <= limit else { throw mistake("has a text of \(length) bytes, more than the \(limit) that are read") }
    let start = offset
    try skip(length)
    return isWanted ? String(decoding: bytes[start..<offset], as: UTF8.self) : ""
  }

  private mutating func value(_ type: UInt32, isWanted: Bool, depth: Int) throws -> Value {
    switch type {
    case 8: return .text(try string(isWanted: isWanted))
    case 9: return try array(isWanted: isWanted, depth: depth)
    default:
      guard let width = Self.width(type) else { throw mistake("has a value of type \(type), which is not known") }
      let bits = try integer(width)
      return type == 6 || type == 12 ? .other : .number(bits)
    }
  }

  private mutating func array(isWanted: Bool, depth: Int) throws -> Value {
    guard depth < 4 else { throw mistake("has lists too deep inside each other") }
    let type = UInt32(try integer(4))
    let items = try count()
    if let width = Self.width(type) {
      let (total, overflow) = items.multipliedReportingOverflow(by: UInt64(width))
      guard !overflow else { throw mistake("states a list of \(items) items") }
      try skip(total)
      return .other
    }
    guard type == 8 || type == 9 else { throw mistake("has a list of type \(type), which is not known") }
    guard items <= UInt64(size - offset) / 4 else {
      throw mistake("states a list of \(items) items, more than the file can hold")
    }
    var texts: [String] = []
    for _ in 0..<items {
      switch try value(type, isWanted: isWanted, depth: depth + 1) {
      case .text(let text): if isWanted { texts.append(text) }
      case .texts, .number, .other: break
      }
    }
    return .texts(texts)
  }

  private static func width(_ type: UInt32) -> Int? {
    switch type {
    case 0, 1, 7: 1
    case 2, 3: 2
    case 4, 5, 6: 4
    case 10, 11, 12: 8
    default: nil
    }
  }
}
