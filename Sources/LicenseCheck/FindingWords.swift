import Evaluation
import Inventory
import LicenseCatalog
import Licensing

/// Puts findings into words: lower case, no full stop, input in backticks.
struct FindingWords {
  let use: Use
  let component: Component?
  let vocabulary: Vocabulary

  func message(_ constraint: Constraint) -> String {
    switch constraint.openPoint {
    case .factMissing where !constraint.open.isEmpty: missing(constraint)
    case .factMissing, nil: closed(constraint)
    case .silent, .conflicting, .unknownText, .disputed: open(constraint)
    }
  }

  private var title: String { component.map { "`\($0.title)`" } ?? "the combination" }

  private func acts(_ constraint: Constraint) -> String {
    let acts = Array(constraint.acts)
    let words = acts.map { "`\($0.rawValue)`" }
    let thing: String
    switch constraint.state {
    case .derivative: thing = " of what was made from it"
    case .product: thing = " of what contains it"
    case .output: thing = " of what was made with it"
    case .work, .free, nil: thing = ""
    }
    return (words.isEmpty ? "the use" : words.joined(separator: ", ")) + thing
  }

  private func missing(_ constraint: Constraint) -> String {
    let names = constraint.open.map { $0.question }
    var seen: Set<String> = []
    let facts = names.filter { seen.insert($0).inserted }.map { "`\($0)`" }
    return "whether \(acts(constraint)) is allowed depends on \(facts.joined(separator: " and "))"
  }

  private func closed(_ constraint: Constraint) -> String {
    let facts = use.facts
    switch constraint.rule {
    case Rule.fieldOfUse.id:
      let fields = (facts.fields ?? []).map { "`\($0.field)`" }.joined(separator: ", ")
      return "the field of use \(fields) is restricted"
    case Rule.sizeThreshold.id: return "the user is above the size for which the license is given"
    case Rule.territory.id: return "the license is not given for this place"
    case Rule.trainingData.id: return "data may not be used commercially"
    case Rule.commercialUse.id where facts.commercial == .yes: return "\(acts(constraint)) is not allowed commercially"
    case Rule.commercialUse.id:
      return "\(acts(constraint)) is not allowed for \((facts.purpose ?? []).map(\.rawValue).sorted().joined(separator: ", "))"
    case Rule.outputUse.id: return "outputs may not be used this way"
    case Rule.litigation.id: return "a suit has ended the license"
    case Rule.rightEnded.id:
      return "the grant over \(constraint.detail ?? "a further right") has ended; \(acts(constraint)) stays granted"
    case Rule.disputedAssumption.id:
      return "whoever is right on \(constraint.detail ?? "the disputed point"), the use is not allowed"
    case Rule.notGranted.id: return "no clause grants \(acts(constraint))"
    case Rule.outboundLicense.id: return "giving it on under `\(constraint.detail ?? "")` is not accepted"
    case Rule.declaresMoreThanParents.id: return "declares `\(constraint.detail ?? "")`, but a parent restricts its use"
    case Rule.unresolvedParent.id: return "\(title) is named as a parent, but nothing describes it; no act reaches it"
    case Rule.sourcesDisagree.id: return constraint.detail ?? "two sources name different licenses"
    case Rule.actFitsNothing.id where constraint.acts.isEmpty: return "the use names no act"
    case Rule.actFitsNothing.id:
      return
        "`\(constraint.acts.first { _ in true }?.rawValue ?? "")` fits no component here; it needs \(constraint.detail ?? "")"
    default: return "\(acts(constraint)) is not allowed"
    }
  }

  private func open(_ constraint: Constraint) -> String {
    let detail = constraint.detail ?? ""
    if constraint.openPoint == .disputed, !constraint.assumptions.isEmpty, constraint.rule != Rule.disputedAssumption.id {
      var settled = constraint
      settled.openPoint = nil
      return "under one reading of a disputed point \(closed(settled))"
    }
    switch constraint.rule {
    case Rule.conflictingClauses.id:
      return
        "clause \(constraint.clause ?? "?") forbids \(acts(constraint)), clause \(constraint.against.joined(separator: ", ")) allows it"
    case Rule.disputedAssumption.id: return "the answer hangs on a disputed point: \(detail)"
    case Rule.kindNotCovered.id: return "the license does not speak of \(detail)"
    case Rule.unreadPolicy.id: return "whether `\(detail)` is allowed is for a policy that was not read"
    case Rule.unknownLicense.id: return "the license `\(detail)` is unknown"
    case Rule.licenseFamily.id: return "`\(detail)` names no single license"
    case Rule.notModelled.id: return "the terms of `\(detail)` are not in the catalog"
    case Rule.missingLicense.id: return "no license is declared for \(title)"
    case Rule.unknownText.id:
      return constraint.detail.map { "the text at hand is not that of `\($0)`, nor any known license" }
        ?? "the license text at hand is not known"
    case Rule.sourcesDisagree.id, Rule.severalLicenses.id: return detail
    case Rule.weightsLicenseUnstated.id:
      return "the text in \(detail) does not say that it covers the \(component?.kind.rawValue ?? "weights")"
    case Rule.unresolvedParent.id: return "\(title) is named as a parent, but nothing describes it"
    case Rule.lineageCycle.id: return "the lineage runs in a circle: \(detail)"
    case Rule.outboundLicense.id: return "whether it may be given on under `\(detail)` is open"
    case Rule.givesMoreThanParents.id: return "`\(detail)` gives more than this parent allows"
    case Rule.notGranted.id: return "no clause speaks of \(acts(constraint))"
    default: return detail.isEmpty ? "the text does not settle \(acts(constraint))" : "the text is unclear: \(detail)"
    }
  }

  func fix(_ constraint: Constraint, candidates: [String]) -> String? {
    switch constraint.openPoint {
    case .factMissing where !constraint.open.isEmpty:
      let names = constraint.open.map { "`\($0.question)`" }
      return "state \(names.joined(separator: ", ")) in the use, or with --set"
    default: break
    }
    if constraint.remedy != nil {
      return "ask the licensor for the separate license that the clause offers, and record it under `agreements`"
    }
    if constraint.rule == Rule.licenseFamily.id, !candidates.isEmpty {
      return "name the version: \(candidates.joined(separator: ", "))"
    }
    return Rule.named(constraint.rule)?.fix
  }
}

extension Test {
  /// What to state so that the test can be answered.
  var question: String {
    if case .field(let name, let qualifiers) = self, let qualifier = qualifiers.keys.sorted().first {
      return "fields.\(name).\(qualifier)"
    }
    return fact?.rawValue ?? "?"
  }
}
