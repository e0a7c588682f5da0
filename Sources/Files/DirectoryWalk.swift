import Diagnostics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The folders of a tree and the names in them, sorted by bytes; what could not be looked at is a diagnostic.
package struct DirectoryWalk: Sendable {
  /// One folder and what stands directly in it.
  package struct Folder: Sendable, Equatable {
    /// As the user gave it, joined with the names below.
    package var path: String
    package var files: [String] = []
    package var folders: [String] = []

    package init(path: String, files: [String] = [], folders: [String] = []) {
      self.path = path
      self.files = files
      self.folders = folders
    }
  }

  /// How much of a tree is looked at.
  package struct Limits: Sendable {
    package var depth: Int
    package var entries: Int

    package init(depth: Int, entries: Int) {
      self.depth = depth
      self.entries = entries
    }

    package static let standard = Limits(depth: 64, entries: 500_000)
  }

  /// Parents come before what is in them.
  package private(set) var folders: [Folder] = []
  package private(set) var diagnostics: [Diagnostic] = []
  /// Files and folders that a `.gitignore` of the repository leaves out; what is below such a folder is not named.
  package private(set) var ignored: [String] = []

  private let scope: PathScope
  private let limits: Limits
  private var entries = 0
  private var visited: Set<String> = []
  private let root: String
  /// The rules that hold below a folder, the outermost first: how many components of a path belong to their own folder.
  private typealias Rules = [(rules: IgnoreRules, depth: Int)]
  private let isInRepository: Bool

  /// Folders that hold no subject: version control, build products, installed packages.
  package static let skipped: Set<String> = [".git", ".build", "node_modules"]

  /// Looks at the tree below `path`; a tree without read permission or beyond the limits is told, never left out silently.
  ///
  /// What the `.gitignore` files of the repository name is left out and listed in `ignored`; the folder itself was named and is
  /// looked at in any case.
  package init(_ path: String, scope: PathScope, limits: Limits = .standard, honorsIgnoreFiles: Bool = true) {
    self.scope = scope
    self.limits = limits
    root = (try? scope.resolve(path)) ?? ""
    isInRepository = honorsIgnoreFiles && PathScope.isThere(FilePath.join(scope.root, ".git"))
    do throws(DiagnosticError) {
      visited.insert(try scope.resolve(path))
      try walk(path, isInRepository ? rules(above: root) : [])
    } catch {
      diagnostics += error.diagnostics
    }
  }

  /// The names in one folder, without looking below.
  package static func folder(_ path: String, scope: PathScope, limits: Limits = .standard) throws(DiagnosticError) -> Folder {
    var folder = Folder(path: path)
    let names = try Self.names(in: try scope.resolve(path), shown: path, limit: limits.entries)
    for entry in names {
      if entry.isFolder(in: path) { folder.folders.append(entry.name) } else { folder.files.append(entry.name) }
    }
    return folder
  }

  private mutating func walk(_ start: String, _ rules: Rules) throws(DiagnosticError) {
    var pending = [
      (path: start, below: FilePath.components(of: String(root.dropFirst(scope.root.count))), rules: rules, depth: 0)
    ]
    while let (path, below, inherited, depth) = pending.popLast() {
      var folder = Folder(path: path)
      var rules = inherited
      do throws(DiagnosticError) {
        let names = try Self.names(in: try scope.resolve(path), shown: path, limit: limits.entries - entries)
        entries += names.count
        if isInRepository, names.contains(where: { $0.name == IgnoreRules.fileName }), let own = self.rules(in: path) {
          rules.append((own, below.count))
        }
        for entry in names where !Self.skipped.contains(entry.name) {
          if isIgnored(entry, path, below, rules) { continue }
          sort(entry, into: &folder)
        }
      } catch {
        diagnostics += error.diagnostics
        if entries >= limits.entries { return }
      }
      folders.append(folder)
      if depth == limits.depth, !folder.folders.isEmpty {
        diagnostics.append(.tooDeep(path, limit: limits.depth))
      } else {
        for name in folder.folders.reversed() { pending.append((FilePath.join(path, name), below + [name], rules, depth + 1)) }
      }
    }
  }

  // MARK: Ignored files

  private mutating func isIgnored(_ entry: Entry, _ folder: String, _ below: [String], _ rules: Rules) -> Bool {
    // To git a symlink is no folder, whatever it leads to.
    guard !rules.isEmpty, Self.decides(rules, below + [entry.name], isFolder: entry.kind == .folder) else { return false }
    ignored.append(FilePath.join(folder, entry.name))
    return true
  }

  /// The innermost file that speaks of a path decides.
  private static func decides(_ rules: Rules, _ path: [String], isFolder: Bool) -> Bool {
    for (rules, depth) in rules.reversed() {
      if let answer = rules.ignores(Array(path.dropFirst(depth)), isFolder: isFolder) { return answer }
    }
    return false
  }

  /// The rules of the folders above one, from the root of the repository; none if they leave out that folder, which was named.
  private func rules(above path: String) -> Rules {
    let components = FilePath.components(of: String(path.dropFirst(scope.root.count)))
    var result: Rules = []
    var folder = scope.root
    if let exclude = rules(in: FilePath.join(folder, ".git/info"), named: "exclude") { result.append((exclude, 0)) }
    for (depth, component) in components.enumerated() {
      if let rules = rules(in: folder) { result.append((rules, depth)) }
      if Self.decides(result, Array(components.prefix(depth + 1)), isFolder: true) { return [] }
      folder = FilePath.join(folder, component)
    }
    return result
  }

  private func rules(in folder: String, named name: String = IgnoreRules.fileName) -> IgnoreRules? {
    (try? scope.read(FilePath.join(folder, name), limit: IgnoreRules.limit)).map(IgnoreRules.init)
  }

  /// A symlink to a folder is followed only where the walk would not come anyway, and once.
  private mutating func sort(_ entry: Entry, into folder: inout Folder) {
    guard entry.isFolder(in: folder.path) else {
      folder.files.append(entry.name)
      return
    }
    do throws(DiagnosticError) {
      let real = try scope.resolve(FilePath.join(folder.path, entry.name))
      if entry.kind == .link, FilePath.contains(root, real) { return }
      if visited.insert(real).inserted { folder.folders.append(entry.name) }
    } catch {
      diagnostics += error.diagnostics.map(\.asWarning)
    }
  }

  /// A name, and what stands under it as far as the folder itself says: asking for each file would cost more than the walk.
  private struct Entry {
    enum Kind { case file, folder, link }
    var name: String
    var kind: Kind

    func isFolder(in folder: String) -> Bool {
      kind == .folder || (kind == .link && PathScope.isFolder(FilePath.join(folder, name)))
    }
  }

  private static func names(in path: String, shown: String, limit: Int) throws(DiagnosticError) -> [Entry] {
    guard let stream = opendir(path) else { throw .unreadable(shown, because: describe(errno)) }
    defer { _ = closedir(stream) }
    var entries: [Entry] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        String(cString: UnsafeRawPointer(pointer).assumingMemoryBound(to: CChar.self))
      }
      if name == "." || name == ".." { continue }
      guard entries.count < limit else { throw .tooManyFiles(shown, limit: limit) }
      entries.append(Entry(name: name, kind: kind(Int32(entry.pointee.d_type), FilePath.join(path, name))))
    }
    return entries.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  private static func kind(_ type: Int32, _ path: String) -> Entry.Kind {
    switch type {
    case Int32(DT_DIR): return .folder
    case Int32(DT_LNK): return .link
    case Int32(DT_UNKNOWN):
      // Some file systems do not say.
      var status = stat()
      guard lstat(path, &status) == 0 else { return .file }
      return status.st_mode & S_IFMT == S_IFDIR ? .folder : status.st_mode & S_IFMT == S_IFLNK ? .link : .file
    default: return .file
    }
  }
}

extension Diagnostic {
  fileprivate static func tooDeep(_ path: String, limit: Int) -> Self {
    Self(
      "too-deep", .error, "the folders in `\(path)` are more than \(limit) levels down and were not looked at",
      help: "name the folder itself", path: path)
  }

  fileprivate var asWarning: Self {
    var copy = self
    copy.severity = min(severity, .warning)
    return copy
  }
}

extension DiagnosticError {
  fileprivate static func tooManyFiles(_ path: String, limit: Int) -> Self {
    Self(
      Diagnostic(
        "too-many-files", .error, "`\(path)` and what was read before it hold too many files", help: "name a smaller folder",
        path: path))
  }
}
