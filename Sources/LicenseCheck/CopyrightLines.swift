import Diagnostics
import LicenseCatalog
import LicenseMatching
import Licensing

/// The copyright lines of a text that say who holds the right in the work.
///
/// The line by which the publisher of a license keeps the right in its words is none, and a form that nobody filled in is none.
struct CopyrightLines {
  let spans: [SourceSpan]

  /// - Parameter licenses: the ids of the licenses whose text it is.
  init(in file: SourceFile, licenses: [String], catalog: any LicenseSource) {
    let stream = TokenStream(source: file)
    let publishers = licenses.compactMap { catalog.terms($0)?.publisher?.lowercased() }
      .flatMap { $0.split(separator: "/").map(\.trimmed) }
    spans = stream.ignorable.filter { $0.kind == .copyrightNotice }.map { stream.span(of: $0.tokens) }.filter { span in
      let line = span.text.lowercased()
      return !Self.isForm(line) && !publishers.contains { line.contains($0) }
    }
  }

  private static func isForm(_ line: String) -> Bool {
    if line.contains("<"), !line.contains("@"), !line.contains("http") { return true }
    return ["[yyyy]", "[year]", "{", "[name"].contains { line.contains($0) }
  }
}
