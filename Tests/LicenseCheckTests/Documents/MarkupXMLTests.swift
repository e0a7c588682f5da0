import Diagnostics
import Foundation
import MarkupText
import Testing

@Suite struct MarkupXMLTests {
  private func tree(_ xml: String, limits: MarkupLimits = .standard) throws(DiagnosticError) -> MarkupElement {
    try MarkupXML.tree(SourceFile(path: "in.xml", text: xml), limits: limits)
  }

  private func found(_ xml: String, limits: MarkupLimits = .standard) -> [String] {
    mistakes { () throws(DiagnosticError) in try tree(xml, limits: limits) }
  }

  @Test func `elements keep names, namespaces, attributes, text and places`() throws {
    let xml = """
      <?xml version="1.0" encoding="UTF-8"?>
      <bom xmlns="urn:a" xmlns:x="urn:b" version="1" x:version="2">
        <!-- é --><license>
          <id kind='a &lt; "b"'>MIT &amp; é<![CDATA[<raw>]]></id>
        </license>
        <x:empty/>
      </bom>
      """
    let root = try tree("\u{feff}" + xml)
    #expect(root.name == "bom" && root.namespace == "urn:a")
    #expect(root.attribute("version") == "1")
    #expect(root.attributes.map(\.namespace) == ["", "urn:b"])
    let id = try #require(root.child("license")?.child("id"))
    #expect(id.text == "MIT & é<raw>")
    #expect(id.attribute("kind") == "a < \"b\"")
    #expect(id.span.start == SourcePosition(line: 4, column: 5))
    #expect(id.span.text == #"<id kind='a &lt; "b"'>MIT &amp; é<![CDATA[<raw>]]></id>"#)
    #expect(id.contentSpan.text == "MIT &amp; é<![CDATA[<raw>]]>")
    let empty = try #require(root.children("empty").first)
    #expect(empty.namespace == "urn:b" && empty.span.text == "<x:empty/>" && empty.contentSpan.range.isEmpty)
    #expect(root.span.text == "<bom" + xml.split(separator: "<bom")[1])
  }

