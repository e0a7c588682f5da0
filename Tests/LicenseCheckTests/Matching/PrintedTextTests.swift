import Diagnostics
import LicenseMatching
import Testing

/// How a text was printed, scanned, wrapped or hidden in other files, on a text that is made up here.
@Suite struct PrintedTextTests {
  private var terms: String { AlignmentTests.terms }

  private func matches(_ text: String) -> [String] { matches(Array(text.utf8)) }

  private func matches(_ bytes: [UInt8]) -> [String] {
    AlignmentTests.matcher.identify(SourceFile(path: "LICENSE", bytes: bytes)).map { match in
      "\(match.kind.rawValue) \(match.id ?? "?")\(match.edits.filter(\.kind.isMeaningful).map { " \($0.kind.rawValue)" }.joined())"
    }
  }

  private func isPlain(_ found: [String]) -> Bool { found == ["exact sample-1.0"] || found == ["equivalent sample-1.0"] }

  private var lines: [String] { terms.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }

  @Test func `characters of print are read as their plain ones`() {
    let full = String(
      String.UnicodeScalarView(
        terms.unicodeScalars.map { (0x21...0x7E).contains($0.value) ? Unicode.Scalar($0.value + 0xFEE0) ?? $0 : $0 }))
    #expect(isPlain(matches(full)))
    #expect(isPlain(matches(terms.replacing("ti", with: "t\u{AD}i").replacing("on", with: "o\u{200B}n"))))
    #expect(isPlain(matches(terms.replacing(" ", with: "\u{A0}").replacing("\n", with: "\r\n"))))
    #expect(
      isPlain(matches("\u{FEFF}" + terms.replacing("(", with: "\\(").replacing(")", with: "\\)").replacing(".", with: "\\."))))
    let latin = terms.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    #expect(isPlain(matches(latin.split(separator: 0x28).joined(separator: [0xA0, 0x28]).map { $0 })))
  }

  @Test func `lines that count lines or pages are no words`() {
    let counted = lines.enumerated().map { "\($0.offset + 1): \($0.element)" }.joined(separator: "\n")
    #expect(isPlain(matches(counted)))
    for mark in ["\n\n                 2\n\n", "\nPage 2 of 3\n", "\n\u{0C}\n", "\n\n- 2 -\n\n"] {
      #expect(isPlain(matches(terms.replacing("that stand in it.\n", with: "that stand in it.\(mark)"))), "\(mark)")
    }
  }

  @Test func `a number of the text is no label and no page`() {
    for changed in ["700\nmillion", "\n700 million"] {
      #expect(isPlain(matches(terms.replacing("700 million", with: changed))), "\(changed)")
      let other = terms.replacing("700 million", with: changed.replacing("700", with: "70"))
      #expect(matches(other) == ["modified sample-1.0 number"], "\(changed)")
    }
    let alone = terms.replacing("not sell it to", with: "not sell\n3\nit to")
    #expect(matches(alone) == ["modified sample-1.0 number"])
  }

  @Test func `a list may be counted otherwise, one number in it may not`() {
    let list = "You will not\n1. break the law\n2. harm people\n3. hide what the Model is\n4. send unwanted mail\n"
    let other = "You will not\n5. break the law\n6. harm people\n7. hide what the Model is\n8. send unwanted mail\n"
    func found(_ used: String) -> [LicenseMatch.Kind] {
      let published = SourceFile(path: "p", text: terms + "\n" + other)
      return LicenseMatcher(fingerprints: [Fingerprint(id: "listed", of: published)]).identify(
        SourceFile(path: "u", text: terms + "\n" + used)
      ).map(\.kind)
    }
    #expect(found(other) == [.exact])
    #expect(found(list) == [.equivalent])
    #expect(found(other.replacing("7.", with: "9.")) == [.modified])
  }

  @Test(arguments: [
    "Copyright (c) 2024 Example Labs, licensed to universities", "Copyright 2024 Example Labs. Military users are excluded.",
    "Commercial use requires a separate agreement.", "This license does not apply in the European Union.",
    "Example Labs can end this license at any time.", "Competitors of Example Labs get no rights under this license.",
    "<!-- The rights above are granted to academic institutions. -->", "Use for weapons or for surveillance is excluded.",
  ])
  func `a sentence that limits is seen wherever it stands`(sentence: String) {
    #expect(matches("\(sentence)\n\n\(terms)").allSatisfy { $0.hasPrefix("modified sample-1.0") }, "above")
    #expect(matches("\(terms)\n\n\(sentence)\n").allSatisfy { $0.hasPrefix("modified sample-1.0") }, "below")
  }

  @Test(arguments: [
    "The text of the license follows.", "Questions may be sent to contact@example.org.",
    "The table below lists the evaluation results, and our paper explains how the training was done.",
    "If you use this model in your research, please cite the paper of 2023 by Doe and Roe.",
    "Copyright (c) 2019-2024, Jane Doe <jane@example.org>",
  ])
  func `other sentences beside a license change nothing`(sentence: String) {
    #expect(isPlain(matches("\(sentence)\n\n\(terms)")), "above")
    #expect(isPlain(matches("\(terms)\n\n\(sentence)\n")), "below")
  }

  @Test func `the title may be missing, but not name another version`() {
    let body = terms.split(separator: "\n", maxSplits: 1).last.map(String.init) ?? ""
    #expect(isPlain(matches(body)))
    #expect(isPlain(matches("License Agreement\n\(body)")))
    let source = SourceFile(path: "v", text: "Sample Model License\nVersion 2.0, May 2020\n\(body)")
    let matcher = LicenseMatcher(fingerprints: [Fingerprint(id: "versioned", of: source)])
    let other = SourceFile(path: "o", text: "Sample Model License\nVersion 2.1, May 2020\n\(body)")
    #expect(matcher.identify(source).map(\.kind) == [.exact])
    #expect(matcher.identify(other).map(\.kind) == [.modified])
    #expect(matcher.identify(other).first?.edits.map(\.kind) == [.number])
  }

  @Test func `a listed license with the notice of one publisher is told as the listed one`() {
    let other = terms.replacing("2024 Some Body", with: "2025 Example AI")
    let matcher = LicenseMatcher(fingerprints: [
      Fingerprint(id: "listed", of: SourceFile(path: "l", text: terms)),
      Fingerprint(id: "a", standing: .unlisted, of: SourceFile(path: "o", text: other)),
      Fingerprint(id: "b", standing: .unlisted, of: SourceFile(path: "l", text: terms)),
    ])
    let used = terms.replacing("2024 Some Body", with: "2019 Jane Doe")
    #expect(matcher.identify(SourceFile(path: "x", text: used)).map(\.id) == ["listed", "b"])
    #expect(matcher.identify(SourceFile(path: "x", text: other)).map(\.id) == ["a"])
  }

  /// Random bytes in a text never trap; `Benchmarks mutations` does this a hundred thousand times in a release build.
  @Test func `no bytes crash the matcher`() {
    var random = Seeded(seed: 11)
    for _ in 0..<400 {
      var bytes = Array(terms.utf8)
      for _ in 0..<Int.random(in: 1...12, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        let marks: [UInt8] = [0, 0x0A, 0x0C, 0x26, 0x28, 0x3C, 0x5C, 0x80, 0xC2, 0xE2, 0xEF, 0xF0, 0xFF]
        bytes[place] = marks.randomElement(using: &random) ?? 0
        if Bool.random(using: &random) { bytes.removeSubrange(place..<min(bytes.count - 1, place + 40)) }
      }
      for match in AlignmentTests.matcher.identify(SourceFile(path: "x", bytes: bytes)) { #expect(match.lines.lowerBound > 0) }
    }
  }
}
