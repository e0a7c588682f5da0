import Diagnostics
import Inventory
import Testing

@testable import DocumentFormats

struct SPDXTests {
  @Test func `version 2 gives packages with their licenses, texts and relationships`() throws {
    let inventory = try subject(
      "spdx-2", "sbom.spdx.json",
      #"""
      {"spdxVersion": "SPDX-2.3", "name": "doc", "packages": [
        {"SPDXID": "SPDXRef-a", "name": "app", "licenseDeclared": "MIT", "licenseConcluded": "NOASSERTION"},
        {"SPDXID": "SPDXRef-m", "name": "m", "licenseDeclared": "LicenseRef-x", "licenseConcluded": "GPL-3.0",
         "externalRefs": [{"referenceLocator": "pkg:huggingface/org/m@1"}]},
        {"SPDXID": "SPDXRef-n", "name": "n", "licenseDeclared": "NONE", "licenseConcluded": "NOASSERTION", "licenseInfoFromFiles": ["MIT"]}],
       "files": [{"SPDXID": "SPDXRef-f", "fileName": "f.c", "licenseConcluded": "Apache-2.0"}, {"SPDXID": "SPDXRef-g", "fileName": "g.c", "licenseConcluded": "MIT"}],
       "hasExtractedLicensingInfos": [{"licenseId": "LicenseRef-x", "extractedText": "TEXT OF y"}],
       "relationships": [{"spdxElementId": "SPDXRef-m", "relationshipType": "DEPENDENCY_OF", "relatedSpdxElement": "SPDXRef-a"},
                         {"spdxElementId": "SPDXRef-a", "relationshipType": "CONTAINS", "relatedSpdxElement": "SPDXRef-f"}]}
      """#)
    #expect(inventory.stated == ["app code: MIT", "org/m weights: LicenseRef-x, GPL-3.0", "n code: MIT", "f.c code: Apache-2.0"])
    #expect(inventory["org/m"]?.detectedIDs == ["y"] && inventory.edges == ["app runs org/m", "app contains f.c"])
    #expect(inventory.codes == ["sources-disagree", "states-no-license"])
  }

  private func graph(_ elements: String) throws -> Inventory {
    try subject(
      "spdx-3", "x.spdx3.json", #"{"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "@graph": [\#(elements)]}"#)
  }

  @Test func `version 3 gives models and data whose licenses and lineage are elements`() throws {
    let inventory = try graph(
      #"""
      {"type": "ai_AIPackage", "spdxId": "urn:m", "name": "m"}, {"type": "dataset_DatasetPackage", "spdxId": "urn:d", "name": "d"},
      {"@type": "https://spdx.org/rdf/3.0.1/terms/Software/Package", "@id": "urn:s", "name": "s", "software_primaryPurpose": "documentation"},
      {"type": "simplelicensing_LicenseExpression", "spdxId": "urn:l", "simplelicensing_licenseExpression": "MIT AND LicenseRef-1"},
      {"type": "Relationship", "from": "urn:m", "relationshipType": "hasDeclaredLicense", "to": ["urn:l"]},
      {"type": "Relationship", "from": "urn:d", "relationshipType": "hasConcludedLicense", "to": "https://spdx.org/licenses/CC-BY-4.0"},
      {"type": "Relationship", "from": "urn:d", "relationshipType": "hasDeclaredLicense", "to": ["https://spdx.org/rdf/3.0.1/terms/Licensing/NoAssertion"]},
      {"type": "LifecycleScopedRelationship", "from": "urn:m", "relationshipType": "trainedOn", "to": ["urn:d", "urn:elsewhere"]},
      {"type": "Relationship", "from": "urn:m", "relationshipType": "https://spdx.org/rdf/3.0.1/terms/Core/RelationshipType/descendantOf", "to": "urn:base"}
      """#)
    #expect(inventory.stated == ["m weights: MIT AND LicenseRef-1", "d data: CC-BY-4.0", "s documentation: -"])
    #expect(inventory.edges == ["m trained-on d", "m trained-on urn:elsewhere", "m fine-tuned-from urn:base"])
  }

  @Test func `sets of licenses become expressions, and their texts are read`() throws {
    let inventory = try graph(
      #"""
      {"type": "ai_AIPackage", "spdxId": "urn:m", "name": "m"},
      {"type": "expandedlicensing_DisjunctiveLicenseSet", "spdxId": "urn:l", "expandedlicensing_member": ["https://spdx.org/licenses/MIT", "urn:c"]},
      {"type": "expandedlicensing_CustomLicense", "spdxId": "urn:c", "name": "LicenseRef-c", "simplelicensing_licenseText": "TEXT OF y"},
      {"type": "expandedlicensing_ConjunctiveLicenseSet", "spdxId": "urn:loop", "expandedlicensing_member": ["urn:loop"]},
      {"type": "Relationship", "from": {"spdxId": "urn:m"}, "relationshipType": "hasDeclaredLicense", "to": ["urn:l"]}
      """#)
    #expect(inventory.stated == ["m weights: (MIT OR LicenseRef-c)"] && inventory["m"]?.detectedIDs == ["y"])
  }

  @Test func `sets of sets do not grow without end`() throws {
    let sets = (0..<40).map { level in
      #"{"type": "expandedlicensing_ConjunctiveLicenseSet", "spdxId": "urn:\#(level)", "expandedlicensing_member": ["urn:\#(level + 1)", "urn:\#(level + 1)", "urn:0"]}"#
    }
    let licensed = #"{"type": "Relationship", "from": "urn:m", "relationshipType": "hasDeclaredLicense", "to": ["urn:0"]}"#
    let inventory = try graph(
      ([#"{"type": "ai_AIPackage", "spdxId": "urn:m", "name": "m"}"#, licensed] + sets).joined(separator: ","))
    #expect(inventory.components[0].declared[0].names[0].value.utf8.count < 50_000)
  }

  @Test func `a long chain of sets ends`() throws {
    let sets = (0..<20_000).map { level in
      #"{"type": "expandedlicensing_ConjunctiveLicenseSet", "spdxId": "urn:\#(level)", "expandedlicensing_member": ["urn:\#(level + 1)"]}"#
    }
    let licensed = #"{"type": "Relationship", "from": "urn:m", "relationshipType": "hasDeclaredLicense", "to": ["urn:0"]}"#
    let inventory = try graph(
      ([#"{"type": "ai_AIPackage", "spdxId": "urn:m", "name": "m"}"#, licensed] + sets).joined(separator: ","))
    #expect(inventory.components[0].declared[0].names[0].value.hasSuffix("urn:64" + String(repeating: ")", count: 64)))
  }

  @Test func `a document without packages is refused`() throws {
    #expect(try graph(#"{"type": "Person", "spdxId": "urn:p"}"#).codes == ["empty-document"])
    #expect(try subject("spdx-2", "a.json", #"{"spdxVersion": "SPDX-2.3", "packages": []}"#).codes == ["empty-document"])
  }
}

struct CroissantTests {
  private func data(_ members: String) throws -> Inventory {
    try subject(
      "croissant", "croissant.json",
      #"{"@type": "sc:Dataset", "conformsTo": "http://mlcommons.org/croissant/1.1", "name": "d"\#(members)}"#)
  }

  @Test(arguments: [
    (#", "license": "https://cc.example/licenses/by/4.0/""#, "CC-by-4.0"), (#", "license": ["MIT", "Public"]"#, "MIT, Public"),
    (#", "sc:license": {"@id": "https://spdx.example/MIT.html"}"#, "mit"), (#", "license": "None", "sdLicense": "MIT""#, "-"),
    (#", "license": "This is a license.""#, "-"), ("", "-"),
    (#", "license": "https://spdx.example/undefined/""#, "https://spdx.example/undefined/"),
  ])
  func `the license is that of the data, in whatever form`(members: String, license: String) throws {
    #expect(try data(members).stated == ["d data: \(license)"])
  }

  @Test func `sources are parents, and further conditions are told`() throws {
    let inventory = try data(
      #", "url": "https://huggingface.co/datasets/org/d", "prov:wasDerivedFrom": {"@id": "x", "prov:locatedAt": "https://huggingface.co/datasets/org/e"}, "isBasedOn": ["f", {"name": "g"}], "usageInfo": "DUO_0000042""#
    )
    #expect(inventory.edges == ["org/d derived-from f", "org/d derived-from g", "org/d derived-from org/e"])
    #expect(inventory.codes == ["use-conditions"])
  }

  @Test func `several descriptions in a list or graph are several subjects`() {
    let one = #"{"@type": "Dataset", "name": "a", "license": "MIT"}"#
    #expect(subjects("c.json", "[\(one), \(one)]").inventories.count == 2)
    #expect(
      subjects("c.json", #"{"@context": {}, "@graph": [\#(one), {"@type": "Person"}]}"#).inventories.flatMap(\.stated) == [
        "a data: MIT"
      ])
  }
}
