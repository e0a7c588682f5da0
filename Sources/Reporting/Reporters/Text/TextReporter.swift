import Diagnostics
import Licensing

/// The report for a person at a terminal.
///
/// Notes and warnings (`AuditReport.notes`) are not part of it: they belong on standard error, see `MessageStyle`.
package struct TextReporter: Sendable {
  package var options: TextOptions

  package init(_ options: TextOptions) { self.options = options }

  /// The whole report, ending in a newline; empty for a run that passes quietly.
  package func text(_ report: AuditReport) -> String {
    let report = options.verbose ? report.written : report.written.deciding
    var page = TextPage(options, ReportContext(report))
    if report.isPassing, !options.verbose {
      passing(report, on: &page)
    } else {
      full(report, on: &page)
    }
    return page.text
  }

  private func passing(_ report: AuditReport, on page: inout TextPage) {
    guard !options.quiet else { return }
    passingHeadline(report, on: &page)
    statedUse(report, on: &page)
    findings(report, on: &page)
    duties(report, on: &page)
    page.risks(report)
    waived(report, on: &page)
    if !report.isUseStated { matrices(report, on: &page) }
    presumptions(report, on: &page)
  }

  private func full(_ report: AuditReport, on page: inout TextPage) {
    // Where nothing could be read there is nothing to say about it.
    let isEmpty = report.components.isEmpty && !report.errors.isEmpty
    if !isEmpty { headline(report, on: &page) }
    if !options.quiet, !isEmpty { statedUse(report, on: &page) }
    // What could not be evaluated comes first: it puts everything below in doubt.
    for error in report.errors {
      page.gap()
      page.message(error)
    }
    findings(report, on: &page)
    duties(report, on: &page)
    for question in report.questions {
      page.gap()
      page.question(question)
    }
    if !options.quiet, !isEmpty {
      page.risks(report)
      waived(report, on: &page)
      fixes(report, on: &page)
      matrices(report, on: &page)
      presumptions(report, on: &page)
    }
    page.gap()
    summary(report, on: &page)
  }

  private func findings(_ report: AuditReport, on page: inout TextPage) {
    let shown = report.findings.filter { $0.level != .off && (!options.quiet || $0.verdict != nil) }
    for group in Grouping.findings(shown, verbose: options.verbose) {
      page.gap()
      page.findings(group)
    }
    hidden(report, on: &page)
  }

  /// Nobody may take what is not shown for what is not there.
  private func hidden(_ report: AuditReport, on page: inout TextPage) {
    let count = report.findings.count { $0.level == .off } + report.duties.count { $0.level == .off }
    guard count > 0 else { return }
    page.gap()
    page.paragraph(
      "not shown by `levels`, --level, --only or --skip: \(ReportPhrases.count(count, "finding or duty", "findings and duties")); the verdict counts them"
    )
  }

  private func duties(_ report: AuditReport, on page: inout TextPage) {
    let shown = report.duties.filter { $0.level != .off && (!options.quiet || $0.status == .unmet) }
    for (index, group) in Grouping.duties(shown, verbose: options.verbose).enumerated() {
      if index == 0 || options.verbose { page.gap() }
      page.duties(group)
    }
  }

  private func waived(_ report: AuditReport, on page: inout TextPage) {
    let isShort = !options.showsWaived
    for record in report.waived where record.ground == .waiver || !isShort {
      page.gap()
      page.waived(record)
    }
    guard isShort else { return }
    for (ground, words) in [(AuditReport.WaivedRecord.Ground.baseline, "in the baseline"), (.before, "there before this change")]
    {
      let count = report.waived.count { $0.ground == ground }
      guard count > 0 else { continue }
      page.gap()
      page.paragraph("\(ReportPhrases.count(count, "finding")) \(words), and not counted: see them with --show-waived")
    }
  }

  private func fixes(_ report: AuditReport, on page: inout TextPage) {
    guard report.verdict >= .undetermined, let assessment = report.decidingAssessment, !assessment.fixes.isEmpty else { return }
    page.gap()
    page.line(page.style("smallest changes that make it possible:", .bold))
    let shown = options.verbose ? assessment.fixes.count : min(assessment.fixes.count, Self.fixesShown)
    for (index, fix) in assessment.fixes.prefix(shown).enumerated() {
      let orders = fix.changes.map { page.plain(ReportPhrases.order($0)) }.joined(separator: ", and ")
      page.paragraph("\(index + 1). \(orders)  -> \(fix.verdict.rawValue)", indent: 2, hanging: 3)
    }
    let rest = assessment.fixes.count - shown
    if rest > 0 { page.paragraph(["and \(rest) more: see them with -v"], indent: 2, .dim) }
    if assessment.areFixesBounded {
      page.paragraph(["the search stopped at its bound: there may be more"], indent: 2, .dim)
    }
  }

  /// How many sets of changes are shown unless all are asked for.
  private static let fixesShown = 5

  private func matrices(_ report: AuditReport, on page: inout TextPage) {
    if let matrix = report.matrix, !matrix.rows.isEmpty {
      page.gap()
      MatrixText(matrix: matrix).draw(on: &page)
    }
    combinations(report, on: &page)
  }

  private func statedUse(_ report: AuditReport, on page: inout TextPage) {
    guard !report.isUseStated else { return }
    let decides = report.use.profile.map { "`\(page.plain($0))` decides the verdict and the exit code" }
    page.gap()
    page.paragraph("no use was stated: all standard uses are shown, and \(decides ?? "the worst decides"); state one with --use")
  }

  private func presumptions(_ report: AuditReport, on page: inout TextPage) {
    let presumed = report.use.facts.filter { $0.origin == .baseline }.map { page.plain(ReportPhrases.presumption($0)) }
    let assumed = report.assessments.flatMap(\.assumptions).reduce(into: [String]()) { lines, record in
      let line = page.assumption(record)
      if !lines.contains(line) { lines.append(line) }
    }
    if !presumed.isEmpty || !assumed.isEmpty { page.gap() }
    if !presumed.isEmpty { page.paragraph(["presumed:"] + TextPage.listed(presumed), hanging: 10, .dim) }
    if !assumed.isEmpty { page.paragraph(["assumed: "] + TextPage.listed(assumed), hanging: 10, .dim) }
  }
}

