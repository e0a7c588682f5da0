import Diagnostics
import Documents
import Inventory

extension StatedUse {
  /// The use that an object states by the rules of the manifest's `use`; mistakes are thrown together.
  package static func reading(_ node: DocumentNode, context: ReadingContext) throws(DiagnosticError) -> StatedUse {
    var reader = ManifestReader(path: node.span.file.path, context: context)
    let use = reader.readUse(node)
    let errors = reader.nodes.diagnostics.filter { $0.severity == .error }
    guard let use, errors.isEmpty else { throw DiagnosticError(errors) }
    return use
  }
}
