import Diagnostics

/// The lines of a Markdown body that may tell something: fenced code is left out.
struct ProseLines: Sequence, IteratorProtocol {
  struct Line {
    var text: String
    var span: SourceSpan
    var isHeading: Bool
  }

  private let source: SourceFile
  private var offset: Int
  private var isFenced = false
  /// Longer lines are no statements, but whole texts.
  private static let longest = 4000

  init(_ source: SourceFile, from start: Int) {
    self.source = source
    offset = start
  }

  mutating func next() -> Line? {
    let bytes = source.bytes
    while offset < bytes.count {
      var end = offset
      while end < bytes.count, bytes[end] != 0x0A { end += 1 }
      var content = offset..<end
      offset = end + 1
      while let first = content.first, bytes[first] <= 0x20 { content.removeFirst() }
      while let last = content.last, bytes[last] <= 0x20 { content.removeLast() }
      if bytes[content].starts(with: Array("```".utf8)) || bytes[content].starts(with: Array("~~~".utf8)) {
        isFenced.toggle()
        continue
      }
      if isFenced || content.count > Self.longest { continue }
      // What ends a section is told by blank lines and headings; all other lines must speak of what is asked for.
      let isHeading = bytes[content].first == UInt8(ascii: "#")
      let text = String(decoding: bytes[content], as: UTF8.self).replacing("\u{2011}", with: "-").replacing("\u{A0}", with: " ")
      return Line(text: text, span: SourceSpan(source, content), isHeading: isHeading)
    }
    return nil
  }
}

/// Pictures that state a license: `img.shields.io/badge/License-MIT-blue`.
enum LicenseBadge {
  /// What the badges of a line say the license is.
  static func all(in line: String) -> [String] {
    var result: [String] = []
    var rest = line[...]
    while let start = rest.firstRange(of: "img.shields.io/") {
      rest = rest[start.upperBound...]
      let path = rest.prefix { !$0.isWhitespace && !")\"'>]".contains($0) }
      if let text = message(String(path)) { result.append(text) }
    }
    return result
  }

  private static func message(_ path: String) -> String? {
    if path.hasPrefix("static/v1") || path.hasPrefix("badge?") {
      let fields = path.split { "?&".contains($0) }
      guard fields.contains(where: { $0.hasPrefix("label=") && isLabel($0.dropFirst(6)) }) else { return nil }
      return fields.first { $0.hasPrefix("message=") }.map { decoded(String($0.dropFirst(8))) }
    }
    guard path.hasPrefix("badge/") else { return nil }
    // `--` and `__` are the characters themselves; single ones part the fields and stand for blanks.
    let name = path.dropFirst(6).prefix { $0 != "?" }.replacing("--", with: "\u{1}").replacing("__", with: "\u{2}")
    let fields = name.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard fields.count >= 2, isLabel(fields[0][...]) else { return nil }
    let parts = fields.count > 2 ? fields[1..<fields.count - 1] : fields[1...]
    return decoded(
      parts.joined(separator: "-").replacing("_", with: " ").replacing("\u{1}", with: "-").replacing("\u{2}", with: "_"))
  }

  private static func isLabel(_ text: Substring) -> Bool { text.lowercased().contains("licen") }

  private static func decoded(_ text: String) -> String {
    var bytes: [UInt8] = []
    let utf8 = Array(text.utf8)
    var index = 0
    while index < utf8.count {
      if utf8[index] == UInt8(ascii: "%"), index + 2 < utf8.count,
        let value = UInt8(String(decoding: utf8[index + 1...index + 2], as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        index += 3
      } else {
        bytes.append(utf8[index] == UInt8(ascii: "+") ? 0x20 : utf8[index])
        index += 1
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
