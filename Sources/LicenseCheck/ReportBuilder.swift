import Diagnostics
import Evaluation
import Inventory
import LicenseCatalog
import LicenseMatching
import Licensing
import Reporting

/// Turns assessments into the records that reports are written from; equal findings of several uses become one.
struct ReportBuilder {
  private var report: AuditReport
  private let catalog: any LicenseSource
  /// Component ids are made unique over several subjects by the path of each.
  private let isPlural: Bool
  /// Settings that the user chose.
  private let assumptions: [String: String]
  private var findingIndices: [String: Int] = [:]
  private var dutyIndices: [String: Int] = [:]
  private var questionIDs: [String: String] = [:]
  private var risks = RiskRecords()
  private var textHashes = TextHashes()
  /// The files beside the subject added last.
  private var release: ReleaseFiles?
  private var verdicts: [Verdict] = []
  /// How many subjects have assessments.
  private var subjects = 0
  /// Whether the assessment at work decides: subjects may be judged for different uses, so each finding and duty remembers it.
  private var isDeciding = true
  /// Whether it is of the combination as written.
  private var isWritten = true

  init(
    toolVersion: String, catalogVersion: String, use: AuditReport.UseSummary, catalog: any LicenseSource, isPlural: Bool,
    assumptions: [String: String]
  ) {
    report = AuditReport(toolVersion: toolVersion, catalogVersion: catalogVersion, use: use)
    self.catalog = catalog
    self.isPlural = isPlural
    self.assumptions = assumptions
  }

  /// What leads out of an assessment that does not allow the use.
  struct WaysOut {
    var questions: [OpenQuestion] = []
    var fixes = FixFinder.Result()
  }

  /// One subject with its assessments; `deciding` is the index of the one that decides, or `nil` if all do.
  mutating func add(_ inventory: Inventory, _ assessments: [Assessment], _ ways: [WaysOut], deciding: Int?) {
    report.subjectPaths.append(inventory.path)
    add(inventory.sources)
    report.inputs += inventory.headers.map { .init(path: $0.path, sha256: $0.sha256, part: .header) }
    add(inventory.diagnostics)
    guard let first = assessments.first else { return }
    subjects += 1
    report.documents.append(inventory.sources.first { $0.path == inventory.path } ?? inventory.sources.first)
    report.subjects.append([inventory.name ?? inventory.path, inventory.version].compactMap { $0 }.joined(separator: " "))
    // What decides comes first, so that findings of several uses are told with its facts.
    let release = ReleaseFiles(inventory)
    self.release = release
    var records: [Int: AuditReport.AssessmentRecord] = [:]
    for index in [deciding].compactMap({ $0 }) + assessments.indices.filter({ $0 != deciding }) {
      isDeciding = deciding == nil || deciding == index
      records[index] = record(assessments[index], inventory, ways[index], release)
      addRisks(of: assessments[index], inventory)
      if isDeciding { verdicts.append(assessments[index].verdict) }
    }
    add(release.read)
    report.assessments += assessments.indices.compactMap { records[$0] }
    let chosen = assessments[deciding ?? 0]
    let verdicts = (deciding == nil ? assessments : [chosen]).map(\.componentVerdicts)
    for node in first.graph.components.indices {
      report.components.append(record(chosen, node, inventory, verdicts.map { $0[node] }.max() ?? .permitted))
    }
    addMatrix(assessments, inventory)
  }

  /// Files that were read and belong to no subject.
  mutating func add(_ sources: [SourceFile]) {
    report.inputs += sources.map { .init(path: $0.path, sha256: SHA256.hexadecimalDigest(of: $0.bytes)) }
  }

  /// Another combination of the subject added last: shown beside it, but it decides nothing.
  mutating func addAlternative(_ inventory: Inventory, _ assessments: [Assessment]) {
    (isDeciding, isWritten) = (false, false)
    let release = release ?? ReleaseFiles(inventory)
    defer { (isDeciding, isWritten) = (true, true) }
    for assessment in assessments { report.assessments.append(record(assessment, inventory, WaysOut(), release)) }
  }

  /// Findings about the policy; each concerns all uses.
  mutating func add(_ findings: [PolicyFinding]) {
    let uses = report.assessments.map(\.use).uniqued()
    for finding in findings {
      report.findings.append(finding.record(id: "F\(report.findings.count + 1)", uses: uses))
      if let verdict = finding.verdict { verdicts.append(verdict) }
    }
  }

