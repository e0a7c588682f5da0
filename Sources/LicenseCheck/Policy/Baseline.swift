import Diagnostics
import DocumentFormats
import Documents
import Licensing
import Reporting

/// `.licensecheck-baseline.json`: findings that were there when it was written.
struct Baseline {
  struct Entry: Equatable {
    var fingerprint: String
    var rule: String
    var verdict: Verdict
    var component: String?
    var license: String?
    var message: String
    var uses: [String]

    static let keys = ["fingerprint", "rule", "verdict", "component", "license", "message", "uses"]
  }

  static let fileName = ".licensecheck-baseline.json"
  static let schema = "licensecheck.baseline/1"
  static let keys = ["schema", "findings"]

  var entries: [Entry] = []

  /// What a report has that fails, sorted so that the same findings give the same bytes.
  init(_ report: AuditReport) {
    entries = report.failing.map { finding in
      Entry(
        fingerprint: finding.fingerprint, rule: finding.rule, verdict: finding.verdict ?? .duties, component: finding.component,
        license: finding.license, message: finding.message, uses: finding.uses.sorted())
    }.sorted {
      ($0.rule, $0.component ?? "", $0.fingerprint, $0.message) < ($1.rule, $1.component ?? "", $1.fingerprint, $1.message)
    }
  }

  /// Every mistake of the file is thrown, with its line and column.
  init(_ source: SourceFile) throws(DiagnosticError) {
    let root = try JSONReader.read(source).root
    var mistakes: [Diagnostic] = []
    func mistake(_ message: String, _ node: DocumentNode) {
      mistakes.append(
        Diagnostic(
          "bad-baseline", .error, message, labels: [.init(node.span.firstByte)],
          help: "write it anew with `licensecheck baseline write`"))
    }
    if root["schema"]?.string != Self.schema { mistake("`schema` is not `\(Self.schema)`", root["schema"] ?? root) }
    for member in root.members where !Self.keys.contains(member.key.value) {
      mistake("unknown key in the baseline", member.keyNode)
    }
    if root["findings"]?.kind != .array { mistake("`findings` is no list", root["findings"] ?? root) }
    for node in root["findings"].map({ Array($0.elements) }) ?? [] {
      for member in node.members where !Entry.keys.contains(member.key.value) {
        mistake("unknown key in a finding of the baseline", member.keyNode)
      }
      guard let fingerprint = node["fingerprint"]?.string, let rule = node["rule"]?.string,
        let verdict = node["verdict"]?.string.flatMap(Verdict.init(rawValue:)), verdict == .duties || verdict == .prohibited,
        let uses = node["uses"], uses.kind == .array
      else {
        mistake("a finding of the baseline lacks its fingerprint, rule, verdict or uses", node)
        continue
      }
      entries.append(
        Entry(
          fingerprint: fingerprint, rule: rule, verdict: verdict, component: node["component"]?.string,
          license: node["license"]?.string, message: node["message"]?.string ?? "", uses: uses.elements.compactMap(\.string)))
    }
    guard mistakes.isEmpty else { throw DiagnosticError(Array(mistakes.prefix(20))) }
  }

  var text: String {
    var writer = JSONWriter(.pretty)
    writer.object { writer in
      writer.member("schema", Self.schema)
      writer.members("findings", entries) { writer, entry in
        writer.member("fingerprint", entry.fingerprint)
        writer.member("rule", entry.rule)
        writer.member("verdict", entry.verdict.rawValue)
        writer.member("component", entry.component)
        writer.member("license", entry.license)
        writer.member("message", entry.message)
        writer.member("uses", entry.uses)
      }
    }
    writer.newline()
    return String(decoding: JSONReporter.harmless(writer.bytes), as: UTF8.self)
  }

  /// Ready to be held against a report.
  var known: KnownFindings {
    var known = KnownFindings(.baseline, reason: "listed in the baseline")
    for entry in entries { known.add(entry.fingerprint, entry.verdict, uses: entry.uses) }
    return known
  }
}

extension SourceSpan {
  fileprivate var firstByte: SourceSpan { SourceSpan(file, range.lowerBound..<min(range.lowerBound + 1, range.upperBound)) }
}
