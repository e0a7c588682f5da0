import Diagnostics

extension Diagnostic {
  package static func duplicateKey(
    _ key: String, _ span: SourceSpan, first: SourceSpan, _ meaning: DocumentLimits.DuplicateKeys
  ) -> Self {
    let shown = SourceFile(path: "", text: key)
    return Self(
      "duplicate-key", meaning == .refused ? .error : .warning,
      "the key \(shown.quoted(0..<shown.bytes.count)) is repeated in one object",
      labels: [.init(span, "again here"), .init(first, "first here")],
      help: meaning == .refused ? "keep one of them" : "keep one of them; the last one was read")
  }
}
