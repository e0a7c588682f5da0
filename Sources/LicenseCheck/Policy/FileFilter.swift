import DocumentFormats
import Files

#if canImport(Glibc)
  import Glibc
#endif

/// `files:` of the configuration: which files of a folder are looked at, by their paths from the root of the repository.
struct FileFilter: Sendable {
  private let include: [PathGlob]
  private let exclude: [PathGlob]
  private let root: String
  private let here: String

  /// `nil` where nothing is said of files.
  init?(_ selection: FileSelection?, root: String) {
    guard let selection else { return nil }
    include = selection.include.map { PathGlob($0.value) }
    exclude = selection.exclude.map { PathGlob($0.value) }
    self.root = Self.real(root.isEmpty ? "." : root)
    here = Self.real(".")
  }

  /// A path outside of the repository is none that `files` speaks of.
  func looksAt(_ path: String) -> Bool {
    let whole = FilePath.normalized(FilePath.join(here, path))
    guard FilePath.contains(root, whole) else { return true }
    let relative = String(decoding: whole.utf8.dropFirst(root.utf8.count), as: UTF8.self)
    if exclude.contains(where: { $0.matches(relative) }) { return false }
    return include.isEmpty || include.contains { $0.matches(relative) }
  }

  private static func real(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
