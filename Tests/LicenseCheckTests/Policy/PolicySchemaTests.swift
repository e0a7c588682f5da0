import Diagnostics
import Documents
import Testing

@testable import DocumentFormats
@testable import LicenseCheck

struct PolicySchemaTests {
  private func document(_ text: String) throws -> DocumentNode {
    try JSONReader.read(SourceFile(path: "schema.json", text: text)).root
  }

  private func keys(_ node: DocumentNode?) -> Set<String> { Set(node?["properties"]?.members.map(\.key.value) ?? []) }

  @Test func `the schemas know the keys that the readers know`() throws {
    let schema = try document(ConfigurationSchema.text)
    let words = schema["$defs"]
    #expect(keys(schema) == Set(ProjectConfiguration.keys))
    #expect(keys(words?["waiver"]) == Set(Waiver.keys))
    #expect(keys(words?["conclusion"]) == Set(LicenseDecision.keys))
    #expect(keys(words?["policy"]) == Set(PolicyStatement.keys))
    #expect(keys(words?["use"]) == Set(ManifestReader.useKeys))
    #expect(keys(schema["properties"]?["files"]) == Set(FileSelection.keys))
    #expect(keys(schema["properties"]?["uses"]?["additionalProperties"]) == Set(ManifestReader.profileKeys))
    let waivers = try document(ConfigurationSchema.waivers)
    #expect(keys(waivers) == Set(ProjectConfiguration.waiverKeys))
    #expect(keys(waivers["$defs"]?["waiver"]) == Set(Waiver.keys))
  }

  @Test(arguments: InquiryCommands.schemas.map(\.name))
  func `every reference of a schema leads somewhere`(name: String) throws {
    let output = InquiryCommands.schema(name)
    #expect(output.status == 0)
    let root = try document(output.text)
    let words = Set(root["$defs"]?.members.map(\.key.value) ?? [])
    var open = [root]
    while let node = open.popLast() {
      open += node.members.map(\.value) + Array(node.elements)
      guard let reference = node["$ref"]?.string else { continue }
      #expect(words.contains(String(reference.dropFirst("#/$defs/".count))), "\(name): \(reference)")
    }
    #expect(root["$schema"]?.string == "https://json-schema.org/draft/2020-12/schema")
  }
}
