import CLibXML2
import Diagnostics

/// What the callbacks of one XML parse share; it lives exactly as long as the parse.
final class XMLState {
  private static let mostNamespaces = 1024

  private let source: SourceFile
  private let start: Int
  private let limits: MarkupLimits
  private var visit: ((MarkupXML.Event) throws(DiagnosticError) -> Void)?
  var parser: xmlParserCtxtPtr?
  var error: DiagnosticError?
  /// The first mistake in the document.
  var failure: LibXML.Failure?
  private(set) var nodes = 0
  /// How many namespaces each open element declares: libxml2 looks through all of them for every name.
  private var namespaces: [Int32] = []
  private var openNamespaces = 0

  init(
    source: SourceFile, start: Int, limits: MarkupLimits, visit: @escaping (MarkupXML.Event) throws(DiagnosticError) -> Void
  ) {
    self.source = source
    self.start = start
    self.limits = limits
    self.visit = visit
  }

  var depth: Int { namespaces.count }
  /// The byte of the source up to which the parser has read.
  var offset: Int { parser.map { min(start + max(0, xmlByteConsumed($0)), source.bytes.count) } ?? 0 }
  private var line: Int { parser.flatMap { $0.pointee.input }.map { Int($0.pointee.line) } ?? 1 }

  /// Lets go of the visitor, which must not outlive the call that gave it.
  func finish() {
    visit = nil
    parser = nil
  }

  static var handler: xmlSAXHandler {
    var sax = xmlSAXHandler()
    sax.initialized = UInt32(XML_SAX2_MAGIC)
    sax.internalSubset = { state, _, _, _ in XMLState.of(state)?.doctype() }
    sax.startElementNs = { state, name, _, uri, namespaceCount, _, attributeCount, _, attributes in
      XMLState.of(state)?.startElement(name, uri, namespaceCount, attributeCount, attributes)
    }
    sax.endElementNs = { state, name, _, uri in XMLState.of(state)?.endElement(name, uri) }
    sax.characters = { state, text, count in XMLState.of(state)?.characters(text, count) }
    sax.ignorableWhitespace = { state, text, count in XMLState.of(state)?.characters(text, count) }
    sax.serror = { state, error in
      guard let state = XMLState.of(state), state.failure == nil, let error else { return }
      guard error.pointee.level == XML_ERR_FATAL || error.pointee.level == XML_ERR_ERROR else { return }
      state.failure = .init(
        offset: state.offset, message: LibXML.text(error.pointee.message), code: error.pointee.code)
    }
    return sax
  }

  private static func of(_ pointer: UnsafeMutableRawPointer?) -> XMLState? {
    pointer.map { Unmanaged<XMLState>.fromOpaque($0).takeUnretainedValue() }
  }

  private func stop(_ error: DiagnosticError) {
    guard self.error == nil else { return }
    self.error = error
    guard let parser else { return }
    xmlStopParser(parser)
    parser.pointee.wellFormed = 0
  }

  private func send(_ event: MarkupXML.Event) {
    do throws(DiagnosticError) {
      try visit?(event)
    } catch {
      stop(error)
    }
  }

  private func doctype() {
    let end = offset
    stop(.doctype(source, at: bracket(before: end)..<end))
  }

  private func startElement(
    _ name: UnsafePointer<UInt8>?, _ uri: UnsafePointer<UInt8>?, _ namespaceCount: Int32, _ attributeCount: Int32,
    _ attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
  ) {
    guard error == nil else { return }
    let end = offset
    let place = bracket(before: end)..<tagEnd(from: end)
    nodes += 1
    namespaces.append(namespaceCount)
    openNamespaces += Int(namespaceCount)
    if depth > limits.depth { return stop(.tooDeep(source, place, limit: limits.depth)) }
    if nodes > limits.nodes { return stop(.tooManyNodes(source, place, limit: limits.nodes)) }
    if openNamespaces > Self.mostNamespaces {
      return stop(.notXML("more than \(Self.mostNamespaces) namespaces are open here", source, at: place.lowerBound))
    }
    send(
      .start(
        name: Self.string(name), namespace: Self.string(uri), attributes: Self.attributes(attributes, Int(attributeCount)),
        SourceSpan(source, place)))
  }

  private func endElement(_ name: UnsafePointer<UInt8>?, _ uri: UnsafePointer<UInt8>?) {
    guard error == nil else { return }
    openNamespaces -= Int(namespaces.popLast() ?? 0)
    send(.end(name: Self.string(name), namespace: Self.string(uri), SourceSpan(source, offset..<offset)))
  }

  private func characters(_ text: UnsafePointer<UInt8>?, _ count: Int32) {
    guard error == nil, let text else { return }
    send(.text(String(decoding: UnsafeBufferPointer(start: text, count: Int(count)), as: UTF8.self), line: line))
  }

  /// The `<` of the tag that ends before an offset; XML has no bare `<` inside a tag.
  private func bracket(before end: Int) -> Int {
    var offset = min(end, source.bytes.count)
    while offset > start, offset == source.bytes.count || source.bytes[offset] != UInt8(ascii: "<") { offset -= 1 }
    return offset
  }

  private func tagEnd(from offset: Int) -> Int {
    var end = offset
    while end < source.bytes.count, end < offset + 2 {
      end += 1
      if source.bytes[end - 1] == UInt8(ascii: ">") { break }
    }
    return end
  }

  private static func string(_ pointer: UnsafePointer<UInt8>?) -> String { pointer.map { String(cString: $0) } ?? "" }

  /// Five pointers for each: name, prefix, namespace, start and end of the value.
  private static func attributes(
    _ pointer: UnsafeMutablePointer<UnsafePointer<UInt8>?>?, _ count: Int
  ) -> [MarkupXML.Attribute] {
    guard let pointer else { return [] }
    return (0..<count).map { index in
      let parts = pointer + 5 * index
      var value = ""
      if let start = parts[3], let end = parts[4] {
        value = String(decoding: UnsafeBufferPointer(start: start, count: end - start), as: UTF8.self)
      }
      return MarkupXML.Attribute(name: string(parts[0]), namespace: string(parts[2]), value: value)
    }
  }
}
