import Diagnostics
import DocumentFormats
import Files
import LicenseCatalog
import LicenseMatching
import Reporting
import YAMLDocuments

extension InquiryCommands {
  /// `schema NAME`: a JSON Schema.
  package static func schema(_ name: String) -> CommandOutput {
    switch name {
    case "manifest": return CommandOutput(ManifestSchema.text + "\n")
    case "report": return CommandOutput(ReportSchema.text + "\n")
    default:
      return CommandOutput(
        errors: "error: there is no schema `\(HostileText.singleLine(name))`; there are manifest, report\n", status: 2)
    }
  }
}

/// Commands for those who keep the catalog.
package enum CatalogCommands {
  /// `catalog lint PATH…`: everything that can be found wrong in catalog files, with the texts if they are at hand.
  package static func lint(_ paths: [String], texts: String?) -> CommandOutput {
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
      texts: { id in
        texts.flatMap { folder in try? InputFile.read(FilePath.join(folder, "\(id).txt"), limit: FileReader.Limit.text) }
      })
    return CommandOutput(report.lines.joined(separator: "\n") + "\n", status: report.errorCount == 0 ? 0 : 1)
  }

  /// `catalog build --texts DIR`: one fingerprint file for each text `<id>.txt`.
  package static func build(texts: String, output: String) -> CommandOutput {
    var diagnostics: [Diagnostic] = []
    var count = 0
    do throws(DiagnosticError) {
      let scope = try PathScope(root: texts)
      let folder = try DirectoryWalk.folder(texts, scope: scope)
      for name in folder.files where name.hasSuffix(".txt") {
        let source = try scope.read(FilePath.join(texts, name))
        let fingerprint = Fingerprint(id: String(name.dropLast(4)), of: source)
        try ReportFile.write(fingerprint.text, to: FilePath.join(output, "\(fingerprint.id).fingerprint"))
        count += 1
      }
    } catch {
      diagnostics += error.diagnostics
    }
    let errors = diagnostics.map(MessageStyle(TextOptions()).text).joined()
    return CommandOutput("\(count) fingerprints written to \(output)\n", errors: errors, status: errors.isEmpty ? 0 : 2)
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
