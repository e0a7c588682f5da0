import Diagnostics
import Foundation

/// The sample files of the project, which are not part of the repository.
enum Samples {
  static let root: URL = {
    if let path = ProcessInfo.processInfo.environment["LICENSECHECK_SAMPLES"] { return URL(filePath: path) }
    let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return package.deletingLastPathComponent().appending(path: "shared/samples")
  }()

  static var exist: Bool { FileManager.default.fileExists(atPath: root.path) }

  /// Whether tests of samples run: always where they are demanded, so that a missing folder is a failure there.
  static var areTested: Bool { exist || ProcessInfo.processInfo.environment["LICENSECHECK_REQUIRE_DATA"] == "1" }

  /// All files below a folder of the samples with one of the endings, in order.
  static func files(_ folder: String = "", _ endings: String...) throws -> [SourceFile] {
    let start = folder.isEmpty ? root : root.appending(path: folder)
    let names = try FileManager.default.subpathsOfDirectory(atPath: start.path).sorted()
    return try names.filter { name in endings.contains { name.hasSuffix($0) } }.map { name in
      SourceFile(path: name, bytes: Array(try Data(contentsOf: start.appending(path: name))))
    }
  }
}
