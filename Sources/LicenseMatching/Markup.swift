/// Recognises what HTML and Markdown hide from a reader, byte by byte, without hiding anything a reader sees.
///
/// Only what has the exact form of markup counts: a known element with proper attributes, a link target without blanks.
/// `<year>` and `<no commercial use>` are text. The text of HTML comments stays, because licenses stand in them.
enum Markup {
  enum Tag: Equatable {
    /// Parts words only.
    case inline
    /// Ends a line.
    case lineBreak
    /// Ends a paragraph.
    case block
  }

  /// The tag that begins at a `<`, and the offset behind its `>`.
  static func tag(in bytes: [UInt8], at start: Int, limit: Int) -> (tag: Tag, end: Int)? {
    var index = start + 1
    if index < limit, bytes[index] == UInt8(ascii: "/") { index += 1 }
    let nameStart = index
    if index < limit, bytes[index] == UInt8(ascii: "!") { index += 1 }
    while index < limit, bytes[index].isASCIIAlphanumeric, index - nameStart < 12 { index += 1 }
    guard index > nameStart else { return nil }
    let name = String(decoding: bytes[nameStart..<index], as: UTF8.self).lowercased()
    guard let tag = elements[name] else { return nil }
    while let next = attribute(in: bytes, at: index, limit: limit) { index = next }
    while index < limit, bytes[index].isASCIIBlank { index += 1 }
    if index < limit, bytes[index] == UInt8(ascii: "/") { index += 1 }
    guard index < limit, bytes[index] == UInt8(ascii: ">") else { return nil }
    return (tag, index + 1)
  }

  /// The offset behind `](target)` or `](target "title")` where the target looks like one; `start` is at the `]`.
  static func linkTarget(in bytes: [UInt8], at start: Int, limit: Int) -> Int? {
    var index = start + 2
    guard index < limit, bytes[start + 1] == UInt8(ascii: "(") else { return nil }
    let targetStart = index
    var depth = 0
    while index < limit, !bytes[index].isASCIIBlank {
      if bytes[index] == UInt8(ascii: "(") { depth += 1 }
      if bytes[index] == UInt8(ascii: ")") {
        if depth == 0 { break }
        depth -= 1
      }
      index += 1
    }
    guard index < limit, bytes[index] == UInt8(ascii: ")"), isTarget(bytes[targetStart..<index]) else { return nil }
    return index + 1
  }

  private static func isTarget(_ target: ArraySlice<UInt8>) -> Bool {
    let head = String(decoding: target.prefix(8), as: UTF8.self).lowercased()
    return ["http://", "https://", "mailto:", "#", "/", "./", "../", "<http"].contains { head.hasPrefix($0) }
  }

  /// The offset behind ` name=value`, or behind ` name` for the few names that need no value.
  private static func attribute(in bytes: [UInt8], at start: Int, limit: Int) -> Int? {
    var index = start
    while index < limit, bytes[index].isASCIIBlank { index += 1 }
    let nameStart = index
    while index < limit, bytes[index].isAttributeByte { index += 1 }
    guard nameStart > start, index > nameStart else { return nil }
    guard index < limit, bytes[index] == UInt8(ascii: "=") else {
      let name = String(decoding: bytes[nameStart..<index], as: UTF8.self).lowercased()
      return name == "hidden" || name == "open" || name == "html" || name == "nowrap" ? index : nil
    }
    index += 1
    guard index < limit else { return nil }
    let quote = bytes[index]
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
      while index < limit, !bytes[index].isASCIIBlank, bytes[index] != UInt8(ascii: ">") { index += 1 }
      return index
    }
    guard let close = bytes[index + 1..<limit].firstIndex(of: quote) else { return nil }
    return close + 1
  }

  private static let elements: [String: Tag] = {
    var elements: [String: Tag] = ["br": .lineBreak]
    let inline = [
      "a", "abbr", "b", "big", "center", "cite", "code", "del", "dfn", "em", "font", "i", "img", "ins", "kbd", "mark", "q",
      "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var", "wbr", "meta", "link", "input",
    ]
    let block = [
      "!doctype", "address", "article", "aside", "blockquote", "body", "caption", "dd", "details", "div", "dl", "dt",
      "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "li", "main", "nav", "ol", "p",
      "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul",
    ]
    for name in inline { elements[name] = .inline }
    for name in block { elements[name] = .block }
    return elements
  }()
}

extension UInt8 {
  @inline(__always) var isASCIIDigit: Bool { self &- 0x30 < 10 }
  @inline(__always) var isASCIILetter: Bool { (self | 0x20) &- 0x61 < 26 }
  @inline(__always) var isASCIIAlphanumeric: Bool { isASCIIDigit || isASCIILetter }
  fileprivate var isAttributeByte: Bool { isASCIIAlphanumeric || self == UInt8(ascii: "-") || self == UInt8(ascii: ":") }
  @inline(__always) var isASCIIBlank: Bool { self == 0x20 || self &- 0x09 < 5 }
}
