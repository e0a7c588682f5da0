import Diagnostics
import Inventory
import Licensing
import Testing

@testable import DocumentFormats

struct ManifestUseTests {
  @Test func `every fact can be stated and keeps its place`() throws {
    let inventory = try stated(
      """
      "purpose": ["production", "internal-business"], "outputRegions": ["WORLD"], "receivedAs": "integrated-product",
      "fields": ["military", {"field": "medical-advice", "licensed": true, "substitute": false}],
      "outputs": {"train": {"student": ["llm"], "related": true, "competitive": false}},
      "release": {"name": "Llama-x", "license": "llama3.1"},
      "litigation": [{"claim": "patent", "about": "m", "against": "licensor", "first": true}, {"claim": "any"}],
      "agreements": [{"license": "llama3.1", "reference": "contract 7", "until": "2027-01-01"}],
      "measures": [{"duty": "license-copy", "evidence": "LICENSE"}]
      """)
    #expect(inventory.errors == [])
    let facts = try #require(inventory.use?.facts)
    #expect(facts.purpose == [.production, .internalBusiness] && facts.outputRegions == ["WORLD"])
    #expect(facts.receivedAs == .integratedProduct)
    let advice = FieldOfUse("medical-advice", qualifiers: ["licensed": true, "substitute": false])
    #expect(facts.fields == [FieldOfUse("military"), advice])
    #expect(facts.student == [.llm] && facts.outputsRelated == .yes && facts.outputsCompetitive == .no)
    #expect(facts.outputsSimilar == .unknown)
    #expect(facts.releaseName?.value == "Llama-x" && facts.releaseLicense?.value == "llama3.1")
    let suit = Suit(claim: .patent, about: "m", against: .licensor, first: true)
    #expect(facts.litigation == [suit, Suit(claim: .any, about: nil, against: nil, first: nil)])
    #expect(facts.agreements.map(\.license) == ["llama3.1"] && facts.agreements.first?.until == CalendarDate("2027-01-01"))
    #expect(facts.measures == [Measured(duty: "license-copy", evidence: "LICENSE")])
    guard case .stated(let span) = facts.origins[.student] else {
      Issue.record("the students have no place")
      return
    }
    #expect(span.text == #"["llm"]"#)
    #expect(Set(facts.origins.keys.map(\.rawValue)).contains("outputs.train.related"))
    #expect(facts.origins[.commercial] == nil, "what is stated nowhere has no origin")
  }

  @Test func `a measure may differ by scope and over time`() throws {
    let inventory = try stated(
      """
      "actor": {"monthlyActiveUsers": {"product": 10, "group": [{"date": "2024-07-23", "value": 600000000},
        {"date": "2025-01-01", "value": 800000000}]}, "annualRevenueUSD": {"licensee": 5}}
      """)
    #expect(inventory.errors == [])
    let users = try #require(inventory.use?.facts.monthlyActiveUsers)
    let day = try #require(CalendarDate("2024-08-01"))
    #expect(users.bounds(.group, on: day) == (600_000_000, 600_000_000))
    #expect(users.bounds(.licensee, on: day) == (10, 600_000_000))
    #expect(inventory.use?.facts.annualRevenue.scoped == [.licensee: [.init(date: nil, value: 5)]])
  }

  @Test func `a part is never greater than the whole`() throws {
    let inventory = try stated(#""actor": {"monthlyActiveUsers": {"product": 10, "group": 5}}"#)
    #expect(inventory.errors.first?.contains("scopes-disagree") == true)
  }

  @Test func `an empty list of fields says that there are none`() throws {
    #expect(try stated(#""fields": []"#).use?.facts.fields == [])
    #expect(try stated("").use?.facts.fields == nil)
  }

  @Test func `words of the catalog's closed lists are checked where the lists are at hand`() throws {
    var context = ReadingContext.testing
    context.vocabulary = .init(
      fields: ["military"], profiles: ["research"], places: Places(countries: ["US", "NO"], groups: ["EU": ["DE"]]))
    #expect(try stated(#""fields": ["military"], "profile": "research", "regions": ["US", "EU"]"#, context).errors == [])
    let inventory = try stated(#""fields": ["militray"], "profile": "reserach", "regions": ["us", "XX"]"#, context)
    let helps = inventory.diagnostics.map(\.help)
    for help in ["did you mean `research`?", "write `US`", "did you mean `military`?"] { #expect(helps.contains(help)) }
    #expect(inventory.errors.count == 4)
  }

  @Test func `a suit is about a component or the outputs`() throws {
    #expect(try stated(#""litigation": [{"claim": "patent", "about": "outputs"}]"#).errors == [])
    #expect(try stated(#""litigation": [{"claim": "patent", "about": "n"}]"#).errors.count == 1)
  }
}
