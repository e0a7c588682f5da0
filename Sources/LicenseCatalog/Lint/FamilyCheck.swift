import Diagnostics
import LicenseMatching
import Licensing

/// Terms of one family with the same label and the same words in their clause must say the same.
struct FamilyCheck {
  private struct Occurrence {
    var file: ExaminedLicense
    var term: Term
  }

  private struct Key: Hashable {
    var family: String
    var label: String
    var words: [UInt64]
  }

  static func found(_ files: [(file: ExaminedLicense, text: PlacedText)]) -> [Diagnostic] {
    var first: [Key: Occurrence] = [:]
    var found: [Diagnostic] = []
    for (file, text) in files {
      guard let family = file.license.family else { continue }
      for (index, term) in file.terms.enumerated() {
        guard let range = text.terms[index] else { continue }
        let key = Key(family: family, label: term.label, words: text.stream.tokens[range].map(\.hash))
        guard let other = first[key] else {
          first[key] = Occurrence(file: file, term: term)
          continue
        }
        guard law(term) != law(other.term) else { continue }
        found.append(
          Diagnostic(
            "unequal-family", .error,
            "`\(term.label)` has the same words in \(other.file.id), but is stated differently there",
            labels: [.init(file.node(term).span), .init(other.file.node(other.term).span, "stated so here")]))
      }
    }
    return found
  }

  /// What a term does, without what differs from version to version under the same words: dates and the names of documents.
  private static func law(_ term: Term) -> Term {
    var term = Term(label: "", clause: "", anchor: Anchor(start: "", end: ""), summary: "", statement: dated(term.statement))
      .with(term)
    term.condition = undated(term.condition)
    return term
  }

  private static func dated(_ statement: Statement) -> Statement {
    switch statement {
    case .must(var duty):
      duty.document?.id = ""
      return .must(duty)
    case .may(var permission):
      permission.only = permission.only.map(undated)
      return .may(permission)
    case .define(var definition):
      definition.condition = definition.condition.map(undated)
      return .define(definition)
    case .mustNot, .lifts, .reserves: return statement
    }
  }

  private static func undated(_ condition: Condition) -> Condition {
    switch condition {
    case .test(.metric(let metric, let scope, _, let comparison, let number)):
      .test(.metric(metric, scope, on: nil, comparison, number))
    case .always, .word, .test: condition
    case .not(let inner): .not(undated(inner))
    case .both(let first, let second): .both(undated(first), undated(second))
    case .either(let first, let second): .either(undated(first), undated(second))
    }
  }
}

extension Term {
  /// The same statement with the condition and the reservations of another term.
  fileprivate func with(_ other: Term) -> Term {
    var copy = self
    copy.condition = other.condition
    copy.unclear = other.unclear == nil ? nil : ""
    copy.offersSeparateLicense = other.offersSeparateLicense
    return copy
  }
}
