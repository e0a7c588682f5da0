import Diagnostics
import Files
import Reporting

/// A bare path means `check`, so a misspelled command looks like a file that is not there.
package enum CommandNames {
  /// What to say of a first argument that is neither; `nil` for one that is a path, or like no command.
  package static func mistake(_ word: String?, _ commands: [String]) -> CommandOutput? {
    guard let word, !PathScope.isThere(word), !word.contains("/"), !word.contains("."),
      let nearest = NearestName.of(word, among: commands)
    else { return nil }
    let shown = HostileText.singleLine(word)
    return CommandOutput(
      errors: "error: there is no command and no file `\(shown)`\n  = help: did you mean `licensecheck \(nearest)`?\n", status: 2)
  }
}
