import Evaluation
import LicenseCatalog
import Licensing
import Testing

@Suite struct ReferenceTests {
  @Test func `the judge of licenses says what the numbered steps say`() {
    var met: [Verdict: Int] = [:]
    for seed in Seed.cases(10_000) {
      var generator = Generator(seed: seed)
      let texts = generator.texts(1)
      guard let license = texts.terms("L0") else { continue }
      var circumstances = Circumstances.of(generator.facts(), component: "c0", kind: generator.any(ComponentKind.self))
      circumstances.facts.litigation?.append(contentsOf: generator.chance(20) ? [generator.suit()] : [])
      circumstances.facts.agreements = generator.chance(40) ? [generator.agreement(["L0", "L1"])] : []
      circumstances.modality = generator.chance(60) ? generator.some(["text", "image"]) : nil
      circumstances.assumed = generator.chance(50) ? generator.some(Generator.assumptions + ["outputs-carry-terms"]) : []
      var exposure = Exposure()
      var pairs: [(act: Act, state: MaterialState)] = []
      for _ in 0..<generator.number(1...4) {
        let pair = (act: generator.any(Act.self), state: generator.any(MaterialState.self))
        pairs.append(pair)
        exposure.insert(pair.act, pair.state)
      }
      let kind = generator.any(ComponentKind.self)
      let judged = LicenseJudge.judge(
        PreparedLicense(license, catalog: texts), exposure, kind: kind, vocabulary: texts.vocabulary, circumstances: circumstances
      )
      let expected = ReferenceEvaluator(license, source: texts, circumstances: circumstances).verdict(pairs, kind: kind)
      #expect(judged.verdict == expected, "LICENSECHECK_SEED=\(seed)")
      met[expected, default: 0] += 1
      for constraint in judged.constraints where constraint.verdict == .undetermined {
        #expect(constraint.openPoint != nil, "an open point has a kind; LICENSECHECK_SEED=\(seed)")
      }
    }
    for verdict in Verdict.allCases { #expect(met[verdict, default: 0] > 500, "the cases must reach every verdict: \(met)") }
  }
}
