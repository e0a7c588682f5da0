import Diagnostics
import Evaluation
import Inventory
import LicenseCatalog
import Licensing
import Reporting

/// One change to a combination or its use.
struct Change: Hashable {
  /// In the order in which they are shown: what costs least first.
  enum Kind: String, CaseIterable {
    case answer, replace, drop
    case dropAct = "drop-act"
    case releaseLicense = "release-license"
    case obtainLicense = "obtain-license"
    /// By something that nobody has named yet.
    case replaceFreely
    /// Something that stands for itself.
    case dropWhole
  }

  var kind: Kind
  var component: String?
  /// What is taken instead, which act is left out, which license is given or obtained, what the answer is.
  var detail: String?

  /// Two changes of one thing cannot be made together.
  func conflicts(with other: Self) -> Bool {
    guard subject == other.subject else { return false }
    return subject != nil
  }

  private var subject: String? {
    switch kind {
    case .replace, .drop, .replaceFreely, .dropWhole: "component \(component ?? "")"
    case .answer: "fact \(component ?? "") \(detail?.prefix { $0 != " " } ?? "")"
    case .releaseLicense: "release"
    case .dropAct, .obtainLicense: nil
    }
  }

  fileprivate var rank: (Int, String, String) {
    (Kind.allCases.firstIndex(of: kind) ?? 0, component ?? "", detail ?? "")
  }

  /// As reports write it.
  var record: AuditReport.Fix.Change {
    let kind: Kind =
      switch self.kind {
      case .replaceFreely: .replace
      case .dropWhole: .drop
      default: self.kind
      }
    return .init(kind: kind.rawValue, component: component, detail: detail)
  }
}

/// Finds the smallest sets of changes that make a use possible; each was judged, and no smaller part of it is enough.
///
/// Every set must do away with each thing that stands in the way, so only changes that touch the one that leaves the least choice
/// are tried at each step: nothing that could help is passed over. Sizes and trials are bounded, and a bound that was met is told.
struct FixFinder {
  struct Fix {
    var changes: [Change]
    var verdict: Verdict
  }

  struct Result {
    var fixes: [Fix] = []
    /// Whether there may be more: larger sets, or sets that were not reached.
    var isBounded = false
  }

  static let largestSet = 4
  static let mostTrials = 400

  private let evaluator: Evaluator
  private let space: CombinationSpace
  private let written: Assessment
  private var concluder: LicenseConcluder
  private var known: [Set<Change>: Assessment] = [:]
  private var answers: [Change: (answer: PossibleAnswer, component: String)] = [:]
  private var meant: [Change: LicenseConclusion] = [:]

  /// - Parameters:
  ///   - written: the combination as written, judged.
  ///   - concluder: the one that concluded its licenses.
  init(evaluator: Evaluator, space: CombinationSpace, written: Assessment, concluder: LicenseConcluder) {
    self.evaluator = evaluator
    self.space = space
    self.written = written
    self.concluder = concluder
  }

  mutating func result() -> Result {
    var result = Result()
    guard written.verdict > .duties else { return result }
    var level: [Set<Change>] = [[]]
    for size in 0...Self.largestSet {
      var next: Set<Set<Change>> = []
      for set in level where !result.fixes.contains(where: { set.isSuperset(of: $0.changes) }) {
        guard known.count < Self.mostTrials else {
          result.isBounded = true
          break
        }
        guard let outcome = outcome(of: set) else { continue }
        if outcome.verdict <= .duties {
          if isMinimal(set) { result.fixes.append(Fix(changes: Self.sorted(set), verdict: outcome.verdict)) }
          continue
        }
        let ways = waysOut(of: outcome, after: set)
        if size == Self.largestSet {
          result.isBounded = result.isBounded || !ways.isEmpty
        } else {
          for change in ways { next.insert(set.union([change])) }
        }
      }
      level = next.sorted { Self.precedes(Self.sorted($0), Self.sorted($1)) }
    }
    return result
  }

  private static func sorted(_ set: Set<Change>) -> [Change] { set.sorted { $0.rank < $1.rank } }

  private static func precedes(_ first: [Change], _ second: [Change]) -> Bool {
    for (left, right) in zip(first, second) where left != right { return left.rank < right.rank }
    return first.count < second.count
  }

