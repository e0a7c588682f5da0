import Inventory
import LicenseCatalog
import Licensing

/// One license made ready to be judged: its terms joined with those of the documents it incorporates, exceptions linked.
package final class PreparedLicense: Sendable {
  package struct Entry: Sendable {
    package let term: Term
    /// The text that states the term: the license itself or a document it incorporates.
    package let source: String
    /// The label of the `use-policy` term that brought the document in.
    package let incorporatedBy: String?
    /// Indices of the exceptions that name this term.
    package let lifters: [Int]
    /// Whether the term is an exception that takes a grant away, as opposed to one that relieves of a ban or a duty.
    package let withdrawsGrant: Bool
  }

  /// What decides whether a term speaks of an act at all, without a look at the term.
  struct Outline {
    enum Role: UInt8 { case grant, limitedGrant, sideGrant, ban, duty, other }
    var role: Role
    var acts: ActSet
    var states: StateSet

    /// Whether it permits what copyright reserves.
    var grantsCopyright: Bool { role == .grant || role == .limitedGrant }
  }

  package let terms: LicenseTerms
  package let entries: [Entry]
  /// One for each entry.
  let outlines: [Outline]
  /// Restrictions on fields of use.
  let standing: [Int]
  /// A use policy: it takes away and asks, but grants nothing.
  package var isPolicy: Bool { terms.kind == .policy }
  package let covers: Set<ComponentKind>
  package let becomes: [ExposureKey: ExposureValue]
  /// Policies that the license incorporates and nobody has read.
  package let unreadDocuments: [Int]
  /// All fields of use that some term names, and whether the list is the whole law of the license on them.
  package let namedFields: Set<String>
  package let areFieldsWhole: Bool
  /// Whether some term bans, limits or withdraws a use by the facts of the use.
  package let restrictsUse: Bool
  /// What its restrictions hang on, by the names of facts and acts; licenses are compared by it, roughly.
  package let restrictions: Set<String>
  /// Whether every permission of the text itself that is about copyright is about nothing else: no contract, no other right.
  package let restsOnCopyrightAlone: Bool
  /// Whether the text says itself what one may do with outputs; a ban on some use of them does not free the others.
  package let speaksOfOutputs: Bool
  /// Whether some duty says under which license recipients get the thing.
  let bindsRecipients: Bool

  /// Where the copy at hand differs from the text that the terms were read from.
  package let alterations: [Alteration]

  package init(_ terms: LicenseTerms, catalog: some LicenseSource, alterations: [Alteration] = []) {
    self.terms = terms
    self.alterations = alterations
    var raw: [(term: Term, source: String, by: String?)] = terms.terms.map { ($0, terms.id, nil) }
    var unread: [Int] = []
    var whole = terms.areFieldsWhole
    var read: Set = [terms.id]
    // A document may incorporate another one.
    var index = 0
    while index < raw.count {
      defer { index += 1 }
      guard case .must(let duty) = raw[index].term.statement, let document = duty.document else { continue }
      guard let policy = catalog.terms(document.id) else {
        unread.append(index)
        continue
      }
      guard read.insert(policy.id).inserted else { continue }
      whole = whole && policy.areFieldsWhole
      let label = raw[index].by ?? raw[index].term.label
      raw += policy.terms.map { ($0, policy.id, label) }
    }
    entries = Self.linked(raw)
    outlines = entries.map(Outline.init)
    standing = entries.enumerated().filter { _, entry in
      entry.restrictsUse && entry.tests.contains { $0.fact == .fields }
    }.map(\.offset)
    covers = terms.covers
    becomes = terms.becomes
    unreadDocuments = unread
    areFieldsWhole = whole
    namedFields = entries.reduce(into: []) { names, entry in
      for test in entry.tests {
        switch test {
        case .fields(_, let fields): names.formUnion(fields)
        case .field(let field, _): names.insert(field)
        default: break
        }
      }
    }
    restrictsUse = entries.contains { $0.restrictsUse }
    restrictions = entries.reduce(into: []) { $0.formUnion($1.restrictions) }
    speaksOfOutputs = entries.contains { entry in
      if case .may(let permission) = entry.term.statement { return permission.states.contains(.output) }
      return false
    }
    let grants = terms.terms.compactMap { term -> Set<LicensedRight>? in
      guard case .may(let permission) = term.statement, permission.rights.contains(.copyright) else { return nil }
      return permission.rights
    }
    restsOnCopyrightAlone = !grants.isEmpty && grants.allSatisfy { $0 == [.copyright] }
    bindsRecipients = entries.contains { entry in
      if case .must(let duty) = entry.term.statement { return duty.bindsRecipients }
      return false
    }
  }

  /// An exception names terms of its own text first, then of the license that incorporates it.
  private static func linked(_ raw: [(term: Term, source: String, by: String?)]) -> [Entry] {
    var lifters = [[Int]](repeating: [], count: raw.count)
    var withdraws = [Bool](repeating: false, count: raw.count)
    for (index, item) in raw.enumerated() {
      guard case .lifts(let labels) = item.term.statement else { continue }
      for label in labels {
        let own = raw.indices.filter { raw[$0].source == item.source && raw[$0].term.label == label }
        let targets = own.isEmpty ? raw.indices.filter { raw[$0].by == nil && raw[$0].term.label == label } : own
        for target in targets {
          lifters[target].append(index)
          if case .may = raw[target].term.statement { withdraws[index] = true }
        }
      }
    }
    return raw.enumerated().map { index, item in
      Entry(
        term: item.term, source: item.source, incorporatedBy: item.by, lifters: lifters[index], withdrawsGrant: withdraws[index])
    }
  }
}

