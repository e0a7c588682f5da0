import Diagnostics
import DocumentFormats
import Files

#if canImport(Glibc)
  import Glibc
#endif

/// The root of the repository that holds the working directory, else the working directory: the only home of a configuration.
struct ProjectFolder {
  /// `--config`: a file of the user's choice instead.
  private let named: String?
  private let isIsolated: Bool

  init(_ options: CheckOptions) {
    named = options.configuration
    isIsolated = options.isIsolated
  }

  /// The file that counts, as a path from the working directory; it need not be there.
  var path: String { named ?? Self.root + ProjectConfiguration.fileName }

  /// The file to read, whether it is there or not; `nil` where none is to be read.
  func pathToRead() throws(DiagnosticError) -> String? {
    if isIsolated, named != nil {
      throw DiagnosticError(
        Diagnostic("bad-option", .error, "`--config` and `--isolated` exclude each other", help: "leave one of them out"))
    }
    return isIsolated ? nil : path
  }

  /// The folder that the configuration stays in with all that it extends: its own repository, else its own folder.
  var rootOfConfiguration: String { named.flatMap { try? PathScope(around: $0).root } ?? Self.root }

  /// Configurations that came along with what is audited: told, and not obeyed.
  func foreign(beside paths: [String]) -> [Diagnostic] {
    let own = try? PathScope(around: path).resolve(path)
    var seen: Set<String> = []
    return paths.sorted().compactMap { path in
      let folder = PathScope.isFolder(path) ? path : FilePath.folder(of: path)
      let candidate = FilePath.join(folder, ProjectConfiguration.fileName)
      guard Self.isThere(candidate), seen.insert(FilePath.normalized(candidate)).inserted else { return nil }
      if let own, (try? PathScope(around: candidate).resolve(candidate)) == own { return nil }
      return .foreignConfiguration(candidate)
    }
  }

  /// `../../` from a folder two levels down in a repository; nothing where there is no repository.
  static var root: String {
    var prefix = ""
    for _ in 0..<256 {
      if isThere(prefix + ".git") { return prefix }
      var here = stat()
      var above = stat()
      guard stat(prefix + ".", &here) == 0, stat(prefix + "..", &above) == 0 else { return "" }
      if here.st_ino == above.st_ino, here.st_dev == above.st_dev { return "" }
      prefix += "../"
    }
    return ""
  }

  private static func isThere(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }
}

extension Diagnostic {
  fileprivate static func foreignConfiguration(_ path: String) -> Self {
    Self(
      "foreign-config", .warning, "`\(path)` lies in what is audited and is not obeyed",
      help: "only `.licensecheck.yaml` at the root of your own repository counts; to use this one, name it with --config",
      path: path)
  }
}
