import Diagnostics
import Files
import LicenseMatching
import LicenseTemplates

/// Gathers the fingerprints of plain texts and of SPDX templates; what both have under one id becomes one fingerprint.
struct FingerprintBuild {
  private(set) var fingerprints: [String: Fingerprint] = [:]

  /// Every `<id>.txt` of a folder.
  mutating func addTexts(_ path: String) throws(DiagnosticError) {
    let scope = try PathScope(root: path)
    for name in try DirectoryWalk.folder(path, scope: scope).files where name.hasSuffix(".txt") {
      let stream = TokenStream(source: try scope.read(FilePath.join(path, name), limit: FileReader.Limit.text))
      let id = String(name.dropLast(4))
      fingerprints[id, default: Fingerprint(id: id, standing: .unlisted)].add(ReferenceText(stream), plain: .init(stream))
    }
  }

  /// Every license and exception of a checkout of spdx/license-list-XML.
  mutating func addTemplates(_ path: String) throws(DiagnosticError) {
    let scope = try PathScope(root: path)
    let walk = DirectoryWalk(path, scope: scope)
    for folder in walk.folders {
      for name in folder.files where name.hasSuffix(".xml") {
        let template = try SPDXTemplate(try scope.read(FilePath.join(folder.path, name), limit: FileReader.Limit.text))
        var fingerprint = fingerprints[template.id] ?? Fingerprint(id: template.id)
        fingerprint.standing = template.isDeprecated ? .deprecated : template.isException ? .exception : .current
        fingerprint.add(ReferenceText(template.text), plain: .init(TokenStream(source: template.text.source)))
        if let header = template.header { fingerprint.add(ReferenceText(header)) }
        fingerprints[template.id] = fingerprint
      }
    }
  }

  /// The files to write, by name.
  var files: [(name: String, bytes: [UInt8])] {
    fingerprints.values.sorted { $0.id < $1.id }.map { ("\($0.id).fingerprint", $0.bytes) }
  }
}
