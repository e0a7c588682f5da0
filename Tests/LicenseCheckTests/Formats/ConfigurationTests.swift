import Diagnostics
import Documents
import Inventory
import Licensing
import Testing

@testable import DocumentFormats

private func read(_ text: String) throws -> Inventory {
  let source = SourceFile(path: "config.json", text: text)
  let document = try JSONReader.read(source)
  let format = try #require(DocumentFormat.of(source, document))
  return try #require(format.read(source, document, .testing).first)
}

struct ConfigurationTests {
  @Test func `an adapter belongs to the model that its configuration names`() throws {
    let inventory = try read(#"{"base_model_name_or_path": "a/b", "peft_type": "LORA"}"#)
    #expect(inventory.edges == ["model adapter-of a/b"] && inventory.diagnostics.isEmpty)
  }

  @Test(arguments: [#"{"base_model_name_or_path": null}"#, #"{"base_model_name_or_path": ""}"#, #"{"peft_type": "LORA"}"#])
  func `an adapter of an unnamed model has an unresolved parent`(text: String) throws {
    let inventory = try read(text)
    #expect(inventory.diagnostics.map(\.code) == ["unnamed-parent"])
    #expect(inventory.components.map(\.isDescribed) == [true, false])
  }

  @Test func `a path on the trainer's machine is an unresolved parent`() throws {
    let inventory = try read(#"{"base_model_name_or_path": "/root/models/x"}"#)
    #expect(inventory.diagnostics.map(\.code) == ["local-parent"] && inventory.components.count == 2)
  }

  @Test func `where the weights were loaded from is a hint`() throws {
    let hint = try read(#"{"_name_or_path": "a/b", "model_type": "llama", "architectures": ["LlamaForCausalLM"]}"#)
    #expect(hint.edges == ["model fine-tuned-from a/b"] && hint.diagnostics.map(\.severity) == [.note])
    #expect(hint.components[0].family?.value == "llama")
    for path in ["./x/", "/runs/y", "pygmalion-7b", ""] {
      let inventory = try read(#"{"_name_or_path": "\#(path)", "model_type": "llama"}"#)
      #expect(inventory.edges == [])
    }
  }

  @Test func `a model that names itself is not its own parent`() throws {
    let source = SourceFile(path: "config.json", text: #"{"_name_or_path": "A/b", "model_type": "llama"}"#)
    let inventory = Configuration(try JSONReader.read(source), name: "a/B").modelInventory()
    #expect(inventory.edges == [] && inventory.diagnostics.isEmpty)
  }
}
