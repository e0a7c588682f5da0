import Diagnostics

/// Writes JSON into a byte buffer, the same bytes for the same calls.
///
/// Values are given in document order: `writer.object { writer in writer.member("id", "base") }`.
/// Giving a value without a key in an object, or a key outside one, is a mistake of the program and traps.
package struct JSONWriter: ~Copyable {
  package enum Layout: Sendable {
    /// One line, no spaces.
    case compact
    /// Two spaces for each level, a line for each member and element.
    case pretty
  }

  package enum KeyOrder: Sendable {
    /// As written.
    case given
    /// By the UTF-8 bytes of the key.
    case sorted
  }

  private struct Frame {
    var isObject: Bool
    var count = 0
    /// Where the content starts, just past the bracket.
    var start: Int
    /// The members so far with their bytes (without comma), only where keys are sorted.
    var members: [(key: String, start: Int)] = []
  }

  /// What was written so far; a whole document once the outermost value is closed.
  package private(set) var bytes: [UInt8] = []
  private let layout: Layout
  private let keyOrder: KeyOrder
  private var stack: [Frame] = []
  private var hasKey = false

  package init(_ layout: Layout = .pretty, keys: KeyOrder = .given) {
    self.layout = layout
    keyOrder = keys
  }

  /// An object; `body` writes its members.
  package mutating func object<E>(_ body: (inout JSONWriter) throws(E) -> Void) throws(E) {
    begin(isObject: true)
    try body(&self)
    end(isObject: true)
  }

  /// An array; `body` writes its elements.
  package mutating func array<E>(_ body: (inout JSONWriter) throws(E) -> Void) throws(E) {
    begin(isObject: false)
    try body(&self)
    end(isObject: false)
  }

  /// The key of the next value.
  package mutating func key(_ key: String) {
    precondition(stack.last?.isObject == true && !hasKey, "a key belongs in an object, before a value")
    separate(key: key)
    appendString(key)
    bytes.append(UInt8(ascii: ":"))
    if layout == .pretty { bytes.append(UInt8(ascii: " ")) }
    hasKey = true
  }

  package mutating func value(_ string: String) {
    beforeValue()
    appendString(string)
  }

  package mutating func value(_ integer: Int) {
    beforeValue()
    bytes.append(contentsOf: String(integer).utf8)
  }

  /// The shortest decimal that reads back as the same number; `null` for NaN and infinities, which JSON lacks.
  package mutating func value(_ double: Double) {
    beforeValue()
    bytes.append(contentsOf: (double.isFinite ? double.description : "null").utf8)
  }

  package mutating func value(_ bool: Bool) {
    beforeValue()
    bytes.append(contentsOf: (bool ? "true" : "false").utf8)
  }

  package mutating func null() {
    beforeValue()
    bytes.append(contentsOf: "null".utf8)
  }

  package mutating func member(_ name: String, _ string: String) {
    key(name)
    value(string)
  }

  package mutating func member(_ name: String, _ integer: Int) {
    key(name)
    value(integer)
  }

  package mutating func member(_ name: String, _ double: Double) {
    key(name)
    value(double)
  }

  package mutating func member(_ name: String, _ bool: Bool) {
    key(name)
    value(bool)
  }

  package mutating func member(_ name: String, _ strings: [String]) {
    key(name)
    array { writer in
      for string in strings { writer.value(string) }
    }
  }

  package mutating func object<E>(_ name: String, _ body: (inout JSONWriter) throws(E) -> Void) throws(E) {
    key(name)
    try object(body)
  }

  package mutating func array<E>(_ name: String, _ body: (inout JSONWriter) throws(E) -> Void) throws(E) {
    key(name)
    try array(body)
  }

  /// Ends a line: between the documents of JSON Lines, or after the only one.
  package mutating func newline() { bytes.append(0x0A) }

  // MARK: Shape

  private mutating func begin(isObject: Bool) {
    beforeValue()
    bytes.append(isObject ? UInt8(ascii: "{") : UInt8(ascii: "["))
    stack.append(Frame(isObject: isObject, start: bytes.count))
  }

  private mutating func end(isObject: Bool) {
    precondition(!hasKey, "a key without a value")
    let frame = stack.removeLast()
    if isObject { sortMembers(of: frame) }
    if frame.count > 0 { breakLine() }
    bytes.append(isObject ? UInt8(ascii: "}") : UInt8(ascii: "]"))
  }

  private mutating func beforeValue() {
    if hasKey {
      hasKey = false
      return
    }
    precondition(stack.last?.isObject != true, "a member of an object needs a key")
    separate(key: nil)
  }

  private mutating func separate(key: String?) {
    guard !stack.isEmpty else { return }
    let top = stack.count - 1
    if stack[top].count > 0 { bytes.append(UInt8(ascii: ",")) }
    stack[top].count += 1
    if let key, keyOrder == .sorted { stack[top].members.append((key, bytes.count)) }
    breakLine()
  }

  private mutating func breakLine() {
    guard layout == .pretty, !bytes.isEmpty else { return }
    bytes.append(0x0A)
    bytes.append(contentsOf: repeatElement(0x20, count: 2 * stack.count))
  }

  private mutating func sortMembers(of frame: Frame) {
    guard frame.members.count > 1 else { return }
    let ends = frame.members.dropFirst().map { $0.start - 1 } + [bytes.count]
    let ordered = zip(frame.members, ends).sorted { $0.0.key.utf8.lexicographicallyPrecedes($1.0.key.utf8) }
    var content: [UInt8] = []
    content.reserveCapacity(bytes.count - frame.start)
    for (index, (member, end)) in ordered.enumerated() {
      if index > 0 { content.append(UInt8(ascii: ",")) }
      content.append(contentsOf: bytes[member.start..<end])
    }
    bytes.replaceSubrange(frame.start..., with: content)
  }

  private mutating func appendString(_ string: String) {
    var string = string
    bytes.append(UInt8(ascii: "\""))
    string.withUTF8 { appendEscaped($0) }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Copies runs of plain bytes; escapes what JSON demands, and what terminals and JavaScript take for line ends or commands.
  private mutating func appendEscaped(_ text: UnsafeBufferPointer<UInt8>) {
    var start = 0
    var index = 0
    while index < text.count {
      let byte = text[index]
      let next: UInt8 = index + 1 < text.count ? text[index + 1] : 0
      let last: UInt8 = index + 2 < text.count ? text[index + 2] : 0
      let scalar: UInt16
      var length = 1
      if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F {
        scalar = UInt16(byte)
      } else if byte == 0xC2, next < 0xA0 {
        scalar = UInt16(next)
        length = 2
      } else if byte == 0xE2, next == 0x80, last == 0xA8 || last == 0xA9 {
        scalar = 0x2028 + UInt16(last & 1)
        length = 3
      } else {
        index += 1
        continue
      }
      bytes.append(contentsOf: text[start..<index])
      appendEscape(scalar)
      index += length
      start = index
    }
    bytes.append(contentsOf: text[start...])
  }

  private mutating func appendEscape(_ scalar: UInt16) {
    bytes.append(UInt8(ascii: "\\"))
    switch scalar {
    case 0x22: bytes.append(UInt8(ascii: "\""))
    case 0x5C: bytes.append(UInt8(ascii: "\\"))
    case 0x08: bytes.append(UInt8(ascii: "b"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0C: bytes.append(UInt8(ascii: "f"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    default:
      bytes.append(UInt8(ascii: "u"))
      bytes.append(contentsOf: hex(UInt32(scalar), 4).utf8)
    }
  }
}
