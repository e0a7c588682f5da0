import Diagnostics
import Documents
import Inventory
import Testing

@testable import DocumentFormats

extension LicenseNames {
  /// Knows a few names, so that tests need no catalog.
  static let few: LicenseNames = {
    let links = SourceFile(
      path: "links", text: "# comment\ncc.example/licenses/*/*\tCC-$1-$2\nspdx.example/*\t$1\nlicenses.example/the-mit\tMIT\n")
    let ids = [
      "mit": "MIT", "mit license": "MIT", "apache 2.0": "Apache-2.0", "apache-2.0": "Apache-2.0",
      "apache license 2.0": "Apache-2.0",
      "cc-by-4.0": "CC-BY-4.0", "cc by 4.0": "CC-BY-4.0", "llama2": "llama2", "creativeml openrail-m": "openrail",
      "gpl-3.0": "GPL-3.0",
    ]
    return LicenseNames(links: links) { name in
      if name.lowercased() == "gpl" { return .family(["GPL-2.0", "GPL-3.0"]) }
      return ids[name.lowercased()].map { .license($0) } ?? .unknown
    }
  }()
}

extension ReadingContext {
  /// As `testing`, with a few names of licenses.
  static let naming: ReadingContext = {
    var context = testing
    context.names = .few
    return context
  }()
}

/// Every subject of a document, told by its content and name as `licensecheck` does it.
func subjects(_ path: String, _ text: String, _ context: ReadingContext = .naming) -> SubjectFinder.Findings {
  SubjectFinder(context: context).findings(in: SourceFile(path: path, text: text))
}

/// The only subject of a document, which a format of this name must have read.
func subject(_ format: String, _ path: String, _ text: String, _ context: ReadingContext = .naming) throws -> Inventory {
  let source = SourceFile(path: path, text: text)
  var document: Document?
  if case .document(let opened) = DocumentOpener.open(source) { document = opened }
  #expect(DocumentFormat.of(source, document)?.name == format)
  let findings = SubjectFinder(context: context).findings(in: source)
  try #require(findings.inventories.count == 1, "\(summary(findings.diagnostics))")
  return findings.inventories[0]
}

extension Inventory {
  /// `id kind: licenses`, in order, of what is described.
  var stated: [String] {
    components.filter(\.isDescribed).map { component in
      let names = component.declared.map { $0.names.map(\.value).joined(separator: ", ") }.joined(separator: " | ")
      return "\(component.id) \(component.kind.rawValue): \(names.isEmpty ? "-" : names)"
    }
  }

  var codes: [String] { diagnostics.map(\.code) }
}
