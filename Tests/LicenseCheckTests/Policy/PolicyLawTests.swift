import Diagnostics
import Evaluation
import Inventory
import LicenseCatalog
import Licensing
import Testing

/// A house rule can take away and never gives.
struct PolicyLawTests {
  private static let nowhere = SourceSpan(SourceFile(path: "policy.yaml", text: ""), 0..<0)

  private func policy(_ answer: LicensePolicy.Answer, on licenses: [String], otherwise: LicensePolicy.Answer) -> LicensePolicy {
    let answers = Dictionary(licenses.map { (NameKey($0), answer) }) { first, _ in first }
    return LicensePolicy([.init(kinds: [], uses: [], answers: answers, otherwise: otherwise, span: Self.nowhere)])
  }

  @Test(arguments: [LicensePolicy.Answer.allowed, .review, .refused])
  func `no policy makes a verdict better`(answer: LicensePolicy.Answer) {
    for seed in Seed.cases(150) {
      var generator = Generator(seed: seed)
      var item = LawCase(&generator)
      let before = item.assessment.verdict
      item.settings.policy = policy(answer, on: ["L0", "L1"], otherwise: .allowed)
      let after = item.assessment.verdict
      #expect(after >= before, "LICENSECHECK_SEED=\(seed)")
      if answer == .allowed { #expect(after == before, "LICENSECHECK_SEED=\(seed)") }
    }
  }

  @Test func `what is refused is prohibited wherever its license is asked, and what is ours is not`() {
    for seed in Seed.cases(150) {
      var generator = Generator(seed: seed)
      var item = LawCase(&generator)
      item.settings.policy = policy(.allowed, on: [], otherwise: .refused)
      let assessment = item.assessment
      for node in assessment.graph.components.indices {
        let rules = assessment.judgements[node].constraints.map(\.rule)
        if assessment.graph.isMadeByUs[node] || assessment.graph.components[node].isOurs {
          #expect(!rules.contains("policy"), "LICENSECHECK_SEED=\(seed)")
        }
        guard case .terms(let terms) = assessment.conclusions[node], !terms.isPolicy, !assessment.judgements[node].acts.isEmpty,
          !item.use.facts.agreements.contains(where: { $0.license == terms.terms.id })
        else { continue }
        #expect(rules.contains("policy") && assessment.verdict == .prohibited, "LICENSECHECK_SEED=\(seed)")
      }
    }
  }

  @Test func `a review is over when somebody has concluded`() {
    let review = policy(.review, on: ["L0"], otherwise: .allowed)
    #expect(review.constraint(on: "L0", .data, use: "x", isConcluded: false)?.verdict == .undetermined)
    #expect(review.constraint(on: "L0", .data, use: "x", isConcluded: true) == nil)
    let refusal = policy(.refused, on: ["L0"], otherwise: .allowed)
    #expect(refusal.constraint(on: "l0", .data, use: "x", isConcluded: true)?.verdict == .prohibited)
  }
}
