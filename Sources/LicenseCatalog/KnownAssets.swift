import Diagnostics
import Licensing

/// What is known of one model or data set by its Hub id.
package struct KnownAsset: Sendable {
  /// One thing it was made from.
  package struct Parent: Sendable, Equatable {
    package var id: Located<String>
    package var relationship: Relationship
  }

  /// As the Hub spells it.
  package var id: Located<String>
  package var kind: ComponentKind
  /// As its record declares them; several are a list without an operator, and an empty list says that the record declares none.
  package var licenses: [Located<String>]
  /// `nil` where nobody says.
  package var modality: Set<String>?
  package var parents: [Parent]
  package var created: CalendarDate?
  /// Where the facts come from: `hub-snapshot-2026-08-22`.
  package var source: String
  /// The line that says it all.
  package var span: SourceSpan
}

/// Facts about well-known models and data sets, one to a line, found by id in place: nothing is read before it is asked for.
///
/// ```
/// id  kind  license  modality  parents  created  source          parted by tabs; the first line names the columns
/// ```
/// Lines are sorted by id as if all letters were small. `modality` and `parents` are lists with commas; a parent is
/// `relationship=id`. Several licenses are parted by `;`.
package struct KnownAssets: Sendable {
  private let source: SourceFile
  /// Where the first asset stands.
  private let start: Int

  static let columns = ["id", "kind", "license", "modality", "parents", "created", "source"]
  /// The folder of the catalog that holds such files.
  package static let folder = "assets"

  package init(source: SourceFile) {
    self.source = source
    start = source.bytes.firstIndex(of: 0x0A).map { $0 + 1 } ?? source.bytes.count
  }

  /// Every asset, in order.
  package var all: [KnownAsset] {
    SourceSpan(source, start..<source.bytes.count).parts(separatedBy: "\n").compactMap { KnownAsset(line: $0.span) }
  }

  /// The asset of an id in any case; `nil` if nothing is known of it or its line cannot be read.
  package func asset(_ id: String) -> KnownAsset? {
    let line = source.bytes.withUnsafeBytes { bytes in
      SortedLines(UnsafeRawBufferPointer(rebasing: bytes[start...]), ignoresCase: true).line(of: id.utf8)
    }
    return line.flatMap { KnownAsset(line: SourceSpan(source, $0.lowerBound + start..<$0.upperBound + start)) }
  }
}

// MARK: Reading lines

extension KnownAsset {
  fileprivate init?(line: SourceSpan) {
    let fields = line.parts(separatedBy: "\t")
    guard fields.count == KnownAssets.columns.count, !fields[0].value.isEmpty, !fields[6].value.isEmpty,
      let kind = ComponentKind(rawValue: fields[1].value), let parents = Self.parents(fields[4])
    else { return nil }
    id = fields[0]
    self.kind = kind
    licenses = fields[2].value.isEmpty ? [] : fields[2].span.parts(separatedBy: ";")
    guard licenses.allSatisfy({ !$0.value.isEmpty }) else { return nil }
    modality = fields[3].value.isEmpty ? nil : Set(fields[3].value.split(separator: ",").map(String.init))
    self.parents = parents
    created = CalendarDate(fields[5].value)
    guard created != nil || fields[5].value.isEmpty else { return nil }
    source = fields[6].value
    span = line
  }

  private static func parents(_ field: Located<String>) -> [Parent]? {
    guard !field.value.isEmpty else { return [] }
    var result: [Parent] = []
    for item in field.span.parts(separatedBy: ",") {
      let sides = item.span.parts(separatedBy: "=")
      guard sides.count == 2, let relationship = Relationship(rawValue: sides[0].value), !sides[1].value.isEmpty else {
        return nil
      }
      result.append(Parent(id: sides[1], relationship: relationship))
    }
    return result
  }
}

extension SourceSpan {
  /// The pieces between separators, each with its place.
  fileprivate func parts(separatedBy separator: Unicode.Scalar) -> [Located<String>] {
    let separator = UInt8(ascii: separator)
    return file.bytes[range].split(separator: separator, omittingEmptySubsequences: false).map {
      Located(String(decoding: $0, as: UTF8.self), SourceSpan(file, $0.startIndex..<$0.endIndex))
    }
  }
}

// MARK: Checking files

extension KnownAssets {
  /// What is wrong with an asset file; the compiler of the catalog refuses files with mistakes.
  static func mistakes(in source: SourceFile) -> [Diagnostic] {
    var mistakes: [Diagnostic] = []
    let whole = SourceSpan(source, 0..<source.bytes.count)
    var lines = source.text(in: whole.range).split(separator: "\n", omittingEmptySubsequences: false)
    func report(_ code: String, _ message: String, line: Int) {
      let start = lines[..<line].reduce(0) { $0 + $1.utf8.count + 1 }
      mistakes.append(
        Diagnostic(code, .error, message, labels: [.init(SourceSpan(source, start..<start + lines[line].utf8.count))]))
    }
    guard lines.count > 1, lines[0] == columns.joined(separator: "\t"), lines.last == "" else {
      let names = columns.joined(separator: " ")
      report("bad-line", "an asset file begins with `\(names)`, parted by tabs, and ends with a line feed", line: 0)
      return mistakes
    }
    lines.removeLast()
    var offset = lines[0].utf8.count + 1
    for (index, line) in lines.enumerated().dropFirst() {
      if KnownAsset(line: SourceSpan(source, offset..<offset + line.utf8.count)) == nil {
        report("bad-line", "no facts of an asset: \(columns.joined(separator: ", "))", line: index)
      }
      offset += line.utf8.count + 1
    }
    if let number = SortedLines.firstMisplacedLine(in: lines.dropFirst(), ignoresCase: true) {
      report("unsorted", "ids must stand once each, sorted as if all letters were small", line: number)
    }
    return mistakes
  }
}
