import Diagnostics
import Documents
import Files
import YAMLDocuments

/// Reads the bytes of a file as what its name, or else its content, says.
enum DocumentOpener {
  enum Content {
    case document(Document)
    /// Markdown, HTML, XML, plain text, or the header of weights.
    case text
    case unreadable([Diagnostic])
  }

  static func open(_ source: SourceFile) -> Content {
    let name = FilePath.name(of: source.path).lowercased()
    if Safetensors.isHeader(source.bytes) || GGUF.isHeader(source.bytes) { return .text }
    do throws(DiagnosticError) {
      if name.hasSuffix(".json") || name.hasSuffix(".jsonld") { return .document(try JSONReader.read(source)) }
      if name.hasSuffix(".yaml") || name.hasSuffix(".yml") { return .document(try yaml(source)) }
      if proseEndings.contains(where: name.hasSuffix) { return .text }
      let first = source.bytes.first { $0 > 0x20 && $0 != 0xEF && $0 != 0xBB && $0 != 0xBF }
      if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") { return .document(try JSONReader.read(source)) }
      let isNamedForYAML = name.contains("kitfile") || name.contains("mlmodel")
      guard isNamedForYAML || beginsLikeYAML(source) else { return .text }
      do throws(DiagnosticError) {
        return .document(try yaml(source))
      } catch {
        return isNamedForYAML ? .unreadable(error.diagnostics) : .text
      }
    } catch {
      return .unreadable(error.diagnostics)
    }
  }

  /// The bytes as the syntax of a format that was asked for.
  static func open(_ source: SourceFile, as syntax: DocumentFormat.Syntax) -> Content {
    do throws(DiagnosticError) {
      switch syntax {
      case .bytes: return .text
      case .json: return .document(try JSONReader.read(source))
      case .yaml: return .document(try yaml(source))
      case .tree:
        let first = source.bytes.first { $0 > 0x20 && $0 != 0xEF && $0 != 0xBB && $0 != 0xBF }
        let isJSON = first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
        return .document(isJSON ? try JSONReader.read(source) : try yaml(source))
      }
    } catch {
      return .unreadable(error.diagnostics)
    }
  }

  private static let proseEndings = [".md", ".markdown", ".txt", ".html", ".htm", ".xml", ".rst", ".modelfile"]

  /// The only document of the file; of several merges the first, from which their reader goes on to the others.
  private static func yaml(_ source: SourceFile) throws(DiagnosticError) -> Document {
    do throws(DiagnosticError) {
      return try YAMLReader.read(source)
    } catch {
      guard error.diagnostics.contains(where: { $0.code == "several-documents" }), let all = try? YAMLReader.readAll(source),
        let merge = all.first(where: { Mergekit.certainty($0.root) == .certain })
      else { throw error }
      return merge
    }
  }

  /// Whether the first line that says something is a key with its colon.
  private static func beginsLikeYAML(_ source: SourceFile) -> Bool {
    let lines = source.text(in: 0..<min(4096, source.bytes.count)).split(whereSeparator: \.isNewline)
    guard let first = lines.first(where: { !$0.hasPrefix("#") && $0 != "---" && !$0.allSatisfy(\.isWhitespace) }) else {
      return false
    }
    let key = first.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" || $0 == "." }
    let rest = first[key.endIndex...]
    return !key.isEmpty && (rest == ":" || rest.hasPrefix(": "))
  }
}
