import Diagnostics

extension ReportFormat {
  static let github = ReportFormat("github", "annotations in a run of GitHub Actions", .workflowCommands) { report, settings in
    Array(GitHubReporter(paths: settings.paths).text(report).utf8)
  }
}

/// Workflow commands: `::error file=model.json,line=8,endLine=8,col=58,endColumn=72,title=…::…`.
///
/// A step shows ten annotations of each kind. Nine are written, the tenth says how many there are besides; these follow as plain
/// lines of the log.
struct GitHubReporter {
  let paths: ReportPaths
  private let places = PlaceIndex()
  private static let shown = 9

  init(paths: ReportPaths) { self.paths = paths }

  func text(_ report: AuditReport) -> String {
    let entries = report.entries
    var lines: [String] = []
    var rest: [ReportEntry] = []
    for level in ReportEntry.Level.allCases {
      let same = entries.filter { $0.level == level }
      // Ten fit; only an eleventh makes the tenth a count.
      let count = same.count <= Self.shown + 1 ? same.count : Self.shown
      lines += same.prefix(count).map { command($0) }
      guard same.count > count else { continue }
      rest += same.dropFirst(count)
      lines.append(
        "::\(Self.kind(level)) title=licensecheck::\(same.count - count) more, see the log or the summary of this step")
    }
    if !rest.isEmpty {
      lines += ["::group::licensecheck: \(rest.count) more"] + rest.map { plainLine($0) } + ["::endgroup::"]
    }
    lines.append(HostileText.guarded(verdict(report)))
    return lines.map { $0 + "\n" }.joined()
  }

  private func verdict(_ report: AuditReport) -> String {
    let use = report.use.profile ?? "custom"
    let waived = report.waived.isEmpty ? "" : ", \(report.waived.count) waived"
    return "licensecheck: \(plain(report.title)): \(report.verdict.rawValue) for \(plain(use))\(waived)"
  }

  private static func kind(_ level: ReportEntry.Level) -> String {
    switch level {
    case .error: "error"
    case .warning: "warning"
    case .note: "notice"
    }
  }

  private func command(_ entry: ReportEntry) -> String {
    var properties: [(String, String)] = []
    if let place = entry.place {
      let start = places.start(of: place)
      let end = places.end(of: place)
      properties = [("file", paths.fromRoot(place.file.path)), ("line", "\(start.line)"), ("endLine", "\(end.line)")]
      // Columns of a range of several lines are dropped by the runner.
      if start.line == end.line { properties += [("col", "\(start.column)"), ("endColumn", "\(end.column)")] }
    } else if let file = entry.file {
      properties = [("file", paths.fromRoot(file))]
    }
    properties.append(("title", entry.label(": ") { $0 }))
    let written = properties.map { "\($0)=\(Self.property(plain($1)))" }.joined(separator: ",")
    return "::\(Self.kind(entry.level)) \(written)::\(Self.message(message(entry)))"
  }

  private func message(_ entry: ReportEntry) -> String {
    var text = (entry.title.map { plain($0) + ": " } ?? "") + plain(entry.message, limit: 2_000)
    if let citation = entry.citation() { text += " (\(plain(citation)))" }
    if let fix = entry.fix { text += "\nfix: " + plain(fix, limit: 1_000) }
    return text
  }

  private func plainLine(_ entry: ReportEntry) -> String {
    let place = entry.place.map { place in
      let start = places.start(of: place)
      return "\(plain(place.file.path)):\(start.line):\(start.column): "
    }
    let message = message(entry).split(separator: "\n").first.map(String.init) ?? ""
    return HostileText.guarded("\(place ?? "")\(entry.label { plain($0) }): \(message)")
  }

  private func plain(_ text: String, limit: Int = 300) -> String { HostileText.singleLine(text, limit: limit) }

  /// The runner unescapes in the opposite order, so `%` comes first.
  static func message(_ text: String) -> String {
    var result = ""
    // The runner cuts messages at 4,096 characters.
    for scalar in HostileText.capped(text, 4_000, ascii: false).unicodeScalars {
      switch scalar {
      case "%": result += "%25"
      case "\r": result += "%0D"
      case "\n": result += "%0A"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  static func property(_ text: String) -> String {
    message(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
  }
}
