import Diagnostics
import LicenseCatalog
import Licensing
import SPDX

/// Whether a license that is given on is one that a share-alike or flow-down duty accepts.
package enum OutboundAnswer: Sendable, Hashable {
  case accepted, refused
  /// Own terms that may carry what the clause demands: nobody can see it from here.
  case unverified
  /// A list outside the text decides.
  case listedElsewhere
  /// The name stands for several licenses, and the clause accepts only some of them.
  case ambiguous
}

/// What a license name or expression means under which something is given on.
package indirect enum GivenLicense: Sendable {
  case one(LicenseResolution)
  /// A license with an exception: more is allowed than the license says.
  case excepted(GivenLicense)
  /// The recipient may choose.
  case choice([GivenLicense])
  case together([GivenLicense])

  /// A whole name first (`Apache 2.0`), then a license expression.
  package init(_ name: Located<String>, in catalog: some LicenseSource) {
    let whole = catalog.resolve(name.value)
    self = .one(whole)
    guard case .unknown = whole, let expression = try? LicenseExpression.parse(name) else { return }
    self = Self(expression, in: catalog)
  }

  private init(_ expression: LicenseExpression, in catalog: some LicenseSource) {
    switch expression {
    case .license(let reference): self = .one(catalog.resolve(reference.spelling))
    case .with(let reference, exception: _): self = .excepted(.one(catalog.resolve(reference.spelling)))
    case .any(let parts): self = .choice(parts.map { Self($0, in: catalog) })
    case .all(let parts): self = .together(parts.map { Self($0, in: catalog) })
    }
  }

  /// The texts among which recipients may choose or that hold together; `nil` unless all of them are known.
  var texts: [LicenseTerms]? {
    switch self {
    case .one(.terms(let terms)): [terms]
    case .one: nil
    case .excepted(let base): base.texts
    case .choice(let parts), .together(let parts):
      parts.reduce([]) { texts, part in
        guard let texts, let more = part.texts else { return nil }
        return texts + more
      }
    }
  }
}

extension GivenLicense {
  /// Whether recipients are restricted in their use; `nil` where some text is not known. Whoever may choose takes the freer branch.
  func restrictsUse(in catalog: some LicenseSource) -> Bool? {
    switch self {
    case .one(.terms(let terms)): PreparedLicense(terms, catalog: catalog).restrictsUse
    case .one: nil
    case .excepted(let base): base.restrictsUse(in: catalog)
    case .choice(let parts): parts.reduce(true) { Self.both($0, $1.restrictsUse(in: catalog)) }
    case .together(let parts): parts.reduce(true) { Self.both($0, $1.restrictsUse(in: catalog).map(!)) }.map(!)
    }
  }

  private static func both(_ first: Bool?, _ second: Bool?) -> Bool? { (Truth(first) && Truth(second)).known }
}

extension Duty {
  /// Whether the duty says under which license recipients get the thing.
  var bindsRecipients: Bool { kind == .shareAlike || kind == .flowDown }

  /// Whether it only says that copies keep the license they came under: nobody decides on anything who gives no other.
  var keepsCopiesAsTheyAre: Bool { kind == .flowDown && reach == "work" && accepts == [.itself] }

  /// - Parameters:
  ///   - given: what is given on.
  ///   - license: the license that states the duty.
  package func acceptance(of given: GivenLicense, by license: LicenseTerms) -> OutboundAnswer {
    switch given {
    case .one(let resolution): return acceptance(of: resolution, by: license)
    case .excepted(let base):
      let answer = acceptance(of: base, by: license)
      return answer == .accepted ? .ambiguous : answer
    case .choice(let parts):
      // Whoever may choose may choose the worst.
      let answers = parts.map { acceptance(of: $0, by: license) }
      return answers.contains(.refused) ? .refused : answers.first { $0 != .accepted } ?? .accepted
    case .together(let parts):
      let answers = Set(parts.map { acceptance(of: $0, by: license) })
      // What flows down reaches recipients with one license that carries it; share-alike may bear no other terms beside it.
      if kind == .flowDown, answers.contains(.accepted) { return .accepted }
      return answers.count == 1 ? answers.first ?? .refused : .ambiguous
    }
  }

  private func acceptance(of given: LicenseResolution, by license: LicenseTerms) -> OutboundAnswer {
    let fallback: OutboundAnswer = accepts.contains(.listedElsewhere) ? .listedElsewhere : .refused
    switch given {
    case .terms(let terms): return isAccepted([terms.id, terms.spdx].compactMap { $0 }, by: license) ? .accepted : fallback
    case .knownByName(let name, _) where isAccepted([name], by: license): return .accepted
    case .knownByName, .family, .unknown:
      if accepts.contains(.ownTerms) { return .unverified }
      guard case .family(_, let candidates, _) = given else { return fallback }
      let accepted = candidates.filter { isAccepted([$0], by: license) }
      return accepted.isEmpty ? fallback : accepted == candidates ? .accepted : .ambiguous
    }
  }