  mutating func add(_ diagnostics: [Diagnostic]) {
    for diagnostic in diagnostics {
      if diagnostic.severity == .error { report.errors.append(diagnostic) } else { report.notes.append(diagnostic) }
    }
  }

  /// The whole report but for what ends the run: who answers for which finding is not known here.
  func finished(title: String, isUseStated: Bool) -> AuditReport {
    var result = report
    result.title = title
    result.isUseStated = isUseStated
    // What could not be read may forbid anything.
    result.verdict = max(verdicts.max() ?? .permitted, report.errors.isEmpty ? .permitted : .undetermined)
    result.inputs.sort { $0.path < $1.path }
    result.orderFindings()
    result.markBest()
    result.risks = risks.records
    return result
  }

  private func id(_ component: Component, _ inventory: Inventory) -> String {
    isPlural ? "\(inventory.path)#\(component.id)" : component.id
  }

  // MARK: Assessments

  private mutating func record(
    _ assessment: Assessment, _ inventory: Inventory, _ ways: WaysOut, _ release: ReleaseFiles
  ) -> AuditReport.AssessmentRecord {
    let graph = assessment.graph
    var record = AuditReport.AssessmentRecord(
      combination: graph.components.map { id($0, inventory) }, use: assessment.use.id, verdict: assessment.verdict)
    record.subject = subjects - 1
    (record.isDeciding, record.isWritten) = (isDeciding, isWritten)
    let checker = DutyChecker(assessment: assessment, catalog: catalog, release: release)
    for node in graph.components.indices {
      for constraint in assessment.judgements[node].constraints {
        record.findings.append(add(constraint, node, nil, nil, assessment, inventory))
      }
      for duty in assessment.judgements[node].duties {
        record.duties.append(add(duty, node, assessment, inventory, checker))
      }
    }
    for finding in assessment.findings {
      record.findings.append(add(finding.constraint, finding.component, finding.license, finding.span, assessment, inventory))
    }
    for question in ways.questions { record.questions.append(add(question, inventory, graph)) }
    record.fixes = ways.fixes.fixes.map { fix in .init(changes: fix.changes.map { change($0, inventory) }, verdict: fix.verdict) }
    record.areFixesBounded = ways.fixes.isBounded
    let chosen = assessment.assumptionsMet.intersection(assumptions.keys)
    for name in chosen.union(assessment.readings.keys).sorted() {
      let readings = assessment.readings[name] ?? [:]
      let setting = assumptions[name] ?? catalog.vocabulary.assumption(name)?.standard ?? "disputed"
      record.assumptions.append(
        .init(
          name: name, setting: setting,
          readings: readings.keys.sorted().compactMap { key in readings[key].map { .init(setting: key, verdict: $0) } }))
    }
    record.findings = record.findings.uniqued()
    record.duties = record.duties.uniqued()
    if isDeciding, isWritten, assessment.verdict <= .duties, let fix = whatIsUnmet(record.duties) { record.fixes.append(fix) }
    return record
  }

  /// Nothing stands in the way but what was looked for and not found: all of it is to be done.
  private func whatIsUnmet(_ duties: [String]) -> AuditReport.Fix? {
    let duties = Set(duties)
    let unmet = report.duties.filter { duties.contains($0.id) && $0.status == .unmet && !$0.isEncouraged }
    let changes = unmet.map { duty -> AuditReport.Fix.Change in
      if duty.duty == DutyKind.namePrefix.rawValue {
        return .init(kind: "rename", component: duty.component, detail: duty.text.map { "begin the name with \"\($0)\"" })
      }
      return .init(
        kind: "meet-duty", component: duty.component, detail: [duty.duty, duty.text].compactMap { $0 }.joined(separator: ": "))
    }
    return changes.isEmpty ? nil : AuditReport.Fix(changes: changes.uniqued(), verdict: .duties)
  }

  private func change(_ change: Change, _ inventory: Inventory) -> AuditReport.Fix.Change {
    var record = change.record
    record.component = record.component.map { isPlural ? "\(inventory.path)#\($0)" : $0 }
    return record
  }

  // MARK: Findings

