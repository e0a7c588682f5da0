import Diagnostics
import Inventory
import LicenseCatalog
import LicenseMatching
import Licensing

/// Says which clauses the changes of a copy touch, and which terms so can no longer be trusted.
struct ClauseIntegrity {
  let stream: TokenStream
  let match: LicenseMatch

  /// One for all changes that may alter the meaning of the same terms; one for the rest of the text, if only an excerpt is
  /// there.
  var alterations: [Alteration] {
    if match.kind == .partial {
      return [
        Alteration(
          terms: [], clause: nil, kind: "excerpt", span: stream.span(of: match.tokens), inserted: match.tokens.count, struck: 0)
      ]
    }
    let edits = match.meaningfulEdits
    guard !edits.isEmpty else { return [] }
    let clauses = clauses
    var alterations: [Alteration] = []
    for edit in edits {
      let touched = clauses.filter { $0.isTouched(by: edit) }
      let alteration = Alteration(
        terms: touched.map(\.term.label), clause: touched.first?.term.clause, kind: edit.kind.rawValue,
        span: stream.span(of: place(edit)),
        inserted: edit.tokens.count, struck: edit.struck)
      if let same = alterations.firstIndex(where: { $0.terms == alteration.terms && $0.clause == alteration.clause }) {
        alterations[same].others.append(alteration)
      } else {
        alterations.append(alteration)
      }
    }
    return alterations
  }

  /// The words of the copy, or the word before those that are missing.
  func place(_ edit: TextEdit) -> Range<Int> {
    guard edit.tokens.isEmpty else { return edit.tokens }
    let before = max(0, min(edit.tokens.lowerBound, stream.tokenCount) - 1)
    return before..<min(before + 1, stream.tokenCount)
  }

  private struct Clause {
    var term: Term
    /// Of the wording that the copy was compared with; `nil` if the clause cannot be found there.
    var reference: Range<Int>?
    /// Of the copy, where the wording does not tell.
    var copy: Range<Int>?

    func isTouched(by edit: TextEdit) -> Bool {
      // A sentence beside the text touches no clause of it.
      if edit.reference.isEmpty, edit.reference.lowerBound == 0 { return false }
      if let reference {
        return edit.reference.isEmpty
          ? reference.lowerBound < edit.reference.lowerBound && edit.reference.lowerBound < reference.upperBound
          : reference.overlaps(edit.reference)
      }
      guard let copy else { return true }
      return edit.tokens.isEmpty ? copy.contains(edit.tokens.lowerBound) : copy.overlaps(edit.tokens)
    }
  }

  private var clauses: [Clause] {
    guard let terms = match.id.flatMap({ ShippedCatalog.catalog.terms($0) }) else { return [] }
    let words = match.wording.map { WordingWords($0, of: ShippedCatalog.matcher.index) }
    return terms.terms.map { term in
      let (start, end) = (AnchorRun(term.anchor.start), AnchorRun(term.anchor.end))
      let reference = words?.anchorRange(start: start, end: end)
      return Clause(term: term, reference: reference, copy: reference == nil ? stream.anchorRange(start: start, end: end) : nil)
    }
  }

  /// Of each change, the clause it stands in and the terms that hang on it, for those who only identify.
  func touched(_ edits: [TextEdit]) -> [(clause: String?, terms: [String])] {
    guard edits.contains(where: \.kind.isMeaningful) else { return edits.map { _ in (nil, []) } }
    let clauses = clauses
    return edits.map { edit in
      let touched = edit.kind.isMeaningful ? clauses.filter { $0.isTouched(by: edit) } : []
      return (touched.first?.term.clause, touched.map(\.term.label))
    }
  }
}
