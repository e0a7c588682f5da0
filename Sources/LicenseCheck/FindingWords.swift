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
    return (words.isEmpty ? "the use" : Self.listed(words)) + thing
  }

  /// `a`, `a and b`, `a, b and c`
  private static func listed(_ words: [String], _ conjunction: String = "and") -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " \(conjunction) " + last
  }

  /// The verb that goes with the acts.
  private func areAllowed(_ constraint: Constraint, not: Bool) -> String {
    acts(constraint) + (Array(constraint.acts).count > 1 ? " are" : " is") + (not ? " not" : "") + " allowed"
  }

  private func missing(_ constraint: Constraint) -> String {
    let facts = constraint.open.map { $0.asked(in: use.facts) }.uniqued()
    return "whether \(areAllowed(constraint, not: false)) depends on \(Self.listed(facts))"
  }

  private func closed(_ constraint: Constraint) -> String {
    let facts = use.facts
    switch constraint.rule {
    case Rule.fieldOfUse.id:
      let fields = (facts.fields ?? []).map { "`\($0.field)`" }.joined(separator: ", ")
      return "the field of use \(fields) is restricted"
    case Rule.sizeThreshold.id: return "the user is above the size for which the license is given"
    case Rule.territory.id: return "the license is not given for this place"
    case Rule.policy.id: return constraint.detail ?? "the organization's policy stands in the way"
    case Rule.trainingData.id: return "data may not be used commercially"
    case Rule.commercialUse.id where facts.commercial == .yes: return "\(areAllowed(constraint, not: true)) commercially"
    case Rule.commercialUse.id:
      let purposes = (facts.purpose ?? []).map(\.rawValue).sorted()
      return "\(areAllowed(constraint, not: true)) for \(Self.listed(purposes, "or"))"
    case Rule.outputUse.id: return "outputs may not be used this way"
    case Rule.litigation.id: return "a suit has ended the license"
    case Rule.rightEnded.id:
      let stays = Array(constraint.acts).count > 1 ? "stay" : "stays"
      return "the grant over \(constraint.detail ?? "a further right") has ended; \(acts(constraint)) \(stays) granted"
    case Rule.disputedAssumption.id:
      return "whoever is right on \(constraint.detail ?? "the disputed point"), the use is not allowed"
    case Rule.notGranted.id: return "no clause grants \(acts(constraint))"
    case Rule.outboundLicense.id where !constraint.against.isEmpty:
      return
        "no license satisfies both clause \(constraint.clause ?? "?") and clause \(constraint.against.joined(separator: ", "))"
    case Rule.outboundLicense.id: return "giving it on under `\(constraint.detail ?? "")` is not accepted"
    case Rule.declaresMoreThanParents.id: return "declares `\(constraint.detail ?? "")`, but a parent restricts its use"
    case Rule.unresolvedParent.id: return "\(title) is named as a parent, but nothing describes it; no act reaches it"
    case Rule.sourcesDisagree.id: return constraint.detail ?? "two sources name different licenses"
    case Rule.actFitsNothing.id where constraint.acts.isEmpty: return "the use names no act"
    case Rule.actFitsNothing.id:
      return
        "`\(constraint.acts.first { _ in true }?.rawValue ?? "")` fits no component here; it needs \(Self.alternatives(constraint.detail))"
    default: return areAllowed(constraint, not: true)
    }
  }

  /// `code, data` as `code or data`.
  private static func alternatives(_ list: String?) -> String {
    listed((list ?? "").split(separator: ",").map { String($0.drop { $0 == " " }) }, "or")
  }

  /// `no → permitted; yes → duties` of one point, said once, with the question that is disputed.
  private func disputed(_ constraint: Constraint) -> String {
    let detail = constraint.detail ?? ""
    guard constraint.assumptions.count == 1, let name = constraint.assumptions.first,
      let question = vocabulary.assumption(name)?.question
    else { return "the answer hangs on disputed points: \(detail)" }
    let readings = detail.replacing("\(name): ", with: "").replacing(" → ", with: ": ").replacing("; ", with: ", ")
    let isAllowed = !detail.hasSuffix(Verdict.prohibited.rawValue) && !detail.contains("\(Verdict.prohibited.rawValue);")
    let isOpen = detail.contains(Verdict.undetermined.rawValue)
    let why = isAllowed && !isOpen ? "; what must be given on under which license, or as source, differs" : ""
    return "it is disputed: \(question) (\(readings)\(why))"
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
    case Rule.disputedAssumption.id: return disputed(constraint)
    case Rule.kindNotCovered.id: return "the license does not speak of \(detail)"
    case Rule.unreadPolicy.id: return "whether `\(detail)` is allowed is for a policy that was not read"
    case Rule.unknownLicense.id: return "the license `\(detail)` is unknown"
    case Rule.licenseFamily.id: return "`\(detail)` names no single license"
    case Rule.notModelled.id: return "the terms of `\(detail)` are not in the catalog"
    case Rule.missingLicense.id:
      guard let policy = constraint.detail else { return "no license is declared for \(title)" }
      return "\(policy) is a use policy: it grants nothing, and no license is declared beside it for \(title)"
    case Rule.alteredClause.id: return "the text at hand differs from the license: \(detail)"
    case Rule.unknownText.id:
      return constraint.detail.map { "the text at hand is not that of `\($0)`, nor any known license" }
        ?? "the license text at hand is not known"
    case Rule.sourcesDisagree.id: return detail
    case Rule.severalLicenses.id: return "licenses are listed without AND or OR: \(detail)"
    case Rule.weightsLicenseUnstated.id:
      return "the text in \(detail) does not say that it covers the \(component?.kind.rawValue ?? "weights")"
    case Rule.unresolvedParent.id: return "\(title) is named as a parent, but nothing describes it"
    case Rule.lineageCycle.id: return "the lineage runs in a circle, which `\(detail)` closes"
    case Rule.outboundLicense.id: return "whether it may be given on under `\(detail)` is open"
    case Rule.voidConclusion.id: return detail
    case Rule.givesMoreThanParents.id: return "`\(detail)` gives more than this parent allows"
    case Rule.notGranted.id: return "no clause speaks of \(acts(constraint))"
    default: return detail.isEmpty ? "the text does not settle \(acts(constraint))" : "the text is unclear: \(detail)"
    }
  }

  /// The first of a long list, and how many there are besides.
  private static func some(of names: [String]) -> [String] {
    names.count > 8 ? names.prefix(6) + ["one of \(names.count - 6) more"] : names
  }

  func fix(_ constraint: Constraint, candidates: [String]) -> String? {
    switch constraint.openPoint {
    case .factMissing where !constraint.open.isEmpty:
      return "state \(Self.listed(constraint.open.map { $0.asked(in: use.facts) }.uniqued())) in the use, or with --set"
    default: break
    }
    if constraint.remedy != nil {
      return "ask the licensor for the separate license that the clause offers, and record it under `agreements`"
    }
    if constraint.rule == Rule.licenseFamily.id {
      return candidates.isEmpty
        ? "say which license is meant, or put its text beside the component"
        : "name the one that is meant: \(Self.listed(Self.some(of: candidates), "or"))"
    }
    if constraint.verdict == .prohibited {
      switch constraint.rule {
      case Rule.territory.id: return "use it only where and by whom the license allows, or choose another component"
      case Rule.sizeThreshold.id: return "obtain a license, or choose another component"
      default: break
      }
    }
    return Rule.named(constraint.rule)?.fix
  }
}

extension Test {
  /// The fact to state, as a reader is asked for it: a figure with whose and when.
  func asked(in facts: UseFacts) -> String {
    let question = question(in: facts)
    guard case .metric(_, let scope, let date, _, _) = self else { return "`\(question)`" }
    return "`\(question)` (\(scope.rawValue)\(date.map { ", on \($0)" } ?? ""))"
  }

  /// What to state so that the test can be answered: of several qualifiers of a field, the first that is missing.
  func question(in facts: UseFacts) -> String {
    guard case .field(let name, let qualifiers) = self else { return fact?.rawValue ?? "?" }
    let asked = qualifiers.keys.sorted()
    guard let qualifier = asked.first(where: { facts.isMissing($0, of: name) }) ?? asked.first else { return "fields" }
    return "fields.\(name).\(qualifier)"
  }
}

extension UseFacts {
  /// Whether a field is stated without this qualifier.
  func isMissing(_ qualifier: String, of field: String) -> Bool {
    (fields ?? []).contains { $0.field == field && $0.qualifiers[qualifier] == nil }
  }
}
