import Files
import Reporting

#if canImport(Glibc)
  import Glibc
#endif

/// Paths as services know them: from the root of the repository that holds the working directory, symbolic links followed.
struct RepositoryPaths {
  private let root: String
  private let here: String

  init() {
    here = Self.resolved(".") ?? "/"
    root = Self.resolved(ProjectFolder.root + ".") ?? here
  }

  func table(of paths: some Sequence<String>) -> [String: String] {
    var table: [String: String] = [:]
    for path in paths where table[path] == nil { table[path] = fromRoot(path) }
    return table
  }

  /// Inside the repository without `..`; what lies elsewhere is named from the root too, so that no report holds an absolute path.
  private func fromRoot(_ path: String) -> String {
    // A text inside a document goes by the line that holds it; services know the document.
    let isFile = Self.resolved(path) != nil
    let path = isFile ? path : Self.document(path)
    guard isFile || Self.resolved(path) != nil else { return FilePath.normalized(path) }
    let lexical = FilePath.normalized(FilePath.join(here, path))
    let resolved = Self.resolved(path) ?? lexical
    return Self.inside(resolved, root) ?? Self.inside(lexical, root) ?? Self.beside(resolved, root)
  }

  /// `README.md` of `README.md#L12`
  private static func document(_ path: String) -> String {
    guard let mark = path.lastIndex(of: "#") else { return path }
    let rest = path[mark...].dropFirst()
    guard rest.first == "L", rest.count > 1, rest.dropFirst().utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return path }
    return String(path[..<mark])
  }

  private static func inside(_ path: String, _ root: String) -> String? {
    guard path != root, FilePath.contains(root, path) else { return nil }
    return FilePath.components(of: String(decoding: path.utf8.dropFirst(root.utf8.count), as: UTF8.self)).joined(separator: "/")
  }

  /// `../models/model.json`
  private static func beside(_ path: String, _ root: String) -> String {
    let (to, from) = (FilePath.components(of: path), FilePath.components(of: root))
    let common = zip(to, from).prefix { $0 == $1 }.count
    return (Array(repeating: "..", count: from.count - common) + to[common...]).joined(separator: "/")
  }

  private static func resolved(_ path: String) -> String? {
    guard let pointer = realpath(path, nil) else { return nil }
    defer { free(pointer) }
    return String(cString: pointer)
  }
}
