import Inventory
import LicenseMatching
import Licensing
import Reporting

/// The words of a clause in the text that came with a component.
struct ClauseQuote {
  let place: AuditReport.Place

  /// - Parameter source: the license, or the document it incorporates, that states the clause.
  init?(_ anchor: Anchor?, of source: String?, in component: Component) {
    guard let anchor, let source, let text = component.detected.first(where: { $0.ids.contains(source) }) else { return nil }
    let stream = TokenStream(source: text.span.file, range: text.span.range)
    guard let range = stream.anchorRange(start: AnchorRun(anchor.start), end: AnchorRun(anchor.end)) else { return nil }
    let span = stream.span(of: range)
    place = AuditReport.Place(source: text.role, span: span, quote: span.text)
  }
}
