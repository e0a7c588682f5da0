import Diagnostics
import MarkupText
import Testing

@Suite struct HTMLTextTests {
  private func text(_ html: String) throws -> String {
    try HTMLText.plainText(of: SourceFile(path: "in.html", text: html)).string
  }

  private func found(_ html: String, limits: MarkupLimits = .html) -> [String] {
    mistakes { () throws(DiagnosticError) in
      try HTMLText.plainText(of: SourceFile(path: "in.html", text: html), limits: limits)
    }
  }

  @Test(arguments: [
    ("<p>one  two\n three</p>", "one two three\n"), ("<h1>A</h1><p>b</p>c", "A\nb\nc\n"), ("a<br>b<br/><br>c", "a\nb\n\nc\n"),
    ("x<script>var a = '<p>no</p>';</script>y<style>p { }</style>z", "xyz\n"), ("<b>bo</b>ld <i>it</i>", "bold it\n"),
    ("&copy; 2024 &lt;x&gt; &amp; &eacute;&#233;&#x1F600;", "© 2024 <x> & éé😀\n"), ("<ul><li>a<li>b</ul>", "a\nb\n"),
    ("<table><tr><td>a<td>b<tr><td>c</table>", "a b\nc\n"), ("<pre>a\n  b\n\nc</pre>d", "a\n  b\n\nc\nd\n"),
    ("<title>T</title><body>é 世界 😀</body>", "T\né 世界 😀\n"), ("a<!-- no -->b", "ab\n"), ("plain text", "plain text\n"),
    ("<!DOCTYPE html><html><head><meta charset=iso-8859-1></head><body>é", "é\n"), ("\u{feff}<p>x", "x\n"),
    ("<p>unclosed <b>bold <p>next", "unclosed bold\nnext\n"), ("1 < 2 & 3", "1 < 2 & 3\n"), ("a&nbsp;b", "a\u{a0}b\n"),
  ])
  func `text is what a reader sees`(html: String, expected: String) throws {
    #expect(try text(html) == expected)
  }

  @Test(arguments: ["", "   \n", "<html></html>", "<script>x</script>", "</html>"])
  func `a page without text gives no text`(html: String) throws {
    #expect(try text(html).isEmpty)
  }

  @Test func `text knows the lines it came from`() throws {
    let html = "<html>\n<body>\n<p>one\ntwo</p>\n\n<p\nid=x>three &copy;\n<b>four</b>\n<pre>five\nsix</pre></body>\n</html>"
    let extracted = try HTMLText.plainText(of: SourceFile(path: "in.html", text: html))
    #expect(extracted.string == "one two\nthree © four\nfive\nsix\n")
    for (word, line) in [("one", 3), ("two", 4), ("three", 7), ("©", 7), ("four", 8), ("five", 9), ("six", 10)] {
      let range = try #require(extracted.string.range(of: word))
      let offset = extracted.string.utf8.distance(from: extracted.string.startIndex, to: range.lowerBound)
      #expect(extracted.line(at: offset) == line, "\(word)")
    }
    #expect(extracted.lines(of: 0..<extracted.bytes.count) == 3...10)
    #expect(extracted.lines(of: 0..<3) == 3...3)
  }

  @Test func `a long text keeps its lines past the chunks of the parser`() throws {
    let html = (1...5000).map { "<p>line \($0) é</p>" }.joined(separator: "\n")
    let extracted = try HTMLText.plainText(of: SourceFile(path: "in.html", text: html))
    let lines = extracted.string.split(separator: "\n")
    #expect(lines.count == 5000)
    var offset = 0
    for (index, line) in lines.enumerated() {
      if extracted.line(at: offset) != index + 1 || line != "line \(index + 1) é" { Issue.record("line \(index + 1)") }
      offset += line.utf8.count + 1
    }
    let prose = (1...5000).map { "word \($0)" }.joined(separator: "\n")
    let single = try HTMLText.plainText(of: SourceFile(path: "in.html", text: "<p>" + prose))
    let last = single.bytes.count - 5
    #expect(single.line(at: last) == 5000)
  }

  @Test func `a tag may be cut anywhere`() throws {
    let html = (0..<3000).map { "<p class=\"a\" title='b'>fox \($0) &amp; <b id=\"c\">dog</b></p>\n" }.joined()
    #expect(try text(html) == (0..<3000).map { "fox \($0) & dog\n" }.joined())
  }

