import CYaml
import Diagnostics
import Documents

/// Turns events into tapes, without recursion.
struct YAMLTapeBuilder {
  private struct Frame {
    var entry: Int
    var isObject: Bool
    var isFlow: Bool
    var expectsKey: Bool
    /// How many containers deep the content is.
    var height = 1
    var anchor: [UInt8]?
    var keys: [[UInt8]: Int] = [:]
  }

  private struct Anchor {
    var entry: Int
    var height: Int
    var isOpen: Bool
  }

  private static let reportLimit = 100

  private let source: SourceFile
  private let bytes: UnsafeBufferPointer<UInt8>
  private let places: ScalarPlaces
  private let limits: DocumentLimits
  private var tape: [Document.Entry] = []
  private var texts: [String] = []
  private var warnings: [Diagnostic]
  private var errors: [Diagnostic] = []
  private var stack: [Frame] = []
  private var anchors: [[UInt8]: Anchor] = [:]
  private var nodesBefore = 0
  /// Where the last scalar, alias or closing bracket ended: block collections have no end of their own.
  private var lastEnd = 0

  init(
    source: SourceFile, bytes: UnsafeBufferPointer<UInt8>, places: ScalarPlaces, limits: DocumentLimits, warnings: [Diagnostic]
  ) {
    self.source = source
    self.bytes = bytes
    self.places = places
    self.limits = limits
    self.warnings = warnings
  }

  mutating func documents(from events: YAMLEvents, most: Int) throws(DiagnosticError) -> [Document] {
    var documents: [Document] = []
    do throws(DiagnosticError) {
      while true {
        let event = try events.next()
        switch event.raw.type {
        case YAML_STREAM_END_EVENT:
          if !errors.isEmpty { throw DiagnosticError([]) }
          return documents
        case YAML_DOCUMENT_START_EVENT:
          if documents.count == most { throw .severalDocuments(source, at: event.start) }
        case YAML_DOCUMENT_END_EVENT: documents.append(finishDocument())
        default: try add(event)
        }
      }
    } catch {
      throw DiagnosticError(errors + error.diagnostics)
    }
  }

  private mutating func finishDocument() -> Document {
    let document = Document(source: source, tape: tape, texts: texts, warnings: warnings)
    nodesBefore += tape.count
    tape = []
    texts = []
    warnings = []
    anchors = [:]
    return document
  }

  private mutating func add(_ event: YAMLEvents.Event) throws(DiagnosticError) {
    switch event.raw.type {
    case YAML_SCALAR_EVENT: try addScalar(event)
    case YAML_ALIAS_EVENT: try addAlias(event)
    case YAML_SEQUENCE_START_EVENT:
      let start = event.raw.data.sequence_start
      noteTag(start.tag, at: event.start, known: ["tag:yaml.org,2002:seq", "!"])
      try open(event, isObject: false, isFlow: start.style == YAML_FLOW_SEQUENCE_STYLE, anchor: start.anchor)
    case YAML_MAPPING_START_EVENT:
      let start = event.raw.data.mapping_start
      noteTag(start.tag, at: event.start, known: ["tag:yaml.org,2002:map", "!"])
      try open(event, isObject: true, isFlow: start.style == YAML_FLOW_MAPPING_STYLE, anchor: start.anchor)
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: close(event)
    default: break
    }
  }

  // MARK: Containers

  private mutating func open(
    _ event: YAMLEvents.Event, isObject: Bool, isFlow: Bool, anchor: UnsafeMutablePointer<UInt8>?
  ) throws(DiagnosticError) {
    let start = afterProperties(event.start, event.end, mayHave: anchor != nil || hasTag(event))
    let span = start..<min(start + 1, places.range.upperBound)
    if isKeyNext { throw .containerAsKey(source, span) }
    guard stack.count < limits.depth else { throw .tooDeep(source, span, limit: limits.depth) }
    let name = Self.name(anchor)
    if let name { anchors[name] = Anchor(entry: tape.count, height: 0, isOpen: true) }
    stack.append(
      Frame(entry: tape.count, isObject: isObject, isFlow: isFlow, expectsKey: isObject, anchor: name))
    try append(isObject ? .object : .array, start, start, text: -1)
    lastEnd = max(span.upperBound, lastEnd)
  }

