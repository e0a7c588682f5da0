import Diagnostics

/// The lines of an input that a span covers, with carets under it.
///
/// Long lines are cut around the span, tabs are expanded, and of a span over several lines the first and the last are shown.
struct SourceExcerpt {
  /// One shown line and the columns that the span takes in it.
  struct Line: Equatable {
    var number: Int
    var text: String
    var markStart: Int
    var markWidth: Int
  }

  var lines: [Line] = []
  /// Whether lines between the first and the last are left out.
  var isBroken = false

  /// At most this many bytes are looked at on each side of a span: inputs may be one line of many megabytes.
  private static let reach = 2_000
  private static let tabStop = 4

  init(_ span: SourceSpan, width: Int, ascii: Bool, places: PlaceIndex = PlaceIndex()) {
    let bytes = span.file.bytes
    guard !bytes.isEmpty else { return }
    let (lower, upper) = Self.bounds(of: span)
    let firstNumber = places.position(of: lower, in: span.file).line
    let firstEnd = Self.lineEnd(bytes, from: lower, last: upper)
    if upper <= firstEnd {
      lines = [Self.line(firstNumber, bytes, lower..<upper, width: width, ascii: ascii)]
      return
    }
    let lastNumber = places.position(of: upper - 1, in: span.file).line
    var lastStart = Self.lineStart(bytes, before: upper - 1)
    while lastStart < upper - 1, bytes[lastStart] == 0x20 || bytes[lastStart] == 0x09 { lastStart += 1 }
    lines = [
      Self.line(firstNumber, bytes, lower..<firstEnd, width: width, ascii: ascii),
      Self.line(lastNumber, bytes, lastStart..<upper, width: width, ascii: ascii),
    ]
    isBroken = lastNumber > firstNumber + 1
  }

  /// The width of the largest line number.
  var gutter: Int { String(lines.map(\.number).max() ?? 1).utf8.count }

  /// The byte range of a span inside its file, on scalar boundaries, without line ends at its end.
  private static func bounds(of span: SourceSpan) -> (Int, Int) {
    let bytes = span.file.bytes
    var lower = min(max(span.range.lowerBound, 0), bytes.count)
    var upper = min(max(span.range.upperBound, lower), bytes.count)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      lower = max(lower, 3)
      upper = max(upper, lower)
    }
    while lower > 0, lower < bytes.count, bytes[lower] & 0xC0 == 0x80 { lower -= 1 }
    while upper < bytes.count, bytes[upper] & 0xC0 == 0x80 { upper += 1 }
    while upper > lower, isLineEnd(bytes[upper - 1]) { upper -= 1 }
    return (lower, upper)
  }

  private static func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  /// Where the line of an offset starts, or a place more than `reach` before it.
  private static func lineStart(_ bytes: [UInt8], before offset: Int) -> Int {
    var start = offset
    let limit = max(offset - reach - 1, 0)
    while start > limit, !isLineEnd(bytes[start - 1]) { start -= 1 }
    return start
  }

  /// Where the line of an offset ends, or a place more than `reach` behind `last`.
  private static func lineEnd(_ bytes: [UInt8], from offset: Int, last: Int) -> Int {
    var end = offset
    let limit = min(last + reach + 1, bytes.count)
    while end < limit, !isLineEnd(bytes[end]) { end += 1 }
    return end
  }

  private static func line(_ number: Int, _ bytes: [UInt8], _ mark: Range<Int>, width: Int, ascii: Bool) -> Line {
    var start = lineStart(bytes, before: mark.lowerBound)
    let end = lineEnd(bytes, from: mark.lowerBound, last: mark.upperBound)
    if start == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { start = 3 }
    let from = max(start, mark.lowerBound - reach)
    let to = min(end, max(mark.upperBound, mark.lowerBound) + reach)
    let markEnd = min(mark.upperBound, mark.lowerBound + reach)
    func cells(_ range: Range<Int>) -> [HostileText.Cell] {
      HostileText.cells(Substring(String(decoding: bytes[range], as: UTF8.self)), ascii: ascii, keepsTabs: true)
    }
    let before = cells(from..<mark.lowerBound)
    let marked = cells(mark.lowerBound..<markEnd)
    let after = cells(markEnd..<max(to, markEnd))
    let window = Window(
      cells: expanded(before + marked + after), mark: before.count..<(before.count + marked.count), cutsBefore: from > start,
      cutsAfter: to < end)
    return window.line(number, width: width, ellipsis: HostileText.ellipsis(ascii: ascii))
  }

  /// Tabs as blanks up to the next stop.
  private static func expanded(_ cells: [HostileText.Cell]) -> [HostileText.Cell] {
    var column = 0
    return cells.map { cell in
      var cell = cell
      if cell.isTab {
        cell.width = tabStop - column % tabStop
        cell.text = TextPage.blanks(cell.width)
      }
      column += cell.width
      return cell
    }
  }
}

