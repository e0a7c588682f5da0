/// A pattern for paths: `*` and `?` stay within a name, `**` goes over folders; a folder means all that is in it.
package struct PathGlob: Sendable, Hashable {
  private let parts: [[UInt8]]

  package init(_ pattern: String) {
    parts = FilePath.components(of: pattern).map { Array($0.utf8) }
  }

  /// Whether a path, or a folder that it lies in, is meant.
  package func matches(_ path: String) -> Bool {
    let names = FilePath.components(of: path).map { Array($0.utf8) }
    // One row of the table of prefixes: after so many parts of the pattern, which numbers of names can be used up.
    var reached = Set([0])
    for part in parts {
      var next: Set<Int> = []
      for count in reached {
        if part == Self.anyFolders {
          next.formUnion(count...names.count)
        } else if count < names.count, Self.matches(part[...], names[count][...]) {
          next.insert(count + 1)
        }
      }
      reached = next
      if reached.isEmpty { return false }
    }
    return !parts.isEmpty
  }

  private static let anyFolders = Array("**".utf8)

  /// One name: back to the last `*` when the rest does not fit.
  private static func matches(_ pattern: ArraySlice<UInt8>, _ name: ArraySlice<UInt8>) -> Bool {
    var (pattern, name) = (pattern, name)
    var retry: (pattern: ArraySlice<UInt8>, name: ArraySlice<UInt8>)?
    while true {
      if pattern.first == UInt8(ascii: "*") {
        pattern = pattern.dropFirst()
        retry = (pattern, name)
      } else if let letter = name.first, let wanted = pattern.first, wanted == letter || wanted == UInt8(ascii: "?") {
        (pattern, name) = (pattern.dropFirst(), name.dropFirst())
      } else if pattern.isEmpty, name.isEmpty {
        return true
      } else if let last = retry, !last.name.isEmpty {
        retry = (last.pattern, last.name.dropFirst())
        (pattern, name) = (last.pattern, last.name.dropFirst())
      } else {
        return false
      }
    }
  }
}
