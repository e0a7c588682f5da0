import Diagnostics
import LicenseCatalog
import Testing

/// Mistakes a hurried author makes, put into real files one at a time: each must be found, by the check that is meant for it.
@Suite(.enabled(if: CatalogFolder.hasTexts || CatalogFolder.isDataRequired))
struct SeededMistakeTests {
  struct Seed: Sendable, CustomTestStringConvertible {
    enum Change: Sendable {
      case replace(String, String)
      /// Without the term that has this label.
      case drop(String)
      case append(String)
    }

    var name: String
    var file: String
    var change: Change
    var code: String

    init(_ name: String, _ file: String, _ change: Change, _ code: String) {
      (self.name, self.file, self.change, self.code) = (name, file, change, code)
    }

    var testDescription: String { name }
  }

  static let seeds: [Seed] = [
    Seed("a number changed", "llama3.1", .replace("700_000_000", "70_000_000"), "no-witness"),
    Seed("a number changed, money", "stabilityai-community", .replace("> 1_000_000", "> 10_000_000"), "no-witness"),
    Seed("a comparison flipped", "llama3.1", .replace("> 700", "< 700"), "no-witness"),
    Seed("a comparison turned strict", "llama3.1", .replace("> 700", ">= 700"), "no-witness"),
    Seed("the opposite comparison", "stabilityai-community", .replace("> 1_000_000", "<= 1_000_000"), "no-witness"),
    Seed(
      "another metric", "llama3.1", .replace("monthlyActiveUsers(group, on 2024-07-23)", "annualRevenueUSD(group)"), "no-witness"),
    Seed("a date changed", "llama3.1", .replace("on 2024-07-23", "on 2024-07-24"), "no-witness"),
    Seed("another right in a suit", "OpenMDW-1.1", .replace("litigation(patent", "litigation(copyright"), "unclaimed"),
    Seed(
      "the words to show changed", "llama3.1", .replace(#"text: "Built with Llama""#, #"text: "Made with Llama""#), "no-witness"),
    Seed("a duty dropped", "llama3.1", .drop("notice"), "uncovered"),
    Seed("a share-alike dropped", "GPL-3.0-only", .drop("share-alike"), "uncovered"),
    Seed("a limit dropped", "llama3.1", .drop("monthly-active-users"), "uncovered"),
    Seed("a grant dropped", "C-UDA-1.0", .drop("grant"), "silent-list"),
    Seed(
      "an act of a grant dropped", "Apache-2.0",
      .replace(
        "may: [run, host, embed, distribute, modify, train, display]", "may: [run, host, embed, distribute, modify, train]"),
      "silent-list"),
    Seed("a grant among others dropped", "C-UDA-1.0", .drop("redistribution"), "uncovered"),
    Seed("a silent act forgotten", "llama3.1", .replace("silent: [train-on-outputs, ", "silent: ["), "silent-list"),
    Seed(
      "words that are not in the text", "MIT",
      .replace("Permission is hereby granted, free", "Permission is herewith granted, free"), "absent-anchor"),
    Seed(
      "an end before its start", "MIT",
      .replace("copies or substantial portions of the Software.", "Permission is hereby granted, free of charge, to"),
      "absent-anchor"),
    Seed("another hash", "MIT", .replace("sha256: b05785", "sha256: b05786"), "wrong-text"),
    Seed("a number never printed", "llama3.1", .replace(#"clause: "5.c""#, #"clause: "97.c""#), "clause-number"),
    Seed(
      "a condition dropped", "llama3.1",
      .replace("    when: actor.monthlyActiveUsers(group, on 2024-07-23) > 700_000_000\n", ""), "unclaimed"),
    Seed(
      "an exception to nothing", "llama3.1", .replace("lifts: [monthly-active-users]", "lifts: [monthly-users]"), "lifts-nothing"),
    Seed(
      "exceptions in a circle", "llama3.1",
      .replace("lifts: [grant]\n    label: monthly-active-users", "lifts: [end-user-product]\n    label: monthly-active-users"),
      "lift-cycle"),
    Seed("two labels alike", "llama3.1", .replace("label: breach", "label: deletion"), "duplicate-label"),
    Seed(
      "a permission and a ban without a link", "exaone-1.2-nc",
      .replace("    only: ResearchAndEducation\n    subject-to: all\n", "    only: ResearchAndEducation\n"), "unlinked-overlap"),
    Seed("subject to nothing", "llama3.1", .replace("subject-to: all", "subject-to: [litigations]"), "subject-to-nothing"),
    Seed(
      "a document nobody has", "llama3.1",
      .replace("{id: llama3.1-aup, where: external, mutable: true}", "{id: llama9-aup, where: text}"), "unknown-document"),
    Seed(
      "a word that YAML 1.1 bends", "llama3.1", .replace("silent: [train-on-outputs", "silent: [no, train-on-outputs"),
      "bent-word"),
    Seed(
      "a placeholder left", "llama3.1", .replace("Meta may end the agreement for a breach of any term.", "TODO"), "placeholder"),
    Seed(
      "a condition that cannot hold", "llama3.1",
      .replace("when: receivedAs = integrated-product", "when: receivedAs = integrated-product and receivedAs = direct"),
      "never-holds"),
    Seed(
      "a license nobody knows", "CC-BY-SA-4.0", .replace("accepts: [self, ", "accepts: [self, CC-BY-SA-9.9, "), "unknown-license"),
    Seed("a word that nothing uses", "llama3.1", .replace("define: MakeAvailable", "define: Zzz"), "unused-word"),
    Seed(
      "words of the text as a summary", "MIT",
      .replace(
        "summary: Every copy, and every sizable part, keeps the copyright notice.",
        "summary: The above copyright notice and this permission notice shall be included in all copies."), "copied-words"),
    Seed("an id of two files", "MIT", .replace("hub: [mit]", "hub: [mit, llama3]"), "name-taken"),
    Seed(
      "a mention of what is not there", "llama3.1",
      .replace(#"mentions: ["3.1", "not", "unless"]"#, #"mentions: ["3.1", "not", "unless", "42"]"#), "no-witness"),
    Seed(
      "a negation nobody lists", "Apache-2.0", .replace(#"mentions: ["except", "only"]"#, #"mentions: ["only"]"#), "unclaimed"),
    Seed(
      "a version stated otherwise", "llama3.2-aup",
      .replace("when: fields touches [sexual-solicitation]", "when: fields touches [harassment]"), "unequal-family"),
  ]

  private static let shared: Set<String> = ["places", "fields", "assumptions", "acts", "uses", "exposure", "hub", "spdx-ids"]

  /// The licenses that stand beside the one with the mistake: its policy, or another version where versions are compared.
  private static func beside(_ seed: Seed) -> Set<String> {
    let policy = seed.file.hasPrefix("llama") ? [seed.file + "-aup"] : []
    return shared.union([seed.file] + policy + (seed.code == "unequal-family" ? ["llama3.1-aup", "llama3.1", "llama3.2"] : []))
  }

  private func report(_ seed: Seed, _ change: (String) -> String) -> LintReport {
    let wanted = Self.beside(seed)
    let files = CatalogFolder.files.filter { source in
      wanted.contains(String(source.path.dropFirst("licenses/".count).prefix { $0 != "/" }.droppingExtension))
    }
    let changed = files.map { source in
      source.path == "licenses/\(seed.file).yaml"
        ? SourceFile(path: source.path, text: change(source.text(in: 0..<source.bytes.count))) : source
    }
    return CatalogLint.run(files: changed, read: readYAML, texts: CatalogFolder.text)
  }

  @Test(arguments: seeds)
  func `a seeded mistake is found`(seed: Seed) {
    var isChanged = false
    let before = Set(report(seed) { $0 }.diagnostics.map { "\($0.code): \($0.message)" })
    let after = report(seed) { text in
      let result: String
      switch seed.change {
      case .replace(let old, let new): result = text.replacingFirst(old, with: new)
      case .drop(let label): result = text.droppingTerm(label)
      case .append(let line): result = text + line
      }
      isChanged = result != text
      return result
    }
    #expect(isChanged, "the file no longer says this")
    let found = after.diagnostics.filter { !before.contains("\($0.code): \($0.message)") }
    #expect(found.contains { $0.code == seed.code }, "\(found.map(\.line))")
    #expect(found.allSatisfy { !$0.line.isEmpty && $0.labels.first != nil })
  }
}

extension Substring {
  fileprivate var droppingExtension: Substring {
    for suffix in [".yaml", ".tsv"] where hasSuffix(suffix) { return dropLast(suffix.count) }
    return self
  }
}

extension String {
  fileprivate func replacingFirst(_ old: String, with new: String) -> String {
    guard let range = firstRange(of: old) else { return self }
    return replacingCharacters(range, with: new)
  }

  private func replacingCharacters(_ range: Range<Index>, with new: String) -> String {
    String(self[..<range.lowerBound]) + new + String(self[range.upperBound...])
  }

  /// Without the block of lines that begins with `  - ` and has the label.
  fileprivate func droppingTerm(_ label: String) -> String {
    var blocks: [[Substring]] = [[]]
    for line in split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("  - ") || !line.hasPrefix(" ") { blocks.append([]) }
      blocks[blocks.count - 1].append(line)
    }
    return blocks.filter { !$0.contains("    label: \(label)") }.map { $0.joined(separator: "\n") }.joined(separator: "\n")
  }
}
