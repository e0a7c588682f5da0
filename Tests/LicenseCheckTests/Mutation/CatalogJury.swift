import Diagnostics
import Evaluation
import Foundation
import LicenseCatalog
import Licensing
import Reporting
import Testing

@testable import LicenseCheck

/// The catalog with one file replaced.
struct ChangedCatalog: LicenseSource {
  var changed: LicenseTerms

  var vocabulary: Vocabulary { ShippedCatalog.catalog.vocabulary }

  func terms(_ id: String) -> LicenseTerms? {
    if id == changed.id { return changed }
    return id == changed.later ? changed.orLater() : ShippedCatalog.catalog.terms(id)
  }

  func resolve(_ name: String) -> LicenseResolution {
    let resolution = ShippedCatalog.catalog.resolve(name)
    guard case .terms(let terms) = resolution else { return resolution }
    return self.terms(terms.id).map(LicenseResolution.terms) ?? resolution
  }
}

/// Those who judge the mutants of one catalog file: its reading table, the fixtures that name it, and the check of the catalog.
struct CatalogJury {
  enum Sentence: String, CaseIterable { case readings, fixtures, lint, unreadable, survives }

  private struct Reading {
    var row: ReadingTests.Row
    var input: AuditInput
  }

  private struct Page {
    var options: CheckOptions
    var input: AuditInput
    var expected: String
  }

  private let license: String
  private let readings: [Reading]
  private let pages: [Page]
  private let lintFiles: [SourceFile]
  private let knownDiagnostics: Set<String>

  init(license: String) throws {
    self.license = license
    let terms = try #require(ShippedCatalog.catalog.terms(license))
    readings = try ReadingTests.rows("a", of: license).map { row in
      var options = CheckOptions(paths: ["-"], daysSince1970: 20_000)
      options.uses = [row.use]
      options.facts = row.options
      options.standardInput = Array(row.manifest.utf8)
      options.asksForWaysOut = false
      return Reading(row: row, input: try AuditInput.read(options))
    }
    let names = Set(
      ([license] + terms.hub + terms.aliases + [terms.later, terms.spdx].compactMap(\.self)).map { $0.lowercased() })
    pages = FixtureCase.all.filter { Self.mentions(names, $0) }.flatMap { fixture in
      (fixture.text("command") ?? "").split(separator: "\n").compactMap { Self.page(String($0), fixture, terms) }
    }
    let documents = terms.terms.compactMap { term -> String? in
      if case .must(let duty) = term.statement { return duty.document?.id }
      return nil
    }
    let tables = ["acts", "assumptions", "exposure", "fields", "places", "uses"]
    let wanted = Set(([license] + documents + tables).map { "licenses/\($0).yaml" })
    lintFiles = CatalogFolder.files.filter { wanted.contains($0.path) }
    knownDiagnostics = Self.lint(lintFiles)
  }

  /// The first of the jury that notices the change.
  func sentence(on mutant: CatalogMutant) -> Sentence {
    let source = SourceFile(path: "licenses/\(license).yaml", text: mutant.text)
    guard let document = try? readYAML(source) else { return .unreadable }
    let decoded = TermsDecoder.decode(document.root, vocabulary: ShippedCatalog.catalog.vocabulary)
    guard !decoded.diagnostics.contains(where: { $0.severity == .error }) else { return .unreadable }
    let catalog = ChangedCatalog(changed: decoded.terms)
    if readings.contains(where: { !Self.holds($0, catalog) }) { return .readings }
    if pages.contains(where: { Self.text($0.input, $0.options, catalog) != $0.expected }) { return .fixtures }
    let changed = lintFiles.map { $0.path == source.path ? source : $0 }
    return Self.lint(changed).isSubset(of: knownDiagnostics) ? .survives : .lint
  }

  // MARK: Reading tables

  private static func holds(_ reading: Reading, _ catalog: ChangedCatalog) -> Bool {
    let report = report(reading.input, catalog)
    guard report.errors.isEmpty, report.verdict.rawValue == reading.row.verdict else { return false }
    let cited = report.findings.compactMap(\.clause) + report.duties.compactMap(\.clause)
    return reading.row.clauses.allSatisfy { clause in cited.contains { $0 == clause || $0.hasSuffix(" " + clause) } }
  }

  private static func report(_ input: AuditInput, _ catalog: ChangedCatalog) -> AuditReport {
    Audit(catalog: catalog, catalogVersion: "…", request: input.request)
      .report(on: input.inventories, diagnostics: input.diagnostics)
  }

  // MARK: Fixtures

  private static func mentions(_ names: Set<String>, _ fixture: FixtureCase) -> Bool {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: fixture.folder.path)) ?? []
    let texts = files.filter { $0.hasSuffix(".json") || $0.hasSuffix(".yaml") || $0 == "command" }.compactMap(fixture.text)
    return texts.contains { text in names.contains { text.lowercased().contains($0) } }
  }

  /// What a plain `check` prints; other commands, and cases that need license texts on disk, are left out.
  private static func page(_ line: String, _ fixture: FixtureCase, _ terms: LicenseTerms) -> Page? {
    var words = FixtureCommandLine(line).arguments[...]
    guard words.popFirst() == "check", fixture.text("texts") == nil else { return nil }
    var options = CheckOptions(paths: [], daysSince1970: 20_758)
    while let word = words.popFirst() {
      guard word.hasPrefix("-") else {
        options.paths.append(fixture.folder.appending(path: word).path)
        continue
      }
      guard let value = words.popFirst() else { return nil }
      switch word {
      case "--use": options.uses.append(value)
      case "--set": options.facts.append(value)
      case "--assume": options.assumptions.append(value)
      case "--with": options.substitutions.append(value)
      case "--date": options.date = value
      case "--format": options.format = value
      default: return nil
      }
    }
    guard !options.paths.isEmpty, let input = try? AuditInput.read(options) else { return nil }
    return Page(options: options, input: input, expected: text(input, options, ChangedCatalog(changed: terms)))
  }

  private static func text(_ input: AuditInput, _ options: CheckOptions, _ catalog: ChangedCatalog) -> String {
    let report = report(input, catalog)
    guard options.format == "text" else { return String(decoding: JSONReporter().bytes(report), as: UTF8.self) }
    return TextReporter(options.text).text(report)
  }

  // MARK: The check of the catalog

  private static func lint(_ files: [SourceFile]) -> Set<String> {
    let report = CatalogLint.run(files: files, read: readYAML, texts: CatalogFolder.text)
    return Set(report.diagnostics.map { "\($0.code): \($0.message)" })
  }
}
