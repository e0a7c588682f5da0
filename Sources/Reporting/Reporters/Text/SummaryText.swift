import Licensing

extension TextReporter {
  /// `acme-chat 1.4.0   use: hosted-commercial, EU+US, 1.2M MAU   catalog 2026.11   PROHIBITED`
  func headline(_ report: AuditReport, on page: inout TextPage) {
    var parts: [String] = []
    if !report.title.isEmpty { parts.append(page.plain(report.title, limit: 120)) }
    parts += [useWords(report, page), "catalog " + page.plain(report.catalogVersion)]
    let verdict = page.style(report.verdict.rawValue.uppercased(), report.verdict.attributes + [.bold])
    let separator = "   "
    var line = ""
    var width = 0
    for (index, part) in parts.enumerated() {
      let partWidth = DisplayWidth.of(part)
      if width > 0, width + separator.count + partWidth > options.width {
        page.line(line)
        line = "  "
        width = 2
      } else if width > 0 {
        line += separator
        width += separator.count
      }
      line += index == 0 && !report.title.isEmpty ? page.style(part, .bold) : part
      width += partWidth
    }
    if width + separator.count + report.verdict.rawValue.utf8.count > options.width {
      page.line(line)
      page.line("  " + verdict)
    } else {
      page.line(line + separator + verdict)
    }
  }

  /// `ok: 12 components, 5 duties   use: hosted-commercial, EU+US   catalog 2026.11`: a yes says for what it is one.
  func passingHeadline(_ report: AuditReport, on page: inout TextPage) {
    let counts = ReportCounts(report)
    let duties = counts.duties == 0 ? "no duties" : ReportPhrases.count(counts.duties, "duty", "duties")
    let counted = ": " + ReportPhrases.count(counts.components, "component") + ", " + duties
    let use = useWords(report, page)
    let catalog = "catalog " + page.plain(report.catalogVersion)
    let ok = page.style("ok", .green, .bold) + counted
    let width = 2 + DisplayWidth.of(counted) + 3 + DisplayWidth.of(use)
    if width + 3 + DisplayWidth.of(catalog) <= options.width { return page.line(ok + "   " + use + "   " + catalog) }
    if width <= options.width {
      page.line(ok + "   " + use)
      return page.line("  " + catalog)
    }
    page.line(ok)
    page.paragraph(use + "   " + catalog, indent: 2, hanging: 2)
  }

  /// `use: hosted-commercial, EU+US, 1.2M MAU`
  private func useWords(_ report: AuditReport, _ page: TextPage) -> String {
    var names: [String] = []
    if report.isUseStated {
      for use in report.assessments.map(\.use) where !names.contains(use) { names.append(use) }
    }
    let lead = names.count > 1 ? "uses: " : "use: "
    if names.count < 2 { names = [useName(report)] }
    return lead + (names + keyFacts(report)).map { page.plain($0) }.joined(separator: ", ")
  }

  private func useName(_ report: AuditReport) -> String {
    let acts = " (\(report.use.acts.joined(separator: ", ")))"
    guard let profile = report.use.profile else { return report.use.acts.isEmpty ? "custom" : "custom" + acts }
    if report.use.changesActs { return profile + acts }
    return report.isUseStated ? profile : profile + " (standard)"
  }

  /// What moves verdicts most often, as far as it was stated.
  private func keyFacts(_ report: AuditReport) -> [String] {
    report.use.facts.compactMap { fact in
      guard fact.origin != .baseline else { return nil }
      switch (fact.name, fact.value) {
      case ("regions", .list(let regions)) where !regions.isEmpty: return regions.joined(separator: "+")
      case ("actor.monthlyActiveUsers", .number(let users)): return ReportPhrases.short(users) + " MAU"
      case ("actor.annualRevenueUSD", .number(let money)): return "$" + ReportPhrases.short(money) + " a year"
      case ("actor.kind", .text(let kind)): return kind
      case ("actor.domicile", .text(let place)): return "from " + place
      default: return nil
      }
    }
  }

