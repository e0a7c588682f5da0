import Diagnostics
import Inventory
import Testing

@testable import DocumentFormats
@testable import Files

struct RecipeTests {
  @Test func `a merge comes from all the models that it names`() throws {
    let text = """
      slices:
        - sources:
            - {model: a/b@main, layer_range: [0, 8]}
            - {model: c/d+e/lora}
      modules: {text: {slices: [{sources: [{model: {model: {path: g/h, revision: x}}}]}]}}
      merge_method: slerp
      base_model: a/b
      tokenizer_source: union
      """
    let inventory = try subject("mergekit", "merge.yml", text)
    #expect(inventory.edges == ["a/b", "c/d", "e/lora", "g/h"].map { "model merged-from \($0)" })
    #expect(inventory.components.dropFirst().allSatisfy { !$0.isDescribed })
  }

  @Test func `a parent that is called as a thing without a name is another`() throws {
    #expect(
      try subject("mergekit", "merge.yml", "merge_method: x\nmodels: [{model: model}]\n").edges == [
        "this-model merged-from model"
      ])
  }

  @Test func `merges that build on each other are joined by their names`() throws {
    let text =
      "models: [{model: a/b}]\nmerge_method: ties\nname: first\n---\nmodels: [{model: first}, {model: c/d}]\nmerge_method: ties\nname: second\n"
    let inventory = try subject("mergekit", "merge.yml", text)
    #expect(inventory.edges == ["second merged-from first", "second merged-from c/d", "first merged-from a/b"])
    #expect(inventory.name == "second")
  }

  @Test func `axolotl names base, data and test data`() throws {
    let text = """
      base_model: a/b
      adapter: qlora
      lora_model_dir:
      hub_model_id: me/mine
      sequence_len: 8
      micro_batch_size: 1
      datasets:
        - {path: c/d, type: alpaca}
        - {path: json, data_files: [./x.jsonl]}
      test_datasets: [{path: e/f}]
      """
    let inventory = try subject("axolotl", "config.yml", text)
    #expect(
      inventory.edges == [
        "me/mine adapter-of a/b", "me/mine trained-on c/d", "me/mine trained-on ./x.jsonl", "me/mine evaluated-on e/f",
      ])
    #expect(inventory.codes == ["local-parent"])
  }

  @Test func `LLaMA-Factory's names of data are looked up in its list`() throws {
    let folder = try TemporaryFolder([
      "r/train.yaml": "model_name_or_path: a/b\nstage: sft\nfinetuning_type: lora\ndataset: one, two,three\ndo_train: true\n",
      "r/data/dataset_info.json": #"{"one": {"hf_hub_url": "c/d"}, "two": {"file_name": "two.json"}}"#,
    ])
    #expect(
      try folder.subject("r/train.yaml").edges == [
        "model adapter-of a/b", "model trained-on c/d", "model trained-on two.json", "model trained-on three",
      ])
  }

  @Test(arguments: [
    ("model_name_or_path: a/b\ntemplate: x\nadapter_name_or_path: saves/x/y/z\n", ["code runs a/b", "code runs saves/x/y/z"]),
    ("model_name_or_path: a/b\nexport_dir: x\nexport_quantization_bit: 4\n", ["model quantized-from a/b"]),
    (
      "model_name_or_path:\n  a/b\ndataset_name:\n  c/d\nlearning_rate: 1\n",
      ["model fine-tuned-from a/b", "model trained-on c/d"]
    ),
  ])
  func `running, exporting and training are kept apart`(text: String, edges: [String]) throws {
    #expect(try subject("llama-factory", "x.yaml", text).edges == edges)
  }

  @Test func `a recipe beside weights describes them`() throws {
    let folder = try TemporaryFolder([
      "m/README.md": "---\nlicense: mit\n---\n", "m/mergekit_config.yml": "merge_method: ties\nmodels: [{model: a/b}]\n",
      "m/x.bin": "",
    ])
    #expect(try folder.subject("m").edges == ["m merged-from a/b"])
  }
}

