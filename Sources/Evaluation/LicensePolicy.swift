import Diagnostics
import Inventory
import LicenseCatalog
import Licensing

/// What an organization wants of licenses beside what they say: its own rules, and no law.
package struct LicensePolicy: Sendable {
  package enum Answer: Int, Sendable, Comparable {
    case allowed, review, refused

    package static func < (lhs: Self, rhs: Self) -> Bool { lhs.rawValue < rhs.rawValue }
  }

  /// One entry, for the kinds and uses that it speaks of; none means all.
  package struct Entry: Sendable {
    package var kinds: Set<ComponentKind>
    package var uses: Set<String>
    /// By the id of the catalog, or the name of a license whose terms are not known.
    package var answers: [NameKey: Answer]
    package var otherwise: Answer
    package var span: SourceSpan

    package init(
      kinds: Set<ComponentKind>, uses: Set<String>, answers: [NameKey: Answer], otherwise: Answer, span: SourceSpan
    ) {
      self.kinds = kinds
      self.uses = uses
      self.answers = answers
      self.otherwise = otherwise
      self.span = span
    }
  }

  private let entries: [Entry]

  package init(_ entries: [Entry]) { self.entries = entries }

  /// What stands in the way of a component under a license; `nil` if nothing does.
  /// - Parameter isConcluded: whether a reviewer has looked at this component; that is what a review asks for.
  package func constraint(on license: String, _ kind: ComponentKind, use: String, isConcluded: Bool) -> Constraint? {
    guard let (answer, isListed, entry) = ruling(on: license, kind, use: use) else { return nil }
    let verdict: Verdict
    switch answer {
    case .allowed: return nil
    case .review where isConcluded: return nil
    case .review: verdict = .undetermined
    case .refused: verdict = .prohibited
    }
    var constraint = Constraint(rule: Rule.policy.id, verdict: verdict)
    let why = isListed ? "" : ", which it does not list,"
    constraint.detail =
      verdict == .prohibited
      ? "the organization's policy, not the law, refuses `\(license)`\(why) for \(kind.rawValue)"
      : "the organization's policy, not the law, wants `\(license)`\(why) reviewed before it is used for \(kind.rawValue)"
    constraint.place = entry.span
    return constraint
  }

  /// The strictest entry that names the license; where none does, the strictest of what they say of others.
  private func ruling(
    on license: String, _ kind: ComponentKind, use: String
  ) -> (answer: Answer, isListed: Bool, entry: Entry)? {
    let key = NameKey(license)
    var listed: (Answer, Bool, Entry)?
    var unlisted: (Answer, Bool, Entry)?
    for entry in entries
    where (entry.kinds.isEmpty || entry.kinds.contains(kind)) && (entry.uses.isEmpty || entry.uses.contains(use)) {
      if let answer = entry.answers[key] {
        if answer > listed?.0 ?? .allowed || listed == nil { listed = (answer, true, entry) }
      } else if entry.otherwise > unlisted?.0 ?? .allowed {
        unlisted = (entry.otherwise, false, entry)
      }
    }
    return listed ?? unlisted
  }
}
