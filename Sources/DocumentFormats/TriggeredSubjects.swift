import Diagnostics
import Files
import Inventory

/// Finds what a change concerns: the changed files only say where to look, everything else is read from the disk.
///
/// A hook sees a part of a repository, and nothing of what was deleted. So each changed file leads to the topmost folder around
/// it that describes a model or data; that folder is read whole, and the subjects that the file belongs to are kept. A license
/// text, or a card, for which no such folder is found may be named by a manifest anywhere: then all of the repository is read.
package struct TriggeredSubjects {
  private let finder: SubjectFinder
  private let scope: PathScope
  /// The folder below which all lies, as a path: the working directory.
  private let top: String
  private var speaking: [String: Bool] = [:]
  private var starts: Set<String> = []
  private var triggers: [Trigger] = []
  private var readsAll = false

  private struct Trigger {
    var path: String
    var isThere: Bool
    /// What its name says that it is.
    var isText: Bool
    var isDocument: Bool

    var isLicense: Bool { FolderContents.licenseSubject(of: FilePath.name(of: path).lowercased()) != nil }
  }

  /// - Parameters:
  ///   - changed: files that were added or edited.
  ///   - deleted: files that are gone; `nil` if nobody knows, so that anything may be.
  package init(_ finder: SubjectFinder, in top: String, changed: [String], deleted: [String]?) throws(DiagnosticError) {
    self.finder = finder
    self.top = top
    scope = try PathScope(around: top)
    readsAll = deleted == nil && changed.isEmpty
    var seen: Set<String> = []
    for path in changed + (deleted ?? []) {
      let path = FilePath.normalized(path)
      guard seen.insert(path).inserted else { continue }
      if FilePath.name(of: path).hasPrefix(ProjectConfiguration.family) { readsAll = true }
      if let trigger = Self.trigger(path) { triggers.append(trigger) }
    }
    if !readsAll { for trigger in triggers { add(trigger) } }
  }

  /// The subjects that the change concerns, and the changed documents that are nothing known.
  package func findings() -> SubjectFinder.Findings {
    var result = SubjectFinder.Findings()
    let folders = readsAll ? [top] : outermost(starts)
    for folder in folders {
      let walk = DirectoryWalk(folder, scope: scope, limits: finder.limits)
      var folders = walk.folders
      _ = finder.leaveOut(&folders)
      var tree = SubjectTree(folders, scope: scope, context: finder.context)
      tree.read()
      result.inventories += tree.inventories
      result.diagnostics += (walk.diagnostics + tree.diagnostics).filter { $0.severity == .error }
    }
    if !readsAll { result.inventories = concerned(result.inventories) }
    result.diagnostics += unknown(besides: result.inventories)
    finder.rankClaims(&result)
    return result
  }

  // MARK: Where to look

  /// `nil` for a file that by its name no audit looks at.
  private static func trigger(_ path: String) -> Trigger? {
    let contents = FolderContents(.init(path: FilePath.folder(of: path), files: [FilePath.name(of: path)]))
    let isText = !contents.licenses.isEmpty || !contents.cards.isEmpty || !contents.texts.isEmpty
    let isDocument = !contents.documents.isEmpty || !contents.configurations.isEmpty || contents.adapterConfiguration != nil
    guard isText || isDocument || contents.hasWeights else { return nil }
    return Trigger(path: path, isThere: PathScope.isThere(path), isText: isText, isDocument: isDocument)
  }

  private mutating func add(_ trigger: Trigger) {
    var start: String?
    for folder in folders(above: trigger.path) where speaks(folder) { start = folder }
    if let start {
      starts.insert(start)
    } else if trigger.isLicense || (trigger.isText && !trigger.isThere) {
      // A manifest somewhere else may name it. Other prose that is there and has no front matter says nothing of its own.
      readsAll = true
    }
  }

  /// The folder of a file and those above it up to the top, the nearest first; only those that are there.
  private func folders(above path: String) -> [String] {
    var result: [String] = []
    var folder = FilePath.folder(of: path)
    while true {
      if PathScope.isFolder(folder) { result.append(folder) }
      if folder == top || folder == "." || folder == "/" || folder == ".." || folder.hasSuffix("/..") { return result }
      folder = FilePath.folder(of: folder)
    }
  }

  private mutating func speaks(_ folder: String) -> Bool {
    if let known = speaking[folder] { return known }
    let listing = try? DirectoryWalk.folder(folder, scope: scope)
    let speaks = listing.map { SubjectTree.speaks(FolderContents($0), scope, finder.context) } ?? false
    speaking[folder] = speaks
    return speaks
  }

  private func outermost(_ folders: Set<String>) -> [String] {
    folders.filter { folder in
      !folders.contains { $0 != folder && ($0 == "." ? folder.utf8.first != UInt8(ascii: "/") : FilePath.contains($0, folder)) }
    }.sorted()
  }

  // MARK: What is concerned

  private func concerned(_ inventories: [Inventory]) -> [Inventory] {
    let files = inventories.map { inventory in
      Set((inventory.sources.map(\.path) + inventory.headers.map(\.path) + [inventory.path]).map(FilePath.normalized))
    }
    let homes = inventories.map { FilePath.normalized(PathScope.isFolder($0.path) ? $0.path : FilePath.folder(of: $0.path)) }
    var kept: Set<Int> = []
    for trigger in triggers {
      let readers = inventories.indices.filter { files[$0].contains(trigger.path) }
      kept.formUnion(readers)
      guard readers.isEmpty else { continue }
      // Nobody reads it, perhaps because it is gone: it belonged to the folders around it.
      let around = inventories.indices.filter { Self.isInside(trigger.path, homes[$0]) }
      let nearest = around.map { homes[$0].utf8.count }.max()
      for index in around where !trigger.isThere || homes[index].utf8.count == nearest { kept.insert(index) }
      if !trigger.isThere {
        kept.formUnion(inventories.indices.filter { index in inventories[index].diagnostics.contains { $0.severity == .error } })
      }
    }
    return kept.sorted().map { inventories[$0] }
  }

  private static func isInside(_ path: String, _ folder: String) -> Bool {
    folder == "." ? path.utf8.first != UInt8(ascii: "/") : FilePath.contains(folder, path)
  }

  /// One note for the changed documents that nobody knows.
  private func unknown(besides inventories: [Inventory]) -> [Diagnostic] {
    let read = Set(inventories.flatMap { $0.sources.map { FilePath.normalized($0.path) } })
    let left = triggers.filter { $0.isThere && $0.isDocument && !read.contains($0.path) }
    guard let first = left.first else { return [] }
    let more = left.count > 1 ? " and \(left.count - 1) more changed documents are" : " is"
    return [
      Diagnostic(
        "not-a-manifest", .note, "\(first.path.quoted)\(more) nothing that can be audited",
        help: "that is fine for documents about something else", path: first.path)
    ]
  }
}
