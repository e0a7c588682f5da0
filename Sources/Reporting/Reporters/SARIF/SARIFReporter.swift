import Diagnostics
import Documents

extension ReportFormat {
  static let sarif = ReportFormat("sarif", "SARIF 2.1.0, for GitHub code scanning and editors", .json) { report, settings in
    SARIFReporter(paths: settings.paths).bytes(report)
  }
}

/// One SARIF 2.1.0 log with one run, within the rules and limits of GitHub code scanning.
///
/// There is no `security-severity`: a license is no vulnerability. There are no times: the same input gives the same bytes.
struct SARIFReporter {
  static let schema =
    "https://raw.githubusercontent.com/oasis-tcs/sarif-spec/main/sarif-2.1/schema/sarif-schema-2.1.0.json"
  /// Descriptions of rules may be this long.
  static let descriptionLimit = 1_024

  let paths: ReportPaths
  /// More results than this are grouped.
  var limit = SARIFResults.shown

  init(paths: ReportPaths) { self.paths = paths }

  func bytes(_ report: AuditReport) -> [UInt8] {
    let places = PlaceIndex()
    let entries = report.entries.filter { $0.word != .error } + report.waivedEntries
    let results = SARIFResults(entries, places: places, paths: paths, limit: limit)
    let rules = ReportRule.all(of: results.results.map(\.first))
    let page = SARIFPage(
      paths: paths, places: places, context: ReportContext(report), rules: rules, hasWaivers: !report.waived.isEmpty)
    var writer = JSONWriter(.pretty)
    writer.object { writer in
      writer.member("$schema", Self.schema)
      writer.member("version", "2.1.0")
      writer.array("runs") { writer in
        writer.object { writer in
          tool(report, rules, &writer)
          writer.object("automationDetails") { $0.member("id", "licensecheck/\(Self.category(report))/") }
          writer.members("invocations", [report]) { writer, report in
            writer.member("executionSuccessful", report.errors.isEmpty)
            writer.member("exitCode", Int(report.exitCode))
            notifications(report, results.notice, page, &writer)
          }
          writer.member("columnKind", "utf16CodeUnits")
          writer.members("artifacts", report.inputs) { writer, input in
            writer.object("location") { $0.member("uri", RelativeReference.of(paths.fromRoot(input.path))) }
            writer.object("hashes") { $0.member("sha-256", input.sha256) }
          }
          writer.members("results", results.results) { page.result($1, &$0) }
        }
      }
    }
    writer.newline()
    return JSONReporter.harmless(writer.bytes)
  }

  /// What tells runs of one commit apart: the use.
  private static func category(_ report: AuditReport) -> String {
    let name = report.use.profile ?? "custom"
    return String(
      name.unicodeScalars.map {
        $0.isASCII && ($0.properties.isAlphabetic || $0 == "-" || ("0"..."9").contains($0)) ? Character($0) : "-"
      })
  }

  private func tool(_ report: AuditReport, _ rules: [ReportRule], _ writer: inout JSONWriter) {
    writer.object("tool") { writer in
      writer.object("driver") { writer in
        writer.member("name", "licensecheck")
        writer.member("version", report.toolVersion)
        writer.member("semanticVersion", report.toolVersion)
        writer.members("rules", rules) { rule($1, &$0) }
        writer.object("properties") { $0.member("catalog", report.catalogVersion) }
      }
    }
  }

  private func rule(_ rule: ReportRule, _ writer: inout JSONWriter) {
    let isKnown = !rule.id.contains("/") && rule.id != "question"
    let more = isKnown ? " More: licensecheck explain \(rule.id)" : ""
    writer.member("id", rule.id)
    writer.member("name", String(rule.id.prefix(255)))
    writer.object("shortDescription") { $0.member("text", Self.capped(rule.title)) }
    writer.object("fullDescription") { $0.member("text", Self.capped(rule.description)) }
    writer.object("help") { writer in
      writer.member("text", "\(rule.description) How to fix: \(rule.fix).\(more)")
      let command = isKnown ? "\n\nMore: `licensecheck explain \(rule.id)`" : ""
      writer.member("markdown", "\(rule.description)\n\n**How to fix:** \(rule.fix).\(command)\n\nNot legal advice.")
    }
    writer.object("defaultConfiguration") { $0.member("level", rule.level.rawValue) }
    writer.object("properties") { writer in
      writer.member("precision", rule.level == .note ? "medium" : "high")
      writer.member("problem.severity", rule.level == .note ? "recommendation" : rule.level.rawValue)
      writer.member("tags", ["license", "ai-model"])
    }
  }

  private static func capped(_ text: String) -> String { HostileText.capped(text, descriptionLimit - 1, ascii: false) }

  /// What could not be evaluated, what was noted, and what the log leaves out.
  private func notifications(_ report: AuditReport, _ notice: String?, _ page: SARIFPage, _ writer: inout JSONWriter) {
    writer.array("toolExecutionNotifications") { writer in
      for diagnostic in report.errors + report.notes {
        writer.object { writer in
          writer.object("descriptor") { $0.member("id", diagnostic.code) }
          writer.member("level", diagnostic.severity.rawValue)
          let help = diagnostic.help.map { " (\(page.plain($0, limit: 1_000)))" } ?? ""
          writer.object("message") { $0.member("text", page.plain(diagnostic.message, limit: 2_000) + help) }
          if let span = diagnostic.labels.first?.span {
            writer.array("locations") { writer in writer.object { page.physicalLocation(span, &$0) } }
          } else if let path = diagnostic.path {
            writer.array("locations") { writer in writer.object { page.file(path, &$0) } }
          }
        }
      }
      if let notice {
        writer.object { writer in
          writer.object("descriptor") { $0.member("id", "results-grouped") }
          writer.member("level", "warning")
          writer.object("message") { $0.member("text", notice) }
        }
      }
    }
  }
}
