import Diagnostics

/// What is wrong, or looks wrong, in the files of the catalog, and how much was examined.
package struct LintReport: Sendable {
  package struct Counts: Sendable, Equatable {
    package var files = 0
    package var terms = 0
    /// Sentences that files list as no term.
    package var openEntries = 0
    /// Files whose text was at hand, unaltered.
    package var texts = 0
    /// Anchors found in the texts.
    package var anchors = 0
    /// Numbers, dates and exact words found inside the clauses that state them.
    package var witnesses = 0
    /// Sentences of the texts that command, forbid or grant.
    package var sentences = 0
    /// Those that lie in a term or an open entry.
    package var coveredSentences = 0
  }

  /// By path, line and column.
  package private(set) var diagnostics: [Diagnostic] = []
  package internal(set) var counts = Counts()

  package var errorCount: Int { diagnostics.count { $0.severity == .error } }
  package var warningCount: Int { diagnostics.count { $0.severity == .warning } }

  /// A line for each diagnostic, then what was examined.
  package var lines: [String] { diagnostics.map(\.line) + [summary] }

  package var summary: String {
    """
    \(counts.files) files, \(counts.terms) terms and \(counts.openEntries) open entries; \(counts.texts) texts, \(counts.anchors) anchors \
    and \(counts.witnesses) witnesses verified, \(counts.coveredSentences) of \(counts.sentences) operative sentences covered; \
    \(errorCount) errors, \(warningCount) warnings
    """
  }

  init() {}

  mutating func add(_ found: [Diagnostic]) { diagnostics += found }

  mutating func sort() {
    let keyed = diagnostics.map { diagnostic in
      let position = diagnostic.labels.first?.span.start ?? SourcePosition(line: 0, column: 0)
      return (key: (diagnostic.path ?? "", position.line, position.column, diagnostic.message), diagnostic: diagnostic)
    }
    diagnostics = keyed.sorted { $0.key < $1.key }.map(\.diagnostic)
  }
}
