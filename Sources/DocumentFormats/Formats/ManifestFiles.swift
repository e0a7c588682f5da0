import Diagnostics
import Files
import Inventory
import Licensing

// The files that a manifest names: license texts and cards.
extension ManifestReader {
  /// Reads them and joins their facts to the components.
  mutating func joinFiles(into inventory: inout Inventory) {
    var files: [String: SourceFile] = [:]
    let names = Dictionary(entries.map { ($0.id.value, $0.component.name) }, uniquingKeysWith: { first, _ in first })
    entries = entries.map { join($0, names, &files, &inventory) }
    alternatives = alternatives.map { alternative in
      (alternative.component, alternative.entries.map { join($0, names, &files, &inventory) })
    }
  }

  private mutating func join(
    _ entry: Entry, _ names: [String: String?], _ files: inout [String: SourceFile], _ inventory: inout Inventory
  ) -> Entry {
    var entry = entry
    if let name = entry.licenseFile, let file = open(name, &files, &inventory) {
      let texts = LicenseText(file, role: LicenseText.role(ofFileNamed: FilePath.name(of: file.path))).read(context)
      entry.component.detected += texts.detected
      nodes.report(texts.diagnostics)
      entry.component.evidence.append(.init(source: "license-file", span: name.span))
    }
    if let name = entry.card, let file = open(name, &files, &inventory) {
      let card = HubCard(file, name: entry.component.name ?? entry.id.value).inventory(context)
      nodes.report(card.diagnostics)
      if let same = card.components.first { nodes.report(entry.component.join(same, names: names)) }
    }
    return entry
  }

  private mutating func open(
    _ name: Located<String>, _ files: inout [String: SourceFile], _ inventory: inout Inventory
  ) -> SourceFile? {
    guard let scope = context.scope else {
      nodes.report(.noFolder(name))
      return nil
    }
    let shown = FilePath.normalized(FilePath.join(FilePath.folder(of: path), name.value))
    if let file = files[shown] { return file }
    do throws(DiagnosticError) {
      let file = try scope.read(shown)
      files[shown] = file
      inventory.sources.append(file)
      return file
    } catch {
      for var diagnostic in error.diagnostics {
        diagnostic.labels = [.init(name.span, "named here")]
        diagnostic.path = path
        nodes.report([diagnostic])
      }
      return nil
    }
  }
}

extension Diagnostic {
  fileprivate static func noFolder(_ name: Located<String>) -> Self {
    Self(
      "unreadable-file", .error, "\(name.value.quoted) cannot be read: the manifest has no folder", labels: [.init(name.span)],
      help: "give the manifest as a file, not on standard input")
  }
}
