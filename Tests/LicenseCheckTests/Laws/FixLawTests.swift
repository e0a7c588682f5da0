import LicenseCatalog
import LicenseCheck
import Licensing
import Reporting
import Testing

/// What a report announces is done by hand: the manifest is edited as the words say, and judged anew.
@Suite(.enabled(if: Seed.areLawsWanted, "they take minutes: set LICENSECHECK_CASES=1, best in release mode")) struct FixLawTests {
  private static func synthetic(_ seed: UInt64) -> (plan: ManifestPlan, catalog: any LicenseSource) {
    var texts = Generator(seed: seed)
    let catalog = texts.texts()
    var generator = PlanGenerator(
      seed: seed &+ 1, names: ["L0", "L1", "L2", "L3", "L0", "L1", "nobody-knows"], fields: Generator.fields)
    return (generator.plan(), catalog)
  }

  private static func real(_ seed: UInt64) -> (plan: ManifestPlan, catalog: any LicenseSource) {
    var generator = PlanGenerator(seed: seed)
    return (generator.plan(), ShippedCatalog.catalog)
  }

  // MARK: Fixes

  @Test func `every fix shown works when it is made by hand, and no part of it does: invented licenses`() throws {
    var shown = 0
    for seed in Seed.cases(40) { shown += try Self.checkFixes(Self.synthetic(seed), seed) }
    #expect(shown > 30)
  }

  @Test func `every fix shown works when it is made by hand, and no part of it does: real licenses`() throws {
    var shown = 0
    for seed in Seed.cases(6) { shown += try Self.checkFixes(Self.real(seed), seed) }
    #expect(shown > 20)
  }

  /// The number of fixes that were tried.
  private static func checkFixes(_ item: (plan: ManifestPlan, catalog: any LicenseSource), _ seed: UInt64) throws -> Int {
    let report = try item.plan.report(item.catalog, asksForWaysOut: true)
    guard report.errors.isEmpty, let written = report.assessments.first else { return 0 }
    for fix in written.fixes {
      var generator = Generator(seed: seed)
      let changes = fix.changes
      let words = "LICENSECHECK_SEED=\(seed): \(changes.map(wording))\n\(item.plan)"
      for mask in 1..<(1 << changes.count) {
        let part = changes.indices.filter { mask & (1 << $0) != 0 }.map { changes[$0] }
        let isWhole = part.count == changes.count
        var plan: ManifestPlan? = item.plan
        // An answer may be about a component that another change puts in.
        for change in part.filter({ $0.kind != "answer" }) + part.filter({ $0.kind == "answer" }) {
          plan = plan?.after(change, &generator)
        }
        guard let plan else {
          // An answer about a component that only the whole fix puts in asks nothing yet.
          let isAboutAbsent = part.contains { change in
            change.kind == "answer" && change.component.map { id in !item.plan.parts.contains { $0.id == id } } ?? false
          }
          if isWhole || !isAboutAbsent { Issue.record("a change says nothing that can be done; \(words)") }
          continue
        }
        guard !plan.acts.isEmpty, !plan.parts.isEmpty else {
          #expect(!isWhole, "nothing is left; \(words)")
          continue
        }
        let outcome = try plan.report(item.catalog)
        #expect(outcome.errors.isEmpty, "the test wrote a wrong manifest; \(words)\n\(plan)")
        if isWhole {
          #expect(outcome.verdict <= .duties, "\(words)\nbecomes\n\(plan)\n\(outcome.findings.map(\.message))")
        } else {
          #expect(outcome.verdict > .duties, "\(part.map(wording)) is enough; \(words)")
        }
      }
    }
    return written.fixes.count
  }

  private static func wording(_ change: AuditReport.Fix.Change) -> String {
    [change.kind, change.component ?? "", change.detail ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
  }

  // MARK: Questions

  @Test func `an answer given in the words of the question leads to an outcome that was announced: invented licenses`() throws {
    var answered = 0
    for seed in Seed.cases(150) { answered += try Self.checkQuestions(Self.synthetic(seed), seed) }
    #expect(answered > 25)
  }

  @Test func `an answer given in the words of the question leads to an outcome that was announced: real licenses`() throws {
    var answered = 0
    for seed in Seed.cases(30) { answered += try Self.checkQuestions(Self.real(seed), seed) }
    #expect(answered > 20)
  }

  private static func checkQuestions(_ item: (plan: ManifestPlan, catalog: any LicenseSource), _ seed: UInt64) throws -> Int {
    let report = try item.plan.report(item.catalog, asksForWaysOut: true)
    guard report.errors.isEmpty else { return 0 }
    var answered = 0
    for question in report.questions {
      let announced = Set(question.answers.map(\.verdict))
      for answer in question.answers where answer.when != "another" && !answer.when.hasPrefix("all of") {
        var generator = Generator(seed: seed)
        let change = AuditReport.Fix.Change(kind: "answer", component: nil, detail: "\(question.fact) \(answer.when)")
        guard let plan = item.plan.after(change, &generator) else {
          if !question.fact.hasPrefix("litigation") {
            Issue.record("`\(wording(change))` cannot be said; LICENSECHECK_SEED=\(seed)")
          }
          continue
        }
        let outcome = try plan.report(item.catalog)
        #expect(
          announced.contains(outcome.verdict),
          "LICENSECHECK_SEED=\(seed): `\(wording(change))` → \(outcome.verdict), announced \(announced)\n\(item.plan)")
        answered += 1
      }
    }
    return answered
  }
}
