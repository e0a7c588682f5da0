import Diagnostics
import Documents

/// Reads YAML into the same tape as JSON, with kinds by the YAML 1.2 core schema: `no` and `on` are strings.
///
/// Keys are strings whatever they look like, and `<<` is a key like any other. A tag is obeyed where it names a kind of the
/// core schema and is otherwise ignored with a note. An alias repeats the nodes of its anchor, which keep their place there.
package enum YAMLReader {
  /// The only document in a byte range of `source`; an empty one is `null`.
  ///
  /// Repeated keys are all reported (or, by the limits, are warnings); any other mistake ends the reading.
  package static func read(
    _ source: SourceFile, range: Range<Int>? = nil, limits: DocumentLimits = .yaml
  ) throws(DiagnosticError) -> Document {
    let documents = try documents(source, range, limits, most: 1)
    guard let document = documents.first else {
      let start = UInt32(truncatingIfNeeded: range?.lowerBound ?? 0)
      let null = Document.Entry(kind: .null, text: -1, start: start, end: start, next: 1)
      return Document(source: source, tape: [null], texts: [])
    }
    return document
  }

  /// Every document in a byte range of `source`, none if it is empty; the limits count all of them together.
  package static func readAll(
    _ source: SourceFile, range: Range<Int>? = nil, limits: DocumentLimits = .yaml
  ) throws(DiagnosticError) -> [Document] {
    try documents(source, range, limits, most: .max)
  }

  private static func documents(
    _ source: SourceFile, _ range: Range<Int>?, _ limits: DocumentLimits, most: Int
  ) throws(DiagnosticError) -> [Document] {
    var range = (range ?? 0..<source.bytes.count).clamped(to: 0..<source.bytes.count)
    guard range.count <= limits.bytes else { throw .tooLarge(source, range, limit: limits.bytes) }
    guard range.upperBound < UInt32.max else { throw .tooLarge(source, range, limit: Int(UInt32.max)) }
    var warnings: [Diagnostic] = []
    if source.bytes[range].starts(with: [0xEF, 0xBB, 0xBF]) {
      warnings.append(.byteOrderMark(source, at: range.lowerBound))
      range = range.lowerBound + 3..<range.upperBound
    }
    let places = try ScalarPlaces(source, range)
    try DirectiveCheck.check(source, range)
    return try source.bytes.withUnsafeBufferPointer { bytes throws(DiagnosticError) in
      let events = YAMLEvents(UnsafeBufferPointer(rebasing: bytes[range]), source: source, places: places)
      var builder = YAMLTapeBuilder(source: source, bytes: bytes, places: places, limits: limits, warnings: warnings)
      return try builder.documents(from: events, most: most)
    }
  }
}
