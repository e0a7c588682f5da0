import Diagnostics
import Inventory
import Testing

@testable import DocumentFormats

struct CycloneDXTests {
  private func bill(_ components: String, _ rest: String = "") throws -> Inventory {
    try subject(
      "cyclonedx", "bom.json", #"{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [\#(components)]\#(rest)}"#)
  }

  @Test func `licenses are read by id, name, expression and address`() throws {
    let inventory = try bill(
      #"""
      {"type": "machine-learning-model", "name": "m", "licenses": [{"license": {"id": "MIT"}}, {"license": {"name": "Acme License"}}]},
      {"type": "data", "name": "d", "licenses": [{"expression": "MIT OR Apache-2.0"}]},
      {"type": "library", "name": "l", "licenses": [{"license": {"url": "https://cc.example/licenses/by/4.0/"}}]},
      {"type": "library", "name": "n", "externalReferences": [{"type": "license", "url": "https://acme.example/x"}]}
      """#)
    #expect(
      inventory.stated == [
        "m weights: MIT, Acme License", "d data: MIT OR Apache-2.0", "l code: CC-by-4.0", "n code: https://acme.example/x",
      ])
    #expect(inventory.codes == ["license-by-link"])
  }

  @Test func `what was concluded otherwise counts too, and is told with both places`() throws {
    let inventory = try bill(
      #"{"type": "data", "name": "d", "licenses": [{"license": {"id": "MIT", "acknowledgement": "declared"}}, {"expression": "GPL-3.0", "acknowledgement": "concluded"}]}"#
    )
    #expect(inventory.stated == ["d data: MIT, GPL-3.0"])
    #expect(inventory.diagnostics.map(\.code) == ["sources-disagree"] && inventory.diagnostics[0].labels.count == 2)
  }

  @Test func `what was seen in the files counts as a conclusion`() throws {
    let inventory = try bill(
      #"""
      {"type": "library", "name": "a", "evidence": {"licenses": [{"license": {"id": "MIT"}}]}},
      {"type": "library", "name": "b", "licenses": [{"license": {"id": "MIT"}}], "evidence": {"licenses": [{"license": {"id": "GPL-3.0"}}]}}
      """#)
    #expect(inventory.stated == ["a code: MIT", "b code: MIT, GPL-3.0"] && inventory.codes == ["sources-disagree"])
  }

  @Test func `texts are decoded and identified; one in another encoding is told and unknown`() throws {
    let inventory = try bill(
      #"""
      {"type": "data", "name": "a", "licenses": [{"license": {"name": "x", "text": {"encoding": "base64", "content": "VEVYVCBPRiBtaXQ="}}}]},
      {"type": "data", "name": "b", "licenses": [{"license": {"name": "x", "text": {"content": "TEXT OF y\n"}}}]},
      {"type": "data", "name": "c", "licenses": [{"license": {"name": "x", "text": {"encoding": "base85", "content": "zz"}}}]}
      """#)
    #expect(inventory["a"]?.detectedIDs == ["mit"] && inventory["b"]?.detectedIDs == ["y"])
    #expect(inventory["a"]?.detected[0].span.file.path == "bom.json#L1")
    #expect(inventory["c"]?.detected.map(\.match) == ["unknown"] && inventory.codes == ["unreadable-text"])
  }

  @Test func `an entry that names no license is told, not passed over`() throws {
    let inventory = try bill(#"{"type": "data", "name": "a", "licenses": [{"license": {}}, {"license": {"id": "NOASSERTION"}}]}"#)
    #expect(inventory.stated == ["a data: -"])
    #expect(inventory.codes == ["unread-license", "states-no-license"])
  }

  @Test func `lineage comes from pedigree, model card, dependencies and nesting`() throws {
    let inventory = try bill(
      #"""
      {"type": "machine-learning-model", "bom-ref": "m", "name": "m", "purl": "pkg:huggingface/Acme/Model@1",
       "pedigree": {"ancestors": [{"type": "machine-learning-model", "name": "base", "externalReferences": [{"url": "https://huggingface.co/org/base", "type": "website"}]}]},
       "modelCard": {"modelParameters": {"datasets": [{"type": "dataset", "name": "inline"}, {"ref": "d"}, {"ref": "gone"}]}},
       "components": [{"type": "data", "name": "inner"}, {"type": "file", "name": "x.txt"}]},
      {"type": "data", "bom-ref": "d", "name": "d"}, {"type": "library", "bom-ref": "l", "name": "l"},
      {"type": "application", "bom-ref": "app", "name": "app"}
      """#, #", "dependencies": [{"ref": "app", "dependsOn": ["m", "l", "app"]}]"#)
    #expect(
      inventory.edges == [
        "Acme/Model trained-on inline", "Acme/Model fine-tuned-from org/base", "Acme/Model trained-on inner",
        "Acme/Model trained-on d",
        "Acme/Model trained-on gone", "app runs Acme/Model", "app contains l",
      ])
    #expect(inventory["org/base"]?.isDescribed == false)
    #expect(inventory.codes == ["unknown-reference", "files-without-license"])
  }

  @Test func `the product that the bill is about holds what nothing else holds`() throws {
    let inventory = try subject(
      "cyclonedx", "bom.json",
      #"{"bomFormat": "CycloneDX", "metadata": {"component": {"type": "application", "name": "p"}}, "components": [{"type": "machine-learning-model", "name": "m"}, {"type": "data", "name": "p"}]}"#
    )
    #expect(inventory.name == "p" && inventory.edges == ["p runs m", "p contains p-2"])
  }

  @Test func `properties tell a parent, and a license only where nothing else does`() throws {
    let inventory = try bill(
      #"{"type": "machine-learning-model", "name": "m", "properties": [{"name": "hf:baseModel", "value": "a/b"}, {"name": "license", "value": "as you like"}]}"#
    )
    #expect(inventory.edges == ["m fine-tuned-from a/b"] && inventory.stated == ["m weights: as you like"])
    #expect(inventory.components[0].declared.map(\.source) == [.prose] && inventory.codes == ["unread-license-key"])
  }

  @Test func `XML says the same as JSON`() throws {
    let text = """
      <?xml version="1.0"?>
      <b:bom xmlns:b="http://cyclonedx.org/schema/bom/1.6"><b:components>
        <b:component type="machine-learning-model" bom-ref="m"><b:name>m</b:name>
          <b:licenses><b:license acknowledgement="declared"><b:id>MIT</b:id><b:text encoding="base64">VEVYVCBPRiBtaXQ=</b:text></b:license></b:licenses>
          <b:pedigree><b:ancestors><b:component type="machine-learning-model"><b:name>base</b:name></b:component></b:ancestors></b:pedigree>
          <b:modelCard><b:modelParameters><b:datasets><b:dataset><b:type>dataset</b:type><b:name>data</b:name></b:dataset></b:datasets></b:modelParameters></b:modelCard>
        </b:component>
        <b:component type="data" bom-ref="d"><b:name>d</b:name><b:licenses><b:expression>MIT OR Apache-2.0</b:expression></b:licenses></b:component>
      </b:components>
      <b:dependencies><b:dependency ref="m"><b:dependency ref="d"/></b:dependency></b:dependencies></b:bom>
      """
    let inventory = try subject("cyclonedx-xml", "bom.xml", text)
    #expect(inventory.stated == ["m weights: MIT", "d data: MIT OR Apache-2.0"])
    #expect(inventory.edges == ["m trained-on data", "m fine-tuned-from base", "m trained-on d"])
    #expect(inventory["m"]?.detectedIDs == ["mit"] && inventory["m"]?.declared[0].names[0].span.text == "MIT")
  }

  @Test func `a product of many parts is read in time that grows with them, and hints end somewhere`() throws {
    let parts = (0..<20_000).map {
      #"{"type": "library", "name": "l\#($0)", "licenses": [{"license": {"url": "https://x.example/\#($0)"}}]}"#
    }
    let inventory = try subject(
      "cyclonedx", "bom.json",
      #"{"bomFormat": "CycloneDX", "metadata": {"component": {"type": "application", "name": "p"}}, "components": [\#(parts.joined(separator: ","))]}"#
    )
    #expect(inventory.edges.count == 20_000 && inventory.errors == [] && inventory.codes.count == 101)
    #expect(inventory.codes.last == "more-hints")
  }

  @Test func `hostile bills are refused, not followed`() throws {
    let entity =
      #"<!DOCTYPE bom [<!ENTITY e SYSTEM "file:///etc/passwd">]><bom xmlns="http://cyclonedx.org/schema/bom/1.6">&e;</bom>"#
    #expect(try subject("cyclonedx-xml", "bom.xml", entity).codes == ["xml-doctype"])
    var nested = #"{"type": "data", "name": "d"}"#
    for _ in 0..<100 { nested = #"{"type": "library", "name": "n", "components": [\#(nested)]}"# }
    #expect(try bill(nested).codes == ["too-deep"])
    #expect(try bill("").codes == ["empty-document"])
    #expect(try bill("7, null, []").components.count == 3)
  }
}
