import Diagnostics
import DocumentFormats
import Reporting

/// `check --hook FILE…`: the files are those that a commit changes; they say what to audit, and the disk says the rest.
package enum HookCommand {
  package static func run(_ options: CheckOptions) -> CommandOutput {
    var options = options
    options.isHook = true
    // Questions and fixes are for who looks closer; a commit is waiting.
    options.asksForWaysOut = false
    guard options.format == "text" else { return CheckCommand.run(options) }
    do {
      let report = try CheckCommand.report(options)
      return CommandOutput(HookText(report, options).text, status: report.exitCode)
    } catch {
      return options.failure(error)
    }
  }
}

extension SubjectReader {
  /// The subjects that changed files concern.
  func read(changed: [String]) -> SubjectFinder.Findings {
    do throws(DiagnosticError) {
      return try TriggeredSubjects(finder, in: ".", changed: changed, deleted: DeletedFiles.list()).findings()
    } catch {
      return SubjectFinder.Findings(diagnostics: error.diagnostics)
    }
  }
}
