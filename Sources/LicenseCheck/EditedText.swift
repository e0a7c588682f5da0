import Diagnostics
import Documents
import YAMLDocuments

/// The bytes of a YAML file in which a few are changed; all others stay as they are.
struct EditedText {
  let path: String
  let bytes: [UInt8]

  init(_ text: String, path: String) {
    bytes = Array(text.utf8)
    self.path = path
  }

  func root() throws(DiagnosticError) -> DocumentNode {
    try YAMLReader.read(SourceFile(path: path, bytes: bytes)).root
  }

  var unchanged: String { String(decoding: bytes, as: UTF8.self) }

  /// The text with other bytes in a range.
  func replacing(_ range: Range<Int>, with value: String) -> String {
    String(decoding: bytes[..<range.lowerBound] + Array(value.utf8) + bytes[range.upperBound...], as: UTF8.self)
  }

  /// The text with lines behind its last one.
  func appending(_ lines: String) -> String {
    let isEnded = bytes.isEmpty || bytes.last == 0x0A
    return replacing(bytes.count..<bytes.count, with: (isEnded ? "" : "\n") + lines)
  }

  /// Where the line of an offset begins.
  func startOfLine(of offset: Int) -> Int {
    bytes[..<offset].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
  }
}
