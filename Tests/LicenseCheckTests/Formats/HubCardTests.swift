import Diagnostics
import Inventory
import LicenseMatching
import Licensing
import Testing

@testable import DocumentFormats

/// What a card with this front matter is understood as.
private func card(_ frontMatter: String, path: String = "README.md", name: String? = nil) -> Inventory {
  HubCard(SourceFile(path: path, text: "---\n\(frontMatter)\n---\n# Title\n"), name: name).inventory(.testing)
}

struct HubCardTests {
  @Test func `a license is a string or a list, and keeps its place`() throws {
    let one = card("license: mit")
    #expect(one.components[0].declaredNames == ["mit"])
    #expect(one.components[0].declared[0].names[0].span.start == .init(line: 2, column: 10))
    #expect(card("license: [cc-by-3.0, mit]").components[0].declaredNames == ["cc-by-3.0", "mit"])
    #expect(card("license:\n- mit\n- mit").components[0].declaredNames == ["mit"])
    #expect(card("license: {all: mit, rest: [gpl]}").components[0].declaredNames == ["mit", "gpl"])
  }

  @Test func `the name and the link beside other are kept`() {
    let declared = card("license: other\nlicense_name: nv-open\nlicense_link: >-\n  https://example.org/\n  terms").components[0]
      .declared
    #expect(declared.map(\.freeName?.value) == ["nv-open"])
    #expect(declared.map(\.link?.value) == ["https://example.org/ terms"])
  }

  @Test(arguments: [
    ("license: no", "yaml-1.1-boolean"), ("license: []", "empty-license"), ("license: true", "wrong-type"),
    ("licenses: mit", "unknown-key"), ("license: mit\nlicense: gpl-3.0", "duplicate-key"),
  ])
  func `oddities of a license are told`(text: String, code: String) {
    let inventory = card(text)
    #expect(inventory.diagnostics.map(\.code).contains(code), "\(summary(inventory.diagnostics))")
    #expect(inventory.diagnostics.allSatisfy { $0.severity < .error && !$0.labels.isEmpty })
  }

  @Test func `of repeated keys the last one counts`() {
    #expect(card("license: mit\nlicense: gpl-3.0").components[0].declaredNames == ["gpl-3.0"])
  }

  @Test func `that a language is called no is nobody's concern`() {
    #expect(summary(card("license: mit\nlanguage: no").diagnostics) == [])
  }

  @Test(arguments: [
    ("base_model: a/b", nil, "fine-tuned-from"),
    ("base_model: a/b\nbase_model_relation: finetune", "x-GGUF", "fine-tuned-from"),
    ("base_model: a/b\nbase_model_relation: quantized", nil, "quantized-from"),
    ("base_model: a/b\nbase_model_relation: adapter", nil, "adapter-of"),
    ("base_model: a/b\nbase_model_relation: merge", nil, "merged-from"),
    ("base_model: a/b\nlibrary_name: peft", nil, "adapter-of"),
    ("base_model: a/b\ntags: [lora]", nil, "adapter-of"),
    ("base_model: a/b\ntags: ['base_model:adapter:a/b']", nil, "adapter-of"),
    ("base_model: a/b\ntags: [merge]", nil, "merged-from"),
    ("base_model: a/b", "org/b-GGUF", "quantized-from"),
    ("base_model: a/b", "org/b-AWQ-4bit", "quantized-from"),
    ("base_model: a/b", "org/b-chat", "fine-tuned-from"),
    ("base_model: a/b\nbase_model_relation: cousin", nil, "fine-tuned-from"),
  ])
  func `how a model came from its parent is read, or told by its names`(text: String, name: String?, relationship: String) {
    let inventory = card(text, name: name)
    #expect(inventory.components[0].lineage.map(\.relationship.rawValue) == [relationship])
    #expect(inventory["a/b"]?.isDescribed == false)
  }

  @Test func `a parent without organization is no other thing of that name`() {
    #expect(card("base_model: model").edges == ["this-model fine-tuned-from model"])
  }

  @Test func `several parents are merged`() {
    let inventory = card("base_model: [a/b, c/d]")
    #expect(inventory.edges == ["model merged-from a/b", "model merged-from c/d"])
  }

  @Test func `data sets are what the model was trained on, evaluation results are not`() {
    let inventory = card("datasets: [a/b, custom]\nmodel-index:\n- name: x\n  results: [{dataset: {name: c/d}}]")
    #expect(inventory.edges == ["model trained-on a/b", "model trained-on custom"])
    #expect(inventory["custom"]?.kind == .data)
  }

  @Test func `a model and a data set with one name stay two`() {
    let inventory = card("base_model: a/b\ndatasets: a/b", name: "a/c")
    #expect(inventory.edges == ["a/c fine-tuned-from a/b", "a/c trained-on datasets/a/b"])
    #expect(inventory.components.map(\.kind) == [.weights, .weights, .data])
    #expect(inventory.components[2].name == "a/b")
  }

