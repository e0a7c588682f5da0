import Diagnostics
import FoundationEssentials
import LicenseCheck
import LicenseMatching
import LicenseTemplates
import Testing

/// The SPDX license list; it is not part of the repository.
enum SPDXTemplates {
  private static let folder =
    ProcessInfo.processInfo.environment["LICENSECHECK_TEMPLATES"] ?? "\(LicenseTexts.folder)/../license-list-XML"

  static let files: [SourceFile] = ["src", "src/exceptions"].flatMap { part -> [SourceFile] in
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(part)")) ?? []
    return names.filter { $0.hasSuffix(".xml") }.sorted().compactMap { name in
      FileManager.default.contents(atPath: "\(folder)/\(part)/\(name)").map { SourceFile(path: name, bytes: Array($0)) }
    }
  }

  /// `LICENSECHECK_ALL_TEXTS=1` reads them all, which takes minutes in a debug build.
  static var sample: [SourceFile] {
    if ProcessInfo.processInfo.environment["LICENSECHECK_ALL_TEXTS"] == "1" { return files }
    return files.enumerated().filter { $0.offset % 16 == 3 }.map(\.element)
  }
}

@Suite(.enabled(if: LicenseTexts.isRequired || !SPDXTemplates.files.isEmpty, "no SPDX license list"))
struct SPDXTemplateTests {
  @Test func `the list is there`() {
    #expect(SPDXTemplates.files.count > 800)
  }

  /// Filled with its sample text, a template is that license; what else is named has the same words.
  @Test(arguments: ["", "A model that writes poems.\n\n"])
  func `every license of the list is itself`(preface: String) throws {
    for file in SPDXTemplates.sample {
      let template = try SPDXTemplate(file)
      let matches = ShippedCatalog.identify(
        SourceFile(path: template.id, bytes: Array(preface.utf8) + template.text.source.bytes))
      let own = matches.first { $0.id == template.id }
      #expect(
        own.map { [.exact, .equivalent].contains($0.kind) } ?? false,
        "\(template.id): \(matches.map { "\($0.kind.rawValue) \($0.id ?? "?") \($0.lines) \($0.edits.map(\.kind.rawValue))" })")
      let others = matches.filter { $0.stretch != own?.stretch }
      #expect(others.isEmpty, "\(template.id) and \(others.map { "\($0.kind.rawValue) \($0.id ?? "?") \($0.lines)" })")
    }
  }
}
