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
  /// `--output`, in order: `FILE`, `-`, or `FORMAT=FILE`.
  package var outputs: [String] = []
  package var failOn = "prohibited,undetermined,unmet"
  package var date: String?
  package var daysSince1970: Int
  package var stdinName = "<stdin>"
  /// `--format-in`: the format that every named file is read as.
  package var inputFormat: String?
  /// What `-` means instead of the process's standard input.
  package var standardInput: [UInt8]?
  /// Whether questions and fixes are looked for: they take longer than the verdict.
  package var asksForWaysOut = true
  package var style = TerminalStyle(width: 100, color: false, unicode: false)
  /// `--color always`: files are colored too.
  package var colorsFiles = false
  package var isQuiet = false
  package var isVerbose = false
  package var isForgiving = false
  /// `--config`: a configuration somewhere else.
  package var configuration: String?
  /// `--isolated`: no configuration at all.
  package var isIsolated = false
  /// `--waivers FILE`: decisions that are kept in a file of their own.
  package var waivers: String?
  /// False for `--no-waivers`.
  package var usesWaivers = true
  /// `--show-waived`: what is waived in full.
  package var showsWaived = false
  /// `--baseline FILE`: findings that were known before.
  package var baseline: String?
  /// `--policy-rev REV`: the revision that configuration, waivers, conclusions, baseline and registries are read from.
  package var policyRevision: String?
  /// `--changed-since REV`: only what is new since then fails.
  package var changedSince: String?
  /// `--level RULE=LEVEL`, in order.
  package var levels: [String] = []
  /// `--only RULE`: what is shown and may fail; empty for all.
  package var only: [String] = []
  /// `--skip RULE`.
  package var skip: [String] = []
  /// `--hook`: the paths are what a commit changes, not what is audited.
  package var isHook = false
  /// `--files-from`: a file with more paths, `-` for standard input.
  package var pathList: String?
  /// `-0`: they end with a NUL byte.
  package var hasNullEndings = false
  /// `--no-ignore`: walks read what a `.gitignore` leaves out.
  package var readsIgnored = false
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
    do {
      let outputs = try ReportOutputs(format: options.format, options.outputs)
      // Formats were looked at; `request` knows those of every command.
      var asked = options
      asked.format = "text"
      return outputs.write(try report(asked), options)
    } catch {
      return options.failure(error)
    }
  }

  /// `matrix PATH…`: every subject and combination against all standard uses, or those that are named.
  package static func matrix(_ options: CheckOptions) -> CommandOutput {
    var options = options
    if options.uses.isEmpty { options.uses = ShippedCatalog.catalog.vocabulary.uses.map(\.id) }
    options.asksForWaysOut = false
    let text = options.text
    do {
      let report = try report(options)
      let status: Int32 = report.errors.isEmpty ? 0 : 2
      let notes = report.notes.map(MessageStyle(text).text).joined()
      guard options.format == "text" else {
        return CommandOutput(String(decoding: JSONReporter().bytes(report), as: UTF8.self), errors: notes, status: status)
      }
      return CommandOutput(SubjectMatrixText(text).text(report), errors: notes, status: status)
    } catch {
      return options.failure(error)
    }
  }

  /// - Throws: what is wrong with the options. What is wrong with the input is part of the report.
  package static func report(_ options: CheckOptions) throws(DiagnosticError) -> AuditReport {
    let input = try AuditInput.read(options)
    return Audit(catalog: input.request.catalog, catalogVersion: ShippedCatalog.catalog.version, request: input.request).report(
      on: input.inventories, diagnostics: input.diagnostics)
  }

  // MARK: Options

  /// - Parameter profiles: uses of the organization's own.
  static func request(_ options: CheckOptions, profiles: [UseProfile] = []) throws(DiagnosticError) -> AuditRequest {
    let vocabulary = ShippedCatalog.catalog.vocabulary(with: profiles)
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
      let names = vocabulary.uses.map(\.id)
      let nearest = NearestName.of(use, among: names).map { "did you mean `\($0)`? " } ?? ""
      mistake("there is no use `\(HostileText.singleLine(use))`", "\(nearest)there are \(names.joined(separator: ", "))")
    }
    request.uses = options.uses
    request.profiles = profiles
    request.asksForWaysOut = options.asksForWaysOut
    request.isForgiving = options.isForgiving
    do throws(DiagnosticError) {
      request.assumptions = try AssumptionSettings.read(options.assumptions, vocabulary.assumptions)
    } catch {
      mistakes += error.diagnostics
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