  @Test func `events come in document order with their lines`() throws {
    var events: [String] = []
    let source = SourceFile(path: "in.xml", text: "<a>\n<b/>x\n</a>")
    try MarkupXML.read(source) { event throws(DiagnosticError) in
      switch event {
      case .start(let name, _, _, let span): events.append("start \(name) \(span.start.line) \(span.text)")
      case .text(let text, let line): events.append("text \(text.count) \(line)")
      case .end(let name, _, let span): events.append("end \(name) \(span.start.line)")
      }
    }
    #expect(
      events == ["start a 1 <a>", "text 1 2", "start b 2 <b/>", "end b 2", "text 2 3", "end a 3"])
  }

  @Test func `an error of the visitor ends the reading and is passed on`() {
    let source = SourceFile(path: "in.xml", text: "<a><b/><c/></a>")
    var seen = 0
    let found = mistakes { () throws(DiagnosticError) in
      try MarkupXML.read(source) { _ throws(DiagnosticError) in
        seen += 1
        if seen == 2 { throw DiagnosticError(Diagnostic("enough", .error, "enough")) }
      }
    }
    #expect(found == ["- enough: enough"])
    #expect(seen == 2)
  }

  @Test(arguments: [
    ("", "1:1 xml-syntax: the document has no element"), ("x", "1:2 xml-syntax: the document has no element"),
    ("<a>", "1:4 xml-syntax: the document has no element"), ("<a>text", "1:8 xml-syntax: the input ends inside an element"),
    ("<a>\n</b>", "2:"),
    ("<a/>x", "1:5 xml-syntax: "),
    ("<a/><b/>", "1:5 xml-syntax: "), ("<a b=1/>", "1:6 xml-syntax: "), ("<a b='1' b='2'/>", "1:"), ("<a>&undefined;</a>", "1:"),
    ("<a>&#0;</a>", "1:"), ("<a>\u{1}</a>", "1:4 xml-syntax: "), ("<x:a/>", "1:"), ("<a><b></a></b>", "1:"), ("<a>\0</a>", "1:"),
    ("<?xml version='1.0' encoding='ISO-8859-1'?><a/>", "1:1 xml-syntax: the document declares the encoding `ISO-8859-1`"),
  ])
  func `a mistake is an error with a place`(xml: String, start: String) {
    let found = found(xml)
    #expect(found.count == 1 && found.first?.hasPrefix(start) == true)
  }

  // MARK: Hostile input

  static let bombs: [String] = {
    let laughs =
      "<!DOCTYPE a [<!ENTITY l0 \"ha\">"
      + (1...9).map { "<!ENTITY l\($0) \"\(String(repeating: "&l\($0 - 1);", count: 10))\">" }.joined() + "]><a>&l9;</a>"
    let quadratic =
      "<!DOCTYPE a [<!ENTITY x \"\(String(repeating: "x", count: 50_000))\">]><a>\(String(repeating: "&x;", count: 20_000))</a>"
    return [
      laughs, quadratic, "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>",
      "<!DOCTYPE a SYSTEM \"http://localhost:9/x.dtd\"><a/>", "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>",
      "<!DOCTYPE a [<!ENTITY % p SYSTEM \"file:///etc/passwd\"> %p;]><a/>",
    ]
  }()

  @Test(arguments: bombs.indices)
  func `a document type declaration is refused before it does anything`(index: Int) {
    #expect(found(Self.bombs[index]) == ["1:1 xml-doctype: XML with a document type declaration is not read"])
  }

  @Test func `a harmless declaration is refused too, with its place`() {
    #expect(
      found("<?xml version='1.0'?>\n<!DOCTYPE a>\n<a/>")
        == ["2:1 xml-doctype: XML with a document type declaration is not read"])
  }

  @Test func `a hundred thousand open elements are refused`() {
    let found = found(String(repeating: "<a>", count: 100_000))
    #expect(found == ["1:769 too-deep: more than 256 levels inside each other"])
  }

  @Test func `an element with hosts of attributes is refused`() {
    let attributes = (0..<100_000).map { "a\($0)=\"\"" }.joined(separator: " ")
    #expect(found("<r>\n<a \(attributes)/></r>") == ["2:1 too-many-attributes: an element has more than 512 attributes"])
    #expect(found("<r><!-- <a \(attributes)/> --><![CDATA[<a \(attributes)/>]]></r>").isEmpty)
  }

  @Test func `hosts of open namespaces are refused`() {
    let open = (0..<20).map { level in
      "<a " + (0..<100).map { "xmlns:n\(level)x\($0)='u'" }.joined(separator: " ") + ">"
    }
    #expect(found(open.joined()).first?.contains("more than 1024 namespaces") == true)
  }

  @Test func `size and node limits hold`() {
    let limits = MarkupLimits(bytes: 30, depth: 3, nodes: 3)
    #expect(found("<a><b/><b/></a>", limits: limits).isEmpty)
    #expect(found("<a><b/><b/><b/></a>", limits: limits).first?.contains("1:12 too-many-nodes") == true)
    #expect(found("<a>\(String(repeating: "x", count: 30))</a>", limits: limits).first?.contains("too-large") == true)
  }

  @Test(arguments: ["<!--", "<a b=\"", "<![CDATA[", "<?x ", "<", "&", "<a>", "</", "<a "])
  func `a quarter megabyte of one beginning are refused in time`(part: String) {
    #expect(!found("<r>" + String(repeating: part, count: (1 << 18) / part.utf8.count)).isEmpty)
    #expect(!found("<r>" + part + String(repeating: "x", count: 1 << 18)).isEmpty)
  }

  @Test func `every prefix of a document is refused`() throws {
    let xml = "<?xml version='1.0'?><a x:b='1' xmlns:x='u'>é<![CDATA[x]]><!-- c --><b/>&lt;</a>"
    _ = try tree(xml)
    let bytes = Array(xml.utf8)
    for count in 0..<bytes.count {
      let source = SourceFile(path: "in.xml", bytes: Array(bytes[..<count]))
      #expect(!mistakes { () throws(DiagnosticError) in try MarkupXML.tree(source) }.isEmpty, "\(count)")
    }
  }

  @Test func `ten thousand mutated documents never trap`() {
    let seed =
      "<?xml version='1.0' encoding='utf-8'?><a x:b='1' xmlns:x='u'>é<![CDATA[x]]><!-- c --><b>t</b>&lt;&#233;<?p i?></a>"
    let telling = [
      "<", ">", "</", "/>", "<!--", "-->", "&", ";", "'", "<a>", "</a>", "<!DOCTYPE a>", "]]>", "xmlns:", "\u{1}", "<?", "=",
    ]
    var generator = SeededGenerator(state: 0x11CE_05E)
    for _ in 0..<10_000 {
      let source = SourceFile(path: "mutated.xml", bytes: generator.mutation(of: Array(seed.utf8), telling: telling))
      do throws(DiagnosticError) {
        let root = try MarkupXML.tree(source)
        #expect(root.span.range.upperBound <= source.bytes.count)
      } catch {
        #expect(!error.diagnostics.isEmpty)
        _ = summary(error.diagnostics)
      }
    }
  }

  @Test(.enabled(if: Samples.areTested, "the sample files are not here"))
  func `every XML sample is read or refused with a place`() throws {
    let files = try Samples.files("", ".xml")
    #expect(files.count > 10)
    for file in files {
      let found = mistakes { () throws(DiagnosticError) in try MarkupXML.tree(file) }
      if !found.isEmpty { print("refused:", file.path, found) }
      #expect(found.isEmpty)
    }
  }

  @Test func `parses run side by side`() async {
    await withTaskGroup(of: Bool.self) { group in
      for index in 0..<200 {
        group.addTask {
          let source = SourceFile(path: "in.xml", text: "<a><b>\(index)</b></a>")
          let html = SourceFile(path: "in.html", text: "<p>\(index)</p>")
          let text = try? HTMLText.plainText(of: html).string
          return (try? MarkupXML.tree(source).child("b")?.text) == "\(index)" && text == "\(index)\n"
        }
      }
      for await isRight in group { #expect(isRight) }
    }
  }
}
