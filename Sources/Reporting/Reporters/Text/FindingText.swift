import Diagnostics
import Licensing

extension TextPage {
  /// Findings of one kind: the first in full, the others by name.
  mutating func findings(_ group: [AuditReport.FindingRecord]) {
    guard let finding = group.first else { return }
    let component = finding.component.map { plain(context.title($0)) }
    let isComponentShown = heading(Self.label(finding, self), plain(finding.message, limit: 2_000), component: component)
    let primary = finding.evidence.first { $0.quote == nil } ?? finding.evidence.first
    let gutter = primary.map { excerpt($0.span, Self.attributes(finding.verdict)) } ?? 1
    if !isComponentShown, let component { item("in", component, gutter: gutter) }
    lineage(of: finding, gutter: gutter)
    grounds(of: finding, primary: primary, gutter: gutter)
    facts(finding.facts, gutter: gutter)
    let assumptions = finding.assumptions.map { assumption($0, for: finding) }
    if !assumptions.isEmpty { item("assumes", assumptions, gutter: gutter) }
    uses(of: finding, gutter: gutter)
    others(Array(group.dropFirst()), gutter: gutter)
    if finding.level < .error, finding.verdict != nil {
      item("level", "\(finding.level.rawValue): does not fail the run", gutter: gutter)
    }
    if let remedy = finding.remedy { item("remedy", Self.remedyWords(plain(remedy)), gutter: gutter) }
    if let fix = finding.fix { item("fix", plain(fix, limit: 2_000), gutter: gutter) }
    let proof = options.verbose ? "licensecheck explain \(plain(finding.id)) PATH, or of the rule: " : ""
    item("more", proof + "licensecheck explain \(plain(finding.rule))", gutter: gutter)
  }

  private static func label(_ finding: AuditReport.FindingRecord, _ page: TextPage) -> Label {
    Label(word: finding.verdict?.rawValue ?? "note", code: page.plain(finding.rule), attributes: attributes(finding.verdict))
  }

  private static func attributes(_ verdict: Verdict?) -> [Style.Attribute] { verdict?.attributes ?? [.cyan] }

  private static func remedyWords(_ remedy: String) -> String {
    remedy == "separate-license" ? "separate license: the licensor offers one on request" : remedy
  }

  /// `bot > base (fine-tuned from, by us) > tickets (trained on)`
  private mutating func lineage(of finding: AuditReport.FindingRecord, gutter: Int) {
    guard finding.path.count > 1 else { return }
    let steps = finding.path.enumerated().map { index, id in
      let words = index > 0 && index <= finding.pathWords.count ? finding.pathWords[index - 1] : ""
      return (index > 0 ? "> " : "") + plain(context.title(id)) + (words.isEmpty ? "" : " (\(plain(words)))")
    }
    item("path", words: steps, gutter: gutter)
  }

  /// The clause, the words of the user's own copy, and every further place.
  private mutating func grounds(of finding: AuditReport.FindingRecord, primary: AuditReport.Place?, gutter: Int) {
    let citation = ReportPhrases.citation(
      license: finding.license.map { plain($0) }, clause: finding.clause.map { plain($0) }, unicode: options.unicode)
    let summary = finding.summary.map { plain($0, limit: 2_000) }
    let clause = [citation, summary].compactMap { $0 }.joined(separator: ": ")
    // The name alone says nothing that the place above does not show.
    if finding.clause != nil || summary != nil, !clause.isEmpty { item("clause", clause, gutter: gutter) }
    if !finding.furtherClauses.isEmpty {
      item("and by", words: Self.listed(finding.furtherClauses.map { plain($0) }), gutter: gutter)
    }
    if let point = finding.openPoint {
      item("open", "\(point.rawValue): \(ReportPhrases.explanation(point))", gutter: gutter)
    }
    var quotes: [String] = []
    var places: [String] = []
    for evidence in finding.evidence where evidence != primary {
      if let quote = evidence.quote {
        quotes.append("\"\(plain(quote))\" (\(lineRange(evidence.span)))")
      } else {
        places.append("\(place(evidence.span)) (\(plain(evidence.source)))")
      }
    }
    if !quotes.isEmpty { item("quote", quotes, gutter: gutter) }
    if !places.isEmpty { item("see", places, gutter: gutter) }
  }

  private mutating func facts(_ facts: [AuditReport.FactRecord], gutter: Int) {
    guard !facts.isEmpty else { return }
    item("facts", facts.map { "\(plain($0.name)) = \(plain($0.value.text)) (\(origin($0.origin)))" }, gutter: gutter)
  }

  private func origin(_ origin: FactOrigin) -> String {
    switch origin {
    case .baseline: "presumed"
    case .profile(let id): "profile `\(plain(id))`"
    case .option: "option --set"
    case .stated(let span): place(span)
    }
  }

  /// `weights-derive-from-data = disputed (no: permitted, yes: prohibited)`
  private func assumption(_ name: String, for finding: AuditReport.FindingRecord) -> String {
    guard let record = context.assumption(name, of: finding.id) else { return plain(name) }
    return assumption(record)
  }

  func assumption(_ record: AuditReport.AssumptionRecord) -> String {
    let readings = record.readings.map { "\(plain($0.setting)): \($0.verdict.rawValue)" }.joined(separator: ", ")
    return "\(plain(record.name)) = \(plain(record.setting))" + (readings.isEmpty ? "" : " (\(readings))")
  }

  private mutating func uses(of finding: AuditReport.FindingRecord, gutter: Int) {
    guard finding.uses.count > 1 || (finding.uses.count == 1 && finding.uses[0] != context.use) else { return }
    let all = context.uses
    let isEverywhere = all.count > 2 && all.isSubset(of: finding.uses)
    item("uses", words: isEverywhere ? ["all \(all.count)"] : Self.listed(finding.uses.map { plain($0) }), gutter: gutter)
  }

  private mutating func others(_ others: [AuditReport.FindingRecord], gutter: Int) {
    let shown = others.map { other in
      let title = other.component.map { plain(context.title($0)) }
      let place = other.evidence.first.map { self.place($0.span) }
      return switch (title, place) {
      case (let title?, let place?): "\(title) (\(place))"
      case (let title?, nil): title
      case (nil, let place): place ?? plain(other.id)
      }
    }
    also(shown, gutter: gutter)
  }

  /// `= also:` with the first few; how many more there are, and how to see them.
  mutating func also(_ names: [String], gutter: Int) {
    guard !names.isEmpty else { return }
    let limit = 6
    var lines = Array(names.prefix(limit))
    if names.count > limit { lines.append("and \(names.count - limit) more (-v shows each)") }
    item("also", words: Self.listed(lines), gutter: gutter)
  }
}
