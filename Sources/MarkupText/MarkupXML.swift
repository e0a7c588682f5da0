import CLibXML2
import Diagnostics

/// Reads XML without DTD, entities of its own, or anything outside the file.
package enum MarkupXML {
  package struct Attribute: Sendable, Equatable {
    /// Without prefix.
    package var name: String
    /// The namespace's URI; empty for none.
    package var namespace: String
    package var value: String

    package init(name: String, namespace: String = "", value: String) {
      self.name = name
      self.namespace = namespace
      self.value = value
    }
  }

  /// One thing met while reading, in document order.
  package enum Event: Sendable {
    /// The span is the start tag.
    case start(name: String, namespace: String, attributes: [Attribute], SourceSpan)
    /// Text with entities decoded; one stretch of text may come in several events. Its line is the one where it ends.
    case text(String, line: Int)
    /// The span is empty and just past the end tag.
    case end(name: String, namespace: String, SourceSpan)
  }

  /// Calls `visit` with every element and text of a document. An error that it throws ends the reading and is passed on.
  ///
  /// Any `<!DOCTYPE …>` is refused, also a harmless one. UTF-8 only.
  package static func read(
    _ source: SourceFile, limits: MarkupLimits = .standard, visit: (Event) throws(DiagnosticError) -> Void
  ) throws(DiagnosticError) {
    LibXML.ready
    let start = try LibXML.checkedStart(of: source, limits)
    try XMLPrescan.check(source, from: start, limits)
    var result: Result<Void, DiagnosticError> = .success(())
    withoutActuallyEscaping(visit) { visit in
      let state = XMLState(source: source, start: start, limits: limits, visit: visit)
      do throws(DiagnosticError) {
        try parse(source, from: start, state)
      } catch {
        result = .failure(error)
      }
      state.finish()
    }
    try result.get()
  }

  private static func parse(_ source: SourceFile, from start: Int, _ state: XMLState) throws(DiagnosticError) {
    var sax = XMLState.handler
    let pointer = Unmanaged.passUnretained(state).toOpaque()
    guard let parser = xmlCreatePushParserCtxt(&sax, pointer, nil, 0, nil) else {
      throw .notXML("libxml2 could not start", source, at: 0)
    }
    defer {
      withExtendedLifetime(state) { xmlFreeParserCtxt(parser) }
    }
    state.parser = parser
    let options =
      XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue | XML_PARSE_IGNORE_ENC.rawValue
    xmlCtxtUseOptions(parser, Int32(options))
    source.bytes.withUnsafeBytes { bytes in
      UnsafeRawBufferPointer(rebasing: bytes[start...]).withMemoryRebound(to: CChar.self) {
        _ = xmlParseChunk(parser, $0.baseAddress, Int32($0.count), 0)
      }
      if state.error == nil { _ = xmlParseChunk(parser, nil, 0, 1) }
    }
    if let error = state.error { throw error }
    if let failure = state.failure {
      // libxml2 speaks of "extra content" whenever the input ends too early.
      guard failure.code == Int32(XML_ERR_DOCUMENT_END.rawValue), state.depth > 0 || state.nodes == 0 else {
        throw .notXML(failure.message, source, at: failure.offset)
      }
      let message = state.nodes == 0 ? "the document has no element" : "the input ends inside an element"
      throw .notXML(message, source, at: source.bytes.count, help: "fetch the file again: it may be cut off")
    }
    guard parser.pointee.wellFormed != 0, state.depth == 0, state.nodes > 0 else {
      throw .notXML("the document is not well-formed", source, at: state.offset)
    }
  }
}

extension DiagnosticError {
  static func notXML(_ message: String, _ source: SourceFile, at offset: Int, help: String? = nil) -> Self {
    Self(
      Diagnostic(
        "xml-syntax", .error, message,
        labels: [.init(SourceSpan(source, min(offset, source.bytes.count)..<min(offset + 1, source.bytes.count)))], help: help))
  }

  static func doctype(_ source: SourceFile, at range: Range<Int>) -> Self {
    Self(
      Diagnostic(
        "xml-doctype", .error, "XML with a document type declaration is not read",
        labels: [.init(SourceSpan(source, range), "declarations can define entities that explode, or name other files")],
        help: "remove the `<!DOCTYPE …>`, also if it is harmless"))
  }
}
