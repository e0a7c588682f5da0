import Evaluation
import LicenseCatalog
import Licensing
import Reporting

/// Commands that explain what the program knows.
package enum InquiryCommands {
  /// `explain NAME`: a rule, or what a license says clause by clause.
  package static func explain(_ name: String, style: TerminalStyle) -> CommandOutput {
    if let rule = Rule.named(name) { return CommandOutput(explanation(of: rule, width: style.width)) }
    switch ShippedCatalog.catalog.resolve(name) {
    case .terms(let terms): return CommandOutput(LicensePage(terms, width: style.width).text)
    case .family(let family, let candidates, let why):
      let list = candidates.isEmpty ? "" : "It may stand for: \(candidates.joined(separator: ", ")).\n"
      return CommandOutput("`\(family)` names no single license and decides nothing: \(why)\n\(list)")
    case .knownByName(let known, let why):
      return CommandOutput("`\(known)` is known by name only and decides nothing: \(why)\n")
    case .unknown where ProofCommand.isFinding(name):
      return CommandOutput(
        errors: "error: say of which audit: licensecheck explain \(HostileText.singleLine(name)) PATH…\n", status: 2)
    case .unknown:
      return CommandOutput(
        errors:
          "error: nothing here is called `\(HostileText.singleLine(name))`; see `licensecheck rules` and `licensecheck licenses`\n",
        status: 2)
    }
  }

  private static func explanation(of rule: Rule, width: Int) -> String {
    func paragraph(_ title: String, _ text: String) -> String {
      "\(title)\n\(Paragraph.wrapped(text, width: min(width, 100), indent: "  "))\n"
    }
    return """
      \(rule.id): \(rule.title)

      \(paragraph("What it finds", rule.what))
      \(paragraph("Why it matters", rule.why))
      \(paragraph("How to fix it", rule.fix))
      """
  }

  package static func uses() -> CommandOutput {
    let vocabulary = ShippedCatalog.catalog.vocabulary
    let width = vocabulary.uses.map(\.id.count).max() ?? 0
    let lines = vocabulary.uses.map { use in
      let acts = use.acts.map(\.rawValue).joined(separator: ", ")
      let money = use.commercial.map { $0 ? "commercial" : "not commercial" } ?? "commercial or not"
      let purpose = use.purpose.map { $0.map(\.rawValue).sorted().joined(separator: ", ") } ?? "any purpose"
      return "\(Paragraph.padded(use.id, width))  \(use.title): \(acts) (\(money), \(purpose))"
    }
    return CommandOutput(lines.joined(separator: "\n") + "\n")
  }

  package static func rules() -> CommandOutput {
    let width = Rule.all.map(\.id.count).max() ?? 0
    return CommandOutput(Rule.all.map { "\(Paragraph.padded($0.id, width))  \($0.title)" }.joined(separator: "\n") + "\n")
  }

  package static func version(json: Bool) -> CommandOutput {
    let catalog = ShippedCatalog.catalog.version
    return json
      ? CommandOutput("{\"tool\": \"licensecheck\", \"version\": \"\(ToolVersion.text)\", \"catalog\": \"\(catalog)\"}\n")
      : CommandOutput("licensecheck \(ToolVersion.text), catalog \(catalog)\n")
  }
}

/// What a license says, for people: one line a term, with its clause.
struct LicensePage {
  private let terms: LicenseTerms
  private let width: Int

  init(_ terms: LicenseTerms, width: Int) {
    self.terms = terms
    self.width = min(width, 100)
  }

  var text: String {
    var lines = ["\(terms.id): \(terms.name)"]
    let facts = [terms.publisher, terms.date, terms.url].compactMap { $0 }
    if !facts.isEmpty { lines.append(facts.joined(separator: ", ")) }
    lines.append("read from the text with SHA-256 \(terms.sha256)")
    let covers = terms.covers.map(\.rawValue).sorted()
    if !covers.isEmpty { lines.append("covers \(covers.joined(separator: ", "))") }
    for (title, statements) in sections {
      let members = terms.terms.filter { statements($0.statement) }
      guard !members.isEmpty else { continue }
      lines.append("\n\(title)")
      for term in members { lines.append(entry(term)) }
    }
    if !terms.silent.isEmpty {
      lines.append("\nThe text is silent about: \(terms.silent.map(\.rawValue).joined(separator: ", "))")
    }
    lines.append("\nNot legal advice.\n")
    return lines.joined(separator: "\n")
  }

  private var sections: [(String, (Statement) -> Bool)] {
    [
      ("Permits", { if case .may = $0 { true } else { false } }),
      ("Demands", { if case .must = $0 { true } else { false } }),
      ("Forbids", { if case .mustNot = $0 { true } else { false } }),
      ("Exceptions and ends", { if case .lifts = $0 { true } else { false } }),
      ("The licensor may", { if case .reserves = $0 { true } else { false } }),
      ("Words", { if case .define = $0 { true } else { false } }),
    ]
  }

  private func entry(_ term: Term) -> String {
    let head: String
    switch term.statement {
    case .define(let definition): head = definition.word
    case .may(let permission): head = words(permission.acts)
    case .mustNot(let ban): head = words(ban.acts)
    case .must(let duty):
      let trigger = duty.trigger == .all ? "" : " upon \(words(duty.trigger))"
      head = "\(duty.kind.rawValue)\(duty.text.map { " \"\($0)\"" } ?? "")\(trigger)\(duty.isEncouraged ? " (encouraged)" : "")"
    case .lifts(let labels): head = "takes away \(labels.joined(separator: ", "))"
    case .reserves(let power): head = power.rawValue
    }
    let clause = "  [\(term.clause)] "
    let unclear = term.unclear.map { " Unclear: \($0.hasSuffix(".") ? String($0.dropLast()) : $0)." } ?? ""
    return Paragraph.wrapped("\(head): \(term.summary)\(unclear)", width: width, indent: "      ", first: clause)
  }

  private func words(_ acts: ActSet) -> String { acts == .all ? "any act" : acts.map(\.rawValue).joined(separator: ", ") }
}

/// Plain text in lines.
enum Paragraph {
  static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  static func wrapped(_ text: String, width: Int, indent: String, first: String? = nil) -> String {
    var lines: [String] = []
    var line = first ?? indent
    var isEmpty = true
    for word in text.split(separator: " ") {
      if !isEmpty, line.count + 1 + word.count > width {
        lines.append(line)
        line = indent
        isEmpty = true
      }
      line += (isEmpty ? "" : " ") + word
      isEmpty = false
    }
    lines.append(line)
    return lines.joined(separator: "\n")
  }
}
