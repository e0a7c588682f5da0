/// The four kinds of components (design contract, section 3).
package enum ComponentKind: String, Sendable, Hashable, CaseIterable {
  case code, weights, data, documentation
}

/// How a child came from, or uses, its parent (child → parent).
package enum Relationship: String, Sendable, Hashable, CaseIterable {
  case fineTunedFrom = "fine-tuned-from"
  case adapterOf = "adapter-of"
  case quantizedFrom = "quantized-from"
  case convertedFrom = "converted-from"
  case mergedFrom = "merged-from"
  case prunedFrom = "pruned-from"
  case distilledFrom = "distilled-from"
  case trainedOn = "trained-on"
  case evaluatedOn = "evaluated-on"
  case derivedFrom = "derived-from"
  case generatedBy = "generated-by"
  case retrievesFrom = "retrieves-from"
  case contains
  case runs

  /// What the parent is, where nobody describes it.
  package var parentKind: ComponentKind {
    switch self {
    case .trainedOn, .evaluatedOn, .derivedFrom, .retrievesFrom: .data
    case .fineTunedFrom, .adapterOf, .quantizedFrom, .convertedFrom, .mergedFrom, .prunedFrom, .distilledFrom, .generatedBy,
      .contains, .runs:
      .weights
    }
  }
}

/// How a product is joined to the code it contains.
package enum Linkage: String, Sendable, Hashable, CaseIterable {
  case separate, dynamic, `static`
}

/// What the thing at hand is towards the license of one ancestor.
package enum MaterialState: UInt8, Sendable, Hashable, CaseIterable {
  /// The licensed thing itself.
  case work
  /// A changed version, by the license's own definition.
  case derivative
  /// Something that contains it.
  case product
  /// Something made by using it.
  case output
  /// Nothing to that license.
  case free

  package var name: String {
    switch self {
    case .work: "work"
    case .derivative: "derivative"
    case .product: "product"
    case .output: "output"
    case .free: "free"
    }
  }

  package init?(name: String) {
    guard let state = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = state
  }
}

/// A set of states in one byte.
package struct StateSet: Hashable, Sendable, ExpressibleByArrayLiteral {
  package var bits: UInt8

  package init(bits: UInt8 = 0) { self.bits = bits }
  package init(arrayLiteral states: MaterialState...) { bits = states.reduce(0) { $0 | 1 << $1.rawValue } }
  package init(_ states: some Sequence<MaterialState>) { bits = states.reduce(0) { $0 | 1 << $1.rawValue } }

  package static let material: StateSet = [.work, .derivative, .product]

  package var isEmpty: Bool { bits == 0 }
  package func contains(_ state: MaterialState) -> Bool { bits & 1 << state.rawValue != 0 }
  package mutating func insert(_ state: MaterialState) { bits |= 1 << state.rawValue }
  package func union(_ other: Self) -> Self { Self(bits: bits | other.bits) }
  package var states: [MaterialState] { MaterialState.allCases.filter(contains) }
}

/// A right that a grant is given under.
package enum LicensedRight: String, Sendable, Hashable, CaseIterable {
  case copyright, patent, database
  case tradeSecret = "trade-secret"
  case contract
}

/// The closed list of duties (design contract, section 7).
package enum DutyKind: String, Sendable, Hashable, CaseIterable {
  case licenseCopy = "license-copy"
  case retainNotices = "retain-notices"
  case noticeFile = "notice-file"
  case displayText = "display-text"
  case namePrefix = "name-prefix"
  case stateChanges = "state-changes"
  case attribution
  case shareAlike = "share-alike"
  case flowDown = "flow-down"
  case discloseSource = "disclose-source"
  case usePolicy = "use-policy"
  case register
  case latestVersion = "latest-version"
  case document
  case report
  case discloseAI = "disclose-ai"
  case other
}

/// What a licensor keeps the power to do; a risk, not a verdict.
package enum LicensorPower: String, Sendable, Hashable, CaseIterable {
  case terminateOnBreach = "terminate-on-breach"
  case terminateAtWill = "terminate-at-will"
  case revoke
  case restrictRemotely = "restrict-remotely"
  case amend
  case audit
  case deleteOnTermination = "delete-on-termination"
  case requireUpdate = "require-update"
}
