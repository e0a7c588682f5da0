import Diagnostics
import DocumentFormats
import Evaluation
import LicenseCatalog
import Licensing
import Reporting

/// Turns the names of a policy into licenses; a name that means nothing is a mistake, or it would refuse nothing.
struct PolicyResolver {
  private let vocabulary: Vocabulary

  init(_ vocabulary: Vocabulary) { self.vocabulary = vocabulary }

  func policy(_ statements: [PolicyStatement]) throws(DiagnosticError) -> LicensePolicy? {
    guard !statements.isEmpty else { return nil }
    var mistakes: [Diagnostic] = []
    let entries = statements.map { entry($0, &mistakes) }
    guard mistakes.isEmpty else { throw DiagnosticError(mistakes) }
    return LicensePolicy(entries)
  }

  private func entry(_ statement: PolicyStatement, _ mistakes: inout [Diagnostic]) -> LicensePolicy.Entry {
    let uses = vocabulary.uses.map(\.id) + [Use.customID]
    for use in statement.uses where !uses.contains(use.value) { mistakes.append(.unknownUse(use, uses)) }
    var answers: [NameKey: LicensePolicy.Answer] = [:]
    for answer in PolicyStatement.Answer.allCases {
      for name in statement.lists[answer] ?? [] {
        for id in ids(name, &mistakes) {
          // What stands in two lists is held to the stricter.
          answers[NameKey(id)] = max(answers[NameKey(id)] ?? .allowed, answer.meaning)
        }
      }
    }
    return LicensePolicy.Entry(
      kinds: statement.kinds, uses: Set(statement.uses.map(\.value)), answers: answers, otherwise: statement.otherwise.meaning,
      span: statement.span)
  }

  /// The ids that a name stands for; the name of a family stands for all of it.
  private func ids(_ name: Located<String>, _ mistakes: inout [Diagnostic]) -> [String] {
    let catalog = ShippedCatalog.catalog
    switch catalog.resolve(name.value) {
    case .terms(let terms): return [terms.id]
    case .family(let family, let candidates, _): return candidates + [family]
    case .knownByName(let known, _): return [known]
    case .unknown:
      mistakes.append(
        Diagnostic(
          "unknown-license", .error, "there is no license `\(HostileText.singleLine(name.value, limit: 100))`",
          labels: [.init(name.span)],
          help: NearestName.of(name.value, among: catalog.entries.map(\.id)).map { "did you mean `\($0)`?" }
            ?? "`licensecheck licenses` lists those whose terms are known"))
      return []
    }
  }
}

extension PolicyStatement.Answer {
  fileprivate var meaning: LicensePolicy.Answer {
    switch self {
    case .allowed: .allowed
    case .review: .review
    case .refused: .refused
    }
  }
}
