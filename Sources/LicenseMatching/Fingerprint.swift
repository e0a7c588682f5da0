import Diagnostics

/// What is needed to recognise a text without having it.
package struct Fingerprint: Hashable, Sendable {
  /// The id of the license or policy; the file is called `<id>.fingerprint`.
  package var id: String
  /// The SHA-256 of the bytes of the text.
  package var sha256: String
  package var tokenCount: Int
  /// See `TokenStream.verbatimHash`.
  package var verbatimHash: UInt64
  /// How many words `wholeHash` covers.
  package var wholeCount: Int
  /// See `TokenStream.wholeHash`.
  package var wholeHash: UInt64

  package init(id: String, of stream: TokenStream) {
    self.id = id
    sha256 = SHA256.hexadecimalDigest(of: stream.source.bytes)
    tokenCount = stream.tokenCount
    verbatimHash = stream.verbatimHash
    wholeCount = stream.wholeCount
    wholeHash = stream.wholeHash
  }

  package init(id: String, of source: SourceFile) {
    self.init(id: id, of: TokenStream(source: source))
  }
}

// MARK: The file

extension Fingerprint {
  private static let header = "fingerprint 1"
  private static let keys = ["id", "sha256", "verbatim", "whole"]

  /// The content of the file: the same fingerprint always gives the same bytes.
  package var text: String {
    """
    \(Self.header)
    id \(id)
    sha256 \(sha256)
    verbatim \(tokenCount) \(Self.hexadecimal(verbatimHash))
    whole \(wholeCount) \(Self.hexadecimal(wholeHash))

    """
  }

  /// Reads the content of a fingerprint file.
  package init(reading file: SourceFile) throws(DiagnosticError) {
    let lines = file.text(in: 0..<file.bytes.count).split(omittingEmptySubsequences: true, whereSeparator: \.isNewline)
    guard lines.first.map(String.init) == Self.header else { throw DiagnosticError(.unknownFormat(file, Self.header)) }
    var fields: [[String]] = []
    for (line, key) in zip(lines.dropFirst(), Self.keys) {
      let words = line.split(separator: " ").map(String.init)
      guard words.first == key else { throw DiagnosticError(.missingField(file, key)) }
      fields.append(Array(words.dropFirst()))
    }
    guard fields.count == Self.keys.count, lines.count == Self.keys.count + 1 else {
      throw DiagnosticError(.missingField(file, Self.keys[min(fields.count, Self.keys.count - 1)]))
    }
    guard fields[0].count == 1, fields[1].count == 1, fields[1][0].utf8.count == 64,
      fields[1][0].utf8.allSatisfy(Self.isHexadecimal)
    else { throw DiagnosticError(.missingField(file, "sha256")) }
    guard let verbatim = Self.counted(fields[2]) else { throw DiagnosticError(.missingField(file, "verbatim")) }
    guard let whole = Self.counted(fields[3]) else { throw DiagnosticError(.missingField(file, "whole")) }
    id = fields[0][0]
    sha256 = fields[1][0]
    (tokenCount, verbatimHash) = verbatim
    (wholeCount, wholeHash) = whole
  }

  private static func counted(_ field: [String]) -> (Int, UInt64)? {
    guard field.count == 2, let count = Int(field[0]), count >= 0, field[1].utf8.count == 16,
      field[1].utf8.allSatisfy(isHexadecimal), let hash = UInt64(field[1], radix: 16)
    else { return nil }
    return (count, hash)
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
      "fingerprint-format", .error, "the line `\(key)` is missing, misplaced or malformed",
      help: "build the fingerprint again", path: file.path)
  }
}
