import Diagnostics

/// Builds the tape in one pass with a stack of its own, so that nesting cannot overflow the thread's stack.
///
/// Strings without escapes stay slices of the source; UTF-8 is checked where a string has non-ASCII bytes, since
/// everything outside strings is ASCII.
struct JSONParser {
  /// An object or array whose end has not been seen.
  struct Frame {
    var entry: Int
    var isObject: Bool
    /// Index into `keyHashes` of this object's first key.
    var firstKey: Int
    /// Index into `keyTables`, or -1 while a scan over the hashes is cheaper.
    var table: Int
  }

  let source: SourceFile
  let bytes: UnsafeBufferPointer<UInt8>
  let range: Range<Int>
  let limits: DocumentLimits
  var position: Int
  var tape: [Document.Entry] = []
  var texts: [String] = []
  var diagnostics: [Diagnostic] = []
  var stack: [Frame] = []
  var keyHashes: [UInt64] = []
  var keyEntries: [UInt32] = []
  var keyTables: [[UInt64: UInt32]] = []
  var duplicates = 0
  private var end: Int

  init(source: SourceFile, bytes: UnsafeBufferPointer<UInt8>, range: Range<Int>, limits: DocumentLimits) {
    self.source = source
    self.bytes = bytes
    self.range = range
    self.limits = limits
    position = range.lowerBound
    end = range.upperBound
    tape.reserveCapacity(min(range.count / 16 + 16, 1 << 20))
  }

  mutating func parse() throws(DiagnosticError) {
    skipByteOrderMark()
    skipWhitespace()
    do throws(DiagnosticError) {
      guard position < end else { throw emptyDocument() }
      try parseValues()
      skipWhitespace()
      guard position == end else { throw trailingContent() }
    } catch {
      throw DiagnosticError(diagnostics.filter { $0.severity == .error } + error.diagnostics)
    }
    reportOmittedDuplicates()
    if diagnostics.contains(where: { $0.severity == .error }) { throw DiagnosticError(diagnostics) }
  }

  /// One value with everything inside it.
  private mutating func parseValues() throws(DiagnosticError) {
    repeat {
      try parseValueStart()
      while try !parseValueEnd() {}
    } while !stack.isEmpty
  }

  /// Reads a scalar, an empty container, or an opening bracket (and first key) and so on down to the first scalar.
  private mutating func parseValueStart() throws(DiagnosticError) {
    while true {
      guard position < end else { throw truncated() }
      switch bytes[position] {
      case UInt8(ascii: "\""):
        let entry = try parseString()
        try append(entry)
        return
      case UInt8(ascii: "{"):
        try open(isObject: true)
        skipWhitespace()
        if position < end, bytes[position] == UInt8(ascii: "}") {
          close()
          return
        }
        try parseKey()
      case UInt8(ascii: "["):
        try open(isObject: false)
        skipWhitespace()
        if position < end, bytes[position] == UInt8(ascii: "]") {
          close()
          return
        }
      case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        try parseNumber()
        return
      case UInt8(ascii: "t"): return try parseLiteral("true", .bool)
      case UInt8(ascii: "f"): return try parseLiteral("false", .bool)
      case UInt8(ascii: "n"): return try parseLiteral("null", .null)
      default: throw noValue()
      }
    }
  }

  /// After a value: true when another value (or nothing) follows, false when a container was closed and is itself the value.
  private mutating func parseValueEnd() throws(DiagnosticError) -> Bool {
    guard let frame = stack.last else { return true }
    skipWhitespace()
    guard position < end else { throw truncated() }
    let byte = bytes[position]
    let closer = frame.isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")
    if byte == UInt8(ascii: ",") {
      let comma = position
      position += 1
      skipWhitespace()
      guard position < end else { throw truncated() }
      if bytes[position] == closer { throw trailingComma(at: comma) }
      if frame.isObject { try parseKey() }
      return true
    }
    guard byte == closer else { throw noSeparator() }
    close()
    return false
  }

