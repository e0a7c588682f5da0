import Diagnostics
import DocumentFormats
import Inventory

/// Reading of documents, for programs that use this package as a library: what a document holds, without a verdict.
public enum DocumentReading {
  /// What was understood of one document.
  public struct Summary: Hashable, Sendable {
    /// The ids of all components, in the order of the document.
    public var components: [String] = []
    /// Child and parent of each step of the lineage.
    public var steps: [[String]] = []
    /// What could not be read, in one line each.
    public var errors: [String] = []
  }

  /// The names of the formats, as `--format-in` takes them.
  public static var formats: [String] { DocumentFormat.all.map(\.name) }

  /// Reads bytes as the format with a name; without one, as the format that the bytes themselves show.
  ///
  /// - Parameter path: what messages call the document; its last part may decide between formats. Nothing is read from there.
  public static func summary(of bytes: [UInt8], path: String, format: String? = nil) -> Summary {
    let finder = SubjectFinder(context: context, format: format.flatMap(DocumentFormat.named))
    let findings = finder.findings(in: SourceFile(path: path, bytes: bytes))
    var summary = Summary()
    for inventory in findings.inventories {
      summary.components += inventory.components.map(\.id)
      for component in inventory.components {
        summary.steps += component.lineage.map { [component.id, $0.target.value] }
      }
    }
    let diagnostics = findings.diagnostics + findings.inventories.flatMap(\.diagnostics)
    summary.errors = diagnostics.filter { $0.severity == .error }.map(\.message)
    return summary
  }

  private static let context = SubjectReader.context
}
