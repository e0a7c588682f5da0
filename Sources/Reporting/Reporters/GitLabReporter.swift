import Diagnostics
import Documents

extension ReportFormat {
  static let gitlab = ReportFormat("gitlab", "a code quality report of GitLab", .json) { report, settings in
    GitLabReporter(paths: settings.paths).bytes(report)
  }
}

/// An array of code quality items. GitLab shows one item for each fingerprint, so these are made to differ.
struct GitLabReporter {
  let paths: ReportPaths
  private let places = PlaceIndex()

  init(paths: ReportPaths) { self.paths = paths }

  func bytes(_ report: AuditReport) -> [UInt8] {
    var seen: [String: Int] = [:]
    var writer = JSONWriter(.pretty)
    writer.array { writer in
      for entry in report.entries {
        seen[entry.fingerprint, default: 0] += 1
        let count = seen[entry.fingerprint] ?? 1
        writer.object { item(entry, entry.fingerprint + (count > 1 ? "-\(count)" : ""), &$0) }
      }
    }
    writer.newline()
    return JSONReporter.harmless(writer.bytes)
  }

  private func item(_ entry: ReportEntry, _ fingerprint: String, _ writer: inout JSONWriter) {
    writer.member("description", description(entry))
    writer.member("check_name", entry.rule)
    writer.member("fingerprint", fingerprint)
    writer.member("severity", Self.severity(entry))
    writer.object("location") { writer in
      // An item needs a file; what has none is about the whole.
      writer.member("path", (entry.place?.file.path ?? entry.file).map { paths.fromRoot($0) } ?? ".")
      writer.object("lines") { $0.member("begin", entry.place.map { places.start(of: $0).line } ?? 1) }
    }
  }

  private func description(_ entry: ReportEntry) -> String {
    let title = entry.title.map { HostileText.singleLine($0) + ": " } ?? ""
    let citation = entry.citation().map { " (\(HostileText.singleLine($0)))" } ?? ""
    return title + HostileText.singleLine(entry.message, limit: 2_000) + citation
  }

  private static func severity(_ entry: ReportEntry) -> String {
    switch entry.word {
    case .error: "blocker"
    case .prohibited where entry.level == .error: "critical"
    case .undetermined where entry.level == .error: "major"
    case .prohibited, .undetermined: entry.level == .warning ? "minor" : "info"
    case .duty: entry.level == .warning ? "minor" : "info"
    case .question, .note: "info"
    }
  }
}
