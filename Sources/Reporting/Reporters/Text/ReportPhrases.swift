import Diagnostics
import Licensing

/// The words of a report that do not depend on its format.
enum ReportPhrases {
  /// `2 duties`, `1 duty`
  static func count(_ count: Int, _ singular: String, _ plural: String? = nil) -> String {
    "\(count) \(count == 1 ? singular : plural ?? singular + "s")"
  }

  /// What a reader is to understand by an open point.
  static func explanation(_ point: OpenPoint) -> String {
    switch point {
    case .factMissing: "a fact that nobody stated decides"
    case .silent: "no clause grants or forbids it"
    case .conflicting: "two clauses or two sources clash"
    case .unknownText: "a text that decides is unknown, altered or was not read"
    case .disputed: "the point is disputed, or its words are unclear"
    }
  }

  /// `show "Built with Llama"`
  static func demand(_ duty: AuditReport.DutyRecord) -> String {
    let text = duty.text.map { "\"\($0)\"" }
    return switch duty.duty {
    case "license-copy": "give a copy of the license along"
    case "retain-notices": "keep the copyright and license notices"
    case "notice-file": text.map { "put \($0) into a notice file" } ?? "give the notice file along"
    case "display-text": "show \(text ?? "the text that the clause names")"
    case "name-prefix": "the name must begin with \(text ?? "the words that the clause names")"
    case "state-changes": "say what was changed"
    case "attribution": text.map { "give credit: \($0)" } ?? "give credit to the authors"
    case "share-alike": "share adaptations under the same license or one that it accepts"
    case "flow-down": "bind those who receive it to the same terms"
    case "disclose-source": "offer the source"
    case "use-policy": "keep to the use restrictions, and see that users do"
    case "register": "register with the licensor"
    case "latest-version": "use the latest version where that is reasonable"
    case "document": duty.summary ?? "document what the clause asks for"
    case "report": duty.summary ?? "report what the clause asks for"
    case "disclose-ai": "say that the output was made by a machine"
    default: text ?? duty.summary ?? "do what the clause asks for"
    }
  }

  /// `llama3.1 s.1.b.i`; a heading instead of a number stands without the sign.
  static func citation(license: String?, clause: String?, unicode: Bool) -> String? {
    guard let clause, !clause.isEmpty else { return license }
    let isNumbered = clause.utf8.first.map { (0x30...0x39).contains($0) } ?? false
    let passage = isNumbered ? (unicode ? "\u{A7}" : "s.") + clause : clause
    guard let license else { return passage }
    return license + (isNumbered ? " " : ", ") + passage
  }

  /// The baseline in words: `no listed field of use`.
  static func presumption(_ fact: AuditReport.FactRecord) -> String {
    let isEmpty = fact.value == .list([]) || fact.value == .text("[]")
    return switch fact.name {
    case "fields" where isEmpty: "no listed field of use"
    case "litigation" where isEmpty: "no litigation"
    case "agreements" where isEmpty: "no separate license held"
    case "outputs.train.student" where isEmpty: "no model trained on outputs"
    case "receivedAs" where fact.value == .text("direct"): "received directly from the licensor"
    default: "\(fact.name) = \(fact.value.text)"
    }
  }

  /// A number for a headline: `1.2M` where that says all of it, else with grouped digits.
  static func short(_ number: Double) -> String {
    guard let whole = Int(exactly: number), whole >= 0 else { return FactValue.decimal(number) }
    for (unit, sign) in [(1_000_000_000, "B"), (1_000_000, "M"), (1_000, "k")] where whole >= unit {
      guard whole % (unit / 10) == 0 else { break }
      let tenth = whole % unit / (unit / 10)
      return "\(whole / unit)" + (tenth == 0 ? "" : ".\(tenth)") + sign
    }
    var digits = Array(String(whole))
    var index = digits.count - 3
    while index > 0 {
      digits.insert(",", at: index)
      index -= 3
    }
    return String(digits)
  }

  /// The change of a fix, as an order: "replace `tickets` with `oasst`".
  static func order(_ change: AuditReport.Fix.Change) -> String {
    let component = change.component.map { " `\($0)`" } ?? ""
    let detail = change.detail ?? ""
    switch change.kind {
    case "replace" where detail.isEmpty: return "replace\(component) with one whose license allows it"
    case "replace": return "replace\(component) with `\(detail)`"
    case "drop": return "drop\(component)"
    case "drop-act": return "leave out `\(detail)`"
    case "release-license": return "give the result under \(detail)"
    case "obtain-license": return "obtain a separate license instead of \(detail)"
    case "answer": return "state, if it is so: \(detail)"
    default: return change.kind + component + (detail.isEmpty ? "" : ": \(detail)")
    }
  }
}

extension Verdict {
  var attributes: [Style.Attribute] {
    switch self {
    case .permitted: [.green]
    case .duties: [.cyan]
    case .undetermined: [.yellow]
    case .prohibited: [.red]
    }
  }
}
