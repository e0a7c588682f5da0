import Diagnostics

/// Reads JSON as RFC 8259 has it, and nothing more: no comments, no trailing commas, no repeated keys.
package enum JSONReader {
  /// The document in `source`, or what is wrong with it and where.
  ///
  /// A byte order mark is skipped with a warning; repeated keys are all reported, any other mistake ends the reading.
  package static func read(
    _ source: SourceFile, limits: DocumentLimits = .standard
  ) throws(DiagnosticError) -> Document {
    try read(source, range: 0..<source.bytes.count, limits: limits)
  }

  /// The document in a byte range of `source`, such as one line of JSON Lines; places still count from the file's start.
  package static func read(
    _ source: SourceFile, range: Range<Int>, limits: DocumentLimits = .standard
  ) throws(DiagnosticError) -> Document {
    let range = range.clamped(to: 0..<source.bytes.count)
    guard range.count <= limits.bytes else { throw .tooLarge(source, range, limit: limits.bytes) }
    guard range.upperBound < UInt32.max else { throw .tooLarge(source, range, limit: Int(UInt32.max)) }
    return try source.bytes.withUnsafeBufferPointer { bytes throws(DiagnosticError) in
      var parser = JSONParser(source: source, bytes: bytes, range: range, limits: limits)
      try parser.parse()
      return Document(source: source, tape: parser.tape, texts: parser.texts, warnings: parser.diagnostics)
    }
  }
}
