import Evaluation
import Inventory
import LicenseCatalog
import Licensing
import Reporting

/// Finds out what a license is like by judging uses of something given under it: no property of a license is written down anywhere.
struct LicenseAppraisal {
  let catalog: Catalog
  private let vocabulary: Vocabulary
  private let evaluator: Evaluator
  private let builder: UseBuilder

  init(catalog: Catalog) {
    self.catalog = catalog
    vocabulary = catalog.vocabulary
    // No number of users and no agreement is stated, so that the day changes nothing.
    let settings = EvaluationSettings(assumptions: [:], date: CalendarDate(daysSince1970: 0))
    evaluator = Evaluator(catalog: catalog, settings: settings)
    builder = UseBuilder(vocabulary: vocabulary, requested: vocabulary.uses.map(\.id), options: nil, qualifiers: [:])
  }

  /// A list's view of a license.
  func profile(of terms: LicenseTerms) -> LicenseProfile {
    let license = PreparedLicense(terms, catalog: catalog)
    let found = openness(license)
    var profile = LicenseProfile(terms, openness: found.openness, limits: found.limits)
    if let entry = terms.spdx.flatMap({ catalog.spdxEntry($0) }) {
      profile.isOSIApproved = entry.isOSIApproved
      profile.isFSFLibre = entry.isFSFLibre
      profile.deprecatedSince = entry.deprecatedSince
    }
    return profile
  }

  /// Standard uses × kinds, with the facts that are presumed and nothing else stated.
  func matrix(of terms: LicenseTerms) -> UsesMatrix {
    let license = PreparedLicense(terms, catalog: catalog)
    let kinds = Self.kinds(of: terms)
    let uses = builder.uses(for: Inventory(path: terms.id)).uses
    let rows = zip(vocabulary.uses, uses).map { profile, use in
      UsesMatrix.Row(use: profile.id, title: profile.title, cells: kinds.map { cell(license, use, $0) })
    }
    return UsesMatrix(kinds: kinds, rows: rows)
  }

  /// What the words of the license cover; everything where no definition says.
  static func kinds(of terms: LicenseTerms) -> [ComponentKind] {
    let covered = terms.covers
    let order: [ComponentKind] = [.weights, .code, .data, .documentation]
    return covered.isEmpty ? order : order.filter(covered.contains)
  }

  private func cell(_ license: PreparedLicense, _ use: Use, _ kind: ComponentKind) -> UsesMatrix.Cell? {
    guard use.acts.contains(where: { vocabulary.acts[$0]?.fits.contains(kind) ?? true }) else { return nil }
    let judgement = judgement(license, use, kind, nil)
    let worst = judgement.constraints.filter { $0.verdict == judgement.verdict }
    let reasons = worst.map { constraint in
      UsesMatrix.Reason(
        rule: constraint.rule, source: constraint.source == license.terms.id ? nil : constraint.source,
        clause: constraint.clause, summary: constraint.summary,
        asks: Set(constraint.open.compactMap { $0.fact?.rawValue }).sorted())
    }
    var cell = UsesMatrix.Cell(verdict: judgement.verdict, duties: Self.dutyCount(judgement), reasons: reasons.uniqued())
    guard cell.verdict == .undetermined, reasons.contains(where: { !$0.asks.isEmpty }) else { return cell }
    for facts in FavorableFacts.all(places: vocabulary.places) {
      let favored = self.judgement(license, facts.applied(to: use), kind, facts.modality)
      guard favored.verdict <= .duties else { continue }
      cell.dutiesAtBest = min(cell.dutiesAtBest ?? .max, Self.dutyCount(favored))
    }
    return cell
  }

  private static func dutyCount(_ judgement: Judgement) -> Int {
    Set(judgement.duties.filter { !$0.duty.isEncouraged }.map { "\($0.source)#\($0.term)" }).count
  }

  private func judgement(
    _ license: PreparedLicense, _ use: Use, _ kind: ComponentKind, _ modality: Set<String>?
  ) -> Judgement {
    var component = Component(id: "component", kind: kind)
    component.modality = modality
    let graph = ComponentGraph([component], isReleased: false)
    return evaluator.assess(graph, conclusions: [.terms(license)], use: use).judgements[0]
  }
}

// MARK: Openness

