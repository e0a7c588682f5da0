import Diagnostics
import Documents
import Licensing
import MarkupText
import Testing

@testable import Reporting

/// Two reports of one run never disagree: every format lists the same things in the same order.
@Suite struct SameFindingsTests {
  @Test(.enabled(if: Samples.areTested)) func overRealSamples() throws {
    var listed = 0
    for sample in try FormatSamples.samples() {
      let report = try FormatSamples.report(sample.bytes, named: "card.md", uses: listed % 2 == 0 ? ["hosted-commercial"] : [])
      listed += report.entries.count
      try check(report, sample.path)
    }
    #expect(listed > 10)
  }

  @Test func overWholeReports() throws {
    for report in [FormatSamples.whole(), FormatSamples.many(30), ReportSamples.passing(), ReportSamples.empty()] {
      try check(report, report.title)
    }
  }

  private func check(_ report: AuditReport, _ name: String) throws {
    for format in ReportFormat.all {
      let text = String(
        decoding: format.write(report, ReportSettings(text: TextOptions(width: 400, unicode: true))), as: UTF8.self)
      let (found, expected) = try lists(format.name, text, report)
      #expect(found == expected, "\(format.name) of \(name)")
    }
  }

  /// What a format lists, and what it should, in the words that the format has for it.
  private func lists(_ format: String, _ text: String, _ report: AuditReport) throws -> ([String], [String]) {
    let entries = report.entries
    let lines = text.split(separator: "\n").map(String.init)
    func named(_ entry: ReportEntry) -> String { entry.label { $0 } }
    switch format {
    case "text":
      let headings = lines.compactMap { $0.firstMatch(of: #/^(prohibited|undetermined|note)\[(.+?)\] /#) }
      let findings = entries.filter { [.prohibited, .undetermined, .note].contains($0.word) }
      return (headings.map { "\($0.1) \($0.2)" }.withoutRuns, findings.map(named).withoutRuns)
    case "concise":
      let found = lines.compactMap { $0.firstMatch(of: #/^.*?:( \d+:\d+:)? (question|\w+ \S+?)(:| \S)/#) }
      return (text.hasPrefix("ok:") ? [] : found.map { String($0.2) }, entries.map(named))
    case "json":
      let wanted = Set(entries.map(\.fingerprint))
      let found = try json(text)["findings"]?.elements.compactMap { $0["fingerprint"]?.string } ?? []
      let findings = entries.filter { [.prohibited, .undetermined, .note].contains($0.word) }
      return (found.filter(wanted.contains).uniqued, findings.map(\.fingerprint).uniqued)
    case "sarif":
      let results: [DocumentNode] = try json(text)["runs"]?.firstElement?["results"].map { Array($0.elements) } ?? []
      var found: [String] = []
      for result in results where result["suppressions"]?.firstElement == nil {
        found += result["properties"]?["fingerprints"]?.elements.compactMap(\.string) ?? []
      }
      let places = entries.filter { $0.word != .error }
      let merged = Grouping.groups(places) { "\($0.rule) \($0.place.map { "\($0.file.path) \($0.start.line)" } ?? "")" }
      return (found, merged.joined().map(\.fingerprint))
    case "gitlab":
      let found = try json(text).elements.compactMap { $0["fingerprint"]?.string?.prefix(32) }
      return (found.map(String.init), entries.map(\.fingerprint))
    case "github":
      let found = lines.compactMap { $0.firstMatch(of: #/^::\w+ .*?title=(.+?)::/#) }
        .map { String($0.1).replacing("%3A", with: "") }.filter { $0 != "licensecheck" }
      let rest = lines.drop { !$0.hasPrefix("::group::") }.compactMap { $0.firstMatch(of: #/(\w+) (\S+?): /#) }.map {
        "\($0.1) \($0.2)"
      }
      // By severity; nine of each kind, and the others in the log.
      let levels = ReportEntry.Level.allCases.map { level in entries.filter { $0.level == level } }
      let shown = levels.flatMap { $0.prefix($0.count > 10 ? 9 : 10) }
      let others = levels.flatMap { $0.dropFirst($0.count > 10 ? 9 : 10) }
      return (found + rest.filter { _ in !others.isEmpty }.prefix(others.count), (shown + others).map(named))
    case "junit":
      var cases: [String] = []
      let file = SourceFile(path: "junit.xml", text: text)
      try MarkupXML.read(file) { event in
        guard case .start("testcase", _, let attributes, _) = event else { return }
        cases.append(
          ["name", "classname"].map { key in attributes.first { $0.name == key }?.value ?? "" }.joined(separator: " "))
      }
      let wanted = entries.map { "\($0.rule) \($0.title ?? $0.file ?? "licensecheck")" }.uniqued
      return (Array(cases.prefix(wanted.count)), wanted)
    case "markdown":
      let rows = lines.compactMap { $0.firstMatch(of: #/^\| \S+ (\w+): (.+?) \|/#) }.map {
        "\($0.1) \($0.2)".replacing("\\", with: "")
      }
      let questions = lines.count { $0.hasPrefix("- ❓") }
      return (
        rows + Array(repeating: "question", count: questions),
        entries.filter { $0.word != .question }.map(named) + entries.filter { $0.word == .question }.map(named)
      )
    default:
      Issue.record("say here how the findings of `\(format)` are read back")
      return ([], [])
    }
  }

  private func json(_ text: String) throws -> DocumentNode {
    try JSONReader.read(SourceFile(path: "report.json", text: text)).root
  }
}

extension [String] {
  fileprivate var uniqued: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }

  /// Without what equals its predecessor.
  fileprivate var withoutRuns: [String] {
    enumerated().filter { $0.offset == 0 || self[$0.offset - 1] != $0.element }.map(\.element)
  }
}
