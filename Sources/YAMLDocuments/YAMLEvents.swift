import CYaml
import Diagnostics
import Documents

/// The events of libyaml, which Yams contains.
///
/// Yams' own `compose` is no use here: it refuses repeated keys without saying where, has no ends of nodes, and hashes
/// every key by walking it, so that a key of nested aliases never ends.
final class YAMLEvents {
  /// One event; its pointers are valid until the next one is asked for.
  struct Event {
    let raw: yaml_event_t
    /// Byte offsets in the file.
    let start: Int
    let end: Int
  }

  private let source: SourceFile
  private let places: ScalarPlaces
  /// The parser holds its own address, so it may not move.
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private var event = yaml_event_t()

  /// `bytes` must outlive the events.
  init(_ bytes: UnsafeBufferPointer<UInt8>, source: SourceFile, places: ScalarPlaces) {
    self.source = source
    self.places = places
    parser = .allocate(capacity: 1)
    parser.initialize(to: yaml_parser_t())
    yaml_parser_initialize(parser)
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
  }

  deinit {
    yaml_event_delete(&event)
    yaml_parser_delete(parser)
    parser.deallocate()
  }

  func next() throws(DiagnosticError) -> Event {
    yaml_event_delete(&event)
    guard yaml_parser_parse(parser, &event) == 1 else { throw failure() }
    return Event(
      raw: event, start: places.offset(ofScalar: event.start_mark.index),
      end: places.offset(ofScalar: event.end_mark.index))
  }

  private func failure() -> DiagnosticError {
    let state = parser.pointee
    let problem = state.problem.map { String(cString: $0) } ?? "this cannot be read"
    if state.error == YAML_READER_ERROR {
      return .forbiddenCharacter(source, at: min(places.range.lowerBound + state.problem_offset, places.range.upperBound))
    }
    let offset = places.offset(ofScalar: state.problem_mark.index)
    var context: Diagnostic.Label?
    if let text = state.context {
      let start = places.offset(ofScalar: state.context_mark.index)
      if start != offset { context = .init(SourceSpan(source, start..<start), String(cString: text)) }
    }
    return .yamlSyntax(problem, source, at: offset, end: places.range.upperBound, context: context)
  }
}
