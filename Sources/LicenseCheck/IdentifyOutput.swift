import Documents
import Reporting

/// Writes what `identify` found as text, as TSV or as JSON.
enum IdentifyOutput {
  private typealias Row = IdentifyCommand.Row

  // MARK: TSV

  static func tsv(_ row: IdentifyCommand.Row) -> String {
    let edits = row.edits.map { "\($0.kind)@\(lines($0.lines))" }.joined(separator: ",")
    let fields = [
      HostileText.singleLine(row.path), row.id ?? "unknown", row.spdx ?? "", row.kind, score(row.score),
      row.lines.map(lines) ?? "", edits,
    ]
    return fields.joined(separator: "\t") + "\n"
  }

  private static func lines(_ lines: ClosedRange<Int>) -> String {
    lines.count == 1 ? "\(lines.lowerBound)" : "\(lines.lowerBound)-\(lines.upperBound)"
  }

  private static func score(_ score: Double) -> String {
    let thousandths = min(1000, max(0, Int((score * 1000).rounded(.down))))
    let digits = String(thousandths % 1000)
    return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - digits.count) + digits
  }

  // MARK: Text

  /// Ids of the same stretch stand in one line; each change stands below.
  static func text(_ rows: [IdentifyCommand.Row]) -> String {
    var result = ""
    var index = 0
    while index < rows.count {
      let row = rows[index]
      var others: [String] = []
      var next = index + 1
      while next < rows.count, rows[next].path == row.path, row.stretch != nil, rows[next].stretch == row.stretch,
        let id = rows[next].id
      {
        others.append(id)
        next += 1
      }
      result += line(row, others)
      for edit in row.edits { result += change(edit) }
      index = next
    }
    return result
  }

  private static func line(_ row: IdentifyCommand.Row, _ others: [String]) -> String {
    let path = HostileText.singleLine(row.path)
    guard let place = row.lines.map(lines) else { return "\(path): no license text\n" }
    let name = row.id ?? "a license text that matches nothing known"
    let also = others.isEmpty ? "" : " (or \(others.prefix(4).joined(separator: ", "))\(others.count > 4 ? ", …" : ""))"
    return "\(path):\(place): \(name)\(also), \(row.kind)\n"
  }

  static func change(_ edit: IdentifyCommand.Edit) -> String {
    var words: [String] = []
    if !edit.inserted.isEmpty { words.append("added `\(HostileText.singleLine(shortened(edit.inserted)))`") }
    if edit.struck > 0 { words.append("\(edit.struck) \(edit.struck == 1 ? "word" : "words") of the license missing") }
    let clause = edit.clause.map { " in clause \($0)" } ?? ""
    let terms = edit.terms.isEmpty ? "" : "; touches \(edit.terms.joined(separator: ", "))"
    return "  line \(lines(edit.lines)), \(edit.kind)\(clause): \(words.joined(separator: ", "))\(terms)\n"
  }

  private static func shortened(_ text: String) -> String {
    let words = text.split(whereSeparator: \.isWhitespace)
    return words.prefix(24).joined(separator: " ") + (words.count > 24 ? " …" : "")
  }

  // MARK: JSON

  /// The other ids of the same stretch of text.
  private static func aliases(of index: Int, in rows: [IdentifyCommand.Row]) -> [String] {
    guard let stretch = rows[index].stretch else { return [] }
    func isSame(_ other: Int) -> Bool { rows[other].path == rows[index].path && rows[other].stretch == stretch }
    let before = rows[..<index].indices.reversed().prefix(while: isSame).reversed()
    let behind = rows[(index + 1)...].indices.prefix(while: isSame)
    return (Array(before) + Array(behind)).compactMap { rows[$0].id }
  }

  static func json(_ rows: [IdentifyCommand.Row]) -> String {
    var writer = JSONWriter(.pretty)
    writer.array { list in
      for (index, row) in rows.enumerated() {
        let others = aliases(of: index, in: rows)
        list.object { object in
          object.member("path", row.path)
          object.optional("license", row.id)
          object.optional("spdx", row.spdx)
          object.array("aliases") { list in
            for id in others { list.value(id) }
          }
          object.member("match", row.kind)
          object.member("score", row.score)
          object.optional("startLine", row.lines?.lowerBound)
          object.optional("endLine", row.lines?.upperBound)
          object.array("edits") { edits in
            for edit in row.edits { edits.object { write(edit, &$0) } }
          }
        }
      }
    }
    return String(decoding: writer.bytes, as: UTF8.self) + "\n"
  }

  private static func write(_ edit: IdentifyCommand.Edit, _ object: inout JSONWriter) {
    object.member("kind", edit.kind)
    object.member("startLine", edit.lines.lowerBound)
    object.member("endLine", edit.lines.upperBound)
    object.member("inserted", edit.inserted)
    object.member("struck", edit.struck)
    object.optional("clause", edit.clause)
    object.array("terms") { terms in
      for term in edit.terms { terms.value(term) }
    }
  }
}

extension JSONWriter {
  fileprivate mutating func optional(_ name: String, _ text: String?) {
    if let text { return member(name, text) }
    key(name)
    null()
  }

  fileprivate mutating func optional(_ name: String, _ number: Int?) {
    if let number { return member(name, number) }
    key(name)
    null()
  }
}
