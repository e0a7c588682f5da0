import Diagnostics

/// What a run of text was recognised as.
package struct LicenseMatch: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Every word is that of the license, in order, or what its template allows.
    case exact
    /// Only copyright notices, titles and misspellings differ.
    case equivalent
    /// The license with changes.
    case modified
    /// An excerpt.
    case partial
    /// No text, but a name, an id or an address.
    case reference
    /// A text that reads like a license and is none of those known.
    case unknown
  }

  package var kind: Kind
  /// `nil` if unknown.
  package var id: String?
  package var tokens: Range<Int>
  package var lines: ClosedRange<Int>
  /// The share of the words of license and text that stand in both, from 0 to 1.
  package var score: Double
  /// What differs from the license, in the order of the text.
  package var edits: [TextEdit] = []
  /// Matches of the same stretch have the same number: ids that share the text, or an excerpt that fits several.
  package var stretch = 0
  /// Which wording of the index it was compared with.
  package var wording: Int?

  package init(kind: Kind, id: String?, tokens: Range<Int>, lines: ClosedRange<Int>, score: Double) {
    self.kind = kind
    self.id = id
    self.tokens = tokens
    self.lines = lines
    self.score = score
  }

  /// The differences that may change what the license means.
  package var meaningfulEdits: [TextEdit] { edits.filter(\.kind.isMeaningful) }
}
