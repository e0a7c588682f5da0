import Diagnostics
import DocumentFormats
import Documents
import Files
import Inventory
import LicenseCatalog
import Licensing
import Reporting
import YAMLDocuments

/// What `check` was asked, as text from the command line.
package struct CheckOptions: Sendable {
  package var paths: [String]
  package var uses: [String] = []
  package var facts: [String] = []
  package var assumptions: [String] = []
  /// `--with COMPONENT=REPLACEMENT`, in order.
  package var substitutions: [String] = []
  package var format = "text"
  package var output = "-"
  package var failOn = "prohibited,undetermined,unmet"
  package var date: String?
  package var daysSince1970: Int
  package var stdinName = "<stdin>"
  /// What `-` means instead of the process's standard input.
  package var standardInput: [UInt8]?
  /// Whether questions and fixes are looked for: they take longer than the verdict.
  package var asksForWaysOut = true
  package var style = TerminalStyle(width: 100, color: false, unicode: false)
  package var isQuiet = false
  package var isVerbose = false
  package var isForgiving = false
  /// `--registry PATH`, in order: records of the user's own.
  package var registries: [String] = []

  package init(paths: [String], daysSince1970: Int) {
    self.paths = paths
    self.daysSince1970 = daysSince1970
  }
}

/// `check PATH…`: reads, judges, reports.
package enum CheckCommand {
  package static func run(_ options: CheckOptions) -> CommandOutput {
    let text = TextOptions(
      width: options.style.width, color: options.style.color, unicode: options.style.unicode, quiet: options.isQuiet,
      verbose: options.isVerbose)
    do {
      let report = try report(options)
      return output(report, options, text)
    } catch {
      return CommandOutput(errors: error.diagnostics.map(MessageStyle(text).text).joined(), status: 2)
    }
  }

  /// - Throws: what is wrong with the options. What is wrong with the input is part of the report.
  package static func report(_ options: CheckOptions) throws(DiagnosticError) -> AuditReport {
    let request = try request(options)
    let read = SubjectReader(stdinName: options.stdinName, standardInput: options.standardInput).read(options.paths)
    var inventories = read.inventories
    var diagnostics = read.diagnostics
    if inventories.isEmpty, !diagnostics.contains(where: { $0.severity == .error }) {
      let places = options.paths.map { "`\($0)`" }.joined(separator: ", ")
      diagnostics.append(
        Diagnostic(
          "no-subject", .error, "no model manifest or card found under \(places.isEmpty ? "no path at all" : places)",
          help: "name a manifest, a model card, a Hub record or a folder that holds one"))
    }
    let catalog = ShippedCatalog.catalog
    var substitutions: [Substitution] = []
    for option in options.substitutions { substitutions.append(try Substitution(option: option)) }
    try Substitution.apply(substitutions, to: &inventories, catalog: catalog)
    let resolver = AssetResolver(try UserRegistry.sources(options.registries))
    return Audit(catalog: catalog, catalogVersion: catalog.version, request: request).report(
      on: inventories.map { resolver.resolved($0) }, diagnostics: diagnostics)
  }

  private static func output(_ report: AuditReport, _ options: CheckOptions, _ text: TextOptions) -> CommandOutput {
    let notes = options.isQuiet ? "" : report.notes.map(MessageStyle(text).text).joined()
    let written =
      options.format == "json"
      ? String(decoding: JSONReporter().bytes(report), as: UTF8.self) : TextReporter(text).text(report)
    guard options.output == "-" else {
      do {
        try ReportFile.write(written, to: options.output)
        return CommandOutput(errors: notes, status: report.exitCode)
      } catch {
        return CommandOutput(errors: notes + error.diagnostics.map(MessageStyle(text).text).joined(), status: 2)
      }
    }
    return CommandOutput(written, errors: notes, status: report.exitCode)
  }

  // MARK: Options

  private static func request(_ options: CheckOptions) throws(DiagnosticError) -> AuditRequest {
    let vocabulary = ShippedCatalog.catalog.vocabulary
    var mistakes: [Diagnostic] = []
    func mistake(_ message: String, _ help: String) {
      mistakes.append(Diagnostic("bad-option", .error, message, help: help))
    }
    var request = AuditRequest(date: CalendarDate(daysSince1970: options.daysSince1970))
    if let text = options.date {
      if let date = CalendarDate(text) { request.date = date } else { mistake("`\(text)` is no date", "write --date YYYY-MM-DD") }
    }
    if !["text", "json"].contains(options.format) {
      mistake("unknown format `\(HostileText.singleLine(options.format))`", "there are text and json")
    }
    if let failOn = FailOn(parsing: options.failOn) {
      request.failOn = failOn
    } else {
      mistake(
        "`--fail-on \(options.failOn)` names an unknown outcome", "there are prohibited, undetermined, unmet, duties; or never")
    }
    for use in options.uses where vocabulary.use(use) == nil {
      let names = vocabulary.uses.map(\.id).joined(separator: ", ")
      mistake("there is no use `\(HostileText.singleLine(use))`", "there are \(names)")
    }
    request.uses = options.uses
    request.asksForWaysOut = options.asksForWaysOut
    request.isForgiving = options.isForgiving
    for text in options.assumptions {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, let assumption = vocabulary.assumption(parts[0]), assumption.settings.contains(parts[1]) else {
        let names = vocabulary.assumptions.map { "\($0.name)=\($0.settings.joined(separator: "|"))" }.joined(separator: ", ")
        mistake("`--assume \(HostileText.singleLine(text))` names no setting", "there are \(names)")
        continue
      }
      request.assumptions[parts[0]] = parts[1]
    }
    do throws(DiagnosticError) {
      request.options = try OptionFacts.read(options.facts, vocabulary: vocabulary)
      request.qualifiers = try OptionFacts.qualifiers(options.facts, vocabulary: vocabulary)
    } catch {
      mistakes += error.diagnostics
    }
    guard mistakes.isEmpty else { throw DiagnosticError(mistakes) }
    return request
  }
}
