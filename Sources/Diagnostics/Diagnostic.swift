/// A message about an input or a catalog file, with the places it speaks of.
///
/// Messages are lower case without a full stop and show user input in backticks; `help` says what to do.
package struct Diagnostic: Sendable, Equatable {
  package enum Severity: String, Sendable, Comparable {
    case note, warning, error

    package static func < (lhs: Self, rhs: Self) -> Bool { lhs.rank < rhs.rank }

    private var rank: Int {
      switch self {
      case .note: 0
      case .warning: 1
      case .error: 2
      }
    }
  }

  /// A place and what it shows; the first label of a diagnostic is the primary one.
  package struct Label: Sendable, Equatable {
    package var span: SourceSpan
    package var text: String

    package init(_ span: SourceSpan, _ text: String = "") {
      self.span = span
      self.text = text
    }
  }

  /// Kebab-case, stable: `json-syntax`, `unknown-key`, …
  package var code: String
  package var severity: Severity
  package var message: String
  package var labels: [Label]
  package var help: String?
  /// The file it is about where no span exists, for example a file that cannot be read.
  package var path: String?

  package init(
    _ code: String, _ severity: Severity, _ message: String, labels: [Label] = [], help: String? = nil, path: String? = nil
  ) {
    self.code = code
    self.severity = severity
    self.message = message
    self.labels = labels
    self.help = help
    self.path = path ?? labels.first?.span.file.path
  }

  /// `path:line:column: message`, without help: for logs and for errors of the catalog compiler.
  package var line: String {
    guard let span = labels.first?.span else { return "\(path.map { "\($0): " } ?? "")\(severity.rawValue): \(message)" }
    let position = span.start
    return "\(span.file.path):\(position.line):\(position.column): \(severity.rawValue): \(message)"
  }
}

/// An input that could not be read at all; it holds at least one diagnostic of severity `error`.
package struct DiagnosticError: Error, Sendable {
  package var diagnostics: [Diagnostic]

  package init(_ diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }
  package init(_ diagnostic: Diagnostic) { self.diagnostics = [diagnostic] }
}
