import Diagnostics
import DocumentFormats
import Files
import LicenseCatalog
import LicenseMatching
import Reporting

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
