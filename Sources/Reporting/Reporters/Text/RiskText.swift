import Licensing

extension TextPage {
  /// What licensors may do: by default one line for each power that may strike who keeps to the license, with `-v` all of them.
  mutating func risks(_ report: AuditReport) {
    // A grant that has ended is told as a finding already.
    let told = report.risks.filter { $0.power != "right-ended" && (options.verbose || $0.isUnprovoked) }
    guard !told.isEmpty else { return }
    gap()
    line(style("risks that change no verdict:", .bold))
    if options.verbose {
      for risk in told { self.risk(risk) }
    } else {
      for group in Grouping.groups(told, by: \.power) { risks(ofOnePower: group) }
    }
  }

  /// `  restrict-remotely   google/gemma-2b (gemma-2025-03-24 §3.2)`
  private mutating func risks(ofOnePower group: [AuditReport.RiskRecord]) {
    guard let first = group.first else { return }
    var places: [String] = []
    for risk in group {
      let place = "\(plain(context.title(risk.component))) (\(citation(of: risk)))"
      if !places.contains(place) { places.append(place) }
    }
    let shown = 4
    let more = places.count > shown ? ["and \(places.count - shown) more (-v shows each)"] : []
    let lead = "\(plain(first.power)): \(ReportPhrases.risk(first.power));"
    let words = lead.split(separator: " ").map(String.init) + Self.listed(Array(places.prefix(shown)) + more)
    paragraph(words, indent: 2, hanging: 4)
  }

  private func citation(of risk: AuditReport.RiskRecord) -> String {
    ReportPhrases.citation(license: plain(risk.license), clause: risk.clause.map { plain($0) }, unicode: options.unicode) ?? ""
  }

  private mutating func risk(_ risk: AuditReport.RiskRecord) {
    let label = Label(word: "risk", code: plain(risk.power), attributes: [.cyan])
    let component = plain(context.title(risk.component))
    let isShown = heading(label, ReportPhrases.risk(risk.power), component: component)
    if !isShown { item("in", component, gutter: 1) }
    let summary = risk.summary.map { ": " + plain($0, limit: 2_000) } ?? ""
    item("clause", citation(of: risk) + summary, gutter: 1)
    let quotes = risk.evidence.compactMap { place in
      place.quote.map { "\"\(plain($0))\" (\(lineRange(place.span)))" }
    }
    if !quotes.isEmpty { item("quote", quotes, gutter: 1) }
  }
}

extension ReportPhrases {
  /// What a power means for the user.
  static func risk(_ power: String) -> String {
    switch power {
    case "terminate-on-breach": "a breach ends the license"
    case "terminate-at-will": "the licensor may end the license without a breach"
    case "revoke": "the licensor may take the license back"
    case "restrict-remotely": "the licensor may limit the use from afar"
    case "amend": "the licensor may change the terms"
    case "audit": "the licensor may inspect the use"
    case "delete-on-termination": "copies must be deleted when the license ends"
    case "require-update": "the user must take new versions"
    default: "the licensor keeps a power"
    }
  }
}
