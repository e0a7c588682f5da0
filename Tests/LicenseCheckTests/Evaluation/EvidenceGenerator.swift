import Diagnostics
import Evaluation
import Inventory
import LicenseCatalog
import Licensing

/// Generated texts under more names than their own: a family, and a license that is known by its name alone.
struct NamedTexts: LicenseSource {
  var texts: TextsInMemory

  var vocabulary: Vocabulary { texts.vocabulary }
  func terms(_ id: String) -> LicenseTerms? { texts.terms(id) }
  func resolve(_ name: String) -> LicenseResolution {
    switch name {
    case "family": .family(name: name, candidates: ["L0", "L1"], why: "two texts bear it")
    case "other": .family(name: name, candidates: [], why: "it says nothing")
    case "known-by-name": .knownByName(name: name, why: "nobody wrote its terms down")
    default: texts.resolve(name)
    }
  }
}

/// What people and files say of the license of a component: claims that may differ, texts, decisions, an organization's rules.
extension Generator {
  private static let names = ["L0", "L1", "L2", "L3", "L0", "L1", "nobody-knows", "family", "other", "known-by-name", "policy"]

  mutating func claim(_ source: ClaimSource) -> DeclaredLicense {
    var names = [one(Self.names)]
    if chance(20) { names = [expression()] }
    if chance(15) { names.append(one(Self.names)) }
    let file = SourceFile(path: "\(source.rawValue).md", text: "license\n")
    let span = SourceSpan(file, 0..<7)
    return DeclaredLicense(
      names: names.map { Located($0, span) }, source: source, freeName: chance(12) ? Located(one(Self.names), span) : nil)
  }

  mutating func text(_ name: String, of texts: TextsInMemory) -> DetectedLicense {
    let span = SourceSpan(SourceFile(path: name, text: "a text\n"), 0..<6)
    var text = DetectedLicense(
      ids: chance(15) ? [] : some(["L0", "L1", "L2", "L3"]).sorted().prefix(chance(80) ? 1 : 2).map(\.self),
      match: one(["exact", "exact", "equivalent", "modified", "unknown"]), span: span,
      role: one(["LICENSE", "LICENSE", "LICENSE", "card", "NOTICE"]))
    guard text.match == "modified", let id = text.ids.first, chance(75) else { return text }
    let labels = texts.terms(id)?.terms.map(\.label) ?? []
    let touched = chance(75) && !labels.isEmpty ? some(labels).sorted() : []
    text.alterations = [Alteration(terms: touched, clause: "§", kind: "number", span: span, inserted: 1, struck: 1)]
    return text
  }

  /// The same components with more said of some of them.
  mutating func evidence(on components: inout [Component], texts: TextsInMemory) {
    for index in components.indices {
      if chance(10) { components[index].declared = [] }
      if chance(20) { components[index].declared.insert(claim(.manifest), at: 0) }
      for source in [ClaimSource.card, .configuration, .prose] where chance(15) {
        components[index].declared.append(claim(source))
      }
      for name in ["LICENSE", "COPYING"] where chance(20) { components[index].detected.append(text(name, of: texts)) }
      if chance(15) { components[index].neighboring = [text("LICENSE-CODE", of: texts)] }
      if chance(8) { components[index].isDescribed = false }
      if chance(10) {
        components[index].concluded = ConcludedLicense(
          license: located(one(Self.names)), reason: "read", approvedBy: "somebody", date: Shipped.today,
          whyVoid: chance(40) ? "the text has changed" : nil)
      }
    }
  }

