import Licensing
import Testing

@testable import Reporting

/// What an organization sets lower is lower in every format that has a word for it, and no success in any.
@Suite struct FindingLevelTests {
  private static func entry(_ level: FindingLevel) throws -> ReportEntry? {
    var report = FormatSamples.whole()
    let index = try #require(report.findings.firstIndex { $0.verdict == .prohibited })
    let rule = report.findings[index].rule
    for place in report.findings.indices where report.findings[place].rule == rule { report.findings[place].level = level }
    return report.entries.first { $0.rule == rule }
  }

  @Test func `a level lowers the loudness and keeps the word`() throws {
    #expect(try Self.entry(.error)?.level == .error)
    #expect(try Self.entry(.warning)?.level == .warning)
    #expect(try Self.entry(.note)?.level == .note)
    #expect(try Self.entry(.warning)?.word == .prohibited)
    #expect(try Self.entry(.off)?.rule == nil)
  }
}
