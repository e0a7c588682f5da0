import Inventory
import LicenseCatalog
import Licensing
import Testing

@testable import Evaluation
@testable import LicenseCheck

@Suite struct AssumptionTests {
  /// A text that permits every act, but not commercially, under the given rights.
  private func license(_ rights: Set<LicensedRight>) -> LicenseTerms {
    var permission = Permission(acts: .all)
    permission.rights = rights
    permission.only = .not(.test(.commercial))
    let anchor = Anchor(start: "a", end: "b")
    var terms = LicenseTerms(id: "L", name: "L")
    terms.terms = [Term(label: "grant", clause: "1", anchor: anchor, summary: "s", statement: .may(permission))]
    return terms
  }

  private func verdict(_ rights: Set<LicensedRight>, _ kind: ComponentKind, _ setting: String) -> Verdict {
    let evaluator = Evaluator(
      catalog: TextsInMemory(texts: ["L": license(rights)]),
      settings: EvaluationSettings(assumptions: ["weights-are-copyrightable": setting], date: Shipped.today))
    let graph = ComponentGraph([Component("model", kind, "L")], isReleased: false)
    var facts = UseFacts()
    facts.commercial = .yes
    let use = Use(id: "custom", acts: [.run], facts: facts)
    return evaluator.withSettledReadings(
      evaluator.assess(graph, conclusions: evaluator.conclusions(for: graph).conclusions, use: use)
    ).verdict
  }

  @Test func whatRestsOnCopyrightAloneNeedsOneInWeights() {
    #expect(verdict([.copyright], .weights, "yes") == .prohibited)
    #expect(verdict([.copyright], .weights, "no") == .permitted)
    #expect(verdict([.copyright], .weights, "disputed") == .undetermined)
  }

  @Test(arguments: ["yes", "no", "disputed"]) func aContractAndOtherThingsThanWeightsAreBoundAsEver(_ setting: String) {
    #expect(verdict([.copyright, .contract], .weights, setting) == .prohibited)
    #expect(verdict([.copyright, .database], .weights, setting) == .prohibited)
    #expect(verdict([.copyright], .code, setting) == .prohibited)
    #expect(verdict([.copyright], .data, setting) == .prohibited)
  }

  @Test func everyPointHasAStrictAndALenientSetting() throws {
    let assumptions = Shipped.vocabulary.assumptions
    #expect(assumptions.count == 7)
    for assumption in assumptions {
      #expect(Set([assumption.strict, assumption.lenient, assumption.standard]).isSubset(of: assumption.settings))
      #expect(assumption.strict != assumption.lenient, "\(assumption.name)")
    }
    let strict = try AssumptionSettings.read(["strict", "outputs-carry-terms=disputed"], assumptions)
    #expect(strict["outputs-carry-terms"] == "disputed")
    #expect(strict["weights-derive-from-data"] == "yes")
    #expect(try AssumptionSettings.read(["outputs-carry-terms=disputed", "strict"], assumptions) == strict)
  }

  @Test(arguments: [["strict", "lenient"], ["strange"], ["weights-derive-from-data=no", "weights-derive-from-data=yes"]])
  func settingsThatClashAreRefused(_ options: [String]) {
    #expect(throws: (any Error).self) { try AssumptionSettings.read(options, Shipped.vocabulary.assumptions) }
  }
}
