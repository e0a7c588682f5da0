import Diagnostics
import Documents
import Files
import LicenseCatalog
import LicenseMatching
import Reporting

/// `identify FILE…`: which license texts are these.
package enum IdentifyCommand {
  private struct Row {
    var path: String
    var match: LicenseMatch?
    var spdx: String?
  }

  package static func run(_ paths: [String], format: String) -> CommandOutput {
    guard ["text", "tsv", "json"].contains(format) else {
      return CommandOutput(
        errors: "error: unknown format `\(HostileText.singleLine(format))`; there are text, tsv, json\n", status: 2)
    }
    var rows: [Row] = []
    var diagnostics: [Diagnostic] = []
    for path in paths {
      do {
        let source = path == "-" ? try StandardInput.read(name: "<stdin>") : try InputFile.read(path)
        let matches = ShippedCatalog.matcher.identify(source)
        if matches.isEmpty { rows.append(Row(path: path)) }
        rows += matches.map { match in
          Row(path: path, match: match, spdx: match.id.flatMap { ShippedCatalog.catalog.terms($0)?.spdx })
        }
      } catch {
        diagnostics += error.diagnostics
      }
    }
    let style = MessageStyle(TextOptions())
    let errors = diagnostics.map(style.text).joined()
    let status: Int32 = diagnostics.isEmpty ? 0 : 2
    switch format {
    case "json": return CommandOutput(json(rows), errors: errors, status: status)
    case "tsv": return CommandOutput(rows.map { tsv($0) }.joined(), errors: errors, status: status)
    default: return CommandOutput(rows.map { text($0) }.joined(), errors: errors, status: status)
    }
  }

  private static func tsv(_ row: Row) -> String {
    let fields = [
      HostileText.singleLine(row.path), row.match?.id ?? "unknown", row.spdx ?? "", row.match?.kind.rawValue ?? "unknown",
      score(row), row.match.map { "\($0.lines.lowerBound)-\($0.lines.upperBound)" } ?? "", "",
    ]
    return fields.joined(separator: "\t") + "\n"
  }

  private static func text(_ row: Row) -> String {
    guard let match = row.match else { return "\(HostileText.singleLine(row.path)): no license text\n" }
    let lines = "lines \(match.lines.lowerBound)-\(match.lines.upperBound)"
    let name = match.id ?? "a license text that matches nothing known"
    return "\(HostileText.singleLine(row.path)): \(name) (\(match.kind.rawValue), \(lines))\n"
  }

  private static func score(_ row: Row) -> String {
    guard let score = row.match?.score else { return "0" }
    let thousandths = Int((score * 1000).rounded())
    return thousandths == 1000
      ? "1.000" : "0." + String(repeating: "0", count: 3 - String(thousandths).count) + String(thousandths)
  }

  private static func json(_ rows: [Row]) -> String {
    var writer = JSONWriter(.pretty)
    writer.array { list in
      for row in rows {
        list.object { object in
          object.member("path", row.path)
          object.optional("license", row.match?.id)
          object.optional("spdx", row.spdx)
          object.member("match", row.match?.kind.rawValue ?? "unknown")
          object.member("score", row.match?.score ?? 0)
          object.optional("startLine", row.match?.lines.lowerBound)
          object.optional("endLine", row.match?.lines.upperBound)
          object.array("edits") { _ in }
        }
      }
    }
    return String(decoding: writer.bytes, as: UTF8.self) + "\n"
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
