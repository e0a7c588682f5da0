/// Makes manifests at random, over given licenses.
struct PlanGenerator {
  /// Licenses that meet often in practice and restrict in different ways.
  static let licenses = [
    "llama3.1", "llama3.2", "gemma", "Apache-2.0", "MIT", "CC-BY-NC-4.0", "CC-BY-SA-4.0", "CC-BY-4.0", "CC-BY-ND-4.0",
    "GPL-3.0-only",
    "AGPL-3.0-only", "tencent-hunyuan-a13b", "openrail", "stabilityai-community", "flux-1-dev-non-commercial-1.1.1", "ODbL-1.0",
    "llama2", "deepseek-1.0", "mrl-0.1", "exaone-1.2-nc", "cc", "falcon-180b", "qwen", "nobody-knows-this",
  ]

  var generator: Generator
  let names: [String]
  let fields: [String]

  init(seed: UInt64, names: [String] = Self.licenses, fields: [String] = ["military", "medical-advice", "malware"]) {
    generator = Generator(seed: seed)
    self.names = names
    self.fields = fields
  }

  mutating func plan(upTo most: Int = 3) -> ManifestPlan {
    var plan = ManifestPlan()
    let count = generator.number(1...most)
    for index in 0..<count {
      var part = part("c\(index)", generator.one(["weights", "weights", "weights", "data", "code"]))
      for parent in (index + 1)..<max(count, index + 1) where generator.chance(index + 1 == parent ? 80 : 30) {
        part.edges.append(edge(to: "c\(parent)"))
      }
      if !part.edges.isEmpty, generator.chance(40) {
        part.isOurs = true
        part.license = generator.chance(50) ? part.license : nil
      }
      plan.parts.append(part)
    }
    if generator.chance(40) {
      let place = generator.number(0...count - 1)
      let options = (0..<generator.number(1...2)).map { part("x\($0)", plan.parts[place].kind) }
      plan.alternatives.append((of: "c\(place)", options: options))
    }
    plan.acts = generator.some(["run", "host", "embed", "distribute", "modify", "train-on-outputs", "publish-outputs"]).sorted()
    state(&plan)
    return plan
  }

  private mutating func part(_ id: String, _ kind: String) -> ManifestPlan.Part {
    var part = ManifestPlan.Part(id: id, kind: kind, license: generator.one(names))
    if generator.chance(8) { part.license = "\(generator.one(names)) OR \(generator.one(names))" }
    if kind == "weights", generator.chance(60) { part.modality = generator.some(["text", "image"]).sorted() }
    return part
  }

  private mutating func edge(to parent: String) -> ManifestPlan.Edge {
    var edge = ManifestPlan.Edge(
      parent: parent,
      relationship: generator.one([
        "fine-tuned-from", "fine-tuned-from", "quantized-from", "merged-from", "adapter-of", "distilled-from", "trained-on",
        "trained-on", "generated-by", "derived-from", "contains", "runs", "retrieves-from", "evaluated-on",
      ]))
    if generator.chance(60) { edge.more.append("\"by\": \"\(generator.one(["us", "upstream"]))\"") }
    return edge
  }

  /// About a third of the facts is missing.
  private mutating func state(_ plan: inout ManifestPlan) {
    func maybe(_ name: String, _ value: (inout Generator) -> String) {
      if generator.chance(65) { plan.facts[name] = value(&generator) }
    }
    maybe("commercial") { "\($0.chance(70))" }
    maybe("purpose") { ManifestPlan.list($0.some(["research", "evaluation", "internal-business", "production"]).sorted()) }
    maybe("actor.kind") { "\"\($0.one(["company", "individual", "academic"]))\"" }
    maybe("actor.domicile") { "\"\($0.one(["US", "DE", "KR", "CN"]))\"" }
    maybe("regions") { ManifestPlan.list($0.some(["US", "DE", "KR", "WORLD"]).sorted()) }
    maybe("outputRegions") { ManifestPlan.list($0.some(["US", "DE"]).sorted()) }
    maybe("actor.monthlyActiveUsers") { $0.one(["50", "101", "5000", "150000000", "800000000"]) }
    maybe("actor.annualRevenueUSD") { $0.one(["50", "101", "5000", "2000000"]) }
    maybe("actor.monthlyRevenueUSD") { $0.one(["50", "101", "5000", "30000000"]) }
    if generator.chance(25) {
      plan.fields[generator.one(fields)] =
        generator.chance(50) ? [:] : [generator.one(["licensed", "consent"]): generator.chance(50)]
    }
    if generator.chance(20) { plan.facts["outputs.train.student"] = ManifestPlan.list([generator.one(["llm", "other"])]) }
    if generator.chance(15) { plan.facts["release.license"] = "\"\(generator.one(names))\"" }
    if generator.chance(10) { plan.agreements = [generator.one(names)] }
  }
}
