import Diagnostics
import Inventory
import Licensing
import Testing

@testable import DocumentFormats

struct ManifestTests {
  /// The example of the design contract, section 3, character by character.
  static let example = """
    {
      "manifest": 1,
      "name": "acme/support-bot-8b", "version": "1.2.0",
      "components": [
        {"id": "bot", "kind": "weights", "name": "acme/Llama-support-bot-8b", "license": "llama3.1", "licenseFile": "LICENSE",
         "card": "README.md", "modality": ["text"],
         "from": [{"component": "base", "relationship": "fine-tuned-from", "by": "us"},
                  {"component": "tickets", "relationship": "trained-on", "by": "us"}]},
        {"id": "base", "kind": "weights", "name": "meta-llama/Llama-3.1-8B", "license": "llama3.1"},
        {"id": "tickets", "kind": "data", "name": "acme/tickets", "license": "CC-BY-SA-4.0"},
        {"id": "server", "kind": "code", "name": "acme/server", "license": "Apache-2.0"}
      ],
      "alternatives": [{"component": "tickets", "replaceWith": [{"id": "oasst", "kind": "data", "license": "Apache-2.0"}]}],
      "use": {"profile": "hosted-commercial", "acts": ["run", "host"], "commercial": true, "regions": ["US", "EU"],
              "actor": {"kind": "company", "domicile": "US", "monthlyActiveUsers": 1200000, "annualRevenueUSD": 5000000}}
    }
    """

  @Test func `the example of the contract is read whole`() throws {
    let folder = try TemporaryFolder(["LICENSE": "TEXT OF llama3.1\n", "README.md": "---\nlicense: llama3.1\n---\n"])
    let inventory = try manifest(Self.example, path: folder.path + "/model.json", .testing.within(folder.scope()))
    #expect(summary(inventory.diagnostics) == [])
    #expect(inventory.name == "acme/support-bot-8b" && inventory.version == "1.2.0")
    #expect(inventory.components.map(\.id) == ["bot", "base", "tickets", "server"])
    #expect(inventory.edges == ["bot fine-tuned-from base", "bot trained-on tickets"])
    let bot = try #require(inventory["bot"])
    #expect(bot.lineage.map(\.by) == [.us, .us] && bot.modality == ["text"])
    #expect(bot.declared.map(\.source) == [.manifest, .card] && bot.declaredNames == ["llama3.1", "llama3.1"])
    #expect(bot.detectedIDs == ["llama3.1"] && bot.detected.first?.role == "LICENSE")
    #expect(inventory.alternatives.map(\.component.value) == ["tickets"])
    #expect(inventory.alternatives.first?.replacements.map(\.id) == ["oasst"])
    let use = try #require(inventory.use)
    #expect(use.profile?.value == "hosted-commercial" && use.acts?.value == [.run, .host])
    #expect(use.facts.commercial == .yes && use.facts.regions == ["US", "EU"])
    #expect(use.facts.actorKind == .company && use.facts.domicile == "US")
    #expect(use.facts.monthlyActiveUsers == Measure(1_200_000) && use.facts.annualRevenue == Measure(5_000_000))
    #expect(use.facts.purpose == nil && use.facts.fields == nil && use.facts.outputsRelated == .unknown)
    #expect(inventory.sources.count == 3)
  }

  @Test func `JSON and YAML say the same`() throws {
    let yaml = """
      manifest: 1
      name: acme/bot
      version: 1.10
      components:
        - id: bot
          kind: Model parameters (Final)
          license: llama3.1
          from:
            - {component: meta-llama/Llama-3.1-8B, relationship: fine-tuned-from}
      use:
        purpose: research
        actor: {domicile: NO}
      """
    let inventory = try manifest(yaml)
    #expect(summary(inventory.diagnostics) == [])
    #expect(inventory.version == "1.10", "a version is text, not a number")
    #expect(inventory["bot"]?.kind == .weights)
    #expect(inventory.use?.facts.domicile == "NO", "Norway is a country")
    #expect(inventory.use?.facts.purpose == [.research])
  }

