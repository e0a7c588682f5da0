import Diagnostics
import Documents
import Foundation
import Inventory
import Testing
import YAMLDocuments

@testable import DocumentFormats
@testable import Files

/// A folder that is there while a test runs.
final class TemporaryFolder {
  let url: URL
  var path: String { url.path }

  init(_ files: [String: String] = [:]) throws {
    url = FileManager.default.temporaryDirectory.appending(path: "licensecheck-\(UUID().uuidString)").resolvingSymlinksInPath()
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    for (name, text) in files { try write(name, Array(text.utf8)) }
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func write(_ name: String, _ bytes: [UInt8]) throws {
    let file = url.appending(path: name)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
  }

  func link(_ name: String, to destination: String) throws {
    let file = url.appending(path: name)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(atPath: file.path, withDestinationPath: destination)
  }

  func scope() throws -> PathScope { try PathScope(root: path) }
}

extension ReadingContext {
  /// Finds every text that consists of a line `TEXT OF <id>`, so that tests need no license text.
  static let testing = ReadingContext(
    identify: { file, range, role in
      let text = file.text(in: range)
      guard let found = text.range(of: "TEXT OF ") else { return [] }
      let id = text[found.upperBound...].prefix { !$0.isWhitespace }
      let start = range.lowerBound + text[..<found.lowerBound].utf8.count
      let span = SourceSpan(file, start..<start + 8 + id.utf8.count)
      return [DetectedLicense(ids: [String(id)], match: "exact", span: span, role: role)]
    },
    covers: { id in id == "all-kinds" ? [.weights, .code] : [] })
}

/// What a manifest in JSON or YAML is understood as.
func manifest(_ text: String, path: String? = nil, _ context: ReadingContext = .testing) throws -> Inventory {
  let isJSON = text.first == "{" || text.first == "["
  let source = SourceFile(path: path ?? (isJSON ? "model.json" : "model.yaml"), text: text)
  let document = isJSON ? try JSONReader.read(source) : try YAMLReader.read(source)
  return try #require(DocumentFormat.manifest.read(source, document, context).first)
}

/// A manifest with one component and the given members of `use`.
func stated(_ use: String, _ context: ReadingContext = .testing) throws -> Inventory {
  try manifest(#"{"manifest": 1, "components": [{"id": "m", "kind": "weights"}], "use": {\#(use)}}"#, context)
}

extension Inventory {
  subscript(id: String) -> Component? { components.first { $0.id == id } }

  /// `child relationship parent`, in order.
  var edges: [String] {
    components.flatMap { child in child.lineage.map { "\(child.id) \($0.relationship.rawValue) \($0.target.value)" } }
  }

  var errors: [String] { summary(diagnostics.filter { $0.severity == .error }) }
}

extension Component {
  var declaredNames: [String] { declared.flatMap { $0.names.map(\.value) } }
  var detectedIDs: [String] { detected.flatMap(\.ids) }
}
