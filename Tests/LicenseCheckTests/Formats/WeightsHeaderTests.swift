import Diagnostics
import Inventory
import LicenseMatching
import Testing

@testable import DocumentFormats
@testable import Files

/// Writes headers of weights.
enum HeaderBytes {
  static func safetensors(_ json: String) -> [UInt8] { number(json.utf8.count, 8) + Array(json.utf8) }

  static func number(_ value: Int, _ width: Int) -> [UInt8] { (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }

  static func string(_ text: String) -> [UInt8] { number(text.utf8.count, 8) + Array(text.utf8) }

  static func text(_ key: String, _ value: String) -> [UInt8] { string(key) + number(8, 4) + string(value) }

  static func number(_ key: String, _ value: Int) -> [UInt8] { string(key) + number(4, 4) + number(value, 4) }

  static func texts(_ key: String, _ values: [String]) -> [UInt8] {
    string(key) + number(9, 4) + number(8, 4) + number(values.count, 8) + values.flatMap(string)
  }

  static func gguf(_ pairs: [[UInt8]], count: Int? = nil) -> [UInt8] {
    Array("GGUF".utf8) + number(3, 4) + number(0, 8) + number(count ?? pairs.count, 8) + pairs.flatMap(\.self)
  }
}

struct WeightsHeaderTests {
  private func read(_ name: String, _ bytes: [UInt8]) throws -> Inventory {
    let folder = try TemporaryFolder()
    try folder.write(name, bytes)
    let findings = SubjectFinder(context: .naming).findings(in: [folder.path + "/" + name])
    return try #require(findings.inventories.first, "\(summary(findings.diagnostics))")
  }