  private func hasTag(_ event: YAMLEvents.Event) -> Bool {
    event.raw.type == YAML_MAPPING_START_EVENT
      ? event.raw.data.mapping_start.tag != nil : event.raw.data.sequence_start.tag != nil
  }

  private mutating func close(_ event: YAMLEvents.Event) {
    guard let frame = stack.popLast() else { return }
    if frame.isFlow { lastEnd = event.end }
    tape[frame.entry].end = UInt32(truncatingIfNeeded: max(lastEnd, Int(tape[frame.entry].start)))
    tape[frame.entry].next = UInt32(truncatingIfNeeded: tape.count)
    if let name = frame.anchor { anchors[name] = Anchor(entry: frame.entry, height: frame.height, isOpen: false) }
    nodeEnded(height: frame.height)
  }

  private var isKeyNext: Bool { stack.last.map { $0.isObject && $0.expectsKey } ?? false }

  private mutating func nodeEnded(height: Int) {
    guard !stack.isEmpty else { return }
    let top = stack.count - 1
    stack[top].height = max(stack[top].height, height + 1)
    stack[top].expectsKey = stack[top].isObject && !stack[top].expectsKey
  }

  private mutating func append(_ kind: DocumentNode.Kind, _ start: Int, _ end: Int, text: Int) throws(DiagnosticError) {
    guard nodesBefore + tape.count < limits.nodes else { throw .tooManyNodes(source, start..<end, limit: limits.nodes) }
    tape.append(
      Document.Entry(
        kind: kind, text: Int32(truncatingIfNeeded: text), start: UInt32(truncatingIfNeeded: start),
        end: UInt32(truncatingIfNeeded: end), next: UInt32(truncatingIfNeeded: tape.count + 1)))
  }

  // MARK: Aliases

  private mutating func addAlias(_ event: YAMLEvents.Event) throws(DiagnosticError) {
    let span = event.start..<event.end
    guard let name = Self.name(event.raw.data.alias.anchor), let anchor = anchors[name] else {
      throw .undefinedAlias(source, span)
    }
    if anchor.isOpen { throw .aliasInsideItself(source, span, anchor: Int(tape[anchor.entry].start)) }
    if isKeyNext, anchor.height > 0 { throw .containerAsKey(source, span) }
    guard stack.count + anchor.height <= limits.depth else { throw .tooDeep(source, span, limit: limits.depth) }
    let end = Int(tape[anchor.entry].next)
    guard nodesBefore + tape.count + end - anchor.entry <= limits.nodes else {
      throw .tooManyNodes(source, span, limit: limits.nodes)
    }
    let first = tape.count
    for index in anchor.entry..<end {
      var entry = tape[index]
      entry.next += UInt32(truncatingIfNeeded: first - anchor.entry)
      tape.append(entry)
    }
    lastEnd = event.end
    if anchor.height == 0 { asKeyIfNext(first) }
    nodeEnded(height: anchor.height)
  }

  private static func name(_ pointer: UnsafeMutablePointer<UInt8>?) -> [UInt8]? {
    guard let pointer else { return nil }
    var count = 0
    while pointer[count] != 0 { count += 1 }
    return Array(UnsafeBufferPointer(start: pointer, count: count))
  }

  // MARK: Scalars

  private mutating func addScalar(_ event: YAMLEvents.Event) throws(DiagnosticError) {
    let scalar = event.raw.data.scalar
    let content = UnsafeBufferPointer(start: UnsafePointer(scalar.value), count: scalar.length)
    let start = afterProperties(event.start, event.end, mayHave: scalar.anchor != nil || scalar.tag != nil)
    var end = max(start, event.end)
    let isPlain = scalar.style == YAML_PLAIN_SCALAR_STYLE
    if scalar.style == YAML_LITERAL_SCALAR_STYLE || scalar.style == YAML_FOLDED_SCALAR_STYLE {
      while end > start, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D || bytes[end - 1] == 0x20 { end -= 1 }
    }
    let kind = kind(of: content, isPlain: isPlain, tag: scalar.tag, at: start..<end)
    let isSlice = isSlice(content, start..<end, style: scalar.style)
    if !isSlice { texts.append(String(decoding: content, as: UTF8.self)) }
    if let name = Self.name(scalar.anchor) { anchors[name] = Anchor(entry: tape.count, height: 0, isOpen: false) }
    try append(kind, start, end, text: isSlice ? -1 : texts.count - 1)
    lastEnd = max(lastEnd, end)
    asKeyIfNext(tape.count - 1)
    nodeEnded(height: 0)
  }

