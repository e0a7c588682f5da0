import Diagnostics
import LicenseCatalog
import Testing

@Suite struct CatalogLintTests {
  @Test(.enabled(if: CatalogFolder.hasTexts || CatalogFolder.isDataRequired))
  func `the catalog has no mistakes, by its texts`() throws {
    let files = CatalogFolder.files
    #expect(files.count > 50)
    let report = CatalogLint.run(files: files, read: readYAML, texts: CatalogFolder.text)
    print(report.lines.joined(separator: "\n"))
    #expect(report.diagnostics.filter { $0.severity == .error }.map(\.line) == [])
    #expect(report.counts.texts > 40)
    #expect(report.counts.coveredSentences == report.counts.sentences)
  }
}
