import Diagnostics
import Documents
import Foundation
import Licensing

@testable import LicenseCheck
@testable import Reporting

/// Reports of the whole program on inputs from memory.
enum FormatSamples {
  static func report(_ bytes: [UInt8], named name: String, uses: [String] = ["hosted-commercial"]) throws -> AuditReport {
    var options = CheckOptions(paths: ["-"], daysSince1970: 20_776)
    options.standardInput = bytes
    options.stdinName = name
    options.uses = uses
    options.isIsolated = true
    var report = try CheckCommand.report(options)
    // What changes from build to build is not what is tested.
    (report.toolVersion, report.catalogVersion) = ("1.0.0", "2026.11")
    return report
  }

  /// Every eighth card of the samples, and what the other folders hold.
  static func samples() throws -> [SourceFile] {
    let cards = try Samples.files("hf-model-cards", ".md").enumerated().filter { $0.offset % 8 == 0 }.map(\.element)
    let data = try Samples.files("hf-dataset-cards", ".md").enumerated().filter { $0.offset % 40 == 0 }.map(\.element)
    return cards + data + (try Samples.files("cyclonedx", ".json").prefix(3)) + (try Samples.files("hf-api", ".json"))
  }

  /// `full` with everything that a report can hold: an error, a waiver, an unmet duty, a question.
  static func whole() -> AuditReport {
    var report = ReportSamples.full()
    report.documents = [ReportSamples.manifest]
    report.inputs.append(.init(path: "LICENSE", sha256: String(repeating: "1", count: 64)))
    report.subjects = ["acme/acme-chat 1.4.0"]
    report.errors = [
      Diagnostic("unreadable", .error, "cannot read the file: permission denied", help: "let it be read", path: "weights/LICENSE")
    ]
    report.notes = [Diagnostic("unused-waiver", .warning, "a waiver is unused")]
    report.exitCode = 2
    return report
  }

  /// Many findings of one rule at lines of their own.
  static func many(_ count: Int) -> AuditReport {
    var report = ReportSamples.empty()
    let file = SourceFile(path: "models/many.txt", text: String(repeating: "a line\n", count: count))
    report.documents = [file]
    report.verdict = .undetermined
    report.exitCode = 1
    report.findings = (0..<count).map { number in
      var finding = AuditReport.FindingRecord(
        id: "F\(number + 1)", rule: "unresolved-parent", verdict: .undetermined, message: "parent \(number) is unknown")
      finding.component = "data-\(number)"
      finding.license = number % 2 == 0 ? nil : "some"
      finding.evidence = [.init(source: "manifest", span: SourceSpan(file, number * 7..<number * 7 + 6))]
      finding.fingerprint = String(repeating: "0", count: 26) + String(100_000 + number)
      return finding
    }
    return report
  }
}

extension DocumentNode {
  /// The first element of an array.
  var firstElement: DocumentNode? { Array(elements).first }
}
