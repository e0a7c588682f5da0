import Diagnostics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The folder outside which nothing is read, after symlinks are resolved (design contract, section 9).
package struct PathScope: Sendable, Equatable {
  /// Absolute, without symlinks.
  package let root: String

  /// The scope of an input: its `models--…` or `datasets--…` folder in a Hub cache, else its repository, else its own folder.
  package init(around path: String) throws(DiagnosticError) {
    let isFolder = Self.isFolder(path)
    let folder = try Self.realPath(isFolder ? path : FilePath.folder(of: path), shown: path)
    root = Self.cacheFolder(of: folder) ?? Self.repository(of: folder) ?? folder
  }

  /// Exactly this folder.
  package init(root path: String) throws(DiagnosticError) {
    root = try Self.realPath(path, shown: path)
  }

  /// The real path of `path`, which must exist inside the scope.
  package func resolve(_ path: String) throws(DiagnosticError) -> String {
    let real = try Self.realPath(path, shown: path)
    guard FilePath.contains(root, real) else { throw .outsideScope(path) }
    return real
  }

  /// The bytes of a file inside the scope; `path` is also the one that is shown.
  package func read(_ path: String, limit: Int = FileReader.Limit.text) throws(DiagnosticError) -> SourceFile {
    try FileReader.read(try resolve(path), shown: path, limit: limit)
  }

  /// The first bytes of a file inside the scope, and how many it has.
  package func readStart(_ path: String, count: Int) throws(DiagnosticError) -> (bytes: [UInt8], size: Int) {
    try FileReader.readStart(try resolve(path), shown: path, count: count)
  }

  /// Whether a file or folder is there and inside the scope.
  package func contains(_ path: String) -> Bool {
    guard let real = try? Self.realPath(path, shown: path) else { return false }
    return FilePath.contains(root, real)
  }

  /// Whether the path leads to a folder, symlinks followed.
  package static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Whether there is anything at the path, a dangling symlink too.
  package static func isThere(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  private static func realPath(_ path: String, shown: String) throws(DiagnosticError) -> String {
    guard !path.utf8.contains(0) else { throw .unreadable(shown, because: "a path has no NUL") }
    guard let resolved = realpath(path, nil) else {
      let reason = errno == ELOOP ? "its symlinks go in a circle" : describe(errno)
      throw .unreadable(shown, because: reason)
    }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// The outermost folder of a Hub cache that holds one repository.
  private static func cacheFolder(of path: String) -> String? {
    var folder = ""
    for component in FilePath.components(of: path) {
      folder += "/" + component
      if component.hasPrefix("models--") || component.hasPrefix("datasets--") { return folder }
    }
    return nil
  }

  /// Whether anything is there, if only a symlink that leads nowhere.
  package static func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  /// Whether the folder is the root of a repository.
  package static func isRepository(_ path: String) -> Bool {
    var status = stat()
    return lstat(FilePath.join(path, ".git"), &status) == 0
  }

  private static func repository(of path: String) -> String? {
    var folder = path
    while true {
      var status = stat()
      if lstat(FilePath.join(folder, ".git"), &status) == 0 { return folder }
      if folder == "/" { return nil }
      folder = FilePath.folder(of: folder)
    }
  }
}

extension DiagnosticError {
  static func outsideScope(_ path: String) -> Self {
    Self(
      Diagnostic(
        "outside-scope", .error, "`\(path)` leads outside the folder that may be read",
        help: "nothing is read outside the repository, or else the folder, of the input; copy the file there", path: path))
  }
}
