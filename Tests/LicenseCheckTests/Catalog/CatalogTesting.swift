import Diagnostics
import Documents
import Foundation
import YAMLDocuments

@testable import LicenseCheck

/// JSON is YAML enough for tests whose files are written in one line.
func readJSON(_ source: SourceFile) throws(DiagnosticError) -> Document { try JSONReader.read(source) }

func readYAML(_ source: SourceFile) throws(DiagnosticError) -> Document { try YAMLReader.read(source) }

/// `licenses/` of this repository, and the license texts that are no part of it.
enum CatalogFolder {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..").standardizedFileURL

  static let texts: URL = {
    let folder = ProcessInfo.processInfo.environment["LICENSECHECK_TEXTS"]
    return folder.map { URL(filePath: $0) } ?? root.appending(path: "../shared/license-texts").standardizedFileURL
  }()

  static var isDataRequired: Bool { ProcessInfo.processInfo.environment["LICENSECHECK_REQUIRE_DATA"] == "1" }
  static var hasTexts: Bool { FileManager.default.fileExists(atPath: texts.appending(path: "MIT.txt").path) }

  /// All files that are compiled, with the paths that messages show.
  static let files: [SourceFile] = {
    let folder = root.appending(path: "licenses")
    let paths = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []
    return paths.sorted().filter { !$0.hasSuffix(".md") }.compactMap { path in
      FileManager.default.contents(atPath: folder.appending(path: path).path).map {
        SourceFile(path: "licenses/\(path)", bytes: Array($0))
      }
    }
    .filter { !$0.bytes.isEmpty }
  }()

  /// A checkout of spdx/license-list-XML, for the texts that are not among the others.
  static let templates: URL = {
    let folder = ProcessInfo.processInfo.environment["LICENSECHECK_TEMPLATES"]
    return folder.map { URL(filePath: $0) } ?? root.appending(path: "../shared/license-list-XML").standardizedFileURL
  }()

  static var hasTemplates: Bool { FileManager.default.fileExists(atPath: templates.appending(path: "src/MIT.xml").path) }

  static func text(_ id: String) -> SourceFile? {
    CatalogTexts(folder: texts.path, templates: templates.path).text(of: id)
  }
}
