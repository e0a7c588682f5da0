import Diagnostics
import FoundationEssentials
import LicenseMatching

/// The collected license texts that tests run on; they are not part of the repository.
enum LicenseTexts {
  /// `LICENSECHECK_TEXTS`, else the folder `shared/license-texts` beside the package.
  static let folder: String = {
    if let folder = ProcessInfo.processInfo.environment["LICENSECHECK_TEXTS"] { return folder }
    let root = #filePath.split(separator: "/").dropLast(5).joined(separator: "/")
    return "/\(root)/shared/license-texts"
  }()

  /// Whether a missing folder is a failure: `LICENSECHECK_REQUIRE_DATA=1`.
  static let isRequired = ProcessInfo.processInfo.environment["LICENSECHECK_REQUIRE_DATA"] == "1"
  static var shouldRun: Bool { isRequired || !files.isEmpty }

  /// The texts in the order of their ids.
  static let files: [(id: String, source: SourceFile)] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".txt") }.sorted().compactMap { name in
      guard let content = FileManager.default.contents(atPath: "\(folder)/\(name)") else { return nil }
      return (String(name.dropLast(4)), SourceFile(path: name, bytes: Array(content)))
    }
  }()

  /// A few texts, others for each salt: a debug build aligns slowly, and `Benchmarks` changes them all.
  static func sample(_ salt: Int, of parts: Int = 12) -> [(id: String, source: SourceFile)] {
    files.enumerated().filter { ($0.offset + salt) % parts == 0 }.map(\.element)
  }

  static let fingerprints = files.map { Fingerprint(id: $0.id, of: $0.source) }
  static let matcher = LicenseMatcher(fingerprints: fingerprints)
}