  private mutating func add(
    _ constraint: Constraint, _ node: Int?, _ license: String?, _ span: SourceSpan?, _ assessment: Assessment,
    _ inventory: Inventory
  ) -> String {
    let component = node.map { assessment.graph.components[$0] }
    var constraint = constraint
    // Data trained on for money, by the clause on commercial use, has a name of its own.
    if constraint.rule == Rule.commercialUse.id, constraint.verdict == .prohibited, component?.kind == .data,
      constraint.acts.contains(.train)
    {
      constraint.rule = Rule.trainingData.id
    }
    let words = FindingWords(use: assessment.use, component: component, vocabulary: catalog.vocabulary)
    let message = words.message(constraint)
    let licenseID = license ?? self.license(of: constraint, node, assessment)
    let componentID = component.map { id($0, inventory) }
    let key = [
      constraint.rule, constraint.verdict?.rawValue ?? "-", componentID ?? "", constraint.source ?? "", constraint.term ?? "",
      message,
    ]
    .joined(separator: "\u{1F}")
    if let index = findingIndices[key] {
      if !report.findings[index].uses.contains(assessment.use.id) { report.findings[index].uses.append(assessment.use.id) }
      report.findings[index].isDeciding = report.findings[index].isDeciding || isDeciding
      report.findings[index].isWritten = report.findings[index].isWritten || isWritten
      return report.findings[index].id
    }
    let identifier = "F\(report.findings.count + 1)"
    findingIndices[key] = report.findings.count
    var record = AuditReport.FindingRecord(id: identifier, rule: constraint.rule, verdict: constraint.verdict, message: message)
    record.openPoint = constraint.openPoint
    record.component = componentID
    record.license = licenseID
    record.term = constraint.term
    record.clause =
      constraint.source.map { source in
        source == licenseID ? constraint.clause ?? "" : "\(source) \(constraint.clause ?? "")"
      } ?? constraint.clause
    record.summary = constraint.summary
    record.facts = assessment.use.facts.records(of: constraint.facts)
    record.remedy = constraint.remedy
    record.assumptions = constraint.assumptions
    record.uses = [assessment.use.id]
    record.isDeciding = isDeciding
    record.isWritten = isWritten
    if let node {
      let candidates = assessment.conclusions[node].licenses.map(\.terms.id)
      record.fix = words.fix(constraint, candidates: candidates)
      record.path = path(to: node, assessment.graph, inventory)
      record.pathWords = pathWords(to: node, assessment.graph)
      record.evidence = places(constraint, node, span, assessment)
    } else {
      record.fix = words.fix(constraint, candidates: [])
    }
    record.fingerprint = fingerprint(record, component, inventory)
    report.findings.append(record)
    return identifier
  }

  /// The license that a finding is about: the one that states the clause, else the name that could not be followed.
  private func license(of constraint: Constraint, _ node: Int?, _ assessment: Assessment) -> String? {
    if let source = constraint.source { return node.map { license(stating: source, $0, assessment) } ?? source }
    let naming = [Rule.unknownLicense.id, Rule.notModelled.id, Rule.licenseFamily.id]
    return naming.contains(constraint.rule) ? constraint.detail : nil
  }

  /// The license of the component that states a clause itself or incorporates the document that does.
  private func license(stating source: String, _ node: Int, _ assessment: Assessment) -> String {
    let licenses = assessment.conclusions[node].licenses
    if licenses.contains(where: { $0.terms.id == source }) { return source }
    return licenses.first { $0.entries.contains { $0.source == source } }?.terms.id ?? source
  }

  private mutating func fingerprint(
    _ finding: AuditReport.FindingRecord, _ component: Component?, _ inventory: Inventory
  ) -> String {
    let texts = component.map { textHashes.hashes(of: $0) } ?? []
    return FindingFingerprint(
      rule: finding.rule, subject: inventory, component: component, texts: texts, use: finding.uses.first,
      license: finding.license,
      term: finding.term
    ).text
  }

  private func path(to node: Int, _ graph: ComponentGraph, _ inventory: Inventory) -> [String] {
    let edges = graph.shortestPaths[node]
    guard let first = edges.first else { return [id(graph.components[node], inventory)] }
    return [id(graph.components[first.child], inventory)] + edges.map { id(graph.components[$0.parent], inventory) }
  }

  private func pathWords(to node: Int, _ graph: ComponentGraph) -> [String] {
    graph.shortestPaths[node].map { edge in
      "\(edge.lineage.relationship.rawValue.split(separator: "-").joined(separator: " ")), by \(edge.agent.rawValue)"
    }
  }

