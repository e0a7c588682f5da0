import Diagnostics
import Documents
import Files
import YAMLDocuments

/// Reads the bytes of a file as what its name, or else its first byte, says.
enum DocumentOpener {
  enum Content {
    case document(Document)
    /// Markdown, HTML, plain text.
    case text
    case unreadable([Diagnostic])
  }

  static func open(_ source: SourceFile) -> Content {
    let name = FilePath.name(of: source.path).lowercased()
    do throws(DiagnosticError) {
      if name.hasSuffix(".json") { return .document(try JSONReader.read(source)) }
      if name.hasSuffix(".yaml") || name.hasSuffix(".yml") { return .document(try YAMLReader.read(source)) }
      if name.contains(".") { return .text }
      let first = source.bytes.first { $0 > 0x20 && $0 != 0xEF && $0 != 0xBB && $0 != 0xBF }
      let isJSON = first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
      return isJSON ? .document(try JSONReader.read(source)) : .text
    } catch {
      return .unreadable(error.diagnostics)
    }
  }
}
