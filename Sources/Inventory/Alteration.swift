import Diagnostics

/// A place where a copy of a license text differs from the license, in words that may change what it means.
package struct Alteration: Sendable, Equatable {
  /// The terms whose clause it touches, by their labels; empty where no clause of the catalog is touched, or all may be.
  package var terms: [String]
  /// The number or heading of the clause.
  package var clause: String?
  /// `number`, `polarity`, `insertion`, …
  package var kind: String
  /// The words that the copy has there; where words were struck, the word before.
  package var span: SourceSpan
  /// How many words the copy has there.
  package var inserted: Int
  /// How many words of the license it lacks there.
  package var struck: Int
  /// Further changes that touch the same terms.
  package var others: [Alteration] = []

  package init(terms: [String], clause: String?, kind: String, span: SourceSpan, inserted: Int, struck: Int) {
    self.terms = terms
    self.clause = clause
    self.kind = kind
    self.span = span
    self.inserted = inserted
    self.struck = struck
  }

  /// What was done and where: the user's own words, the number of those that are missing, and the terms they touch.
  package var words: String {
    let changes = ([self] + others).map(\.change)
    let shown = changes.prefix(6) + (changes.count > 6 ? ["and \(changes.count - 6) more changes"] : [])
    return "\(clause.map { "clause \($0), " } ?? "")\(shown.joined(separator: "; "))"
      + (terms.isEmpty ? "" : "; touches \(terms.joined(separator: ", "))")
  }

  private var change: String {
    var parts: [String] = []
    if inserted > 0 {
      let text = span.text.split(whereSeparator: \.isWhitespace)
      parts.append(
        "`\(text.prefix(20).joined(separator: " "))\(text.count > 20 ? " …" : "")` \(inserted == 1 ? "is" : "are") added")
    }
    if struck > 0 { parts.append("\(struck) \(struck == 1 ? "word is" : "words are") struck") }
    let place = "\(span.file.path):\(span.start.line)"
    return "\(place): \(parts.joined(separator: ", ")) (\(kind))"
  }
}