extension PreparedLicense.Entry {
  package var isGrant: Bool {
    if case .may = term.statement { return true }
    return false
  }

  /// All that the term asks: when it applies, and how far a grant goes.
  package var tests: [Test] {
    guard case .may(let permission) = term.statement, let only = permission.only else { return term.condition.tests }
    return term.condition.tests + only.tests
  }

  /// Whether the term may take a use away. That one may not give the thing on under other terms takes no use away.
  package var restrictsUse: Bool {
    switch term.statement {
    case .mustNot(let ban): !ban.acts.subtracting([.relicense]).isEmpty
    case .may(let permission): permission.only != nil
    case .lifts: withdrawsGrant && !tests.isEmpty && !isAboutSuits
    case .define, .must, .reserves: false
    }
  }

  /// What the restriction hangs on: the facts it asks for, or the acts it takes away whatever the facts are.
  package var restrictions: Set<String> {
    guard restrictsUse else { return [] }
    let facts = Set(tests.compactMap { $0.fact?.rawValue })
    guard facts.isEmpty, case .mustNot(let ban) = term.statement else { return facts }
    return Set(ban.acts.subtracting([.relicense]).map(\.rawValue))
  }

  /// Whether the term may speak of things of a kind, whatever the facts of the use are.
  func maySpeak(of kind: ComponentKind, assumed: Set<String>) -> Bool {
    let nothingKnown = Circumstances(
      facts: UseFacts(), component: "", kind: kind, modality: nil, receivedAs: nil, places: Places(countries: [], groups: [:]),
      date: CalendarDate(daysSince1970: 0), assumed: assumed)
    var open = OpenTests()
    return term.condition.truth(in: nothingKnown, open: &open) != .no
  }

  /// Whether the term looks at suits that the user brought.
  package var asksForSuits: Bool {
    tests.contains { test in
      if case .litigation = test { return true }
      return false
    }
  }

  /// Ends of grants after a suit are in nearly every text; they restrict nobody's use.
  private var isAboutSuits: Bool {
    tests.allSatisfy { test in
      if case .litigation = test { return true }
      return false
    }
  }
}

extension PreparedLicense.Outline {
  fileprivate init(_ entry: PreparedLicense.Entry) {
    switch entry.term.statement {
    case .may(let permission):
      let ofWork: Self.Role = permission.only == nil ? .grant : .limitedGrant
      self.init(
        role: permission.rights.contains(.copyright) ? ofWork : .sideGrant, acts: permission.acts, states: permission.states)
    case .mustNot(let ban): self.init(role: .ban, acts: ban.acts, states: ban.states)
    case .must(let duty): self.init(role: .duty, acts: duty.trigger, states: duty.states)
    case .define, .lifts, .reserves: self.init(role: .other, acts: [], states: [])
    }
  }
}
