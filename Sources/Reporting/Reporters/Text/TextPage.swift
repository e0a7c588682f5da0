import Diagnostics

/// A page of text under construction: lines, headings with a component at the right, keyed items and source excerpts.
///
/// Text from inputs goes through `plain` before it is put on the page; `line` guards the finished line once more.
struct TextPage {
  let options: TextOptions
  let style: Style
  let context: ReportContext
  private(set) var text = ""

  /// The column at which components stand beside messages.
  private static let componentColumn = 65

  init(_ options: TextOptions, _ context: ReportContext = ReportContext()) {
    self.options = options
    self.context = context
    style = Style(color: options.color)
  }

  /// Text that others wrote, safe to show in one line.
  func plain(_ text: String, limit: Int = 300) -> String {
    HostileText.singleLine(text, ascii: !options.unicode, limit: limit)
  }

  mutating func line(_ line: String = "") {
    text += HostileText.guarded(line)
    text += "\n"
  }

  /// An empty line, unless the page begins or one stands there already.
  mutating func gap() {
    if !text.isEmpty, !text.hasSuffix("\n\n") { line() }
  }

  /// Lines of words; those after the first stand `hanging` columns further in.
  mutating func paragraph(_ text: String, indent: Int = 0, hanging: Int = 0) {
    paragraph(text.split(separator: " ").map(String.init), indent: indent, hanging: hanging)
  }

  /// The same of words that may hold blanks and are never broken.
  mutating func paragraph(_ words: [String], indent: Int = 0, hanging: Int = 0, _ attributes: Style.Attribute...) {
    let width = options.width - indent - hanging
    for (index, piece) in Self.wrapped(words, width: width, first: options.width - indent).enumerated() {
      line(Self.blanks(indent + (index == 0 ? 0 : hanging)) + style(piece, attributes))
    }
  }

  /// `prohibited[training-data] message      component`; false if the component found no room and is still to be named.
  mutating func heading(_ label: Label, _ message: String, component: String?) -> Bool {
    let shown = component ?? ""
    let plainWidth = label.width + 1 + DisplayWidth.of(message)
    let needed = plainWidth + (shown.isEmpty ? 0 : 2 + DisplayWidth.of(shown))
    if needed <= options.width {
      var heading = label.text(style) + " " + style(message, .bold)
      if !shown.isEmpty {
        let column = min(max(plainWidth + 2, Self.componentColumn), options.width - DisplayWidth.of(shown))
        heading += Self.blanks(column - plainWidth) + style(shown, .cyan)
      }
      line(heading)
      return true
    }
    let pieces = Self.wrapped(message, width: options.width - 4, first: options.width - label.width - 1)
    for (index, piece) in pieces.enumerated() {
      line((index == 0 ? label.text(style) + " " : "    ") + style(piece, .bold))
    }
    return shown.isEmpty
  }

  /// `   = path:    text`, continued below its text; `gutter` is the width of the line numbers above.
  mutating func item(_ key: String, _ text: String, gutter: Int) {
    item(key, [text], gutter: gutter)
  }

  /// Several texts under one key, each on lines of its own.
  mutating func item(_ key: String, _ texts: [String], gutter: Int) {
    item(key, lines: texts.flatMap { Self.wrapped($0, width: itemWidth(gutter)) }, gutter: gutter)
  }

  /// Words that may hold blanks and are never broken.
  mutating func item(_ key: String, words: [String], gutter: Int) {
    item(key, lines: Self.wrapped(words, width: itemWidth(gutter)), gutter: gutter)
  }

  private static let keyWidth = 9

  private func itemWidth(_ gutter: Int) -> Int { options.width - gutter - 4 - Self.keyWidth }

  private mutating func item(_ key: String, lines: [String], gutter: Int) {
    let lead = Self.blanks(gutter + 2)
    let name = key + ":"
    let opening = lead + style("=", .dim) + " " + name + Self.blanks(max(Self.keyWidth - name.utf8.count, 1))
    let indent = Self.blanks(gutter + 4 + Self.keyWidth)
    for (index, piece) in lines.enumerated() { line((index == 0 ? opening : indent) + piece) }
  }

  /// Lines of at most `width` columns (`first`: the first of them), broken at blanks.
  static func wrapped(_ text: String, width: Int, first: Int? = nil) -> [String] {
    wrapped(text.split(separator: " ", omittingEmptySubsequences: false).map(String.init), width: width, first: first)
  }

  /// Words joined by blanks to lines of at most `width` columns; a longer word stands alone and sticks out.
  static func wrapped(_ words: [String], width: Int, first: Int? = nil) -> [String] {
    var lines: [String] = []
    var current = ""
    var currentWidth = 0
    for word in words {
      let wordWidth = DisplayWidth.of(word)
      let limit = lines.isEmpty ? first ?? width : width
      if currentWidth > 0, currentWidth + 1 + wordWidth > limit {
        lines.append(current)
        current = ""
        currentWidth = 0
      }
      if currentWidth > 0 {
        current += " "
        currentWidth += 1
      }
      current += word
      currentWidth += wordWidth
    }
    lines.append(current)
    return lines.map { line in
      var line = line
      while line.hasSuffix(" ") { line.removeLast() }
      return line
    }
  }

  /// Texts with a sign after each but the last, to be wrapped between them.
  static func listed(_ texts: [String], separator: String = ",") -> [String] {
    texts.enumerated().map { index, text in index + 1 < texts.count ? text + separator : text }
  }

  static func blanks(_ count: Int) -> String { String(repeating: " ", count: max(count, 0)) }

  /// `text` filled with blanks to `width` columns.
  static func padded(_ text: String, _ width: Int) -> String { text + blanks(width - DisplayWidth.of(text)) }
}

extension TextPage {
  /// The word that opens a message, with its code: `duty[display-text]`.
  struct Label {
    var word: String
    var code: String?
    var attributes: [Style.Attribute]

    var width: Int { DisplayWidth.of(word) + (code.map { DisplayWidth.of($0) + 2 } ?? 0) }

    func text(_ style: Style) -> String {
      style(word + (code.map { "[\($0)]" } ?? ""), attributes + [.bold])
    }
  }
}
