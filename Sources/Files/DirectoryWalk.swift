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

  private let scope: PathScope
  private let limits: Limits
  private var entries = 0
  private var visited: Set<String> = []
  private let root: String

  /// Folders that hold no subject: version control, build products, installed packages.
  package static let skipped: Set<String> = [".git", ".build", "node_modules"]

  /// Looks at the tree below `path`; a tree without read permission or beyond the limits is told, never left out silently.
  package init(_ path: String, scope: PathScope, limits: Limits = .standard) {
    self.scope = scope
    self.limits = limits
    root = (try? scope.resolve(path)) ?? ""
    do throws(DiagnosticError) {
      visited.insert(try scope.resolve(path))
      try walk(path)
    } catch {
      diagnostics += error.diagnostics
    }
  }

  /// The names in one folder, without looking below.
  package static func folder(_ path: String, scope: PathScope, limits: Limits = .standard) throws(DiagnosticError) -> Folder {
    var folder = Folder(path: path)
    let names = try Self.names(in: try scope.resolve(path), shown: path, limit: limits.entries)
    for name in names {
      if PathScope.isFolder(FilePath.join(path, name)) { folder.folders.append(name) } else { folder.files.append(name) }
    }
    return folder
  }

  private mutating func walk(_ start: String) throws(DiagnosticError) {
    var pending = [(path: start, depth: 0)]
    while let (path, depth) = pending.popLast() {
      var folder = Folder(path: path)
      do throws(DiagnosticError) {
        let names = try Self.names(in: try scope.resolve(path), shown: path, limit: limits.entries - entries)
        entries += names.count
        for name in names where !Self.skipped.contains(name) { sort(name, into: &folder) }
      } catch {
        diagnostics += error.diagnostics
        if entries >= limits.entries { return }
      }
      folders.append(folder)
      if depth == limits.depth, !folder.folders.isEmpty {
        diagnostics.append(.tooDeep(path, limit: limits.depth))
      } else {
        for name in folder.folders.reversed() { pending.append((FilePath.join(path, name), depth + 1)) }
      }
    }
  }

  /// A symlink to a folder is followed only where the walk would not come anyway, and once.
  private mutating func sort(_ name: String, into folder: inout Folder) {
    let path = FilePath.join(folder.path, name)
    guard PathScope.isFolder(path) else {
      folder.files.append(name)
      return
    }
    var status = stat()
    let isLink = lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
    do throws(DiagnosticError) {
      let real = try scope.resolve(path)
      if isLink, FilePath.contains(root, real) { return }
      if visited.insert(real).inserted { folder.folders.append(name) }
    } catch {
      diagnostics += error.diagnostics.map(\.asWarning)
    }
  }

  private static func names(in path: String, shown: String, limit: Int) throws(DiagnosticError) -> [String] {
    guard let stream = opendir(path) else { throw .unreadable(shown, because: describe(errno)) }
    defer { _ = closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        String(cString: UnsafeRawPointer(pointer).assumingMemoryBound(to: CChar.self))
      }
      if name == "." || name == ".." { continue }
      guard names.count < limit else { throw .tooManyFiles(shown, limit: limit) }
      names.append(name)
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
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