  private func isAccepted(_ names: [String], by license: LicenseTerms) -> Bool {
    accepts.contains { accepted in
      switch accepted {
      case .itself: names.contains(license.id)
      case .later: names.contains { Self.isLater($0, than: license.id) }
      case .license(let id): names.contains(id)
      case .ownTerms, .listedElsewhere: false
      }
    }
  }

  /// The same name with a higher version number; licenses of a family with other elements are no later versions.
  private static func isLater(_ id: String, than other: String) -> Bool {
    let (stem, version) = parts(id)
    let (otherStem, otherVersion) = parts(other)
    return stem == otherStem && !stem.isEmpty && otherVersion.lexicographicallyPrecedes(version)
  }

  private static func parts(_ id: String) -> (stem: String, version: [Int]) {
    var stem = id[...]
    for suffix in ["-only", "-or-later"] where stem.hasSuffix(suffix) { stem = stem.dropLast(suffix.utf8.count) }
    guard let dash = stem.lastIndex(of: "-") else { return (String(stem), []) }
    let version = stem[stem.index(after: dash)...].split(separator: ".").map { Int($0) ?? -1 }
    guard !version.isEmpty, !version.contains(-1) else { return (String(stem), []) }
    return (String(stem[..<dash]), version)
  }
}

/// Holds what we give against what each ancestor demands: it must keep what share-alike, flow-down and restrictions ask for.
struct OutboundCheck {
  static let rules: Set<String> = [Rule.outboundLicense.id, Rule.givesMoreThanParents.id]

  private let catalog: any LicenseSource
  private let given: GivenLicense
  private let name: String
  private let restrictsUse: Bool?

  init(_ given: Located<String>, catalog: any LicenseSource) {
    self.catalog = catalog
    name = given.value
    self.given = GivenLicense(given, in: catalog)
    restrictsUse = self.given.restrictsUse(in: catalog)
  }

  /// - Parameter kind: that of the thing at hand.
  func constraints(
    on judgement: Judgement, of license: PreparedLicense, _ exposure: Exposure, kind: ComponentKind
  ) -> [Constraint] {
    let binding = judgement.duties.filter { $0.duty.bindsRecipients && !$0.duty.isEncouraged }
    let refusals = binding.compactMap(refusal)
    return binding.isEmpty ? givesMore(than: license, exposure, kind) : refusals
  }

  private func refusal(of owed: OwedDuty) -> Constraint? {
    guard let license = catalog.terms(owed.source) else { return nil }
    let open: OpenPoint
    switch owed.duty.acceptance(of: given, by: license) {
    case .accepted, .unverified: return nil
    case .refused: open = .disputed
    case .listedElsewhere, .ambiguous: open = .unknownText
    }
    // A duty that may not be owed at all cannot forbid.
    let forbids = open == .disputed && owed.isCertain
    var constraint = Constraint(rule: Rule.outboundLicense.id, verdict: forbids ? .prohibited : .undetermined)
    if !forbids { constraint.openPoint = open }
    constraint.source = owed.source
    constraint.term = owed.term
    constraint.clause = owed.clause
    constraint.anchor = owed.anchor
    constraint.summary = owed.summary
    constraint.acts = owed.trigger.map { [$0] } ?? []
    constraint.facts = [.releaseLicense]
    constraint.detail = name
    return constraint
  }

  /// Nothing says that the restrictions are passed on, and what we give has none: recipients would believe they may do anything.
  private func givesMore(than license: PreparedLicense, _ exposure: Exposure, _ kind: ComponentKind) -> [Constraint] {
    guard restrictsUse == false else { return [] }
    let copied: ActSet = [.distribute, .embed, .relicense]
    let states = MaterialState.allCases.filter { $0 != .free && !exposure.acts(in: $0).intersection(copied).isEmpty }
    guard
      let entry = license.entries.first(where: { entry in
        entry.restrictsUse && entry.maySpeak(of: kind, assumed: []) && states.contains { entry.states.contains($0) }
      })
    else { return [] }
    var constraint = Constraint(rule: Rule.givesMoreThanParents.id, verdict: .undetermined)
    constraint.openPoint = .conflicting
    constraint.source = entry.source
    constraint.term = entry.term.label
    constraint.clause = entry.term.clause
    constraint.anchor = entry.term.anchor
    constraint.summary = entry.term.summary
    constraint.facts = [.releaseLicense]
    constraint.detail = name
    return [constraint]
  }
}

extension PreparedLicense.Entry {
  /// The states of the thing of which the term speaks; exceptions to grants speak of what is granted.
  fileprivate var states: StateSet {
    switch term.statement {
    case .may(let permission): permission.states
    case .mustNot(let ban): ban.states
    case .must(let duty): duty.states
    case .define, .lifts, .reserves: .material
    }
  }
}
