import Diagnostics
import Documents
import Foundation
import LicenseCheck
import Testing

/// What the audit says of real lineages in which the label of a child and the license of its parent were compared.
///
/// `LICENSECHECK_UPDATE_SNAPSHOTS=1` writes the table anew and keeps its reasons: read every changed line before committing it.
@Suite struct ConflictCaseTests {
  private static let table = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "conflict-cases.tsv")
  private static let collected = Samples.root.deletingLastPathComponent().appending(path: "CONFLICT-CASES-visible.tsv")

  private static let isUpdating = ProcessInfo.processInfo.environment["LICENSECHECK_UPDATE_SNAPSHOTS"] == "1"

  private static func lines(_ url: URL) throws -> [Substring] {
    Array(String(decoding: try Data(contentsOf: url), as: UTF8.self).split(separator: "\n").dropFirst())
  }

  private static func committed() throws -> [ConflictCase] {
    try lines(table).enumerated().map { index, line in
      try #require(ConflictCase(line: line), "conflict-cases.tsv:\(index + 2) cannot be read")
    }
  }

  /// The case as the audit sees it now.
  private static func judged(_ original: ConflictCase) throws -> ConflictCase {
    var result = original
    let file = Samples.root.deletingLastPathComponent().appending(path: original.file).path
    var options = CheckOptions(paths: [file], daysSince1970: 20_600)
    options.format = "json"
    let output = CheckCommand.run(options)
    #expect(output.status != 2, "\(original.file): \(output.errors)")
    result.judge(try JSONReader.read(SourceFile(path: original.file, text: output.text)).root)
    return result
  }

  @Test(.enabled(if: Samples.areTested, "no sample files")) func `every case has the finding that was read by hand`() throws {
    if Self.isUpdating { return try update() }
    let cases = try Self.committed()
    var counts: [String: Int] = [:]
    for (index, expected) in cases.enumerated() {
      let judged = try Self.judged(expected)
      #expect(
        judged == expected,
        "conflict-cases.tsv:\(index + 2) is now\n\(judged.line)\nnot\n\(expected.line)\n(LICENSECHECK_UPDATE_SNAPSHOTS=1 writes it)"
      )
      counts[judged.outcome.rawValue, default: 0] += 1
    }
    let summary = ConflictCase.Outcome.allCases.map { "\(counts[$0.rawValue] ?? 0) \($0.rawValue)" }
    print("conflict cases: \(cases.count), \(summary.joined(separator: ", "))")
  }

  @Test(.disabled(if: isUpdating)) func `a case called wrong has a reason and a clause`() throws {
    let cases = try Self.committed()
    #expect(cases.count == 189)
    for wrong in cases where !wrong.reason.isEmpty { #expect(!wrong.clause.isEmpty, "\(wrong.file): a reason without a clause") }
  }

  private func update() throws {
    let kept = (try? Self.committed()) ?? []
    let cases = try Self.lines(Self.collected).map { line in
      var item = try #require(ConflictCase(collected: line))
      if let old = kept.first(where: { $0.file == item.file && $0.parent == item.parent }) {
        item.reason = old.reason
        item.clause = old.clause
      }
      return try Self.judged(item)
    }
    let lines = [ConflictCase.columns.joined(separator: "\t")] + cases.map(\.line)
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: Self.table)
  }
}
