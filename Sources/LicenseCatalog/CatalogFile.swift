import Diagnostics
import Documents
import Licensing

/// One license of the catalog: its terms, and the file that states them if it was read from one.
package struct CatalogFile: Sendable {
  package var terms: LicenseTerms
  package var root: DocumentNode?

  package init(terms: LicenseTerms, root: DocumentNode? = nil) {
    self.terms = terms
    self.root = root
  }

  /// Where the file claims a name: the value of `license`, `spdx`, `hub`, `aliases` or `later` that equals it.
  func span(ofName name: String) -> SourceSpan? {
    guard let root else { return nil }
    for key in ["license", "spdx", "later", "hub", "aliases"] {
      guard let value = root[key] else { continue }
      if value.scalarText == name { return value.span }
      if let element = value.elements.first(where: { $0.scalarText == name }) { return element.span }
    }
    return root.span
  }

  /// Where a key of the file, or of one of its terms, stands.
  func span(of key: String, in node: DocumentNode?) -> SourceSpan? { (node?[key] ?? node ?? root)?.span }
}

/// All files of `licenses/`, read and decoded.
package struct CatalogFiles: Sendable {
  /// How a YAML file is read; given by the caller because only one room knows YAML.
  package typealias Reader = (SourceFile) throws(DiagnosticError) -> Document

  package private(set) var vocabulary = Vocabulary()
  /// By id.
  package private(set) var licenses: [CatalogFile] = []
  package private(set) var hub: [HubName] = []
  package private(set) var spdx: [SPDXEntry] = []
  /// The vocabulary files and `hub.yaml`, by name without `.yaml`.
  package private(set) var shared: [String: Document] = [:]
  /// Everything that is no YAML, by its path inside `licenses/`.
  package private(set) var plain: [String: SourceFile] = [:]
  package private(set) var diagnostics: [Diagnostic] = []

  /// Reads the files in any order; what cannot be read is reported and left out.
  package init(_ files: [SourceFile], read: Reader) {
    var texts: [(name: String, document: Document)] = []
    for file in files.sorted(by: { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }) {
      let path = Self.path(inCatalog: file.path)
      if path.hasSuffix(".fingerprint") { continue }
      guard path.hasSuffix(".yaml") else {
        if !path.hasSuffix(".md") { readPlain(path, file) }
        continue
      }
      do throws(DiagnosticError) {
        let document = try read(file)
        diagnostics += document.warnings.filter { $0.severity == .error }
        let name = String(path.dropLast(".yaml".count))
        if VocabularyDecoder.files.contains(name) || name == Self.hubFile {
          shared[name] = document
        } else {
          texts.append((name, document))
        }
      } catch {
        diagnostics += error.diagnostics
      }
    }
    readVocabulary()
    for text in texts { readLicense(text.name, text.document) }
    licenses.sort { $0.terms.id.utf8.lexicographicallyPrecedes($1.terms.id.utf8) }
  }

  static let hubFile = "hub"

  private mutating func readPlain(_ path: String, _ file: SourceFile) {
    guard String(validating: file.bytes, as: UTF8.self) != nil else {
      diagnostics.append(contentsOf: DiagnosticError.invalidUTF8(file, at: 0).diagnostics)
      return
    }
    if let offset = file.bytes.firstIndex(where: { $0 < 0x20 && $0 != 0x09 && $0 != 0x0A || $0 == 0x7F }) {
      diagnostics.append(
        Diagnostic(
          "control-character", .error, "a data file of the catalog holds plain lines and tabs only",
          labels: [.init(SourceSpan(file, offset..<offset + 1))]))
      return
    }
    plain[path] = file
    if path.hasPrefix(KnownAssets.folder + "/") { diagnostics += KnownAssets.mistakes(in: file) }
    guard path == SPDXEntry.file else { return }
    let list = SPDXEntry.list(file)
    spdx = list.entries
    diagnostics += list.diagnostics
  }

  private mutating func readVocabulary() {
    var decoder = VocabularyDecoder()
    for name in VocabularyDecoder.files {
      if let document = shared[name] {
        decoder.read(name, document.root)
      } else {
        diagnostics.append(Diagnostic("missing-file", .error, "`\(name).yaml` is missing", path: "licenses"))
      }
    }
    vocabulary = decoder.vocabulary
    diagnostics += decoder.diagnostics
    guard let document = shared[Self.hubFile] else { return }
    let names = HubName.list(document.root)
    hub = names.names
    diagnostics += names.diagnostics
  }

  private mutating func readLicense(_ name: String, _ document: Document) {
    let decoded = TermsDecoder.decode(document.root, vocabulary: vocabulary)
    diagnostics += decoded.diagnostics
    if decoded.terms.id != name, !decoded.terms.id.isEmpty {
      diagnostics.append(
        Diagnostic(
          "file-name", .error, "the file is called `\(name).yaml`, but the id is `\(decoded.terms.id)`",
          labels: [.init(document.root["license"]?.span ?? document.root.span)], help: "a file has the name of its id"))
    }
    licenses.append(CatalogFile(terms: decoded.terms, root: document.root))
  }

  /// What each name means; mistakes are added to the diagnostics of the table.
  var names: NameTable { NameTable(licenses: licenses, hub: hub, spdx: spdx) }

  /// `licenses/…`: what messages show, wherever the repository lies.
  package static func shortPath(_ path: String) -> String { "licenses/" + self.path(inCatalog: path) }

  /// The path behind the last folder `licenses`; the last component if there is none.
  static func path(inCatalog path: String) -> String {
    let parts = path.split(separator: "/")
    guard let folder = parts.lastIndex(of: "licenses"), folder + 1 < parts.count else {
      return parts.last.map(String.init) ?? path
    }
    return parts[(folder + 1)...].joined(separator: "/")
  }
}
