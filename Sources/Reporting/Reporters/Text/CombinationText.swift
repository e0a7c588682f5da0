import Licensing

/// Combinations side by side, where a manifest leaves choices open: as written, then the best ones first.
extension TextReporter {
  /// How many combinations are shown unless all are asked for.
  private static let combinationsShown = 12

  func combinations(_ report: AuditReport, on page: inout TextPage) {
    let subjects = Grouping.groups(report.assessments, by: \.subject)
    for subject in subjects {
      guard let written = subject.first?.combination, subject.contains(where: { $0.combination != written }) else { continue }
      let groups = Grouping.groups(subject, by: \.combination)
      // Sorting keeps the order of equals: those with the fewest changes come first.
      let others = groups.dropFirst().sorted { $0.rank.lexicographicallyPrecedes($1.rank) }
      let shown = options.verbose ? others.count : min(others.count, Self.combinationsShown)
      let rows = [groups[0]] + others.prefix(shown)
      page.gap()
      MatrixText(matrix: matrix(rows, written), heading: "combination").draw(on: &page)
      if others.count > shown {
        page.paragraph(["and \(others.count - shown) more combinations, none of them better: see them with -v"], .dim)
      }
    }
  }

  private func matrix(_ rows: [[AuditReport.AssessmentRecord]], _ written: [String]) -> AuditReport.Matrix {
    var uses: [String] = []
    for assessment in rows.joined() where !uses.contains(assessment.use) { uses.append(assessment.use) }
    let records = rows.map { group -> AuditReport.Matrix.Row in
      let cells = uses.map { use in
        group.first { $0.use == use }.map { assessment in
          AuditReport.Matrix.Cell(verdict: assessment.verdict, duties: assessment.duties.count, isBest: assessment.isBest)
        } ?? AuditReport.Matrix.Cell(verdict: .permitted, duties: 0, isConcerned: false)
      }
      let title = CombinationWords.difference(of: group[0].combination, from: written)
      return .init(component: "", title: title, depth: 0, kind: "", license: "", cells: cells)
    }
    return AuditReport.Matrix(uses: uses, rows: records)
  }
}

enum CombinationWords {
  /// `oasst instead of tickets`
  static func difference(of combination: [String], from written: [String]) -> String {
    // Among several subjects ids carry the path of theirs, which the reader of one table knows.
    func names(_ ids: [String]) -> [String] { ids.map { $0.split(separator: "#").last.map(String.init) ?? $0 } }
    let added = names(combination.filter { !written.contains($0) })
    let dropped = names(written.filter { !combination.contains($0) })
    return switch (added.isEmpty, dropped.isEmpty) {
    case (true, true): "as written"
    case (true, false): "without " + dropped.joined(separator: ", ")
    case (false, true): "with " + added.joined(separator: ", ")
    case (false, false): added.joined(separator: ", ") + " instead of " + dropped.joined(separator: ", ")
    }
  }
}

extension [AuditReport.AssessmentRecord] {
  /// What one combination is worth over all uses.
  fileprivate var rank: [Int] {
    let verdicts = map { Verdict.allCases.firstIndex(of: $0.verdict) ?? 0 }
    return [verdicts.max() ?? 0, verdicts.reduce(0, +), map(\.duties.count).reduce(0, +)]
  }
}
