import Diagnostics
import LicenseCatalog
import LicenseMatching
import Reporting

/// `diff-text FILE LICENSE`: how a file differs from a license, whatever license it resembles most.
package enum DiffTextCommand {
  package static func run(_ path: String, license: String) -> CommandOutput {
    let id: String
    if case .terms(let terms) = ShippedCatalog.catalog.resolve(license) { id = terms.id } else { id = license }
    do throws(DiagnosticError) {
      let source = path == "-" ? try StandardInput.read(name: "<stdin>") : try InputFile.read(path)
      guard ShippedCatalog.matcher.index.hasLicense(id) else {
        return CommandOutput(errors: "error: there is no fingerprint of `\(HostileText.singleLine(license))`\n", status: 2)
      }
      return CommandOutput(text(source, id))
    } catch {
      return CommandOutput(errors: error.diagnostics.map(MessageStyle(TextOptions()).text).joined(), status: 2)
    }
  }

  private static func text(_ source: SourceFile, _ id: String) -> String {
    let stream = TokenStream(source: source)
    let path = HostileText.singleLine(source.path)
    guard let match = ShippedCatalog.matcher.comparison(stream, with: id) else { return "\(path): nothing of \(id) is in it\n" }
    let share = Int((match.score * 100).rounded(.down))
    var result =
      "\(path):\(match.lines.lowerBound)-\(match.lines.upperBound): \(id), \(match.kind.rawValue), \(share) % of the words\n"
    let integrity = ClauseIntegrity(stream: stream, match: match)
    for (edit, touched) in zip(match.edits, integrity.touched(match.edits)) {
      let words = edit.tokens.isEmpty ? "" : stream.span(of: edit.tokens).text
      result += IdentifyOutput.change(
        .init(
          kind: edit.kind.rawValue, lines: stream.lines(of: integrity.place(edit)), inserted: words, struck: edit.struck,
          clause: touched.clause, terms: touched.terms))
      result += context(edit, stream)
    }
    return match.edits.isEmpty ? result + "  no difference\n" : result
  }

  /// The user's words around a change: `+` what is added, `[n]` where words of the license are missing.
  private static func context(_ edit: TextEdit, _ stream: TokenStream) -> String {
    let before = max(0, edit.tokens.lowerBound - 6)..<edit.tokens.lowerBound
    let after = edit.tokens.upperBound..<min(stream.tokenCount, edit.tokens.upperBound + 6)
    func words(_ range: Range<Int>) -> String {
      range.isEmpty ? "" : stream.span(of: range).text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
    let struck = edit.struck > 0 ? "[-\(edit.struck)]" : ""
    let added = edit.tokens.isEmpty ? "" : "{+\(words(edit.tokens))+}"
    let parts = ["…", words(before), struck, added, words(after), "…"].filter { !$0.isEmpty }
    return "    \(HostileText.singleLine(parts.joined(separator: " ")))\n"
  }
}
