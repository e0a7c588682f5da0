import Diagnostics

/// Where facts about known assets come from, and since when they hold: one line of `asset-sources.tsv`.
package struct AssetOrigin: Sendable, Hashable {
  /// What a source begins with: `hub-snapshot-2026-08-22`, `sample:hf-hub-records`.
  package var key: String
  package var title: String
  /// The day of the fact; `nil` where nobody says.
  package var date: String?
  /// The license of the source; `nil` where facts alone were taken from something without one.
  package var license: String?

  static let file = "asset-sources.tsv"

  private init?(_ line: Substring) {
    let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    guard fields.count == 4, !fields.contains("") else { return nil }
    key = fields[0]
    title = fields[1]
    date = fields[2] == "-" ? nil : fields[2]
    license = fields[3] == "-" ? nil : fields[3]
  }

  /// All lines of the table.
  package static func table(_ catalog: Catalog) -> [AssetOrigin] {
    guard let source = catalog.file(file) else { return [] }
    return source.text(in: 0..<source.bytes.count).split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap {
      AssetOrigin($0)
    }
  }

  /// The line that speaks of a source: the longest key that it begins with.
  package static func of(_ source: String, in table: [AssetOrigin]) -> AssetOrigin? {
    table.filter { source == $0.key || source.hasPrefix($0.key + ":") || source.hasPrefix($0.key + "/") }
      .max { $0.key.utf8.count < $1.key.utf8.count }
  }
}
