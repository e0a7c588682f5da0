import Diagnostics
import Documents
import Foundation
import Licensing
import Reporting
import YAMLDocuments

@testable import LicenseCheck

enum YAMLTesting {
  static func root(_ source: SourceFile) throws -> DocumentNode { try YAMLReader.read(source).root }
}

/// A folder that is gone when its test is over.
final class ScratchFolder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appending(path: "policy-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ text: String, to name: String) throws {
    let url = URL(filePath: path).appending(path: name)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }
}
