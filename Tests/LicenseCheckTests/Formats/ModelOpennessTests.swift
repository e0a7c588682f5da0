import Diagnostics
import Inventory
import Testing

@testable import DocumentFormats

struct ModelOpennessTests {
  private static let text = """
    framework: {name: 'Model Openness Framework', version: '1.0', date: '2024-12-15'}
    release:
      name: Acme-7B
      version: 7B
      license: { distribution: {name: Apache-2.0, path: ''}, code: {name: '', path: ''} }
      origin: 'base-7B '
      components:
        - {name: 'Model parameters (Final)', license: ' Acme License', license_path: 'https://acme.example/license'}
        - {name: Datasets, license: unlicensed}
        - {name: 'Evaluation data', license: CC-BY-4.0}
        - {name: 'Inference code'}
        - {name: 'Sample model outputs', license: MIT}
        - {name: 'Research paper', license: 'Component not include.'}
    """

  @Test func `components keep their licenses, their kinds and their lineage`() throws {
    let inventory = try subject("mof", "acme.yml", Self.text)
    #expect(
      inventory.stated == [
        "Acme-7B weights: Acme License", "Acme-7B: Datasets data: -", "Acme-7B: Evaluation data data: CC-BY-4.0",
        "Acme-7B: Inference code code: Apache-2.0", "Acme-7B: Sample model outputs data: MIT",
      ])
    #expect(
      inventory.edges == [
        "Acme-7B fine-tuned-from base-7B", "Acme-7B trained-on Acme-7B: Datasets",
        "Acme-7B evaluated-on Acme-7B: Evaluation data",
        "Acme-7B: Sample model outputs generated-by Acme-7B",
      ])
    #expect(inventory.codes == ["component-left-out", "states-no-license"])
    #expect(inventory.components[0].declared[0].names[0].span.start.line == 8)
    #expect(inventory.components[0].declared[0].link?.value == "https://acme.example/license")
  }

  @Test func `unlicensed is no dedication to the public, and no license of the release stands in for it`() throws {
    let inventory = try subject("mof", "acme.yml", Self.text)
    #expect(inventory["Acme-7B: Datasets"]?.declared == [])
  }

  @Test func `data that is left out was still learned from`() throws {
    let text =
      "release: {name: A, components: [{name: Model parameters, license: MIT}, {name: Datasets, license: Component not included}]}"
    #expect(try subject("mof", "a.yml", text).edges == ["A trained-on undisclosed data of A"])
  }

  @Test func `what the framework does not know is told and taken for what its words say`() throws {
    let text =
      "release: {name: A, components: [{name: Model architecture, license: MIT}, {name: Parameter tensors, license: MIT}, 7]}"
    let inventory = try subject("mof", "a.yml", text)
    #expect(inventory.components.map(\.kind) == [.code, .weights])
    #expect(inventory.codes == ["unknown-component", "missing-key"])
  }
}
