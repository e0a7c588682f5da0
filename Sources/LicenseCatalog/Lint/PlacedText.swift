import Diagnostics
import Documents
import LicenseMatching
import Licensing

/// A license text with the places of the clauses that its catalog file names.
struct PlacedText {
  let stream: TokenStream
  /// Each word as it stands in the text, in lower case.
  let words: [String]
  /// The clauses of the terms, by their index in the file.
  private(set) var terms: [Int: Range<Int>] = [:]
  /// The sentences listed as no term, likewise.
  private(set) var open: [Int: Range<Int>] = [:]
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var anchorCount = 0

  /// Finds every anchor; each is looked for from where the one before it began, as the texts repeat their openings.
  init(_ file: ExaminedLicense, _ source: SourceFile) {
    let stream = TokenStream(source: source)
    self.stream = stream
    words = stream.tokens.map { source.text(in: $0.range).lowercased() }
    var cursor = 0
    for (index, term) in file.terms.enumerated() {
      terms[index] = place(term.anchor, file.node(term), file, &cursor)
    }
    cursor = 0
    for (index, entry) in file.license.open.enumerated() {
      open[index] = place(entry.anchor, file.node(entry), file, &cursor)
    }
  }

  private mutating func place(_ anchor: Anchor, _ node: DocumentNode, _ file: ExaminedLicense, _ cursor: inout Int) -> Range<Int>?
  {
    let start = AnchorRun(anchor.start)
    let end = AnchorRun(anchor.end)
    if let range = stream.anchorRange(start: start, end: end, from: cursor) {
      cursor = range.lowerBound
      anchorCount += 1
      return range
    }
    guard let range = stream.anchorRange(start: start, end: end) else {
      diagnostics.append(missing(start, end, node, file))
      return nil
    }
    anchorCount += 1
    let count = stream.occurrences(of: start)
    let line = stream.lines(of: range).lowerBound
    diagnostics.append(
      count > 1
        ? file.diagnostic(
          "ambiguous-anchor", .error,
          "out of the order of the text, and its first words occur \(count) times, first on line \(line) of the text",
          at: node, "anchor", help: "move the term to its place, or choose words that occur once")
        : file.diagnostic(
          "out-of-order", .warning, "the clause stands earlier in the text (line \(line)) than the one before it", at: node,
          "anchor"))
    return range
  }

  private func missing(_ start: AnchorRun, _ end: AnchorRun, _ node: DocumentNode, _ file: ExaminedLicense) -> Diagnostic {
    let message: String
    if stream.occurrences(of: start) == 0 {
      message = "the text has no words `\(start.text)`"
    } else if stream.occurrences(of: end) == 0 {
      message = "the text has no words `\(end.text)`"
    } else {
      message = "the last words of the anchor do not follow its first words"
    }
    return file.diagnostic("absent-anchor", .error, message, at: node, "anchor")
  }

  /// All clauses of terms and open entries.
  var ranges: [Range<Int>] { Array(terms.values) + Array(open.values) }
}
