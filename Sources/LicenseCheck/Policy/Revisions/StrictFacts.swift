import Diagnostics
import Inventory
import Licensing

/// The facts of an input held against those that can be trusted: where both state one, the stricter counts.
struct StrictFacts {
  private(set) var facts: UseFacts
  /// What the input states more leniently, by name.
  private(set) var lenient: [FactName] = []

  init(_ stated: UseFacts, trusted: UseFacts) {
    facts = stated
    let isTrusted = { (name: FactName) in trusted.origins[name] != nil }
    if trusted.commercial == .yes, stated.commercial == .no { give(.commercial, trusted) { $0.commercial = .yes } }
    if let own = trusted.purpose, let other = stated.purpose, !other.isSuperset(of: own) {
      give(.purpose, trusted) { $0.purpose = other.union(own) }
    }
    if let own = trusted.actorKind, let other = stated.actorKind, own != other {
      give(.actorKind, trusted) { $0.actorKind = own }
    }
    if let own = trusted.domicile, let other = stated.domicile, own != other { give(.domicile, trusted) { $0.domicile = own } }
    for (name, path) in [
      (FactName.monthlyActiveUsers, \UseFacts.monthlyActiveUsers), (.annualRevenue, \.annualRevenue),
      (.monthlyRevenue, \.monthlyRevenue),
    ] where !trusted[keyPath: path].isUnknown && !stated[keyPath: path].isUnknown {
      // Larger numbers are stricter, if both are plain; of others the one that can be trusted counts.
      let isStricter = stated[keyPath: path].plain.flatMap { other in trusted[keyPath: path].plain.map { other >= $0 } } ?? false
      if !isStricter, stated[keyPath: path] != trusted[keyPath: path] {
        give(name, trusted) { $0[keyPath: path] = trusted[keyPath: path] }
      }
    }
    for (name, path) in [(FactName.regions, \UseFacts.regions), (.outputRegions, \.outputRegions)] {
      guard let own = trusted[keyPath: path], let other = stated[keyPath: path] else { continue }
      let missing = own.filter { !other.contains($0) }
      if !missing.isEmpty { give(name, trusted) { $0[keyPath: path] = other + missing } }
    }
    takeClaims(stated, trusted)
    // An agreement is a fact about the organization alone.
    let unknown = stated.agreements.filter { !trusted.agreements.contains($0) }
    if !unknown.isEmpty {
      lenient.append(.agreements)
      facts.agreements.removeAll { unknown.contains($0) }
      facts.origins[.agreements] = facts.agreements.isEmpty && !isTrusted(.agreements) ? nil : facts.origins[.agreements]
    }
  }

  private mutating func takeClaims(_ stated: UseFacts, _ trusted: UseFacts) {
    if let own = trusted.fields, let other = stated.fields {
      // A field that both name has the qualifiers that can be trusted.
      let kept = other.filter { field in !own.contains { $0.field == field.field } }
      if !own.allSatisfy(other.contains) { give(.fields, trusted) { $0.fields = own + kept } }
    }
    if let own = trusted.student, let other = stated.student, !other.isSuperset(of: own) {
      give(.student, trusted) { $0.student = other.union(own) }
    }
    for (name, path) in [
      ("related", \UseFacts.outputsRelated), ("competitive", \.outputsCompetitive), ("similar", \.outputsSimilar),
      ("distributed", \.outputsDistributed),
    ] where trusted[keyPath: path] == .yes && stated[keyPath: path] == .no {
      give(FactName("outputs.train.\(name)"), trusted) { $0[keyPath: path] = .yes }
    }
    if let own = trusted.receivedAs, let other = stated.receivedAs, own != other {
      give(.receivedAs, trusted) { $0.receivedAs = own }
    }
    if let own = trusted.litigation, let other = stated.litigation {
      let missing = own.filter { !other.contains($0) }
      if !missing.isEmpty { give(.litigation, trusted) { $0.litigation = other + missing } }
    }
  }

  private mutating func give(_ name: FactName, _ trusted: UseFacts, _ change: (inout UseFacts) -> Void) {
    change(&facts)
    lenient.append(name)
    facts.origins[name] = trusted.origins[name] ?? facts.origins[name]
  }
}

extension Measure {
  /// A number that holds for every scope and day.
  fileprivate var plain: Double? {
    guard scoped.isEmpty, everyScope.count == 1, let entry = everyScope.first, entry.date == nil else { return nil }
    return entry.value
  }
}
