import Diagnostics
import Reporting

/// Where the reports of one run go: `--format` with at most one place, and any number of `--output FORMAT=FILE` besides.
struct ReportOutputs: Equatable {
  struct Output: Equatable {
    var format: String
    /// `-` is standard output.
    var place: String
  }

  private(set) var outputs: [Output] = []

  /// Reads the values of `--output` and `-o`: `FILE`, `-`, or `FORMAT=FILE`; `./a=b` is a file of that name.
  ///
  /// - Throws: every mistake in them.
  init(format: String, _ values: [String], formats: [String] = ReportFormat.all.map(\.name)) throws(DiagnosticError) {
    var mistakes: [Diagnostic] = []
    if !formats.contains(format) { mistakes.append(Self.unknown(format, formats)) }
    var places: Set<String> = []
    var isNamed = false
    for value in values {
      var output = Output(format: format, place: value)
      if let (name, place) = Self.split(value) {
        output = Output(format: name, place: place)
        if !formats.contains(name) { mistakes.append(Self.unknown(name, formats)) }
      } else if isNamed {
        mistakes.append(.bad("two files are named for one report", "write FORMAT=FILE for each further one"))
      } else {
        isNamed = true
      }
      if output.place.isEmpty {
        mistakes.append(.bad("`--output \(HostileText.singleLine(value))` names no file", "write a file, FORMAT=FILE, or `-`"))
      } else if !places.insert(output.place).inserted {
        mistakes.append(
          .bad("two reports would be written to `\(HostileText.singleLine(output.place))`", "give each a file of its own"))
      }
      outputs.append(output)
    }
    guard mistakes.isEmpty else { throw DiagnosticError(mistakes) }
    // Reports in files come beside the one that is shown.
    if !isNamed, !places.contains("-") { outputs.insert(Output(format: format, place: "-"), at: 0) }
  }

  /// `sarif=report.sarif`; a name with anything but letters, digits and hyphens is part of a path.
  private static func split(_ value: String) -> (String, String)? {
    guard let sign = value.utf8.firstIndex(of: UInt8(ascii: "=")), sign > value.startIndex else { return nil }
    let name = value[..<sign]
    let isName = name.utf8.allSatisfy { byte in
      (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-")
    }
    return isName ? (String(name), String(value[value.index(after: sign)...])) : nil
  }

  private static func unknown(_ name: String, _ formats: [String]) -> Diagnostic {
    guard formats.count < ReportFormat.all.count else { return ReportFormat.unknown(name) }
    return .bad("unknown format `\(HostileText.singleLine(name))`", "there are \(formats.joined(separator: " and "))")
  }
}

extension Diagnostic {
  fileprivate static func bad(_ message: String, _ help: String) -> Self { Self("bad-option", .error, message, help: help) }
}

extension ReportOutputs {
  /// Writes every report; one that cannot be written leaves the others alone and ends the run with 2.
  func write(_ report: AuditReport, _ options: CheckOptions) -> CommandOutput {
    let text = options.text
    let notes = options.isQuiet ? "" : report.notes.map(MessageStyle(text).text).joined()
    var result = CommandOutput(errors: notes, status: report.exitCode)
    let paths = ReportPaths(RepositoryPaths().table(of: report.paths))
    for output in outputs {
      guard let format = ReportFormat.named(output.format) else { continue }
      var settings = ReportSettings(text: text, paths: paths)
      if output.place != "-" { settings.text.color = options.colorsFiles }
      let bytes = format.write(report, settings)
      if output.place == "-" {
        result.text += String(decoding: bytes, as: UTF8.self)
        continue
      }
      do throws(DiagnosticError) {
        try ReportFile.write(bytes, to: output.place)
      } catch {
        result.errors += error.diagnostics.map(MessageStyle(text).text).joined()
        result.status = 2
      }
    }
    return result
  }
}

/// What users read about formats and outputs.
package enum ReportHelp {
  /// `text (for a person at a terminal), …`
  package static let formats = ReportFormat.all.map { "\($0.name) (\($0.summary))" }.joined(separator: ", ")
}
