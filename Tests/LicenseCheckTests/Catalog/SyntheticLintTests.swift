import Diagnostics
import LicenseCatalog
import LicenseMatching
import Testing

/// The checks against texts, on a text that nobody else wrote.
@Suite struct SyntheticLintTests {
  private static let text = """
    EXAMPLE LICENSE

    Release date: 23 July 2024

    1. Grant. You may use and change the Work. You may give copies of the Work.

    2. Scale. If on the release date you had seven hundred million users or more, the grant ends.

    3. Money. If your revenue exceeds $1,500,000 you must ask us first.

    4. Notice. You must show "Made with Example" in each copy. You may give copies to your customers.
    """

  private static let head = """
    license: example-1.0
    name: Example License
    publisher: Example
    sha256: \(SHA256.hexadecimalDigest(of: Array(text.utf8)))
    silent: [host, train, train-on-outputs, publish-outputs, publish-benchmarks, relicense, display]
    terms:
    """

  private static let terms = [
    """
      - may: [run, modify]
        label: use
        clause: "1"
        anchor: ["You may use and change", "the Work."]
        subject-to: all
        summary: Use and change.
    """,
    """
      - may: [distribute, embed]
        label: copies
        clause: "1"
        anchor: ["You may give copies of", "the Work."]
        subject-to: all
        summary: Copies.
    """,
    """
      - lifts: [use, copies]
        label: scale
        clause: "2"
        anchor: ["If on the release date you had", "the grant ends."]
        when: actor.monthlyActiveUsers(licensee, on 2024-07-23) >= 700_000_000
        summary: Not for the large.
    """,
    """
      - must: register
        label: ask
        clause: "3"
        anchor: ["If your revenue exceeds", "ask us first."]
        when: actor.annualRevenueUSD(licensee) > 1_500_000
        summary: Ask before.
    """,
    """
      - must: display-text
        label: mark
        clause: "4"
        anchor: ["You must show", "in each copy."]
        text: "Made with Example"
        where: [ui]
        summary: Show the mark.
    """,
    """
      - may: [distribute]
        label: customers
        clause: "4"
        anchor: ["You may give copies to", "customers."]
        subject-to: all
        summary: Customers may get it.
    """,
  ]

  /// The findings in the example file with these terms, vocabulary apart.
  private func found(_ terms: [String]) -> [String] {
    let shared = CatalogFolder.files.filter { !$0.path.hasSuffix("-aup.yaml") && !$0.bytes.starts(with: Array("license:".utf8)) }
      .filter { !String(decoding: $0.bytes, as: UTF8.self).contains("\nlicense: ") }
    let file = SourceFile(path: "licenses/example-1.0.yaml", text: Self.head + "\n" + terms.joined(separator: "\n") + "\n")
    let report = CatalogLint.run(files: shared + [file], read: readYAML) { id in
      id == "example-1.0" ? SourceFile(path: "example.txt", text: Self.text) : nil
    }
    return report.diagnostics.filter { $0.path == file.path }.map {
      "\($0.labels.first?.span.start.line ?? 0) \($0.severity) \($0.code)"
    }
  }

  @Test func `numbers in words and in digits, dates of any form and exact words are witnesses`() {
    #expect(found(Self.terms) == [])
  }

  @Test(arguments: [
    ("700_000_000", "7_000_000", "23 error no-witness"), (">= 700", "> 700", "23 error no-witness"),
    ("on 2024-07-23", "on 2024-07-22", "23 error no-witness"), ("> 1_500_000", "> 15_000_000", "29 error no-witness"),
    ("> 1_500_000", ">= 1_500_000", "29 error no-witness"),
    ("\"Made with Example\"", "\"Made by Example\"", "35 error no-witness"),
    ("clause: \"3\"", "clause: \"8\"", "27 warning clause-number"),
  ])
  func `what the clause does not say is found where it is said`(old: String, new: String, expected: String) {
    let changed = Self.terms.map { $0.contains(old) ? $0.split(separator: old, maxSplits: 1).joined(separator: new) : $0 }
    #expect(changed != Self.terms)
    #expect(found(changed).contains(expected), "\(found(changed))")
  }

  @Test func `a clause without its condition leaves its number unclaimed`() {
    let changed = Self.terms.map { $0.replacingOccurrences("    when: actor.annualRevenueUSD(licensee) > 1_500_000\n", "") }
    #expect(found(changed) == ["25 error unclaimed"])
  }

  @Test func `terms out of the order of the text are warned of, and refused where their first words are ambiguous`() {
    var swapped = Self.terms
    swapped.swapAt(2, 3)
    #expect(found(swapped) == ["28 warning out-of-order"])
    var ambiguous = Self.terms.map { $0.replacingOccurrences("You may give copies of", "You may give copies") }
    ambiguous.swapAt(1, 5)
    #expect(
      found(ambiguous).contains { $0.hasSuffix("error ambiguous-anchor") || $0.hasSuffix("error absent-anchor") },
      "\(found(ambiguous))")
  }

  @Test func `a file without its text is checked by its form`() {
    let report = CatalogLint.run(files: CatalogFolder.files, read: readYAML) { _ in nil }
    #expect(report.counts.texts == 0 && report.counts.anchors == 0 && report.counts.terms > 1000)
    #expect(report.errorCount == 0, "\(report.lines)")
    #expect(report.lines.last == report.summary)
  }
}

extension String {
  fileprivate func replacingOccurrences(_ old: String, _ new: String) -> String {
    split(separator: old, omittingEmptySubsequences: false).joined(separator: new)
  }
}