  @Test func `what would lose text is an error with a place`() {
    #expect(found("<p>a\0b") == ["1:5 html-syntax: a NUL character is not text"])
    #expect(
      mistakes { () throws(DiagnosticError) in
        try HTMLText.plainText(of: SourceFile(path: "in.html", bytes: [0x3C, 0x70, 0x3E, 0xE9]))
      } == ["1:4 invalid-utf-8: invalid UTF-8"])
    let limits = MarkupLimits(bytes: 40, depth: 4, nodes: 5)
    #expect(found(String(repeating: "<b>", count: 20), limits: limits).first?.contains("too-large") == true)
    #expect(found("<b><b><b><b>x", limits: limits).first?.contains("too-deep") == true)
    #expect(found("<b></b><b></b><b></b><b></b>", limits: limits).first?.contains("too-many-nodes") == true)
  }

  @Test(arguments: [
    "<p>a<!-- b", "<p>a<!-->b", "<p>a<b title=\"c>d", "<p>a<script>b</p>", "<p>a<style>b",
  ])
  func `a beginning without end is an error, since the rest would be lost`(html: String) {
    #expect(found(html).count == 1 && found(html).first?.contains("html-syntax") == true)
  }

  @Test(arguments: ["<div>", "<b>", "<table><tr><td>", "<ul><li>", "<font>"])
  func `a hundred thousand open elements are refused`(opener: String) {
    let found = found(String(repeating: opener, count: 100_000))
    #expect(found.count == 1 && found.first?.contains("too-deep") == true)
  }

  @Test func `an element with hosts of attributes is refused`() {
    let attributes = (0..<100_000).map { "a\($0)" }.joined(separator: " ")
    #expect(found("<p>x</p>\n<p \(attributes)>y").first?.contains("2:1 too-many-attributes") == true)
    #expect(found("<!-- > <p \(attributes)").first?.contains("too-many-attributes") == true)
    #expect(found("<p a=\">\" \(attributes)").first?.contains("1:1 too-many-attributes") == true)
    #expect(found("<p a='\"' \(attributes)>").first?.contains("1:1 too-many-attributes") == true)
    #expect(found("<p \(attributes)").first?.contains("too-many-attributes") == true)
    let quoted = "<p title=\"\(attributes)\">y"
    #expect(found(quoted).isEmpty)
  }

  @Test(arguments: ["<!--", "<a b=\"", "<script>", "<!", "<", "&", "x ", "<a ", "</", "<?", "&#", "<a b='x' "])
  func `a quarter megabyte of one beginning end in time`(part: String) {
    let count = (1 << 18) / part.utf8.count
    _ = found("<p>" + String(repeating: part, count: count))
    _ = found("<p>" + part + String(repeating: "x", count: 1 << 18))
  }

  @Test func `text after an oddity is never lost`() throws {
    let oddities = [
      "<!-- x -->", "</p></p>", "<x:y>", "<1>", "</>", "<!x>", "<?php x ?>", "&bogus;", "&#0;", "&#xFFFFFFFF;", "<p <b>", "]]>",
      "</body>", "</html>",
    ]
    for oddity in oddities {
      #expect(try text("<p>start\(oddity)<p>the end").contains("the end"), "\(oddity)")
    }
  }

  @Test func `ten thousand mutated pages never trap`() {
    let seed = """
      <!DOCTYPE html><html><head><title>T</title><style>x</style></head><body><h1 class="a">License</h1>
      <p>Copyright &copy; 2024 é<br>x <!-- c --><pre>a
      b</pre><script>1 < 2</script><table><tr><td>c</table></body></html>
      """
    let telling = [
      "<", ">", "</", "<!--", "-->", "&", ";", "\"", "'", "<script>", "</body>", "<pre>", "&#x", "\u{1}", "<![CDATA[", "=",
    ]
    var generator = SeededGenerator(state: 0x11CE_05E)
    for _ in 0..<10_000 {
      let source = SourceFile(path: "mutated.html", bytes: generator.mutation(of: Array(seed.utf8), telling: telling))
      do throws(DiagnosticError) {
        let extracted = try HTMLText.plainText(of: source)
        _ = extracted.lines(of: 0..<extracted.bytes.count)
      } catch {
        #expect(!error.diagnostics.isEmpty)
        _ = summary(error.diagnostics)
      }
    }
  }
}