  @Test func `a parent that only a Hub id names is added and known to be undescribed`() throws {
    let inventory = try manifest(
      """
      {"manifest": 1, "components": [{"id": "m", "kind": "weights", "from": [
        {"component": "org/base", "relationship": "adapter-of"}, {"component": "org/corpus", "relationship": "trained-on"}]}]}
      """)
    #expect(inventory.errors == [])
    #expect(inventory["org/base"]?.isDescribed == false && inventory["org/base"]?.kind == .weights)
    #expect(inventory["org/corpus"]?.kind == .data)
  }

  @Test func `a parent may be named as the world knows it`() throws {
    let inventory = try manifest(
      """
      {"manifest": 1, "components": [
        {"id": "m", "kind": "weights", "from": [{"component": "org/base", "relationship": "adapter-of"}]},
        {"id": "b", "kind": "weights", "name": "org/base"}]}
      """)
    #expect(inventory.errors == [])
    #expect(inventory.edges == ["m adapter-of b"] && inventory.components.count == 2)
  }

  @Test func `every value of a component keeps its place`() throws {
    let inventory = try manifest(
      """
      {"manifest": 1, "components": [
        {"id": "m", "kind": "weights", "license": "mit"}]}
      """)
    let license = try #require(inventory["m"]?.declared.first?.names.first)
    #expect(license.span.start == .init(line: 2, column: 45) && license.span.text == "\"mit\"")
  }

  @Test func `the circumstances of a parent and the linkage of contents are read`() throws {
    let inventory = try manifest(
      """
      {"manifest": 1, "components": [
        {"id": "m", "kind": "weights", "owner": "us", "receivedAs": "integrated-product", "from": [
          {"component": "a", "relationship": "trained-on", "by": "upstream",
           "under": {"commercial": false, "purpose": ["research"], "date": "2024-02-29"}},
          {"component": "b", "relationship": "contains", "linkage": "static"}]},
        {"id": "a", "kind": "data"}, {"id": "b", "mofComponent": "Inference code"}]}
      """)
    #expect(inventory.errors == [])
    let lineage = try #require(inventory["m"]?.lineage)
    #expect(lineage[0].under == .init(commercial: false, purpose: [.research], date: CalendarDate("2024-02-29")))
    #expect(lineage[0].by == .upstream && lineage[1].linkage == .static)
    #expect(inventory["m"]?.isOurs == true && inventory["m"]?.receivedAs == .integratedProduct)
    #expect(inventory["b"]?.kind == .code && inventory["b"]?.mofComponent == "Inference code")
  }

  @Test func `a card adds what the manifest leaves out, and contradictions stay visible`() throws {
    let folder = try TemporaryFolder([
      "README.md": "---\nlicense: mit\nbase_model: other/base\ndatasets: [org/corpus]\n---\n"
    ])
    let inventory = try manifest(
      """
      {"manifest": 1, "components": [{"id": "m", "kind": "weights", "license": "apache-2.0", "card": "README.md",
        "from": [{"component": "org/base", "relationship": "fine-tuned-from"}]}]}
      """, path: folder.path + "/model.json", .testing.within(folder.scope()))
    #expect(inventory["m"]?.declaredNames == ["apache-2.0", "mit"])
    #expect(inventory.edges == ["m fine-tuned-from org/base", "m fine-tuned-from other/base", "m trained-on org/corpus"])
    let disagreement = try #require(inventory.diagnostics.first { $0.code == "sources-disagree" })
    #expect(disagreement.labels.map(\.span.file.path) == [folder.path + "/model.json", folder.path + "/README.md"])
  }

  @Test func `a card that names the same parent by its Hub id adds no second edge`() throws {
    let folder = try TemporaryFolder(["README.md": "---\nbase_model: Org/Base\n---\n"])
    let inventory = try manifest(
      """
      {"manifest": 1, "components": [
        {"id": "m", "kind": "weights", "card": "README.md", "from": [{"component": "b", "relationship": "adapter-of"}]},
        {"id": "b", "kind": "weights", "name": "org/base"}]}
      """, path: folder.path + "/model.json", .testing.within(folder.scope()))
    #expect(inventory.edges == ["m adapter-of b"])
    #expect(summary(inventory.diagnostics) == [])
  }
}
