import Diagnostics
import DocumentFormats
import Documents
import Evaluation
import Inventory
import LicenseCatalog
import LicenseMatching
import Licensing
import Reporting

/// Statements in free words: credit, changes, documentation. They count only where all that is needed stands together.
struct StatementCheck {
  let owed: OwedDuty
  let at: OwedAt
  let catalog: any LicenseSource

  private var told: [ReleaseFiles.Entry] { at.entries([.notice, .credits, .changes, .card, .documentation]) }

  // MARK: Credit

  /// The component by its name, with its license, in one paragraph.
  var attribution: DutyFinding {
    let names = [at.component.title.lowercased()]
    var mention: SourceSpan?
    for entry in told {
      let isNamed: (String) -> Bool = { text in names.contains { text.mentions($0) } }
      if let span = entry.prose.paragraph(where: { isNamed($0) && namesLicense($0) }) {
        return .met("`\(at.component.title)` is named with its license in \(entry.file.path)", "credit", span)
      }
      mention = mention ?? entry.prose.paragraph(where: isNamed)
    }
    let line =
      "write `\(at.component.title)`, who made it, and `\(license?.spdx ?? owed.source)`"
      + (license?.url.map { " (\($0))" } ?? "")
    if let mention {
      return .unverified(
        "\(mention.file.path) names it without its license; \(line)", [AuditReport.Place(source: "credit", span: mention)])
    }
    return at.missing("not named in \(OwedAt.names(told)); \(line)", in: told)
  }

  private var license: LicenseTerms? { catalog.terms(owed.source) }

  private func namesLicense(_ text: String) -> Bool {
    guard let license else { return false }
    let names = ([license.id, license.name] + [license.spdx].compactMap { $0 } + license.hub + license.aliases).map {
      $0.lowercased()
    }
    if names.contains(where: { text.mentions($0) || text.mentions($0.replacing("-", with: " ")) }) { return true }
    return license.url.map { text.contains(LicenseCopyCheck.address($0)) } ?? false
  }

  // MARK: Changes

  private static let changes: [Relationship: [String]] = [
    .fineTunedFrom: ["fine-tun", "finetun", "fine tun", "instruction-tun"],
    .adapterOf: ["adapter", "lora", "fine-tun", "finetun"],
    .quantizedFrom: ["quantiz", "quantis"], .convertedFrom: ["convert"], .mergedFrom: ["merge"],
    .prunedFrom: ["prune", "pruning"],
    .distilledFrom: ["distil"], .derivedFrom: ["derive", "filter", "translat", "adapt"],
  ]
  private static let plainly = ["modified", "changed", "altered", "adapted"]
  /// What a sentence with one of these says was not done, or not yet, or is for others to do.
  private static let denials: Set<String> = [
    "not", "no", "never", "without", "unmodified", "unchanged", "can", "may", "could", "should", "must", "will", "would", "if",
    "you",
    "your", "how",
  ]

  /// A sentence that says what was done, beside the name of what it was done to.
  var stateChanges: DutyFinding {
    let name = at.component.title.lowercased()
    let short = name.split(separator: "/").last.map(String.init) ?? name
    let words = at.lineage.flatMap { Self.changes[$0.relationship] ?? [] }
    for entry in told {
      for paragraph in entry.prose.paragraphs where !paragraph.isHeading {
        let isNamed = paragraph.text.mentions(name) || (short.count >= 6 && paragraph.text.mentions(short))
        let isMeant = isNamed || isBaseModel(name, of: entry)
        guard isMeant, Self.says(words + (isNamed ? Self.plainly : []), paragraph.text) else { continue }
        return .met("\(entry.file.path) says what was changed", "statement", SourceSpan(entry.file, paragraph.range))
      }
    }
    let done = at.lineage.first.map { $0.relationship.inWords } ?? "changed from"
    return at.missing(
      "not found in \(OwedAt.names(told)); write `\(at.root.title) was \(done) \(at.component.title)` and what was changed",
      in: told)
  }

