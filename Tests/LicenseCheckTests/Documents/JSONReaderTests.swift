import Diagnostics
import Documents
import Testing

@Suite struct JSONReaderTests {
  private func read(
    _ text: String, limits: DocumentLimits = .standard
  ) throws(DiagnosticError) -> Document {
    try JSONReader.read(SourceFile(path: "in.json", text: text), limits: limits)
  }

  private func outline(_ text: String) throws -> String { try read(text).root.outline }

  @Test(arguments: [
    ("{}", "{}"), ("[]", "[]"), (" null ", "null(null)"), ("true", "bool(true)"), ("false", "bool(false)"),
    ("-0", "number(-0)"), ("[0,1.5,-2e+10,3E4,0.0]", "[number(0), number(1.5), number(-2e+10), number(3E4), number(0.0)]"),
    (#"{"a":[1,{"b":null}],"c":"d"}"#, #"{a: [number(1), {b: null(null)}], c: "d"}"#),
    (#""\u00e9\n\"\\\/\b\f\r\t""#, "\"é\n\"\\/\u{8}\u{c}\r\t\""), (#""\uD83D\uDE00""#, "\"😀\""),
    (#""\u0000""#, "\"\0\""), ("\"\u{7f}héllo 世界 😀\"", "\"\u{7f}héllo 世界 😀\""), ("\t\r\n [ ] ", "[]"),
    (#"{"":{"":""}}"#, #"{: {: ""}}"#),
  ])
  func `valid JSON is read as written`(text: String, expected: String) throws {
    #expect(try outline(text) == expected)
  }

  @Test func `every node knows its bytes`() throws {
    let text = "{\n  \"naïve\": [1, \"😀x\"],\n  \"b\": {\"c\": true}\n}"
    let document = try read(text)
    let places = document.root.subtree.map { "\($0.span.start.line):\($0.span.start.column) \($0.span.text)" }
    #expect(
      places == [
        "1:1 \(text)", "2:3 \"naïve\"", "2:12 [1, \"😀x\"]", "2:13 1", "2:16 \"😀x\"", "3:3 \"b\"", "3:8 {\"c\": true}",
        "3:9 \"c\"", "3:14 true",
      ])
    #expect(document.texts.isEmpty)
    #expect(document.root["b"]?["c"]?.bool == true)
    #expect(document.root["naïve"]?.elements.map(\.kind) == [.number, .string])
  }

  @Test(arguments: [
    ("", "1:1 json-syntax: expected a JSON value, found nothing"),
    (" \n", "2:1 json-syntax: expected a JSON value, found nothing"),
    (#"{"a":1,}"#, "1:7 json-syntax: trailing comma before `}` | 1:1 the object starts here"),
    ("[1,\n]", "1:3 json-syntax: trailing comma before `]` | 1:1 the array starts here"),
    (#"{"a":1 "b":2}"#, "1:8 json-syntax: expected `,` or `}` after this member, found `\"` | 1:6 this member"),
    ("[1 2]", "1:4 json-syntax: expected `,` or `]` after this element, found `2` | 1:2 this element"),
    ("[1}", "1:3 json-syntax: expected `,` or `]`, found `}` | 1:1 the array starts here"),
    (#"{"a":[1]"#, "1:9 json-syntax: the input ends inside an object | 1:1 the object starts here"),
    ("[", "1:2 json-syntax: the input ends inside an array | 1:1 the array starts here"),
    (#"{"a""#, "1:5 json-syntax: the input ends inside an object | 1:1 the object starts here"),
    (#"{"a":"#, "1:6 json-syntax: the input ends inside an object | 1:1 the object starts here"),
    (#"{"a" 1}"#, "1:6 json-syntax: expected `:` after this key, found `1` | 1:2 this key"),
    ("{a:1}", "1:2 json-syntax: expected a key in double quotes, found `a` | 1:1 the object starts here"),
    ("{'a':1}", "1:2 json-syntax: expected a key in double quotes, found `'` | 1:1 the object starts here"),
    ("{,}", "1:2 json-syntax: expected a key in double quotes, found `,` | 1:1 the object starts here"),
    ("[,1]", "1:2 json-syntax: expected a value before `,` | 1:1 the array starts here"),
    (#"{"a":}"#, "1:6 json-syntax: expected a value before `}` | 1:1 the object starts here"),
    ("NaN", "1:1 json-syntax: JSON has no `NaN`"),
    ("-Infinity", "1:2 json-syntax: expected a digit after `-` | 1:1 in this number"),
    ("[Infinity]", "1:2 json-syntax: JSON has no `Infinity`"), ("True", "1:1 json-syntax: `True` is not JSON"),
    ("None", "1:1 json-syntax: `None` is not JSON"), ("nulls", "1:1 json-syntax: expected a value, found `nulls`"),
    ("tru", "1:1 json-syntax: expected a value, found `tru`"),
    ("[01]", "1:2 json-syntax: a number has no leading zero"), ("-00.5", "1:1 json-syntax: a number has no leading zero"),
    ("1.", "1:3 json-syntax: expected a digit after `.` | 1:1 in this number"),
    ("1e+", "1:4 json-syntax: expected a digit after `e` | 1:1 in this number"),
    ("+1", "1:1 json-syntax: a number starts with a digit or `-`"),
    (".5", "1:1 json-syntax: a number starts with a digit or `-`"),
    ("1.2.3", "1:1 json-syntax: `1.2.` is not a number"), ("0x10", "1:1 json-syntax: `0x10` is not a number"),
    ("[3.10a]", "1:2 json-syntax: `3.10a` is not a number"),
    ("// x\n1", "1:1 json-syntax: JSON has no comments"), ("'a'", "1:1 json-syntax: a string needs double quotes"),
    ("{} x", "1:4 json-syntax: expected the end of the input after the document, found `x`"),
    ("1\n2", "2:1 json-syntax: expected the end of the input after the document, found `2`"),
    ("[\"a", "1:4 json-syntax: the input ends inside a string | 1:2 the string starts here"),
    ("\"a\\", "1:4 json-syntax: the input ends inside a string | 1:1 the string starts here"),
    ("\"a\\u12", "1:7 json-syntax: the input ends inside a string | 1:1 the string starts here"),
    ("\"a\nb\"", "1:3 json-syntax: a string may not contain a line break | 1:1 the string starts here"),
    ("\"a\tb\"", "1:3 json-syntax: a string may not contain `U+0009` | 1:1 the string starts here"),
    ("\"0123456789\u{1}\"", "1:12 json-syntax: a string may not contain `U+0001` | 1:1 the string starts here"),
    (#""a\x""#, #"1:3 json-syntax: unknown escape `\x`"#),
    (#""\u12G4""#, "1:2 json-syntax: expected four hexadecimal digits after `\\u`"),
    (#""é\uD83D""#, #"1:3 json-syntax: `\uD83D` is half of a surrogate pair"#),
    (#""\uDE00\uD83D""#, #"1:2 json-syntax: `\uDE00` is half of a surrogate pair"#),
    (#""\uD83Dx""#, #"1:2 json-syntax: `\uD83D` is half of a surrogate pair"#),
    (#""\uD83D\u0041""#, #"1:2 json-syntax: `\uD83D` is half of a surrogate pair"#),
    ("\u{a0}1", "1:1 json-syntax: expected a value, found `\u{a0}1`"),
    ("\0", "1:1 json-syntax: expected a value, found `U+0000`"),
  ])
  func `a mistake is reported at its byte`(text: String, expected: String) {
    #expect(mistakes { () throws(DiagnosticError) in try read(text) } == [expected])
  }

  @Test func `every syntax error points into the input and many offer help`() {
    for text in ["{\"a\":1,}", "[1", "'a'", "NaN", "\"\\x\"", "01"] {
      do throws(DiagnosticError) {
        _ = try read(text)
        Issue.record("\(text) was read")
      } catch {
        #expect(error.diagnostics.allSatisfy { $0.help != nil && $0.path == "in.json" })
      }
    }
  }

  @Test(arguments: [
    [0x22, 0x80, 0x22], [0x22, 0xC3, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xE0, 0x80, 0x80, 0x22],
    [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], [0x22, 0xF0, 0x80, 0x80, 0x80, 0x22],
    [0x22, 0xF5, 0x80, 0x80, 0x80, 0x22],
    [0x22, 0xE2, 0x82], [0x22, 0xFF, 0x22],
  ])
  func `bytes that are not UTF-8 are refused at the first of them`(bytes: [UInt8]) {
    let source = SourceFile(path: "in.json", bytes: bytes)
    #expect(mistakes { () throws(DiagnosticError) in try JSONReader.read(source) } == ["1:2 invalid-utf-8: invalid UTF-8"])
  }

  @Test func `UTF-16 is recognized`() {
    let source = SourceFile(path: "in.json", bytes: [0xFF, 0xFE, 0x7B, 0x00, 0x7D, 0x00])
    #expect(
      mistakes { () throws(DiagnosticError) in try JSONReader.read(source) }
        == ["1:1 invalid-utf-8: this looks like UTF-16, not UTF-8"])
  }

  @Test func `a byte order mark is skipped with a warning`() throws {
    let document = try read("\u{feff}{\"a\": 1}")
    #expect(document.root.outline == "{a: number(1)}")
    #expect(summary(document.warnings) == ["1:1 byte-order-mark: the file starts with a byte order mark"])
    #expect(document.root["a"]?.span.start == SourcePosition(line: 1, column: 7))
  }

  @Test func `repeated keys are refused with both places, also when one is escaped`() {
    let text = #"{"license": "mit", "x": {"license": 1}, "\u006cicense": "apache-2.0", "x": 1}"#
    #expect(
      mistakes { () throws(DiagnosticError) in try read(text) } == [
        "1:41 duplicate-key: the key `license` is repeated in one object | 1:2 first here",
        "1:71 duplicate-key: the key `x` is repeated in one object | 1:20 first here",
      ])
  }

  @Test func `the last of equal keys wins where the limits say so`() throws {
    let document = try read(#"{"a": 1, "b": 2, "a": 3}"#, limits: .standard.lastKeyWins)
    #expect(document.root["a"]?.integer == 3)
    #expect(summary(document.warnings) == ["1:18 duplicate-key: the key `a` is repeated in one object | 1:2 first here"])
  }

  @Test(arguments: [31, 32, 33, 34, 1000])
  func `a repeated key is found in an object of any size`(count: Int) {
    for repeated in [0, count / 2, count - 1] {
      let keys = (0..<count).map { #""key\#($0)": {"key0": 0}"# } + [#""key\#(repeated)": 1"#, #""z": 1"#]
      let found = mistakes { () throws(DiagnosticError) in try read("{\(keys.joined(separator: ","))}") }
      #expect(found.count == 1)
      #expect(found.first?.contains("the key `key\(repeated)` is repeated") == true)
    }
  }

  @Test func `canonically equal keys of different bytes are different keys`() throws {
    let document = try read("{\"\u{e9}\": 1, \"e\\u0301\": 2}")
    #expect(document.root["\u{e9}"]?.integer == 1)
    #expect(document.root["e\u{301}"]?.integer == 2)
  }

  @Test func `an object of 200,000 keys is not quadratic, and neither are its repetitions`() throws {
    let members = (0..<200_000).map { "\"k\($0)\":\($0)" }.joined(separator: ",")
    let count = try read("{\(members)}").tape.count
    #expect(count == 400_001)
    do throws(DiagnosticError) {
      _ = try read("{\(members),\(members)}")
      Issue.record("repeated keys were read")
    } catch {
      let reported = error.diagnostics.count
      #expect(reported == 101)
    }
  }

  @Test func `depth, size and node limits are errors at the place where they are passed`() throws {
    let limits = DocumentLimits(bytes: 20, depth: 2, nodes: 4)
    #expect(try read("[[1, 2]]", limits: limits).tape.count == 4)
    #expect(
      mistakes { () throws(DiagnosticError) in try read("[[[1]]]", limits: limits) }
        == ["1:3 too-deep: more than 2 levels inside each other"])
    #expect(
      mistakes { () throws(DiagnosticError) in try read("[1,2,3,4]", limits: limits) }
        == ["1:8 too-many-nodes: the document has more than 4 parts"])
    #expect(
      mistakes { () throws(DiagnosticError) in try read("[                   1]", limits: limits) }
        == ["1:1 too-large: the document has 22 bytes, more than the 20 that are read"])
  }

  @Test func `a million open brackets are refused at the depth limit`() throws {
    for opener in ["[", "{\"a\":"] {
      let found = mistakes { () throws(DiagnosticError) in try read(String(repeating: opener, count: 1_000_000)) }
      #expect(found.count == 1 && found.first?.contains("too-deep") == true)
    }
    let deepest = String(repeating: "[", count: 512) + String(repeating: "]", count: 512)
    #expect(try read(deepest).tape.count == 512)
  }

  @Test func `a line of JSON Lines keeps its place in the file`() throws {
    let source = SourceFile(path: "in.jsonl", text: "{\"a\": 1}\n{\"b\": }\n{\"c\": 3}\n")
    let document = try JSONReader.read(source, range: 17..<25)
    #expect(document.root["c"]?.span.start == SourcePosition(line: 3, column: 7))
    #expect(document.root["c"]?.span.text == "3")
    #expect(
      mistakes { () throws(DiagnosticError) in try JSONReader.read(source, range: 9..<16) }
        == ["2:7 json-syntax: expected a value before `}` | 2:1 the object starts here"])
  }

  @Test func `every prefix of a document is refused and no prefix traps`() throws {
    let text = #"{"a": [1.5e3, "\uD83D\uDE00é", true, null], "b": {"c": -0}}"#
    _ = try read(text)
    let bytes = Array(text.utf8)
    for count in 0..<bytes.count {
      let source = SourceFile(path: "in.json", bytes: Array(bytes[..<count]))
      #expect(!mistakes { () throws(DiagnosticError) in try JSONReader.read(source) }.isEmpty)
    }
  }

  @Test func `ten thousand mutated documents never trap, and what is read is well-formed`() throws {
    let seed = #"""
      {"license": "apache-2.0", "tags": ["é😀", "\uD83D\uDE00\n"], "n": [-1.5e3, 0, true, null], "o": {"a": {}, "b": []}}
      """#
    var generator = SeededGenerator(state: 0x11CE_05E)
    for _ in 0..<10_000 {
      let bytes = generator.mutation(
        of: Array(seed.utf8),
        telling: ["{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "\\uD800", "0", "-", "e", ".", "\u{feff}", "null", "\0", " "])
      let source = SourceFile(path: "mutated.json", bytes: bytes)
      do throws(DiagnosticError) {
        let document = try JSONReader.read(source)
        #expect(Int(document.tape[0].next) == document.tape.count)
        for node in document.root.subtree {
          #expect(Int(document.tape[node.index].next) <= document.tape.count && node.span.range.upperBound <= bytes.count)
          _ = node.scalarText
        }
      } catch {
        #expect(!error.diagnostics.isEmpty)
        #expect(error.diagnostics.allSatisfy { $0.labels.allSatisfy { $0.span.range.upperBound <= bytes.count } })
        _ = summary(error.diagnostics)
      }
    }
  }
}
