import Diagnostics
import Evaluation
import Inventory
import LicenseCatalog
import Licensing
import Reporting

/// Looks for duties on disk and in what is declared: met with the place, unmet with what to write, else unverified.
struct DutyChecker {
  let assessment: Assessment
  let catalog: any LicenseSource
  let release: ReleaseFiles
  /// What we did to each component ourselves, by whatever path.
  private let done: [Int: [Lineage]]

  init(assessment: Assessment, catalog: any LicenseSource, release: ReleaseFiles) {
    self.assessment = assessment
    self.catalog = catalog
    self.release = release
    let edges = assessment.graph.parents.joined().filter { $0.agent == .us }
    done = Dictionary(grouping: edges, by: \.parent).mapValues { $0.map(\.lineage) }
  }

  func finding(of owed: OwedDuty, component node: Int) -> DutyFinding {
    let at = at(node)
    let found = checked(owed, node, at)
    guard found.status != .met, let measure = assessment.use.facts.measures.first(where: { $0.duty == owed.duty.kind.rawValue })
    else { return found }
    return MeasureCheck(measure: measure, release: release).finding { file in
      var narrowed = at
      narrowed.files = [file]
      // Who states it answers for it.
      narrowed.isOurs = true
      return check(owed, node, narrowed)
    }
  }

  private func checked(_ owed: OwedDuty, _ node: Int, _ at: OwedAt) -> DutyFinding {
    // Whether a NOTICE came along is a condition that files answer.
    if owed.duty.kind == .noticeFile, owed.duty.text == nil, owed.duty.conditional != nil,
      let found = KeptNoticesCheck(owed: owed, at: at, catalog: catalog).noticeFileFinding
    {
      return found
    }
    guard owed.isCertain else {
      return .unverified(owed.duty.conditional.map { "owed if \($0)" } ?? "whether it applies is open")
    }
    return check(owed, node, at)
  }

  private func check(_ owed: OwedDuty, _ node: Int, _ at: OwedAt) -> DutyFinding {
    let statement = StatementCheck(owed: owed, at: at, catalog: catalog)
    switch owed.duty.kind {
    case .namePrefix: return namePrefix(owed, node)
    case .shareAlike, .flowDown: return outbound(owed, node)
    case .licenseCopy: return LicenseCopyCheck(owed: owed, at: at, catalog: catalog).finding
    case .displayText, .noticeFile, .attribution:
      if let text = owed.duty.text { return ShownWordsCheck(owed: owed, text: text, at: at).finding }
      return owed.duty.kind == .attribution ? statement.attribution : .unverified()
    case .retainNotices: return KeptNoticesCheck(owed: owed, at: at, catalog: catalog).finding
    case .stateChanges: return statement.stateChanges
    case .document: return statement.documentation
    case .discloseAI: return statement.disclosure
    case .usePolicy: return statement.usePolicy
    case .discloseSource, .register, .latestVersion, .report, .other: return .unverified()
    }
  }

  private func at(_ node: Int) -> OwedAt {
    let graph = assessment.graph
    let (root, isOurs) = root(of: node)
    return OwedAt(
      component: graph.components[node], root: graph.components[root], isOurs: isOurs, lineage: done[node] ?? [],
      files: release.entries, texts: release.texts(in:), stream: release.stream(of:))
  }

  /// The root through which a component is reached, and whether what is given on there is ours.
  private func root(of node: Int) -> (index: Int, isOurs: Bool) {
    let root = assessment.graph.shortestPaths[node].first?.child ?? node
    let changed = assessment.use.acts.contains(.modify)
    return (root, assessment.graph.isMadeByUs[root] || (changed && assessment.use.facts.releaseName != nil))
  }

  private func namePrefix(_ owed: OwedDuty, _ node: Int) -> DutyFinding {
    guard let prefix = owed.duty.text else { return .unverified() }
    let (root, isOurs) = root(of: node)
    let component = assessment.graph.components[root]
    let stated = assessment.use.facts.releaseName
    let name = stated?.value ?? (isOurs ? component.title : nil)
    guard let name else {
      return DutyFinding(status: .unverified, reason: "state `release.name` to have the name checked")
    }
    let last = name.split(separator: "/").last.map(String.init) ?? name
    let span = stated?.span ?? component.span
    let place = span.map { [AuditReport.Place(source: "name", span: $0)] } ?? []
    if last.lowercased().hasPrefix(prefix.lowercased()) { return DutyFinding(status: .met, reason: "`\(last)`", evidence: place) }
    return DutyFinding(status: .unmet, reason: "`\(last)` does not begin with `\(prefix)`", evidence: place)
  }

  private func outbound(_ owed: OwedDuty, _ node: Int) -> DutyFinding {
    let (root, isOurs) = root(of: node)
    let declared = isOurs ? assessment.graph.components[root].declared.first?.names.first : nil
    guard let given = assessment.use.facts.releaseLicense ?? declared, let license = catalog.terms(owed.source) else {
      return DutyFinding(status: .unverified, reason: "state `release.license` to have it checked")
    }
    let place = [AuditReport.Place(source: "release license", span: given.span)]
    switch owed.duty.acceptance(of: GivenLicense(given, in: catalog), by: license) {
    case .accepted: return DutyFinding(status: .met, reason: "`\(given.value)`", evidence: place)
    case .refused: return DutyFinding(status: .unmet, reason: "`\(given.value)` is not accepted", evidence: place)
    case .unverified:
      return DutyFinding(
        status: .unverified, reason: "own terms `\(given.value)` must carry what the clause demands", evidence: place)
    case .listedElsewhere:
      return DutyFinding(status: .unverified, reason: "a list outside the text decides on `\(given.value)`", evidence: place)
    case .ambiguous:
      return DutyFinding(status: .unverified, reason: "`\(given.value)` may mean a license that is not accepted", evidence: place)
    }
  }
}
