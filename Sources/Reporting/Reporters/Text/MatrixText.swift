import Licensing

/// A table of verdicts that fits a terminal: words first, then signs with a legend, then columns in several blocks.
struct MatrixText {
  let matrix: AuditReport.Matrix
  /// What stands over the first column.
  var heading = "component"

  /// One way to draw the table.
  private struct Form {
    var names: [String]
    var kinds: [String]
    var licenses: [String]
    /// A heading may take several lines.
    var headings: [[String]]
    var cells: [[String]]
    var isAbbreviated = false

  }

  /// A form with the widths of its columns, measured once: a table may have as many rows as a bill of materials has parts.
  private struct Layout {
    let form: Form
    /// Of names, kinds and licenses; 0 for a column that is left out.
    let leads: [Int]
    let columns: [Int]

    init(_ form: Form) {
      self.form = form
      leads = [form.names, form.kinds, form.licenses].map { Self.width($0) }
      columns = form.headings.indices.map { column in
        form.cells.reduce(Self.width(form.headings[column])) { max($0, DisplayWidth.of($1[column])) }
      }
    }

    var leadWidth: Int { leads.filter { $0 > 0 }.reduce(0) { $0 + $1 + 2 } }

    var width: Int { columns.reduce(leadWidth) { $0 + $1 + 2 } - 2 }

    private static func width(_ texts: [String]) -> Int { texts.reduce(0) { max($0, DisplayWidth.of($1)) } }
  }

  func draw(on page: inout TextPage) {
    let layouts = forms(page).lazy.map(Layout.init)
    let width = page.options.width
    guard let layout = layouts.first(where: { $0.width <= width }) ?? layouts.last else { return }
    draw(layout, on: &page)
    if layout.form.isAbbreviated { legend(on: &page) }
    if matrix.rows.contains(where: { $0.cells.contains(where: \.isBest) }) { page.paragraph("* none does better for this use") }
  }

  /// From the most readable to the narrowest.
  private func forms(_ page: TextPage) -> [Form] {
    let full = Form(
      names: [heading] + titles(page), kinds: [""] + matrix.rows.map { page.plain($0.kind) },
      licenses: ["license"] + matrix.rows.map { page.plain($0.license) }, headings: matrix.uses.map { [page.plain($0)] },
      cells: matrix.rows.map { $0.cells.map { Self.word($0, undetermined: "undetermined") } })
    var broken = full
    broken.headings = matrix.uses.map { Self.broken(page.plain($0)) }
    broken.cells = matrix.rows.map { $0.cells.map { Self.word($0, undetermined: "?") } }
    var lean = broken
    lean.kinds = lean.kinds.map { _ in "" }
    var signs = full
    signs.headings = matrix.uses.indices.map { [String($0 + 1)] }
    signs.cells = matrix.rows.map { $0.cells.map(Self.sign) }
    signs.isAbbreviated = true
    let ellipsis = HostileText.ellipsis(ascii: !page.options.unicode)
    signs.licenses = signs.licenses.map { Self.cut($0, 24, ellipsis) }
    var narrow = signs
    narrow.kinds = narrow.kinds.map { _ in "" }
    narrow.names = narrow.names.map { Self.cut($0, max(page.options.width / 2, 16), ellipsis) }
    narrow.licenses = narrow.licenses.map { Self.cut($0, 16, ellipsis) }
    var narrowest = narrow
    narrowest.licenses = narrow.licenses.map { _ in "" }
    return [full, broken, lean, signs, narrow, narrowest].map { form in
      var form = form
      if form.licenses.dropFirst().allSatisfy(\.isEmpty) { form.licenses = form.licenses.map { _ in "" } }
      return form
    }
  }

  private func draw(_ layout: Layout, on page: inout TextPage) {
    var columns = Array(layout.columns.indices)
    var isFirst = true
    while !columns.isEmpty || isFirst {
      var taken = 0
      var width = layout.leadWidth
      while taken < columns.count, taken == 0 || width + layout.columns[columns[taken]] <= page.options.width {
        width += layout.columns[columns[taken]] + 2
        taken += 1
      }
      if !isFirst { page.line() }
      block(layout, Array(columns.prefix(taken)), on: &page)
      columns.removeFirst(taken)
      isFirst = false
    }
  }

  /// The first columns and some of the uses.
  private func block(_ layout: Layout, _ columns: [Int], on page: inout TextPage) {
    let form = layout.form
    let height = columns.map { form.headings[$0].count }.max() ?? 1
    for level in 0..<height {
      let isLast = level == height - 1
      var line = isLast ? lead(layout, 0, page, isHeading: true) : TextPage.blanks(layout.leadWidth)
      for column in columns {
        let heading = form.headings[column]
        let index = level - (height - heading.count)
        let text = index >= 0 ? heading[index] : ""
        line += filled(text, column, columns, layout) { page.style($0, .bold) }
      }
      page.line(trimmed(line))
    }
    for (row, record) in matrix.rows.enumerated() {
      var line = lead(layout, row + 1, page, isHeading: false)
      for column in columns {
        line += filled(form.cells[row][column], column, columns, layout) { text in
          page.style(text, record.cells[column].verdict.attributes)
        }
      }
      page.line(trimmed(line))
    }
  }