  /// Whether the tape's rule for slices gives this content.
  private func isSlice(_ content: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, style: yaml_scalar_style_t) -> Bool {
    if style == YAML_PLAIN_SCALAR_STYLE { return bytes[range].elementsEqual(content) }
    guard style == YAML_DOUBLE_QUOTED_SCALAR_STYLE, range.count >= 2, bytes[range.lowerBound] == UInt8(ascii: "\"") else {
      return false
    }
    return bytes[range.lowerBound + 1..<range.upperBound - 1].elementsEqual(content)
  }

  private mutating func kind(
    of content: UnsafeBufferPointer<UInt8>, isPlain: Bool, tag: UnsafeMutablePointer<UInt8>?, at range: Range<Int>
  ) -> DocumentNode.Kind {
    guard let tag else {
      guard isPlain else { return .string }
      if CoreSchema.isOldBoolean(content) { note(.oldBoolean(source, range)) }
      return CoreSchema.kind(ofPlain: content)
    }
    let prefix = "tag:yaml.org,2002:"
    let name = String(cString: tag)
    let plain = CoreSchema.kind(ofPlain: content)
    switch name {
    case "!", prefix + "str": return .string
    case prefix + "int" where plain == .number, prefix + "float" where plain == .number: return .number
    case prefix + "bool" where plain == .bool: return .bool
    case prefix + "null" where plain == .null: return .null
    default:
      note(.ignoredTag(name, source, range))
      return .string
    }
  }

  private mutating func noteTag(_ tag: UnsafeMutablePointer<UInt8>?, at offset: Int, known: [String]) {
    guard let tag else { return }
    let name = String(cString: tag)
    if !known.contains(name) { note(.ignoredTag(name, source, offset..<min(offset + 1, places.range.upperBound))) }
  }

  private mutating func note(_ diagnostic: Diagnostic) {
    if warnings.count < Self.reportLimit { warnings.append(diagnostic) }
  }

  /// Where a node starts after its anchor and tag, with which libyaml lets it begin.
  private func afterProperties(_ start: Int, _ end: Int, mayHave: Bool) -> Int {
    guard mayHave else { return start }
    var offset = start
    let limit = places.range.upperBound
    while offset < limit {
      switch bytes[offset] {
      case 0x20, 0x09, 0x0A, 0x0D: offset += 1
      case UInt8(ascii: "#"):
        while offset < limit, bytes[offset] != 0x0A, bytes[offset] != 0x0D { offset += 1 }
      case UInt8(ascii: "&"), UInt8(ascii: "!"):
        while offset < limit, bytes[offset] > 0x20 { offset += 1 }
      default: return offset
      }
    }
    return min(max(end, start), limit)
  }

  // MARK: Keys

  /// Makes the scalar a key if the innermost object waits for one, and looks for it among the earlier keys.
  private mutating func asKeyIfNext(_ entry: Int) {
    guard isKeyNext else { return }
    tape[entry].kind = .string
    let top = stack.count - 1
    let key = tape[entry].text >= 0 ? Array(texts[Int(tape[entry].text)].utf8) : slice(of: entry)
    guard let first = stack[top].keys[key] else {
      stack[top].keys[key] = entry
      return
    }
    let duplicate = Diagnostic.duplicateKey(
      String(decoding: key, as: UTF8.self), span(of: entry), first: span(of: first), limits.duplicateKeys)
    if limits.duplicateKeys == .lastWins {
      note(duplicate)
    } else if errors.count < Self.reportLimit {
      errors.append(duplicate)
    }
  }

  private func slice(of entry: Int) -> [UInt8] {
    let range = Int(tape[entry].start)..<Int(tape[entry].end)
    let isQuoted = range.count >= 2 && bytes[range.lowerBound] == UInt8(ascii: "\"")
    return Array(bytes[isQuoted ? range.lowerBound + 1..<range.upperBound - 1 : range])
  }

  private func span(of entry: Int) -> SourceSpan { SourceSpan(source, Int(tape[entry].start)..<Int(tape[entry].end)) }
}
