import Diagnostics
import DocumentFormats
import Files

#if canImport(Glibc)
  import Glibc
#endif

/// Where the files of a policy are read from: the disk, or a revision of the repository.
protocol PolicyStore {
  /// The file at a path from the working directory; `nil` if there is none.
  func file(_ path: String) throws(DiagnosticError) -> SourceFile?
  /// The same, but only if it lies below the folder after symlinks are resolved.
  func file(_ path: String, inside root: String) throws(DiagnosticError) -> SourceFile?
}

/// The files as they lie there.
struct DiskStore: PolicyStore {
  func file(_ path: String) throws(DiagnosticError) -> SourceFile? {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    return try InputFile.read(path, limit: FileReader.Limit.text)
  }

  func file(_ path: String, inside root: String) throws(DiagnosticError) -> SourceFile? {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    return try PathScope(root: root.isEmpty ? "." : root).read(path)
  }
}

/// A configuration with all that it extends.
struct ConfigurationChain {
  /// The file itself.
  private(set) var own: ProjectConfiguration?
  /// What it extends, put together; `nil` if it extends nothing.
  private(set) var inherited: ProjectConfiguration?
  /// Every file that was read, the first before those that it extends.
  private(set) var sources: [SourceFile] = []

  /// What holds.
  var effective: ProjectConfiguration? { own.map { own in inherited.map { own.extending($0) } ?? own } }

  /// More files than anybody keeps a policy in.
  private static let limit = 32

  init() {}

  /// - Parameters:
  ///   - root: the folder that no `extends` leaves, as a path from the working directory (`""` for that itself).
  init(_ path: String, root: String, in store: some PolicyStore, context: ReadingContext) throws(DiagnosticError) {
    guard let source = try store.file(path) else { return }
    var reader = Reader(root: root, store: store, context: context)
    let result = try reader.read(source, above: [])
    own = result.own
    inherited = result.inherited
    sources = reader.sources
  }

  private struct Reader<Store: PolicyStore> {
    let root: String
    let store: Store
    let context: ReadingContext
    var sources: [SourceFile] = []

    /// Depth first, so that a circle is seen where it closes.
    mutating func read(
      _ source: SourceFile, above: [String]
    ) throws(DiagnosticError) -> (own: ProjectConfiguration, inherited: ProjectConfiguration?) {
      sources.append(source)
      let own = try ProjectConfiguration.read(source, context: context)
      let chain = above + [FilePath.normalized(source.path)]
      var inherited: ProjectConfiguration?
      for name in own.extended {
        let path = FilePath.join(FilePath.folder(of: source.path), name.value)
        guard name.value.utf8.first != UInt8(ascii: "/"), isInside(path) else { throw .leavesRoot(name) }
        guard !chain.contains(FilePath.normalized(path)) else { throw .circle(name) }
        guard chain.count + sources.count <= ConfigurationChain.limit else { throw .tooManyFiles(name) }
        guard let file = try store.file(path, inside: root) else { throw .missing(name, path) }
        let read = try read(file, above: chain)
        let whole = read.inherited.map { read.own.extending($0) } ?? read.own
        inherited = inherited.map { whole.extending($0) } ?? whole
      }
      return (own, inherited)
    }

    /// By the names alone; whoever opens the file resolves symlinks and looks again.
    private func isInside(_ path: String) -> Bool {
      guard path.utf8.first != UInt8(ascii: "/") else { return true }
      let depth = FilePath.components(of: root).count
      let parts = FilePath.components(of: FilePath.normalized(path))
      // The root is as many steps up as the working directory is below it.
      return parts.prefix { $0 == ".." }.count <= depth
    }
  }
}

extension DiagnosticError {
  fileprivate static func leavesRoot(_ name: Located<String>) -> Self {
    Self(
      Diagnostic(
        "outside-scope", .error, "`extends` leads out of the repository", labels: [.init(name.span)],
        help: "name a file of the repository, by its path from this one"))
  }

  fileprivate static func circle(_ name: Located<String>) -> Self {
    Self(
      Diagnostic(
        "extends-circle", .error, "this file is extended by itself", labels: [.init(name.span, "closes the circle")],
        help: "take one of the `extends` out"))
  }

  fileprivate static func tooManyFiles(_ name: Located<String>) -> Self {
    Self(Diagnostic("too-many-files", .error, "the configuration extends too many files", labels: [.init(name.span)]))
  }

  fileprivate static func missing(_ name: Located<String>, _ path: String) -> Self {
    Self(Diagnostic("unreadable-file", .error, "there is no such file to extend", labels: [.init(name.span)]))
  }
}
