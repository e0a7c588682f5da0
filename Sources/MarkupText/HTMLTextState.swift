import CLibXML2
import Diagnostics

/// What the callbacks of one HTML parse share; it lives exactly as long as the parse.
final class HTMLTextState {
  let source: SourceFile
  let limits: MarkupLimits
  private let start: Int
  var parser: htmlParserCtxtPtr?
  var collector = TextCollector()
  /// The first mistake after which libxml2 gives up.
  var fatal: LibXML.Failure?
  var error: DiagnosticError?
  private var depth = 0
  private var nodes = 0
  private var preformatted = 0
  private var dropped = 0

  init(source: SourceFile, start: Int, limits: MarkupLimits) {
    self.source = source
    self.start = start
    self.limits = limits
  }

  /// The byte of the source up to which the parser has read.
  var offset: Int { parser.map { min(start + max(0, xmlByteConsumed($0)), source.bytes.count) } ?? 0 }
  private var line: Int { parser.flatMap { $0.pointee.input }.map { Int($0.pointee.line) } ?? 1 }

  /// Mistakes that libxml2 forgives by taking everything up to the end for a comment, a value or an instruction.
  private static let losesText: Set<Int32> = [
    Int32(XML_ERR_COMMENT_NOT_FINISHED.rawValue), Int32(XML_ERR_ATTRIBUTE_NOT_FINISHED.rawValue),
    Int32(XML_ERR_PI_NOT_FINISHED.rawValue), Int32(XML_ERR_DOCTYPE_NOT_FINISHED.rawValue),
  ]

  static var handler: htmlSAXHandler {
    var sax = htmlSAXHandler()
    sax.initialized = UInt32(XML_SAX2_MAGIC)
    sax.startElement = { state, name, _ in HTMLTextState.of(state)?.startElement(name) }
    sax.endElement = { state, name in HTMLTextState.of(state)?.endElement(name) }
    sax.characters = { state, text, count in HTMLTextState.of(state)?.characters(text, count) }
    sax.ignorableWhitespace = { state, text, count in HTMLTextState.of(state)?.characters(text, count) }
    // Without it, text of scripts and styles would come as characters; with it, it comes here and is left out.
    sax.cdataBlock = { _, _, _ in }
    sax.serror = { state, error in
      guard let state = HTMLTextState.of(state), state.fatal == nil else { return }
      guard let error, error.pointee.level == XML_ERR_FATAL || HTMLTextState.losesText.contains(error.pointee.code) else {
        return
      }
      state.fatal = .init(offset: state.offset, message: LibXML.text(error.pointee.message), code: error.pointee.code)
    }
    return sax
  }

  private static func of(_ pointer: UnsafeMutableRawPointer?) -> HTMLTextState? {
    pointer.map { Unmanaged<HTMLTextState>.fromOpaque($0).takeUnretainedValue() }
  }

  private func stop(_ error: DiagnosticError) {
    guard self.error == nil else { return }
    self.error = error
    if let parser { xmlStopParser(parser) }
  }

  private func startElement(_ name: UnsafePointer<UInt8>?) {
    guard error == nil else { return }
    depth += 1
    nodes += 1
    let place = max(0, offset - 1)..<offset
    if depth > limits.depth { return stop(.tooDeep(source, place, limit: limits.depth)) }
    if nodes > limits.nodes { return stop(.tooManyNodes(source, place, limit: limits.nodes)) }
    switch HTMLElement(name) {
    case .block: collector.breakLine()
    case .lineBreak: collector.breakLine(always: true)
    case .preformatted:
      collector.breakLine()
      preformatted += 1
    case .cell: collector.space()
    case .dropped: dropped += 1
    case .inline: break
    }
  }

  private func endElement(_ name: UnsafePointer<UInt8>?) {
    depth = max(0, depth - 1)
    switch HTMLElement(name) {
    case .block: collector.breakLine()
    case .preformatted:
      collector.breakLine()
      preformatted = max(0, preformatted - 1)
    case .cell: collector.space()
    case .dropped:
      dropped = max(0, dropped - 1)
      if offset >= source.bytes.count, !endsWithEndTag(of: name) { stop(.unfinished(source)) }
    case .lineBreak, .inline: break
    }
  }

  /// Whether the last tag of the source is the end tag of this element, so that a script which ends here was really closed.
  private func endsWithEndTag(of name: UnsafePointer<UInt8>?) -> Bool {
    let bytes = source.bytes
    guard let name, let bracket = bytes.lastIndex(of: UInt8(ascii: "<")) else { return false }
    let tag = "/" + String(cString: name)
    return zip(bytes[(bracket + 1)...], tag.utf8).allSatisfy { $0 | 0x20 == $1 | 0x20 }
      && bytes.count - bracket > tag.utf8.count
  }

  private func characters(_ text: UnsafePointer<UInt8>?, _ count: Int32) {
    guard error == nil, dropped == 0, let text else { return }
    collector.add(
      UnsafeBufferPointer(start: text, count: Int(count)), lastLine: line, isPreformatted: preformatted > 0)
  }
}

extension DiagnosticError {
  fileprivate static func unfinished(_ source: SourceFile) -> Self {
    Self(
      Diagnostic(
        "html-syntax", .error, "the page ends inside a script or style",
        labels: [.init(SourceSpan(source, source.bytes.count..<source.bytes.count))], help: "save the page as plain text"))
  }
}

/// What an element means for the flow of text.
private enum HTMLElement {
  case inline, block, lineBreak, preformatted, cell, dropped

  private static let kinds: [String: HTMLElement] = {
    var kinds: [String: HTMLElement] = [
      "br": .lineBreak, "pre": .preformatted, "textarea": .preformatted, "listing": .preformatted, "xmp": .preformatted,
      "td": .cell, "th": .cell, "script": .dropped, "style": .dropped,
    ]
    let blocks = [
      "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div", "dl",
      "dt",
      "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hgroup", "hr",
      "html", "legend", "li", "main", "menu", "nav", "ol", "optgroup", "option", "p", "search", "section", "select", "summary",
      "table", "tbody", "tfoot", "thead", "title", "tr", "ul",
    ]
    for name in blocks { kinds[name] = .block }
    return kinds
  }()

  init(_ name: UnsafePointer<UInt8>?) {
    self = name.map { String(cString: $0) }.flatMap { Self.kinds[$0] } ?? .inline
  }
}
