import Diagnostics
import Documents

/// Writes single results with their places.
final class SARIFPage {
  private let paths: ReportPaths
  private let places: PlaceIndex
  private let context: ReportContext
  private let ruleIndices: [String: Int]
  private let hasWaivers: Bool
  private var hashes: [ObjectIdentifier: LineHashes] = [:]

  init(paths: ReportPaths, places: PlaceIndex, context: ReportContext, rules: [ReportRule], hasWaivers: Bool) {
    self.paths = paths
    self.places = places
    self.context = context
    self.hasWaivers = hasWaivers
    ruleIndices = Dictionary(rules.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Viewers make links of `[words](target)`; text of others must not.
  func plain(_ text: String, limit: Int = 300) -> String {
    HostileText.singleLine(text, limit: limit).replacing("](", with: "] (")
  }

  func result(_ result: SARIFResult, _ writer: inout JSONWriter) {
    let entry = result.first
    let related = related(result)
    writer.member("ruleId", entry.rule)
    if let index = ruleIndices[entry.rule] { writer.member("ruleIndex", index) }
    let level = ReportEntry.Level.allCases.first { level in result.entries.contains { $0.level == level } } ?? entry.level
    writer.member("level", level.rawValue)
    writer.object("message") { $0.member("text", message(result, related)) }
    if let place = entry.place {
      writer.array("locations") { writer in
        writer.object { writer in
          physicalLocation(place, &writer)
          if let title = entry.title {
            writer.array("logicalLocations") { writer in
              writer.object { writer in
                writer.member("fullyQualifiedName", plain(title))
                writer.member("kind", "module")
              }
            }
          }
        }
      }
    } else {
      writer.array("locations") { _ in }
    }
    writer.object("partialFingerprints") { writer in
      if let hash = entry.place.flatMap({ lineHash($0) }) { writer.member("primaryLocationLineHash", hash) }
      writer.member("licensecheck/v1", entry.fingerprint)
    }
    if entry.path.count > 1 { codeFlow(entry, &writer) }
    if !related.isEmpty {
      writer.array("relatedLocations") { writer in
        for (index, location) in related.enumerated() {
          writer.object { writer in
            writer.member("id", index + 1)
            physicalLocation(location.span, &writer)
            writer.object("message") { $0.member("text", location.words) }
          }
        }
      }
    }
    if hasWaivers { suppressions(entry, &writer) }
    writer.object("properties") { writer in
      writer.member("verdict", entry.word.rawValue)
      writer.member("components", result.entries.compactMap(\.component))
      writer.member("license", entry.license)
      writer.member("clause", entry.clause)
      writer.member("fix", entry.fix.map { plain($0, limit: 2_000) })
      writer.member("fingerprints", result.entries.map(\.fingerprint))
    }
  }

  // MARK: Words

  private struct Related {
    var span: SourceSpan
    var words: String
  }

  /// The clauses in the user's own copies, then the places of what was joined to the first entry.
  private func related(_ result: SARIFResult) -> [Related] {
    var related: [Related] = []
    for quote in result.first.quotes {
      let words = quote.quote.map { "“\(plain($0))”" } ?? "the clause"
      related.append(
        Related(
          span: quote.span, words: [result.first.citation().map { plain($0) }, words].compactMap { $0 }.joined(separator: ": ")))
    }
    for entry in result.entries.dropFirst() {
      guard let place = entry.place else { continue }
      related.append(Related(span: place, words: "\(entry.title.map { plain($0) + ": " } ?? "")\(plain(entry.message))"))
    }
    return Array(related.prefix(SARIFResults.locations))
  }

  /// The first sentence is what lists show; the rest says by which clause, along which path, and what helps.
  private func message(_ result: SARIFResult, _ related: [Related]) -> String {
    let entry = result.first
    var text = (entry.title.map { plain($0) + ": " } ?? "") + plain(entry.message, limit: 2_000)
    if let citation = entry.citation() { text += " (\(plain(citation)))" }
    text += "."
    if let count = result.grouped {
      if count > 1 { text += " And \(count - 1) more of this rule and license." }
    } else {
      for other in result.entries.dropFirst().prefix(20) {
        text += " Also \(other.title.map { plain($0) + ": " } ?? "")\(plain(other.message, limit: 2_000))"
        text += (other.citation().map { " (\(plain($0)))" } ?? "") + "."
      }
      if result.entries.count > 21 { text += " And \(result.entries.count - 21) more." }
    }
    if let summary = entry.summary { text += " The clause: \(plain(summary, limit: 1_000))" }
    if !entry.quotes.isEmpty, let quote = related.first {
      let name = plain(quote.span.file.path).unicodeScalars.filter { !["[", "]", "\\"].contains($0) }
      text += " In your copy: [\(String(String.UnicodeScalarView(name))):\(places.start(of: quote.span).line)](1)."
    }
    if let fix = entry.fix { text += " Fix: \(plain(fix, limit: 2_000))." }
    if let waiver = entry.waiver { text += " Waived: \(plain(waiver.reason, limit: 1_000))." }
    return text
  }

  /// The lineage from what is released to what is at fault, a step each.
  private func codeFlow(_ entry: ReportEntry, _ writer: inout JSONWriter) {
    let limit = SARIFResults.locations
    let indices = entry.path.indices
    // Of a long path the start and the end matter.
    let shown = indices.count <= limit ? Array(indices) : Array(indices.prefix(limit / 2)) + Array(indices.suffix(limit / 2))
    writer.members("codeFlows", [shown]) { writer, shown in
      writer.members("threadFlows", [shown]) { writer, shown in
        writer.members("locations", shown) { writer, index in
          let id = entry.path[index]
          let words = index > 0 && index <= entry.pathWords.count ? " (\(plain(entry.pathWords[index - 1])))" : ""
          let isCut = shown.count < indices.count && index == indices.count - limit / 2
          let left = isCut ? "… \(indices.count - limit) steps left out … " : ""
          writer.object("location") { writer in
            if let span = index == indices.count - 1 ? entry.place : context.evidence(id) ?? entry.place {
              physicalLocation(span, &writer)
            }
            writer.object("message") { $0.member("text", left + plain(context.title(id)) + words) }
          }
        }
      }
    }
  }

  /// If one result of a run says whether it is suppressed, all must.
  private func suppressions(_ entry: ReportEntry, _ writer: inout JSONWriter) {
    writer.members("suppressions", entry.waiver.map { [$0] } ?? []) { writer, waiver in
      writer.member("kind", "external")
      writer.member("status", "accepted")
      let approval = [waiver.approvedBy.map { "approved by \(plain($0))" }, waiver.until.map { "until \(plain($0))" }]
      let words = [plain(waiver.reason, limit: 2_000)] + approval.compactMap { $0 }
      writer.member("justification", words.joined(separator: "; "))
    }
  }

  // MARK: Places

  func physicalLocation(_ span: SourceSpan, _ writer: inout JSONWriter) {
    let start = places.position(of: span.range.lowerBound, in: span.file, inUTF16: true)
    var end = places.end(of: span, inUTF16: true)
    // A region is at least one column wide.
    if end <= start { end = SourcePosition(line: start.line, column: start.column + 1) }
    writer.object("physicalLocation") { writer in
      writer.object("artifactLocation") { $0.member("uri", RelativeReference.of(paths.fromRoot(span.file.path))) }
      writer.object("region") { writer in
        writer.member("startLine", start.line)
        writer.member("startColumn", start.column)
        writer.member("endLine", end.line)
        writer.member("endColumn", end.column)
      }
    }
  }

  func file(_ path: String, _ writer: inout JSONWriter) {
    writer.object("physicalLocation") { writer in
      writer.object("artifactLocation") { $0.member("uri", RelativeReference.of(paths.fromRoot(path))) }
    }
  }

  private func lineHash(_ span: SourceSpan) -> String? {
    let key = ObjectIdentifier(span.file)
    let known = hashes[key] ?? LineHashes(span.file.bytes)
    hashes[key] = known
    return known[places.start(of: span).line]
  }
}
