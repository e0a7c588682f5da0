import Diagnostics
import Documents
import Files
import Inventory
import Licensing

/// Finds and reads what there is to audit in files and folders.
package struct SubjectFinder: Sendable {
  /// What was found, in the order of the paths; within a folder sorted by bytes.
  package struct Findings: Sendable {
    package var inventories: [Inventory] = []
    /// What belongs to no subject: a file that is nothing known, a folder that could not be looked at.
    package var diagnostics: [Diagnostic] = []

    package init(inventories: [Inventory] = [], diagnostics: [Diagnostic] = []) {
      self.inventories = inventories
      self.diagnostics = diagnostics
    }
  }

  let context: ReadingContext
  let limits: DirectoryWalk.Limits
  /// The format that files and standard input are in, whatever they look like.
  private let format: DocumentFormat?
  /// Which files of a folder are looked at; one that is named itself always is.
  package var looksAt: (@Sendable (_ path: String) -> Bool)?
  /// Whether walks leave out what a `.gitignore` of the repository names.
  package var honorsIgnoreFiles = true

  package init(context: ReadingContext, limits: DirectoryWalk.Limits = .standard, format: DocumentFormat? = nil) {
    self.context = context
    self.limits = limits
    self.format = format
  }

  /// The subjects in the paths; a path given twice is read once.
  package func findings(in paths: [String]) -> Findings {
    var findings = Findings()
    var seen: Set<String> = []
    for path in paths.map(Self.withoutTrailingSlashes) {
      do throws(DiagnosticError) {
        let scope = try PathScope(around: path)
        guard seen.insert(try scope.resolve(path)).inserted else { continue }
        if PathScope.isFolder(path) {
          walk(path, scope, &findings)
        } else {
          try readNamed(path, scope, &findings)
        }
      } catch {
        findings.diagnostics += error.diagnostics
      }
    }
    rankClaims(&findings)
    return findings
  }

  func rankClaims(_ findings: inout Findings) {
    for index in findings.inventories.indices { findings.inventories[index].rankClaims() }
  }

  /// So that names joined to it are parted from it again at the same place.
  private static func withoutTrailingSlashes(_ path: String) -> String {
    guard path.count > 1, let last = path.utf8.lastIndex(where: { $0 != UInt8(ascii: "/") }) else { return path }
    return String(Substring(path.utf8[...last]))
  }

  /// The subjects in bytes that came from elsewhere, such as standard input.
  package func findings(in source: SourceFile) -> Findings {
    var findings = Findings()
    read(source, nil, &findings)
    rankClaims(&findings)
    return findings
  }

  // MARK: Files that were named

  private func readNamed(_ path: String, _ scope: PathScope, _ findings: inout Findings) throws(DiagnosticError) {
    let name = FilePath.name(of: path).lowercased()
    if format == nil, FolderContents.licenseSubject(of: name) != nil {
      // A license text is a part of the folder that it stands in.
      readFolder(of: path, scope, &findings)
    } else if format?.syntax ?? .bytes == .bytes, let header = try WeightsHeader.inventory(path, scope, context.within(scope)) {
      findings.inventories.append(header)
    } else {
      read(try scope.read(path, limit: FileReader.Limit.document), scope, &findings)
    }
  }

  private func readFolder(of path: String, _ scope: PathScope, _ findings: inout Findings) {
    do throws(DiagnosticError) {
      let folder = FolderContents(try DirectoryWalk.folder(FilePath.folder(of: path), scope: scope))
      findings.inventories.append(ModelDirectory([folder], scope: scope, context: context).inventory())
    } catch {
      findings.diagnostics += error.diagnostics
    }
  }

  private func read(_ source: SourceFile, _ scope: PathScope?, _ findings: inout Findings) {
    let name = FilePath.name(of: source.path).lowercased()
    if name.hasSuffix(".jsonl") || name.hasSuffix(".ndjson") {
      findings.inventories += RecordLines(source).inventories()
      return
    }
    var context = context
    context.scope = scope ?? context.scope
    let content = format.map { DocumentOpener.open(source, as: $0.syntax) } ?? DocumentOpener.open(source)
    switch content {
    case .document(let document): read(source, document, context, &findings)
    case .text: read(source, nil, context, &findings)
    case .unreadable(let diagnostics):
      var inventory = Inventory(path: source.path)
      inventory.sources = [source]
      inventory.diagnostics = diagnostics
      findings.inventories.append(inventory)
    }
  }

  private func read(_ source: SourceFile, _ document: Document?, _ context: ReadingContext, _ findings: inout Findings) {
    guard let chosen = format ?? DocumentFormat.of(source, document) else {
      findings.diagnostics.append(.notAManifest(source, .error, document))
      return
    }
    findings.inventories += chosen.read(source, document, context)
    if format != nil, chosen.detects(source, document) == .no { findings.diagnostics.append(.notTheFormat(source, chosen)) }
  }

  // MARK: Folders

  /// Takes out the files that nobody wants looked at, and says how many.
  func leaveOut(_ folders: inout [DirectoryWalk.Folder]) -> Int {
    guard let looksAt else { return 0 }
    var passed = 0
    for index in folders.indices {
      let folder = folders[index].path
      let files = folders[index].files.filter { looksAt(FilePath.join(folder, $0)) }
      passed += folders[index].files.count - files.count
      folders[index].files = files
    }
    return passed
  }

  private func walk(_ path: String, _ scope: PathScope, _ findings: inout Findings) {
    let walk = DirectoryWalk(path, scope: scope, limits: limits, honorsIgnoreFiles: honorsIgnoreFiles)
    findings.diagnostics += walk.diagnostics
    if let first = walk.ignored.first { findings.diagnostics.append(.leftOut(first, walk.ignored)) }
    var folders = walk.folders
    let passed = leaveOut(&folders)
    if passed > 0 { findings.diagnostics.append(.passedOver(path, passed)) }
    var tree = SubjectTree(folders, scope: scope, context: context)
    tree.read()
    findings.inventories += tree.inventories
    findings.diagnostics += tree.diagnostics
    if tree.inventories.isEmpty, !findings.diagnostics.contains(where: { $0.severity == .error }) {
      findings.diagnostics.append(.nothingFound(path))
    }
  }
}

