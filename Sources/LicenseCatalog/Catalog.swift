import Diagnostics
import Documents
import Licensing
import Synchronization

/// The law that is shipped: all license texts that were read, by every name they have.
///
/// Nothing is read before it is asked for; what was asked for once is kept.
package final class Catalog: LicenseSource {
  /// What a list of the licenses shows.
  package struct Entry: Sendable, Hashable {
    package var id: String
    package var name: String
    package var kind: LicenseTerms.Kind
    package var family: String?
    package var publisher: String?
    package var date: String?
    package var spdx: String?
    /// The id under which the same text is given with the right to choose a later version.
    package var later: String?
  }

  private struct Kept {
    var vocabulary: Vocabulary?
    var terms: [String: LicenseTerms] = [:]
    /// Texts given with the right to choose a later version.
    var orLater: [String: LicenseTerms] = [:]
    var entries: [Entry]?
  }

  private let image: CatalogImage
  private let names: SortedLines
  private let kept: Mutex<Kept>
  /// The bytes of a catalog made in memory, freed with it.
  nonisolated(unsafe) private let owned: UnsafeMutableRawBufferPointer?

  /// Which data this is: a hash over all files of `licenses/`.
  package var version: String { image.version }

  /// The compiled catalog; the bytes must live as long as the program, and nothing of them is copied or read yet.
  package init(compiled bytes: UnsafeRawBufferPointer) {
    guard let image = CatalogImage(bytes) else { preconditionFailure("these bytes are no compiled catalog") }
    self.image = image
    names = SortedLines(image.segment("names") ?? UnsafeRawBufferPointer(start: nil, count: 0))
    kept = Mutex(Kept())
    owned = nil
  }

  /// A catalog of the given texts, for tests and for texts that are not shipped.
  package init(vocabulary: Vocabulary, licenses: [LicenseTerms], hub: [HubName] = [], spdx: [SPDXEntry] = []) {
    let table = NameTable(licenses: licenses.map { CatalogFile(terms: $0) }, hub: hub, spdx: spdx)
    let bytes = CatalogImage.bytes(
      version: "in-memory", [("entries", Self.entriesJSON(licenses)), ("names", Array(table.lines.utf8))])
    let owned = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 8)
    owned.copyBytes(from: bytes)
    guard let image = CatalogImage(UnsafeRawBufferPointer(owned)) else { preconditionFailure("an image that cannot be read") }
    self.owned = owned
    self.image = image
    names = SortedLines(image.segment("names") ?? UnsafeRawBufferPointer(start: nil, count: 0))
    var terms: [String: LicenseTerms] = [:]
    for license in licenses { terms[license.id] = license }
    kept = Mutex(Kept(vocabulary: vocabulary, terms: terms))
  }

  deinit { owned?.deallocate() }

  package var vocabulary: Vocabulary { kept.withLock { vocabulary(&$0) } }

  /// Every text, by id.
  package var entries: [Entry] {
    kept.withLock { kept in
      if let entries = kept.entries { return entries }
      let entries = document("entries").map(Self.entries) ?? []
      kept.entries = entries
      return entries
    }
  }

  /// The terms of a catalog id, exactly; an id of `later` gives the text with the right to choose a later version.
  package func terms(_ id: String) -> LicenseTerms? {
    kept.withLock { kept in
      if let terms = terms(ofFile: id, &kept) ?? kept.orLater[id] { return terms }
      let base: String
      if case .later(let file) = NameTable.meaning(of: NameKey(id), in: names) {
        base = file
      } else {
        guard id.hasSuffix("+") else { return nil }
        base = String(id.dropLast())
      }
      guard let terms = terms(ofFile: base, &kept)?.orLater(), terms.id == id else { return nil }
      kept.orLater[id] = terms
      return terms
    }
  }

  /// What a declared name means; a `+` behind a known name is the right to choose a later version.
  package func resolve(_ name: String) -> LicenseResolution {
    switch NameTable.meaning(of: NameKey(name), in: names) {
    case .terms(let id): return terms(id).map { .terms($0) } ?? .unknown(name: name)
    case .later(let id): return terms(id).flatMap { terms($0.orLater().id) }.map { .terms($0) } ?? .unknown(name: name)
    case .family(let name, let candidates, let why): return .family(name: name, candidates: candidates, why: why)
    case .known(let name, let why): return .knownByName(name: name, why: why)
    case nil: break
    }
    guard name.hasSuffix("+") else { return .unknown(name: name) }
    switch resolve(String(name.dropLast())) {
    case .terms(let license): return .terms(terms(license.orLater().id) ?? license)
    case .knownByName(let name, let why): return .knownByName(name: name + "+", why: why)
    case .family(let family, let candidates, let why): return .family(name: family, candidates: candidates, why: why)
    case .unknown: return .unknown(name: name)
    }
  }

  /// What the SPDX license list says of an id, spelled exactly.
  package func spdxEntry(_ id: String) -> SPDXEntry? {
    image.segment("plain/\(SPDXEntry.file)").map { SortedLines($0) }?.fields(of: id.utf8).flatMap(SPDXEntry.init)
  }

  /// A data file of `licenses/` that is no YAML, by its path there: `assets/models.tsv`.
  package func file(_ path: String) -> SourceFile? {
    image.segment("plain/\(path)").map { SourceFile(path: "licenses/\(path)", bytes: Array($0)) }
  }

  /// The bytes of a data file, in place.
  package func bytes(ofFile path: String) -> UnsafeRawBufferPointer? { image.segment("plain/\(path)") }

  /// The paths of all data files in a folder of `licenses/`.
  package func files(in folder: String) -> [String] {
    image.paths(startingWith: "plain/\(folder)/").map { String($0.dropFirst("plain/".count)) }
  }
}

