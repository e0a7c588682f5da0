import DocumentFormats
import Evaluation
import Inventory
import LicenseCatalog
import LicenseCheck
import Licensing
import Reporting
import Testing

/// Laws of whole reports: what is no part of the question changes no byte of the answer.
@Suite(.enabled(if: Seed.areLawsWanted, "they take minutes: set LICENSECHECK_CASES=1, best in release mode")) struct WholeLawTests
{
  private static func bytes(_ inventories: [Inventory], uses: [String] = []) -> String {
    var request = AuditRequest(date: Shipped.today)
    request.uses = uses
    let audit = Audit(catalog: ShippedCatalog.catalog, catalogVersion: "test", request: request)
    return String(decoding: JSONReporter().bytes(audit.report(on: inventories, diagnostics: [])), as: UTF8.self)
  }

  private static let context = ReadingContext(
    vocabulary: .init(
      fields: Shipped.vocabulary.fields.keys.sorted(), profiles: Shipped.vocabulary.uses.map(\.id),
      places: Shipped.vocabulary.places
    ))

  // MARK: Order

  @Test func `the order of components, parents and alternatives changes no byte of the report`() throws {
    for seed in Seed.cases(30) {
      var plans = PlanGenerator(seed: seed)
      let plan = plans.plan(upTo: 4)
      var inventory = try manifest(plan.json, Self.context)
      let before = Self.bytes([inventory])
      inventory.components = plans.generator.shuffled(inventory.components)
      inventory.alternatives = plans.generator.shuffled(inventory.alternatives)
      for index in inventory.components.indices {
        inventory.components[index].lineage = plans.generator.shuffled(inventory.components[index].lineage)
      }
      let after = Self.bytes([inventory])
      if after != before { Issue.record("LICENSECHECK_SEED=\(seed)\n\(plan)\n\(LineDifference(from: before, to: after).text)") }
    }
  }

  @Test func `the order of files changes no byte of the report`() throws {
    for seed in Seed.cases(30) {
      var plans = PlanGenerator(seed: seed)
      let inventories = try (0..<3).map { try manifest(plans.plan().json, path: "models/m\($0).json", Self.context) }
      let before = Self.bytes(inventories)
      let after = Self.bytes(plans.generator.shuffled(inventories))
      if after != before { Issue.record("LICENSECHECK_SEED=\(seed)\n\(LineDifference(from: before, to: after).text)") }
    }
  }

  @Test func `the order of paths and flags changes no byte of the report`() throws {
    for seed in Seed.cases(30) {
      var plans = PlanGenerator(seed: seed)
      let (first, second) = (plans.plan(), plans.plan())
      let folder = try TemporaryFolder(["a/model.json": first.json, "b/model.json": second.json])
      var options = CheckOptions(paths: ["\(folder.path)/a", "\(folder.path)/b"], daysSince1970: 20_240)
      options.uses = ["research", "commercial", "finetune-distribute"]
      options.facts = ["actor.domicile=DE", "regions=EU", "fields=military", "fields.medical-advice.licensed=true"]
      options.assumptions = ["weights-derive-from-data=no", "outputs-carry-terms=disputed", "linking-makes-derivative=yes"]
      options.asksForWaysOut = false
      func bytes() throws -> String { String(decoding: JSONReporter().bytes(try CheckCommand.report(options)), as: UTF8.self) }
      let before = try bytes()
      options.paths = plans.generator.shuffled(options.paths)
      options.uses = plans.generator.shuffled(options.uses)
      options.facts = plans.generator.shuffled(options.facts)
      options.assumptions = plans.generator.shuffled(options.assumptions)
      let after = try bytes()
      if after != before { Issue.record("LICENSECHECK_SEED=\(seed)\n\(LineDifference(from: before, to: after).text)") }
    }
  }

  // MARK: Combination 0

  @Test func `alternatives never change the verdict of what is written, nor the exit code`() throws {
    var met = 0
    for seed in Seed.cases(80) {
      var plans = PlanGenerator(seed: seed)
      let plan = plans.plan(upTo: 4)
      guard !plan.alternatives.isEmpty else { continue }
      var without = plan
      without.alternatives = []
      let (one, other) = (try plan.report(ShippedCatalog.catalog), try without.report(ShippedCatalog.catalog))
      guard one.errors.isEmpty else { continue }
      let seeded = "LICENSECHECK_SEED=\(seed)\n\(plan)"
      #expect(one.verdict == other.verdict && one.exitCode == other.exitCode, "\(seeded)")
      #expect(one.assessments.first?.combination == other.assessments.first?.combination, "\(seeded)")
      #expect(one.assessments.first?.verdict == other.assessments.first?.verdict, "\(seeded)")
      #expect(one.components.prefix(other.components.count).map(\.verdict) == other.components.map(\.verdict), "\(seeded)")
      met += 1
    }
    #expect(met > 15)
  }

  // MARK: Agreements

  @Test func `a separate license never makes a verdict worse`() {
    var better = 0
    for seed in Seed.cases(1000) {
      var generator = Generator(seed: seed)
      var item = LawCase(&generator)
      item.use.facts.agreements = []
      let before = item.assessment
      item.use.facts.agreements = [generator.agreement(["L0", "L1", "L2", "L3", "nobody-knows"])]
      let after = item.assessment
      #expect(
        after.verdict <= before.verdict, "LICENSECHECK_SEED=\(seed)\n\(Self.reasons(before))\nbecomes\n\(Self.reasons(after))")
      if after.verdict < before.verdict { better += 1 }
    }
    #expect(better > 40)
  }

  private static func reasons(_ assessment: Assessment) -> String {
    let own = assessment.judgements.enumerated().flatMap { node, judgement in
      judgement.constraints.map { (assessment.graph.components[node].id, $0) }
    }
    let all = own + assessment.findings.map { ("-", $0.constraint) }
    return all.map { component, constraint in
      "\(component) \(constraint.verdict?.rawValue ?? "-") \(constraint.rule) \(constraint.source ?? "")#\(constraint.term ?? "")"
        + " \(constraint.detail ?? "") \(constraint.assumptions)"
    }.joined(separator: "\n")
  }

  @Test func `a separate license that has ended changes nothing`() {
    for seed in Seed.cases(200) {
      var generator = Generator(seed: seed)
      var item = LawCase(&generator)
      item.use.facts.agreements = []
      let before = item.assessment.verdict
      item.use.facts.agreements = [Agreement(license: "L0", reference: "ended", until: day("2025-05-31"))]
      #expect(item.assessment.verdict == before, "LICENSECHECK_SEED=\(seed)")
      item.use.facts.agreements = [Agreement(license: "L0", reference: "ends tonight", until: Shipped.today)]
      let lastDay = item.assessment.verdict
      item.use.facts.agreements = [Agreement(license: "L0", reference: "does not end", until: nil)]
      #expect(item.assessment.verdict == lastDay, "LICENSECHECK_SEED=\(seed)")
    }
  }
}
