import Diagnostics

/// What names and addresses of licenses mean, asked of the catalog: readers must tell a name from a sentence.
package struct LicenseNames: Sendable {
  package enum Meaning: Sendable, Equatable {
    /// One license, by an id that is the same for all its names.
    case license(String)
    /// A name that several licenses share.
    case family([String])
    case unknown
  }

  /// One line of the list of addresses: a pattern of segments, in which `*` is any one segment, and what it names.
  private struct Row: Sendable {
    var segments: [String]
    var name: String
  }

  package var meaning: @Sendable (String) -> Meaning
  private var rows: [String: [Row]] = [:]

  package init(meaning: @escaping @Sendable (String) -> Meaning = { _ in .unknown }) {
    self.meaning = meaning
  }

  /// - Parameter links: lines of an address without scheme, a tab, and a name in which `$1`, `$2` stand for its `*`.
  package init(links: SourceFile?, meaning: @escaping @Sendable (String) -> Meaning) {
    self.meaning = meaning
    for line in (links.map { $0.text(in: 0..<$0.bytes.count) } ?? "").split(separator: "\n") where !line.hasPrefix("#") {
      let fields = line.split(separator: "\t")
      guard fields.count == 2 else { continue }
      let segments = fields[0].split(separator: "/").map(String.init)
      guard let host = segments.first else { continue }
      rows[host, default: []].append(Row(segments: segments, name: String(fields[1])))
    }
  }

  package func knows(_ name: String) -> Bool { meaning(name) != .unknown }

  /// The license that an address is known to lead to.
  package func name(ofLink link: String) -> String? {
    let segments = Self.segments(of: link)
    guard let host = segments.first else { return nil }
    for row in rows[host] ?? [] where row.segments.count == segments.count {
      var wild: [String] = []
      let fits = zip(row.segments, segments).allSatisfy { pattern, segment in
        if pattern == "*" { wild.append(segment) }
        return pattern == "*" || pattern == segment
      }
      guard fits else { continue }
      var name = row.name
      for (index, segment) in wild.enumerated() { name = name.replacing("$\(index + 1)", with: segment) }
      if knows(name) { return name }
    }
    return nil
  }

  /// Host and path in lower case, without what does not change the license: scheme, `www.`, query, fragment, ending, language.
  private static func segments(of link: String) -> [String] {
    var rest = link.lowercased()[...]
    for scheme in ["https://", "http://"] where rest.hasPrefix(scheme) { rest = rest.dropFirst(scheme.count) }
    rest = rest.prefix { $0 != "?" && $0 != "#" && !$0.isWhitespace }
    if rest.hasPrefix("www.") { rest = rest.dropFirst(4) }
    while rest.hasSuffix(".") || rest.hasSuffix("/") { rest = rest.dropLast() }
    var segments = rest.split(separator: "/").map(String.init)
    guard segments.count > 1, var last = segments.popLast() else { return segments }
    for ending in [".html", ".htm", ".txt", ".md", ".php", ".jsonld"] where last.hasSuffix(ending) {
      last = String(last.dropLast(ending.count))
    }
    if ["legalcode", "deed"].contains(last.prefix { $0 != "." }) { return segments }
    return segments + [last]
  }

  /// Whether a text is an address rather than a name.
  static func isLink(_ text: String) -> Bool {
    (text.hasPrefix("http://") || text.hasPrefix("https://")) && !text.contains(where: \.isWhitespace)
  }
}
