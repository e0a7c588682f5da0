import Diagnostics
import Inventory
import LicenseMatching

extension LicenseMatcher {
  /// What a reader asks for texts: matches of the same words are one text with several ids.
  package var identification: ReadingContext.Identification {
    { file, range, role in
      let stream = TokenStream(source: file, range: range)
      guard stream.tokenCount > 0 else { return [] }
      var result: [DetectedLicense] = []
      var last: LicenseMatch?
      for match in identify(stream) {
        if let last, last.tokens == match.tokens, last.kind == match.kind, let id = match.id {
          result[result.count - 1].ids.append(id)
        } else {
          let span = stream.span(of: match.tokens)
          result.append(DetectedLicense(ids: match.id.map { [$0] } ?? [], match: match.kind.rawValue, span: span, role: role))
        }
        last = match
      }
      return result
    }
  }
}
