import Diagnostics
import Files
import Inventory
import LicenseCatalog
import Licensing

/// Where the text of a license may come from: what came with the component, else a folder of texts that the user names.
struct TextSource {
  private let releases: [ReleaseFiles]
  private let folder: String?
  private let scope: PathScope?

  /// - Parameters:
  ///   - releases: the files beside what is audited, where texts may lie that no document ties to a component.
  ///   - folder: `--texts DIR`, with one file `<id>.txt` for each license.
  init(_ releases: [ReleaseFiles], folder: String?) throws(DiagnosticError) {
    self.releases = releases
    self.folder = folder
    if let folder { scope = try PathScope(root: folder) } else { scope = nil }
  }

  /// The bytes to give along; a changed text is what came along, so it is given as it is.
  func text(of license: String, for component: Component) -> [UInt8]? {
    let kinds = ["exact", "equivalent", "modified"]
    let own = component.detected.first { text in
      kinds.contains(text.match) && text.ids.contains { Self.isSame($0, license) }
    }
    if let own { return own.role == "LICENSE" || own.role == "manifest" ? own.span.file.bytes : Array(own.span.text.utf8) }
    return beside(license) ?? fromFolder(license)
  }

  private func beside(_ license: String) -> [UInt8]? {
    for release in releases {
      for entry in release.entries(.license) {
        let isIt = release.texts(in: entry.file).contains { text in
          LicenseCopyCheck.isWhole(text) && text.ids.contains { Self.isSame($0, license) }
        }
        if isIt { return entry.file.bytes }
      }
    }
    return nil
  }

  /// A file counts only if it holds the text that its name promises.
  private func fromFolder(_ license: String) -> [UInt8]? {
    guard let folder, let scope, let terms = ShippedCatalog.catalog.terms(license) else { return nil }
    let names = [license, terms.spdx, base(of: license)].compactMap { $0 }.uniqued()
    for name in names where !name.contains("/") {
      guard let file = try? scope.read(FilePath.join(folder, "\(name).txt")) else { continue }
      let texts = ShippedCatalog.detected(file, 0..<file.bytes.count, "LICENSE")
      if texts.contains(where: { LicenseCopyCheck.isWhole($0) && $0.ids.contains { Self.isSame($0, license) } }) {
        return file.bytes
      }
    }
    return nil
  }

  /// The id of the text that is given with the right to choose a later version.
  private func base(of license: String) -> String? {
    ShippedCatalog.catalog.entries.first { $0.later == license }?.id
  }

  private static func isSame(_ found: String, _ wanted: String) -> Bool {
    found == wanted || ShippedCatalog.catalog.terms(found)?.later == wanted
  }
}
