import Diagnostics
import Inventory
import LicenseCatalog
import Licensing
import SPDX

/// Under which license a component is given, as far as the evidence says; declared, detected and concluded stay apart.
package indirect enum LicenseConclusion: Sendable {
  /// Our own work: no license is needed for it.
  case ours
  case terms(PreparedLicense)
  case all([LicenseConclusion])
  case any([LicenseConclusion])
  /// Listed without an operator: read both ways.
  case listed([LicenseConclusion])
  /// Two sources name different licenses: read both ways. `isConfirmed`: another text bears out what is declared.
  case sources(declared: LicenseConclusion, detected: LicenseConclusion, names: String, isConfirmed: Bool)
  /// Nothing can be concluded, for this reason; `candidates` are what a name may stand for.
  case open(Constraint, candidates: [PreparedLicense])

  /// Every license text that takes part.
  package var licenses: [PreparedLicense] {
    switch self {
    case .ours: []
    case .terms(let license): [license]
    case .all(let parts), .any(let parts), .listed(let parts): parts.flatMap(\.licenses)
    case .sources(let declared, let detected, _, _): declared.licenses + detected.licenses
    case .open(_, let candidates): candidates
    }
  }

  /// A short name for reports.
  package var title: String {
    switch self {
    case .ours: "(ours)"
    case .terms(let license): license.terms.id
    case .all(let parts): parts.map(\.operandTitle).joined(separator: " AND ")
    case .any(let parts): parts.map(\.operandTitle).joined(separator: " OR ")
    case .listed(let parts): parts.map(\.operandTitle).joined(separator: ", ")
    case .sources(let declared, let detected, _, _): "\(declared.title) / \(detected.title)"
    case .open: namedLicense ?? "?"
    }
  }

  /// The name of a license that decides nothing.
  var namedLicense: String? {
    guard case .open(let constraint, _) = self, Self.named.contains(constraint.rule) else { return nil }
    return constraint.detail
  }

  /// Rules whose detail is the name of a license.
  private static let named: Set<String> = [
    Rule.licenseFamily.id, Rule.notModelled.id, Rule.unknownLicense.id, Rule.unknownText.id,
  ]

  private var operandTitle: String {
    switch self {
    case .all, .any: "(\(title))"
    case .ours, .terms, .listed, .sources, .open: title
    }
  }
}

