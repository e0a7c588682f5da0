import Diagnostics
import Inventory
import Testing

@testable import DocumentFormats
@testable import Files

struct CardProseTests {
  private func card(_ body: String, license: String? = nil) throws -> Inventory {
    let front = license.map { "---\nlicense: \($0)\n---\n" } ?? ""
    return try #require(subjects("README.md", front + body).inventories.first)
  }

  @Test(arguments: [
    ("- **License:** Apache-2.0", "Apache-2.0"), ("**License** MIT", "MIT"), ("License: MIT (as shown)", "MIT"),
    ("| **License** | [MIT](x) |", "MIT"),
    ("| License | Apache\u{2011}2.0 |", "Apache-2.0"), ("## License\n\nMIT. The base model has its own.", "MIT"),
    ("### License: MIT", "MIT"),
    ("![License](https://img.shields.io/badge/License-Apache_2.0-blue.svg)", "Apache 2.0"),
    ("<img src=\"https://img.shields.io/badge/license-CC--BY--4.0-green\">", "CC-BY-4.0"),
    ("This model is released under the Apache 2.0 license.", "Apache 2.0"),
    ("- License: [here](https://licenses.example/the-mit)", "MIT"),
    ("* License: Acme Terms", "Acme Terms"), ("- **License:** CC BY 4.0 and MIT", "CC BY 4.0, MIT"),
    ("- License: Modified MIT License", "Modified MIT License"),
    ("- **License:** <a href=\"https://licenses.example/the-mit\">text</a>", "MIT"),
  ])
  func `a license in prose is declared with the rank of prose`(body: String, name: String) throws {
    let component = try card(body).components[0]
    #expect(component.declaredNames.joined(separator: ", ") == name && component.declared.map(\.source) == [.prose])
    #expect(component.declared[0].names[0].span.start.line >= 1)
  }

  @Test(arguments: [
    "- **License:** [More Information Needed]", "```\nLicense: MIT\n```", "| Dataset | License |\n|---|---|\n| a | MIT |",
    "We drive licensed cars under MIT bridges.",
    "- **License:**", "<!-- LICENSE -->", "It is not licensed under MIT", "The data set is released under the MIT license.",
    "## Training data\n- **License:** MIT", "## License\nThe code is under MIT.",
    "We use a corpus. It is licensed under Apache 2.0.",
  ])
  func `what states no license of the card's subject is none`(body: String) throws {
    #expect(try card(body).components[0].declared == [])
  }

  @Test func `prose never stands before the front matter`() throws {
    let inventory = try card("\n[![License](https://img.shields.io/badge/License-Apache_2.0-blue.svg)](x)\n", license: "llama2")
    #expect(inventory.components[0].declared.map(\.source) == [.card, .prose])
    #expect(inventory.components[0].declared.map { $0.names[0].span.start.line } == [2, 5])
  }

  @Test func `a parent in prose is one more, and differs with a place`() throws {
    let inventory = try card(
      "- **Finetuned from model :** [base](https://huggingface.co/a/base)\n- **Base model:** a family of models\n", license: "mit"
    )
    #expect(inventory.edges == ["model fine-tuned-from a/base"] && inventory.codes == ["parent-in-prose"])
    let other = try #require(
      subjects("README.md", "---\nbase_model: c/d\n---\n- Finetuned from model: a/base\n").inventories.first)
    #expect(other.edges == ["model fine-tuned-from c/d", "model fine-tuned-from a/base"] && other.codes == ["sources-disagree"])
  }

  @Test func `a section about the license that names none is told`() throws {
    #expect(try card("# License\nask us\n", license: "mit").codes == ["license-in-prose"])
  }

  @Test func `an HTML card is read as its reader sees it`() throws {
    let page =
      "<!doctype html><html><body>\n<h1>m</h1>\n<p><b>License:</b>\nMIT</p>\n<script>License: GPL-3.0</script></body></html>"
    let inventory = try #require(subjects("card.html", page).inventories.first)
    #expect(inventory.components[0].declaredNames == ["MIT"] && inventory.components[0].declared[0].names[0].span.start.line == 3)
  }
}

struct DetectionTests {
  @Test func `formats are told by content, whatever the name`() throws {
    #expect(
      try subject("cyclonedx", "data", #"{"bomFormat": "CycloneDX", "components": [{"type": "data", "name": "d"}]}"#).components
        .count == 1)
    #expect(try subject("kitfile", "Kitfile.template", "manifestVersion: 1\nmodel: {name: m}\n").components.count == 1)
    #expect(try subject("mlflow", "some__MLmodel", "flavors: {x: {}}\n").components.count == 1)
    #expect(
      try subject(
        "cyclonedx-xml", "sbom",
        "<bom xmlns=\"http://cyclonedx.org/schema/bom/1.5\"><components><component type=\"data\"/></components></bom>"
      ).components.count == 1)
  }

  @Test func `names of formats are unique, and each format is found by its name`() {
    let names = DocumentFormat.all.map(\.name)
    #expect(Set(names).count == names.count && names.allSatisfy { DocumentFormat.named($0)?.name == $0 })
  }

  @Test func `a format that was asked for reads, and says so where the document is another`() throws {
    let source = SourceFile(path: "x.txt", text: "model_name_or_path: a/b\n")
    let forced = SubjectFinder(context: .naming, format: DocumentFormat.named("llama-factory")).findings(in: source)
    #expect(forced.inventories.flatMap(\.edges) == ["code runs a/b"] && forced.diagnostics.isEmpty)
    let wrong = SubjectFinder(context: .naming, format: DocumentFormat.named("spdx-2")).findings(in: source)
    #expect(wrong.diagnostics.map(\.code) == ["not-the-format"])
  }

  @Test func `what fits nothing is described`() {
    let findings = subjects("x.json", #"{"alpha": 1, "beta": {}}"#)
    #expect(findings.diagnostics.map(\.code) == ["not-a-manifest"])
    #expect(findings.diagnostics[0].labels[0].text == "an object with `alpha`, `beta`")
    #expect(findings.diagnostics[0].help?.contains("CycloneDX") == true)
  }

  @Test func `a bill of materials of twenty thousand components is read in time that grows with it`() throws {
    let part = (0..<20_000).map { #"{"type": "library", "name": "l\#($0 % 10_000)", "licenses": [{"license": {"id": "MIT"}}]}"# }
      .joined(separator: ",")
    let inventory = try subject("cyclonedx", "bom.json", #"{"bomFormat": "CycloneDX", "components": [\#(part)]}"#)
    #expect(inventory.components.count == 20_000 && Set(inventory.components.map(\.id)).count == 20_000)
  }
}