struct PackageTests {
  @Test func `a Modelfile tells base, adapter and license; text in blocks is no instruction`() throws {
    let text =
      "# c\nfrom llama3.1:8b-q4\nADAPTER ./lora.gguf\nLICENSE \"\"\"\nTEXT OF mit\nFROM evil\n\"\"\"\nLICENSE MIT\nSYSTEM \"\"\"FROM x\"\"\"\nFRMO y\n"
    let inventory = try subject("modelfile", "Modelfile", text)
    #expect(inventory.edges == ["model converted-from llama3.1:8b-q4", "model merged-from ./lora.gguf"])
    #expect(inventory.stated == ["model weights: MIT"] && inventory.components[0].detectedIDs == ["mit"])
    #expect(inventory.codes == ["local-parent", "unknown-instruction"])
  }

  @Test(arguments: [
    ("FROM hf.co/org/name-GGUF:Q4_K_M", "org/name-GGUF"), ("FROM /x/models--org--name/snapshots/1/m.gguf", "org/name"),
    ("FROM /models/m.gguf", "/models/m.gguf"),
  ])
  func `the parent of a Modelfile is the id where there is one`(text: String, parent: String) throws {
    #expect(try subject("modelfile", "x.modelfile", text).edges == ["model converted-from \(parent)"])
  }

  @Test func `a Modelfile knows the header of the weights beside it`() throws {
    let folder = try TemporaryFolder(["Modelfile": "FROM ./m.gguf\nPARAMETER x 1\n"])
    try folder.write(
      "m.gguf",
      HeaderBytes.gguf([
        HeaderBytes.text("general.license", "mit"),
        HeaderBytes.text("general.base_model.0.repo_url", "https://huggingface.co/a/b"),
      ]))
    let inventory = try folder.subject("Modelfile")
    #expect(inventory.stated == ["model weights: mit"] && inventory.edges == ["model fine-tuned-from a/b"])
  }

  @Test(arguments: ["FROM \"\"\"", "LICENSE \"\"\"\nFROM x", "FROM", "\"\"\"\"\"\"", "FROM \"a", "SYSTEM x"])
  func `a broken Modelfile is told`(text: String) {
    let findings = subjects("Modelfile", text)
    #expect(findings.inventories.contains { !$0.diagnostics.isEmpty || !$0.edges.isEmpty } || !findings.diagnostics.isEmpty)
  }

  @Test func `a Kitfile gives the model, its data and its code their own licenses or the package's`() throws {
    let text = """
      manifestVersion: "1.0.0"
      package: {name: kit, license: Apache-2.0}
      model: {name: m, path: ghcr.io/org/base:1, license: MIT, parts: [{path: a, type: lora adapter}, {path: b}]}
      datasets: [{name: d, path: ./d.csv}, {name: tts, path: ./models/tts/weights/}]
      code: [{path: ./src, license: GPL-3.0}]
      """
    let inventory = try subject("kitfile", "Kitfile", text)
    #expect(
      inventory.stated == [
        "m weights: MIT", "a weights: Apache-2.0", "d data: Apache-2.0", "tts weights: Apache-2.0", "./src code: GPL-3.0",
      ])
    #expect(
      inventory.edges == [
        "m converted-from ghcr.io/org/base:1", "m merged-from a", "m trained-on d", "m contains tts", "./src runs m",
      ])
  }

  @Test func `MLflow tells the source, and what lies beside`() throws {
    let text =
      "flavors:\n  transformers: {source_model_name: a/b, peft_adaptor: x}\n  python_function: {}\nmodel_uuid: 1\nmetadata: {license_note: x}\n"
    let folder = try TemporaryFolder([
      "m/MLmodel": text, "m/model_card_data.yaml": "license: mit\n", "m/LICENSE.txt": "TEXT OF mit",
    ])
    let inventory = try folder.subject("m/MLmodel")
    #expect(inventory.stated == ["model weights: mit"] && inventory.edges == ["model adapter-of a/b"])
    #expect(inventory.components[0].detectedIDs == ["mit"] && inventory.codes == ["unread-license-key"])
  }

  @Test func `ModelPack gives licenses, source and data`() throws {
    let text =
      #"{"descriptor": {"name": "m", "licenses": ["MIT", "Apache-2.0"], "sourceURL": "https://huggingface.co/a/b", "datasetsURL": ["https://huggingface.co/datasets/c/d"]}, "modelfs": {}, "config": {}}"#
    let inventory = try subject("modelpack", "config.json", text)
    #expect(
      inventory.stated == ["m weights: MIT, Apache-2.0"] && inventory.edges == ["m converted-from a/b", "m trained-on c/d"])
    let manifest =
      #"{"artifactType": "application/vnd.cncf.model.manifest.v1+json", "annotations": {"org.opencontainers.image.licenses": "MIT"}}"#
    #expect(try subject("modelpack", "manifest.json", manifest).stated == ["model weights: MIT"])
  }
}

