import Diagnostics
import Inventory
import LicenseCatalog
import Licensing

/// Two claims about the license of one component that cannot both be the whole truth (design contract, section 5).
package struct Contradiction: Sendable {
  /// What speaks first: the strongest declaration.
  package var first: Located<String>
  /// `card`, `configuration`, …
  package var firstSource: String
  package var rival: Located<String>
  package var rivalSource: String

  package init(_ claim: DeclaredLicense, _ rival: DeclaredLicense) {
    first = claim.shown
    firstSource = claim.source.rawValue
    self.rival = rival.shown
    rivalSource = rival.source.rawValue
  }

  package init(_ claim: DeclaredLicense, _ text: DetectedLicense) {
    first = claim.shown
    firstSource = claim.source.rawValue
    rival = Located(text.ids.isEmpty ? "a text that nobody knows" : text.ids.joined(separator: ", "), text.span)
    rivalSource = text.role
  }

  /// `MIT` is declared in README.md:3 (card), `CC-BY-NC-4.0` in README.md:20 (prose)
  package var words: String {
    "`\(first.value)` is declared in \(place(first.span)) (\(firstSource)), "
      + "`\(rival.value)` in \(place(rival.span)) (\(rivalSource))"
  }

  private func place(_ span: SourceSpan) -> String { "\(span.file.path):\(span.start.line)" }
}

extension DeclaredLicense {
  /// The claim as one text, at the place of its first name.
  package var shown: Located<String> {
    guard let first = freeName ?? names.first else { return Located("", SourceSpan(SourceFile(path: "", bytes: []), 0..<0)) }
    return freeName ?? Located(names.map(\.value).joined(separator: ", "), first.span)
  }
}

/// What a claim names, as far as claims can be compared.
enum ClaimedNames {
  /// Licenses and other names that the claim holds on to, all of them.
  case names(Set<String>)
  /// One of these, nobody knows which.
  case oneOf(Set<String>)
  /// Nothing that another claim could contradict, such as `other`.
  case nothing

  init(_ conclusion: LicenseConclusion, in catalog: any LicenseSource) {
    switch conclusion {
    case .ours: self = .nothing
    case .terms(let license): self = .names([license.terms.id.lowercased()])
    case .all(let parts), .any(let parts), .listed(let parts): self = Self.joined(parts.map { Self($0, in: catalog) })
    case .sources(let declared, let detected, _, _):
      self = Self.joined([Self(declared, in: catalog), Self(detected, in: catalog)])
    case .open(let constraint, _):
      guard let name = constraint.detail else {
        self = .nothing
        return
      }
      if constraint.rule == Rule.licenseFamily.id, case .family(_, let candidates, _) = catalog.resolve(name) {
        self = candidates.isEmpty ? .nothing : .oneOf(Set(candidates.map { $0.lowercased() }))
      } else {
        let isNamed = constraint.rule == Rule.notModelled.id || constraint.rule == Rule.unknownLicense.id
        self = isNamed ? .names([name.lowercased()]) : .nothing
      }
    }
  }

  /// Of several, one that is open leaves the whole open to be the other.
  private static func joined(_ parts: [Self]) -> Self {
    var names: Set<String> = []
    var isOpen = false
    for part in parts {
      switch part {
      case .names(let more): names.formUnion(more)
      case .oneOf(let more):
        names.formUnion(more)
        isOpen = true
      case .nothing: break
      }
    }
    return names.isEmpty ? .nothing : isOpen ? .oneOf(names) : .names(names)
  }

  /// Whether a later claim says something that an earlier one does not.
  func isContradicted(by rival: Self) -> Bool {
    switch (self, rival) {
    case (.nothing, _), (_, .nothing): false
    case (.names(let own), .names(let other)): !other.isSubset(of: own)
    case (.names(let own), .oneOf(let other)), (.oneOf(let own), .names(let other)), (.oneOf(let own), .oneOf(let other)):
      own.isDisjoint(with: other)
    }
  }
}

extension LicenseConcluder {
  /// The roles of texts that give a license, as opposed to notices and policies.
  package static let licenseRoles: Set<String> = ["LICENSE", "manifest", "gated-prompt", "card"]

  /// Where claims about a component, and the texts that were found with it, name different licenses: each with both places.
  package mutating func contradictions(of component: Component) -> [Contradiction] {
    guard let strongest = component.declared.first else { return [] }
    let told = diagnostics
    defer { diagnostics = told }
    var result = rivals(of: component).map { Contradiction(strongest, $0.claim) }
    let declared = ClaimedNames(conclusion(declared: strongest), in: catalog)
    for text in component.detected where Self.licenseRoles.contains(text.role) && !text.ids.isEmpty {
      let isAlike = text.ids.contains { !declared.isContradicted(by: ClaimedNames(named($0), in: catalog)) }
      if !isAlike { result.append(Contradiction(strongest, text)) }
    }
    return result
  }

  /// Further claims that name what the strongest, or the text that stands in for it, does not; what is only a word of prose counts
  /// where it is the name of a license.
  mutating func rivals(of component: Component) -> [(claim: DeclaredLicense, conclusion: LicenseConclusion)] {
    guard let strongest = component.declared.first, component.declared.count > 1 else { return [] }
    // Malformed names are told where they decide.
    let told = diagnostics
    defer { diagnostics = told }
    let own = ClaimedNames(conclusion(declared: strongest), in: catalog)
    var found: [(claim: DeclaredLicense, conclusion: LicenseConclusion)] = []
    for claim in component.declared.dropFirst() {
      let rival = conclusion(declared: claim)
      if claim.source == .prose, case .open(let constraint, _) = rival, constraint.rule == Rule.unknownLicense.id { continue }
      let names = ClaimedNames(rival, in: catalog)
      guard own.isContradicted(by: names) else { continue }
      if found.contains(where: { !ClaimedNames($0.conclusion, in: catalog).isContradicted(by: names) }) { continue }
      found.append((claim, rival))
    }
    return found
  }
}