  @Test(arguments: ["/home/me/model", "./out", "../x", "C:\\models\\x", "outputs/run/checkpoint-1", "ckpt/"])
  func `a path on the author's machine is an unresolved parent`(path: String) {
    let inventory = card("base_model: '\(path)'")
    #expect(inventory.diagnostics.map(\.code) == ["local-parent"])
    #expect(inventory.components.last?.isDescribed == false && inventory.components.count == 2)
  }

  @Test func `a link to the Hub names its model`() {
    #expect(card("base_model: https://huggingface.co/a/b").components.last?.name == "a/b")
  }

  @Test func `a data set card is told by its keys or its place`() {
    #expect(card("license: mit\ntask_categories: [text-classification]").components[0].kind == .data)
    #expect(card("license: mit\npretty_name: X").components[0].name == "X")
    #expect(card("license: mit", path: "datasets/a/README.md").components[0].kind == .data)
    let cached = card("license: mit", path: "hub/datasets--a--b/snapshots/1/README.md")
    #expect(cached.components[0].kind == .data && cached.components[0].name == "a/b")
    #expect(card("license: mit\nsdk: gradio\nmodels: [a/b]").edges == ["code runs a/b"])
  }

  @Test func `data that extends other data is derived from it`() {
    let inventory = card("task_categories: [x]\nsource_datasets: [original, 'extended|squad', 'extended|other-web', extended]")
    #expect(
      inventory.edges == [
        "dataset derived-from squad", "dataset derived-from other-web", "dataset derived-from unnamed source",
      ])
    #expect(inventory.diagnostics.map(\.code) == ["unnamed-source"])
  }

  @Test func `the task tells what goes in and comes out`() {
    #expect(card("pipeline_tag: image-text-to-text").components[0].modality == ["text", "image"])
    #expect(card("pipeline_tag: text-generation").components[0].modality == ["text"])
    #expect(card("license: mit").components[0].modality == nil)
  }

  @Test func `the text that one has to accept is identified where it stands`() throws {
    let inventory = card("license: other\nextra_gated_prompt: |-\n  TEXT OF gated-1 and more")
    let text = try #require(inventory.components[0].detected.first)
    #expect(text.ids == ["gated-1"] && text.role == "gated-prompt" && text.span.text == "TEXT OF gated-1")
  }

  @Test func `prose is the documentation of weights without a declared license`() {
    let inventory = HubCard(SourceFile(path: "README.md", text: "# A model\n")).inventory(.testing)
    #expect(inventory.components.map(\.kind) == [.weights] && inventory.components[0].declared == [])
    #expect(inventory.diagnostics.map(\.code) == ["no-front-matter"] && inventory.diagnostics[0].severity == .note)
  }

  @Test(arguments: ["license: [mit", "\tlicense: mit", "license: mit\n  base_model: x", "a: *b", "- license"])
  func `broken metadata is an error with a place, and the card is still there`(text: String) {
    let inventory = card(text)
    #expect(inventory.errors.count == 1 && inventory.components.count == 1)
    #expect(inventory.diagnostics.allSatisfy { !$0.labels.isEmpty })
  }

  @Test func `a byte order mark and Windows line ends change nothing`() {
    let text = "\u{FEFF}---\r\nlicense: mit\r\nbase_model:\r\n- a/b\r\n---\r\ntext\r\n"
    let inventory = HubCard(SourceFile(path: "README.md", text: text)).inventory(.testing)
    #expect(inventory.components[0].declaredNames == ["mit"] && inventory.edges == ["model fine-tuned-from a/b"])
  }

  @Test func `bytes that are no UTF-8 are an error with a place`() {
    let bytes = Array("---\nlicense: m".utf8) + [0xFF] + Array("\n---\n".utf8)
    let inventory = HubCard(SourceFile(path: "README.md", bytes: bytes)).inventory(.testing)
    #expect(inventory.errors == ["2:11 invalid-utf-8: invalid UTF-8"] && inventory.components[0].declared == [])
  }

  @Test func `the matcher's answers become detected licenses with their places`() {
    let words = (0..<60).map { "word\($0)" }.joined(separator: " ")
    let reference = SourceFile(path: "x.txt", text: words)
    let matcher = LicenseMatcher(fingerprints: ["a", "b"].map { Fingerprint(id: $0, of: reference) })
    let context = ReadingContext(identify: matcher.identification)
    let text = "---\nlicense: other\nextra_gated_prompt: |\n  \(words)\n---\nsome words\n"
    let detected = HubCard(SourceFile(path: "README.md", text: text)).inventory(context).components[0].detected
    #expect(detected.map(\.ids) == [["a", "b"]] && detected.map(\.match) == ["exact"])
    #expect(detected.first?.span.start.line == 4)
  }
}