  private func lead(_ layout: Layout, _ row: Int, _ page: TextPage, isHeading: Bool) -> String {
    var line = ""
    let form = layout.form
    for (texts, width) in zip([form.names, form.kinds, form.licenses], layout.leads) where width > 0 {
      let padding = TextPage.blanks(width + 2 - DisplayWidth.of(texts[row]))
      line += (isHeading ? page.style(texts[row], .bold) : texts[row]) + padding
    }
    return line
  }

  private func filled(_ text: String, _ column: Int, _ columns: [Int], _ layout: Layout, _ style: (String) -> String) -> String {
    let isLast = column == columns.last
    return style(text) + (isLast ? "" : TextPage.blanks(layout.columns[column] + 2 - DisplayWidth.of(text)))
  }

  private func trimmed(_ line: String) -> String {
    var line = line
    while line.hasSuffix(" ") { line.removeLast() }
    return line
  }

  /// What the numbers over the columns and the signs in the cells mean.
  private func legend(on page: inout TextPage) {
    let uses = matrix.uses.enumerated().map { "\($0 + 1) \(page.plain($1))" }
    page.paragraph(["columns:"] + TextPage.listed(uses), hanging: 9)
    var signs: [String] = []
    let all = matrix.rows.flatMap(\.cells)
    let cells = all.filter { $0.isConcerned || $0.verdict != .permitted }
    for verdict in Verdict.allCases where cells.contains(where: { $0.verdict == verdict }) {
      switch verdict {
      case .permitted: signs.append("ok = permitted")
      case .duties: signs.append("2d = 2 duties (and so on)")
      case .undetermined: signs.append("? = undetermined")
      case .prohibited: signs.append("no = prohibited")
      }
    }
    if cells.count < all.count { signs.append("- = not concerned") }
    page.paragraph(["cells:"] + TextPage.listed(signs), hanging: 7)
  }

  /// The names of the components as a tree: by indentation, and by lines where the terminal has them.
  private func titles(_ page: TextPage) -> [String] {
    let depths = matrix.rows.map { min(max($0.depth, 0), 12) }
    // From the last row to the first: at each level, whether the next row that is not deeper stands on the same one.
    var continues = Array(repeating: false, count: 13)
    var titles: [String] = []
    for (row, depth) in zip(matrix.rows, depths).reversed() {
      let title = page.plain(row.title, limit: 60)
      if page.options.unicode, depth > 0 {
        let outer = (1..<depth).map { continues[$0] ? "\u{2502} " : "  " }.joined()
        titles.append(outer + (continues[depth] ? "\u{251C} " : "\u{2514} ") + title)
      } else {
        titles.append(TextPage.blanks(2 * depth) + title)
      }
      continues[depth] = true
      for level in continues.indices where level > depth { continues[level] = false }
    }
    return titles.reversed()
  }

  /// A heading broken after its hyphens: `hosted-`, `commercial`.
  private static func broken(_ text: String) -> [String] {
    guard text.utf8.count > 10 else { return [text] }
    var lines: [String] = []
    var current = ""
    for part in text.split(separator: "-", omittingEmptySubsequences: false) {
      if !current.isEmpty {
        current += "-"
        if current.utf8.count + part.utf8.count > 10 {
          lines.append(current)
          current = ""
        }
      }
      current += part
    }
    return lines + [current]
  }

  private static func cut(_ text: String, _ width: Int, _ ellipsis: String) -> String {
    guard DisplayWidth.of(text) > width else { return text }
    var result = ""
    var used = DisplayWidth.of(ellipsis)
    for character in text {
      used += DisplayWidth.of(String(character))
      guard used <= width else { break }
      result.append(character)
    }
    return result + ellipsis
  }

  private static func word(_ cell: AuditReport.Matrix.Cell, undetermined: String) -> String {
    if !cell.isConcerned, cell.verdict == .permitted { return "-" }
    let word =
      switch cell.verdict {
      case .permitted: "permitted"
      case .duties: cell.duties > 0 ? ReportPhrases.count(cell.duties, "duty", "duties") : "duties"
      case .undetermined: undetermined
      case .prohibited: "prohibited"
      }
    return cell.isBest ? word + " *" : word
  }

  private static func sign(_ cell: AuditReport.Matrix.Cell) -> String {
    if !cell.isConcerned, cell.verdict == .permitted { return "-" }
    let sign =
      switch cell.verdict {
      case .permitted: "ok"
      case .duties: cell.duties > 0 ? "\(cell.duties)d" : "d"
      case .undetermined: "?"
      case .prohibited: "no"
      }
    return cell.isBest ? sign + "*" : sign
  }
}