  /// Where the license is declared, then the clause in the user's own copy.
  private func places(_ constraint: Constraint, _ node: Int, _ span: SourceSpan?, _ assessment: Assessment) -> [AuditReport.Place]
  {
    let component = assessment.graph.components[node]
    var places: [AuditReport.Place] = []
    if let span {
      places.append(.init(source: "input", span: span))
    } else if let concluded = component.concluded, concluded.whyVoid == nil {
      places.append(.init(source: "conclusion", span: concluded.license.span))
    } else if let declared = component.declared.first, let name = declared.names.first {
      places.append(.init(source: declared.source.rawValue, span: name.span))
    } else if let text = component.detected.first {
      places.append(.init(source: text.role, span: text.span))
    } else if let edge = assessment.graph.shortestPaths[node].last {
      places.append(.init(source: "input", span: edge.lineage.target.span))
    } else if let span = component.span {
      places.append(.init(source: "input", span: span))
    }
    if constraint.rule == Rule.sourcesDisagree.id {
      var concluder = LicenseConcluder(catalog: catalog)
      for contradiction in concluder.contradictions(of: component) {
        let place = AuditReport.Place(source: contradiction.rivalSource, span: contradiction.rival.span)
        if !places.contains(place) { places.append(place) }
      }
    }
    if let quote = ClauseQuote(constraint.anchor, of: constraint.source, in: component) { places.append(quote.place) }
    if let place = constraint.place { places.append(.init(source: constraint.rule, span: place)) }
    return places
  }

  private mutating func addRisks(of assessment: Assessment, _ inventory: Inventory) {
    let builder = self
    risks.add(
      assessment, isDeciding: isDeciding, id: { builder.id($0, inventory) },
      license: { builder.license(stating: $0, $1, assessment) })
  }

  // MARK: Duties and questions

  private mutating func add(
    _ owed: OwedDuty, _ node: Int, _ assessment: Assessment, _ inventory: Inventory, _ checker: DutyChecker
  ) -> String {
    let component = assessment.graph.components[node]
    let componentID = id(component, inventory)
    let status = checker.finding(of: owed, component: node)
    let key = [componentID, owed.source, owed.term, status.status.rawValue, status.reason ?? ""].joined(separator: "\u{1F}")
    if let index = dutyIndices[key] {
      if !report.duties[index].uses.contains(assessment.use.id) { report.duties[index].uses.append(assessment.use.id) }
      report.duties[index].isDeciding = report.duties[index].isDeciding || isDeciding
      report.duties[index].isWritten = report.duties[index].isWritten || isWritten
      return report.duties[index].id
    }
    let identifier = "D\(report.duties.count + 1)"
    dutyIndices[key] = report.duties.count
    var record = AuditReport.DutyRecord(id: identifier, duty: owed.duty.kind.rawValue)
    let licenseID = license(stating: owed.source, node, assessment)
    record.text = owed.duty.text
    record.places = owed.duty.places
    record.component = componentID
    record.license = licenseID
    record.clause = owed.source == licenseID ? owed.clause : "\(owed.source) \(owed.clause)"
    record.summary = owed.summary
    record.trigger = owed.trigger?.rawValue
    record.status = status.status
    record.reason = status.reason
    record.evidence = status.evidence
    if let quote = ClauseQuote(owed.anchor, of: owed.source, in: component) { record.evidence.append(quote.place) }
    record.isEncouraged = owed.duty.isEncouraged
    record.isDoubtful = !owed.isCertain
    record.uses = [assessment.use.id]
    record.isDeciding = isDeciding
    record.isWritten = isWritten
    record.fingerprint =
      FindingFingerprint(
        rule: record.duty, subject: inventory, component: component, texts: textHashes.hashes(of: component),
        use: assessment.use.id, license: licenseID, term: owed.term
      ).text
    report.duties.append(record)
    return identifier
  }

