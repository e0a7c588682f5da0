import Diagnostics
import DocumentFormats
import Inventory
import LicenseCatalog

/// Reads what the user named into inventories, one per subject.
struct SubjectReader {
  let stdinName: String
  /// What is read for `-` where it is not read from the process's standard input.
  var standardInput: [UInt8]?
  /// The format that every named file is read as.
  var format: DocumentFormat?
  /// Whether walks leave out what a `.gitignore` of the repository names.
  var honorsIgnoreFiles = true

  /// The names of the organization's own uses.
  var profiles: [String] = []

  /// Which files of folders are looked at.
  var files: FileFilter?

  static var context: ReadingContext {
    let vocabulary = ShippedCatalog.catalog.vocabulary
    return ReadingContext(
      identify: { ShippedCatalog.detected($0, $1, $2) },
      covers: { ShippedCatalog.catalog.terms($0)?.names ?? [] },
      vocabulary: .init(fields: vocabulary.fields.keys.sorted(), profiles: vocabulary.uses.map(\.id), places: vocabulary.places),
      names: ShippedCatalog.licenseNames)
  }

  var finder: SubjectFinder {
    var context = Self.context
    context.vocabulary.profiles += profiles
    var finder = SubjectFinder(context: context, format: format)
    if let files { finder.looksAt = { files.looksAt($0) } }
    finder.honorsIgnoreFiles = honorsIgnoreFiles
    return finder
  }

  func read(_ paths: [String]) -> SubjectFinder.Findings {
    let finder = finder
    var result = finder.findings(in: paths.filter { $0 != "-" })
    guard paths.contains("-") else { return result }
    do throws(DiagnosticError) {
      let source =
        if let standardInput { SourceFile(path: stdinName, bytes: standardInput) } else {
          try StandardInput.read(name: stdinName)
        }
      let found = finder.findings(in: source)
      result.inventories += found.inventories
      result.diagnostics += found.diagnostics
    } catch {
      result.diagnostics += error.diagnostics
    }
    return result
  }
}
