import Diagnostics

/// The rules of one `.gitignore`, for what stands below its folder; the last rule that fits decides.
package struct IgnoreRules: Sendable {
  private struct Rule: Sendable {
    /// Patterns of path components; an empty one is `**`.
    var segments: [[UInt8]]
    var isNegated: Bool
    var isForFolders: Bool
  }

  private var rules: [Rule] = []

  /// More rules than a hand would write are not read.
  private static let most = 10_000
  package static let fileName = ".gitignore"
  package static let limit = 1 << 20

  package init(_ source: SourceFile) {
    for line in source.bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }).prefix(Self.most) {
      if let rule = Self.rule(line) { rules.append(rule) }
    }
  }

  private static func rule(_ line: ArraySlice<UInt8>) -> Rule? {
    var line = line
    // Blanks at the end do not count, unless one is escaped.
    while line.last == 0x20, line.dropLast().last != UInt8(ascii: "\\") { line.removeLast() }
    guard let first = line.first, first != UInt8(ascii: "#") else { return nil }
    let isNegated = first == UInt8(ascii: "!")
    if isNegated { line.removeFirst() }
    let isForFolders = line.last == slash
    if isForFolders { line.removeLast() }
    guard !line.isEmpty else { return nil }
    // A pattern with a slash counts from the folder of its file, another one at any depth.
    var segments = line.split(separator: slash, omittingEmptySubsequences: true).map(Array.init)
    if !line.contains(slash) { segments.insert(Array("**".utf8), at: 0) }
    segments = segments.map { $0 == Array("**".utf8) ? [] : $0 }
    return segments.isEmpty ? nil : Rule(segments: segments, isNegated: isNegated, isForFolders: isForFolders)
  }

  private static let slash = UInt8(ascii: "/")

  /// Whether a path below the folder is to be left out; `nil` where no rule speaks of it.
  package func ignores(_ components: [String], isFolder: Bool) -> Bool? {
    let path = components.map { Array($0.utf8) }
    return rules.last { (isFolder || !$0.isForFolders) && Self.matches($0.segments, path) }.map { !$0.isNegated }
  }

  /// `**` stands for any number of folders. Only the last one is ever tried anew, so the work is bounded by pattern times path.
  private static func matches(_ pattern: [[UInt8]], _ path: [[UInt8]]) -> Bool {
    var (at, from) = (0, 0)
    var retry: (pattern: Int, path: Int)?
    while from < path.count {
      if at < pattern.count, pattern[at].isEmpty {
        // At the end it stands for what is inside, not for the folder itself.
        if at == pattern.count - 1 { return true }
        retry = (at, from)
        at += 1
      } else if at < pattern.count, Wildcard.matches(pattern[at], path[from]) {
        at += 1
        from += 1
      } else if let last = retry {
        retry = (last.pattern, last.path + 1)
        (at, from) = (last.pattern + 1, last.path + 1)
      } else {
        return false
      }
    }
    return at == pattern.count
  }
}

/// `*`, `?`, `[a-z]` and `\` in one component of a path.
enum Wildcard {
  static func matches(_ pattern: [UInt8], _ name: [UInt8]) -> Bool {
    var (at, from) = (0, 0)
    var retry: (pattern: Int, name: Int)?
    while from < name.count {
      if at < pattern.count, pattern[at] == UInt8(ascii: "*") {
        at += 1
        retry = (at, from)
      } else if let next = step(pattern, at, name[from]) {
        at = next
        from += 1
      } else if let last = retry {
        retry = (last.pattern, last.name + 1)
        (at, from) = (last.pattern, last.name + 1)
      } else {
        return false
      }
    }
    return pattern[at...].allSatisfy { $0 == UInt8(ascii: "*") }
  }

  /// Where the pattern goes on behind a byte that fits.
  private static func step(_ pattern: [UInt8], _ at: Int, _ byte: UInt8) -> Int? {
    guard at < pattern.count else { return nil }
    switch pattern[at] {
    case UInt8(ascii: "?"): return at + 1
    case UInt8(ascii: "["): return set(pattern, at, byte) ?? (byte == UInt8(ascii: "[") ? at + 1 : nil)
    case UInt8(ascii: "\\") where at + 1 < pattern.count: return pattern[at + 1] == byte ? at + 2 : nil
    default: return pattern[at] == byte ? at + 1 : nil
    }
  }

  /// `[abc]`, `[a-z]`, `[!a]`; `nil` where it does not fit or is never closed.
  private static func set(_ pattern: [UInt8], _ start: Int, _ byte: UInt8) -> Int? {
    var at = start + 1
    let isNegated = at < pattern.count && (pattern[at] == UInt8(ascii: "!") || pattern[at] == UInt8(ascii: "^"))
    if isNegated { at += 1 }
    var fits = false
    var isFirst = true
    while at < pattern.count, isFirst || pattern[at] != UInt8(ascii: "]") {
      isFirst = false
      if at + 2 < pattern.count, pattern[at + 1] == UInt8(ascii: "-"), pattern[at + 2] != UInt8(ascii: "]") {
        fits = fits || (pattern[at] <= byte && byte <= pattern[at + 2])
        at += 3
      } else {
        fits = fits || pattern[at] == byte
        at += 1
      }
    }
    return at < pattern.count && fits != isNegated ? at + 1 : nil
  }
}
