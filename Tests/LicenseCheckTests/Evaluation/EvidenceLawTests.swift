import Diagnostics
import Evaluation
import Inventory
import Licensing
import Testing

/// Laws of what is said of a license: more evidence may take away, a decision settles, and what an organization wants frees nothing.
@Suite struct EvidenceLawTests {
  @Test func `a weaker claim never makes an answer milder`() {
    var worse = 0
    for seed in Seed.cases(1_500) {
      var generator = Generator(seed: seed)
      var item = EvidenceCase(&generator)
      let chosen = generator.number(0...item.components.count - 1)
      guard !item.components[chosen].declared.isEmpty else { continue }
      let before = item.assessment.verdict
      item.components[chosen].declared.append(generator.claim(generator.one([.configuration, .prose, .registry])))
      let after = item.assessment.verdict
      #expect(after >= before, "LICENSECHECK_SEED=\(seed)")
      if after > before { worse += 1 }
    }
    #expect(worse > 20)
  }

  @Test func `the text of the license that is declared changes no answer`() {
    for seed in Seed.cases(600) {
      var generator = Generator(seed: seed)
      var item = EvidenceCase(&generator)
      let chosen = generator.number(0...item.components.count - 1)
      let name = generator.one(["L0", "L1", "L2", "L3"])
      item.components[chosen].declare(name)
      (item.components[chosen].detected, item.components[chosen].neighboring) = ([], [])
      let before = item.assessment.verdict
      let span = SourceSpan(SourceFile(path: "LICENSE", text: "a text\n"), 0..<6)
      item.components[chosen].detected = [
        DetectedLicense(ids: [name], match: generator.one(["exact", "equivalent"]), span: span, role: "LICENSE")
      ]
      #expect(item.assessment.verdict == before, "LICENSECHECK_SEED=\(seed)")
    }
  }

  @Test func `a text that was changed nobody knows where is never permitted`() {
    var met = 0
    for seed in Seed.cases(600) {
      var generator = Generator(seed: seed)
      var item = EvidenceCase(&generator)
      let chosen = generator.number(0...item.components.count - 1)
      let span = SourceSpan(SourceFile(path: "LICENSE", text: "a text\n"), 0..<6)
      var text = DetectedLicense(ids: ["L0"], match: "modified", span: span, role: "LICENSE")
      if generator.chance(50) {
        text.alterations = [Alteration(terms: [], clause: nil, kind: "insertion", span: span, inserted: 2, struck: 0)]
      }
      item.components[chosen].declared = []
      if generator.chance(50) { item.components[chosen].declare("L0") }
      item.components[chosen].detected = [text]
      item.components[chosen].concluded = nil
      item.use.facts.agreements = []
      let found = item.assessment
      guard let node = found.graph.components.firstIndex(where: { $0.id == "c\(chosen)" }), !found.graph.isMadeByUs[node],
        !found.judgements[node].acts.isEmpty
      else { continue }
      #expect(found.verdict(of: node) > .duties, "LICENSECHECK_SEED=\(seed)")
      met += 1
    }
    #expect(met > 100)
  }

  @Test func `a decision speaks before all evidence while it holds, and leaves the question open when its ground has changed`() {
    for seed in Seed.cases(600) {
      var generator = Generator(seed: seed)
      var item = EvidenceCase(&generator)
      let chosen = generator.number(0...item.components.count - 1)
      let name = generator.one(["L0", "L1", "L2 OR L3", "nobody-knows", "family"])
      var concluded = ConcludedLicense(
        license: located(name), reason: "read", approvedBy: "somebody", date: Shipped.today, whyVoid: nil)
      item.settings.policy = nil
      item.components[chosen].isDescribed = true
      item.components[chosen].concluded = concluded
      let decided = item.assessment
      guard let node = decided.graph.components.firstIndex(where: { $0.id == "c\(chosen)" }), !decided.graph.isMadeByUs[node]
      else { continue }
      concluded.whyVoid = "the text has changed"
      item.components[chosen].concluded = concluded
      #expect(item.assessment.verdict(of: node) > .duties, "LICENSECHECK_SEED=\(seed)")
      item.components[chosen].concluded = nil
      (item.components[chosen].detected, item.components[chosen].neighboring) = ([], [])
      item.components[chosen].declare(name)
      #expect(item.assessment.verdict(of: node) == decided.verdict(of: node), "LICENSECHECK_SEED=\(seed)")
    }
  }

  @Test func `what an organization wants beside the law never improves a verdict`() {
    var worse = 0
    for seed in Seed.cases(1_000) {
      var generator = Generator(seed: seed)
      var item = EvidenceCase(&generator)
      item.settings.policy = nil
      let before = item.assessment.verdict
      item.settings.policy = generator.policy()
      let after = item.assessment.verdict
      #expect(after >= before, "LICENSECHECK_SEED=\(seed)")
      if after > before { worse += 1 }
    }
    #expect(worse > 50)
  }
}
