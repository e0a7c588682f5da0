import Diagnostics
import Licensing
import Reporting

/// `--assume NAME=VALUE`, and `--assume strict | default | lenient` for all points at once.
enum AssumptionSettings {
  /// Settings of all points at once.
  static let attitudes = ["strict", "default", "lenient"]

  /// A point that is named stands as it is named, wherever the attitude stands among the options.
  static func read(_ options: [String], _ assumptions: [Assumption]) throws(DiagnosticError) -> [String: String] {
    var mistakes: [Diagnostic] = []
    var result: [String: String] = [:]
    var named: [String: String] = [:]
    var attitude: String?
    for text in options {
      if attitudes.contains(text) {
        if attitude ?? text != text {
          mistakes.append(mistake("`--assume` says both `\(attitude ?? "")` and `\(text)`", "choose one"))
        }
        attitude = text
        continue
      }
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, let assumption = assumptions.first(where: { $0.name == parts[0] }),
        assumption.settings.contains(parts[1])
      else {
        let names = assumptions.map { "\($0.name)=\($0.settings.joined(separator: "|"))" }.joined(separator: ", ")
        mistakes.append(
          mistake(
            "`--assume \(HostileText.singleLine(text))` names no setting",
            "there are \(attitudes.joined(separator: ", ")) for all at once, and \(names)"))
        continue
      }
      if let before = named[parts[0]], before != parts[1] {
        mistakes.append(mistake("`--assume` settles `\(parts[0])` as `\(before)` and as `\(parts[1])`", "choose one"))
      }
      named[parts[0]] = parts[1]
    }
    guard mistakes.isEmpty else { throw DiagnosticError(mistakes) }
    if let attitude { result = settings(attitude, assumptions) }
    return result.merging(named) { $1 }
  }

  /// The settings of a configuration; mistakes are shown where they stand.
  static func read(_ settings: [Located<String>], _ assumptions: [Assumption]) throws(DiagnosticError) -> [String: String] {
    for setting in settings {
      do throws(DiagnosticError) {
        _ = try read([setting.value], assumptions)
      } catch {
        throw DiagnosticError(
          error.diagnostics.map { diagnostic in
            let name = HostileText.singleLine(setting.value.replacing("=", with: ": "))
            return Diagnostic(
              "unknown-value", .error, "`\(name)` names no setting of a disputed point", labels: [.init(setting.span)],
              help: diagnostic.help)
          })
      }
    }
    return try read(settings.map(\.value), assumptions)
  }

  /// What an attitude means for each point.
  static func settings(_ attitude: String, _ assumptions: [Assumption]) -> [String: String] {
    var result: [String: String] = [:]
    for assumption in assumptions {
      switch attitude {
      case "strict": result[assumption.name] = assumption.strict
      case "lenient": result[assumption.name] = assumption.lenient
      default: result[assumption.name] = assumption.standard
      }
    }
    return result
  }

  private static func mistake(_ message: String, _ help: String) -> Diagnostic {
    Diagnostic("bad-option", .error, message, help: help)
  }
}
