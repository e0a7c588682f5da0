import Diagnostics

/// Models and data sets that code loads by a literal id: `from_pretrained("org/name")`, `load_dataset("org/name")`.
struct CodeReferences {
  struct Reference: Equatable {
    var id: String
    var isData: Bool
    var line: Int
  }

  /// Calls whose first argument is an id, as bytes of code name them; those of data sets are marked.
  private static let calls: [(name: String, isData: Bool)] = [
    ("from_pretrained", false), ("load_dataset", true), ("load_dataset_builder", true), ("SentenceTransformer", false),
    ("CrossEncoder", false), ("LLM", false),
  ]

  private(set) var references: [Reference] = []

  /// Python or a notebook; in the latter quotes stand behind backslashes.
  init(_ source: SourceFile) {
    let bytes = source.bytes
    var found: [(offset: Int, reference: Reference)] = []
    for (name, isData) in Self.calls {
      let word = Array(name.utf8)
      var start = 0
      while let index = Self.index(of: word, in: bytes, from: start) {
        start = index + word.count
        guard index == 0 || !Self.isWord(bytes[index - 1]), let id = Self.literal(in: bytes, from: start),
          Self.isHubID(id)
        else { continue }
        let line = source.position(of: index).line
        found.append((index, Reference(id: id, isData: isData, line: line)))
      }
    }
    references = found.sorted { $0.offset < $1.offset }.map(\.reference)
  }

  /// The text of a plain string that is the first argument.
  private static func literal(in bytes: [UInt8], from start: Int) -> String? {
    var index = start
    func skipBlanks() {
      while index < bytes.count {
        if [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) { index += 1 } else { break }
      }
    }
    skipBlanks()
    guard index < bytes.count, bytes[index] == UInt8(ascii: "(") else { return nil }
    index += 1
    skipBlanks()
    if index < bytes.count, bytes[index] == UInt8(ascii: "\\") { index += 1 }
    guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") || bytes[index] == UInt8(ascii: "'") else { return nil }
    index += 1
    let end = bytes[index...].prefix(200).firstIndex { !isName($0) } ?? bytes.count
    guard end < bytes.count, [UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "\\")].contains(bytes[end]) else { return nil }
    return String(decoding: bytes[index..<end], as: UTF8.self)
  }

  /// `org/name`: a single name may be a variable's value or a folder, and two slashes are a path.
  private static func isHubID(_ text: String) -> Bool {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." && $0.utf8.count <= 96 }
  }

  private static func isName(_ byte: UInt8) -> Bool { isWord(byte) || [0x2D, 0x2E, 0x2F].contains(byte) }

  private static func isWord(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == 0x5F
  }

  private static func index(of word: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
    guard bytes.count >= word.count, start <= bytes.count - word.count else { return nil }
    var index = start
    while index <= bytes.count - word.count {
      guard let first = bytes[index...].firstIndex(of: word[0]), first <= bytes.count - word.count else { return nil }
      if bytes[first..<first + word.count].elementsEqual(word) { return first }
      index = first + 1
    }
    return nil
  }
}
