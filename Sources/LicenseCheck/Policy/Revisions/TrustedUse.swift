import Diagnostics
import DocumentFormats
import Evaluation
import Files
import Inventory
import LicenseCatalog
import Licensing
import Reporting

/// Holds what inputs of a change say about the use against what the revision says of it.
struct TrustedUse {
  private let revision: Revision
  private let organization: StatedUse?
  private let vocabulary: Vocabulary

  init(_ revision: Revision, organization: StatedUse?, vocabulary: Vocabulary) {
    self.revision = revision
    self.organization = organization
    self.vocabulary = vocabulary
  }

  /// Replaces lenient facts by those that can be trusted.
  /// - Returns: a finding for each fact that was stated too leniently.
  func apply(to inventory: inout Inventory) throws(DiagnosticError) -> [PolicyFinding] {
    guard let stated = inventory.use else { return [] }
    let (before, isKnown) = try earlierUse(of: inventory)
    // What the revision would have taken: the document before the organization, as ever.
    var trusted = organization ?? StatedUse(profile: nil, acts: nil, facts: UseFacts())
    if let before {
      if before.profile != nil || before.acts != nil { (trusted.profile, trusted.acts) = (before.profile, before.acts) }
      trusted.facts.take(before.facts)
    }
    let profile = trusted.profile.flatMap { vocabulary.use($0.value) }
    var known = UseFacts()
    if let profile { known.take(profile) }
    known.take(trusted.facts)
    let strict = StrictFacts(stated.facts, trusted: known)
    inventory.use?.facts = strict.facts
    var findings = strict.lenient.map { finding($0, stated, known) }
    let isSameUse = stated.profile?.value == trusted.profile?.value && stated.acts?.value == trusted.acts?.value
    let hasUse = trusted.profile != nil || trusted.acts != nil
    if !isSameUse, stated.profile != nil || stated.acts != nil, hasUse || isKnown {
      var other = trusted
      if !hasUse, let span = (stated.profile?.span ?? stated.acts?.span) {
        // Nothing was stated before: then the standard use decided.
        other.profile = Located(vocabulary.standardUse, span)
      }
      other.facts = known
      other.facts.take(strict.facts)
      if known.commercial != .unknown { other.facts.commercial = known.commercial }
      if let purpose = known.purpose { other.facts.purpose = purpose }
      inventory.trustedUse = other
      let name = other.profile?.value ?? "the acts that were stated"
      findings.append(
        PolicyFinding(
          rule: .lenientFact, verdict: nil,
          message: "`use` is another one than `\(HostileText.singleLine(name, limit: 100))`, which counts beside it",
          places: (stated.profile?.span ?? stated.acts?.span).map { [.init(source: "input", span: $0)] } ?? []))
    }
    return findings
  }

  /// What the same document said of the use at the revision, and whether it was there.
  private func earlierUse(of inventory: Inventory) throws(DiagnosticError) -> (use: StatedUse?, isKnown: Bool) {
    guard let place = revision.place(of: inventory.path),
      let source = try revision.file(at: place, shown: inventory.path, limit: FileReader.Limit.text)
    else { return (nil, false) }
    var context = SubjectReader.context
    context.vocabulary.profiles += vocabulary.uses.map(\.id)
    let found = SubjectFinder(context: context).findings(in: source).inventories
    return (found.first { $0.name == inventory.name }?.use ?? found.first?.use, true)
  }

  private func finding(_ name: FactName, _ stated: StatedUse, _ trusted: UseFacts) -> PolicyFinding {
    let here = stated.facts.value(of: name)?.text ?? "unknown"
    let there = trusted.value(of: name)?.text ?? "nothing"
    var places: [AuditReport.Place] = []
    for (source, facts) in [("input", stated.facts), ("organization", trusted)] {
      if case .stated(let span) = facts.origins[name] { places.append(.init(source: source, span: span)) }
    }
    return PolicyFinding(
      rule: .lenientFact, verdict: nil,
      message:
        "`\(name.rawValue)` is stated as \(HostileText.singleLine(here, limit: 100)), but the organization states \(HostileText.singleLine(there, limit: 100)), and the stricter counts",
      places: places)
  }
}
