import Diagnostics

/// Finds, in one pass before the parser, what costs libxml2 quadratic time or would be read with the wrong letters.
enum XMLPrescan {
  static func check(_ source: SourceFile, from start: Int, _ limits: MarkupLimits) throws(DiagnosticError) {
    if let encoding = declaredEncoding(source, from: start) {
      throw .notXML(
        "the document declares the encoding \(encoding), but only UTF-8 is read", source, at: start,
        help: "save it as UTF-8 and change the declaration")
    }
    if let tag = source.bytes.withUnsafeBufferPointer({ crowdedTag(in: $0, from: start, limit: limits.attributes) }) {
      throw .tooManyAttributes(source, at: tag, limit: limits.attributes)
    }
  }

  /// The encoding in the XML declaration, in backticks, if it is neither UTF-8 nor ASCII.
  private static func declaredEncoding(_ source: SourceFile, from start: Int) -> String? {
    let head = source.bytes[start..<min(start + 200, source.bytes.count)]
    guard head.starts(with: "<?xml".utf8) else { return nil }
    let text = String(decoding: head.prefix { $0 != UInt8(ascii: ">") }, as: UTF8.self)
    let words = text.split { $0 == "=" || $0 == "\"" || $0 == "'" || $0.isWhitespace }
    guard let index = words.firstIndex(of: "encoding"), index + 1 < words.count else { return nil }
    let name = words[index + 1]
    let isRead = ["utf-8", "utf8", "us-ascii", "ascii"].contains(name.lowercased())
    return isRead ? nil : "`\(name)`"
  }

  /// Where the first start tag with more values than `limit` begins.
  private static func crowdedTag(in bytes: UnsafeBufferPointer<UInt8>, from start: Int, limit: Int) -> Int? {
    var index = start
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "<") else {
        index += 1
        continue
      }
      if let past = pastSection(in: bytes, at: index) {
        index = past
        continue
      }
      let tag = index
      var values = 0
      index += 1
      while index < bytes.count, bytes[index] != UInt8(ascii: ">"), bytes[index] != UInt8(ascii: "<") {
        let byte = bytes[index]
        index += 1
        guard byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") else { continue }
        values += 1
        if values > limit { return tag }
        while index < bytes.count, bytes[index] != byte, bytes[index] != UInt8(ascii: "<") { index += 1 }
        if index < bytes.count, bytes[index] == byte { index += 1 }
      }
    }
    return nil
  }

  /// The offset past a comment, a CDATA section or a processing instruction that starts here.
  private static func pastSection(in bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Int? {
    let sections: [(StaticString, StaticString)] = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")]
    for (opening, closing) in sections where matches(opening, bytes, start) {
      var index = start + opening.utf8CodeUnitCount
      while index < bytes.count, !matches(closing, bytes, index) { index += 1 }
      return min(index + closing.utf8CodeUnitCount, bytes.count)
    }
    return nil
  }

  private static func matches(_ text: StaticString, _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Bool {
    let count = text.utf8CodeUnitCount
    guard start + count <= bytes.count else { return false }
    for index in 0..<count where bytes[start + index] != text.utf8Start[index] { return false }
    return true
  }
}
