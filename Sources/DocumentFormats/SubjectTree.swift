import Diagnostics
import Documents
import Files
import Inventory
import Licensing

/// The subjects in a tree of folders: which folder is one, and which folders belong to the subject above them.
struct SubjectTree {
  private(set) var inventories: [Inventory] = []
  private(set) var diagnostics: [Diagnostic] = []
  private let folders: [FolderContents]
  private let paths: Set<String>
  private let scope: PathScope
  private let context: ReadingContext
  /// Paths of files that a manifest names or that are manifests.
  private var claimed: Set<String> = []
  /// Folders with a manifest, and folders that are model directories.
  private var manifestFolders: Set<String> = []
  private var modelFolders: Set<String> = []

  /// The largest JSON or YAML file of a tree that could be a manifest or a record.
  static let documentLimit = 4 << 20

  init(_ folders: [DirectoryWalk.Folder], scope: PathScope, context: ReadingContext) {
    self.folders = folders.filter { !Self.isStorage($0.path) }.map(FolderContents.init)
    paths = Set(self.folders.map(\.path))
    self.scope = scope
    self.context = context.within(scope)
  }

  /// Parts of a Hub cache that hold bytes without names.
  private static func isStorage(_ path: String) -> Bool {
    let parts = FilePath.components(of: path)
    guard let repository = parts.lastIndex(where: { HubID.inCacheFolder($0) != nil }), repository + 1 < parts.count else {
      return false
    }
    return ["blobs", "refs", ".no_exist"].contains(parts[repository + 1])
  }

  mutating func read() {
    var documents: [String: [Inventory]] = [:]
    for folder in folders { documents[folder.path] = readDocuments(folder) }
    chooseModelFolders()
    let parts = partsOfModelFolders()
    for folder in folders {
      inventories += documents[folder.path] ?? []
      inventories += readCollectedCards(folder)
      guard modelFolders.contains(folder.path), !isClaimed(folder) else { continue }
      let below = [folder] + (parts[folder.path] ?? [])
      inventories.append(ModelDirectory(below, scope: scope, context: context).inventory())
    }
  }

  // MARK: Manifests and records

  private mutating func readDocuments(_ folder: FolderContents) -> [Inventory] {
    var result: [Inventory] = []
    var unknown: [SourceFile] = []
    for name in folder.documents {
      let path = FilePath.join(folder.path, name)
      do throws(DiagnosticError) {
        let source = try scope.read(path, limit: Self.documentLimit)
        if let inventories = read(source, isNamedLikeOurs: name.lowercased().hasPrefix("model.")) {
          result += inventories
        } else {
          unknown.append(source)
        }
      } catch {
        diagnostics += error.diagnostics.map { $0.lowered(to: .note) }
      }
    }
    if !result.isEmpty { manifestFolders.insert(folder.path) }
    for inventory in result { claimed.formUnion(inventory.sources.map { FilePath.normalized($0.path) }) }
    if let first = unknown.first { diagnostics.append(.notManifests(first, unknown.count)) }
    return result
  }

  /// `nil` for a document that is nothing known.
  private func read(_ source: SourceFile, isNamedLikeOurs: Bool) -> [Inventory]? {
    let isYAML = !FilePath.name(of: source.path).lowercased().hasSuffix(".json")
    let mentionsManifest = source.mentions("manifest")
    // Reading all the YAML of a repository would cost more than the audit.
    if isYAML, !mentionsManifest { return nil }
    switch DocumentOpener.open(source) {
    case .document(let document):
      guard let format = DocumentFormat.of(source, document), format.name != "model-configuration" else { return nil }
      return format.read(source, document, context)
    case .text: return nil
    case .unreadable(let diagnostics):
      guard isNamedLikeOurs || (mentionsManifest && source.mentions("components")) else { return nil }
      var inventory = Inventory(path: source.path)
      inventory.sources = [source]
      inventory.diagnostics = diagnostics
      return [inventory]
    }
  }

  // MARK: Model directories

  private mutating func chooseModelFolders() {
    let licensed = Set(folders.filter(\.hasLicense).map(\.path))
    for folder in folders {
      let isSnapshot =
        FilePath.name(of: FilePath.folder(of: folder.path)) == "snapshots" && HubCard.hubName(in: folder.path) != nil
      let holdsModel = folder.hasWeights || folder.adapterConfiguration != nil
      if isSnapshot || hasCard(folder) || (folder.hasLicense && holdsModel) { modelFolders.insert(folder.path) }
    }
    for folder in folders where folder.hasWeights || folder.adapterConfiguration != nil {
      let above = ancestors(of: folder.path)
      if above.contains(where: { modelFolders.contains($0) || manifestFolders.contains($0) }) { continue }
      // Weights without a license beside them belong to the nearest folder that has one, else they stand alone.
      modelFolders.insert(above.first(where: licensed.contains) ?? folder.path)
    }
  }

  private func hasCard(_ folder: FolderContents) -> Bool {
    folder.cards.contains { name in
      // One that cannot be read makes a subject too, so that its reading tells why.
      guard let source = try? scope.read(FilePath.join(folder.path, name)) else { return true }
      return HubCard.isCard(source)
    }
  }

  /// Cards that somebody keeps beside each other under names of their own: each speaks for itself.
  private func readCollectedCards(_ folder: FolderContents) -> [Inventory] {
    folder.texts.compactMap { name in
      let path = FilePath.join(folder.path, name)
      guard !claimed.contains(FilePath.normalized(path)), let source = try? scope.read(path), HubCard.isCard(source) else {
        return nil
      }
      return HubCard(source).inventory(context)
    }
  }

  /// The folder itself and those above it, the nearest first.
  private func ancestors(of path: String) -> [String] {
    var result = [path]
    var current = path
    while current != "." && current != "/" {
      current = FilePath.folder(of: current)
      if paths.contains(current) { result.append(current) }
    }
    return result
  }

  private func partsOfModelFolders() -> [String: [FolderContents]] {
    var parts: [String: [FolderContents]] = [:]
    for folder in folders where !modelFolders.contains(folder.path) && !manifestFolders.contains(folder.path) {
      guard let owner = ancestors(of: folder.path).first(where: modelFolders.contains) else { continue }
      parts[owner, default: []].append(folder)
    }
    return parts
  }

  /// A manifest in a folder claims the cards and license texts there, and those elsewhere that it names.
  private func isClaimed(_ folder: FolderContents) -> Bool {
    if manifestFolders.contains(folder.path) { return true }
    let names = folder.cards.map { FilePath.normalized(FilePath.join(folder.path, $0)) }
    return names.contains(where: claimed.contains)
  }
}

extension SourceFile {
  /// Whether the bytes contain an ASCII word.
  fileprivate func mentions(_ word: StaticString) -> Bool {
    let word = word.withUTF8Buffer { Array($0) }
    guard let first = word.first, bytes.count >= word.count else { return false }
    return bytes.withUnsafeBufferPointer { bytes in
      for start in 0...(bytes.count - word.count) where bytes[start] == first {
        if bytes[start..<start + word.count].elementsEqual(word) { return true }
      }
      return false
    }
  }
}

extension Diagnostic {
  fileprivate func lowered(to severity: Severity) -> Self {
    var copy = self
    copy.severity = min(severity, copy.severity)
    return copy
  }

  fileprivate static func notManifests(_ first: SourceFile, _ count: Int) -> Self {
    var diagnostic = notAManifest(first, .note)
    if count > 1 {
      diagnostic.message =
        "`\(first.path)` and \(count - 1) more JSON or YAML files of its folder are nothing that can be audited"
    }
    return diagnostic
  }
}