  private mutating func add(_ question: OpenQuestion, _ inventory: Inventory, _ graph: ComponentGraph) -> String {
    let answers = question.answers.map { AuditReport.QuestionRecord.Answer(when: $0.when, verdict: $0.verdict) }
    let words = answers.map { "\($0.when)=\($0.verdict.rawValue)" }.joined(separator: ",")
    let key = [inventory.path, question.fact, words].joined(separator: "\u{1F}")
    if let known = questionIDs[key] { return known }
    let identifier = "Q\(report.questions.count + 1)"
    questionIDs[key] = identifier
    var record = AuditReport.QuestionRecord(id: identifier, fact: question.fact, prompt: question.prompt, answers: answers)
    record.component = question.component.flatMap { name in graph.components.first { $0.id == name } }.map { id($0, inventory) }
    record.license = question.license
    record.clause = question.clause
    report.questions.append(record)
    return identifier
  }

  // MARK: Components and matrix

  private mutating func record(_ assessment: Assessment, _ node: Int, _ inventory: Inventory, _ verdict: Verdict)
    -> AuditReport.ComponentRecord
  {
    let component = assessment.graph.components[node]
    var record = AuditReport.ComponentRecord(
      id: id(component, inventory), kind: component.kind.rawValue, name: component.name, verdict: verdict)
    record.declared = component.declared.first.map { $0.names.map(\.value).joined(separator: ", ") }
    let text = component.detected.first
    record.detected = text.flatMap { $0.ids.isEmpty ? nil : $0.ids.joined(separator: ", ") }
    record.match = text?.match ?? (component.declared.isEmpty ? nil : "reference")
    record.revision = component.revision
    record.textHashes = textHashes.hashes(of: component)
    if let concluded = component.concluded, concluded.whyVoid == nil, !assessment.graph.isMadeByUs[node] {
      record.concluded = concluded.license.value
    }
    record.evidence = component.evidence.map { .init(source: $0.source, span: $0.span) }
    record.evidence += component.declared.flatMap { claim in
      claim.names.map { .init(source: claim.source.rawValue, span: $0.span) }
    }
    if let concluded = component.concluded { record.evidence.append(.init(source: "conclusion", span: concluded.license.span)) }
    return record
  }

  /// With a choice, the branch that was chosen.
  private static func licenseTitle(_ assessment: Assessment, _ node: Int) -> String {
    let title = assessment.conclusions[node].title
    return assessment.judgements[node].choice.map { "\($0) (of \(title))" } ?? title
  }

  private mutating func addMatrix(_ assessments: [Assessment], _ inventory: Inventory) {
    guard let first = assessments.first else { return }
    var matrix = report.matrix ?? AuditReport.Matrix(uses: [], rows: [])
    // Subjects may state different uses: each has a column, and those that are not asked of a subject stay empty.
    let none = AuditReport.Matrix.Cell(verdict: .permitted, duties: 0, isConcerned: false)
    for use in assessments.map(\.use.id) where !matrix.uses.contains(use) {
      matrix.uses.append(use)
      for row in matrix.rows.indices { matrix.rows[row].cells.append(none) }
    }
    let columns = assessments.map { matrix.uses.firstIndex(of: $0.use.id) ?? 0 }
    let verdicts = assessments.map(\.componentVerdicts)
    for node in first.graph.components.indices {
      let component = first.graph.components[node]
      var cells = Array(repeating: none, count: matrix.uses.count)
      for (index, assessment) in assessments.enumerated() {
        cells[columns[index]] = AuditReport.Matrix.Cell(
          verdict: verdicts[index][node], duties: Self.count(of: assessment.judgements[node].duties),
          isConcerned: assessment.graph.isMadeByUs[node] || !assessment.judgements[node].acts.isEmpty)
      }
      matrix.rows.append(
        .init(
          component: id(component, inventory), title: component.title, depth: first.graph.shortestPaths.depth(of: node),
          kind: component.kind.rawValue, license: Self.licenseTitle(assessments[0], node), cells: cells))
    }
    report.matrix = matrix
  }

  /// Duties by what they ask for, each once; `ReportCounts` counts alike.
  private static func count(of duties: [OwedDuty]) -> Int {
    let required = duties.filter { !$0.duty.isEncouraged }
    return Set(required.map { AuditReport.DutyRecord.task($0.duty.kind.rawValue, $0.duty.text, clause: $0.clause) }).count
  }
}

extension Assessment {
  /// The verdict of every component, in one pass over the findings.
  fileprivate var componentVerdicts: [Verdict] {
    var verdicts = judgements.map(\.verdict)
    for finding in findings {
      if let node = finding.component, let verdict = finding.constraint.verdict { verdicts[node] = max(verdicts[node], verdict) }
    }
    return verdicts
  }
}
