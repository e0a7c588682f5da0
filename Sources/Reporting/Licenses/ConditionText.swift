import Licensing

/// Writes conditions as the catalog's language has them: what is written reads back as the same condition.
package enum ConditionText {
  /// The text of a condition; `nil` for one that always holds.
  package static func text(_ condition: Condition) -> String? {
    if case .always = condition { return nil }
    return text(condition, within: .either)
  }

  private enum Rank: Int { case either, both, negation }

  private static func text(_ condition: Condition, within outer: Rank) -> String {
    func nested(_ text: String, _ rank: Rank) -> String { rank.rawValue < outer.rawValue ? "(\(text))" : text }
    switch condition {
    case .always: return "always"
    case .test(let test): return text(test)
    case .word(let word): return word
    case .not(.test(.kind(let kinds))) where kinds.count == 1: return "kind != \(kinds.map(\.rawValue).joined())"
    case .not(.not(let inner)): return text(inner, within: outer)
    case .not(let inner): return "not \(text(inner, within: .negation))"
    case .both(let first, let second):
      return nested("\(text(first, within: .both)) and \(text(second, within: .negation))", .both)
    case .either(let first, let second):
      return nested("\(text(first, within: .either)) or \(text(second, within: .both))", .either)
    }
  }

  private static func text(_ test: Test) -> String {
    switch test {
    case .commercial: "commercial"
    case .purpose(let membership, let purposes): set("purpose", membership, purposes.map(\.rawValue))
    case .kind(let kinds): equals("kind", kinds.map(\.rawValue))
    case .actorKind(let kinds): equals("actor.kind", kinds.map(\.rawValue))
    case .domicile(let codes): equals("actor.domicile", codes)
    case .places(let fact, let membership, let codes): set(fact.rawValue, membership, codes)
    case .modality(let membership, let modalities): set("modality", membership, Array(modalities))
    case .receivedAs(let way): "receivedAs = \(way.rawValue)"
    case .metric(let metric, let scope, let date, let comparison, let threshold):
      "\(metric.rawValue)(\(scope.rawValue)\(date.map { ", on \($0)" } ?? "")) \(comparison.rawValue) \(number(threshold))"
    case .output(let flag): "outputs.train.\(flag.rawValue)"
    case .student(let membership, let students): set("outputs.train.student", membership, students.map(\.rawValue))
    case .fields(let membership, let names): set("fields", membership, Array(names))
    case .field(let name, let qualifiers):
      "field(\(([name] + qualifiers.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value ? "yes" : "no")" }).joined(separator: ", ")))"
    case .litigation(let claim, let first, let against):
      "litigation(\([claim.rawValue, first.map { "first \($0 ? "yes" : "no")" }, against.map { "against \($0.rawValue)" }].compactMap(\.self).joined(separator: ", ")))"
    case .assuming(let name): "assuming(\(name))"
    }
  }

  private static func set(_ fact: String, _ membership: Test.Membership, _ members: [String]) -> String {
    "\(fact) \(membership.rawValue) [\(members.sorted().joined(separator: ", "))]"
  }

  private static func equals(_ fact: String, _ members: [String]) -> String {
    members.count == 1 ? "\(fact) = \(members[0])" : "\(fact) in [\(members.sorted().joined(separator: ", "))]"
  }

  /// `700_000_000`; other than whole numbers as they are.
  private static func number(_ value: Double) -> String {
    guard let whole = Int(exactly: value), whole >= 0 else { return FactValue.decimal(value) }
    var digits = Array(String(whole))
    var index = digits.count - 3
    while index > 0 {
      digits.insert("_", at: index)
      index -= 3
    }
    return String(digits)
  }
}
