import Diagnostics

/// What the SPDX license list says of an id; facts only, whether or not the terms are known here.
package struct SPDXEntry: Sendable, Hashable {
  package var id: String
  package var name: String
  package var isOSIApproved: Bool
  /// On the list of free licenses of the Free Software Foundation.
  package var isFSFLibre: Bool
  /// The version of the list that gave the id up.
  package var deprecatedSince: String?
  /// The id or the expression that took its place.
  package var replacement: String?

  /// The file of the catalog that holds the list.
  static let file = "spdx-ids.tsv"

  /// Reads `id, name, osi or -, version or -, replacement or -, fsf or -`.
  init?(fields: [String]) {
    guard fields.count == 6, !fields.contains(""), ["osi", "-"].contains(fields[2]), ["fsf", "-"].contains(fields[5]) else {
      return nil
    }
    id = fields[0]
    name = fields[1]
    isOSIApproved = fields[2] == "osi"
    deprecatedSince = fields[3] == "-" ? nil : fields[3]
    replacement = fields[4] == "-" ? nil : fields[4]
    isFSFLibre = fields[5] == "fsf"
  }

  /// Every entry of the list file, and what is wrong with its lines.
  static func list(_ source: SourceFile) -> (entries: [SPDXEntry], diagnostics: [Diagnostic]) {
    var entries: [SPDXEntry] = []
    var diagnostics: [Diagnostic] = []
    let lines = source.text(in: 0..<source.bytes.count).split(separator: "\n", omittingEmptySubsequences: false)
    var offset = 0
    for line in lines {
      if !line.isEmpty, !line.hasPrefix("#") {
        if let entry = SPDXEntry(fields: line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)) {
          entries.append(entry)
        } else {
          let span = SourceSpan(source, offset..<offset + line.utf8.count)
          diagnostics.append(
            Diagnostic(
              "bad-line", .error, "expected id, name, osi, deprecated since, replacement and fsf, parted by tabs",
              labels: [.init(span)]))
        }
      }
      offset += line.utf8.count + 1
    }
    if let number = SortedLines.firstMisplacedLine(in: lines) {
      let start = lines[..<(number - 1)].reduce(0) { $0 + $1.utf8.count + 1 }
      diagnostics.append(
        Diagnostic(
          "unsorted", .error, "ids must stand once each, in the order of their bytes",
          labels: [.init(SourceSpan(source, start..<start + 1))]))
    }
    return (entries, diagnostics)
  }
}
