import Licensing

extension TextPage {
  /// Duties of one kind: what is to be done, where the clause stands, and whether it was done.
  mutating func duties(_ group: [AuditReport.DutyRecord]) {
    guard let duty = group.first else { return }
    var message = plain(ReportPhrases.demand(duty), limit: 2_000)
    if !duty.places.isEmpty { message += " (in \(duty.places.map { plain($0) }.joined(separator: ", ")))" }
    if duty.isEncouraged { message += " (encouraged)" }
    var components: [String] = []
    for name in group.compactMap(\.component).map({ plain(context.title($0)) }) where !components.contains(name) {
      components.append(name)
    }
    let label = Label(word: "duty", code: plain(duty.duty), attributes: duty.status.attributes)
    let isShown = heading(label, message, component: components.first)
    basis(of: duty)
    if !isShown, let first = components.first { item("in", first, gutter: 1) }
    also(Array(components.dropFirst()), gutter: 1)
    if options.verbose { details(of: duty) }
  }

  /// `  --> LICENSE:31-33   llama3.1 s.1.b.i   unmet: not found in README.md`
  private mutating func basis(of duty: AuditReport.DutyRecord) {
    let place = duty.evidence.first.map { lineRange($0.span) }
    let citation = ReportPhrases.citation(
      license: duty.license.map { plain($0) }, clause: duty.clause.map { plain($0) }, unicode: options.unicode)
    let status = duty.status.rawValue
    let reason = duty.reason.map { ": " + plain($0, limit: 2_000) } ?? ""
    let basis = [place, citation].compactMap { $0 }.joined(separator: "   ")
    let lead = place == nil ? Self.blanks(6) : "  " + style("-->", .dim) + " "
    let separator = basis.isEmpty ? "" : "   "
    if 6 + DisplayWidth.of(basis + separator + status + reason) <= options.width {
      line(lead + basis + separator + style(status, duty.status.attributes) + reason)
      return
    }
    if !basis.isEmpty { line(lead + basis) }
    for (index, piece) in Self.wrapped(status + reason, width: options.width - 6).enumerated() {
      let isStatus = index == 0 && piece.hasPrefix(status)
      line(
        Self.blanks(6)
          + (isStatus ? style(status, duty.status.attributes) + piece.dropFirst(status.count) : piece))
    }
  }

  private mutating func details(of duty: AuditReport.DutyRecord) {
    if let summary = duty.summary { item("clause", plain(summary, limit: 2_000), gutter: 1) }
    if let trigger = duty.trigger { item("when", plain(trigger), gutter: 1) }
    let quotes = duty.evidence.compactMap { place in
      place.quote.map { "\"\(plain($0))\" (\(lineRange(place.span)))" }
    }
    if !quotes.isEmpty { item("quote", quotes, gutter: 1) }
    if !duty.uses.isEmpty { item("uses", duty.uses.map { plain($0) }.joined(separator: ", "), gutter: 1) }
  }

  /// A question with what each answer leads to, and where to answer it.
  mutating func question(_ question: AuditReport.QuestionRecord) {
    let label = Label(word: "question", code: plain(question.fact), attributes: [.yellow])
    let component = question.component.map { plain(context.title($0)) }
    let isShown = heading(label, plain(question.prompt, limit: 2_000), component: component)
    if !isShown, let component { item("in", component, gutter: 1) }
    let citation = ReportPhrases.citation(
      license: question.license.map { plain($0) }, clause: question.clause.map { plain($0) }, unicode: options.unicode)
    if let citation { item("clause", citation, gutter: 1) }
    let answers = lines(of: question.answers)
    if !answers.isEmpty { item("if", answers, gutter: 1) }
    item("answer", whereToAnswer(question.fact), gutter: 1)
  }

  /// What is a fact of one component or of one field of use stays in the manifest; `ask` keeps the others.
  private func whereToAnswer(_ fact: String) -> String {
    if fact.hasPrefix("components.") { return "state it for this component in a manifest" }
    let option = "--set \(plain(fact))=VALUE"
    if fact.hasPrefix("fields.") { return "state it under `use` in the manifest, or pass \(option)" }
    return "licensecheck ask PATH, or \(option), or `use` in the manifest"
  }
}

extension AuditReport.DutyStatus {
  var attributes: [Style.Attribute] {
    switch self {
    case .met: [.green]
    case .unmet: [.red]
    case .unverified: [.yellow]
    }
  }
}

extension TextPage {
  /// One line an answer; many answers are told by what they lead to.
  private func lines(of answers: [AuditReport.QuestionRecord.Answer]) -> [String] {
    guard answers.count > 8 else {
      let width = answers.map { DisplayWidth.of(plain($0.when)) }.max() ?? 0
      return answers.map { Self.padded(plain($0.when), width) + "  -> " + $0.verdict.rawValue }
    }
    return Grouping.groups(answers, by: \.verdict).sorted { $0[0].verdict < $1[0].verdict }.map { group in
      let names = group.map { plain($0.when) }.joined(separator: ", ")
      return names + "  -> " + group[0].verdict.rawValue
    }
  }
}
