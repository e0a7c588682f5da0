import Diagnostics
import LicenseCatalog
import Testing

@testable import LicenseCheck

@Suite struct CatalogLintTests {
  @Test(.enabled(if: (CatalogFolder.hasTexts && CatalogFolder.hasTemplates) || CatalogFolder.isDataRequired))
  func `the catalog has no mistakes, by its texts`() throws {
    let files = CatalogFolder.files
    #expect(files.count > 50)
    let report = CatalogLint.run(files: files, read: readYAML, texts: CatalogFolder.text)
    print(report.lines.joined(separator: "\n"))
    #expect(report.diagnostics.filter { $0.severity == .error }.map(\.line) == [])
    // No entry is passed over because its text is not at hand.
    #expect(report.counts.texts == ShippedCatalog.catalog.entries.count)
    #expect(report.counts.coveredSentences == report.counts.sentences)
  }
}
