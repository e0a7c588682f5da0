import CatalogData
import Diagnostics
import DocumentFormats
import Inventory
import LicenseCatalog
import LicenseMatching
import Licensing

/// The catalog that is compiled into the program, and the matcher over its fingerprints; both made when first asked for.
package enum ShippedCatalog {
  package static let catalog = Catalog(compiled: CompiledCatalog.bytes)

  package static let matcher: LicenseMatcher = {
    guard let index = FingerprintIndex(CompiledCatalog.fingerprints) else {
      preconditionFailure("the compiled fingerprints are no index")
    }
    return LicenseMatcher(index: index)
  }()

  /// The licenses in a text.
  package static func identify(_ source: SourceFile) -> [LicenseMatch] { matcher.identify(source) }

  /// The id of a license on the SPDX list.
  package static func spdx(_ id: String) -> String? {
    catalog.terms(id)?.spdx ?? catalog.spdxEntry(id).map { _ in id }
  }

  /// Facts of well-known models and data sets, a table each.
  package static let assets = catalog.files(in: KnownAssets.folder).compactMap { catalog.file($0) }.map(KnownAssets.init)

  private static let licenseFile = "LICENSE"

  /// The licenses that a license file without a text only names.
  private static func named(_ source: SourceFile, _ stream: TokenStream, _ role: String) -> [DetectedLicense] {
    ReferenceFinder(source: source, stream: stream).references.map { reference in
      DetectedLicense(
        ids: [reference.id], match: LicenseMatch.Kind.reference.rawValue, span: stream.span(of: 0..<stream.tokenCount),
        role: role)
    }
  }

  /// What names and addresses of licenses mean.
  package static let licenseNames = LicenseNames(links: catalog.file("license-links.tsv")) { name in
    switch catalog.resolve(name) {
    case .terms(let terms): .license(terms.id)
    case .knownByName(let name, _): .license(name)
    case .family(_, let candidates, _): .family(candidates)
    case .unknown: .unknown
    }
  }

  /// License texts in a byte range of a file, for the readers of documents: one for each stretch of it.
  package static func detected(_ source: SourceFile, _ range: Range<Int>, _ role: String) -> [DetectedLicense] {
    let stream = TokenStream(source: source, range: range)
    let matches = matcher.identify(stream)
    if matches.isEmpty, role == Self.licenseFile { return named(source, stream, role) }
    var found: [DetectedLicense] = []
    for stretch in matches.stretches {
      guard let first = stretch.first else { continue }
      var text = DetectedLicense(
        ids: stretch.compactMap(\.id), match: first.kind.rawValue, span: stream.span(of: first.tokens), role: role)
      text.alterations = ClauseIntegrity(stream: stream, match: first).alterations
      found.append(text)
    }
    return found
  }
}

extension [LicenseMatch] {
  /// Parted where another stretch of the text begins.
  package var stretches: [ArraySlice<LicenseMatch>] {
    var result: [ArraySlice<LicenseMatch>] = []
    for index in indices {
      if index > 0, self[index].stretch == self[index - 1].stretch {
        result[result.count - 1] = self[result[result.count - 1].startIndex...index]
      } else {
        result.append(self[index...index])
      }
    }
    return result
  }
}
