import Diagnostics
import Inventory
import Licensing
import Testing

@testable import DocumentFormats
@testable import Files

extension TemporaryFolder {
  func findings(_ paths: String..., limits: DirectoryWalk.Limits = .standard) -> SubjectFinder.Findings {
    SubjectFinder(context: .testing, limits: limits).findings(in: paths.map { $0.isEmpty ? path : path + "/" + $0 })
  }

  /// The only subject in the folder.
  func subject(_ name: String = "") throws -> Inventory {
    let findings = findings(name)
    try #require(findings.inventories.count == 1, "\(summary(findings.diagnostics))")
    return findings.inventories[0]
  }
}

struct ModelDirectoryTests {
  @Test func `one license beside code and weights is a question`() throws {
    let folder = try TemporaryFolder(["m/LICENSE": "TEXT OF mit", "m/model.safetensors": "", "m/train.py": ""])
    let inventory = try folder.subject("m")
    #expect(inventory.components.map(\.id) == ["m", "code"])
    #expect(inventory["m"]?.detected == [] && inventory["code"]?.detectedIDs == ["mit"])
    #expect(inventory.looseTexts.flatMap(\.ids) == ["mit"])
  }

  @Test func `a text that names all kinds covers the weights too`() throws {
    let folder = try TemporaryFolder(["m/LICENSE": "TEXT OF all-kinds", "m/model.safetensors": "", "m/train.py": ""])
    let inventory = try folder.subject("m")
    #expect(inventory["m"]?.detectedIDs == ["all-kinds"] && inventory.looseTexts == [])
  }

  @Test func `a card that declares a license speaks for the weights`() throws {
    let folder = try TemporaryFolder([
      "m/README.md": "---\nlicense: mit\n---\n", "m/LICENSE.txt": "TEXT OF mit", "m/model.gguf": "", "m/run.py": "",
    ])
    let inventory = try folder.subject("m")
    #expect(inventory["m"]?.detectedIDs == ["mit"] && inventory["m"]?.declaredNames == ["mit"])
    #expect(inventory["code"]?.declaredNames == ["mit"] && inventory.looseTexts == [])
  }

  @Test func `a license alone with weights is theirs`() throws {
    let folder = try TemporaryFolder(["m/COPYING": "TEXT OF gpl", "m/pytorch_model.bin": ""])
    #expect(try folder.subject("m")["m"]?.detectedIDs == ["gpl"])
  }

  @Test(arguments: ["LICENSE-MODEL", "MODEL_LICENSE", "LICENSE_MODEL.txt", "LICENSE-WEIGHTS.md", "LICENCE.model"])
  func `a license of the model is not one of the code`(name: String) throws {
    let folder = try TemporaryFolder([
      "m/\(name)": "TEXT OF rail", "m/LICENSE-CODE": "TEXT OF mit", "m/LICENSE": "TEXT OF apache", "m/x.py": "", "m/x.pt": "",
    ])
    let inventory = try folder.subject("m")
    #expect(inventory["m"]?.detectedIDs == ["rail"] && inventory["code"]?.detectedIDs == ["mit"])
    #expect(inventory.looseTexts.flatMap(\.ids) == ["apache"])
  }

  @Test func `notices, policies and a folder of texts keep their roles`() throws {
    let folder = try TemporaryFolder([
      "m/README.md": "---\nlicense: x\n---\n", "m/NOTICE": "built by us", "m/USE_POLICY.md": "TEXT OF policy",
      "m/LICENSES/A.txt": "TEXT OF a", "m/LICENSES/B.txt": "TEXT OF b", "m/license.py": "", "m/m.onnx": "",
    ])
    let inventory = try folder.subject("m")
    #expect(inventory["m"]?.detected.map(\.role) == ["NOTICE", "USE_POLICY"])
    #expect(inventory["m"]?.detected.map(\.match) == ["unknown", "exact"])
    #expect(inventory.looseTexts.flatMap(\.ids) == ["a", "b"])
  }

