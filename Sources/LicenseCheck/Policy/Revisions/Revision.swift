import Diagnostics
import Files
import Reporting

/// One commit of the repository that holds the working directory.
struct Revision {
  /// As the user named it.
  let name: String
  /// The repository, without symlinks.
  let root: String
  /// The working directory below the root, empty at the root.
  let here: String
  private let commit: String
  private let git: GitProcess

  /// A file, or whatever else has a name in a commit.
  struct Entry: Hashable {
    var mode: String
    var kind: String
    var object: String
    var size: Int
    var path: String

    var isFile: Bool { kind == "blob" && mode != "120000" }
    var isSymlink: Bool { mode == "120000" }
  }

  init(_ name: String, option: String) throws(DiagnosticError) {
    guard let scope = try? PathScope(root: ProjectFolder.root.isEmpty ? "." : ProjectFolder.root),
      let working = try? PathScope(root: "."), PathScope.isRepository(scope.root)
    else { throw .git("`\(option)` needs a git repository around the working directory") }
    self.name = name
    root = scope.root
    here = String(decoding: working.root.utf8.dropFirst(scope.root.utf8.count).drop { $0 == UInt8(ascii: "/") }, as: UTF8.self)
    git = try GitProcess(root: root)
    let shown = HostileText.singleLine(name, limit: 100)
    guard !name.isEmpty, name.utf8.count <= 1_000 else { throw .git("`\(option)` names no revision") }
    let found = try git.run(["rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}"], limit: 1 << 12)
    let commit = String(decoding: found.bytes, as: UTF8.self).trimmed
    guard found.status == 0, [40, 64].contains(commit.utf8.count), commit.allSatisfy({ $0.isHexDigit }) else {
      throw .git(
        "`\(option) \(shown)` names no commit of the repository",
        help: "fetch it first; a shallow clone has the last commit only, and git must trust the folder (`safe.directory`)")
    }
    self.commit = commit
  }

  /// Where a path from the working directory lies below the root; `nil` for one that lies elsewhere.
  func place(of path: String) -> String? {
    let whole = FilePath.normalized(FilePath.join(FilePath.join(root, here), path))
    guard FilePath.contains(root, whole), whole != root else { return whole == root ? "" : nil }
    return String(decoding: whole.utf8.dropFirst(root.utf8.count).drop { $0 == UInt8(ascii: "/") }, as: UTF8.self)
  }

  /// Every file at or below a place; all of them for the empty one.
  func entries(at place: String = "") throws(DiagnosticError) -> [Entry] {
    let listed = try git.run(
      ["ls-tree", "-r", "-l", "-z", "--full-tree", commit] + (place.isEmpty ? [] : ["--", place]), limit: 256 << 20)
    guard listed.status == 0 else { throw .git("git cannot list `\(HostileText.singleLine(name, limit: 100))`") }
    return listed.bytes.split(separator: 0).compactMap { line in
      guard let tab = line.firstIndex(of: UInt8(ascii: "\t")) else { return nil }
      let words = line[..<tab].split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
      guard words.count == 4 else { return nil }
      let path = String(decoding: line[line.index(after: tab)...], as: UTF8.self)
      return Entry(mode: words[0], kind: words[1], object: words[2], size: Int(words[3]) ?? 0, path: path)
    }
  }

  /// The bytes of files, in their order.
  func contents(of entries: [Entry]) throws(DiagnosticError) -> [[UInt8]] {
    let total = entries.reduce(0) { $0 + $1.size + 128 }
    let input = Array(entries.map { $0.object + "\n" }.joined().utf8)
    let output = try git.run(["cat-file", "--batch"], input: input, limit: total + 4_096)
    var rest = output.bytes[...]
    var result: [[UInt8]] = []
    for entry in entries {
      // `<object> blob <size>`, a newline, the bytes, a newline.
      guard let line = rest.firstIndex(of: 0x0A),
        String(decoding: rest[..<line], as: UTF8.self) == "\(entry.object) blob \(entry.size)",
        rest.distance(from: line, to: rest.endIndex) >= entry.size + 2
      else { throw .git("git cannot read `\(HostileText.singleLine(entry.path, limit: 200))`") }
      let start = line + 1
      result.append(Array(rest[start..<start + entry.size]))
      rest = rest[(start + entry.size + 1)...]
    }
    return result
  }

  /// One file; `nil` if the commit has none there.
  func file(at place: String, shown: String, limit: Int) throws(DiagnosticError) -> SourceFile? {
    guard let entry = try entries(at: place).first(where: { $0.path == place }) else { return nil }
    guard entry.isFile, entry.size <= limit else {
      throw .git("`\(HostileText.singleLine(shown, limit: 200))` is no file of less than \(limit >> 20) MiB at that revision")
    }
    return SourceFile(path: shown, bytes: try contents(of: [entry])[0])
  }
}

/// The files of a policy as a revision has them; what lies outside of the repository no change in it can touch.
struct RevisionStore: PolicyStore {
  let revision: Revision

  func file(_ path: String) throws(DiagnosticError) -> SourceFile? {
    guard let place = revision.place(of: path) else { return try DiskStore().file(path) }
    return try revision.file(at: place, shown: path, limit: FileReader.Limit.text)
  }

  func file(_ path: String, inside root: String) throws(DiagnosticError) -> SourceFile? {
    guard revision.place(of: path) != nil else { return try DiskStore().file(path, inside: root) }
    return try file(path)
  }
}
