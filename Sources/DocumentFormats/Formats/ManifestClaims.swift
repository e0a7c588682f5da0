import Diagnostics
import Documents
import Inventory
import Licensing

// Size and money of the actor; suits, agreements and measures of the use.
extension ManifestReader {
  mutating func readActor(_ node: DocumentNode, _ facts: inout UseFacts) {
    let keys = ["kind", "domicile", "monthlyActiveUsers", "annualRevenueUSD", "monthlyRevenueUSD"]
    guard let fields = nodes.object(node, "`actor`", keys: keys) else { return }
    if let node = fields["kind"] {
      facts.actorKind = nodes.choice(node, "`actor.kind`")
      facts.origins[.actorKind] = .stated(node.span)
    }
    if let node = fields["domicile"] {
      facts.domicile = readPlace(node, "`actor.domicile`")
      facts.origins[.domicile] = .stated(node.span)
    }
    if let node = fields["monthlyActiveUsers"] {
      facts.monthlyActiveUsers = readMeasure(node, .monthlyActiveUsers)
      facts.origins[.monthlyActiveUsers] = .stated(node.span)
    }
    if let node = fields["annualRevenueUSD"] {
      facts.annualRevenue = readMeasure(node, .annualRevenue)
      facts.origins[.annualRevenue] = .stated(node.span)
    }
    if let node = fields["monthlyRevenueUSD"] {
      facts.monthlyRevenue = readMeasure(node, .monthlyRevenue)
      facts.origins[.monthlyRevenue] = .stated(node.span)
    }
  }

  // MARK: Measures of size

  private mutating func readMeasure(_ node: DocumentNode, _ fact: FactName) -> Measure {
    let what = "`\(fact.rawValue)`"
    guard node.kind == .object else {
      return nodes.amount(node, what).map { Measure($0) } ?? Measure()
    }
    var measure = Measure()
    let scopes = MeasureScope.allCases
    guard let fields = nodes.object(node, what, keys: scopes.map(\.rawValue)) else { return measure }
    if fields.members.isEmpty { nodes.report(.emptyMeasure(what, node.span, scopes)) }
    for scope in scopes {
      guard let value = fields[scope.rawValue] else { continue }
      measure.scoped[scope] = readEntries(value, "\(what) of the \(scope.rawValue)")
    }
    checkBounds(measure, what, node)
    return measure
  }

  private mutating func readEntries(_ node: DocumentNode, _ what: String) -> [Measure.Entry] {
    guard node.kind == .array else {
      return nodes.amount(node, what).map { [Measure.Entry(date: nil, value: $0)] } ?? []
    }
    var entries: [Measure.Entry] = []
    var dates: Set<CalendarDate> = []
    for element in node.elements {
      guard let fields = nodes.object(element, "a dated value", keys: ["date", "value"]) else { continue }
      let date = required(fields, "date", "a dated value").flatMap { nodes.date($0, "`date`") }
      let value = required(fields, "value", "a dated value").flatMap { nodes.amount($0, what) }
      guard let date, let value else { continue }
      if !dates.insert(date).inserted, let span = fields["date"]?.span { nodes.report(.repeatedDate(date, span)) }
      entries.append(.init(date: date, value: value))
    }
    return entries
  }

  /// The product is part of the licensee, the licensee of the group: on no day may a part be greater than the whole.
  private mutating func checkBounds(_ measure: Measure, _ what: String, _ node: DocumentNode) {
    var days = Set(measure.scoped.values.joined().compactMap(\.date))
    if days.isEmpty { days = [CalendarDate(daysSince1970: 0)] }
    for day in days.sorted() {
      for scope in MeasureScope.allCases {
        let (lower, upper) = measure.bounds(scope, on: day)
        guard let upper, lower > upper else { continue }
        nodes.report(.scopesDisagree(what, node.span))
        return
      }
    }
  }

  // MARK: Suits, agreements, measures

  mutating func readClaims(_ fields: NodeReader.Fields, _ facts: inout UseFacts) {
    if let node = fields["litigation"], let list = nodes.list(node, "`litigation`") {
      facts.litigation = list.compactMap { readSuit($0) }
      facts.origins[.litigation] = .stated(node.span)
    }
    if let node = fields["agreements"], let list = nodes.list(node, "`agreements`") {
      facts.agreements = list.compactMap { readAgreement($0) }
      facts.origins[.agreements] = .stated(node.span)
    }
    if let node = fields["measures"], let list = nodes.list(node, "`measures`") {
      facts.measures = list.compactMap { readMeasured($0) }
      facts.origins[FactName("measures")] = .stated(node.span)
    }
  }

  private mutating func readSuit(_ node: DocumentNode) -> Suit? {
    guard let fields = nodes.object(node, "a suit", keys: ["claim", "about", "against", "first"]) else { return nil }
    let claim: Suit.Claim? = required(fields, "claim", "a suit").flatMap { nodes.choice($0, "`claim`") }
    let about = fields["about"].flatMap { nodes.string($0, "`about`") }
    if let about { suits.append(about) }
    let against: Suit.Opponent? = fields["against"].flatMap { nodes.choice($0, "`against`") }
    let first = fields["first"].flatMap { nodes.bool($0, "`first`") }
    return claim.map { Suit(claim: $0, about: about?.value, against: against, first: first) }
  }

  private mutating func readAgreement(_ node: DocumentNode) -> Agreement? {
    guard let fields = nodes.object(node, "an agreement", keys: ["license", "reference", "until"]) else { return nil }
    let license = requiredString(fields, "license", "an agreement")
    let reference = requiredString(fields, "reference", "an agreement")
    let until = fields["until"].map { nodes.date($0, "`until`") }
    // An end that cannot be read must not turn into none.
    guard let license, let reference, until.map({ $0 != nil }) ?? true else { return nil }
    return Agreement(license: license.value, reference: reference.value, until: until ?? nil)
  }

  private mutating func readMeasured(_ node: DocumentNode) -> Measured? {
    guard let fields = nodes.object(node, "a measure", keys: ["duty", "evidence"]) else { return nil }
    let duty: DutyKind? = required(fields, "duty", "a measure").flatMap { nodes.choice($0, "`duty`") }
    let evidence = requiredString(fields, "evidence", "a measure")
    guard let duty, let evidence else { return nil }
    return Measured(duty: duty.rawValue, evidence: evidence.value)
  }
}

extension Diagnostic {
  fileprivate static func emptyMeasure(_ what: String, _ span: SourceSpan, _ scopes: [MeasureScope]) -> Self {
    Self(
      "empty-value", .error, "\(what) states nothing", labels: [.init(span)],
      help: "write a number, or one for \(String.choice(of: scopes.map(\.rawValue)))")
  }

  fileprivate static func repeatedDate(_ date: CalendarDate, _ span: SourceSpan) -> Self {
    Self("duplicate-date", .error, "there is a second value for \(date)", labels: [.init(span)], help: "keep one of them")
  }

  fileprivate static func scopesDisagree(_ what: String, _ span: SourceSpan) -> Self {
    Self(
      "scopes-disagree", .error, "\(what) is greater for a part than for the whole", labels: [.init(span)],
      help: "the product counts less than the licensee or as much, the licensee less than the group or as much")
  }
}