  private mutating func isMinimal(_ set: Set<Change>) -> Bool {
    let changes = Self.sorted(set)
    guard changes.count > 1 else { return true }
    for mask in 1..<(1 << changes.count) - 1 {
      let part = Set(changes.indices.filter { mask & (1 << $0) != 0 }.map { changes[$0] })
      if let outcome = outcome(of: part), outcome.verdict <= .duties { return false }
    }
    return true
  }

  // MARK: Trying a set of changes

  /// The assessment after the changes; `nil` if nothing would be left to do or to judge.
  private mutating func outcome(of set: Set<Change>) -> Assessment? {
    if set.isEmpty { return written }
    if let outcome = known[set] { return outcome }
    var use = written.use
    var substitutes: [String: [Component]] = [:]
    var modalities: [String: Set<String>] = [:]
    var conclusions: [String: LicenseConclusion] = [:]
    for change in Self.sorted(set) {
      switch change.kind {
      case .replace: substitutes[change.component ?? ""] = option(change)
      case .replaceFreely: substitutes[change.component ?? ""] = another(change.component ?? "")
      case .drop, .dropWhole: substitutes[change.component ?? ""] = []
      case .dropAct: if let act = change.detail.flatMap(Act.init(rawValue:)) { use.remove(act) }
      case .releaseLicense: use.facts.releaseLicense = given(change.detail ?? "")
      case .obtainLicense:
        use.facts.agreements.append(Agreement(license: change.detail ?? "", reference: "to be obtained", until: nil))
      case .answer:
        if let answer = answers[change] {
          answer.answer.change(&use.facts)
          if let modality = answer.answer.modality { modalities[answer.component] = modality }
        }
        if let license = meant[change], let component = change.component { conclusions[component] = license }
      }
    }
    guard !use.acts.isEmpty else { return nil }
    var components = space.replacing(substitutes)
    guard !components.isEmpty else { return nil }
    for index in components.indices {
      if let modality = modalities[components[index].id] { components[index].modality = modality }
    }
    let isSame = substitutes.isEmpty && modalities.isEmpty && use.facts.isReleased == written.use.facts.isReleased
    let graph = isSame ? written.graph : ComponentGraph(components, isReleased: use.facts.isReleased)
    var concluded = concluder.conclusions(for: graph)
    for (node, component) in graph.components.enumerated() {
      if let license = conclusions[component.id] { concluded[node] = license }
    }
    let outcome = evaluator.assess(graph, conclusions: concluded, use: use)
    known[set] = outcome
    return outcome
  }

  private func option(_ change: Change) -> [Component]? {
    let options = space.choices.first { $0.component == change.component }?.options
    return options?.first { $0.first?.id == change.detail }
  }

  /// Something of the same kind that makes no demands.
  private func another(_ id: String) -> [Component]? {
    guard let component = space.written.first(where: { $0.id == id }) else { return nil }
    var free = Component(id: "another \(id)", kind: component.kind, span: component.span)
    free.isOurs = true
    free.modality = component.modality
    return [free]
  }

  private func given(_ license: String) -> Located<String>? {
    let span = written.use.facts.releaseLicense?.span ?? written.graph.components.lazy.compactMap(\.span).first
    return span.map { Located(license, $0) }
  }

  // MARK: What may help

  /// The changes that may do away with one thing that stands in the way: with the one that leaves the least choice.
  private mutating func waysOut(of outcome: Assessment, after set: Set<Change>) -> [Change] {
    var obstacles: [(constraint: Constraint, node: Int?)] = []
    for (node, judgement) in outcome.judgements.enumerated() {
      for constraint in judgement.constraints { obstacles.append((constraint, node)) }
    }
    for finding in outcome.findings { obstacles.append((finding.constraint, finding.component)) }
    var best: [Change]?
    for obstacle in obstacles where (obstacle.constraint.verdict ?? .permitted) > .duties {
      let ways = changes(against: obstacle.constraint, obstacle.node, outcome).filter { change in
        !set.contains(change) && !set.contains { $0.conflicts(with: change) }
      }
      if ways.count < best?.count ?? .max { best = ways }
    }
    return best ?? []
  }

