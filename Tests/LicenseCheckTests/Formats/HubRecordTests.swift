import Diagnostics
import Documents
import Inventory
import Licensing
import Testing

@testable import DocumentFormats

private func records(_ text: String) throws -> [Inventory] {
  let source = SourceFile(path: "record.json", text: text)
  let document = try JSONReader.read(source)
  #expect(DocumentFormat.of(source, document)?.name == "hub-record")
  return DocumentFormat.hubRecord.read(source, document, .testing)
}

struct HubRecordTests {
  @Test func `card data says more than tags`() throws {
    let inventory = try #require(
      records(
        """
        {"id": "o/m", "modelId": "o/m", "pipeline_tag": "text-generation",
         "tags": ["license:other", "base_model:a/b", "base_model:quantized:a/b", "dataset:c/d"],
         "cardData": {"license": "other", "license_name": "x-license", "base_model": "a/b", "datasets": ["c/d"]}}
        """
      ).first)
    #expect(inventory.name == "o/m" && inventory.components[0].id == "o/m")
    #expect(inventory.edges == ["o/m quantized-from a/b", "o/m trained-on c/d"])
    #expect(inventory.components[0].declared.map(\.source) == [.card])
    #expect(inventory.components[0].declared.first?.freeName?.value == "x-license")
    #expect(inventory.components[0].modality == ["text"])
  }

  @Test func `tags alone are enough`() throws {
    let inventory = try records(
      #"{"id": "o/m", "tags": ["license:mit", "base_model:adapter:a/b", "base_model:a/b", "dataset:c/d"]}"#)[0]
    #expect(inventory.edges == ["o/m adapter-of a/b", "o/m trained-on c/d"])
    #expect(inventory.components[0].declared.map(\.source) == [.hubTag])
  }

  @Test func `a tag that contradicts the card is a second claim`() throws {
    let inventory = try records(#"{"id": "o/m", "tags": ["license:mit"], "cardData": {"license": "gpl-3.0"}}"#)[0]
    #expect(
      inventory.components[0].declared.map { [$0.source.rawValue] + $0.names.map(\.value) } == [
        ["card", "gpl-3.0"], ["hub-tag", "mit"],
      ])
  }

  @Test func `a crawl gives the name where the tag says other`() throws {
    let inventory = try records(#"{"schema": 1, "id": "o/m", "license": "x-license", "tags": ["license:other"]}"#)[0]
    let declared = try #require(inventory.components[0].declared.first)
    #expect(declared.names.map(\.value) == ["other"] && declared.freeName?.value == "x-license")
  }

  @Test func `the short form of a crawl is read`() throws {
    let inventory = try records(
      #"{"id": "o/m", "license": "mit", "license_name": "mit", "base_model": ["a/b", "quantized:a/b"], "datasets": ["c/d"]}"#)[0]
    #expect(inventory.edges == ["o/m quantized-from a/b", "o/m trained-on c/d"])
    #expect(inventory.components[0].declaredNames == ["mit"] && inventory.components[0].declared[0].freeName == nil)
  }

  @Test func `several parents in one field are parted, and those without a tag stay`() throws {
    let inventory = try records(
      #"{"id": "o/m", "base_model": "a/b, c/d", "tags": ["base_model:c/d", "base_model:quantized:c/d"]}"#)[0]
    #expect(inventory.edges == ["o/m quantized-from a/b", "o/m quantized-from c/d"])
  }

  @Test func `an older name of the parent is not a second parent`() throws {
    let inventory = try records(
      #"{"id": "o/m", "cardData": {"base_model": "a/old"}, "tags": ["base_model:a/new", "base_model:adapter:a/new"]}"#)[0]
    #expect(inventory.edges == ["o/m adapter-of a/new"] && inventory.diagnostics.map(\.code) == ["renamed-parent"])
  }

  @Test func `a list holds one subject for each record, and what is none is told`() throws {
    let inventories = try records(#"[{"id": "o/m", "tags": []}, {"tags": []}, 3]"#)
    #expect(inventories.map(\.components.count) == [1, 0, 0])
    #expect(inventories.flatMap(\.errors).count == 2)
  }

  @Test func `a data set is told by its tags`() throws {
    let inventory = try records(#"{"id": "o/d", "tags": ["task_categories:translation", "license:cc0-1.0"], "cardData": {}}"#)[0]
    #expect(inventory.components.map(\.kind) == [.data])
  }

  @Test func `lines are read one by one, bad ones too`() {
    let source = SourceFile(path: "x.ndjson", text: "{\"id\": \"o/m\", \"tags\": []}\r\n\n{\"id\": 3\n{\"id\": \"gpt2\"}")
    let inventories = RecordLines(source).inventories()
    #expect(inventories.map(\.components.count) == [1, 0, 1])
    #expect(inventories[1].errors.first?.hasPrefix("3:") == true || inventories[1].errors.first?.hasPrefix("4:") == true)
  }
}
