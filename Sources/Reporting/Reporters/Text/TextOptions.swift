/// How a text report is to look.
package struct TextOptions: Sendable, Equatable {
  /// Columns of the terminal; lines are wrapped to it where words allow.
  package var width: Int
  package var color: Bool
  /// Whether the terminal shows more than ASCII; if not, everything else is written as `\u{…}`.
  package var unicode: Bool
  /// Nothing for a run that passes; findings, errors and the summary otherwise.
  package var quiet: Bool
  /// Everything: no grouping, evidence of each duty, a full report for a run that passes.
  package var verbose: Bool
  /// Also what does not count because it was known before, one by one.
  package var showsWaived = false

  package init(
    width: Int = 100, color: Bool = false, unicode: Bool = false, quiet: Bool = false, verbose: Bool = false
  ) {
    self.width = max(width, 40)
    self.color = color
    self.unicode = unicode
    self.quiet = quiet
    self.verbose = verbose
  }
}

/// Colors of a terminal. They only repeat what a word already says.
package struct Style: Sendable {
  package enum Attribute: String, Sendable {
    case bold = "1"
    case dim = "2"
    case red = "31"
    case green = "32"
    case yellow = "33"
    case cyan = "36"
  }

  private let isOn: Bool

  package init(color: Bool) { isOn = color }

  package func callAsFunction(_ text: String, _ attributes: Attribute...) -> String {
    self(text, attributes)
  }

  package func callAsFunction(_ text: String, _ attributes: [Attribute]) -> String {
    guard isOn, !text.isEmpty, !attributes.isEmpty else { return text }
    return "\u{1B}[" + attributes.map(\.rawValue).joined(separator: ";") + "m" + text + "\u{1B}[0m"
  }
}
