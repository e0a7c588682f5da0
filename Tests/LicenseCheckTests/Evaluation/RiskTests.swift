import Inventory
import LicenseCatalog
import Licensing
import Testing

@testable import Evaluation

@Suite struct RiskTests {
  private func assessment(_ license: LicenseTerms, acts: ActSet) -> Assessment {
    let source = TextsInMemory(texts: [license.id: license])
    let evaluator = Evaluator(catalog: source, settings: EvaluationSettings(assumptions: [:], date: Shipped.today))
    let graph = ComponentGraph([Component("model", .weights, license.id)], isReleased: false)
    var facts = UseFacts()
    facts.commercial = .yes
    facts.fields = []
    facts.litigation = []
    return evaluator.assess(
      graph, conclusions: evaluator.conclusions(for: graph).conclusions, use: Use(id: "custom", acts: acts, facts: facts))
  }

  private static let withPowers: [LicenseTerms] = Shipped.catalog.entries.compactMap { entry in
    Shipped.catalog.terms(entry.id).flatMap { terms in
      terms.terms.contains { if case .reserves = $0.statement { true } else { false } } ? terms : nil
    }
  }

  @Test func powersOfLicensorsChangeNoVerdict() {
    #expect(!Self.withPowers.isEmpty)
    for terms in Self.withPowers {
      var harmless = terms
      harmless.terms.removeAll { if case .reserves = $0.statement { true } else { false } }
      for acts: ActSet in [[.run], [.run, .host], [.modify, .distribute]] {
        let judged = assessment(terms, acts: acts)
        #expect(judged.verdict == assessment(harmless, acts: acts).verdict, "\(terms.id)")
        #expect(!judged.risks.isEmpty || judged.judgements[0].acts.isEmpty, "\(terms.id)")
        #expect(assessment(harmless, acts: acts).risks.isEmpty, "\(terms.id)")
      }
    }
  }

  @Test func aLicenseThatNoActReachesIsNoRisk() throws {
    let terms = try #require(Self.withPowers.first)
    #expect(assessment(terms, acts: []).risks.isEmpty)
  }
}
