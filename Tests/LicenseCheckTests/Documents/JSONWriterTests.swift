import Diagnostics
import Documents
import Testing

@Suite struct JSONWriterTests {
  private func text(
    _ layout: JSONWriter.Layout = .compact, keys: JSONWriter.KeyOrder = .given, _ body: (inout JSONWriter) -> Void
  ) -> String {
    var writer = JSONWriter(layout, keys: keys)
    body(&writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private func sample(_ writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("id", "MIT")
      writer.object("empty") { _ in }
      writer.array("numbers") { writer in
        writer.value(-1)
        writer.value(0.1)
        writer.value(Double.nan)
        writer.object { writer in
          writer.member("z", true)
          writer.member("a", [])
        }
      }
      writer.key("b")
      writer.null()
    }
  }

  @Test func `compact output is one line`() {
    let expected = #"{"id":"MIT","empty":{},"numbers":[-1,0.1,null,{"z":true,"a":[]}],"b":null}"#
    #expect(text { sample(&$0) } == expected)
  }

  @Test func `sorted keys are ordered by bytes on every level`() {
    let expected = #"{"b":null,"empty":{},"id":"MIT","numbers":[-1,0.1,null,{"a":[],"z":true}]}"#
    #expect(text(keys: .sorted) { sample(&$0) } == expected)
  }

  @Test func `pretty output has two spaces for each level`() {
    let expected = """
      {
        "b": null,
        "empty": {},
        "id": "MIT",
        "numbers": [
          -1,
          0.1,
          null,
          {
            "a": [],
            "z": true
          }
        ]
      }
      """
    #expect(text(.pretty, keys: .sorted) { sample(&$0) } == expected)
  }

  @Test func `control characters and line separators are escaped, other text is not`() {
    let written = text { $0.value("a\"\\/\u{8}\t\n\u{c}\r\0\u{1f}\u{7f}\u{85}\u{9f}\u{a0}\u{2028}\u{2029}é😀") }
    #expect(written == #""a\"\\/\b\t\n\f\r\u0000\u001F\u007F\u0085\u009F\#u{a0}\u2028\u2029é😀""#)
  }

  @Test func `what is written is read back`() throws {
    let strings = (0..<0x3000).compactMap { Unicode.Scalar($0).map { "x\(Character($0))y" } }
    let written = text(.pretty) { writer in
      writer.array { writer in
        for string in strings { writer.value(string) }
      }
    }
    let document = try JSONReader.read(SourceFile(path: "out.json", text: written))
    #expect(document.root.elements.map { $0.string.map { Array($0.utf8) } } == strings.map { Array($0.utf8) })
  }

  @Test(arguments: [0.1, -0.0, 1e300, Double.leastNonzeroMagnitude, 123_456_789_012_345_680, 1.0 / 3.0])
  func `a double is read back exactly`(double: Double) throws {
    let document = try JSONReader.read(SourceFile(path: "out.json", text: text { $0.value(double) }))
    #expect(document.root.number == double)
  }
}