  mutating func policy() -> LicensePolicy {
    LicensePolicy(
      (0..<number(1...2)).map { index in
        var answers: [NameKey: LicensePolicy.Answer] = [:]
        for name in ["L0", "L1", "L2", "nobody-knows", "known-by-name"] where chance(50) {
          answers[NameKey(name)] = one([.allowed, .review, .refused])
        }
        let file = SourceFile(path: ".licensecheck.yaml", text: "policy\npolicy\n")
        return LicensePolicy.Entry(
          kinds: chance(60) ? [] : some([.weights, .data, .code]), uses: chance(80) ? [] : [one([Use.customID, "research"])],
          answers: answers, otherwise: one([.allowed, .allowed, .review, .refused]),
          span: SourceSpan(file, index * 7..<index * 7 + 6))
      })
  }
}

// MARK: What few licenses say

extension Generator {
  /// The same texts with clauses that few of them have: duties of every reach, definitions for one linkage, grants of copyright alone;
  /// and three versions of one license.
  mutating func enrich(_ texts: inout TextsInMemory) {
    for id in ["L0", "L1", "L2", "L3"] {
      guard var license = texts.texts[id] else { continue }
      if chance(50) { license.terms.append(rareTerm("reach", .must(bindingDuty()))) }
      if chance(20) {
        var definition = Definition(word: "Work")
        definition.becomes[
          ExposureKey(
            state: chance(50) ? one([.work, .derivative, .product]) : nil, relationship: .contains, linkage: any(Linkage.self))
        ] = .state(any(MaterialState.self))
        license.terms.append(rareTerm("linked", .define(definition)))
      }
      if chance(20) {
        for index in license.terms.indices {
          guard case .may(var permission) = license.terms[index].statement else { continue }
          permission.rights = [.copyright]
          license.terms[index].statement = .may(permission)
        }
      }
      texts.texts[id] = license
    }
    for id in ["S-1.0", "S-1.1-only", "S-2.0-or-later"] {
      var license = texts.texts["L0"] ?? LicenseTerms(id: id, name: id)
      (license.id, license.name) = (id, id)
      license.terms.append(rareTerm("again", .must(bindingDuty())))
      texts.texts[id] = license
    }
  }

  private func rareTerm(_ label: String, _ statement: Statement) -> Term {
    Term(label: label, clause: label, anchor: Anchor(start: "a", end: "b"), summary: label, statement: statement)
  }

  private mutating func bindingDuty() -> Duty {
    var duty = Duty(kind: one([.shareAlike, .flowDown]))
    duty.reach = one([nil, "file", "work", "database"])
    duty.states = one([.material, [.derivative], [.work, .derivative, .product]])
    duty.accepts = one([
      [.itself], [.itself], [.itself, .later], [.license("L1"), .itself], [.ownTerms], [.listedElsewhere], [],
    ])
    duty.isEncouraged = chance(10)
    return duty
  }

  /// What few people state: the day of an act, what nobody is trained on, names of every sort for what is given on.
  mutating func enrich(_ use: inout Use, _ components: inout [Component]) {
    let names = [
      "L0", "L1", "S-1.0", "S-1.1-only", "S-2.0-or-later", "L0 OR L1", "L1 AND L2", "L0 WITH some-exception", "family",
      "known-by-name", "other", "nobody-knows", "policy",
    ]
    if chance(45) { use.facts.releaseLicense = chance(70) ? located(one(names)) : nil }
    if chance(40) {
      use.facts.student = []
      (use.facts.outputsRelated, use.facts.outputsCompetitive) = (.no, .no)
      (use.facts.outputsSimilar, use.facts.outputsDistributed) = (.no, .no)
      use.facts.origins[.student] = .baseline
    }
    for index in components.indices {
      if chance(40) { components[index].declare(one(names)) }
      if components[index].isOurs, chance(60) { components[index].declared = [] }
      for edge in components[index].lineage.indices where chance(30) {
        let dates = [day("2024-01-01"), day("2024-09-01"), day("2025-03-01")]
        components[index].lineage[edge].under = Lineage.Circumstance(
          commercial: chance(30) ? chance(50) : nil, purpose: nil, date: chance(70) ? one(dates) : nil)
        components[index].lineage[edge].by = .us
      }
    }
  }
}
