import Diagnostics
import Documents
import LicenseMatching
import Licensing

/// Examines the files of the catalog: their form, their logic, and, where the texts are at hand, what they say of the texts.
package enum CatalogLint {
  /// - Parameters:
  ///   - files: all files of `licenses/`, data files included.
  ///   - read: how YAML is read.
  ///   - texts: the text of an id, if it is at hand.
  package static func run(
    files: [SourceFile], read: CatalogFiles.Reader, texts: (String) -> SourceFile?
  ) -> LintReport {
    let catalog = CatalogFiles(files, read: read)
    let names = catalog.names
    let examined = catalog.licenses.compactMap(ExaminedLicense.init)
    var report = LintReport()
    report.add(catalog.diagnostics + names.diagnostics)
    report.counts.files = files.count
    report.counts.terms = examined.reduce(0) { $0 + $1.terms.count }
    report.counts.openEntries = examined.reduce(0) { $0 + $1.license.open.count }
    for document in catalog.shared.values { report.add(FormCheck.bentKeys(document.root)) }
    let known = names.knownIDs
    let byID = Dictionary(examined.map { ($0.id, $0) }) { first, _ in first }
    let logic = ConditionLogic(places: catalog.vocabulary.places)
    for file in examined {
      report.add(FormCheck(file: file).found())
      let incorporators = examined.filter { $0.documents.contains { $0.id == file.id } }
      report.add(LinkCheck(file: file, incorporators: incorporators, files: byID, isKnownLicense: known.contains).found())
      let policies = file.documents.compactMap { document in byID[document.id].map { (file: $0, label: document.label) } }
      report.add(EffectCheck(file: file, policies: policies, logic: logic, vocabulary: catalog.vocabulary).found())
    }
    examine(examined, texts, &report)
    report.sort()
    return report
  }

  private static func examine(_ files: [ExaminedLicense], _ texts: (String) -> SourceFile?, _ report: inout LintReport) {
    var placed: [(file: ExaminedLicense, text: PlacedText)] = []
    for file in files {
      guard let source = texts(file.id) else { continue }
      let digest = SHA256.hexadecimalDigest(of: source.bytes)
      guard digest == file.license.sha256 else {
        let message = "the text at hand has another hash: \(digest)"
        report.add([
          file.diagnostic("wrong-text", .error, message, at: file.root, "sha256", help: "read the terms again from this text")
        ])
        continue
      }
      let text = PlacedText(file, source)
      let witness = WitnessCheck(file, text)
      let coverage = CoverageCheck(file, text)
      report.add(text.diagnostics + witness.diagnostics + coverage.diagnostics + ClauseCheck(file, text).diagnostics)
      report.counts.texts += 1
      report.counts.anchors += text.anchorCount
      report.counts.witnesses += witness.count
      report.counts.sentences += coverage.sentenceCount
      report.counts.coveredSentences += coverage.coveredCount
      placed.append((file, text))
    }
    report.add(FamilyCheck.found(placed))
  }
}