extension AuditReport {
  /// Whether there is nothing to look into.
  var isPassing: Bool { verdict <= .duties && errors.isEmpty && exitCode == 0 && questions.isEmpty }

  /// The combination as written, for the use that decides.
  var decidingAssessment: AssessmentRecord? {
    let written = assessments.filter { $0.combination == assessments.first?.combination }
    return written.first { $0.use == use.profile } ?? written.max { $0.verdict < $1.verdict }
  }
}

extension AuditReport {
  /// Findings and duties of the combination as written; what alternatives lead to is shown side by side.
  var written: AuditReport {
    var result = self
    result.findings.removeAll { !$0.isWritten }
    result.duties.removeAll { !$0.isWritten }
    return result
  }

  /// Without a stated use, what concerns the use that decides; the matrix shows the others.
  var deciding: AuditReport {
    guard !isUseStated, let use = use.profile else { return self }
    var result = self
    func deciding(_ uses: [String]) -> [String] { uses.contains(use) ? [use] : uses }
    result.findings = findings.filter(\.isDeciding)
    result.duties = duties.filter(\.isDeciding)
    result.risks = risks.filter(\.isDeciding)
    result.assessments = assessments.filter { $0.use == use }
    for index in result.findings.indices { result.findings[index].uses = deciding(result.findings[index].uses) }
    for index in result.duties.indices { result.duties[index].uses = deciding(result.duties[index].uses) }
    return result
  }
}
