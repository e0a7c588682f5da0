import Diagnostics
import Documents
import Files
import LicenseCatalog
import LicenseMatching
import Reporting

/// `identify FILE|DIR|-`: which license texts are these, and what was changed in them.
package enum IdentifyCommand {
  struct Edit {
    var kind: String
    var lines: ClosedRange<Int>
    /// The words that the user's text has there.
    var inserted: String
    var struck: Int
    var clause: String?
    var terms: [String]
  }

  struct Row {
    var path: String
    var id: String?
    var spdx: String?
    var kind = "unknown"
    var score = 0.0
    var lines: ClosedRange<Int>?
    var edits: [Edit] = []
    /// Rows of the same stretch of a text have the same number; `nil` where there is no text.
    var stretch: Int?
  }

  package static func run(_ paths: [String], format: String) -> CommandOutput {
    guard ["text", "tsv", "json"].contains(format) else {
      return CommandOutput(
        errors: "error: unknown format `\(HostileText.singleLine(format))`; there are text, tsv, json\n", status: 2)
    }
    var rows: [Row] = []
    var diagnostics: [Diagnostic] = []
    for path in paths { read(path, &rows, &diagnostics) }
    let errors = diagnostics.map(MessageStyle(TextOptions()).text).joined()
    let status: Int32 = diagnostics.isEmpty ? 0 : 2
    let output =
      switch format {
      case "json": IdentifyOutput.json(rows)
      case "tsv": rows.map(IdentifyOutput.tsv).joined()
      default: IdentifyOutput.text(rows)
      }
    return CommandOutput(output, errors: errors, status: status)
  }

  private static func read(_ path: String, _ rows: inout [Row], _ diagnostics: inout [Diagnostic]) {
    do throws(DiagnosticError) {
      if path == "-" {
        rows += self.rows(try StandardInput.read(name: "<stdin>"))
      } else if PathScope.isFolder(path) {
        let scope = try PathScope(root: path)
        let walk = DirectoryWalk(path, scope: scope)
        diagnostics += walk.diagnostics
        for folder in walk.folders {
          for name in folder.files {
            let source = try scope.read(FilePath.join(folder.path, name), limit: FileReader.Limit.document)
            // Weights and pictures are no texts.
            if !source.bytes.prefix(1 << 12).contains(0) { rows += self.rows(source) }
          }
        }
      } else {
        rows += self.rows(try InputFile.read(path))
      }
    } catch {
      diagnostics += error.diagnostics
    }
  }

  /// One row a match, in the order of the text; one `unknown` row where nothing matches.
  static func rows(_ source: SourceFile) -> [Row] {
    let stream = TokenStream(source: source)
    let matches = ShippedCatalog.matcher.identify(stream)
    guard matches.isEmpty || matches.allSatisfy({ $0.kind == .unknown }) else { return matches.map { row($0, stream) } }
    let references = ReferenceFinder(source: source, stream: stream).references
    if !references.isEmpty {
      return references.map { reference in
        Row(
          path: source.path, id: reference.id, spdx: ShippedCatalog.spdx(reference.id),
          kind: LicenseMatch.Kind.reference.rawValue,
          score: 1, lines: reference.lines)
      }
    }
    return matches.isEmpty ? [Row(path: source.path)] : matches.map { row($0, stream) }
  }

  private static func row(_ match: LicenseMatch, _ stream: TokenStream) -> Row {
    var row = Row(path: stream.source.path, id: match.id, spdx: match.id.flatMap(ShippedCatalog.spdx))
    row.kind = match.kind.rawValue
    row.score = match.score
    row.lines = match.lines
    row.stretch = match.stretch
    let integrity = ClauseIntegrity(stream: stream, match: match)
    row.edits = zip(match.edits, integrity.touched(match.edits)).map { edit, touched in
      Edit(
        kind: edit.kind.rawValue, lines: stream.lines(of: integrity.place(edit)),
        inserted: edit.tokens.isEmpty ? "" : stream.span(of: edit.tokens).text, struck: edit.struck, clause: touched.clause,
        terms: touched.terms)
    }
    return row
  }
}
