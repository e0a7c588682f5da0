import Licensing

/// What changed between two licenses, for a terminal: gone, new, changed, and the uses that fare otherwise.
package struct LicenseDifferenceText {
  private let old: LicenseTerms
  private let new: LicenseTerms
  private let difference: LicenseDifference
  private let options: TextOptions

  package init(_ old: LicenseTerms, _ new: LicenseTerms, _ difference: LicenseDifference, _ options: TextOptions) {
    self.old = old
    self.new = new
    self.difference = difference
    self.options = options
  }

  package var text: String {
    var page = TextPage(options)
    heading("-", old, [.red], &page)
    heading("+", new, [.green], &page)
    page.line()
    page.paragraph(summary)
    facts(&page)
    list("Gone", "-", difference.removed, [.red], &page)
    list("New", "+", difference.added, [.green], &page)
    changed(&page)
    uses(&page)
    page.gap()
    page.paragraph("Terms are compared as the catalog states them, not word by word. Not legal advice.")
    return page.text
  }

  private func heading(_ sign: String, _ terms: LicenseTerms, _ attributes: [Style.Attribute], _ page: inout TextPage) {
    let facts = [terms.publisher, terms.date].compactMap(\.self).joined(separator: ", ")
    page.line(
      page.style("\(sign) \(page.plain(terms.id))", attributes + [.bold]) + "  " + page.plain(terms.name)
        + (facts.isEmpty ? "" : " (\(page.plain(facts)))"))
  }

  private var summary: String {
    let equal = ReportPhrases.count(difference.equal, "term says", "terms say")
    let parts: [String] = [
      "\(equal) the same", "\(difference.removed.count) gone", "\(difference.added.count) new",
      "\(difference.changed.count) changed",
      "\(ReportPhrases.count(difference.moved.count, "answer")) to standard uses differ".fixed(difference.moved.count),
    ]
    return parts.joined(separator: ", ") + "."
  }

  private func facts(_ page: inout TextPage) {
    let facts = difference.facts.filter { !["name", "publisher", "date"].contains($0.key) }
    guard !facts.isEmpty else { return }
    page.gap()
    for fact in facts { change(fact, indent: 0, &page) }
  }

  private func list(_ title: String, _ sign: String, _ terms: [TermText], _ attributes: [Style.Attribute], _ page: inout TextPage)
  {
    guard !terms.isEmpty else { return }
    page.gap()
    page.line(page.style(title, .bold))
    for term in terms {
      let clause = page.plain(LicensePageText.citation(term.clause, options.unicode))
      page.paragraph(
        "\(sign) \(term.statement) \(page.plain(term.subject)), \(clause)".split(separator: " ").map(String.init), indent: 2,
        hanging: 2)
      page.paragraph(page.plain(term.summary, limit: 2_000), indent: 6)
      for property in term.properties {
        page.paragraph("\(property.key): \(page.plain(property.value, limit: 2_000))", indent: 6, hanging: 2)
      }
    }
  }

  private func changed(_ page: inout TextPage) {
    guard !difference.changed.isEmpty else { return }
    page.gap()
    page.line(page.style("Changed", .bold))
    for item in difference.changed {
      let clauses = [item.old.clause, item.new.clause].map { page.plain(LicensePageText.citation($0, options.unicode)) }
      let place = clauses[0] == clauses[1] ? clauses[0] : "\(clauses[0]), now \(clauses[1])"
      page.paragraph("~ \(item.new.statement) \(page.plain(item.new.subject)), \(place)", indent: 2, hanging: 2)
      for change in item.changes { self.change(change, indent: 6, &page) }
    }
  }

  private func change(_ change: LicenseDifference.Change, indent: Int, _ page: inout TextPage) {
    let width = options.width - indent - 4
    page.line(TextPage.blanks(indent) + change.key + ":")
    for (sign, value, attributes) in [("-", change.old, [Style.Attribute.red]), ("+", change.new, [.green])] {
      let text = value.map { $0.isEmpty ? "nothing" : page.plain($0, limit: 2_000) } ?? Self.unsaid[change.key] ?? "not said"
      for (index, line) in TextPage.wrapped(text, width: width).enumerated() {
        page.line(TextPage.blanks(indent + 2) + page.style((index == 0 ? sign + " " : "  ") + line, attributes))
      }
    }
  }

  /// What it means that a key is not there.
  private static let unsaid = [
    "of": "work, derivative, product", "rights": "all rights", "subject-to": "nothing", "upon": "any act", "when": "always",
    "force": "required", "only": "no limit",
  ]

  // MARK: Uses

  private func uses(_ page: inout TextPage) {
    page.gap()
    page.line(page.style("Standard uses whose answer differs", .bold))
    guard !difference.moved.isEmpty else {
      page.paragraph("none", indent: 2)
      return
    }
    let merged = Self.merged(difference.moved)
    let rows = merged.map { [$0.moved.use, $0.kinds.joined(separator: ", "), Self.word($0.moved.old), Self.word($0.moved.new)] }
    let widths = (0..<4).map { column in rows.map { DisplayWidth.of($0[column]) }.max() ?? 0 }
    let arrow = options.unicode ? "\u{2192}" : "->"
    for (row, moved) in zip(rows, merged.map(\.moved)) {
      let was = page.style(row[2], moved.old?.verdict.attributes ?? [.dim]) + TextPage.blanks(widths[2] - DisplayWidth.of(row[2]))
      let now = page.style(row[3], moved.new?.verdict.attributes ?? [.dim])
      page.line("  \(TextPage.padded(row[0], widths[0]))  \(TextPage.padded(row[1], widths[1]))  \(was)  \(arrow)  \(now)")
    }
  }

  /// Kinds that fare alike share a line.
  private static func merged(_ moved: [LicenseDifference.Moved]) -> [(moved: LicenseDifference.Moved, kinds: [String])] {
    var result: [(moved: LicenseDifference.Moved, kinds: [String])] = []
    for item in moved {
      let twin = result.firstIndex { other in
        other.moved.use == item.use && word(other.moved.old) == word(item.old) && word(other.moved.new) == word(item.new)
      }
      if let twin { result[twin].kinds.append(item.kind.rawValue) } else { result.append((item, [item.kind.rawValue])) }
    }
    return result
  }

  private static func word(_ cell: UsesMatrix.Cell?) -> String { cell?.words ?? "not covered" }
}

extension String {
  /// One answer differs, two differ.
  fileprivate func fixed(_ count: Int) -> String { count == 1 ? replacingAll("differ", with: "differs") : self }
}
