import Diagnostics
import DocumentFormats
import Documents
import Files
import Licensing
import Reporting

/// `diff OLD NEW`: what got better and what got worse, by component.
package enum DiffCommand {
  package static func run(_ old: String, _ new: String, _ options: CheckOptions) -> CommandOutput {
    do throws(DiagnosticError) {
      guard ["text", "json"].contains(options.format) else {
        throw DiagnosticError(.badOption("unknown format `\(HostileText.singleLine(options.format))`", "there are text and json"))
      }
      let before = try snapshot(old, options)
      let after = try snapshot(new, options)
      let difference = AuditDifference(from: before, to: after)
      return CommandOutput(
        options.format == "json" ? difference.json : difference.text(unicode: options.style.unicode),
        status: difference.isWorse ? 1 : 0)
    } catch {
      return options.failure(error)
    }
  }

  private static func snapshot(_ path: String, _ options: CheckOptions) throws(DiagnosticError) -> AuditSnapshot {
    if !PathScope.isFolder(path), path.lowercased().hasSuffix(".json"),
      let document = try? JSONReader.read(try InputFile.read(path)), let known = try AuditSnapshot(document.root)
    {
      return known
    }
    var options = options
    options.format = "json"
    options.paths = [path]
    options.asksForWaysOut = false
    let report = try CheckCommand.report(options)
    guard report.errors.isEmpty else { throw DiagnosticError(report.errors) }
    return AuditSnapshot(report)
  }
}

/// What is different between two audits.
struct AuditDifference {
  enum Direction: String { case worse, better, changed }

  struct Change {
    var name: String
    var direction: Direction
    var before: AuditSnapshot.Component?
    var after: AuditSnapshot.Component?
    var appeared: [(text: String, verdict: Verdict)] = []
    var resolved: [(text: String, verdict: Verdict)] = []
  }

  let before: Verdict
  let after: Verdict
  /// Worse first; sorted by name.
  let changes: [Change]

  init(from old: AuditSnapshot, to new: AuditSnapshot) {
    before = old.verdict
    after = new.verdict
    let names = Set(old.components.keys).union(new.components.keys).sorted()
    let found = names.compactMap { Self.change($0, old.components[$0], new.components[$0]) }
    changes = [Direction.worse, .better, .changed].flatMap { direction in found.filter { $0.direction == direction } }
  }

  var isWorse: Bool { after > before || changes.contains { $0.direction == .worse } }

  private static func change(_ name: String, _ old: AuditSnapshot.Component?, _ new: AuditSnapshot.Component?) -> Change? {
    guard old != new else { return nil }
    var change = Change(name: name, direction: .changed, before: old, after: new)
    func list(_ first: [String: Verdict], without second: [String: Verdict]) -> [(text: String, verdict: Verdict)] {
      first.filter { (second[$0.key] ?? .permitted) < $0.value }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
    change.appeared = list(new?.findings ?? [:], without: old?.findings ?? [:])
    change.resolved = list(old?.findings ?? [:], without: new?.findings ?? [:])
    let (first, second) = (old?.verdict ?? .permitted, new?.verdict ?? .permitted)
    // A new finding of a component that is no better off makes it worse, whatever else was resolved.
    if second > first || second == first && !change.appeared.isEmpty
      || second < first && change.appeared.contains(where: { $0.verdict > first })
    {
      change.direction = .worse
    } else if second < first || !change.resolved.isEmpty {
      change.direction = .better
    }
    return change
  }

  func text(unicode: Bool) -> String {
    func plain(_ text: String) -> String { HostileText.singleLine(text, ascii: !unicode, limit: 500) }
    var lines = [before == after ? "verdict: \(after.rawValue)" : "verdict: \(before.rawValue) -> \(after.rawValue)"]
    for change in changes {
      let name = change.name.isEmpty ? "the whole" : plain(change.name)
      let verdicts = [change.before?.verdict.rawValue ?? "not there", change.after?.verdict.rawValue ?? "gone"].uniqued()
      let licenses = [change.before?.license, change.after?.license].compactMap(\.self).map(plain).uniqued()
      lines.append(
        "\(change.direction.rawValue)  \(name)  \(verdicts.joined(separator: " -> "))  \(licenses.joined(separator: " -> "))")
      lines += change.appeared.map { "  + \($0.verdict.rawValue)  \(plain($0.text))" }
      lines += change.resolved.map { "  - \($0.verdict.rawValue)  \(plain($0.text))" }
    }
    let counts = [Direction.worse, .better, .changed].map { direction in changes.count { $0.direction == direction } }
    lines.append(changes.isEmpty ? "nothing changed" : "\(counts[0]) worse, \(counts[1]) better, \(counts[2]) otherwise changed")
    return lines.map { HostileText.guarded($0.trimmedEnd) + "\n" }.joined()
  }

  var json: String {
    var writer = JSONWriter(.pretty)
    func list(_ writer: inout JSONWriter, _ name: String, _ findings: [(text: String, verdict: Verdict)]) {
      writer.members(name, findings) { writer, finding in
        writer.member("finding", finding.text)
        writer.member("verdict", finding.verdict.rawValue)
      }
    }
    writer.object { writer in
      writer.member("schema", "licensecheck.diff/1")
      writer.member("before", before.rawValue)
      writer.member("after", after.rawValue)
      writer.members("changes", changes) { writer, change in
        writer.member("component", change.name)
        writer.member("direction", change.direction.rawValue)
        writer.member("before", change.before?.verdict.rawValue)
        writer.member("after", change.after?.verdict.rawValue)
        writer.member("licenseBefore", change.before?.license)
        writer.member("licenseAfter", change.after?.license)
        list(&writer, "appeared", change.appeared)
        list(&writer, "resolved", change.resolved)
      }
    }
    writer.newline()
    return String(decoding: JSONReporter.harmless(writer.bytes), as: UTF8.self)
  }
}

extension String {
  fileprivate var trimmedEnd: String {
    guard let last = utf8.lastIndex(where: { $0 != 0x20 }) else { return "" }
    return String(self[...last])
  }
}
