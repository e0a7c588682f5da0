import Evaluation

/// What a report says about a rule that one of its entries names: rules of the evaluation, kinds of duties, questions, and those
/// of organizations, of which only the name is known.
struct ReportRule {
  var id: String
  /// A short sentence.
  var title: String
  /// What it says, and why that matters.
  var description: String
  var fix: String
  /// The loudest of its entries.
  var level: ReportEntry.Level

  init(_ entry: ReportEntry) {
    id = entry.rule
    level = entry.level
    if let rule = Rule.named(entry.rule) {
      title = rule.title
      description = rule.what + " " + rule.why
      fix = rule.fix
    } else if entry.word == .question {
      title = "a fact that nobody stated decides"
      description =
        "The verdict hangs on a fact about the use that is stated nowhere. Its answer decides whether the use is allowed, "
        + "and what each answer would lead to is known."
      fix = "state the fact under `use` in the manifest, in `.licensecheck.yaml` or with --set, or answer with `licensecheck ask`"
    } else if entry.word == .duty {
      let kind = String(entry.rule.dropFirst("duty/".count))
      let demand = ReportPhrases.demand(AuditReport.DutyRecord(id: "", duty: kind))
      title = "a duty is not met: \(demand)"
      description =
        "A license gives the permission on this condition, and the files at hand lack what it asks for or contradict it. "
        + "Who does not meet a condition has no license."
      fix = "do what the clause asks for; `licensecheck notice` writes the files that must go along"
    } else {
      title = entry.rule.replacing("-", with: " ")
      description = "A check of this organization or of its records (\(entry.rule))."
      fix = "see the message, and `licensecheck explain \(entry.rule)`"
    }
  }

  /// One for each rule that is named, in the order of first appearance.
  static func all(of entries: [ReportEntry]) -> [ReportRule] {
    Grouping.groups(entries, by: \.rule).map { group in
      var rule = ReportRule(group[0])
      for level in ReportEntry.Level.allCases.reversed() where group.contains(where: { $0.level == level }) { rule.level = level }
      return rule
    }
  }
}
