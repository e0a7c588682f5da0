import Diagnostics
import Documents
import Testing

@testable import DocumentFormats

struct ManifestMistakeTests {
  @Test(arguments: [
    (#"{"manifest": 1, "components": [{"id": "m", "kind": "weights", "licence": "mit"}]}"#, "1:63 unknown-key", "`license`"),
    (#"{"manifest": 1, "components": [{"id": "m", "kind": "wheights"}]}"#, "1:52 unknown-value", "`weights`"),
    (#"{"manifest": 1, "components": [{"id": "m", "kind": 3}]}"#, "1:52 wrong-type", nil),
    (#"{"manifest": 1, "components": [{"id": "m"}]}"#, "1:32 missing-key", "`kind`"),
    (#"{"manifest": 1, "components": [{"kind": "data"}]}"#, "1:32 missing-key", "`id`"),
    (#"{"manifest": 1, "components": [{"id": " ", "kind": "data"}]}"#, "1:39 empty-value", nil),
    (#"{"manifest": 1, "components": []}"#, "1:31 empty-value", nil),
    (#"{"manifest": 1, "components": {}}"#, "1:31 wrong-type", nil),
    (#"{"manifest": 1}"#, "1:2 missing-key", "components"),
    (#"{"components": [{"id": "m", "kind": "data"}]}"#, "1:1 missing-key", "`\"manifest\": 1`"),
    (#"{"manifest": 2, "components": []}"#, "1:14 unknown-version", nil),
    (#"{"manifest": "1", "components": []}"#, "1:14 wrong-type", nil),
    (#"{"manifest": 1, "components": [{"id": "m", "kind": "data", "license": ["a", "b"]}]}"#, "1:71 wrong-type", "a OR b"),
    (#"{"manifest": 1, "components": [{"id": "m", "kind": "data", "license": null}]}"#, "1:71 wrong-type", "leave the key out"),
    (#"{"manifest": 1, "components": [{"id": "m", "kind": "data", "owner": "ours"}]}"#, "1:69 unknown-value", "`us`"),
    (
      #"{"manifest": 1, "components": [{"id": "m", "kind": "data", "mofComponent": "Training code"}]}"#, "1:52 kinds-disagree",
      nil
    ),
    (
      #"{"manifest": 1, "components": [{"id": "m", "kind": "data"}, {"id": "m", "kind": "code"}]}"#, "1:68 duplicate-component",
      nil
    ),
    (
      #"{"manifest": 1, "components": [{"id": "m", "kind": "data", "from": [{"component": "x", "relationship": "contains"}]}]}"#,
      "1:83 unknown-component", "Hub id"
    ),
    (
      """
      {"manifest": 1, "components": [{"id": "base", "kind": "data"},
      {"id": "m", "kind": "data", "from": [{"component": "bsae", "relationship": "contains"}]}]}
      """, "2:52 unknown-component", "`base`"
    ),
    (
      """
      {"manifest": 1, "components": [{"id": "m", "kind": "data"},
      {"id": "n", "kind": "data", "from": [{"component": "m", "relationship": "derived-from", "linkage": "static"}]}]}
      """, "2:89 misplaced-key", "contains"
    ),
    (
      #"{"manifest": 1, "components": [{"id": "m", "kind": "data"}], "alternatives": [{"component": "x", "replaceWith": []}]}"#,
      "1:113 empty-value", nil
    ),
    (#"[]"#, "1:1 wrong-type", nil),
  ])
  func `a mistake is told with its place and a way out`(text: String, place: String, help: String?) throws {
    let inventory = try manifest(text)
    let first = try #require(inventory.errors.first)
    #expect(first.hasPrefix(place + ":"), "\(inventory.errors)")
    if let help {
      #expect(inventory.diagnostics.contains { ($0.help ?? "").contains(help) }, "\(inventory.diagnostics.map(\.help))")
    }
  }

  @Test func `all mistakes are told, not only the first`() throws {
    let inventory = try manifest(
      """
      manifest: 1
      titel: x
      components:
        - id: a
          kind: wait
          licens: mit
        - id: a
          kind: data
          from: [{component: b, relationship: trained_on}]
      use:
        commercial: "yes"
        actor: {kind: firm, monthlyActiveUsers: -1}
        fields: [{field: military, consent: 1}]
      """)
    #expect(
      inventory.errors.map { $0.split(separator: ":").prefix(2).joined(separator: ":") } == [
        "2:1 unknown-key", "6:5 unknown-key", "5:11 unknown-value", "9:41 unknown-value", "11:15 wrong-type",
        "13:39 wrong-type", "12:17 unknown-value", "12:43 bad-number", "7:9 duplicate-component",
      ])
  }

  @Test func `no number that cannot be a count is taken`() throws {
    for number in ["-1", "1e999", "-1e999", "1e300", "1.0e16"] {
      let inventory = try stated(#""actor": {"monthlyActiveUsers": \#(number)}"#)
      #expect(inventory.errors.first?.contains("bad-number") == true, "\(number)")
      #expect(inventory.use?.facts.monthlyActiveUsers.isUnknown == true)
    }
    for number in [".inf", "-.inf", ".nan"] {
      let inventory = try manifest(
        "manifest: 1\ncomponents: [{id: m, kind: data}]\nuse: {actor: {annualRevenueUSD: {group: \(number)}}}")
      #expect(inventory.errors.first?.contains("bad-number") == true, "\(number)")
    }
  }

  @Test func `no day that is not in the calendar is taken`() throws {
    for date in [#""2023-02-29""#, #""2024-1-1""#, #""soon""#, "2024", "null"] {
      let inventory = try stated(#""agreements": [{"license": "x", "reference": "y", "until": \#(date)}]"#)
      #expect(inventory.errors.count == 1, "\(date)")
      #expect(inventory.use?.facts.agreements == [], "an agreement whose end nobody can read is not held")
    }
  }

  @Test func `a flood of mistakes ends`() throws {
    let components = (0..<5000).map { #"{"id": "c\#($0)", "kind": "nothing", "x": 1}"# }.joined(separator: ",")
    let inventory = try manifest(#"{"manifest": 1, "components": [\#(components)]}"#)
    #expect(inventory.diagnostics.count == NodeReader.limit + 1)
    #expect(inventory.diagnostics.last?.code == "too-many-mistakes")
  }

  @Test func `a long list of components is read in no time`() throws {
    let components = (0..<20_000).map {
      #"{"id": "c\#($0)", "kind": "data", "from": [{"component": "c\#(max(0, $0 - 1))", "relationship": "derived-from"}]}"#
    }
    let inventory = try manifest(#"{"manifest": 1, "components": [\#(components.joined(separator: ","))]}"#)
    #expect(inventory.errors == [] && inventory.components.count == 20_000)
  }
}
