import Foundation
import Testing

/// Mutation testing of catalog files (`docs/MUTATION.md`); runs on demand, as it takes minutes: `Benchmarks/mutate-catalog`.
@Suite struct CatalogMutationTests {
  private static let wanted = ProcessInfo.processInfo.environment["LICENSECHECK_MUTATE"]

  /// Ten texts of different make: permissive, copyleft, data, responsible use, thresholds, territories, suits.
  static let licenses = [
    "Apache-2.0", "CC-BY-NC-4.0", "CC-BY-SA-4.0", "GPL-3.0-only", "OpenMDW-1.1", "bigscience-bloom-rail-1.0",
    "flux-1-dev-non-commercial-1.1.1", "gemma-2025-03-24", "llama3.1", "stabilityai-community",
  ]

  private static var chosen: [String] {
    guard let wanted, wanted != "1" else { return wanted == nil ? [] : licenses }
    return wanted.split(separator: ",").map(String.init)
  }

  /// Mutants that change nothing that anybody could notice, each with its reason in `docs/MUTATION.md`.
  private static let justified: Set<String> = {
    let page = CatalogFolder.root.appending(path: "docs/MUTATION.md")
    let text = (try? String(contentsOf: page, encoding: .utf8)) ?? ""
    return Set(
      text.split(separator: "\n").filter { $0.hasPrefix("| `") }.map {
        $0.split(separator: "|")[0].trimmingCharacters(in: .whitespaces)
      })
  }()

  @Test(.enabled(if: wanted != nil), arguments: chosen)
  func `of the mutants of a catalog file, ninety-five of a hundred are noticed`(license: String) throws {
    let file = try #require(CatalogFolder.files.first { $0.path == "licenses/\(license).yaml" })
    let mutants = CatalogMutants(license: license, text: file.text(in: 0..<file.bytes.count)).all
    let jury = try CatalogJury(license: license)
    let unchanged = CatalogMutant(license: license, name: "unchanged", text: file.text(in: 0..<file.bytes.count))
    #expect(jury.sentence(on: unchanged) == .survives, "the file itself must pass")
    var lines: [String] = []
    var counts: [CatalogJury.Sentence: Int] = [:]
    for mutant in mutants {
      let sentence = jury.sentence(on: mutant)
      counts[sentence, default: 0] += 1
      if sentence == .survives { lines.append("  survives: \(mutant.name)") }
    }
    let killed = mutants.count - counts[.survives, default: 0]
    let words = CatalogJury.Sentence.allCases.compactMap { sentence in counts[sentence].map { "\($0) \(sentence.rawValue)" } }
    print(
      (["\(license): \(mutants.count) mutants, \(killed) killed (\(words.joined(separator: ", ")))"] + lines).joined(
        separator: "\n"))
    let open = lines.filter { line in !Self.justified.contains("`\(license) \(line.dropFirst("  survives: ".count))`") }
    #expect(open.count * 20 <= mutants.count, "\(open.joined(separator: "\n"))")
  }
}