extension Diagnostic {
  static func notAManifest(_ source: SourceFile, _ severity: Severity, _ document: Document? = nil) -> Self {
    let titles = DocumentFormat.all.map(\.title)
    return Self(
      "not-a-manifest", severity, "`\(source.path)` is nothing that can be audited",
      labels: [.init(SourceSpan(source, 0..<min(1, source.bytes.count)), document.map { seen($0.root) } ?? "")],
      help: "looked for \(titles.dropLast().joined(separator: ", ")) and \(titles.last ?? "")")
  }

  /// What a document is that fits no format.
  private static func seen(_ root: DocumentNode) -> String {
    switch root.kind {
    case .object:
      let keys = root.members.map { $0.key.value.quoted }
      return keys.isEmpty
        ? "an object without keys" : "an object with \(keys.prefix(8).joined(separator: ", "))\(keys.count > 8 ? ", …" : "")"
    case .array: return root.elements.first { _ in true }.map { "a list of which the first is " + seen($0) } ?? "an empty list"
    case .null: return "nothing"
    case .bool, .number, .string: return root.noun
    }
  }

  fileprivate static func notTheFormat(_ source: SourceFile, _ format: DocumentFormat) -> Self {
    Self(
      "not-the-format", .error, "`\(source.path)` does not look like \(format.title), as which it was to be read",
      labels: [.init(source.start)], help: "leave `--format-in` out, or name another of its formats")
  }

  /// What is not looked at is told, so that nobody takes it for clean.
  fileprivate static func passedOver(_ path: String, _ count: Int) -> Self {
    Self(
      "passed-over", .note, "\(count == 1 ? "1 file" : "\(count) files") below `\(path)` not looked at, as `files` says",
      help: "name a file itself to have it looked at", path: path)
  }

  fileprivate static func leftOut(_ first: String, _ all: [String]) -> Self {
    let names = all.prefix(3).map(\.quoted).joined(separator: ", ")
    return Self(
      "ignored-by-git", .note,
      "\(names)\(all.count > 3 ? " and \(all.count - 3) more" : "") \(all.count == 1 ? "is" : "are") left out, as .gitignore says",
      help: "name what you want to audit, or pass --no-ignore", path: first)
  }

  fileprivate static func nothingFound(_ path: String) -> Self {
    Self(
      "nothing-found", .error, "`\(path)` holds nothing that can be audited",
      help: "add a manifest (`model.json`), a card (`README.md` with front matter), or weights with their license", path: path)
  }
}
