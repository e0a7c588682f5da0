import Reporting

/// What a command prints and ends with.
package struct CommandOutput: Sendable {
  package var text: String
  package var errors: String
  package var status: Int32

  package init(_ text: String = "", errors: String = "", status: Int32 = 0) {
    self.text = text
    self.errors = errors
    self.status = status
  }
}

/// What the terminal can show.
package struct TerminalStyle: Sendable {
  package var width: Int
  package var color: Bool
  package var unicode: Bool

  package init(width: Int, color: Bool, unicode: Bool) {
    self.width = width
    self.color = color
    self.unicode = unicode
  }
}

/// The version of the tool.
package enum ToolVersion {
  package static let text = Audit.version
}