  private static func says(_ words: [String], _ text: String) -> Bool {
    text.sentences.contains { sentence in
      words.contains { sentence.mentions(beginning: $0) } && !denials.contains { sentence.mentions($0) }
    }
  }

  /// Whether the card names it as the model that it was made from.
  private func isBaseModel(_ name: String, of entry: ReleaseFiles.Entry) -> Bool {
    guard entry.role == .card else { return false }
    return at.lineage.contains { $0.target.span.file.path == entry.file.path && $0.target.value.lowercased() == name }
      || entry.prose.baseModels.contains(name)
  }

  // MARK: Documentation

  /// Subjects of sections, by the words with which summaries of clauses and headings of cards speak of them.
  private static let subjects: [(asked: [String], headings: [String], title: String)] = [
    (
      ["danger", "risk", "limit", "harm", "bias"], ["risk", "danger", "limitation", "bias", "harm", "safety"],
      "risks and limitations"
    ),
    (["training data", "data set", "dataset"], ["training data", "data"], "training data"),
    (["evaluat", "benchmark"], ["evaluation", "results", "benchmark"], "evaluation"),
  ]

  /// A section of the card under the heading that people look for it.
  var documentation: DutyFinding {
    let summary = owed.summary.lowercased()
    guard let subject = Self.subjects.first(where: { $0.asked.contains { summary.mentions(beginning: $0) } }) else {
      return .unverified()
    }
    let places = at.entries([.card, .documentation])
    for entry in places {
      if let span = entry.prose.section(titled: subject.headings) {
        return .met("\(entry.file.path) has a section on \(subject.title)", "section", span)
      }
    }
    guard !places.isEmpty else { return .unverified() }
    let reason = "no section on \(subject.title) in \(OwedAt.names(places))"
    let isOnlyThere = !owed.duty.places.isEmpty && owed.duty.places.allSatisfy { ["model-card", "documentation"].contains($0) }
    return isOnlyThere ? at.missing(reason, in: places) : .unverified(reason)
  }

  // MARK: What a file can only hint at

  /// That outputs say it everywhere cannot be seen; that users are told can.
  var disclosure: DutyFinding {
    let words = [
      "ai-generated", "machine-generated", "machine generated", "generated by ai", "generated by an ai", "generated by a machine",
      "generated by artificial intelligence",
    ]
    for entry in told {
      guard let span = entry.prose.paragraph(where: { text in words.contains { text.mentions($0) } }) else { continue }
      return .unverified(
        "\(entry.file.path) says it; whether outputs do, no file shows", [AuditReport.Place(source: "statement", span: span)])
    }
    return .unverified()
  }

  /// The policy beside, or a link to it; that it is kept to cannot be seen.
  var usePolicy: DutyFinding {
    guard let document = owed.duty.document else { return .unverified() }
    for entry in at.entries([.usePolicy, .license, .card, .documentation, .notice]) {
      let text = at.texts(entry.file).first { $0.ids.contains(document.id) && LicenseCopyCheck.isWhole($0) }
      if let text { return passedOn("the policy lies beside, in \(entry.file.path)", text.span) }
    }
    let addresses = [catalog.terms(document.id)?.url].compactMap { $0 }.map(LicenseCopyCheck.address)
    for entry in told {
      guard let span = entry.prose.paragraph(where: { text in addresses.contains { text.contains($0) } }) else { continue }
      return passedOn("\(entry.file.path) links to the policy", span)
    }
    guard at.isOurs, !told.isEmpty else { return .unverified() }
    let url = catalog.terms(document.id)?.url.map { " (\($0))" } ?? ""
    return .unverified("nothing tells users of the policy: put its text\(url) beside, or link to it in the card")
  }

  private func passedOn(_ how: String, _ span: SourceSpan) -> DutyFinding {
    .unverified("\(how); that it is kept to, no file shows", [AuditReport.Place(source: "policy", span: span)])
  }
}

extension Relationship {
  /// `fine-tuned from`
  fileprivate var inWords: String {
    guard let hyphen = rawValue.lastIndex(of: "-") else { return rawValue }
    return rawValue[..<hyphen] + " " + rawValue[rawValue.index(after: hyphen)...]
  }
}