struct CatalogFormatTests {
  @Test func `an Open Model Zoo file names its license by an address`() throws {
    let text = "description: x\ntask_type: detection\nfiles: []\nframework: dldt\nlicense: https://raw.example/LICENSE\n"
    let inventory = try subject("openvino", "zoo/net-1/model.yml", text)
    #expect(inventory.stated == ["net-1 weights: https://raw.example/LICENSE"] && inventory.codes == ["license-by-link"])
  }

  @Test func `every model of an ONNX list is a subject without a license`() {
    let findings = subjects(
      "ONNX_HUB_MANIFEST.json", #"[{"model": "a", "model_path": "x"}, {"model": "b", "model_path": "y"}, 3]"#)
    #expect(findings.inventories.flatMap(\.stated) == ["a weights: -", "b weights: -", "model weights: -"])
    #expect(findings.inventories.flatMap(\.codes) == ["missing-key"])
  }

  @Test func `a TensorFlow Hub page tells license, data and parent in comments`() throws {
    let text =
      "# Module acme/net/1\n\n<!-- asset-path: x -->\n<!-- license: apache-2.0 -->\n<!-- dataset: imagenet, coco -->\n<!-- parent-model: acme/net/0 -->\n<!-- license-url: x -->\n"
    let inventory = try subject("tensorflow-hub", "1.md", text)
    #expect(inventory.stated == ["acme/net/1 weights: apache-2.0"])
    #expect(
      inventory.edges == ["trained-on imagenet", "trained-on coco", "converted-from acme/net/0"].map { "acme/net/1 \($0)" })
    #expect(inventory.components[0].declared[0].names[0].span.text == "apache-2.0")
  }

  @Test func `Kaggle's metadata name licenses for people`() throws {
    let data = try subject(
      "kaggle-data", "dataset-metadata.json",
      #"{"title": "t", "id": "a/b", "licenses": [{"name": "CC BY 4.0"}, {}], "sources": [{"title": "s"}]}"#)
    #expect(data.stated == ["a/b data: CC BY 4.0"] && data.edges == ["a/b derived-from s"] && data.codes == ["unread-license"])
    let model = try subject(
      "kaggle-model", "model-instance-metadata.json",
      #"{"ownerSlug": "o", "modelSlug": "m", "instanceSlug": "i", "framework": "pyTorch", "licenseName": "Apache 2.0", "trainingData": ["d"], "externalBaseModelUrl": "https://huggingface.co/a/b"}"#
    )
    #expect(model.stated == ["o/m/pyTorch/i weights: Apache 2.0"])
    #expect(model.edges == ["o/m/pyTorch/i fine-tuned-from a/b", "o/m/pyTorch/i trained-on d"])
  }

  @Test func `cog states nothing, and says so`() throws {
    let inventory = try subject("cog", "cog.yaml", "build: {gpu: true}\npredict: predict.py:P\nimage: r8.im/o/m\n")
    #expect(inventory.stated == ["o/m code: -"] && inventory.codes == ["states-no-license"])
  }
}
