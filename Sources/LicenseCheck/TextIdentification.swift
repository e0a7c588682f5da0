import Diagnostics
import LicenseMatching

/// Recognition of license texts, for programs that use this package as a library.
public enum TextIdentification {
  /// A stretch of a text and the license it is.
  public struct Match: Hashable, Sendable {
    /// The id of the license; `nil` for a text that reads like a license and is none of those known.
    public var id: String?
    /// Its id on the SPDX license list.
    public var spdx: String?
    /// `exact`, `equivalent`, `modified`, `partial`, `reference` or `unknown`.
    public var kind: String
    /// The share of words that license and text have in common, from 0 to 1.
    public var score: Double
    public var lines: ClosedRange<Int>
    /// What differs: the kinds of the differences, in the order of the text.
    public var edits: [String]
    /// Matches of the same stretch have the same number.
    public var stretch: Int
  }

  /// The licenses in a text, in its order.
  public static func matches(in bytes: [UInt8]) -> [Match] {
    ShippedCatalog.identify(SourceFile(path: "text", bytes: bytes)).map { match in
      Match(
        id: match.id, spdx: match.id.flatMap(ShippedCatalog.spdx), kind: match.kind.rawValue, score: match.score,
        lines: match.lines,
        edits: match.edits.map(\.kind.rawValue), stretch: match.stretch)
    }
  }

  /// How many bytes the index of all known texts takes.
  public static var indexSize: Int { ShippedCatalog.matcher.index.size }
}
