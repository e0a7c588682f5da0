import CatalogData
import Diagnostics
import Foundation
import Inventory
import LicenseCatalog
import Licensing

/// The catalog that is shipped; its tables serve generated licenses too.
enum Shipped {
  static let catalog = Catalog(compiled: CompiledCatalog.bytes)
  static let vocabulary = catalog.vocabulary
  /// The day that counts as today in every test.
  static let today = day("2025-06-01")
}

func day(_ text: String) -> CalendarDate { CalendarDate(text) ?? CalendarDate(daysSince1970: 0) }

/// A value as if it stood in a document.
func located<Value>(_ value: Value) -> Located<Value> {
  Located(value, SourceSpan(SourceFile(path: "model.json", text: ""), 0..<0))
}

/// A few texts and the shared tables; a name means the text with this id, or nothing.
struct TextsInMemory: LicenseSource {
  var vocabulary = Shipped.vocabulary
  var texts: [String: LicenseTerms]

  func terms(_ id: String) -> LicenseTerms? { texts[id] }
  func resolve(_ name: String) -> LicenseResolution { texts[name].map(LicenseResolution.terms) ?? .unknown(name: name) }
}

extension Circumstances {
  /// A use of model weights about which nothing is known but what the facts say.
  static func of(_ facts: UseFacts, component: String = "model", kind: ComponentKind = .weights, assumed: Set<String> = [])
    -> Self
  {
    Circumstances(
      facts: facts, component: component, kind: kind, modality: nil, receivedAs: nil, places: Shipped.vocabulary.places,
      date: Shipped.today, assumed: assumed)
  }
}

extension Component {
  init(_ id: String, _ kind: ComponentKind, _ license: String?, _ lineage: Lineage...) {
    self.init(id: id, kind: kind)
    if let license { declare(license) }
    self.lineage = lineage
  }

  mutating func declare(_ names: String...) {
    declared = [DeclaredLicense(names: names.map { located($0) }, source: .manifest)]
  }
}

extension Lineage {
  static func from(_ target: String, _ relationship: Relationship, by agent: Agent? = nil, linkage: Linkage? = nil) -> Self {
    Lineage(target: located(target), relationship: relationship, by: agent, linkage: linkage)
  }
}

/// Seeds of property tests: fixed, so that a run can be repeated; `LICENSECHECK_SEED` takes others, `LICENSECHECK_CASES` more of them.
enum Seed {
  private static func number(_ name: String) -> UInt64? { ProcessInfo.processInfo.environment[name].flatMap { UInt64($0) } }

  static let base = number("LICENSECHECK_SEED") ?? 2_718_281_828
  private static let times = number("LICENSECHECK_CASES") ?? 1

  /// Whether the long laws run: CI asks for them in release mode.
  static let areLawsWanted = ProcessInfo.processInfo.environment["LICENSECHECK_CASES"] != nil

  /// One seed a case; a failure names it, and `LICENSECHECK_SEED` with this number makes it the first case.
  static func cases(_ count: Int) -> [UInt64] { (0..<UInt64(count) * times).map { base &+ $0 } }
}
