import Diagnostics
import DocumentFormats
import Inventory
import Licensing
import Reporting

/// Gives components the licenses that reviewers concluded, where the decision is about what lies here.
struct ConclusionBook {
  private let decisions: [LicenseDecision]

  init(_ decisions: [LicenseDecision]) { self.decisions = decisions }

  /// - Returns: what is to be said of the decisions.
  func apply(to inventories: inout [Inventory]) -> [Diagnostic] {
    guard !decisions.isEmpty else { return [] }
    var hashes = TextHashes()
    var met: Set<Int> = []
    var notes: [Diagnostic] = []
    for index in inventories.indices {
      for place in inventories[index].components.indices {
        notes += apply(to: &inventories[index].components[place], &hashes, &met)
      }
      for choice in inventories[index].alternatives.indices {
        for place in inventories[index].alternatives[choice].replacements.indices {
          notes += apply(to: &inventories[index].alternatives[choice].replacements[place], &hashes, &met)
        }
        for place in inventories[index].alternatives[choice].ancestors.indices {
          notes += apply(to: &inventories[index].alternatives[choice].ancestors[place], &hashes, &met)
        }
      }
    }
    for (index, decision) in decisions.enumerated() where !met.contains(index) { notes.append(.unused(decision)) }
    return notes.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  private func apply(to component: inout Component, _ hashes: inout TextHashes, _ met: inout Set<Int>) -> [Diagnostic] {
    let named = decisions.indices.filter { decisions[$0].component.names(id: component.id, name: component.name) }
    guard let first = named.first else { return [] }
    met.formUnion(named)
    let texts = hashes.hashes(of: component)
    let judged = named.map { (decision: decisions[$0], why: Self.whyVoid(decisions[$0], component, texts)) }
    // Decisions about several revisions stand beside each other; the one about this one counts.
    let holding = judged.filter { $0.why == nil }
    let chosen = holding.last ?? judged.last ?? (decisions[first], nil)
    let decision = chosen.decision
    component.concluded = ConcludedLicense(
      license: decision.license, reason: decision.reason, approvedBy: decision.approvedBy, date: decision.date.value,
      whyVoid: chosen.why)
    if let other = holding.first(where: { $0.decision.license.value != decision.license.value }) {
      component.concluded?.whyVoid =
        "another conclusion says `\(HostileText.singleLine(other.decision.license.value, limit: 100))`"
    }
    if chosen.why == nil, decision.component.revision == nil, decision.textHashes.isEmpty { return [.unpinned(decision)] }
    return []
  }

  /// A decision is about the texts that it names, and all of them; what came later nobody has looked at.
  private static func whyVoid(_ decision: LicenseDecision, _ component: Component, _ texts: [String]) -> String? {
    if !decision.component.isAt(component.revision) {
      let known = component.revision.map { "`\(HostileText.singleLine($0, limit: 100))`" } ?? "unknown"
      return "the revision at hand is \(known)"
    }
    let named = Set(decision.textHashes.map(\.value))
    if let new = texts.first(where: { !named.contains($0) }) {
      return named.isEmpty
        ? "it names no text, and one with SHA-256 \(new) lies here"
        : "the text at hand is another one, with SHA-256 \(new)"
    }
    return named.isSubset(of: texts) ? nil : "the text that was read for it is not here"
  }
}

extension LicenseDecision {
  fileprivate var title: String { "the conclusion about `\(HostileText.singleLine(component.text.value, limit: 200))`" }
}

extension Diagnostic {
  fileprivate static func unused(_ decision: LicenseDecision) -> Self {
    Self(
      "unused-conclusion", .warning, "\(decision.title) is about nothing here", labels: [.init(decision.component.text.span)],
      help: "take it out, or correct the component")
  }

  fileprivate static func unpinned(_ decision: LicenseDecision) -> Self {
    Self(
      "unpinned-conclusion", .note, "\(decision.title) holds for every revision and every text", labels: [.init(decision.span)],
      help: "write `name@REVISION`, or the hash of the text that was read as `text-sha256`")
  }
}
