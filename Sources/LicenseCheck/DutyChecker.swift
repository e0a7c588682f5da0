import Diagnostics
import Evaluation
import Inventory
import LicenseCatalog
import LicenseMatching
import Licensing
import Reporting

/// Looks for duties on disk and in what is declared: met with the place, unmet with what to write, else unverified.
struct DutyChecker {
  struct Status {
    var status: AuditReport.DutyStatus
    var reason: String?
    var evidence: [AuditReport.Place] = []
  }

  let assessment: Assessment
  let catalog: any LicenseSource
  let sources: [SourceFile]
  private let streams: [(file: SourceFile, stream: TokenStream)]

  init(assessment: Assessment, catalog: any LicenseSource, sources: [SourceFile]) {
    self.assessment = assessment
    self.catalog = catalog
    self.sources = sources
    streams = sources.filter { Self.isProse($0.path) }.map { ($0, TokenStream(source: $0)) }
  }

  /// Files that people read: cards, notices, licenses; not manifests and configurations.
  private static func isProse(_ path: String) -> Bool {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return !name.hasSuffix(".json") && !name.hasSuffix(".yaml") && !name.hasSuffix(".yml")
  }

  func status(of owed: OwedDuty, component node: Int) -> Status {
    let facts = assessment.use.facts
    if let measure = facts.measures.first(where: { $0.duty == owed.duty.kind.rawValue }) {
      return Status(status: .unverified, reason: "stated as met: \(measure.evidence)")
    }
    guard owed.isCertain else {
      return Status(status: .unverified, reason: owed.duty.conditional.map { "owed if \($0)" } ?? "whether it applies is open")
    }
    switch owed.duty.kind {
    case .namePrefix: return namePrefix(owed, node)
    case .shareAlike, .flowDown: return outbound(owed, node)
    case .licenseCopy: return licenseCopy(owed, node)
    case .displayText, .noticeFile, .attribution: return words(owed, node)
    case .retainNotices, .stateChanges, .discloseSource, .usePolicy, .register, .latestVersion, .document, .report, .discloseAI,
      .other:
      return Status(status: .unverified, reason: nil)
    }
  }

  /// The root through which a component is reached, and whether what is given on there is ours.
  private func root(of node: Int) -> (index: Int, isOurs: Bool) {
    let root = assessment.graph.shortestPaths[node].first?.child ?? node
    let changed = assessment.use.acts.contains(.modify)
    return (root, assessment.graph.isMadeByUs[root] || (changed && assessment.use.facts.releaseName != nil))
  }

  private func namePrefix(_ owed: OwedDuty, _ node: Int) -> Status {
    guard let prefix = owed.duty.text else { return Status(status: .unverified, reason: nil) }
    let (root, isOurs) = root(of: node)
    let component = assessment.graph.components[root]
    let stated = assessment.use.facts.releaseName
    let name = stated?.value ?? (isOurs ? component.title : nil)
    guard let name else {
      return Status(status: .unverified, reason: "state `release.name` to have the name checked")
    }
    let last = name.split(separator: "/").last.map(String.init) ?? name
    let span = stated?.span ?? component.span
    let place = span.map { [AuditReport.Place(source: "name", span: $0)] } ?? []
    if last.lowercased().hasPrefix(prefix.lowercased()) { return Status(status: .met, reason: "`\(last)`", evidence: place) }
    return Status(status: .unmet, reason: "`\(last)` does not begin with `\(prefix)`", evidence: place)
  }

  private func outbound(_ owed: OwedDuty, _ node: Int) -> Status {
    let (root, isOurs) = root(of: node)
    let declared = isOurs ? assessment.graph.components[root].declared.first?.names.first : nil
    guard let given = assessment.use.facts.releaseLicense ?? declared, let license = catalog.terms(owed.source) else {
      return Status(status: .unverified, reason: "state `release.license` to have it checked")
    }
    let place = [AuditReport.Place(source: "release license", span: given.span)]
    switch owed.duty.acceptance(of: GivenLicense(given, in: catalog), by: license) {
    case .accepted: return Status(status: .met, reason: "`\(given.value)`", evidence: place)
    case .refused: return Status(status: .unmet, reason: "`\(given.value)` is not accepted", evidence: place)
    case .unverified:
      return Status(status: .unverified, reason: "own terms `\(given.value)` must carry what the clause demands", evidence: place)
    case .listedElsewhere:
      return Status(status: .unverified, reason: "a list outside the text decides on `\(given.value)`", evidence: place)
    case .ambiguous:
      return Status(status: .unverified, reason: "`\(given.value)` may mean a license that is not accepted", evidence: place)
    }
  }

  private func licenseCopy(_ owed: OwedDuty, _ node: Int) -> Status {
    let (root, isOurs) = root(of: node)
    let texts = assessment.graph.components[node].detected + assessment.graph.components[root].detected
    if let copy = texts.first(where: { $0.ids.contains(owed.source) }) {
      return Status(
        status: .met, reason: "found in \(copy.span.file.path)",
        evidence: [AuditReport.Place(source: "license-file", span: copy.span)])
    }
    guard isOurs, !streams.isEmpty else { return Status(status: .unverified, reason: nil) }
    return Status(status: .unmet, reason: "no copy of \(owed.source) among the files read")
  }

  private func words(_ owed: OwedDuty, _ node: Int) -> Status {
    guard let text = owed.duty.text else { return Status(status: .unverified, reason: nil) }
    let run = AnchorRun(text)
    for (file, stream) in streams where !isLicenseText(file) {
      guard let range = stream.firstRange(of: run) else { continue }
      return Status(
        status: .met, reason: "found in \(file.path)", evidence: [AuditReport.Place(source: "file", span: stream.span(of: range))]
      )
    }
    guard root(of: node).isOurs, !streams.isEmpty else { return Status(status: .unverified, reason: nil) }
    let looked = streams.map(\.file.path).filter { path in !sources.contains { $0.path == path && isLicenseText($0) } }
    guard !looked.isEmpty else { return Status(status: .unverified, reason: nil) }
    return Status(status: .unmet, reason: "not found in \(looked.sorted().joined(separator: ", "))")
  }

  /// The license itself quotes the words it demands; that is not showing them.
  private func isLicenseText(_ file: SourceFile) -> Bool {
    assessment.graph.components.contains { component in
      component.detected.contains { $0.span.file === file && $0.role != "gated-prompt" && $0.role != "NOTICE" }
    }
  }
}
