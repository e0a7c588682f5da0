import Diagnostics
import LicenseMatching
import Licensing

/// The clause that a term names should be printed in the text, and its summary should be in our words.
struct ClauseCheck {
  private(set) var diagnostics: [Diagnostic] = []

  init(_ file: ExaminedLicense, _ text: PlacedText) {
    let source = text.stream.source
    let labels = Labels(source.text(in: 0..<source.bytes.count))
    let runs = Self.runs(text.stream.tokens.map(\.hash))
    for term in file.terms {
      if let missing = labels.missing(from: term.clause) {
        diagnostics.append(
          file.diagnostic("clause-number", .warning, "the text prints no `\(missing)` as a number", at: file.node(term), "clause")
        )
      }
      let summary = TokenStream(source: SourceFile(path: "", text: term.summary))
      if Self.runs(summary.tokens.map(\.hash)).contains(where: runs.contains) {
        diagnostics.append(
          file.diagnostic(
            "copied-words", .warning, "\(Self.longestQuote) words in a row are those of the text", at: file.node(term), "summary",
            help: "say it in our own words"))
      }
    }
    for entry in file.license.open {
      guard let missing = labels.missing(from: entry.clause) else { continue }
      diagnostics.append(
        file.diagnostic("clause-number", .warning, "the text prints no `\(missing)` as a number", at: file.node(entry), "clause"))
    }
  }

  private static let longestQuote = 10

  private static func runs(_ hashes: [UInt64]) -> Set<[UInt64]> {
    guard hashes.count >= longestQuote else { return [] }
    return Set((0...hashes.count - longestQuote).map { Array(hashes[$0..<$0 + longestQuote]) })
  }
}

/// The numbers and letters that a text prints in front of its clauses.
private struct Labels {
  private var words: Set<String> = []

  init(_ text: String) {
    for word in text.split(whereSeparator: \.isWhitespace) {
      let plain = word.lowercased().trimmed { !($0.isLetter || $0.isNumber) }
      words.insert(plain)
      // `1.b.i`, `(a)(i)`, `a.Text`: every part is a label as well.
      for part in plain.split(whereSeparator: { !($0.isLetter || $0.isNumber) }) { words.insert(String(part)) }
    }
  }

  /// The first part of a clause that looks like a number and is printed nowhere.
  ///
  /// Paragraphs and items are counted by the reader, not printed.
  func missing(from clause: String) -> String? {
    if ["paragraph", "item", "bullet", "sentence"].contains(where: clause.lowercased().contains) { return nil }
    for word in clause.lowercased().split(whereSeparator: { $0 == " " || $0 == "," || $0 == ";" || $0 == "/" }) {
      let plain = String(word).trimmed { !($0.isLetter || $0.isNumber) }
      guard plain.first?.isNumber == true, !words.contains(plain) else { continue }
      for part in plain.split(whereSeparator: { !($0.isLetter || $0.isNumber) }) where !words.contains(String(part)) {
        return String(part)
      }
    }
    return nil
  }
}

extension String {
  fileprivate func trimmed(_ isDropped: (Character) -> Bool) -> String {
    var text = self[...]
    while let first = text.first, isDropped(first) { text.removeFirst() }
    while let last = text.last, isDropped(last) { text.removeLast() }
    return String(text)
  }
}
