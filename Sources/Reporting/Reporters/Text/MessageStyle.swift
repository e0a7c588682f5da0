import Diagnostics

/// Renders one diagnostic with the places it speaks of: for errors in a report, and for messages of the command line.
package struct MessageStyle: Sendable {
  package var options: TextOptions

  package init(_ options: TextOptions) { self.options = options }

  /// The message with excerpts and help, ending in a newline.
  package func text(_ diagnostic: Diagnostic) -> String {
    var page = TextPage(options)
    page.message(diagnostic)
    return page.text
  }
}

extension TextPage {
  mutating func message(_ diagnostic: Diagnostic) {
    let label = Label(
      word: diagnostic.severity.rawValue, code: plain(diagnostic.code), attributes: Self.attributes(diagnostic.severity))
    _ = heading(label, plain(diagnostic.message, limit: 2_000), component: nil)
    var gutter = 1
    var isFirst = true
    for shown in diagnostic.labels {
      let width = excerpt(
        shown.span, label: shown.text, mark: isFirst ? "^" : "-", isFirst ? Self.attributes(diagnostic.severity) : [.cyan])
      if isFirst { gutter = width }
      isFirst = false
    }
    if diagnostic.labels.isEmpty, let path = diagnostic.path {
      line("  " + style("-->", .dim) + " " + plain(path))
    }
    if let help = diagnostic.help { item("help", plain(help, limit: 2_000), gutter: gutter) }
  }

  static func attributes(_ severity: Diagnostic.Severity) -> [Style.Attribute] {
    switch severity {
    case .error: [.red]
    case .warning: [.yellow]
    case .note: [.cyan]
    }
  }
}
