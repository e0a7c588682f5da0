import CLibXML2
import Diagnostics

/// What is set once for the whole process, and checked before every parse.
enum LibXML {
  /// Nothing outside the document is ever loaded, whatever options a parser has.
  static let ready: Void = {
    xmlInitParser()
    xmlSetExternalEntityLoader { _, _, _ in nil }
  }()

  /// Bytes to begin with, or an error for what must not reach the parser. A byte order mark is left out.
  static func checkedStart(of source: SourceFile, _ limits: MarkupLimits) throws(DiagnosticError) -> Int {
    let all = 0..<source.bytes.count
    guard all.count <= min(limits.bytes, Int(Int32.max)) else { throw .tooLarge(source, all, limit: limits.bytes) }
    if let offset = source.firstInvalidUTF8(in: all) { throw .invalidUTF8(source, at: offset) }
    return source.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// The first mistake that a parser reported.
  struct Failure {
    var offset: Int
    var message: String
    var code: Int32
  }

  /// A message of libxml2 on one line, without its full stop.
  static func text(_ message: UnsafePointer<CChar>?) -> String {
    guard let message else { return "this cannot be read" }
    var text = String(cString: message)
    while let last = text.last, last.isNewline || last == " " || last == "." { text.removeLast() }
    guard let first = text.first else { return "this cannot be read" }
    if text.dropFirst().first?.isUppercase == true { return text }
    return first.lowercased() + text.dropFirst()
  }
}
