import Diagnostics
import DocumentFormats
import Files
import LicenseCatalog
import LicenseMatching
import Reporting
import YAMLDocuments

/// Commands for those who keep the catalog.
package enum CatalogCommands {
  /// `catalog lint PATH…`: everything that can be found wrong in catalog files, with the texts if they are at hand.
  package static func lint(_ paths: [String], texts: String?, templates: String?) -> CommandOutput {
    // Else every text would count as not at hand, and nothing be compared.
    for folder in [texts, templates].compactMap(\.self) where !PathScope.isFolder(folder) {
      return CommandOutput(errors: "error: `\(HostileText.escaped(folder))` is no folder with texts\n", status: 2)
    }
    let texts = CatalogTexts(folder: texts, templates: templates)
    var files: [SourceFile] = []
    var diagnostics: [Diagnostic] = []
    for path in paths {
      do throws(DiagnosticError) {
        files += try CatalogFolder.files(path)
      } catch {
        diagnostics += error.diagnostics
      }
    }
    guard diagnostics.isEmpty else {
      return CommandOutput(errors: diagnostics.map(MessageStyle(TextOptions()).text).joined(), status: 2)
    }
    let report = CatalogLint.run(
      files: files, read: { source throws(DiagnosticError) in try YAMLReader.read(source) },
      texts: texts.text)
    return CommandOutput(report.lines.joined(separator: "\n") + "\n", status: report.errorCount == 0 ? 0 : 1)
  }

  /// `catalog text ID --spdx-xml DIR`: the plain text that the terms of such an entry are read from, and compared with.
  package static func text(_ id: String, templates: String) -> CommandOutput {
    guard let text = CatalogTexts(templates: templates).text(of: id) else {
      let shown = HostileText.escaped(FilePath.join(templates, "src/\(id).xml"))
      return CommandOutput(errors: "error: `\(shown)` is not there, or is no license of the SPDX list\n", status: 2)
    }
    return CommandOutput(String(decoding: text.bytes, as: UTF8.self))
  }

  /// `catalog build --texts DIR --spdx-xml DIR`: one fingerprint file for each license or policy.
  package static func build(texts: String?, templates: String?, output: String) -> CommandOutput {
    guard texts != nil || templates != nil else {
      return CommandOutput(errors: "error: give `--texts DIR`, `--spdx-xml DIR` or both\n", status: 2)
    }
    do throws(DiagnosticError) {
      var build = FingerprintBuild()
      if let texts { try build.addTexts(texts) }
      if let templates { try build.addTemplates(templates) }
      var size = 0
      for (name, bytes) in build.files {
        try ReportFile.write(bytes, to: FilePath.join(output, name))
        size += bytes.count
      }
      return CommandOutput("\(build.files.count) fingerprints of \(size) bytes in all written to \(output)\n")
    } catch {
      return CommandOutput(errors: error.diagnostics.map(MessageStyle(TextOptions()).text).joined(), status: 2)
    }
  }
}

/// The files of a catalog folder, by paths that begin with `licenses/`.
enum CatalogFolder {
  static func files(_ path: String) throws(DiagnosticError) -> [SourceFile] {
    let scope = try PathScope(root: path)
    guard PathScope.isFolder(path) else { return [try InputFile.read(path)] }
    let walk = DirectoryWalk(path, scope: scope)
    var files: [SourceFile] = []
    for folder in walk.folders {
      for name in folder.files where !name.hasSuffix(".md") && !name.hasPrefix(".") {
        files.append(try scope.read(FilePath.join(folder.path, name), limit: FileReader.Limit.document))
      }
    }
    return files.sorted { $0.path < $1.path }
  }
}
