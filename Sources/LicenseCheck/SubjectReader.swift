import Diagnostics
import DocumentFormats
import Documents
import Files
import Inventory
import YAMLDocuments

/// Reads what the user named into inventories, one per subject.
struct SubjectReader {
  let stdinName: String

  func read(_ paths: [String]) -> (inventories: [Inventory], diagnostics: [Diagnostic]) {
    var inventories: [Inventory] = []
    var diagnostics: [Diagnostic] = []
    for path in paths {
      do {
        let source = path == "-" ? try StandardInput.read(name: stdinName) : try InputFile.read(path)
        let document = try JSONReader.read(source)
        let vocabulary = ShippedCatalog.catalog.vocabulary
        var context = ReadingContext(
          identify: { ShippedCatalog.detected($0, $1, $2) },
          covers: { ShippedCatalog.catalog.terms($0)?.covers ?? [] },
          vocabulary: .init(
            fields: vocabulary.fields.keys.sorted(), profiles: vocabulary.uses.map(\.id), places: vocabulary.places))
        context.scope = path == "-" ? nil : try? PathScope(around: path)
        guard let format = DocumentFormat.of(source, document) else { continue }
        inventories += format.read(source, document, context)
      } catch {
        diagnostics += error.diagnostics
      }
    }
    return (inventories, diagnostics)
  }
}