/// Draws conclusions for components; prepares each license once, however many graphs it is met in.
package struct LicenseConcluder {
  let catalog: any LicenseSource
  private var prepared: [String: PreparedLicense] = [:]
  /// By component.
  private var known: [String: LicenseConclusion] = [:]
  /// Texts of the component at hand that differ from their licenses.
  private var altered: [DetectedLicense] = []
  /// Declared names that are no license expression, with the place of the mistake.
  package var diagnostics: [Diagnostic] = []

  package init(catalog: any LicenseSource) { self.catalog = catalog }

  /// What the licenses of the components of a graph are concluded to be. Graphs of one inventory share what they have in common: a
  /// component of the same id is the same component.
  package mutating func conclusions(for graph: ComponentGraph) -> [LicenseConclusion] {
    graph.components.indices.map { node in
      if graph.isMadeByUs[node] { return .ours }
      let component = graph.components[node]
      if let conclusion = known[component.id] { return conclusion }
      let conclusion = conclusion(for: component)
      known[component.id] = conclusion
      return conclusion
    }
  }

  /// The license of a component by all the evidence at hand.
  ///
  /// Weaker claims that contradict the strongest one can only take away: they never make an answer milder.
  package mutating func conclusion(for component: Component) -> LicenseConclusion {
    if component.isOurs { return .ours }
    if let concluded = component.concluded, concluded.whyVoid == nil {
      // Who decided had this very text at hand: how it differs from others was part of the decision.
      altered = []
      return expression(concluded.license)
    }
    var result = conclusionByStrongest(for: component)
    for rival in rivals(of: component) {
      guard ClaimedNames(result, in: catalog).isContradicted(by: ClaimedNames(rival.conclusion, in: catalog)) else { continue }
      result = .sources(
        declared: result, detected: rival.conclusion,
        names: Contradiction(component.declared[0], rival.claim).words, isConfirmed: true)
    }
    return result
  }

  /// By the strongest claim and the texts at hand.
  private mutating func conclusionByStrongest(for component: Component) -> LicenseConclusion {
    altered = component.detected.filter { Self.licenseRoles.contains($0.role) && !$0.alterations.isEmpty }
    let strongest = component.declared.first
    let declared = strongest.map { conclusion(declared: $0) }
    let texts = component.detected.filter { Self.licenseRoles.contains($0.role) }
    let identified = texts.filter { !$0.ids.isEmpty && !Self.isChangedNobodyKnowsHow($0) }
    guard let strongest, let declared else {
      if !identified.isEmpty { return detected(identified) }
      if let text = texts.first { return .open(Self.unknownText(text, declared: nil), candidates: []) }
      if let beside = component.neighboring.first(where: { !$0.ids.isEmpty }) { return unstated(beside) }
      return .open(
        component.isDescribed ? Constraint.missingLicense : Constraint.unresolvedParent(component.title), candidates: [])
    }
    guard let text = identified.first else {
      if let unknown = texts.first(where: { $0.match == "unknown" || Self.isChangedNobodyKnowsHow($0) }) {
        return .open(Self.unknownText(unknown, declared: strongest.names.first?.value), candidates: declared.licenses)
      }
      return declared
    }
    switch declared {
    case .open(let constraint, let candidates):
      // A name that decides nothing gives way to the text itself, if the text is one of those the name may stand for.
      let ids = identified.flatMap(\.ids)
      let fits = candidates.isEmpty || candidates.contains { ids.contains($0.terms.id) }
      if fits, constraint.rule != Rule.notModelled.id { return detected(identified) }
      return .sources(
        declared: declared, detected: detected(identified), names: Self.names(strongest, text), isConfirmed: false)
    case .ours, .terms, .all, .any, .listed, .sources:
      let known = Set(declared.licenses.map(\.terms.id))
      let foreign = identified.filter { text in !text.ids.contains(where: known.contains) }
      let isConfirmed = foreign.count < identified.count
      if let first = foreign.first {
        return .sources(
          declared: declared, detected: detected(foreign), names: Self.names(strongest, first), isConfirmed: isConfirmed)
      }
      // A second license file that nobody could read may take away what the first one gives.
      guard
        let strange = texts.first(where: { $0.role == "LICENSE" && ($0.match == "unknown" || Self.isChangedNobodyKnowsHow($0)) })
      else { return declared }
      return .sources(
        declared: declared, detected: .open(Self.unknownText(strange, declared: nil), candidates: []),
        names: "\(text.span.file.path) is known, \(strange.span.file.path) is not", isConfirmed: true)
    }
  }

  /// A changed text is not the one that it resembles, unless it is known where they differ.
  private static func isChangedNobodyKnowsHow(_ text: DetectedLicense) -> Bool {
    text.match == "modified" && text.alterations.isEmpty
  }

  /// A text beside code and weights is not assumed to cover the weights.
  private mutating func unstated(_ text: DetectedLicense) -> LicenseConclusion {
    var constraint = Constraint(rule: Rule.weightsLicenseUnstated.id, verdict: .undetermined)
    constraint.openPoint = .unknownText
    constraint.detail = text.span.file.path
    return .open(constraint, candidates: text.ids.compactMap { catalog.terms($0) }.map { prepare($0) })
  }

  private static func names(_ declared: DeclaredLicense, _ text: DetectedLicense) -> String {
    "\(declared.names.map(\.value).joined(separator: ", ")) is declared, \(text.ids.joined(separator: ", ")) was found in \(text.span.file.path)"
  }

  private static func unknownText(_ text: DetectedLicense, declared: String?) -> Constraint {
    var constraint = Constraint(rule: Rule.unknownText.id, verdict: .undetermined)
    constraint.openPoint = .unknownText
    constraint.detail = declared
    return constraint
  }

  /// The licenses whose texts were found; several are a list without an operator.
  private mutating func detected(_ texts: [DetectedLicense]) -> LicenseConclusion {
    // The ids of one text are names of the same words.
    let names = texts.map { text in text.ids.first { catalog.terms($0) != nil } ?? text.ids.first ?? "" }
    let found = names.uniqued().map { named($0) }
    return found.count == 1 ? found[0] : .listed(found)
  }

  mutating func conclusion(declared: DeclaredLicense) -> LicenseConclusion {
    if declared.names.count > 1 { return .listed(declared.names.map { expression($0) }) }
    guard let name = declared.names.first else { return .open(Constraint.missingLicense, candidates: []) }
    let first = expression(name)
    guard case .open(let constraint, let candidates) = first, let free = declared.freeName else { return first }
    // `license: other` with a `license_name`: the name may still be known.
    guard candidates.isEmpty || constraint.rule == Rule.licenseFamily.id else { return first }
    return named(free.value)
  }

  /// A whole name first (`Apache 2.0`), then a license expression.
  package mutating func expression(_ name: Located<String>) -> LicenseConclusion {
    let whole = catalog.resolve(name.value)
    if case .unknown = whole {} else { return conclusion(whole) }
    if Self.isFreeForm(name.value) { return conclusion(whole) }
    let catalog = catalog
    do {
      let parsed = try LicenseExpression.parse(name) { candidate in
        if case .unknown = catalog.resolve(String(candidate)) { return false }
        return true
      }
      return conclusion(parsed)
    } catch {
      diagnostics += error.diagnostics
      return conclusion(whole)
    }
  }

  /// An address, or words without an operator: somebody's own name for a license, and no malformed expression.
  private static func isFreeForm(_ name: String) -> Bool {
    if name.contains("://") { return true }
    let words = name.split { $0 == " " || $0 == "\t" }.map { $0.uppercased() }
    return words.count > 1 && !words.contains { ["AND", "OR", "WITH"].contains($0) } && !name.contains("(")
  }

  private mutating func conclusion(_ expression: LicenseExpression) -> LicenseConclusion {
    switch expression {
    case .license(let reference): return reference.orLater ? named(reference.id + "+") : named(reference.id)
    case .with(let reference, let exception):
      var constraint = Constraint(rule: Rule.notModelled.id, verdict: .undetermined)
      constraint.openPoint = .unknownText
      constraint.detail = "\(reference.id) WITH \(exception.id)"
      return .open(constraint, candidates: [])
    case .all(let parts): return .all(parts.map { conclusion($0) })
    case .any(let parts): return .any(parts.map { conclusion($0) })
    }
  }

  mutating func named(_ name: String) -> LicenseConclusion { conclusion(catalog.resolve(name)) }

  private mutating func conclusion(_ resolution: LicenseResolution) -> LicenseConclusion {
    switch resolution {
    case .terms(let terms): return .terms(prepare(terms))
    case .family(let name, let candidates, _):
      var constraint = Constraint(rule: Rule.licenseFamily.id, verdict: .undetermined)
      constraint.openPoint = .unknownText
      constraint.detail = name
      return .open(constraint, candidates: candidates.compactMap { catalog.terms($0) }.map { prepare($0) })
    case .knownByName(let name, _):
      var constraint = Constraint(rule: Rule.notModelled.id, verdict: .undetermined)
      constraint.openPoint = .unknownText
      constraint.detail = name
      return .open(constraint, candidates: [])
    case .unknown(let name):
      var constraint = Constraint(rule: Rule.unknownLicense.id, verdict: .undetermined)
      constraint.openPoint = .unknownText
      constraint.detail = name
      return .open(constraint, candidates: [])
    }
  }

  private mutating func prepare(_ terms: LicenseTerms) -> PreparedLicense {
    let alterations = altered.filter { $0.ids.contains(terms.id) }.flatMap(\.alterations)
    if !alterations.isEmpty { return PreparedLicense(terms, catalog: catalog, alterations: alterations) }
    if let known = prepared[terms.id] { return known }
    let license = PreparedLicense(terms, catalog: catalog)
    prepared[terms.id] = license
    return license
  }
}

extension Constraint {
  static func unresolvedParent(_ title: String) -> Constraint {
    var constraint = Constraint(rule: Rule.unresolvedParent.id, verdict: .undetermined)
    constraint.openPoint = .unknownText
    constraint.detail = title
    return constraint
  }

  static var missingLicense: Constraint {
    var constraint = Constraint(rule: Rule.missingLicense.id, verdict: .undetermined)
    constraint.openPoint = .unknownText
    return constraint
  }
}
