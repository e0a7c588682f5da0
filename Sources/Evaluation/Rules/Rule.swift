import Licensing

/// A kind of finding: what it says, why it matters, and how to get rid of it.
package struct Rule: Sendable, Hashable {
  package var id: String
  package var title: String
  package var what: String
  package var why: String
  package var fix: String

  package init(id: String, title: String, what: String, why: String, fix: String) {
    self.id = id
    self.title = title
    self.what = what
    self.why = why
    self.fix = fix
  }

  /// All rules, by id. A new rule is one new file and one line here.
  package static let all: [Rule] = [
    .alteredClause,
    .fieldOfUse, .sizeThreshold, .territory, .commercialUse, .trainingData, .outputUse, .litigation, .licenseCondition,
    .prohibitedAct,
    .notGranted, .conflictingClauses, .unclearClause, .kindNotCovered, .unreadPolicy, .unknownLicense, .licenseFamily,
    .notModelled,
    .missingLicense, .unknownText, .sourcesDisagree, .severalLicenses, .weightsLicenseUnstated, .unresolvedParent, .lineageCycle,
    .outboundLicense, .givesMoreThanParents, .declaresMoreThanParents, .disputedAssumption, .actFitsNothing, .rightEnded,
    .voidConclusion, .policy, .policyChanged, .lenientFact,
  ].sorted { $0.id < $1.id }

  package static func named(_ id: String) -> Rule? { all.first { $0.id == id } }

  /// The rule that a clause with these tests belongs to: the narrowest fact it looks at.
  package static func id(for tests: [Test]) -> String {
    var found: [Int: String] = [:]
    for test in tests {
      switch test {
      case .fields, .field: found[0] = fieldOfUse.id
      case .metric: found[1] = sizeThreshold.id
      case .domicile, .places: found[2] = territory.id
      case .student, .output: found[3] = outputUse.id
      case .commercial, .purpose: found[4] = commercialUse.id
      case .litigation: found[5] = litigation.id
      case .kind, .actorKind, .modality, .receivedAs, .assuming: found[6] = licenseCondition.id
      }
    }
    return found.min { $0.key < $1.key }?.value ?? prohibitedAct.id
  }
}
