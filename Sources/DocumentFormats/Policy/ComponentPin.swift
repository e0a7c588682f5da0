import Diagnostics
import Inventory

/// A component as decisions name it: `acme/nc-corpus`, or `acme/nc-corpus@3f1c` for one revision of it.
package struct ComponentPin: Sendable, Equatable {
  package var text: Located<String>
  package var name: String
  package var revision: String?

  /// `nil` where the name or the revision is empty. A leading `@` belongs to the name.
  package init?(_ text: Located<String>) {
    self.text = text
    guard let at = text.value.dropFirst().lastIndex(of: "@") else {
      name = text.value
      return
    }
    name = String(text.value[..<at])
    let rest = String(text.value[text.value.index(after: at)...])
    guard !rest.isEmpty else { return nil }
    revision = rest
  }

  /// Whether a component goes by this name, whatever its revision.
  package func names(id: String, name other: String?) -> Bool {
    id == name || other.map { $0.lowercased() == name.lowercased() } ?? false
  }

  /// Whether a revision is the pinned one; a commit may be shortened to four digits or more.
  package func isAt(_ other: String?) -> Bool {
    guard let revision else { return true }
    guard let other else { return false }
    if other == revision { return true }
    let isCommit = other.utf8.count == 40 && other.allSatisfy(\.isHexDigit)
    return isCommit && revision.utf8.count >= 4 && other.lowercased().hasPrefix(revision.lowercased())
  }
}