extension LicenseAppraisal {
  private func openness(_ license: PreparedLicense) -> (openness: Openness, limits: [LicenseLimit]) {
    let kinds = Self.kinds(of: license.terms)
    var limits: Set<LicenseLimit> = []
    var worst = Openness.permissive
    for kind in kinds {
      let trial = LicenseTrial(license: license, kind: kind, vocabulary: vocabulary)
      limits.formUnion(trial.limits)
      let found = trial.openness
      if found.severity > worst.severity { worst = found }
    }
    if license.isPolicy { worst = .policy }
    return (worst, LicenseLimit.allCases.filter(limits.contains))
  }
}

/// Uses of one kind of component under one license, each made for one question.
private struct LicenseTrial {
  let license: PreparedLicense
  let kind: ComponentKind
  let vocabulary: Vocabulary

  private typealias Trial = [(Act, MaterialState)]

  private static let running: Trial = [(.run, .work)]
  private static let offering: Trial = [(.run, .work), (.host, .work), (.embed, .work)]
  /// Changing it for oneself, giving copies, giving changed copies.
  private static let passing: [Trial] = [
    [(.modify, .work)], [(.distribute, .work)], [(.modify, .work), (.distribute, .derivative)],
  ]
  private static let ownTerms: Trial = [(.modify, .work), (.distribute, .derivative), (.relicense, .derivative)]

  /// What the answers depend on.
  var limits: Set<LicenseLimit> {
    var result: Set<LicenseLimit> = []
    let all = Self.offering + Self.passing.joined() + Self.ownTerms
    let plain = [judge(all, commercial: true), judge(all, commercial: false)]
    for test in plain.flatMap(\.constraints).flatMap(\.open) {
      switch test {
      case .metric: result.insert(.size)
      case .domicile, .places: result.insert(.territory)
      case .actorKind: result.insert(.actor)
      case .modality: result.insert(.modality)
      case .commercial, .purpose, .kind, .receivedAs, .output, .student, .fields, .field, .litigation, .assuming: break
      }
    }
    let everyField = vocabulary.fields.keys.sorted().map { FieldOfUse($0) }
    let inFields = [judge(all, commercial: true, fields: everyField), judge(all, commercial: false, fields: everyField)]
    if zip(plain, inFields).contains(where: { $0.constraints.count < $1.constraints.count || $0.verdict < $1.verdict }) {
      result.insert(.fields)
    }
    return result
  }

  var openness: Openness {
    func forbids(_ trial: Trial, commercial: Bool) -> Bool { judge(trial, commercial: commercial).verdict == .prohibited }
    if forbids(Self.running, commercial: true) { return forbids(Self.running, commercial: false) ? .closed : .nonCommercial }
    if forbids(Self.offering, commercial: true) {
      return forbids(Self.offering, commercial: false) ? .restricted : .nonCommercial
    }
    for trial in Self.passing where forbids(trial, commercial: true) {
      return forbids(trial, commercial: false) ? .noDerivatives : .nonCommercial
    }
    if !limits.isEmpty { return .restricted }
    let open = ([Self.offering] + Self.passing).contains { judge($0, commercial: true).verdict == .undetermined }
    if open { return .unclear }
    switch judge(Self.ownTerms, commercial: true).verdict {
    case .permitted, .duties: return .permissive
    case .undetermined: return .open
    case .prohibited: return .shareAlike
    }
  }

  private func judge(_ acts: Trial, commercial: Bool, fields: [FieldOfUse] = []) -> Judgement {
    var exposure = Exposure()
    for (act, state) in acts { exposure.insert(act, state) }
    var facts = UseBuilder.baseline(exposure.acts)
    facts.commercial = Truth(commercial)
    facts.purpose = [commercial ? .production : .research]
    facts.fields = fields
    let circumstances = Circumstances(
      facts: facts, component: "component", kind: kind, modality: nil, receivedAs: nil, places: vocabulary.places,
      date: CalendarDate(daysSince1970: 0), assumed: [])
    return LicenseJudge.judge(license, exposure, kind: kind, vocabulary: vocabulary, circumstances: circumstances)
  }
}

extension Openness {
  fileprivate var severity: Int {
    switch self {
    case .permissive: 0
    case .open: 1
    case .shareAlike: 2
    case .noDerivatives: 3
    case .restricted: 4
    case .nonCommercial: 5
    case .unclear: 6
    case .closed: 7
    case .policy: 8
    }
  }
}
