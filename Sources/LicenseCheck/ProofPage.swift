import Diagnostics
import Evaluation
import LicenseCatalog
import Licensing
import Reporting

/// The proof of one finding as a tree: verdict, rule, term, clause, lineage, facts, assumptions.
struct ProofPage {
  private let finding: AuditReport.FindingRecord
  private let report: AuditReport
  private let lineage: Lineages.Proof
  private let options: TextOptions

  init(_ finding: AuditReport.FindingRecord, of report: AuditReport, lineage: Lineages.Proof, _ options: TextOptions) {
    self.finding = finding
    self.report = report
    self.lineage = lineage
    self.options = options
  }

  /// A branch of the tree: what it is, and what is said of it.
  private struct Branch {
    var title: String
    var lines: [String]
  }

  var text: String {
    var lines = [plain("\(finding.id)   \(finding.verdict?.rawValue ?? "note")[\(finding.rule)]   \(subject)")]
    let shown = branches.filter { !$0.lines.isEmpty }
    for (index, branch) in shown.enumerated() { lines += drawn(branch, isLast: index == shown.count - 1) }
    return lines.map(HostileText.guarded).joined(separator: "\n") + "\n"
  }

  private var subject: String {
    let component = finding.component.flatMap { id in report.components.first { $0.id == id } }
    let name = component.map { $0.name ?? $0.id } ?? "the combination"
    return "\(name), \(finding.uses.count == 1 ? "use" : "uses"): \(finding.uses.joined(separator: ", "))"
  }

  private var branches: [Branch] {
    [
      Branch(title: "verdict", lines: [verdict]), Branch(title: "rule", lines: rule), Branch(title: "term", lines: term),
      Branch(title: "clause", lines: clause), Branch(title: "lineage", lines: path), Branch(title: "declared", lines: declared),
      Branch(title: "facts", lines: facts), Branch(title: "assumes", lines: assumptions), Branch(title: "fix", lines: fix),
    ]
  }

  // MARK: Branches

  private var verdict: String {
    let point = finding.openPoint.map { " (\($0.rawValue))" } ?? ""
    return "\(finding.verdict?.rawValue ?? "none, it informs")\(point): \(finding.message)"
  }

  private var rule: [String] {
    guard let rule = Rule.named(finding.rule) else { return [finding.rule] }
    return ["\(rule.id): \(rule.title)"]
  }

  /// The term of the catalog, with the place where it is written down.
  private var entry: PreparedLicense.Entry? {
    guard let license = finding.license.flatMap({ ShippedCatalog.catalog.terms($0) }), let label = finding.term else {
      return nil
    }
    let named = PreparedLicense(license, catalog: ShippedCatalog.catalog).entries.filter { $0.term.label == label }
    return named.first { clauseOf($0, license) == finding.clause } ?? named.first
  }

  private func clauseOf(_ entry: PreparedLicense.Entry, _ license: LicenseTerms) -> String {
    entry.source == license.id ? entry.term.clause : "\(entry.source) \(entry.term.clause)"
  }

  private var term: [String] {
    guard let entry else { return [] }
    let source = entry.source.hasSuffix("+") ? String(entry.source.dropLast()) : entry.source
    let file = ShippedCatalog.catalog.entries.first { $0.id == source || $0.later == source }?.id ?? source
    var lines = [
      "\(entry.source) `\(entry.term.label)`: \(entry.term.statement.inWords), in licenses/\(file).yaml:\(entry.term.line)"
    ]
    if let by = entry.incorporatedBy { lines.append("part of \(finding.license ?? "the license") by its term `\(by)`") }
    return lines
  }

  private var clause: [String] {
    guard let clause = finding.clause else { return [] }
    let isNumber = clause.first?.isNumber ?? false
    var lines = [(isNumber ? options.unicode ? "§" : "s." : "") + clause + (finding.summary.map { ": \($0)" } ?? "")]
    let quotes = finding.evidence.filter { $0.quote != nil }
    for quote in quotes {
      lines.append("your copy, \(lineRange(quote.span)): \"\(oneLine(quote.quote ?? ""))\"")
    }
    if quotes.isEmpty, let anchor = entry?.term.anchor {
      lines.append("in the published text from \"\(anchor.start)\" to \"\(anchor.end)\"; no copy of your own is at hand")
    }
    return lines
  }

  private func oneLine(_ text: String) -> String { text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }

