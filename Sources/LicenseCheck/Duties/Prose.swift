import Diagnostics
import Documents
import LicenseMatching

/// What a file tells its readers, without its front matter: paragraphs, headings and lines.
struct Prose {
  /// Lines that belong together: a paragraph, or one item of a list.
  struct Paragraph {
    var range: Range<Int>
    /// In lower case.
    var text: String
    var isHeading: Bool
  }

  let file: SourceFile
  let paragraphs: [Paragraph]
  /// Where the prose begins: behind the front matter.
  let start: Int
  /// The models that the front matter of a card names as its base, in lower case.
  let baseModels: Set<String>

  init(_ file: SourceFile) {
    self.file = file
    let metadata = FrontMatter.range(in: file)
    // The line that closes the front matter is three hyphens.
    start = metadata.map { min($0.upperBound + 3, file.bytes.count) } ?? 0
    paragraphs = Self.paragraphs(file, from: start)
    baseModels = metadata.map { Self.baseModels(file.text(in: $0)) } ?? []
  }

  private static func paragraphs(_ file: SourceFile, from start: Int) -> [Paragraph] {
    var result: [Paragraph] = []
    var open: Range<Int>?
    func close() {
      if let range = open { result.append(Paragraph(range: range, text: file.text(in: range).lowercased(), isHeading: false)) }
      open = nil
    }
    var index = start
    while index < file.bytes.count {
      let end = file.bytes[index...].firstIndex(of: 0x0A) ?? file.bytes.count
      let line = index..<end
      index = end + 1
      let content = file.bytes[line].drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
      guard let first = content.first else {
        close()
        continue
      }
      if first == UInt8(ascii: "#") {
        close()
        result.append(Paragraph(range: line, text: file.text(in: line).lowercased(), isHeading: true))
      } else if "-*+|".utf8.contains(first) || (0x30...0x39).contains(first) {
        close()
        open = line
      } else {
        open = (open?.lowerBound ?? line.lowerBound)..<line.upperBound
      }
    }
    close()
    return result
  }

  private static func baseModels(_ metadata: String) -> Set<String> {
    var result: Set<String> = []
    var isInside = false
    for line in metadata.lowercased().split(whereSeparator: \.isNewline) {
      let words = line.drop { $0 == " " }
      let isItem = words.hasPrefix("- ")
      if line.hasPrefix("base_model:") { isInside = true } else if !isItem { isInside = false }
      guard isInside else { continue }
      let value = isItem ? words.dropFirst(2) : line.dropFirst("base_model:".count)
      result.insert(value.trimmed.filter { $0 != "\"" && $0 != "'" })
    }
    return result.subtracting([""])
  }

  /// The first paragraph in which all of it stands.
  func paragraph(where isMeant: (String) -> Bool) -> SourceSpan? {
    paragraphs.first { isMeant($0.text) }.map { SourceSpan(file, $0.range) }
  }

  /// A heading with one of the words, if there is text below it before the next heading.
  func section(titled words: [String]) -> SourceSpan? {
    for (index, paragraph) in paragraphs.enumerated() where paragraph.isHeading {
      guard words.contains(where: { paragraph.text.mentions(beginning: $0) }), index + 1 < paragraphs.count,
        !paragraphs[index + 1].isHeading
      else { continue }
      return SourceSpan(file, paragraph.range)
    }
    return nil
  }
}

extension String {
  /// Whether a name stands in the text by itself and not as a part of a longer one. Both must be in lower case.
  func mentions(_ name: String) -> Bool { places(of: name).contains { !continues($0.upperBound) && !isInside($0.lowerBound) } }

  /// Whether a word begins so.
  func mentions(beginning name: String) -> Bool { places(of: name).contains { !isInside($0.lowerBound) } }

  private func places(of name: String) -> [Range<Int>] {
    let (text, wanted) = (Array(utf8), Array(name.utf8))
    guard let first = wanted.first, text.count >= wanted.count else { return [] }
    return (0...(text.count - wanted.count)).compactMap { start in
      text[start] == first && text[start..<start + wanted.count].elementsEqual(wanted) ? start..<start + wanted.count : nil
    }
  }

  private func byte(_ index: Int) -> UInt8? {
    index >= 0 && index < utf8.count ? utf8[utf8.index(utf8.startIndex, offsetBy: index)] : nil
  }

  private static func isPartOfName(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x2D || byte == 0x5F
  }

  private func isInside(_ index: Int) -> Bool { byte(index - 1).map(Self.isPartOfName) ?? false }

  /// A full stop ends a sentence unless a name goes on behind it.
  private func continues(_ index: Int) -> Bool {
    guard let next = byte(index) else { return false }
    if next == UInt8(ascii: ".") { return byte(index + 1).map(Self.isPartOfName) ?? false }
    return Self.isPartOfName(next)
  }

  /// The sentences of a paragraph.
  var sentences: [String] {
    var result: [String] = []
    var current = ""
    var previous: Character = " "
    for character in self {
      if character.isWhitespace, ".!?".contains(previous) {
        result.append(current)
        current = ""
      } else {
        current.append(character)
      }
      previous = character
    }
    result.append(current)
    return result
  }
}
