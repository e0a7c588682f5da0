import Licensing

/// A page on one license: who made it, what it grants and asks, clause by clause, and what that means for the standard uses.
package struct LicensePageText {
  private let terms: LicenseTerms
  private let profile: LicenseProfile
  private let matrix: UsesMatrix
  private let silence: [(act: String, meaning: Silence)]
  /// Licenses that incorporate this text.
  private let incorporatedBy: [String]
  private let options: TextOptions

  package init(
    _ terms: LicenseTerms, profile: LicenseProfile, matrix: UsesMatrix, silence: [(act: String, meaning: Silence)],
    incorporatedBy: [String], _ options: TextOptions
  ) {
    self.terms = terms
    self.profile = profile
    self.matrix = matrix
    self.silence = silence
    self.incorporatedBy = incorporatedBy
    self.options = options
  }

  package var text: String {
    var page = TextPage(options)
    header(&page)
    if terms.kind == .policy { policy(&page) } else { uses(&page) }
    let texts = TermText.texts(of: terms)
    for section in TermText.Section.allCases {
      let members = texts.filter { $0.section == section }
      guard !members.isEmpty else { continue }
      title(section.title, &page)
      for member in members { entry(member, &page) }
    }
    silent(&page)
    open(&page)
    page.gap()
    page.paragraph("Read from the text by people; anchors lead back to each clause. Not legal advice.")
    return page.text
  }

  // MARK: Identity

  private func header(_ page: inout TextPage) {
    page.line(page.style(page.plain(terms.name), .bold))
    let family = terms.family.map { ["family \($0)"] } ?? []
    let facts = [terms.id, terms.kind.rawValue] + family + [terms.publisher, terms.date].compactMap(\.self)
    page.paragraph(TextPage.listed(facts.map { page.plain($0) }), indent: 0, hanging: 2)
    page.line()
    let openness = page.style(profile.openness.rawValue, profile.openness.attributes + [.bold])
    page.line("  \(TextPage.padded("openness", Self.keyWidth))\(openness)")
    item("", profile.openness.meaning, &page)
    if !profile.limits.isEmpty { item("depends on", profile.limits.map(\.rawValue).joined(separator: ", "), &page) }
    item("lists", lists, &page)
    let covers = matrix.kinds.map(\.rawValue).joined(separator: ", ")
    let named = terms.names.map(\.rawValue).sorted()
    item(
      "covers",
      terms.covers.isEmpty
        ? "no kind named: read as all" : covers + (named.isEmpty ? "" : " (in so many words: \(named.joined(separator: ", ")))"),
      &page)
    let names =
      terms.hub.map { "\($0) (Hub)" } + terms.aliases
      + [terms.later].compactMap { $0.map { "\($0) (with the right to choose a later version)" } }
    if !names.isEmpty { item("also called", words: TextPage.listed(names.map { page.plain($0) }), &page) }
    if let url = terms.url { item("source", page.plain(url), &page) }
    item("read from", "SHA-256 \(terms.sha256)", &page)
  }

  private var lists: String {
    guard let spdx = terms.spdx else { return "not on the SPDX list, so neither OSI nor FSF speak of it by id" }
    let osi = profile.isOSIApproved == true ? "OSI approved" : "not OSI approved"
    let fsf = profile.isFSFLibre == true ? "FSF libre" : "not on the FSF's list of free licenses"
    let deprecated = profile.deprecatedSince.map { ", deprecated since list \($0)" } ?? ""
    return "SPDX \(spdx), \(osi), \(fsf)\(deprecated)"
  }

  private func item(_ key: String, _ text: String, _ page: inout TextPage) {
    item(key, words: text.split(separator: " ").map(String.init), &page)
  }

  private func item(_ key: String, words: [String], _ page: inout TextPage) {
    let lead = TextPage.padded(key, Self.keyWidth)
    for (index, line) in TextPage.wrapped(words, width: options.width - Self.keyWidth - 2).enumerated() {
      page.line("  " + (index == 0 ? lead : TextPage.blanks(Self.keyWidth)) + line)
    }
  }

  private static let keyWidth = 13

  private func title(_ text: String, _ page: inout TextPage) {
    page.gap()
    page.line(page.style(text, .bold))
  }

  // MARK: Uses

  private func policy(_ page: inout TextPage) {
    title("Part of", &page)
    let list = incorporatedBy.isEmpty ? ["no license that is known here"] : TextPage.listed(incorporatedBy)
    page.paragraph(list, indent: 2, hanging: 0)
    page.paragraph("A policy is judged together with a license; alone it grants nothing.", indent: 2)
  }

  private func uses(_ page: inout TextPage) {
    title("Standard uses", &page)
    let columns = UsesColumn.columns(of: matrix)
    let lead = max(matrix.rows.map { $0.use.utf8.count }.max() ?? 0, 3)
    let widths = columns.map { column in ([column.title] + column.words).map(\.utf8.count).max() ?? 0 }
    let heading = zip(columns, widths).map { TextPage.padded($0.title, $1) }.joined(separator: "  ")
    page.line("  " + TextPage.blanks(lead) + "  " + page.style(heading.trimmed, .dim))
    for (index, row) in matrix.rows.enumerated() {
      var line = "  " + TextPage.padded(row.use, lead)
      for (column, width) in zip(columns, widths) {
        let word = column.words[index]
        line +=
          "  " + page.style(word, column.cells[index]?.verdict.attributes ?? [.dim]) + TextPage.blanks(width - word.utf8.count)
      }
      page.line(line.trimmed)
    }
    if columns.contains(where: { $0.words.contains { $0.hasSuffix(" if") } }) {
      page.paragraph("if: facts decide that nobody stated; this is what the most favorable ones lead to", indent: 2)
    }
    reasons(&page)
    page.paragraph(
      "Presumed: no listed field of use, no litigation, no separate license, received directly. Size, money, domicile and regions are not stated; `licensecheck check` takes them.",
      indent: 2)
  }

  /// Why some uses are not simply granted, each reason once with the uses that it touches.
  private func reasons(_ page: inout TextPage) {
    var order: [Grounds] = []
    var touched: [Grounds: [String]] = [:]
    for row in matrix.rows {
      for cell in row.cells.compactMap(\.self) where cell.verdict > .duties {
        for reason in cell.reasons {
          let grounds = Grounds(reason: reason, verdict: cell.verdict)
          if touched[grounds] == nil { order.append(grounds) }
          if touched[grounds]?.last != row.use { touched[grounds, default: []].append(row.use) }
        }
      }
    }
    guard !order.isEmpty else { return }
    page.line()
    let shown = order.prefix(options.verbose ? order.count : 8)
    for grounds in shown {
      let reason = grounds.reason
      let uses = touched[grounds] ?? []
      let place = [reason.source, reason.clause.map { Self.citation($0, options.unicode) }].compactMap(\.self).joined(
        separator: " ")
      let asks = reason.asks.isEmpty ? "" : " (asks \(reason.asks.joined(separator: ", ")))"
      let who = named(uses)
      let what = [place, page.plain(reason.summary ?? reason.rule)].filter { !$0.isEmpty }.joined(separator: ": ")
      page.paragraph("\(grounds.verdict.rawValue) for \(who): \(what)\(asks)", indent: 2, hanging: 2)
    }
    if order.count > shown.count { page.paragraph("and \(order.count - shown.count) more; see the terms below", indent: 2) }
    page.line()
  }

  /// `all uses but research`, where that is shorter than the list.
  private func named(_ uses: [String]) -> String {
    let others = matrix.rows.map(\.use).filter { !uses.contains($0) }
    if others.isEmpty { return "all uses" }
    return others.count < uses.count ? "all uses but \(others.joined(separator: ", "))" : uses.joined(separator: ", ")
  }

  private struct Grounds: Hashable {
    var reason: UsesMatrix.Reason
    var verdict: Verdict
  }

  // MARK: Terms

  static func citation(_ clause: String, _ unicode: Bool) -> String {
    ReportPhrases.citation(license: nil, clause: clause, unicode: unicode) ?? clause
  }

  private func entry(_ term: TermText, _ page: inout TextPage) {
    let clause = page.style(page.plain(Self.citation(term.clause, options.unicode)), .dim)
    let subject = page.plain(Self.subject(of: term), limit: 1_000)
    let first = TextPage.wrapped(subject, width: options.width - 4, first: options.width - 4)
    page.line("  " + page.style(first.first ?? "", .cyan) + (first.count == 1 ? "  " + clause : ""))
    for line in first.dropFirst() { page.line("    " + page.style(line, .cyan)) }
    if first.count > 1 { page.line("    " + clause) }
    page.paragraph(page.plain(term.summary, limit: 2_000), indent: 4)
    for property in term.properties where !(term.statement == "must" && ["text", "upon"].contains(property.key)) {
      page.paragraph("\(property.key): \(page.plain(property.value, limit: 2_000))", indent: 4, hanging: 2)
    }
  }

  private static func subject(of term: TermText) -> String {
    func value(_ key: String) -> String? { term.properties.first { $0.key == key }?.value }
    switch term.statement {
    case "must":
      let text = value("text").map { " \"\($0)\"" } ?? ""
      return term.subject + text + (value("upon").map { " upon \($0)" } ?? "")
    case "lifts": return "takes away \(term.subject)"
    case "must-not": return "no " + term.subject.replacingAll(", ", with: ", no ")
    default: return term.subject
    }
  }

  // MARK: Silence and the rest

  private func silent(_ page: inout TextPage) {
    guard !silence.isEmpty else { return }
    title("Silence", &page)
    for meaning in Silence.allCases {
      let acts = silence.filter { $0.meaning == meaning }.map(\.act)
      guard !acts.isEmpty else { continue }
      page.paragraph("\(acts.joined(separator: ", ")): \(Self.words(meaning))", indent: 2, hanging: 2)
    }
  }

  package static func words(_ silence: Silence) -> String {
    switch silence {
    case .reserved: "no clause speaks of it, and rights not granted are kept"
    case .free: "no clause speaks of it, and none is needed"
    case .unsettled: "no clause speaks of it, and what that means is unsettled"
    }
  }

  private func open(_ page: inout TextPage) {
    guard !terms.open.isEmpty || !terms.areFieldsWhole else { return }
    title("Not judged", &page)
    if !terms.areFieldsWhole {
      page.paragraph(
        "Not every use restriction of the text was written down: a field that no term names is undetermined.", indent: 2)
    }
    var reasons: [String] = []
    for sentence in terms.open where !reasons.contains(sentence.reason) { reasons.append(sentence.reason) }
    for reason in reasons {
      let clauses = terms.open.filter { $0.reason == reason }.map { page.plain(Self.citation($0.clause, options.unicode)) }
      page.paragraph([page.plain(reason) + ":"] + TextPage.listed(clauses), indent: 2, hanging: 2)
    }
  }
}

extension String {
  /// Every occurrence of a piece replaced.
  func replacingAll(_ piece: String, with other: String) -> String {
    var result = ""
    var rest = self[...]
    while let range = rest.firstRange(of: piece) {
      result += rest[..<range.lowerBound] + other
      rest = rest[range.upperBound...]
    }
    return result + rest
  }
}
