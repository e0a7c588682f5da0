import Diagnostics
import Files
import Licensing
import Reporting

/// `baseline write` and `baseline prune`.
package enum BaselineCommand {
  /// Records what fails now, so that later runs fail on what is new.
  ///
  /// Nothing is recorded while anything is undetermined: an open question is no finding that somebody decided to live with.
  package static func write(_ options: CheckOptions) -> CommandOutput {
    do throws(DiagnosticError) {
      let path = options.baseline ?? standardPath(options)
      guard !PathScope.exists(path) else {
        throw .refused("`\(path)` is there already", help: "prune it with `licensecheck baseline prune`, or remove it first")
      }
      let report = try report(options)
      guard report.errors.isEmpty else { throw DiagnosticError(report.errors) }
      let open = report.failing.filter { $0.verdict == .undetermined }
      if let first = open.first {
        let others = open.count > 1 ? ", and \(open.count - 1) more" : ""
        throw .refused(
          "something is undetermined: \(HostileText.singleLine(first.message, limit: 200))\(others)",
          help: "answer the questions (`licensecheck ask`), or record waivers or conclusions; a baseline holds what was decided")
      }
      let baseline = Baseline(report)
      try ReportFile.write(baseline.text, to: path)
      return CommandOutput("\(count(baseline.entries.count)) written to `\(HostileText.singleLine(path, limit: 200))`\n")
    } catch {
      return options.failure(error)
    }
  }

  /// Takes out what has been resolved, and lists it.
  package static func prune(_ options: CheckOptions) -> CommandOutput {
    do throws(DiagnosticError) {
      let path = options.baseline ?? standardPath(options)
      guard let source = try DiskStore().file(path) else { throw .missing(path) }
      var baseline = try Baseline(source)
      var report = try report(options)
      guard report.errors.isEmpty else { throw DiagnosticError(report.errors) }
      var left: [Baseline.Entry] = []
      var resolved: [Baseline.Entry] = []
      for entry in baseline.entries {
        // One by one, so that of equal ones as many stay as are there.
        var known = KnownFindings(.baseline, reason: "")
        known.add(entry.fingerprint, entry.verdict, uses: entry.uses)
        if known.apply(to: &report) == 0 { resolved.append(entry) } else { left.append(entry) }
      }
      guard !resolved.isEmpty else {
        return CommandOutput("nothing is resolved: \(count(left.count)) stay\(left.count == 1 ? "s" : "")\n")
      }
      baseline.entries = left
      try ReportFile.write(baseline.text, to: path)
      let lines = resolved.map { entry in
        let words = [entry.rule, entry.component, entry.message].compactMap(\.self).map { HostileText.singleLine($0, limit: 200) }
        return "resolved: \(words.joined(separator: "  "))\n"
      }
      return CommandOutput(lines.joined() + "\(count(resolved.count)) taken out, \(left.count) left\n")
    } catch {
      return options.failure(error)
    }
  }

  /// At the root of the repository, beside the configuration.
  static func standardPath(_ options: CheckOptions) -> String { ProjectFolder.root + Baseline.fileName }

  /// The report as it is without any baseline.
  private static func report(_ options: CheckOptions) throws(DiagnosticError) -> AuditReport {
    var options = options
    options.baseline = nil
    options.asksForWaysOut = false
    return try CheckCommand.report(options)
  }

  private static func count(_ number: Int) -> String { number == 1 ? "1 finding" : "\(number) findings" }
}

extension DiagnosticError {
  fileprivate static func refused(_ message: String, help: String) -> Self {
    Self(Diagnostic("refused", .error, message, help: help))
  }
}
