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
  /// Further descriptions of what their folder holds.
  private var witnesses: [String: [Inventory]] = [:]
  /// Bills of materials, by their folders.
  private var bills: [String: [Inventory]] = [:]

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
      let witnesses = witnesses[folder.path] ?? []
      let bills = bills[folder.path] ?? []
      guard modelFolders.contains(folder.path), !isClaimed(folder) else {
        inventories += bills
        if manifestFolders.contains(folder.path) {
          diagnostics += witnesses.map { .spokenFor($0) }
        } else {
          inventories += witnesses
        }
        continue
      }
      let below = [folder] + (parts[folder.path] ?? [])
      inventories += ModelDirectory(below, scope: scope, context: context).inventories(witnesses, bills)
    }
  }

  // MARK: Manifests and records

  private mutating func readDocuments(_ folder: FolderContents) -> [Inventory] {
    var result: [Inventory] = []
    var unknown: [SourceFile] = []
    for name in folder.documents {
      let path = FilePath.join(folder.path, name)
      do throws(DiagnosticError) {
        guard try isWorthReading(path) else { continue }
        let source = try scope.read(path, limit: try limit(path))
        guard let (inventories, place) = read(source, isNamedLikeOurs: name.lowercased().hasPrefix("model.")) else {
          unknown.append(source)
          continue
        }
        switch place {
        case .claimsFolder:
          manifestFolders.insert(folder.path)
          for inventory in inventories { claimed.formUnion(inventory.sources.map { FilePath.normalized($0.path) }) }
          result += inventories
        case .subject: result += inventories
        case .witness: witnesses[folder.path, default: []] += inventories
        case .bill: bills[folder.path, default: []] += inventories
        case .onlyNamed: break
        }
      } catch {
        diagnostics += error.diagnostics.map { $0.lowered(to: .note) }
      }
    }
    if let first = unknown.first { diagnostics.append(.notManifests(first, unknown.count)) }
    return result
  }

  /// Of XML files only those that begin as a bill of materials does.
  private func isWorthReading(_ path: String) throws(DiagnosticError) -> Bool {
    guard path.lowercased().hasSuffix(".xml") else { return true }
    return CycloneDX.isXML(SourceFile(path: path, bytes: try scope.readStart(path, count: 4096).bytes))
  }

  /// Bills of materials may be large; other documents of a tree are not.
  private func limit(_ path: String) throws(DiagnosticError) -> Int {
    let start = try scope.readStart(path, count: 1 << 16)
    guard start.size > Self.documentLimit else { return Self.documentLimit }
    let source = SourceFile(path: path, bytes: start.bytes)
    let isBill = ["CycloneDX", "cyclonedx.org", "spdxVersion", "spdx.org/rdf"].contains { (mark: StaticString) in
      source.mentions(mark)
    }
    return isBill ? FileReader.Limit.document : Self.documentLimit
  }

  /// `nil` for a document that is nothing known.
  private func read(_ source: SourceFile, isNamedLikeOurs: Bool) -> ([Inventory], DocumentFormat.Place)? {
    let name = FilePath.name(of: source.path).lowercased()
    let isYAML = name.hasSuffix(".yaml") || name.hasSuffix(".yml")
    // Reading all the YAML of a repository would cost more than the audit.
    if isYAML, !Self.marks.contains(where: source.mentions) { return nil }
    let document: Document?
    switch DocumentOpener.open(source) {
    case .document(let opened): document = opened
    case .text: document = nil
    case .unreadable(let diagnostics):
      let isManifest = source.mentions("manifest") && source.mentions("components")
      guard isNamedLikeOurs || isManifest || source.mentions("CycloneDX") || source.mentions("spdxVersion") else { return nil }
      var inventory = Inventory(path: source.path)
      inventory.sources = [source]
      inventory.diagnostics = diagnostics
      return ([inventory], isNamedLikeOurs || isManifest ? .claimsFolder : .subject)
    }
    guard let format = DocumentFormat.of(source, document), format.detects(source, document) >= .likely else { return nil }
    return (format.read(source, document, context), format.place)
  }

  private static let marks = DocumentFormat.all.flatMap(\.marks)

  /// Whether what stands directly in a folder describes a model or data, so that changes around it concern the folder.
  static func speaks(_ folder: FolderContents, _ scope: PathScope, _ context: ReadingContext) -> Bool {
    if folder.hasWeights || folder.adapterConfiguration != nil { return true }
    let tree = SubjectTree([], scope: scope, context: context)
    if tree.hasCard(folder) { return true }
    if folder.texts.contains(where: { (try? scope.read(FilePath.join(folder.path, $0))).map(HubCard.isCard) ?? true }) {
      return true
    }
    return folder.documents.contains { name in
      let path = FilePath.join(folder.path, name)
      do throws(DiagnosticError) {
        guard try tree.isWorthReading(path) else { return false }
        let source = try scope.read(path, limit: try tree.limit(path))
        guard let (_, place) = tree.read(source, isNamedLikeOurs: name.lowercased().hasPrefix("model.")) else { return false }
        switch place {
        case .claimsFolder, .subject, .witness, .bill: return true
        case .onlyNamed: return false
        }
      } catch {
        // Its reading tells why.
        return true
      }
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
      guard !claimed.contains(FilePath.normalized(path)), let source = try? scope.read(path) else { return nil }
      if TensorFlowHub.certainty(source) == .certain { return DocumentFormat.tensorFlowHub.read(source, nil, context).first }
      return HubCard.isCard(source) ? HubCard(source).inventory(context) : nil
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

  fileprivate static func spokenFor(_ inventory: Inventory) -> Self {
    Self(
      "not-joined", .note, "`\(inventory.path)` describes a model or data too; the manifest of its folder speaks for it",
      help: "name the file itself to audit it", path: inventory.path)
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
