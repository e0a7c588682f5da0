import Diagnostics
import Inventory
import Testing

@testable import DocumentFormats

struct MutatedInputTests {
  private static let seeds: [(path: String, text: String)] = [
    ("model.json", ManifestTests.example),
    (
      "model.yaml",
      """
      manifest: 1
      components:
        - {id: a, kind: weights, from: [{component: b, relationship: trained-on, under: {date: 2024-01-01}}]}
        - {id: b, kind: data, license: mit}
      use: {actor: {monthlyActiveUsers: {group: [{date: 2024-01-01, value: 3}]}}, fields: [{field: military, consent: true}]}
      """
    ),
    (
      "README.md",
      "---\nlicense: [mit, gpl]\nbase_model: a/b\ndatasets: [c/d, a/b]\ntags: ['base_model:adapter:a/b']\n---\nTEXT OF x\n"
    ),
    ("r.json", #"[{"id": "o/m", "tags": ["license:mit", "base_model:quantized:a/b"], "cardData": {"base_model": ["a/b"]}}]"#),
    ("adapter_config.json", #"{"base_model_name_or_path": "a/b", "peft_type": "LORA"}"#),
    ("config.json", #"{"_name_or_path": "a/b", "architectures": ["X"], "vision_config": {}}"#),
  ]
  private static let telling = [
    "\"", "{", "}", "[", "]", ":", ",", "-", "\n", "null", "1e999", "\u{0}", "\\u0000", "&a", "*a", "---\n", "é", "/", "..",
  ]

  @Test(arguments: seeds.indices)
  func `no change of a document makes a crash, a silent pass or an edge to nowhere`(index: Int) {
    let seed = Self.seeds[index]
    let finder = SubjectFinder(context: .testing)
    var generator = SeededGenerator(state: 0x5EED + UInt64(index))
    for round in 0..<1500 {
      let bytes = generator.mutation(of: Array(seed.text.utf8), telling: Self.telling)
      let findings = finder.findings(in: SourceFile(path: seed.path, bytes: bytes))
      let errors = (findings.diagnostics + findings.inventories.flatMap(\.diagnostics)).filter { $0.severity == .error }
      #expect(!errors.isEmpty || findings.inventories.contains { !$0.components.isEmpty } || bytes.isEmpty, "round \(round)")
      #expect(errors.allSatisfy { !$0.labels.isEmpty }, "round \(round)")
      guard errors.isEmpty else { continue }
      for inventory in findings.inventories {
        let ids = inventory.components.map(\.id)
        #expect(Set(ids).count == ids.count, "round \(round): \(ids)")
        for target in inventory.components.flatMap(\.lineage).map(\.target.value) where !ids.contains(target) {
          Issue.record("round \(round): nothing is called \(target)")
        }
      }
    }
  }
}
