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
    (
      "mof.yml",
      "release: {name: A, license: {code: {name: MIT}}, origin: b, components: [{name: Datasets, license: unlicensed}, {name: Model parameters, license: x}]}"
    ),
    (
      "bom.json",
      #"{"bomFormat": "CycloneDX", "components": [{"type": "data", "bom-ref": "d", "name": "d", "licenses": [{"license": {"name": "x", "text": {"encoding": "base64", "content": "VEVYVA=="}}}, {"expression": "MIT"}], "pedigree": {"ancestors": [{"name": "a"}]}}], "dependencies": [{"ref": "d", "dependsOn": ["d"]}]}"#
    ),
    (
      "bom.xml",
      "<bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\"><components><component type=\"data\"><name>d</name><licenses><license><id>MIT</id></license></licenses></component></components></bom>"
    ),
    (
      "sbom.json",
      #"{"spdxVersion": "SPDX-2.3", "packages": [{"SPDXID": "a", "name": "a", "licenseDeclared": "LicenseRef-x"}], "hasExtractedLicensingInfos": [{"licenseId": "LicenseRef-x", "extractedText": "TEXT OF y"}], "relationships": [{"spdxElementId": "a", "relationshipType": "CONTAINS", "relatedSpdxElement": "a"}]}"#
    ),
    (
      "sbom3.json",
      #"{"@context": "https://spdx.org/rdf/3.0.1/x", "@graph": [{"type": "ai_AIPackage", "spdxId": "m"}, {"type": "Relationship", "from": "m", "relationshipType": "hasDeclaredLicense", "to": ["l"]}, {"type": "expandedlicensing_DisjunctiveLicenseSet", "spdxId": "l", "expandedlicensing_member": ["l", "m"]}, {"type": "Relationship", "from": "m", "relationshipType": "trainedOn", "to": ["d"]}]}"#
    ),
    (
      "croissant.json",
      #"{"@type": "sc:Dataset", "conformsTo": "http://mlcommons.org/croissant/1.1", "license": ["MIT"], "prov:wasDerivedFrom": [{"@id": "x"}], "usageInfo": "y"}"#
    ),
    ("merge.yml", "merge_method: ties\nmodels: [{model: a/b@c+d/e}, {model: {model: {path: f/g}}}]\nbase_model: a/b\n"),
    ("train.yml", "base_model: a/b\nsequence_len: 1\nadapter: lora\ndatasets: [{path: json, data_files: [x]}, {path: c/d}]\n"),
    ("llama.yml", "model_name_or_path: a/b\nstage: sft\ndataset: x, y\nfinetuning_type: lora\n"),
    ("Modelfile", "FROM a:b\nADAPTER ./x\nLICENSE \"\"\"\nTEXT OF x\n\"\"\"\nSYSTEM \"y\"\n"),
    (
      "Kitfile",
      "manifestVersion: 1\npackage: {license: MIT}\nmodel: {name: m, path: a/b:c, parts: [{type: lora}]}\ndatasets: [{path: d}]\n"
    ),
    ("MLmodel", "flavors: {transformers: {source_model_name: a/b}}\nmodel_uuid: x\nmetadata: {license: MIT}\n"),
    ("pack.json", #"{"descriptor": {"licenses": ["MIT"], "sourceURL": "https://huggingface.co/a/b"}, "modelfs": {}}"#),
    (
      "page.md",
      "# Module a/b/1\n<!-- asset-path: x -->\n<!-- license: mit -->\n<!-- dataset: y -->\n- **License:** [MIT](http://x/y) and\n![l](https://img.shields.io/badge/License-A--B_c-blue)\n"
    ),
    ("dataset-metadata.json", #"{"id": "a/b", "title": "t", "licenses": [{"name": "MIT"}], "sources": [{"title": "x"}]}"#),
    (
      "m.safetensors",
      "[\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}"
        + #"{"__metadata__": {"license": "MIT", "base_model": "a/b", "ss_sd_model_name": "x.ckpt"}}    "#
    ),
    (
      "m.gguf",
      String(
        decoding: HeaderBytes.gguf([
          HeaderBytes.text("general.license", "mit"), HeaderBytes.texts("tokenizer.x", ["a", "b"]),
          HeaderBytes.text("general.base_model.0.name", "x"), HeaderBytes.number("general.base_model.count", 1),
        ]), as: UTF8.self)
    ),
  ]
  private static let telling = [
    "\"", "{", "}", "[", "]", ":", ",", "-", "\n", "null", "1e999", "\u{0}", "\u{7F}", "<", "-->", "\\u0000", "&a", "*a", "---\n",
    "é", "/", "..",
  ]

  @Test(arguments: seeds.indices)
  func `no change of a document makes a crash, a silent pass or an edge to nowhere`(index: Int) {
    let seed = Self.seeds[index]
    let finder = SubjectFinder(context: .testing)
    var generator = SeededGenerator(state: 0x5EED + UInt64(index))
    for round in 0..<800 {
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
