import Diagnostics
import DocumentFormats
import Documents
import Evaluation
import Files
import Foundation
import Inventory
import LicenseCatalog
import LicenseCheck
import Licensing
import Reporting
import Testing

/// Every license has a worked table (`fixtures/readings/<id>/a.tsv`): what a reader of the text says of uses, against what the
/// program says. Another reader may have filled one of their own (`b.tsv`); where the two differed, `resolved.md` says what the text says.
@Suite struct ReadingTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var place: String
    var license: String
    var use: String
    var kind: String
    var relationship: String
    var facts: [String]
    var verdict: String
    var clauses: [String]

    var testDescription: String { place }

    init?(_ line: Substring, place: String, license: String) {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard fields.count == 7 else { return nil }
      self.place = place
      self.license = license
      (use, kind, relationship, verdict) = (fields[0], fields[1], fields[2], fields[4])
      facts = fields[3] == "-" ? [] : fields[3].split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
      clauses = fields[5] == "-" ? [] : fields[5].split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
    }

    /// Facts of the component stand in the manifest, all others are options.
    var manifest: String {
      var own: [String] = []
      var outer = "\"owner\": \"us\""
      for fact in facts {
        if let modality = fact.droppingPrefix("modality=") {
          let list = modality.split(separator: ",").map { "\"\($0)\"" }.joined(separator: ", ")
          own.append("\"modality\": [\(list)]")
          outer += ", \"modality\": [\(list)]"
        }
        if let received = fact.droppingPrefix("receivedAs=") { own.append("\"receivedAs\": \"\(received)\"") }
      }
      let more = own.map { ", " + $0 }.joined()
      let subject = "{\"id\": \"it\", \"kind\": \"\(kind)\", \"license\": \"\(license)\"\(more)}"
      guard relationship != "-" else { return "{\"manifest\": 1, \"components\": [\(subject)]}" }
      let ours = ["derived-from", "generated-by"].contains(relationship) ? "data" : "weights"
      let edge = "{\"component\": \"it\", \"relationship\": \"\(relationship)\", \"by\": \"us\"}"
      return
        "{\"manifest\": 1, \"components\": [{\"id\": \"ours\", \"kind\": \"\(ours)\", \(outer), \"from\": [\(edge)]}, \(subject)]}"
    }

    var options: [String] { facts.filter { !$0.hasPrefix("modality=") && !$0.hasPrefix("receivedAs=") } }
  }

  static let folder = CatalogFolder.root.appending(path: "fixtures/readings").path

  static let licenses: [String] =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { !$0.hasPrefix(".") }.sorted()

  static func rows(_ table: String, of license: String) throws -> [Row] {
    let path = "\(folder)/\(license)/\(table).tsv"
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map {
      $0.hasSuffix("\r") ? $0.dropLast() : $0
    }
    #expect(lines.first == "use\tkind\trelationship\tfacts\tverdict\tclauses\twhy", "\(path)")
    return try lines.dropFirst().enumerated().map { index, line in
      try #require(Row(line, place: "\(license)/\(table).tsv:\(index + 2)", license: license), "\(path):\(index + 2)")
    }
  }

  @Test(arguments: licenses)
  func `the program says what the reader of the text says`(license: String) throws {
    let rows = try Self.rows("a", of: license)
    #expect(rows.count >= 6, "a table has at least six uses")
    for row in rows {
      let report = try Self.report(row)
      #expect(report.errors.isEmpty, "\(row.place): \(report.errors.map(\.message))")
      let said = report.findings.map { "\($0.rule) \($0.clause ?? "")" }
      #expect(report.verdict.rawValue == row.verdict, "\(row.place): \(row.use) \(row.facts): \(said)")
      let cited = report.findings.compactMap(\.clause) + report.duties.compactMap(\.clause)
      for clause in row.clauses {
        #expect(cited.contains { $0 == clause || $0.hasSuffix(" " + clause) }, "\(row.place): \(clause) is not among \(cited)")
      }
    }
  }

  @Test func `every text of the catalog has a table`() {
    let texts = ShippedCatalog.catalog.entries.filter { $0.kind == .license }.map(\.id)
    let missing = texts.filter { !Self.licenses.contains($0) }
    #expect(missing == Self.withoutTable)
  }

  /// Texts that hold no law of their own: a pointer and two pages about a license. Every use under them is undetermined.
  private static let withoutTable = ["bigcode-openrail-m-site", "codellama-pointer", "evolutionaryscale-esm"]

  private static func report(_ row: Row) throws -> AuditReport {
    var options = CheckOptions(paths: ["-"], daysSince1970: 20_000)
    options.uses = [row.use]
    options.facts = row.options
    options.standardInput = Array(row.manifest.utf8)
    options.asksForWaysOut = false
    return try CheckCommand.report(options)
  }
}

extension String {
  fileprivate func droppingPrefix(_ prefix: String) -> String? { hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil }
}