  @Test func `the facts of a GGUF file are placed in lines of their own`() throws {
    let bytes = HeaderBytes.gguf([
      HeaderBytes.texts("tokenizer.ggml.tokens", ["a", "b"]), HeaderBytes.text("general.license", "other"),
      HeaderBytes.text("general.license.name", "acme"), HeaderBytes.number("general.base_model.count", 1),
      HeaderBytes.text("general.base_model.0.repo_url", "https://huggingface.co/org/base"),
      HeaderBytes.number("general.file_type", 15),
      HeaderBytes.number("general.dataset.count", 2), HeaderBytes.text("general.dataset.0.name", "My Data"),
      HeaderBytes.text("general.dataset.0.organization", "Acme"), HeaderBytes.texts("general.datasets", ["c/d"]),
      HeaderBytes.text("x.license_terms", "no"),
    ])
    let inventory = try read("m.gguf", bytes + [UInt8](repeating: 0, count: 100))
    #expect(inventory.stated == ["m weights: other"])
    #expect(
      inventory.components[0].declared[0].freeName?.value == "acme"
        && inventory.components[0].declared[0].names[0].span.text == "other")
    #expect(
      inventory.edges == [
        "m quantized-from org/base", "m trained-on Acme/My-Data", "m trained-on unnamed data", "m trained-on c/d",
      ])
    #expect(inventory.codes == ["unread-license-key", "parent-by-hint"])
  }

  @Test func `a whole license as a value is a text`() throws {
    let inventory = try read("m.gguf", HeaderBytes.gguf([HeaderBytes.text("general.license", "TEXT OF mit\nand more")]))
    #expect(inventory.components[0].detectedIDs == ["mit"] && inventory.components[0].declared == [])
  }

  @Test(arguments: [
    HeaderBytes.gguf([], count: 1 << 60),
    HeaderBytes.gguf([HeaderBytes.string("k") + HeaderBytes.number(8, 4) + HeaderBytes.number(1 << 40, 8)]),
    HeaderBytes.gguf([
      HeaderBytes.string("k") + HeaderBytes.number(9, 4) + HeaderBytes.number(12, 4) + HeaderBytes.number(1 << 62, 8)
    ]),
    HeaderBytes.gguf([HeaderBytes.string("k") + HeaderBytes.number(77, 4)]),
    HeaderBytes.gguf([HeaderBytes.text("general.license", "mit")], count: 2),
    Array("GGUF".utf8) + HeaderBytes.number(9, 4) + [UInt8](repeating: 0, count: 32),
    HeaderBytes.gguf([
      HeaderBytes.string("k") + HeaderBytes.number(9, 4) + HeaderBytes.number(9, 4) + HeaderBytes.number(1 << 50, 8)
    ]),
  ])
  func `no length of a GGUF header is believed`(bytes: [UInt8]) throws {
    let inventory = try read("m.gguf", bytes)
    #expect(inventory.errors.count == 1 && inventory.codes == ["weights-header"], "\(inventory.errors)")
  }

  @Test func `a safetensors header tells license, parent and family`() throws {
    let json =
      #"{"__metadata__": {"format": "pt", "license": "llama2", "ss_network_module": "lora", "ss_sd_model_name": "base.safetensors", "ss_base_model_version": "sdxl", "my_licence": "x"}, "w": {"dtype": "F16", "shape": [1], "data_offsets": [0, 2]}}"#
    let inventory = try read("m.safetensors", HeaderBytes.safetensors(json) + [0, 0])
    #expect(inventory.stated == ["m weights: llama2"] && inventory.edges == ["m adapter-of base.safetensors"])
    #expect(inventory.components[0].family?.value == "sdxl" && inventory.codes == ["unread-license-key", "parent-by-hint"])
    #expect(inventory.components[0].declared[0].names[0].span.file.bytes.count < 200, "only the metadata is kept")
  }

  @Test(arguments: [
    HeaderBytes.number(99_999_999, 8) + Array("{\"a\": 1}".utf8),
    HeaderBytes.safetensors(#"{"__metadata__": {"a": "1", "a": "2"}}"#),
    HeaderBytes.safetensors(#"{"a": [}         "#), HeaderBytes.number(1_500_000_000, 8) + Array("{}".utf8),
  ])
  func `a safetensors header that cannot be is refused`(bytes: [UInt8]) throws {
    let inventory = try read("m.safetensors", bytes)
    #expect(inventory.errors.count >= 1 && inventory.components.isEmpty)
  }

  @Test func `headers join the folder that their weights are in, and contradict its card`() throws {
    let folder = try TemporaryFolder(["m/README.md": "---\nlicense: mit\nbase_model: a/b\n---\n"])
    let header = HeaderBytes.gguf([
      HeaderBytes.text("general.license", "llama2"),
      HeaderBytes.text("general.base_model.0.repo_url", "https://huggingface.co/a/b"),
    ])
    try folder.write("m/x-1.gguf", header)
    try folder.write("m/x-2.gguf", header)
    let findings = SubjectFinder(context: .naming).findings(in: [folder.path])
    let inventory = try #require(findings.inventories.first)
    #expect(inventory.stated == ["m weights: mit | llama2"] && inventory.edges == ["m fine-tuned-from a/b"])
    let places = inventory.components[0].declared.map { FilePath.name(of: $0.names[0].span.file.path) }
    #expect(places == ["README.md", "x-1.gguf"])
    #expect(inventory.headers.map { FilePath.name(of: $0.path) } == ["x-1.gguf", "x-2.gguf"])
    #expect(inventory.headers.allSatisfy { $0.sha256 == SHA256.hexadecimalDigest(of: header) })
  }

  @Test func `a header stands before the prose of a card`() throws {
    let folder = try TemporaryFolder(["m/README.md": "---\ntags: [x]\n---\n- **License:** MIT\n"])
    try folder.write("m/x.gguf", HeaderBytes.gguf([HeaderBytes.text("general.license", "llama2")]))
    let findings = SubjectFinder(context: .naming).findings(in: [folder.path])
    #expect(findings.inventories.flatMap(\.stated) == ["m weights: llama2 | MIT"])
    #expect(findings.inventories.flatMap(\.codes) == [])
  }

  @Test func `of a large file only the header is read`() throws {
    let folder = try TemporaryFolder()
    let scope = try folder.scope()
    try folder.write(
      "m.gguf", HeaderBytes.gguf([HeaderBytes.text("general.license", "mit")]) + [UInt8](repeating: 7, count: 1 << 16))
    let start = try scope.readStart(folder.path + "/m.gguf", count: 10)
    #expect(start.bytes.count == 10 && start.size > 1 << 16)
  }
}