  private var path: [String] {
    var lines = lineage.steps.map { step in
      "\(step.from) \(options.unicode ? "→" : "->") \(step.to) (\(step.words)), \(place(step.place))"
    }
    for (index, words) in finding.pathWords.enumerated() where index < lines.count {
      lines[index] = lines[index].replacing("(\(lineage.steps[index].words))", with: "(\(words))")
    }
    if lines.isEmpty, finding.component != nil { lines = ["it is what is used itself; no way through others leads to it"] }
    if lineage.others > 0 {
      let count = lineage.others >= 999_999 ? "a million or more" : "\(lineage.others)"
      lines.append(
        "the shortest way; there \(lineage.others == 1 ? "is" : "are") \(count) other\(lineage.others == 1 ? "" : "s")")
    }
    return lines
  }

  private var declared: [String] {
    finding.evidence.filter { $0.quote == nil }.map { "\(place($0.span)) (\($0.source)): \(firstLine($0.span))" }
  }

  private func firstLine(_ span: SourceSpan) -> String {
    let text = span.text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    return "`\(HostileText.singleLine(text.trimmed, limit: 80))`"
  }

  private var facts: [String] {
    var lines = finding.facts.map { "\($0.name) = \($0.value.text), \(origin($0.origin))" }
    let known = Set(finding.facts.map(\.name))
    for name in (entry?.tests ?? []).compactMap(\.fact).map(\.rawValue).uniqued() where !known.contains(name) {
      lines.append(ofComponent(name) ?? "\(name): nobody stated it")
    }
    return lines
  }

  /// What is a fact of the thing and not of its use.
  private func ofComponent(_ name: String) -> String? {
    guard let component = lineage.component else { return nil }
    switch name {
    case "kind": return "kind = \(component.kind.rawValue), of the component"
    case "modality": return component.modality.map { "modality = \($0.sorted().joined(separator: ", ")), of the component" }
    case "receivedAs": return component.receivedAs.map { "receivedAs = \($0.rawValue), of the component" }
    default: return nil
    }
  }

  private func origin(_ origin: FactOrigin) -> String {
    switch origin {
    case .baseline: "presumed (baseline)"
    case .profile(let id): "fixed by the profile `\(id)`"
    case .option: "stated with --set"
    case .stated(let span): place(span)
    }
  }

  private var assumptions: [String] {
    finding.assumptions.map { name in
      let records = report.assessments.filter { $0.findings.contains(finding.id) }.flatMap(\.assumptions)
      let known = ShippedCatalog.catalog.vocabulary.assumption(name)
      let record = records.first { $0.name == name }
      let setting = record?.setting ?? known?.standard ?? "?"
      let readings = (record?.readings ?? []).map { "\($0.setting): \($0.verdict.rawValue)" }.joined(separator: ", ")
      return "\(name) = \(setting)\(setting == known?.standard ? " (default)" : "")\(readings.isEmpty ? "" : "; \(readings)")"
        + (known.map { "; \($0.question)" } ?? "")
    }
  }

  private var fix: [String] { [finding.remedy.map { "remedy: \($0)" }, finding.fix].compactMap { $0 } }

  // MARK: Drawing

  private func plain(_ text: String) -> String { HostileText.singleLine(text, ascii: !options.unicode, limit: 2_000) }

  private func place(_ span: SourceSpan) -> String {
    let start = span.start
    return "\(span.file.path):\(start.line):\(start.column)"
  }

  private func lineRange(_ span: SourceSpan) -> String {
    let (start, end) = (span.start.line, span.end.line)
    return "\(span.file.path):\(start)" + (end > start ? "-\(end)" : "")
  }

  private func drawn(_ branch: Branch, isLast: Bool) -> [String] {
    let (knot, stem) =
      options.unicode ? (isLast ? "└ " : "├ ", isLast ? "  " : "│ ") : (isLast ? "`-" : "|-", isLast ? "  " : "| ")
    let blank = stem + String(repeating: " ", count: 10)
    let lead = knot + Paragraph.padded(branch.title, 10)
    return branch.lines.enumerated().flatMap { index, line in
      Paragraph.wrapped(
        plain(line), width: min(options.width, 100), indent: blank + (index == 0 ? "" : ""), first: index == 0 ? lead : blank
      )
      .split(separator: "\n").map(String.init)
    }
  }
}

extension Statement {
  /// What a term does, in the words of the catalog.
  fileprivate var inWords: String {
    switch self {
    case .define(let definition): "define \(definition.word)"
    case .may(let permission): "may \(permission.acts.inWords)"
    case .mustNot(let ban): "must not \(ban.acts.inWords)"
    case .must(let duty): "must \(duty.kind.rawValue)"
    case .lifts(let labels): "takes away \(labels.map { "`\($0)`" }.joined(separator: ", "))"
    case .reserves(let power): "reserves \(power.rawValue)"
    }
  }
}

extension ActSet {
  fileprivate var inWords: String { self == .all ? "any act" : map(\.rawValue).joined(separator: ", ") }
}
