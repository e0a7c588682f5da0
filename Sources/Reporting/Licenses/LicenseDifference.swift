import Licensing

/// What changed from one license to another: terms of the same label, or of the same clause and kind, are compared key by key.
package struct LicenseDifference: Sendable {
  package struct Change: Sendable, Equatable {
    package var key: String
    package var old: String?
    package var new: String?
  }

  /// A term that both have and that says something else now.
  package struct Changed: Sendable {
    package var old: TermText
    package var new: TermText
    package var changes: [Change]
  }

  /// A standard use whose answer differs.
  package struct Moved: Sendable, Equatable {
    package var use: String
    package var kind: ComponentKind
    package var old: UsesMatrix.Cell?
    package var new: UsesMatrix.Cell?
  }

  package var facts: [Change] = []
  package var added: [TermText] = []
  package var removed: [TermText] = []
  package var changed: [Changed] = []
  /// Terms that say the same in both, in whatever clause.
  package var equal = 0
  package var moved: [Moved] = []

  package init(old: (terms: LicenseTerms, matrix: UsesMatrix), new: (terms: LicenseTerms, matrix: UsesMatrix)) {
    compareFacts(old.terms, new.terms)
    compareTerms(TermText.texts(of: old.terms), TermText.texts(of: new.terms))
    compareUses(old.matrix, new.matrix)
  }

  private mutating func compareFacts(_ old: LicenseTerms, _ new: LicenseTerms) {
    func kinds(_ terms: LicenseTerms) -> String { terms.covers.map(\.rawValue).sorted().joined(separator: ", ") }
    let pairs: [(String, String?, String?)] = [
      ("name", old.name, new.name), ("publisher", old.publisher, new.publisher), ("date", old.date, new.date),
      ("covers", kinds(old), kinds(new)),
      ("silent", old.silent.map(\.rawValue).joined(separator: ", "), new.silent.map(\.rawValue).joined(separator: ", ")),
    ]
    for (key, first, second) in pairs where first != second { facts.append(Change(key: key, old: first, new: second)) }
  }

  // MARK: Terms

  private mutating func compareTerms(_ old: [TermText], _ new: [TermText]) {
    var partners: [Int: Int] = [:]
    var taken: Set<Int> = []
    func pair(_ matches: (TermText, TermText) -> Bool) {
      for index in old.indices where partners[index] == nil {
        guard let other = new.indices.first(where: { !taken.contains($0) && matches(old[index], new[$0]) }) else { continue }
        partners[index] = other
        taken.insert(other)
      }
    }
    pair { $0.label == $1.label && $0.statement == $1.statement }
    pair { $0.clause == $1.clause && $0.effect == $1.effect }
    pair { $0.effect == $1.effect && $0.statement != "define" }
    pair { $0.clause == $1.clause && $0.statement == $1.statement && $0.subject == $1.subject }
    pair { $0.statement == $1.statement && $0.subject == $1.subject && $0.statement != "may" && $0.section == $1.section }
    pair { $0.clause == $1.clause && $0.statement == $1.statement && $0.statement != "define" }
    for index in old.indices {
      guard let partner = partners[index] else {
        removed.append(old[index])
        continue
      }
      let changes = Self.changes(old[index], new[partner])
      if changes.isEmpty { equal += 1 } else { changed.append(Changed(old: old[index], new: new[partner], changes: changes)) }
    }
    added = Self.bySection(new.indices.filter { !taken.contains($0) }.map { new[$0] })
    removed = Self.bySection(removed)
  }

  /// In the order of a page, definitions last.
  private static func bySection(_ terms: [TermText]) -> [TermText] {
    TermText.Section.allCases.flatMap { section in terms.filter { $0.section == section } }
  }

  private static func changes(_ old: TermText, _ new: TermText) -> [Change] {
    var changes: [Change] = []
    let keys = (old.effect + new.effect).map(\.key).uniqued()
    for key in keys {
      let first = old.effect.first { $0.key == key }?.value
      let second = new.effect.first { $0.key == key }?.value
      if first != second { changes.append(Change(key: key, old: first, new: second)) }
    }
    return changes
  }

  // MARK: Uses

  private mutating func compareUses(_ old: UsesMatrix, _ new: UsesMatrix) {
    func cell(_ matrix: UsesMatrix, _ row: Int, _ kind: ComponentKind) -> UsesMatrix.Cell? {
      matrix.kinds.firstIndex(of: kind).flatMap { matrix.rows[row].cells[$0] }
    }
    for row in old.rows.indices where row < new.rows.count {
      for kind in (old.kinds + new.kinds).uniqued() {
        let first = cell(old, row, kind)
        let second = cell(new, row, kind)
        guard first?.words != second?.words else { continue }
        moved.append(Moved(use: old.rows[row].use, kind: kind, old: first, new: second))
      }
    }
  }
}

extension Sequence where Element: Hashable {
  fileprivate func uniqued() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
