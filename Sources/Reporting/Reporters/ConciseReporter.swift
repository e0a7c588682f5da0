import Diagnostics

extension ReportFormat {
  static let concise = ReportFormat("concise", "one line each, for grep, editors and problem matchers", .text) {
    report, settings in
    Array(ConciseReporter(settings.text).text(report).utf8)
  }
}

/// `model.json:8:58: prohibited training-data acme/nc-corpus: data may not be used commercially (CC-BY-NC-4.0 s.2(a)(1))`
struct ConciseReporter {
  let options: TextOptions
  private let places = PlaceIndex()

  init(_ options: TextOptions) { self.options = options }

  func text(_ report: AuditReport) -> String {
    let entries = report.entries + (options.verbose ? report.waivedEntries : [])
    var lines = entries.map { HostileText.guarded(line($0)) }
    if report.entries.isEmpty, !options.quiet {
      let counts = ReportCounts(report)
      let duties = counts.duties == 0 ? "no duties" : ReportPhrases.count(counts.duties, "duty", "duties")
      let waived = counts.waived == 0 ? "" : ", \(counts.waived) waived"
      let components = ReportPhrases.count(counts.components, "component")
      lines.append("\(report.verdict <= .duties ? "ok" : report.verdict.rawValue): \(components), \(duties)\(waived)")
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private func line(_ entry: ReportEntry) -> String {
    var line = ""
    if let place = entry.place {
      let start = places.start(of: place)
      line = "\(plain(place.file.path)):\(start.line):\(start.column): "
    } else if let file = entry.file {
      line = plain(file) + ": "
    }
    line += (entry.waiver == nil ? "" : "waived ") + entry.label { plain($0) }
    if let title = entry.title { line += " " + plain(title) }
    line += ": " + plain(entry.message, limit: 2_000)
    if let citation = entry.citation(unicode: options.unicode) { line += " (\(plain(citation)))" }
    return line
  }

  private func plain(_ text: String, limit: Int = 300) -> String {
    HostileText.singleLine(text, ascii: !options.unicode, limit: limit)
  }
}
