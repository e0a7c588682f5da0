import Documents
import LicenseCatalog
import LicenseCheck

/// A real lineage of the Hub whose declared license was held against its parent's, and what the audit says of it.
struct ConflictCase: Equatable {
  /// What came of a case.
  enum Outcome: String, CaseIterable {
    /// The audit gives a finding about the component or its lineage.
    case finding
    /// The audit has nothing to object.
    case none
    /// The deciding license is known by its name at most: its text is not among the terms of `licenses/`.
    case notInCatalog = "not-in-catalog"
    /// The case's class is mistaken; `reason` says why, and `clause` which clause tells so.
    case rowWrong = "row-wrong"
  }

  var file: String
  var hubID: String
  var parent: String
  var relation: String
  /// A rule of thumb of those who collected the cases, not a judgement.
  var classified: String

  var rule = ""
  var verdict = ""
  var license = ""
  var clause = ""
  /// Other findings, `rule@component`.
  var also = ""
  var reason = ""

  var outcome = Outcome.none

  private static let namingRules: Set<String> = ["unknown-license", "not-modelled", "license-family"]
}

// MARK: Judging

extension ConflictCase {
  /// Takes over what a JSON report says under the use that decides where none is stated.
  mutating func judge(_ report: DocumentNode) {
    let findings = Self.findings(report)
    let ranked = findings.sorted { rank($0) < rank($1) }
    (rule, verdict, license, also) = ("", "", "", "")
    outcome = reason.isEmpty ? .none : .rowWrong
    if reason.isEmpty { clause = "" }
    guard let first = ranked.first else { return }
    rule = first.rule
    verdict = first.verdict ?? "none"
    license = first.license ?? (Self.namingRules.contains(rule) ? first.named : "")
    if reason.isEmpty { clause = first.clause ?? "" }
    if reason.isEmpty { outcome = Self.isOutsideCatalog(rule, license) ? .notInCatalog : .finding }
    also = Set(ranked.dropFirst().map { "\($0.rule)@\($0.component)" }).sorted().joined(separator: " ")
  }

  private struct Finding {
    var rule: String
    var verdict: String?
    var license: String?
    var clause: String?
    var component: String
    /// The first name in backticks of the message.
    var named: String

    init(_ node: DocumentNode) {
      rule = node["rule"]?.string ?? ""
      verdict = node["verdict"]?.string
      license = node["license"]?.string
      clause = node["clause"]?.string
      component = node["component"]?.string ?? ""
      let parts = (node["message"]?.string ?? "").split(separator: "`", omittingEmptySubsequences: false)
      named = parts.count > 1 ? String(parts[1]) : ""
    }
  }

  private static func findings(_ report: DocumentNode) -> [Finding] {
    let deciding = report["assessments"]?.elements.first { $0["use"]?.string == "commercial" }
    let ids = Set(deciding?["findings"]?.elements.compactMap(\.string) ?? [])
    return report["findings"]?.elements.filter { ids.contains($0["id"]?.string ?? "") }.map(Finding.init) ?? []
  }

  /// Whether no text that the name may mean has terms; `other` and `unknown` mean none.
  private static func isOutsideCatalog(_ rule: String, _ name: String) -> Bool {
    guard namingRules.contains(rule) else { return false }
    switch ShippedCatalog.catalog.resolve(name) {
    case .unknown, .knownByName: return true
    case .family(_, let candidates, _):
      return !candidates.isEmpty && !candidates.contains { ShippedCatalog.catalog.terms($0) != nil }
    case .terms: return false
    }
  }

  /// A contradiction between child and parent first, then what is said of the parent, then of the component itself.
  private func rank(_ finding: Finding) -> (Int, String, String) {
    let place: Int
    if finding.rule == "declares-more-than-parents" {
      place = 0
    } else if finding.component.lowercased() == parent.lowercased() {
      place = 1
    } else {
      place = finding.component == hubID ? 2 : 3
    }
    return (place, finding.component, finding.rule)
  }
}

// MARK: The table

extension ConflictCase {
  static let columns = [
    "file", "hub_id", "base_or_dataset", "relation", "class", "outcome", "rule", "verdict", "license", "clause", "also", "reason",
  ]

  var line: String {
    [file, hubID, parent, relation, classified, outcome.rawValue, rule, verdict, license, clause, also, reason]
      .joined(separator: "\t")
  }

  /// Reads a line of the committed table.
  init?(line: Substring) {
    let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    guard fields.count == Self.columns.count, let outcome = Outcome(rawValue: fields[5]) else { return nil }
    self.init(file: fields[0], hubID: fields[1], parent: fields[2], relation: fields[3], classified: fields[4])
    self.outcome = outcome
    rule = fields[6]
    verdict = fields[7]
    license = fields[8]
    clause = fields[9]
    also = fields[10]
    reason = fields[11]
  }

  /// Reads a line of the collected cases: file, id, declared license, parent, relation, its license, whence, class, downloads.
  init?(collected line: Substring) {
    let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    guard fields.count == 9 else { return nil }
    self.init(file: fields[0], hubID: fields[1], parent: fields[3], relation: fields[4], classified: fields[7])
  }
}