  /// A key with its colon and the space after it.
  private mutating func parseKey() throws(DiagnosticError) {
    guard position < end else { throw truncated() }
    guard bytes[position] == UInt8(ascii: "\"") else { throw noKey() }
    let key = try parseString()
    try append(key)
    try checkUnique()
    skipWhitespace()
    guard position < end else { throw truncated() }
    guard bytes[position] == UInt8(ascii: ":") else { throw noColon(after: key) }
    position += 1
    skipWhitespace()
  }

  private mutating func open(isObject: Bool) throws(DiagnosticError) {
    guard stack.count < limits.depth else { throw .tooDeep(source, position..<position + 1, limit: limits.depth) }
    stack.append(Frame(entry: tape.count, isObject: isObject, firstKey: keyHashes.count, table: -1))
    try append(entry(isObject ? .object : .array, from: position, to: position + 1))
    position += 1
  }

  private mutating func close() {
    position += 1
    let frame = stack.removeLast()
    tape[frame.entry].end = UInt32(truncatingIfNeeded: position)
    tape[frame.entry].next = UInt32(truncatingIfNeeded: tape.count)
    if frame.isObject { forgetKeys(of: frame) }
  }

  private mutating func append(_ entry: Document.Entry) throws(DiagnosticError) {
    guard tape.count < limits.nodes else {
      throw .tooManyNodes(source, Int(entry.start)..<Int(entry.end), limit: limits.nodes)
    }
    tape.append(entry)
  }

  /// The entry of a node without children that is about to be appended.
  func entry(_ kind: DocumentNode.Kind, from start: Int, to end: Int, text: Int = -1) -> Document.Entry {
    // The reader has checked that every offset fits.
    Document.Entry(
      kind: kind, text: Int32(truncatingIfNeeded: text), start: UInt32(truncatingIfNeeded: start),
      end: UInt32(truncatingIfNeeded: end), next: UInt32(truncatingIfNeeded: tape.count + 1))
  }

  private mutating func parseLiteral(_ word: StaticString, _ kind: DocumentNode.Kind) throws(DiagnosticError) {
    let count = word.utf8CodeUnitCount
    guard position + count <= end else { throw noValue() }
    for index in 0..<count where bytes[position + index] != word.utf8Start[index] { throw noValue() }
    if position + count < end, isWordByte(bytes[position + count]) { throw noValue() }
    try append(entry(kind, from: position, to: position + count))
    position += count
  }

  private mutating func parseNumber() throws(DiagnosticError) {
    let start = position
    if bytes[position] == UInt8(ascii: "-") { position += 1 }
    let integer = position
    guard skipDigits() else { throw noDigits(of: start, after: "-") }
    if position - integer > 1, bytes[integer] == UInt8(ascii: "0") { throw leadingZero(start, at: integer) }
    if position < end, bytes[position] == UInt8(ascii: ".") {
      position += 1
      guard skipDigits() else { throw noDigits(of: start, after: ".") }
    }
    if position < end, bytes[position] | 0x20 == UInt8(ascii: "e") {
      position += 1
      if position < end, bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-") { position += 1 }
      guard skipDigits() else { throw noDigits(of: start, after: "e") }
    }
    if position < end, isWordByte(bytes[position]) || bytes[position] == UInt8(ascii: ".") { throw noNumber(from: start) }
    try append(entry(.number, from: start, to: position))
  }

  /// False if there is not even one digit.
  private mutating func skipDigits() -> Bool {
    let start = position
    while position < end, bytes[position] &- 0x30 < 10 { position += 1 }
    return position > start
  }

  @inline(__always)
  private mutating func skipWhitespace() {
    while position < end {
      let byte = bytes[position]
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
      position += 1
    }
  }

  private mutating func skipByteOrderMark() {
    guard position == 0, range.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF else { return }
    position = 3
    diagnostics.append(.byteOrderMark(source))
  }

  func isWordByte(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || byte == UInt8(ascii: "_") || byte >= 0x80
  }
}
