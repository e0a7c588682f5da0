import Diagnostics
import Documents
import Licensing
import Reporting

/// What an audit said of each component, from a report at hand or from one that was written down.
struct AuditSnapshot {
  struct Component: Equatable {
    var license: String?
    var verdict: Verdict
    /// What fails or could fail it: rule and message of each finding, and each unmet duty.
    var findings: [String: Verdict] = [:]
  }

  var verdict: Verdict
  /// By name, since ids may differ from audit to audit; what concerns the whole has the empty name.
  var components: [String: Component] = [:]

  init(_ report: AuditReport) {
    verdict = report.verdict
    var names: [String: String] = [:]
    for component in report.components {
      names[component.id] = component.name ?? component.id
      add(
        component.name ?? component.id, component.concluded ?? component.detected ?? component.declared, component.verdict)
    }
    for finding in report.findings + report.waived.map(\.finding) where finding.isDeciding && finding.isWritten {
      add(finding.rule, finding.message, finding.verdict, to: finding.component.map { names[$0] ?? $0 })
    }
    for duty in report.duties where duty.status == .unmet && duty.isDeciding && duty.isWritten && !duty.isWaived {
      add(duty.duty, duty.finding.message, .duties, to: duty.component.map { names[$0] ?? $0 })
    }
  }

  /// A report that was written as JSON; `nil` if the document is none.
  init?(_ root: DocumentNode) throws(DiagnosticError) {
    guard root["schema"]?.string == JSONReporter.schema else { return nil }
    guard let verdict = root["verdict"]?.string.flatMap(Verdict.init(rawValue:)) else { throw Self.broken(root) }
    self.verdict = verdict
    var names: [String: String] = [:]
    for node in root["components"].map({ Array($0.elements) }) ?? [] {
      guard let id = node["id"]?.string, let verdict = node["verdict"]?.string.flatMap(Verdict.init(rawValue:)) else {
        throw Self.broken(node)
      }
      names[id] = node["name"]?.string ?? id
      let license = node["license"]
      add(
        names[id] ?? id, license?["concluded"]?.string ?? license?["detected"]?.string ?? license?["declared"]?.string, verdict)
    }
    let waived = root["waived"].map { $0.elements.compactMap { $0["finding"] } } ?? []
    for node in (root["findings"].map { Array($0.elements) } ?? []) + waived {
      guard let rule = node["rule"]?.string, let message = node["message"]?.string else { throw Self.broken(node) }
      let verdict = node["verdict"]?.string.flatMap(Verdict.init(rawValue:))
      add(rule, message, verdict, to: node["component"]?.string.map { names[$0] ?? $0 })
    }
    for node in root["duties"].map({ Array($0.elements) }) ?? [] where node["status"]?.string == "unmet" {
      let text = node["text"]?.string ?? node["summary"]?.string ?? node["reason"]?.string ?? node["duty"]?.string ?? ""
      add(node["duty"]?.string ?? "", "unmet: \(text)", .duties, to: node["component"]?.string.map { names[$0] ?? $0 })
    }
  }

  private static func broken(_ node: DocumentNode) -> DiagnosticError {
    DiagnosticError(
      Diagnostic(
        "bad-report", .error, "this is no report of licensecheck", labels: [.init(node.span)],
        help: "write it with `licensecheck check --format json`"))
  }

  /// Of components with one name the worst is remembered.
  private mutating func add(_ name: String, _ license: String?, _ verdict: Verdict) {
    var component = components[name] ?? Component(license: license, verdict: verdict)
    component.verdict = max(component.verdict, verdict)
    components[name] = component
  }

  private mutating func add(_ rule: String, _ message: String, _ verdict: Verdict?, to name: String?) {
    guard let verdict, verdict >= .duties else { return }
    var component = components[name ?? ""] ?? Component(license: nil, verdict: verdict)
    let key = "\(rule): \(message)"
    component.findings[key] = max(component.findings[key] ?? .permitted, verdict)
    components[name ?? ""] = component
  }
}
