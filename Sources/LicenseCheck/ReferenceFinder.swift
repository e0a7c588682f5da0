import Diagnostics
import LicenseCatalog
import LicenseMatching
import Licensing

/// Finds the license that a short text only names: by an SPDX tag, or by a name behind words that license.
struct ReferenceFinder {
  struct Reference {
    var id: String
    var lines: ClosedRange<Int>
  }

  /// A longer text that names a license in passing is no pointer to it.
  private static let longestText = 200
  private static let longestName = 7

  let source: SourceFile
  let stream: TokenStream

  /// The licenses that are named; none if the text says something of its own about what one may do.
  var references: [Reference] {
    let isLong = stream.tokenCount > Self.longestText
    if !isLong, RestrictionWords.scan(stream).contains(where: { $0.kind != .threshold }) { return [] }
    let lines = source.text(in: stream.range).split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    var found: [Reference] = []
    for (number, line) in lines.enumerated() {
      guard let tag = line.range(ofText: "SPDX-License-Identifier:") else { continue }
      let words = line[tag...].split { $0 == " " || "()*/#-->".contains($0) && $0 != "-" }
      for word in words where !["AND", "OR", "WITH"].contains(word) {
        add(String(word), number + 1, to: &found)
      }
    }
    if found.isEmpty, !isLong { readNames(&found) }
    return found
  }

  private func readNames(_ found: inout [Reference]) {
    let tokens = stream.tokens
    let isAboutLicenses = tokens.contains { ["license", "licensed", "licence", "licenses", "terms"].contains(word($0)) }
    guard isAboutLicenses else { return }
    var index = 0
    while index < tokens.count {
      var taken = 1
      for length in stride(from: min(Self.longestName, tokens.count - index), through: 1, by: -1) {
        let name = source.text(in: tokens[index].start..<tokens[index + length - 1].end)
        guard length > 1 || isName(name) else { continue }
        let count = found.count
        add(
          name.split(whereSeparator: \.isWhitespace).joined(separator: " "), stream.lines(of: index..<index + 1).lowerBound,
          to: &found)
        if found.count > count || found.contains(where: { $0.id == resolved(name) }) {
          taken = length
          break
        }
      }
      index += taken
    }
  }

  private func word(_ token: Token) -> String { source.text(in: token.range).lowercased() }

  /// `MIT` and `CC0` are names where they stand alone; `open` is a word.
  private func isName(_ text: String) -> Bool { text.count >= 3 && text == text.uppercased() && text.contains { $0.isLetter } }

  private func resolved(_ name: String) -> String? {
    switch ShippedCatalog.catalog.resolve(name) {
    case .terms(let terms): terms.id
    case .knownByName(let name, _): name
    case .family, .unknown: nil
    }
  }

  private func add(_ name: String, _ line: Int, to found: inout [Reference]) {
    guard let id = resolved(name), !found.contains(where: { $0.id == id }) else { return }
    found.append(Reference(id: id, lines: line...line))
  }
}

extension Substring {
  /// Where a text ends that stands here, whatever the case of its letters.
  fileprivate func range(ofText text: String) -> Index? {
    let wanted = Array(text.lowercased().utf8)
    let bytes = Array(utf8).map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    guard bytes.count >= wanted.count else { return nil }
    for start in 0...(bytes.count - wanted.count) where bytes[start..<start + wanted.count].elementsEqual(wanted) {
      return utf8.index(startIndex, offsetBy: start + wanted.count)
    }
    return nil
  }
}
