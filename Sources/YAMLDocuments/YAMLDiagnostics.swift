import Diagnostics
import Documents

extension DiagnosticError {
  static func severalDocuments(_ source: SourceFile, at offset: Int) -> Self {
    Self(
      Diagnostic(
        "several-documents", .error, "expected one YAML document, found another",
        labels: [.init(SourceSpan(source, offset..<offset), "the second document starts here")],
        help: "keep one document; `---` starts a new one"))
  }

  static func containerAsKey(_ source: SourceFile, _ range: Range<Int>) -> Self {
    Self(
      Diagnostic(
        "yaml-key", .error, "a key must be text, not an object or a list", labels: [.init(SourceSpan(source, range))],
        help: "quote the key if it starts with `[` or `{`, as in `\"{name}\": …`"))
  }

  static func undefinedAlias(_ source: SourceFile, _ range: Range<Int>) -> Self {
    Self(
      Diagnostic(
        "yaml-alias", .error, "\(source.quoted(range)) refers to an anchor that was not defined before",
        labels: [.init(SourceSpan(source, range))], help: "quote the value if it is text that starts with `*`"))
  }

  static func aliasInsideItself(_ source: SourceFile, _ range: Range<Int>, anchor: Int) -> Self {
    Self(
      Diagnostic(
        "yaml-alias", .error, "\(source.quoted(range)) refers to something that contains it",
        labels: [.init(SourceSpan(source, range)), .init(SourceSpan(source, anchor..<anchor), "it contains itself")]))
  }

  static func forbiddenCharacter(_ source: SourceFile, at offset: Int) -> Self {
    var end = min(offset + 1, source.bytes.count)
    while end < source.bytes.count, source.bytes[end] & 0xC0 == 0x80 { end += 1 }
    return Self(
      Diagnostic(
        "yaml-syntax", .error, "YAML does not allow the character \(source.quoted(offset..<end))",
        labels: [.init(SourceSpan(source, offset..<end))], help: "remove it, or escape it in a double-quoted string"))
  }

  /// A mistake that libyaml found; its few words are made into a sentence where we know a better one.
  static func yamlSyntax(
    _ problem: String, _ source: SourceFile, at offset: Int, end: Int, context: Diagnostic.Label?
  ) -> Self {
    let byte = offset < end ? source.bytes[offset] : 0
    var range = offset..<min(offset + 1, end)
    var message = problem
    var help: String?
    switch problem {
    case "found character that cannot start any token" where byte == 0x09:
      message = "a tab may not indent YAML"
      help = "indent with spaces"
    case "found character that cannot start any token":
      message = "a value may not start with \(source.quoted(range))"
      help = "quote the value"
    case "found invalid Unicode character escape code":
      range = escape(source, around: offset, end: end)
      message = "\(source.quoted(range)) is not a character: YAML has no surrogate pairs"
      help = "write the character itself, or its number such as `\\U0001F600`"
    case "found unknown escape character":
      range = escape(source, around: offset, end: end)
      message = "unknown escape \(source.quoted(range))"
      help = "use single quotes, or write `\\\\` for a backslash"
    case "mapping values are not allowed in this context":
      message = "`:` is not allowed here"
      help = "quote a value that contains `: `, and check the indentation"
    case "could not find expected ':'":
      message = "expected `:` after a key"
      help = "write `key: value`, and quote a value that goes over several lines"
    case "did not find expected key", "did not find expected '-' indicator", "did not find expected <document start>":
      help = "check the indentation, and that every line has its key or `-`"
    case "did not find expected ',' or ']'", "did not find expected ',' or '}'": help = "close the bracket, or add a comma"
    case "found unexpected end of stream": help = "close the quote"
    default:
      if problem.hasPrefix("Maximum nesting level") { return .tooDeep(source, range, limit: 1000) }
    }
    if help == nil || message == problem, hasTab(source, before: offset) { help = "indent with spaces, not with tabs" }
    return Self(
      Diagnostic(
        "yaml-syntax", .error, message, labels: [.init(SourceSpan(source, range))] + (context.map { [$0] } ?? []),
        help: help))
  }

  /// The escape that holds an offset: libyaml points past the backslash.
  private static func escape(_ source: SourceFile, around offset: Int, end: Int) -> Range<Int> {
    var start = min(offset, end)
    let lowest = max(0, start - 10)
    while start > lowest, start == end || source.bytes[start] != UInt8(ascii: "\\") { start -= 1 }
    guard start < end, source.bytes[start] == UInt8(ascii: "\\") else { return offset..<min(offset + 1, end) }
    var last = min(start + 2, end)
    switch source.bytes[last - 1] {
    case UInt8(ascii: "x"): last += 2
    case UInt8(ascii: "u"): last += 4
    case UInt8(ascii: "U"): last += 8
    default: break
    }
    last = min(last, end)
    while last < end, source.bytes[last] & 0xC0 == 0x80 { last += 1 }
    return start..<last
  }

  private static func hasTab(_ source: SourceFile, before offset: Int) -> Bool {
    var start = min(offset, source.bytes.count)
    while start > 0, source.bytes[start - 1] != 0x0A, source.bytes[start - 1] != 0x0D { start -= 1 }
    for byte in source.bytes[start...] {
      if byte == 0x09 { return true }
      if byte != 0x20 { return false }
    }
    return false
  }
}

extension Diagnostic {
  static func oldBoolean(_ source: SourceFile, _ range: Range<Int>) -> Self {
    Self(
      "yaml-1.1-boolean", .note, "\(source.quoted(range)) is text in YAML 1.2, but a boolean for many readers",
      labels: [.init(SourceSpan(source, range), "read as text")], help: "quote it if text is meant, or write `true` or `false`")
  }

  static func ignoredTag(_ tag: String, _ source: SourceFile, _ range: Range<Int>) -> Self {
    let shown = SourceFile(path: "", text: tag)
    return Self(
      "yaml-tag", .note, "the tag \(shown.quoted(0..<shown.bytes.count)) is ignored",
      labels: [.init(SourceSpan(source, range), "read without its tag")])
  }
}
