import Diagnostics
import LicenseMatching
import LicenseTemplates
import Testing

/// Laws of the matcher on texts that are made up here.
@Suite struct AlignmentTests {
  static let terms = """
    Sample Model License

    Copyright (c) 2024 Some Body

    1. Grant. The Licensor grants You a perpetual, irrevocable, worldwide right to use, copy and distribute the Model, provided
    that You may not sell it to anyone who has more than 700 million monthly active users.

    2. Conditions. You must give every recipient of the Model a copy of this License and retain all notices that stand in it.
    You shall not remove the name of the Licensor from any copy of the Model or of its documentation.

    3. Disclaimer. The Model is provided as is, without warranty of any kind, and the Licensor is not liable for any damages
    that arise from its use, even if the Licensor was advised of the possibility of such damages.
    """
  static let matcher = LicenseMatcher(fingerprints: [
    Fingerprint(id: "sample-1.0", of: SourceFile(path: "sample", text: terms)),
    Fingerprint(
      id: "other-1.0", of: SourceFile(path: "other", text: terms.replacing("sell it to", with: "lend it to or rent it to"))),
  ])

  private func matches(_ text: String) -> [String] {
    Self.matcher.identify(SourceFile(path: "LICENSE", text: text)).map { match in
      "\(match.kind.rawValue) \(match.id ?? "?")\(match.edits.map { " \($0.kind.rawValue)" }.joined())"
    }
  }

  @Test(arguments: [
    ("700 million", "70 million", "number"), ("700 million", "700 billion", "number"), ("may not sell", "may sell", "polarity"),
    ("You must give", "You may give", "modal"), ("name of the Licensor", "name of the Licensee", "party"),
    ("irrevocable", "revocable", "polarity"), ("worldwide right", "worldwide non-commercial right", "polarity"),
    ("You shall not remove the name of the Licensor from any copy of the Model or of its documentation.", "", "deletion"),
    ("retain all notices", "retain all notices, pay the Licensor a royalty,", "insertion"),
    ("use, copy and distribute", "use and distribute", "deletion"),
  ])
  func `what changes the meaning is told`(original: String, changed: String, kind: String) {
    let text = Self.terms.replacing(original, with: changed)
    #expect(text != Self.terms)
    #expect(matches(text) == ["modified sample-1.0 \(kind)"])
  }

  @Test(arguments: [
    ("documentation", "documentatoin", "equivalent sample-1.0 misspelling"),
    ("Copyright (c) 2024 Some Body", "Copyright (c) 2020 Other Body, Inc.", "equivalent sample-1.0"),
    ("documentation", "docu mentation", "equivalent sample-1.0 formatting"),
  ])
  func `what changes nothing is told as such`(original: String, changed: String, expected: String) {
    #expect(matches("A model that writes poems.\n\n" + Self.terms.replacing(original, with: changed)).first == expected)
  }

  @Test func `a restriction beside a license changes it, other words do not`() {
    #expect(matches(Self.terms + "\n\nThanks to all.\n") == ["exact sample-1.0"])
    #expect(matches(Self.terms + "\n\nThe Model is for research purposes only.\n") == ["modified sample-1.0 insertion"])
    #expect(matches("You may not use this in Atlantis.\n\n" + Self.terms) == ["modified sample-1.0 insertion"])
  }

  @Test func `an excerpt that fits two licenses names both`() {
    let end = Self.terms.split(separator: "2. Conditions.").last.map(String.init) ?? ""
    #expect(matches(end) == ["partial other-1.0", "partial sample-1.0"])
  }

  @Test func `words in another order are no license`() {
    var random = Seeded(seed: 7)
    var words = Self.terms.split(separator: " ")
    words.shuffle(using: &random)
    #expect(matches(words.joined(separator: " ")).allSatisfy { $0 == "unknown ?" })
  }

  @Test func `a title alone names nothing`() {
    #expect(
      matches("Sample Model License\n\nYou may do as you like with this, as is, without warranty; you must not sue.") == [
        "unknown ?"
      ])
  }

  // MARK: Templates

  private static let template = """
    <SPDXLicenseCollection xmlns="http://www.spdx.org/license"><license licenseId="Sample-2.0" name="Sample License 2.0"><text>
    <titleText><p>Sample License 2.0</p></titleText>
    <copyrightText><p>Copyright (c) &lt;year&gt; &lt;owner&gt;</p></copyrightText>
    <p>Redistribution of the software in any form <alt match="are|is" name="be">is</alt> permitted for everyone who keeps the
    list of conditions below <optional>and the name of the author</optional> with every single copy of it.</p>
    <list><item><bullet>1.</bullet>The name of <alt match=".+" name="owner">the owner</alt> is not used to promote what was
    made from the software without asking for written permission before.</item></list>
    </text></license></SPDXLicenseCollection>
    """

  private func template(_ text: String) throws -> [String] {
    let template = try SPDXTemplate(SourceFile(path: "Sample-2.0.xml", text: Self.template))
    let matcher = LicenseMatcher(fingerprints: [Fingerprint(id: template.id, texts: [ReferenceText(template.text)])])
    return matcher.identify(SourceFile(path: "LICENSE", text: text)).map {
      "\($0.kind.rawValue) \($0.edits.map(\.kind.rawValue))"
    }
  }

  private func filled(be: String = "is", author: String = "", owner: String = "Some Body, Inc.") -> String {
    """
    Redistribution of the software in any form \(be) permitted for everyone who keeps the list of conditions below \(author)
    with every single copy of it.

    (a) The name of \(owner) is not used to promote what was made from the software without asking for written permission
    before.
    """
  }

  @Test func `what a template allows is no change`() throws {
    #expect(try template("Sample License 2.0\n\nCopyright (c) 2024 A\n\n" + filled()) == ["equivalent []"])
    #expect(try template(filled(be: "are")) == ["equivalent []"])
    #expect(try template(filled(author: "and the name of the author")) == ["equivalent []"])
  }

  @Test func `a restriction does not hide in a hole`() throws {
    #expect(try template(filled(be: "was")).allSatisfy { $0.hasPrefix("modified") })
    #expect(
      try template(filled(owner: "the owner, who permits non-commercial use only,")).allSatisfy { $0.hasPrefix("modified") })
    let long = (1...40).map { "word\($0)" }.joined(separator: " ")
    #expect(try template(filled(owner: long)).allSatisfy { $0.hasPrefix("modified") })
  }

  // MARK: Hostile input

  @Test func `any bytes are read without a trap`() {
    var random = Seeded(seed: 20_261_121)
    let source = Array(Self.terms.utf8)
    for _ in 0..<2500 {
      var bytes = source
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let start = Int.random(in: 0..<bytes.count, using: &random)
        let end = min(bytes.count, start + Int.random(in: 0...300, using: &random))
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes.removeSubrange(start..<max(start, end - 1))
        case 1: bytes.insert(contentsOf: Array(bytes[start..<end]), at: start)
        case 2: bytes[start] = UInt8.random(in: 0...255, using: &random)
        default: bytes.insert(contentsOf: source[(source.count / 2)...], at: start)
        }
        if bytes.isEmpty { bytes = source }
      }
      let file = SourceFile(path: "fuzz", bytes: bytes)
      let stream = TokenStream(source: file)
      for match in Self.matcher.identify(stream) {
        #expect(match.tokens.lowerBound >= 0 && match.tokens.upperBound <= stream.tokenCount && match.score <= 1)
        #expect(match.edits.allSatisfy { $0.tokens.upperBound <= stream.tokenCount })
      }
    }
  }
}
