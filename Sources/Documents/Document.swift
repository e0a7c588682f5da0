import Diagnostics

/// A document read into memory: a flat tape of nodes over the bytes of one source file.
///
/// JSON and YAML give the same tape, so that every reader of documents is written once. Immutable.
package final class Document: Sendable {
  /// One node. A container is followed by its children; `next` is the index just past the whole subtree.
  /// In an object every member is two nodes: its key (a string) and its value.
  package struct Entry: Sendable {
    package var kind: DocumentNode.Kind
    /// For scalars: index into `texts`, or -1 when the text is exactly the bytes `start..<end` of the source
    /// (for JSON strings without escapes: without the quotes).
    package var text: Int32
    /// Byte range in the source; for JSON strings it includes the quotes.
    package var start: UInt32
    package var end: UInt32
    package var next: UInt32

    package init(kind: DocumentNode.Kind, text: Int32, start: UInt32, end: UInt32, next: UInt32) {
      self.kind = kind
      self.text = text
      self.start = start
      self.end = end
      self.next = next
    }
  }

  package let source: SourceFile
  package let tape: [Entry]
  package let texts: [String]
  /// Oddities that did not stop reading (duplicate keys where the reader was told to keep going, a byte order mark, …).
  package let warnings: [Diagnostic]

  package init(source: SourceFile, tape: [Entry], texts: [String], warnings: [Diagnostic] = []) {
    self.source = source
    self.tape = tape
    self.texts = texts
    self.warnings = warnings
  }

  package var root: DocumentNode { DocumentNode(document: self, index: 0) }
}

/// One value of a document, with its place.
package struct DocumentNode: Sendable {
  package enum Kind: UInt8, Sendable {
    case null, bool, number, string, array, object
  }

  package let document: Document
  package let index: Int

  package init(document: Document, index: Int) {
    self.document = document
    self.index = index
  }

  private var entry: Document.Entry { document.tape[index] }

  package var kind: Kind { entry.kind }
  package var span: SourceSpan {
    SourceSpan(document.source, Int(entry.start)..<Int(entry.end))
  }

  /// The text of any scalar: a string's content, else the literal as written (`no`, `3.10`, `null`). `nil` for containers.
  package var scalarText: String? {
    let entry = entry
    switch entry.kind {
    case .array, .object: return nil
    case .null, .bool, .number, .string:
      if entry.text >= 0 { return document.texts[Int(entry.text)] }
      let quoted = entry.kind == .string && entry.end > entry.start && document.source.bytes[Int(entry.start)] == 0x22
      let inset = quoted ? 1 : 0
      return document.source.text(in: Int(entry.start) + inset..<Int(entry.end) - inset)
    }
  }

  /// The content of a string; `nil` for anything else.
  package var string: String? { kind == .string ? scalarText : nil }
  package var isNull: Bool { kind == .null }

  /// JSON `true`/`false`, or the same words (any of the three usual capitalizations) in YAML 1.2.
  package var bool: Bool? {
    guard kind == .bool, let text = scalarText else { return nil }
    return text.utf8.first == UInt8(ascii: "t") || text.utf8.first == UInt8(ascii: "T")
  }

  /// The number as a double; `nil` for anything else. YAML's `.inf`, `.nan` and `0o17` are read too.
  package var number: Double? {
    guard kind == .number, let text = scalarText else { return nil }
    if let integer = Self.octal(text) { return Double(integer) }
    let plain =
      text.hasSuffix("inf") || text.hasSuffix("Inf") || text.hasSuffix("INF") || text.hasSuffix("nan")
      || text.hasSuffix("NaN") || text.hasSuffix("NAN")
    return Double(plain ? text.filter { $0 != "." } : text)
  }

  /// A number written without fraction and exponent that fits; `nil` for anything else.
  package var integer: Int? {
    guard kind == .number, let text = scalarText else { return nil }
    if text.hasPrefix("0x") { return Int(text.dropFirst(2), radix: 16) }
    return Self.octal(text) ?? Int(text)
  }

  private static func octal(_ text: String) -> Int? {
    text.hasPrefix("0o") ? Int(text.dropFirst(2), radix: 8) : nil
  }

  package var located: Located<String>? { string.map { Located($0, span) } }

  package var elements: Elements { Elements(document: document, index: index, kind: .array) }
  package var members: Members { Members(document: document, index: index) }

  /// The value of a key of an object; the last one if the key is repeated.
  package subscript(key: String) -> DocumentNode? {
    var found: DocumentNode?
    for member in members where member.keyEquals(key) { found = member.value }
    return found
  }

  /// One key with its value.
  package struct Member: Sendable {
    package let keyNode: DocumentNode
    package let value: DocumentNode
    package var key: Located<String> { Located(keyNode.scalarText ?? "", keyNode.span) }

    package func keyEquals(_ key: String) -> Bool {
      let entry = keyNode.document.tape[keyNode.index]
      if entry.text >= 0 { return keyNode.document.texts[Int(entry.text)].utf8.elementsEqual(key.utf8) }
      // Most keys that are asked for differ in length, and two quotes are the most that a key has around it.
      guard (0...2).contains(Int(entry.end) - Int(entry.start) - key.utf8.count) else { return false }
      let bytes = keyNode.document.source.bytes
      var start = Int(entry.start)
      var end = Int(entry.end)
      if end > start, bytes[start] == 0x22 {
        start += 1
        end -= 1
      }
      return end - start == key.utf8.count && bytes[start..<end].elementsEqual(key.utf8)
    }
  }

  /// The elements of an array; empty for anything else.
  package struct Elements: Sequence, IteratorProtocol, Sendable {
    private let document: Document
    private var cursor: Int
    private let end: Int

    init(document: Document, index: Int, kind: Kind) {
      self.document = document
      let entry = document.tape[index]
      cursor = index + 1
      end = entry.kind == kind ? Int(entry.next) : index + 1
    }

    package mutating func next() -> DocumentNode? {
      guard cursor < end else { return nil }
      let node = DocumentNode(document: document, index: cursor)
      cursor = Int(document.tape[cursor].next)
      return node
    }
  }

  /// The members of an object in source order; empty for anything else.
  package struct Members: Sequence, IteratorProtocol, Sendable {
    private let document: Document
    private var cursor: Int
    private let end: Int

    init(document: Document, index: Int) {
      self.document = document
      let entry = document.tape[index]
      cursor = index + 1
      end = entry.kind == .object ? Int(entry.next) : index + 1
    }

    package mutating func next() -> Member? {
      guard cursor < end else { return nil }
      let key = DocumentNode(document: document, index: cursor)
      let value = DocumentNode(document: document, index: Int(document.tape[cursor].next))
      cursor = Int(document.tape[value.index].next)
      return Member(keyNode: key, value: value)
    }
  }
}
