/// Paths as text, for showing and joining; nothing here looks at the disk.
package enum FilePath {
  /// The last component; empty for the root.
  package static func name(of path: String) -> String {
    components(of: path).last ?? ""
  }

  /// All but the last component: `a/b` of `a/b/c`, `.` of `a`, `/` of `/a`.
  package static func folder(of path: String) -> String {
    var bytes = Array(path.utf8)
    while bytes.count > 1, bytes.last == slash { bytes.removeLast() }
    guard let last = bytes.lastIndex(of: slash) else { return "." }
    var end = last
    while end > 0, bytes[end - 1] == slash { end -= 1 }
    return end == 0 ? "/" : String(decoding: bytes[..<end], as: UTF8.self)
  }

  /// `folder/path`, without a leading `./`; `path` alone if it is absolute.
  package static func join(_ folder: String, _ path: String) -> String {
    if path.utf8.first == slash || folder.isEmpty || folder == "." { return path }
    return folder.utf8.last == slash ? folder + path : folder + "/" + path
  }

  /// The path with `.`, empty components and, as far as possible, `..` taken out.
  package static func normalized(_ path: String) -> String {
    let isAbsolute = path.utf8.first == slash
    var kept: [String] = []
    for component in components(of: path) {
      if component == "..", let last = kept.last, last != ".." {
        kept.removeLast()
      } else if component != ".." || !isAbsolute {
        kept.append(component)
      }
    }
    let joined = kept.joined(separator: "/")
    return isAbsolute ? "/" + joined : joined.isEmpty ? "." : joined
  }

  /// The parts between slashes, without empty ones and `.`.
  package static func components(of path: String) -> [String] {
    path.utf8.split(separator: slash).map { String(decoding: $0, as: UTF8.self) }.filter { $0 != "." }
  }

  /// Whether an absolute path is the folder or lies inside it.
  package static func contains(_ folder: String, _ path: String) -> Bool {
    if folder == "/" || folder == path { return true }
    return path.utf8.starts(with: folder.utf8) && path.utf8.dropFirst(folder.utf8.count).first == slash
  }

  private static let slash = UInt8(ascii: "/")
}
