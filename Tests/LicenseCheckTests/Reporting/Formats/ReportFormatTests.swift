import Diagnostics
import Foundation
import Testing

@testable import LicenseCheck
@testable import Reporting

@Suite struct ReportFormatTests {
  private func text(_ format: ReportFormat, _ report: AuditReport) -> String {
    String(decoding: format.write(report, ReportSettings(text: TextOptions(unicode: true))), as: UTF8.self)
  }

  @Test func namesAreWordsAndDiffer() {
    let names = ReportFormat.all.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { name in name.utf8.allSatisfy { (0x61...0x7A).contains($0) } })
    for name in names { #expect(ReportFormat.named(name)?.name == name) }
  }

  @Test func aMisspelledNameIsToldItsNeighborAndAllOthers() {
    let help = ReportFormat.unknown("serif").help ?? ""
    #expect(help.hasPrefix("did you mean `sarif`?"))
    for format in ReportFormat.all { #expect(help.contains(format.name)) }
  }

  @Test(arguments: ReportFormat.all.map(\.name)) func theSameReportGivesTheSameBytes(_ name: String) throws {
    let format = try #require(ReportFormat.named(name))
    #expect(text(format, FormatSamples.whole()) == text(format, FormatSamples.whole()))
  }

  @Test(arguments: ReportFormat.all.map(\.name)) func aWholeReport(_ name: String) throws {
    let format = try #require(ReportFormat.named(name))
    expectSnapshot(text(format, FormatSamples.whole()), "formats/whole.\(name)")
  }

  @Test(.enabled(if: Samples.areTested), arguments: ReportFormat.all.map(\.name)) func aRealCard(_ name: String) throws {
    let cards = try Samples.files("hf-model-cards", "3PRYMMAL-PHI3-3B-SLERP__README.md")
    let card = try #require(cards.first)
    let report = try FormatSamples.report(card.bytes, named: "README.md")
    let format = try #require(ReportFormat.named(name))
    expectSnapshot(text(format, report), "formats/card.\(name)")
  }

  @Test(arguments: ReportFormat.all.map(\.name)) func anEmptyReportIsWellFormed(_ name: String) throws {
    let format = try #require(ReportFormat.named(name))
    #expect(HarmlessOutput.problems(in: format.write(ReportSamples.empty(), ReportSettings()), format.syntax) == [])
  }
}

@Suite struct ReportOutputsTests {
  private typealias Output = ReportOutputs.Output

  @Test func aBareFileTakesTheReportAndNamedOnesComeBesides() throws {
    #expect(try ReportOutputs(format: "text", []).outputs == [Output(format: "text", place: "-")])
    #expect(try ReportOutputs(format: "json", ["a.json"]).outputs == [Output(format: "json", place: "a.json")])
    #expect(try ReportOutputs(format: "json", ["-"]).outputs == [Output(format: "json", place: "-")])
    #expect(
      try ReportOutputs(format: "text", ["sarif=a.sarif", "junit=b=c.xml"]).outputs == [
        Output(format: "text", place: "-"), Output(format: "sarif", place: "a.sarif"), Output(format: "junit", place: "b=c.xml"),
      ])
    #expect(try ReportOutputs(format: "text", ["json=-"]).outputs == [Output(format: "json", place: "-")])
    #expect(try ReportOutputs(format: "text", ["./json=x"]).outputs == [Output(format: "text", place: "./json=x")])
  }

  @Test(arguments: [
    (["serif=x"], "unknown format `serif`"), (["sarif="], "names no file"), (["a", "b"], "two files are named"),
    (["json=a", "sarif=a"], "two reports would be written to `a`"), (["-", "json=-"], "two reports would be written to `-`"),
  ]) func mistakesAreTold(_ values: [String], _ words: String) throws {
    let error = #expect(throws: DiagnosticError.self) { try ReportOutputs(format: "text", values) }
    #expect(error?.diagnostics.contains { $0.message.contains(words) } == true)
  }

  @Test func severalReportsOfOneRun() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "licensecheck-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var options = CheckOptions(paths: ["-"], daysSince1970: 20_776)
    options.standardInput = Array("---\nlicense: mit\n---\n".utf8)
    options.uses = ["research"]
    options.isIsolated = true
    options.outputs = ReportFormat.all.map { "\($0.name)=\(folder.path)/\($0.name)" } + ["json=\(folder.path)/none/x.json"]
    let output = CheckCommand.run(options)
    #expect(output.status == 2)
    #expect(output.errors.contains("cannot write") && output.errors.contains("none/x.json"))
    #expect(output.text.hasPrefix("ok:"))
    let written = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(written == ReportFormat.all.map(\.name).sorted())
    for format in ReportFormat.all {
      let bytes = try Data(contentsOf: folder.appending(path: format.name))
      #expect(HarmlessOutput.problems(in: Array(bytes), format.syntax) == [])
    }
  }
}