/// The part of a long line that is shown.
private struct Window {
  var cells: [HostileText.Cell]
  var mark: Range<Int>
  var cutsBefore: Bool
  var cutsAfter: Bool

  func line(_ number: Int, width: Int, ellipsis: String) -> SourceExcerpt.Line {
    let ellipsisWidth = DisplayWidth.of(ellipsis)
    let total = columns(0..<cells.count)
    var first = 0
    var last = cells.count
    if total > width || cutsBefore || cutsAfter {
      let room = max(width - 2 * ellipsisWidth, 8)
      let context = max((room - columns(mark)) / 2, min(room / 4, 16))
      first = mark.lowerBound
      var used = 0
      while first > 0, used + cells[first - 1].width <= context {
        first -= 1
        used += cells[first].width
      }
      if columns(first..<cells.count) <= room, !cutsAfter {
        while first > 0, columns(first - 1..<cells.count) <= room { first -= 1 }
      }
      last = first
      used = 0
      while last < cells.count, used + cells[last].width <= room {
        used += cells[last].width
        last += 1
      }
    }
    let lead = first > 0 || cutsBefore ? ellipsis : ""
    let tail = last < cells.count || cutsAfter ? ellipsis : ""
    var text = lead + cells[first..<last].map(\.text).joined() + tail
    while text.hasSuffix(" ") { text.removeLast() }
    let shownMark = mark.clamped(to: first..<last)
    return SourceExcerpt.Line(
      number: number, text: text, markStart: DisplayWidth.of(lead) + columns(first..<max(shownMark.lowerBound, first)),
      markWidth: max(columns(shownMark), 1))
  }

  private func columns(_ range: Range<Int>) -> Int {
    cells[range].reduce(0) { $0 + $1.width }
  }
}

extension TextPage {
  /// `  --> path:line:column` and the lines of the span with carets; gives back the width of the gutter.
  @discardableResult
  mutating func excerpt(
    _ span: SourceSpan, label: String = "", mark: Character = "^", _ attributes: [Style.Attribute]
  ) -> Int {
    let digits = String(context.places.lastLine(of: span)).utf8.count
    let excerpt = SourceExcerpt(span, width: options.width - digits - 4, ascii: !options.unicode, places: context.places)
    let gutter = excerpt.gutter
    line(Self.blanks(gutter + 1) + style("-->", .dim) + " " + place(span))
    guard !excerpt.lines.isEmpty else { return gutter }
    let empty = Self.blanks(gutter + 2) + style("|", .dim)
    line(empty)
    for (index, shown) in excerpt.lines.enumerated() {
      if index > 0, excerpt.isBroken { line(style("...", .dim)) }
      let number = String(shown.number)
      let margin = " " + Self.blanks(gutter - number.utf8.count) + style(number + " |", .dim)
      line(margin + (shown.text.isEmpty ? "" : " " + shown.text))
      var marks = style(String(repeating: mark, count: shown.markWidth), attributes)
      if index == excerpt.lines.count - 1, !label.isEmpty { marks += " " + style(plain(label), attributes) }
      line(empty + " " + Self.blanks(shown.markStart) + marks)
    }
    return gutter
  }

  /// `model.json:8:58`
  func place(_ span: SourceSpan) -> String {
    let start = context.places.start(of: span)
    return plain(span.file.path) + ":\(start.line):\(start.column)"
  }

  /// `LICENSE:31-33`
  func lineRange(_ span: SourceSpan) -> String {
    let start = context.places.start(of: span).line
    let end = max(context.places.lastLine(of: span), start)
    return plain(span.file.path) + ":\(start)" + (end > start ? "-\(end)" : "")
  }
}
