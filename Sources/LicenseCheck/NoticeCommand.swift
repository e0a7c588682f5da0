import Diagnostics
import Files
import Inventory
import Licensing
import Reporting

#if canImport(Glibc)
  import Glibc
#endif

/// `notice PATH… -o DIR`: writes the files that must go along with what is given on.
package enum NoticeCommand {
  package static func run(_ options: CheckOptions, to folder: String, texts: String?) -> CommandOutput {
    do throws(DiagnosticError) {
      let input = try AuditInput.read(options)
      try refuseInputFolder(folder, input)
      let bundle = NoticeBundle(
        input.assessments().flatMap(\.assessments),
        source: try TextSource(input.inventories.map(ReleaseFiles.init), folder: texts))
      try write(bundle, to: folder)
      let errors = input.errors.map(MessageStyle(options.text).text).joined()
      let isWhole = bundle.unknown.isEmpty && input.errors.isEmpty
      return CommandOutput(summary(bundle, folder, texts), errors: errors, status: isWhole ? 0 : 2)
    } catch {
      return options.failure(error)
    }
  }

  /// What came along must not be overwritten by what is made from it.
  private static func refuseInputFolder(_ folder: String, _ input: AuditInput) throws(DiagnosticError) {
    guard PathScope.isFolder(folder), let own = try? PathScope(root: folder).root else { return }
    for inventory in input.inventories {
      let path = PathScope.isFolder(inventory.path) ? inventory.path : FilePath.folder(of: inventory.path)
      guard let other = try? PathScope(root: path).root, other == own else { continue }
      throw DiagnosticError(
        Diagnostic(
          "output-is-input", .error, "`\(folder)` holds what is audited, and its own notices would be overwritten",
          help: "name a folder of its own, for example `-o \(FilePath.join(folder, "third-party"))`"))
    }
  }

  private static func write(_ bundle: NoticeBundle, to folder: String) throws(DiagnosticError) {
    try makeFolder(folder)
    if bundle.files.keys.contains(where: { $0.hasPrefix("LICENSES/") }) {
      let licenses = FilePath.join(folder, "LICENSES")
      try makeFolder(licenses)
      // A link that leads elsewhere would have files written there.
      _ = try PathScope(root: folder).resolve(licenses)
    }
    for path in bundle.files.keys.sorted() {
      let place = FilePath.join(folder, path)
      let bytes = bundle.files[path] ?? []
      // A file that is right already stays untouched.
      if let present = try? InputFile.read(place), present.bytes == bytes { continue }
      try ReportFile.write(bytes, to: place)
    }
  }

  private static func makeFolder(_ path: String) throws(DiagnosticError) {
    guard !PathScope.isFolder(path), mkdir(path, 0o755) != 0 else { return }
    let reason = strerror(errno).map { String(cString: $0).lowercased() } ?? "unknown error"
    throw DiagnosticError(Diagnostic("unwritable-file", .error, "cannot make the folder `\(path)`: \(reason)", path: path))
  }

  private static func summary(_ bundle: NoticeBundle, _ folder: String, _ texts: String?) -> String {
    func plain(_ text: String) -> String { HostileText.singleLine(text) }
    var lines = ["wrote \(bundle.files.count) files to \(plain(folder)): \(bundle.files.keys.sorted().joined(separator: ", "))"]
    lines.append(
      "\(bundle.items.count) \(bundle.items.count == 1 ? "component" : "components") of others, \(bundle.items.count - bundle.unknown.count) with license and text"
    )
    for item in bundle.unknown {
      lines.append("unknown: \(plain(item.component.title)) lacks \(plain(item.unknown.joined(separator: ", ")))")
    }
    if !bundle.unknown.isEmpty {
      lines.append(
        texts == nil
          ? "put the texts beside the components, or name a folder of texts with --texts DIR"
          : "put the texts beside the components, or into `\(plain(texts ?? ""))` as <id>.txt")
    }
    return lines.map(HostileText.guarded).joined(separator: "\n") + "\n"
  }
}