  /// What was counted, and the exit code.
  func summary(_ report: AuditReport, on page: inout TextPage) {
    let counts = ReportCounts(report)
    var parts: [String] = []
    if counts.prohibited > 0 { parts.append("\(counts.prohibited) prohibited") }
    if counts.undetermined > 0 { parts.append("\(counts.undetermined) undetermined") }
    if counts.unmet > 0 { parts.append(ReportPhrases.count(counts.unmet, "duty", "duties") + " unmet") }
    let others = counts.duties - counts.unmet
    let other = counts.unmet > 0 ? "other " : ""
    if others > 0 { parts.append(ReportPhrases.count(others, other + "duty", other + "duties")) }
    if counts.questions > 0 { parts.append(ReportPhrases.count(counts.questions, "question")) }
    if counts.notes > 0 { parts.append(ReportPhrases.count(counts.notes, "note")) }
    if counts.errors > 0 { parts.append(ReportPhrases.count(counts.errors, "error")) }
    if counts.waived > 0 { parts.append("\(counts.waived) waived" + waiverEnd(report, page)) }
    if parts.isEmpty { parts.append(report.verdict <= .duties ? "nothing to do" : report.verdict.rawValue) }
    let subject = ReportPhrases.count(counts.components, "component") + ", " + ReportPhrases.count(counts.licenses, "license")
    page.paragraph([subject + ":"] + TextPage.listed(parts), hanging: 2)
    page.line("offline. Not legal advice. exit \(report.exitCode)")
  }

  /// The first day on which a waiver ends.
  private func waiverEnd(_ report: AuditReport, _ page: TextPage) -> String {
    report.waived.compactMap(\.until).min().map { " (until \(page.plain($0)))" } ?? ""
  }
}

extension TextPage {
  /// A waived finding in short, with who waived it and why.
  mutating func waived(_ record: AuditReport.WaivedRecord) {
    let finding = record.finding
    let component = finding.component.map { plain(context.title($0)) }
    let label = Label(word: "waived", code: plain(finding.rule), attributes: [.cyan])
    let message = plain(finding.message, limit: 2_000)
    let isShown = heading(label, message, component: component)
    if let place = record.place { line("  " + style("-->", .dim) + " " + self.place(place.span)) }
    if !isShown, let component { item("in", component, gutter: 1) }
    if let verdict = finding.verdict { item("verdict", "\(verdict.rawValue), not counted for the exit code", gutter: 1) }
    item("reason", plain(record.reason, limit: 2_000), gutter: 1)
    let approval = [record.approvedBy.map { "approved by \(plain($0))" }, record.until.map { "until \(plain($0))" }]
    let terms = approval.compactMap { $0 }.joined(separator: ", ")
    if !terms.isEmpty { item("waiver", terms, gutter: 1) }
  }
}

/// What a report holds, in numbers; findings that differ only in the use count once.
struct ReportCounts {
  var components: Int
  var licenses: Int
  var prohibited: Int
  var undetermined: Int
  /// Findings that inform and do not judge.
  var notes: Int
  var duties: Int
  var unmet: Int
  var questions: Int
  var waived: Int
  var errors: Int

  init(_ report: AuditReport) {
    components = report.components.count
    licenses = Set(report.components.compactMap { $0.concluded ?? $0.detected ?? $0.declared }).count
    let findings = Grouping.shown(report.findings).map(\.verdict)
    prohibited = findings.count { $0 == .prohibited }
    undetermined = findings.count { $0 == .undetermined }
    notes = findings.count { $0 == nil }
    let required = report.duties.filter { !$0.isEncouraged }
    unmet = Self.tasks(required.filter { $0.status == .unmet })
    duties = unmet + Self.tasks(required.filter { $0.status != .unmet })
    questions = report.questions.count
    waived = report.waived.count
    errors = report.errors.count
  }

  private static func tasks(_ duties: [AuditReport.DutyRecord]) -> Int {
    Set(duties.map { [$0.component ?? "", AuditReport.DutyRecord.task($0.duty, $0.text, clause: $0.clause)] }).count
  }
}
