// Messages that every reader of files shares.
extension DiagnosticError {
  package static func tooLarge(_ source: SourceFile, _ range: Range<Int>, limit: Int) -> Self {
    Self(
      Diagnostic(
        "too-large", .error, "the document has \(range.count) bytes, more than the \(limit) that are read",
        labels: [.init(SourceSpan(source, range.lowerBound..<range.lowerBound))]))
  }

  package static func tooDeep(_ source: SourceFile, _ range: Range<Int>, limit: Int) -> Self {
    Self(
      Diagnostic(
        "too-deep", .error, "more than \(limit) levels inside each other",
        labels: [.init(SourceSpan(source, range), "one level too deep")]))
  }

  package static func tooManyNodes(_ source: SourceFile, _ range: Range<Int>, limit: Int) -> Self {
    Self(
      Diagnostic(
        "too-many-nodes", .error, "the document has more than \(limit) parts",
        labels: [.init(SourceSpan(source, range), "the first one too many")],
        help: "split the document; in YAML an alias counts as often as it is used"))
  }

  package static func invalidUTF8(_ source: SourceFile, at offset: Int) -> Self {
    let byte = offset < source.bytes.count ? "0x" + hex(UInt32(source.bytes[offset]), 2) : "the end"
    return Self(
      Diagnostic(
        "invalid-utf-8", .error, "invalid UTF-8",
        labels: [.init(SourceSpan(source, offset..<min(offset + 1, source.bytes.count)), "this byte (\(byte)) is not UTF-8")],
        help: "convert the file to UTF-8"))
  }
}

extension Diagnostic {
  package static func byteOrderMark(_ source: SourceFile, at offset: Int = 0) -> Self {
    Self(
      "byte-order-mark", .warning, "the file starts with a byte order mark",
      labels: [.init(SourceSpan(source, offset..<offset + 3))], help: "save it as UTF-8 without a byte order mark")
  }
}
