import Diagnostics
import Files

#if canImport(Glibc)
  import Glibc
#endif

/// The files of a revision in a folder of their own, for readers that read folders; gone when nobody needs it any more.
struct RevisionFolder {
  private let folder: TemporaryFolder
  private let revision: Revision

  /// Weights are larger; without them less is known of what was there before, and so more counts as new.
  private static let largestFile = 16 << 20
  private static let largestWhole = 1 << 30
  /// So much is asked of git at once.
  private static let portion = 32 << 20

  /// - Parameter places: what is wanted, as paths below the root; everything unless stated.
  init(_ revision: Revision, places: [String] = [""]) throws(DiagnosticError) {
    folder = try TemporaryFolder()
    self.revision = revision
    // The mark of a repository: readers stay below it as they stay below the real one.
    mkdir(folder.path + "/.git", 0o700)
    var entries: Set<Revision.Entry> = []
    for place in places { entries.formUnion(try revision.entries(at: place)) }
    let wanted = entries.filter { $0.size <= Self.largestFile && Self.isPlain($0.path) }.sorted { $0.path < $1.path }
    guard wanted.reduce(0, { $0 + $1.size }) <= Self.largestWhole else {
      throw .git("the revision holds more than \(Self.largestWhole >> 30) GiB of files that could be read")
    }
    var batch: [Revision.Entry] = []
    var size = 0
    for entry in wanted where entry.isFile {
      batch.append(entry)
      size += entry.size
      if size >= Self.portion || batch.count >= 10_000 {
        try write(batch)
        (batch, size) = ([], 0)
      }
    }
    try write(batch)
    // Last, so that nothing is ever written through one.
    let links = wanted.filter(\.isSymlink)
    for (link, target) in zip(links, try revision.contents(of: links)) {
      guard let text = String(validating: target, as: UTF8.self), !text.hasPrefix("/"), !target.contains(0) else { continue }
      makeFolder(of: link.path)
      symlink(text, folder.path + "/" + link.path)
    }
  }

  private func write(_ entries: [Revision.Entry]) throws(DiagnosticError) {
    guard !entries.isEmpty else { return }
    for (entry, bytes) in zip(entries, try revision.contents(of: entries)) {
      makeFolder(of: entry.path)
      let path = folder.path + "/" + entry.path
      let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else { continue }
      defer { close(descriptor) }
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { throw .git("a temporary file cannot be written: \(systemError())") }
        rest = rest.dropFirst(count)
      }
    }
  }

  private func makeFolder(of path: String) {
    var made = folder.path
    for name in FilePath.components(of: path).dropLast() {
      made += "/" + name
      mkdir(made, 0o700)
    }
  }

  /// A crafted tree may hold names that lead out of the folder.
  private static func isPlain(_ path: String) -> Bool {
    !path.hasPrefix("/") && !path.utf8.contains(0)
      && path.split(separator: "/", omittingEmptySubsequences: false).allSatisfy {
        !["", ".", "..", ".git"].contains($0.lowercased())
      }
  }

  /// Runs the body as if the working directory were that of the revision, so that all paths are shown as they are written.
  func inside<Result>(_ body: () throws(DiagnosticError) -> Result) throws(DiagnosticError) -> Result {
    let before = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard before >= 0 else { throw .git("the working directory cannot be opened") }
    defer { close(before) }
    makeFolder(of: FilePath.join(revision.here, "x"))
    guard chdir(FilePath.join(folder.path, revision.here)) == 0 else { throw .git("the temporary folder cannot be entered") }
    defer { if fchdir(before) != 0 { preconditionFailure("the working directory is gone") } }
    return try body()
  }
}
