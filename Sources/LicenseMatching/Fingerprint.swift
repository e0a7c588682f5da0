import Diagnostics

/// What is needed to recognise a license without having its text.
package struct Fingerprint: Hashable, Sendable {
  /// A plain text that is the license word by word.
  package struct Plain: Hashable, Sendable {
    /// The SHA-256 of the bytes of the text.
    package var sha256: String
    package var tokenCount: Int
    /// See `TokenStream.verbatimHash`.
    package var verbatimHash: UInt64
    /// How many words `wholeHash` covers.
    package var wholeCount: Int
    /// See `TokenStream.wholeHash`.
    package var wholeHash: UInt64

    package init(_ stream: TokenStream) {
      sha256 = SHA256.hexadecimalDigest(of: stream.source.bytes)
      tokenCount = stream.tokenCount
      verbatimHash = stream.verbatimHash
      wholeCount = stream.wholeCount
      wholeHash = stream.wholeHash
    }

    init(sha256: String, tokenCount: Int, verbatimHash: UInt64, wholeCount: Int, wholeHash: UInt64) {
      self.sha256 = sha256
      self.tokenCount = tokenCount
      self.verbatimHash = verbatimHash
      self.wholeCount = wholeCount
      self.wholeHash = wholeHash
    }
  }

  /// In which order ids are told that share a text.
  package enum Standing: String, Hashable, Sendable, CaseIterable, Comparable {
    case current, exception, deprecated
    /// Not on the SPDX list.
    case unlisted

    package static func < (lhs: Self, rhs: Self) -> Bool { lhs.order < rhs.order }
    private var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
  }

  /// The id of the license or policy; the file is called `<id>.fingerprint`.
  package var id: String
  package var standing: Standing
  package var plain: [Plain]
  /// The published wordings as sequences of hashes.
  package var texts: [ReferenceText]

  package init(id: String, standing: Standing = .current, plain: [Plain] = [], texts: [ReferenceText] = []) {
    self.id = id
    self.standing = standing
    self.plain = plain
    self.texts = texts
  }

  package init(id: String, standing: Standing = .current, of stream: TokenStream) {
    self.init(id: id, standing: standing, plain: [Plain(stream)], texts: [ReferenceText(stream)])
  }

  package init(id: String, standing: Standing = .current, of source: SourceFile) {
    self.init(id: id, standing: standing, of: TokenStream(source: source))
  }

  /// Adds another wording, unless the same is there already.
  package mutating func add(_ text: ReferenceText, plain other: Plain? = nil) {
    if !texts.contains(text) { texts.append(text) }
    if let other, !plain.contains(other) { plain.append(other) }
  }
}

// MARK: The file

extension Fingerprint {
  private static let header = "fingerprint 2"

  /// The content of the file, the same bytes for the same fingerprint: a few lines, an empty one, then packed numbers.
  package var bytes: [UInt8] {
    var lines = [Self.header, "id \(id)", "standing \(standing.rawValue)"]
    for text in plain {
      lines.append(
        "text \(text.sha256) \(text.tokenCount) \(Self.hexadecimal(text.verbatimHash)) \(text.wholeCount) "
          + Self.hexadecimal(text.wholeHash))
    }
    return Array((lines.joined(separator: "\n") + "\n\n").utf8) + PackedTexts.bytes(texts)
  }

  /// Reads the content of a fingerprint file.
  package init(reading file: SourceFile) throws(DiagnosticError) {
    let bytes = file.bytes
    var lines: [String] = []
    var start = 0
    var index = 0
    while index < bytes.count, lines.last != "" {
      if bytes[index] == 0x0A {
        lines.append(file.text(in: start..<index))
        start = index + 1
      }
      index += 1
    }
    guard lines.first == Self.header, lines.last == "" else { throw DiagnosticError(.unknownFormat(file, Self.header)) }
    self.init(id: "")
    for line in lines.dropFirst().dropLast() {
      let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
      guard read(words) else { throw DiagnosticError(.missingField(file, words.first ?? "")) }
    }
    guard !id.isEmpty, !id.contains("/") else { throw DiagnosticError(.missingField(file, "id")) }
    guard let texts = PackedTexts.texts(Array(bytes[start...])) else { throw DiagnosticError(.missingField(file, "words")) }
    self.texts = texts
  }

  private mutating func read(_ words: [String]) -> Bool {
    switch words.first {
    case "id" where words.count == 2: id = words[1]
    case "standing" where words.count == 2:
      guard let standing = Standing(rawValue: words[1]) else { return false }
      self.standing = standing
    case "text" where words.count == 6:
      guard words[1].utf8.count == 64, words[1].utf8.allSatisfy(Self.isHexadecimal), let count = Int(words[2]), count >= 0,
        let verbatim = Self.number(words[3]), let wholeCount = Int(words[4]), wholeCount >= 0,
        let whole = Self.number(words[5])
      else { return false }
      plain.append(
        Plain(sha256: words[1], tokenCount: count, verbatimHash: verbatim, wholeCount: wholeCount, wholeHash: whole))
    default: return false
    }
    return true
  }

  private static func number(_ text: String) -> UInt64? {
    text.utf8.count == 16 && text.utf8.allSatisfy(isHexadecimal) ? UInt64(text, radix: 16) : nil
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    byte.isASCIIDigit || (0x61...0x66).contains(byte)
  }

  private static func hexadecimal(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }
}

extension Diagnostic {
  fileprivate static func unknownFormat(_ file: SourceFile, _ header: String) -> Self {
    Self(
      "fingerprint-format", .error, "the file does not begin with `\(header)`", help: "build the fingerprint again",
      path: file.path)
  }

  fileprivate static func missingField(_ file: SourceFile, _ key: String) -> Self {
    Self(
      "fingerprint-format", .error, "the line or part `\(key)` is missing, misplaced or malformed",
      help: "build the fingerprint again", path: file.path)
  }
}
