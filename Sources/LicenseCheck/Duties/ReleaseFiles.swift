import Diagnostics
import DocumentFormats
import Files
import Inventory
import LicenseMatching
import Licensing

/// The files that go to those who receive a release: what lies beside its manifest or card, and what these name below it.
///
/// They are looked for when a duty first asks for them, and once for all uses. It serves one report and is not shared.
final class ReleaseFiles {
  /// One file, what it is for, and its text.
  struct Entry {
    let file: SourceFile
    let role: ReleaseFileRole
    let prose: Prose
  }

  /// More than these are not looked at, so that a report over a large repository stays quick.
  private enum Limit {
    static let names = 5_000
    static let files = 100
    static let size = 1 << 20
    static let total = 8 << 20
  }

  /// Subfolders in which people keep what concerns rights.
  private static let subfolders: Set<String> = [
    "licenses", "licences", "model_licenses", "license", "legal", "notices", "docs", "doc",
  ]

  private let inventory: Inventory
  private var identified: [ObjectIdentifier: [DetectedLicense]] = [:]
  private var streams: [ObjectIdentifier: TokenStream] = [:]
  /// Files that were read here and are no sources of the inventory.
  private(set) var read: [SourceFile] = []
  private(set) lazy var entries: [Entry] = found()
  /// Files of ancestors, which prove nothing about ours.
  private lazy var foreign: Set<String> = foreignPaths()

  init(_ inventory: Inventory) {
    self.inventory = inventory
    // What readers identified already, whatever component they tied it to.
    for text in inventory.components.flatMap(\.detected) + inventory.looseTexts {
      identified[ObjectIdentifier(text.span.file), default: []].append(text)
    }
  }

  func entries(_ roles: ReleaseFileRole...) -> [Entry] { entries.filter { roles.contains($0.role) } }

  /// The license texts in a file.
  func texts(in file: SourceFile) -> [DetectedLicense] {
    if let known = identified[ObjectIdentifier(file)] { return known }
    let found = ShippedCatalog.detected(file, 0..<file.bytes.count, "LICENSE")
    identified[ObjectIdentifier(file)] = found
    return found
  }

  /// The words of a file's prose, read once.
  func stream(of entry: Entry) -> TokenStream {
    if let known = streams[ObjectIdentifier(entry.file)] { return known }
    let stream = TokenStream(source: entry.file, range: entry.prose.start..<entry.file.bytes.count)
    streams[ObjectIdentifier(entry.file)] = stream
    return stream
  }

  /// The file below the folder of the input that a measure names; `nil` if it lies elsewhere.
  func file(named path: String) throws(DiagnosticError) -> SourceFile? {
    guard let folder, let scope, !path.hasPrefix("/"), !path.contains("://") else { return nil }
    let shown = FilePath.normalized(FilePath.join(folder, path))
    if let known = (inventory.sources + read).first(where: { FilePath.normalized($0.path) == shown }) { return known }
    guard isBelowFolder(shown), FilePath.contains(try scope.resolve(folder), try scope.resolve(shown)) else { return nil }
    let file = try scope.read(shown, limit: FileReader.Limit.text)
    read.append(file)
    return file
  }

  // MARK: Finding

  /// A registry record is no place in which a release lies, and neither is standard input.
  private lazy var folder: String? = {
    let isRecord = inventory.components.contains { $0.evidence.contains { $0.source == "hub-record" } }
    guard !isRecord, !inventory.path.hasPrefix("<") else { return nil }
    return PathScope.isFolder(inventory.path) ? inventory.path : FilePath.folder(of: inventory.path)
  }()

  private lazy var scope: PathScope? = folder.flatMap { try? PathScope(around: $0) }

  private func found() -> [Entry] {
    var files: [(file: SourceFile, role: ReleaseFileRole)] = []
    var known = Set<String>()
    var total = 0
    for file in inventory.sources where !foreign.contains(file.path) {
      guard known.insert(FilePath.normalized(file.path)).inserted, let role = role(of: file) else { continue }
      files.append((file, role))
    }
    for (path, role) in names() where known.insert(FilePath.normalized(path)).inserted && files.count < Limit.files {
      guard !foreign.contains(path), let file = try? scope?.read(path, limit: Limit.size) else { continue }
      total += file.bytes.count
      guard total <= Limit.total else { break }
      read.append(file)
      files.append((file, role))
    }
    return files.map { Entry(file: $0.file, role: $0.role, prose: Prose($0.file)) }
  }

  /// A file that a document names as a license text is one, whatever its name.
  private func role(of file: SourceFile) -> ReleaseFileRole? {
    if let role = ReleaseFileRole(fileNamed: FilePath.name(of: file.path)) { return role }
    let texts = identified[ObjectIdentifier(file)] ?? []
    if texts.contains(where: { $0.role == "LICENSE" }) { return .license }
    return file.path.lowercased().hasSuffix(".md") ? .card : nil
  }

  private func names() -> [(path: String, role: ReleaseFileRole)] {
    guard let folder, let scope else { return [] }
    guard let top = try? DirectoryWalk.folder(folder, scope: scope, limits: .init(depth: 1, entries: Limit.names)) else {
      return []
    }
    var result = top.files.compactMap { name in
      ReleaseFileRole(fileNamed: name).map { (FilePath.join(folder, name), $0) }
    }
    for name in top.folders where Self.subfolders.contains(name.lowercased()) {
      let path = FilePath.join(folder, name)
      guard let below = try? DirectoryWalk.folder(path, scope: scope, limits: .init(depth: 1, entries: Limit.names)) else {
        continue
      }
      let isDocumentation = name.lowercased().hasPrefix("doc")
      for file in below.files {
        let isText = [".md", ".txt", ".rst", ".html"].contains(where: file.lowercased().hasSuffix)
        let role = ReleaseFileRole(fileNamed: file) ?? (isDocumentation ? isText ? .documentation : nil : .license)
        if let role { result.append((FilePath.join(path, file), role)) }
      }
    }
    return result
  }

  /// The cards and texts of components that came from others, unless they lie in the folder of the release.
  private func foreignPaths() -> Set<String> {
    let parents = Set(inventory.components.flatMap { $0.lineage.map(\.target.value) })
    var ours: Set<String> = []
    var others: Set<String> = []
    for component in inventory.components {
      let paths = component.detected.map(\.span.file.path) + component.evidence.map(\.span.file.path)
      if parents.contains(component.id), !component.isOurs { others.formUnion(paths) } else { ours.formUnion(paths) }
    }
    return others.subtracting(ours).filter { !isBelowFolder($0) || isCard($0) }
  }

  /// What a parent's own card says, ours does not say, wherever it lies.
  private func isCard(_ path: String) -> Bool { ReleaseFileRole(fileNamed: FilePath.name(of: path)) == .card }

  private func isBelowFolder(_ path: String) -> Bool {
    guard let folder else { return true }
    let (folderPath, path) = (FilePath.normalized(folder), FilePath.normalized(path))
    if folderPath == "." { return !path.hasPrefix("../") && !path.hasPrefix("/") }
    return path.hasPrefix(folderPath + "/")
  }
}