  @Test func `a text that nobody knows or can read is told`() throws {
    let folder = try TemporaryFolder([
      "m/LICENSE": "do as you like", "m/LICENSE.pdf": "%PDF-1.4", "m/LICENSE-x": " ", "m/x.pt": "",
    ])
    let inventory = try folder.subject("m")
    #expect(inventory["m"]?.detected.map(\.match) == ["unknown", "unknown", "unknown"])
    #expect(inventory.diagnostics.map(\.code) == ["empty-license", "not-text"])
  }

  @Test func `a page in HTML is read as a reader sees it, and placed by its lines`() throws {
    let folder = try TemporaryFolder([
      "m/LICENSE.html": "<html><body>\n<p>TEXT\n<b>OF</b> mit</p>\n<script>TEXT OF x</script></body></html>", "m/x.gguf": "",
      "m/README.html": "<!doctype html><p>a model</p>",
    ])
    let inventory = try folder.subject("m")
    #expect(inventory["m"]?.detectedIDs == ["mit"])
    #expect(inventory["m"]?.detected.first?.span.text == "<p>TEXT\n<b>OF</b> mit</p>")
    #expect(inventory.diagnostics.map(\.code) == ["no-front-matter"])
  }

  @Test func `a card and an adapter that name different parents both stay visible`() throws {
    let folder = try TemporaryFolder([
      "m/README.md": "---\nlicense: mit\nbase_model: a/32b\n---\n",
      "m/adapter_config.json": #"{"base_model_name_or_path": "a/8b"}"#, "m/adapter_model.safetensors": "",
    ])
    let inventory = try folder.subject("m")
    #expect(inventory.edges == ["m fine-tuned-from a/32b", "m adapter-of a/8b"])
    let disagreement = try #require(inventory.diagnostics.first { $0.code == "sources-disagree" })
    #expect(disagreement.labels.map { FilePath.name(of: $0.span.file.path) } == ["README.md", "adapter_config.json"])
    #expect(inventory.components.map(\.id) == ["m", "a/32b", "a/8b"])
  }

  @Test func `a configuration is believed only where the card is silent`() throws {
    let files = ["m/config.json": #"{"_name_or_path": "a/b", "model_type": "llama"}"#, "m/x.safetensors": ""]
    let silent = try TemporaryFolder(files.merging(["m/README.md": "---\nlicense: mit\n---\n"]) { $1 })
    #expect(try silent.subject("m").edges == ["m fine-tuned-from a/b"])
    let spoken = try TemporaryFolder(files.merging(["m/README.md": "---\nbase_model: c/d\n---\n"]) { $1 })
    let inventory = try spoken.subject("m")
    #expect(inventory.edges == ["m fine-tuned-from c/d"] && inventory["m"]?.family?.value == "llama")
    #expect(summary(inventory.diagnostics) == [])
  }

  @Test func `a Hub cache is read through its links, each snapshot a subject`() throws {
    let folder = try TemporaryFolder([
      "hub/models--org--a--b/refs/main": "111", "hub/models--org--a--b/blobs/x1": "---\nlicense: mit\n---\n",
      "hub/models--org--a--b/blobs/x2": "",
    ])
    try folder.link("hub/models--org--a--b/snapshots/111/README.md", to: "../../blobs/x1")
    try folder.link("hub/models--org--a--b/snapshots/111/model.safetensors", to: "../../blobs/x2")
    try folder.link("hub/models--org--a--b/snapshots/222/model.safetensors", to: "../../blobs/x2")
    let findings = folder.findings("hub")
    #expect(findings.inventories.map(\.name) == ["org/a--b", "org/a--b"])
    #expect(findings.inventories.map(\.version) == ["111", "222"])
    #expect(findings.inventories[0].components[0].declaredNames == ["mit"])
    #expect(try folder.subject("hub/models--org--a--b/snapshots/111/README.md").components[0].name == "org/a--b")
  }

  @Test func `nothing outside a cache folder is read through its links`() throws {
    let folder = try TemporaryFolder(["secret": "---\nlicense: mit\n---\n", "models--a/snapshots/1/model.safetensors": ""])
    try folder.link("models--a/snapshots/1/README.md", to: "../../../secret")
    let findings = folder.findings("models--a")
    #expect(findings.inventories.flatMap(\.components).flatMap(\.declaredNames) == [])
    #expect(findings.inventories.flatMap(\.errors).contains { $0.contains("outside-scope") })
  }
}