  private mutating func changes(against constraint: Constraint, _ node: Int?, _ outcome: Assessment) -> [Change] {
    let graph = outcome.graph
    let acts = constraint.acts.intersection(outcome.use.acts)
    var changes = (acts.isEmpty ? outcome.use.acts : acts).map { Change(kind: .dropAct, detail: $0.rawValue) }
    if constraint.facts.contains(.releaseLicense) {
      let licenses = outcome.conclusions.flatMap(\.licenses).map(\.terms.id)
      let current = outcome.use.facts.releaseLicense?.value
      changes += Set(licenses).sorted().filter { $0 != current }.map { Change(kind: .releaseLicense, detail: $0) }
    }
    guard let node else { return changes }
    for node in [node] + Self.rivals(of: constraint, outcome) {
      let path = graph.shortestPaths[node]
      for place in Set(path.map(\.child) + path.map(\.parent) + [node]).sorted() { changes += self.changes(of: place, in: graph) }
      if constraint.source != nil, space.written.contains(where: { $0.id == graph.components[node].id }) {
        for license in outcome.conclusions[node].licenses {
          changes.append(Change(kind: .obtainLicense, detail: license.terms.id))
        }
      }
    }
    return changes.uniqued() + answers(to: constraint, node, outcome)
  }

  /// Components that bring the other clause, where two clauses leave no license: either of them may go.
  private static func rivals(of constraint: Constraint, _ outcome: Assessment) -> [Int] {
    guard constraint.rule == Rule.outboundLicense.id, !constraint.against.isEmpty else { return [] }
    return outcome.judgements.indices.filter { node in
      outcome.judgements[node].duties.contains { constraint.against.contains("\($0.source) \($0.clause)") }
    }
  }

  /// Other components, or none, in the place of one.
  private func changes(of node: Int, in graph: ComponentGraph) -> [Change] {
    let id = graph.components[node].id
    // What was put in by an earlier change is not changed again.
    guard space.written.contains(where: { $0.id == id }) else { return [] }
    let options = space.choices.first { $0.component == id }?.options ?? []
    var changes = options.compactMap { option in option.first.map { Change(kind: .replace, component: id, detail: $0.id) } }
    if isDroppable(node, in: graph) {
      changes.append(Change(kind: graph.roots.contains(node) ? .dropWhole : .drop, component: id))
    }
    if options.isEmpty, !graph.isMadeByUs[node] { changes.append(Change(kind: .replaceFreely, component: id)) }
    return changes
  }

  /// Relationships that leave a thing whole when the parent goes.
  private static let loose: Set<Relationship> = [.trainedOn, .evaluatedOn, .retrievesFrom, .contains, .runs]

  private func isDroppable(_ node: Int, in graph: ComponentGraph) -> Bool {
    // The model itself is what is asked about; tools beside it may go.
    if graph.roots.contains(node) {
      let kind = graph.components[node].kind
      return graph.roots.contains { $0 != node && (kind == .code || graph.components[$0].kind == kind) }
    }
    return graph.parents.allSatisfy { edges in
      edges.allSatisfy { edge in
        guard edge.parent == node else { return true }
        if Self.loose.contains(edge.lineage.relationship) { return true }
        // Of several parents of a merge, or sources of a data set, one may go.
        guard [.mergedFrom, .derivedFrom].contains(edge.lineage.relationship) else { return false }
        return edges.contains { $0.parent != node && $0.lineage.relationship == edge.lineage.relationship }
      }
    }
  }

  private mutating func answers(to constraint: Constraint, _ node: Int, _ outcome: Assessment) -> [Change] {
    let component = outcome.graph.components[node].id
    let finder = AnswerFinder(facts: outcome.use.facts, places: evaluator.catalog.vocabulary.places)
    var changes: [Change] = []
    for (question, tests) in Dictionary(grouping: constraint.open, by: { $0.question(of: component, in: outcome.use.facts) }) {
      for answer in finder.answers(to: tests) {
        let change = Change(kind: .answer, detail: "\(question) \(answer.when)")
        answers[change] = (answer, component)
        changes.append(change)
      }
    }
    if case .open(_, let candidates) = outcome.conclusions[node] {
      for candidate in candidates {
        let change = Change(kind: .answer, component: component, detail: "components.\(component).license \(candidate.terms.id)")
        meant[change] = .terms(candidate)
        changes.append(change)
      }
    }
    return changes.sorted { $0.rank < $1.rank }
  }
}
