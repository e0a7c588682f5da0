import Diagnostics
import DocumentFormats
import Evaluation
import Inventory
import LicenseCatalog
import Licensing
import Reporting

/// Is the text of the license among the files that go out?
struct LicenseCopyCheck {
  let owed: OwedDuty
  let at: OwedAt
  let catalog: any LicenseSource

  var finding: DutyFinding {
    let holders = at.entries([.license, .notice, .usePolicy, .card, .documentation])
    var altered: DetectedLicense?
    for entry in holders {
      for text in at.texts(entry.file) where text.ids.contains(where: isWanted) {
        if Self.isWhole(text) { return .met("found in \(entry.file.path)", "license-file", text.span) }
        if ["modified", "partial"].contains(text.match) { altered = altered ?? text }
      }
    }
    if let altered {
      let what = altered.match == "partial" ? "only an excerpt" : "not as it was published"
      return .unverified(
        "the text in \(altered.span.file.path) is \(what): compare it with `licensecheck diff-text`",
        [AuditReport.Place(source: "license-file", span: altered.span)])
    }
    if allowsLink, let link { return .met("linked in \(link.file.path)", "link", link) }
    let also = allowsLink ? ", and no link to it" : ""
    return at.missing("no copy of \(owed.source) among the files read\(also)", in: at.files)
  }

  /// A mention is no copy.
  static func isWhole(_ text: DetectedLicense) -> Bool { ["exact", "equivalent"].contains(text.match) }

  /// The text itself, or the same text given with the right to choose a later version.
  private func isWanted(_ id: String) -> Bool { id == owed.source || catalog.terms(id)?.later == owed.source }

  /// The clause itself says that an address is enough.
  private var allowsLink: Bool {
    let words = (owed.anchor.map { "\($0.start) \($0.end)" } ?? "").lowercased()
    return words.contains("hyperlink") || words.mentions("uri")
  }

  private var link: SourceSpan? {
    guard let url = catalog.terms(owed.source)?.url.map(Self.address) else { return nil }
    for entry in at.entries([.notice, .credits, .card, .documentation]) {
      if let span = entry.prose.paragraph(where: { $0.contains(url) }) { return span }
    }
    return nil
  }

  /// An address without what varies: the scheme, `www.`, and the page of one legal text.
  static func address(_ url: String) -> String {
    var address = url.lowercased()[...]
    for prefix in ["https://", "http://", "www."] where address.hasPrefix(prefix) { address = address.dropFirst(prefix.count) }
    for suffix in ["/", "/legalcode"] where address.hasSuffix(suffix) { address = address.dropLast(suffix.count) }
    return String(address)
  }
}