// MARK: Reading segments

extension Catalog {
  private func vocabulary(_ kept: inout Kept) -> Vocabulary {
    if let vocabulary = kept.vocabulary { return vocabulary }
    var decoder = VocabularyDecoder()
    for name in VocabularyDecoder.files {
      if let document = document("shared/\(name)") { decoder.read(name, document.root) }
    }
    kept.vocabulary = decoder.vocabulary
    return decoder.vocabulary
  }

  private func terms(ofFile id: String, _ kept: inout Kept) -> LicenseTerms? {
    if let terms = kept.terms[id] { return terms }
    guard let document = document("licenses/\(id)") else { return nil }
    let terms = TermsDecoder.decode(document.root, vocabulary: vocabulary(&kept)).terms
    kept.terms[id] = terms
    return terms
  }

  /// The compiler wrote the segment, so that a mistake in it is one of this program.
  private func document(_ path: String) -> Document? {
    guard let bytes = image.segment(path) else { return nil }
    do throws(DiagnosticError) {
      return try JSONReader.read(SourceFile(path: path, bytes: Array(bytes)))
    } catch {
      preconditionFailure("the compiled catalog is damaged at \(path)")
    }
  }

  static func entriesJSON(_ licenses: [LicenseTerms]) -> [UInt8] {
    var writer = JSONWriter(.compact)
    writer.array { writer in
      for license in licenses.sorted(by: { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }) {
        writer.object { writer in
          writer.member("id", license.id)
          writer.member("name", license.name)
          writer.member("kind", license.kind.rawValue)
          let further = [
            ("family", license.family), ("publisher", license.publisher), ("date", license.date), ("spdx", license.spdx),
            ("later", license.later),
          ]
          for case (let key, let value?) in further { writer.member(key, value) }
        }
      }
    }
    return writer.bytes
  }

  private static func entries(_ document: Document) -> [Entry] {
    document.root.elements.map { node in
      Entry(
        id: node["id"]?.string ?? "", name: node["name"]?.string ?? "",
        kind: node["kind"]?.string.flatMap(LicenseTerms.Kind.init) ?? .license, family: node["family"]?.string,
        publisher: node["publisher"]?.string, date: node["date"]?.string, spdx: node["spdx"]?.string, later: node["later"]?.string
      )
    }
  }
}
