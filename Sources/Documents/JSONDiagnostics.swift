import Diagnostics

// What is wrong, in words. None of this is on the way of a good document.
extension JSONParser {
  func emptyDocument() -> DiagnosticError {
    syntax(position..<position, "expected a JSON value, found nothing", help: "an empty document is not JSON; write `{}`")
  }

  /// The input ends where something had to follow.
  func truncated() -> DiagnosticError {
    guard let frame = stack.last else {
      return syntax(position..<position, "expected a value, found the end of the input")
    }
    let noun = frame.isObject ? "object" : "array"
    return syntax(
      position..<position, "the input ends inside an \(noun)", context: openingLabel(frame),
      help: "add what is missing and a closing `\(frame.isObject ? "}" : "]")`, or fetch the file again: it may be cut off")
  }

  func noValue() -> DiagnosticError {
    let word = wordRange(at: position)
    let text = describe(word)
    switch bytes[position] {
    case UInt8(ascii: "'"): return syntax(word, "a string needs double quotes", help: "write `\"` instead of `'`")
    case UInt8(ascii: "/"), UInt8(ascii: "#"):
      return syntax(word, "JSON has no comments", help: "remove the comment")
    case UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: ","), UInt8(ascii: ":"):
      return syntax(word, "expected a value before \(text)", context: stack.last.flatMap(openingLabel))
    case UInt8(ascii: "+"), UInt8(ascii: "."):
      return syntax(word, "a number starts with a digit or `-`", help: "write `1` for `+1`, `0.5` for `.5`")
    default: return noValueWord(word, text)
    }
  }

  private func noValueWord(_ word: Range<Int>, _ text: String) -> DiagnosticError {
    switch source.text(in: word) {
    case "NaN", "nan", "Infinity", "inf":
      syntax(word, "JSON has no \(text)", help: "write `null`, or a string")
    case "True", "TRUE": syntax(word, "\(text) is not JSON", help: "write `true`")
    case "False", "FALSE": syntax(word, "\(text) is not JSON", help: "write `false`")
    case "None", "Null", "NULL", "nil", "undefined": syntax(word, "\(text) is not JSON", help: "write `null`")
    default: looksLikeUTF16 ?? syntax(word, "expected a value, found \(text)", help: "a string needs double quotes")
    }
  }

  private var looksLikeUTF16: DiagnosticError? {
    guard range.count >= 2 else { return nil }
    let pair = (bytes[range.lowerBound], bytes[range.lowerBound + 1])
    guard pair == (0xFF, 0xFE) || pair == (0xFE, 0xFF) || pair.0 == 0 || pair.1 == 0 else { return nil }
    return DiagnosticError(
      Diagnostic(
        "invalid-utf-8", .error, "this looks like UTF-16, not UTF-8",
        labels: [.init(SourceSpan(source, range.lowerBound..<range.lowerBound + 2), "starts with these bytes")],
        help: "convert the file to UTF-8"))
  }

  func trailingComma(at comma: Int) -> DiagnosticError {
    syntax(
      comma..<comma + 1, "trailing comma before \(describe(position..<position + 1))", context: stack.last.flatMap(openingLabel),
      help: "remove the comma")
  }

  /// Neither `,` nor the closing bracket follows a value.
  func noSeparator() -> DiagnosticError {
    let isObject = stack.last?.isObject == true
    let noun = isObject ? "member" : "element"
    let closer = isObject ? "}" : "]"
    let word = wordRange(at: position)
    if bytes[position] == UInt8(ascii: "}") || bytes[position] == UInt8(ascii: "]") {
      return syntax(
        word, "expected `,` or `\(closer)`, found \(describe(word))", context: stack.last.flatMap(openingLabel),
        help: "close the \(isObject ? "object" : "array") with `\(closer)`")
    }
    return syntax(
      word, "expected `,` or `\(closer)` after this \(noun), found \(describe(word))", context: lastValueLabel("this \(noun)"),
      help: bytes[position] == UInt8(ascii: "/") ? "JSON has no comments" : "add a comma between the \(noun)s")
  }

  func noKey() -> DiagnosticError {
    let word = wordRange(at: position)
    return syntax(
      word, "expected a key in double quotes, found \(describe(word))", context: stack.last.flatMap(openingLabel),
      help: bytes[position] == UInt8(ascii: "'") ? "write `\"` instead of `'`" : "every key of an object is a string in `\"`")
  }

  func noColon(after key: Document.Entry) -> DiagnosticError {
    let word = wordRange(at: position)
    return syntax(
      word, "expected `:` after this key, found \(describe(word))",
      context: .init(SourceSpan(source, Int(key.start)..<Int(key.end)), "this key"))
  }

  func trailingContent() -> DiagnosticError {
    let word = wordRange(at: position)
    return syntax(
      word, "expected the end of the input after the document, found \(describe(word))",
      help: "a JSON file holds one value; several, one in each line, are JSON Lines (`.jsonl`)")
  }

  // MARK: Numbers

  func leadingZero(_ start: Int, at zero: Int) -> DiagnosticError {
    syntax(start..<position, "a number has no leading zero", help: "remove the zero, or quote the number if it is a name")
  }

  func noDigits(of start: Int, after what: String) -> DiagnosticError {
    syntax(position..<position, "expected a digit after `\(what)`", context: numberLabel(start))
  }

  func noNumber(from start: Int) -> DiagnosticError {
    let word = start..<wordRange(at: position).upperBound
    return syntax(word, "\(describe(word)) is not a number", help: "quote it if it is a name or a version")
  }

  private func numberLabel(_ start: Int) -> Diagnostic.Label {
    .init(SourceSpan(source, start..<position), "in this number")
  }

  // MARK: Strings

  func unterminatedString(from open: Int) -> DiagnosticError {
    syntax(
      range.upperBound..<range.upperBound, "the input ends inside a string",
      context: .init(SourceSpan(source, open..<open + 1), "the string starts here"), help: "add the closing `\"`")
  }

  func controlCharacter(_ byte: UInt8, inStringFrom open: Int) -> DiagnosticError {
    let isNewline = byte == 0x0A || byte == 0x0D
    return syntax(
      position..<position + 1,
      isNewline ? "a string may not contain a line break" : "a string may not contain \(describe(position..<position + 1))",
      context: .init(SourceSpan(source, open..<open + 1), "the string starts here"),
      help: isNewline ? "close the string with `\"`, or write `\\n`" : "write it as `\\u\(hex(UInt32(byte), 4))`")
  }

  func badEscape(at start: Int) -> DiagnosticError {
    let word = start..<min(position, range.upperBound)
    return syntax(
      word, "unknown escape \(describe(word))",
      help: "write `\\\\` for a backslash; JSON knows `\\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX`")
  }

  func badCodePoint(at start: Int) -> DiagnosticError {
    syntax(start..<min(start + 6, range.upperBound), "expected four hexadecimal digits after `\\u`")
  }

  func loneSurrogate(at range: Range<Int>) -> DiagnosticError {
    syntax(
      range, "\(describe(range)) is half of a surrogate pair",
      help: "write both halves, such as `\\uD83D\\uDE00`, or the character itself")
  }

  // MARK: Shape

  private func syntax(
    _ range: Range<Int>, _ message: String, context: Diagnostic.Label? = nil, help: String? = nil
  ) -> DiagnosticError {
    let primary = Diagnostic.Label(SourceSpan(source, range))
    return DiagnosticError(
      Diagnostic("json-syntax", .error, message, labels: [primary] + (context.map { [$0] } ?? []), help: help))
  }

  private func openingLabel(_ frame: Frame) -> Diagnostic.Label? {
    let start = Int(tape[frame.entry].start)
    return .init(SourceSpan(source, start..<start + 1), "the \(frame.isObject ? "object" : "array") starts here")
  }

  private func lastValueLabel(_ text: String) -> Diagnostic.Label? {
    guard let last = tape.last else { return nil }
    return .init(SourceSpan(source, Int(last.start)..<Int(last.end)), text)
  }

  /// The word, or the single character, at an offset.
  private func wordRange(at start: Int) -> Range<Int> {
    var end = start
    while end < range.upperBound, isWordByte(bytes[end]), end - start < 200 { end += 1 }
    return start..<max(end, min(start + 1, range.upperBound))
  }

  private func describe(_ range: Range<Int>) -> String { source.quoted(range) }
}
