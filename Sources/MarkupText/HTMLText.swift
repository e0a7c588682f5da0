import CLibXML2
import Diagnostics

/// Turns HTML pages into the text that a reader of them sees.
package enum HTMLText {
  /// The text of a page: entities decoded, scripts and styles left out, a line break around every block element.
  ///
  /// Sloppy HTML is read as browsers do; what would make the parser lose text is an error.
  package static func plainText(
    of source: SourceFile, limits: MarkupLimits = .html
  ) throws(DiagnosticError) -> ExtractedText {
    LibXML.ready
    let start = try LibXML.checkedStart(of: source, limits)
    if let zero = source.bytes.firstIndex(of: 0) { throw .notHTML("a NUL character is not text", source, at: zero) }
    if let tag = source.bytes.withUnsafeBufferPointer({ CrowdedTag.start(in: $0, limit: limits.attributes) }) {
      throw .tooManyAttributes(source, at: tag, limit: limits.attributes)
    }
    let state = HTMLTextState(source: source, start: start, limits: limits)
    var sax = HTMLTextState.handler
    let pointer = Unmanaged.passUnretained(state).toOpaque()
    guard let parser = htmlCreatePushParserCtxt(&sax, pointer, nil, 0, nil, XML_CHAR_ENCODING_UTF8) else {
      throw .notHTML("libxml2 could not start", source, at: 0)
    }
    defer {
      withExtendedLifetime(state) { htmlFreeParserCtxt(parser) }
    }
    state.parser = parser
    let options =
      HTML_PARSE_NONET.rawValue | HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
      | HTML_PARSE_COMPACT.rawValue | HTML_PARSE_IGNORE_ENC.rawValue
    htmlCtxtUseOptions(parser, Int32(options))
    try feed(source, from: start, to: parser, state)
    return ExtractedText(source: source, bytes: state.collector.bytes, lines: state.collector.lines)
  }

  private static func feed(
    _ source: SourceFile, from start: Int, to parser: htmlParserCtxtPtr, _ state: HTMLTextState
  ) throws(DiagnosticError) {
    withoutDocumentEnd(source, from: start).withUnsafeBytes { bytes in
      // In one piece: libxml2 2.9 takes the end of a piece inside a quoted value for the end of the quote.
      bytes.withMemoryRebound(to: CChar.self) { _ = htmlParseChunk(parser, $0.baseAddress, Int32($0.count), 0) }
      if state.error == nil { _ = htmlParseChunk(parser, nil, 0, 1) }
    }
    if let error = state.error { throw error }
    if let failure = state.fatal { throw .notHTML(failure.message, source, at: failure.offset) }
    if source.bytes[state.offset...].contains(where: { $0 > 0x20 }) {
      throw .notHTML("the HTML parser stopped here and would lose the rest", source, at: state.offset)
    }
  }
}

extension HTMLText {
  /// The page with every `</html` blanked, since libxml2 reads nothing after it but browsers do; offsets stay.
  private static func withoutDocumentEnd(_ source: SourceFile, from start: Int) -> [UInt8] {
    var bytes = Array(source.bytes[start...])
    let tag = Array("</html".utf8)
    var index = 0
    while index + tag.count <= bytes.count {
      if bytes[index] == tag[0], zip(bytes[index...], tag).allSatisfy({ $0 | 0x20 == $1 | 0x20 }) {
        while index < bytes.count, bytes[index] != UInt8(ascii: ">") {
          if bytes[index] != 0x0A { bytes[index] = 0x20 }
          index += 1
        }
        if index < bytes.count { bytes[index] = 0x20 }
      }
      index += 1
    }
    return bytes
  }
}

extension DiagnosticError {
  fileprivate static func notHTML(_ message: String, _ source: SourceFile, at offset: Int) -> Self {
    Self(
      Diagnostic(
        "html-syntax", .error, message,
        labels: [.init(SourceSpan(source, min(offset, source.bytes.count)..<min(offset + 1, source.bytes.count)))],
        help: "save the page as plain text"))
  }

  static func tooManyAttributes(_ source: SourceFile, at offset: Int, limit: Int) -> Self {
    Self(
      Diagnostic(
        "too-many-attributes", .error, "an element has more than \(limit) attributes",
        labels: [.init(SourceSpan(source, offset..<min(offset + 1, source.bytes.count)))]))
  }
}
