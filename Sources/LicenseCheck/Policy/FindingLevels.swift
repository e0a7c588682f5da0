import Diagnostics
import DocumentFormats
import Licensing
import Reporting

/// How loudly the findings of each rule are told: `levels:`, `--level`, `--only` and `--skip`.
///
/// Levels never touch a verdict: they govern what is shown and what fails the run.
package struct FindingLevels: Sendable {
  private var levels: [String: FindingLevel] = [:]
  /// Rules that are told; empty for all.
  private var only: Set<String> = []

  package init() {}

  /// A flag goes before the configuration, the later of two before the earlier; `--skip` goes before all.
  init(_ options: CheckOptions, _ configuration: ProjectConfiguration?) throws(DiagnosticError) {
    var mistakes: [Diagnostic] = []
    for (rule, level) in configuration?.levels ?? [] {
      if !RuleNames.all.contains(rule.value) { mistakes.append(.unknownRule(rule)) }
      levels[rule.value] = level
    }
    for option in options.levels {
      let parts = option.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, let level = FindingLevel(rawValue: parts[1]) else {
        mistakes.append(.badOption("`--level \(plain(option))` names no level", "write --level RULE=error, warning, note or off"))
        continue
      }
      check(parts[0], "--level", &mistakes)
      levels[parts[0]] = level
    }
    for rule in options.only { check(rule, "--only", &mistakes) }
    for rule in options.skip {
      check(rule, "--skip", &mistakes)
      levels[rule] = .off
    }
    only = Set(options.only)
    guard mistakes.isEmpty else { throw DiagnosticError(mistakes) }
  }

  /// Every level that is not `error`, by rule.
  var stated: [(rule: String, level: FindingLevel)] { levels.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }

  func apply(to report: inout AuditReport) {
    guard !levels.isEmpty || !only.isEmpty else { return }
    for index in report.findings.indices { report.findings[index].level = level(of: report.findings[index].rule) }
    for index in report.duties.indices { report.duties[index].level = level(of: report.duties[index].duty) }
  }

  private func level(of rule: String) -> FindingLevel {
    if !only.isEmpty, !only.contains(rule) { return .off }
    return levels[rule] ?? .error
  }

  private func check(_ rule: String, _ option: String, _ mistakes: inout [Diagnostic]) {
    guard !RuleNames.all.contains(rule) else { return }
    mistakes.append(
      .badOption(
        "`\(option)` names no rule: `\(plain(rule))`",
        RuleNames.nearest(rule).map { "did you mean `\($0)`?" } ?? "`licensecheck rules` lists them"))
  }
}

private func plain(_ text: String) -> String { HostileText.singleLine(text, limit: 100) }

extension Diagnostic {
  static func badOption(_ message: String, _ help: String) -> Self { Self("bad-option", .error, message, help: help) }
}
