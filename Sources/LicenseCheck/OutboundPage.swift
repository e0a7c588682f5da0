import Evaluation
import Licensing
import Reporting

/// The answers of `outbound` for a person: one paragraph for each reason, with the licenses that it decides.
struct OutboundPage {
  private let subjects: [OutboundSubject]
  private let options: TextOptions

  init(_ subjects: [OutboundSubject], _ options: TextOptions) {
    self.subjects = subjects
    self.options = options
  }

  var text: String { subjects.map(page).joined(separator: "\n") }

  private func plain(_ text: String) -> String { HostileText.singleLine(text, ascii: !options.unicode, limit: 2_000) }

  private func wrapped(_ text: String, _ indent: String) -> String {
    Paragraph.wrapped(text, width: min(options.width, 100), indent: indent)
  }

  private func page(_ subject: OutboundSubject) -> String {
    let acts = subject.use.acts.map(\.rawValue).joined(separator: ", ")
    let use = subject.use.id == Use.customID ? "custom (\(acts))" : subject.use.id
    var lines = ["\(plain(subject.title))   may be given on under, use: \(use)"]
    if let presumed = subject.presumed { lines.append(wrapped(presumed, "")) }
    for group in subject.groups { lines += self.lines(group, subject) }
    let counts = OutboundSurvey.Answer.allCases.map { answer in
      "\(subject.groups.filter { $0.answer == answer }.reduce(0) { $0 + $1.names.count }) \(answer.rawValue)"
    }
    lines.append(
      "\n\(counts.joined(separator: ", ")). Whether the use itself is allowed, `licensecheck check` says. Not legal advice.\n")
    return lines.map(HostileText.guarded).joined(separator: "\n")
  }

  private func lines(_ group: OutboundSurvey.Group, _ subject: OutboundSubject) -> [String] {
    var lines = ["\n\(group.answer.rawValue): \(group.names.count == 1 ? "1 license" : "\(group.names.count) licenses")"]
    lines.append(wrapped(names(group), "  "))
    if group.answer == .accepted, group.accepting.isEmpty, group.conditions.isEmpty {
      lines.append("  = why:     no clause says under which license recipients get it, and nothing stricter is lost")
    }
    for ground in group.grounds { lines.append(item(Self.word(group.answer), ground, subject)) }
    for ground in group.accepting where group.answer == .accepted { lines.append(item("why", ground, subject)) }
    for ground in group.conditions where group.answer == .accepted { lines.append(item("if", ground, subject)) }
    return lines
  }

  /// What is refused is seldom read to its end.
  private func names(_ group: OutboundSurvey.Group) -> String {
    let limit = 12
    let isLong = group.answer == .refused && group.names.count > limit + 3 && !options.verbose
    let shown = group.names.prefix(isLong ? limit : group.names.count).map(plain).joined(separator: ", ")
    return shown + (isLong ? " and \(group.names.count - limit) more (-v shows each)" : "")
  }

  private static func word(_ answer: OutboundSurvey.Answer) -> String {
    switch answer {
    case .accepted: "why"
    case .unclear: "open"
    case .refused: "because"
    }
  }

  /// `  = because: CC-BY-SA-4.0 §3(b)(1) of somelab/poems: …`
  private func item(_ key: String, _ ground: OutboundSurvey.Ground, _ subject: OutboundSubject) -> String {
    let constraint = ground.constraint
    let clause = constraint.clause.map { ($0.first?.isNumber ?? false ? options.unicode ? " §" : " s." : ", ") + $0 } ?? ""
    let component = subject.component(ground)
    var text = (constraint.source ?? "") + clause + (component.map { " of \($0.title)" } ?? "")
    if !constraint.rule.isEmpty {
      let words = FindingWords(use: subject.use, component: component, vocabulary: ShippedCatalog.catalog.vocabulary)
      if constraint.rule != Rule.outboundLicense.id { text += ": \(words.message(constraint))" }
    }
    if let summary = constraint.summary { text += ": \(summary)" }
    if key == "if" { text += " (own terms must carry this)" }
    let lead = "  = \(key):" + String(repeating: " ", count: max(1, 9 - key.count - 1))
    return Paragraph.wrapped(plain(text), width: min(options.width, 100), indent: "             ", first: lead)
  }
}
