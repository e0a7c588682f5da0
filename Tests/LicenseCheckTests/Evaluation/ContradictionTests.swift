import Diagnostics
import Evaluation
import Inventory
import Licensing
import Testing

@testable import LicenseCheck

/// Claims about one component that cannot both be right: told with both places, and never in favor of the milder.
@Suite struct ContradictionTests {
  private static let source = SourceFile(path: "README.md", text: "---\nlicense: a\n---\n\nlicense: b\n")

  private func claim(_ names: [String], _ source: ClaimSource, at offset: Int) -> DeclaredLicense {
    DeclaredLicense(names: names.map { Located($0, SourceSpan(Self.source, offset..<offset + 1)) }, source: source)
  }

  private func component(_ first: [String], _ rival: [String], _ source: ClaimSource = .configuration) -> Component {
    var component = Component(id: "m", kind: .weights)
    component.declared = [claim(first, .card, at: 13), claim(rival, source, at: 29)]
    return component
  }

  private func contradictions(_ component: Component) -> [Contradiction] {
    var concluder = LicenseConcluder(catalog: ShippedCatalog.catalog)
    return concluder.contradictions(of: component)
  }

  private func verdict(_ component: Component, _ use: String) -> Verdict {
    var inventory = Inventory(path: "m")
    inventory.components = [component]
    var request = AuditRequest(date: CalendarDate(daysSince1970: 20_000))
    request.uses = [use]
    let catalog = ShippedCatalog.catalog
    return Audit(catalog: catalog, catalogVersion: "", request: request).report(on: [inventory], diagnostics: []).verdict
  }

  @Test func `two licenses contradict each other, with both places`() throws {
    let found = try #require(contradictions(component(["mit"], ["CC-BY-NC-4.0"])).first)
    #expect(found.words == "`mit` is declared in README.md:2 (card), `CC-BY-NC-4.0` in README.md:5 (configuration)")
  }

  @Test(arguments: [
    (["mit"], ["MIT License"]), (["gpl"], ["GPL-3.0-only"]), (["other"], ["mit"]), (["mit"], ["other"]),
    (["MIT OR Apache-2.0"], ["mit"]), (["mit", "apache-2.0"], ["apache-2.0"]),
  ])
  func `names of the same license, of a family that may mean it, or of a part are no contradiction`(
    first: [String], rival: [String]
  ) {
    #expect(contradictions(component(first, rival)).isEmpty)
  }

  @Test func `a name that nobody knows contradicts a license, but not where it is only a word of prose`() {
    #expect(contradictions(component(["mit"], ["Acme Internal 3"])).count == 1)
    #expect(contradictions(component(["mit"], ["Acme Internal 3"], .prose)).isEmpty)
  }

  @Test func `the milder of two claims never wins, whichever stands first`() {
    #expect(verdict(component(["mit"], ["mit"]), "hosted-commercial") == .permitted)
    for source in [ClaimSource.configuration, .prose, .registry] {
      #expect(verdict(component(["mit"], ["CC-BY-NC-4.0"], source), "hosted-commercial") == .undetermined)
    }
    #expect(verdict(component(["CC-BY-NC-4.0"], ["mit"]), "hosted-commercial") == .prohibited)
    #expect(verdict(component(["mit"], ["MIT AND CC-BY-NC-4.0"]), "hosted-commercial") == .undetermined)
    #expect(verdict(component(["mit"], ["Acme Internal 3"]), "hosted-commercial") == .undetermined)
  }

  @Test func `a milder second claim is told and changes nothing`() throws {
    var inventory = Inventory(path: "m")
    inventory.components = [component(["apache-2.0"], ["mit"])]
    var request = AuditRequest(date: CalendarDate(daysSince1970: 20_000))
    request.uses = ["internal-commercial"]
    let report = Audit(catalog: ShippedCatalog.catalog, catalogVersion: "", request: request)
      .report(on: [inventory], diagnostics: [])
    let finding = try #require(report.findings.first { $0.rule == "sources-disagree" })
    #expect(finding.verdict == nil && finding.evidence.map(\.span.start.line) == [2, 5])
    #expect(report.verdict == verdict(component(["apache-2.0"], ["apache-2.0"]), "internal-commercial"))
  }

  @Test func `a contradiction about our own work is told too`() {
    var inventory = Inventory(path: "m")
    var own = component(["mit"], ["CC-BY-NC-4.0"])
    own.isOurs = true
    inventory.components = [own]
    var request = AuditRequest(date: CalendarDate(daysSince1970: 20_000))
    request.uses = ["hosted-commercial"]
    let report = Audit(catalog: ShippedCatalog.catalog, catalogVersion: "", request: request)
      .report(on: [inventory], diagnostics: [])
    #expect(report.verdict == .permitted && report.findings.map(\.rule) == ["sources-disagree"])
  }
}
