import Diagnostics
import Documents
import Testing
import YAMLDocuments

@Suite struct YAMLReaderTests {
  private func read(_ text: String, limits: DocumentLimits = .yaml) throws(DiagnosticError) -> Document {
    try YAMLReader.read(SourceFile(path: "in.yaml", text: text), limits: limits)
  }

  private func found(_ text: String, limits: DocumentLimits = .yaml) -> [String] {
    mistakes { () throws(DiagnosticError) in try read(text, limits: limits) }
  }

  static let kinds: [(String, DocumentNode.Kind)] = [
    ("no", .string), ("NO", .string), ("yes", .string), ("on", .string), ("Off", .string), ("y", .string), ("null", .null),
    ("Null", .null), ("NULL", .null), ("nUll", .string), ("~", .null), ("", .null), ("true", .bool), ("True", .bool),
    ("TRUE", .bool), ("tRue", .string), ("false", .bool), ("0", .number), ("-12", .number), ("+12", .number),
    ("0777", .number), ("0o17", .number), ("0x1F", .number), ("0xG", .string), ("1_000", .string), ("3.10", .number),
    ("1.", .number), (".5", .number), (".", .string), ("-.5e+3", .number), ("1e5", .number), ("1e", .string), ("12:30", .string),
    (".inf", .number), ("-.INF", .number), (".nan", .number), ("+.nan", .string), ("1.2.3", .string), ("2024-01-01", .string),
    ("'1'", .string), ("\"true\"", .string), ("'null'", .string), ("!!str 1", .string), ("! 1", .string),
    ("!!int \"3\"", .number), ("!!float 3", .number), ("!!null ''", .null), ("!!bool 'true'", .bool), ("!!int x", .string),
    ("-", .string), ("+", .string), ("0b1", .string), ("=", .string), ("<<", .string),
  ]

  @Test(arguments: kinds)
  func `plain scalars have the kinds of the core schema, quoted ones are strings`(text: String, kind: DocumentNode.Kind) throws {
    #expect(try read("[\(text)]").root.elements.map(\.kind) == (text.isEmpty ? [] : [kind]))
    let text = text == "-" ? "[-]" : text
    guard text != "[-]" else { return }
    #expect(try read("v: \(text)\n").root["v"]?.kind == kind)
  }

  @Test func `numbers are read as YAML writes them`() throws {
    let document = try read("[1., .5, +12, 0o17, 0x1F, -.inf, .nan, 0777, 3.10, 1e3]")
    let numbers = document.root.elements.map(\.number)
    #expect(numbers.prefix(6) == [1, 0.5, 12, 15, 31, -.infinity])
    #expect(numbers[6]?.isNaN == true)
    #expect(numbers.suffix(3) == [777, 3.1, 1000])
    #expect(document.root.elements.map(\.integer) == [nil, nil, 12, 15, 31, nil, nil, 777, nil, nil])
    #expect(document.root.elements.map(\.scalarText).suffix(2) == ["3.10", "1e3"])
  }

  @Test func `every node knows its bytes, also past multi-byte text and CRLF`() throws {
    let text = "naïve: 😀 x\r\nlist:\r\n- \"é\"\r\n- 'it''s'\r\n- {a: [1, é], b: }\r\ntext: |\r\n  öne\r\n  two\r\n\r\nlast: z\r\n"
    let document = try read(text)
    let places = document.root.subtree.dropFirst().map { "\($0.span.start.line):\($0.span.start.column) \($0.span.text)" }
    #expect(
      places == [
        "1:1 naïve", "1:8 😀 x", "2:1 list", "3:1 - \"é\"\r\n- 'it''s'\r\n- {a: [1, é], b: }", "3:3 \"é\"", "4:3 'it''s'",
        "5:3 {a: [1, é], b: }", "5:4 a", "5:7 [1, é]", "5:8 1", "5:11 é", "5:15 b", "5:18 ", "6:1 text",
        "6:7 |\r\n  öne\r\n  two",
        "10:1 last", "10:7 z",
      ])
    #expect(document.root.span.range == 0..<text.utf8.count - 2)
    #expect(document.root["text"]?.string == "öne\ntwo\n")
    #expect(document.root["naïve"]?.string == "😀 x")
    #expect(document.texts == ["it's", "öne\ntwo\n"])
  }

  @Test(arguments: [
    ("a: b", #"{a: "b"}"#), ("", "null()"), ("# only a comment\n", "null()"), ("---\n...\n", "null()"),
    ("- a\n- - b\n", #"["a", ["b"]]"#),
    ("a: >\n  x\n  y\n", "{a: \"x y\n\"}"), ("? a\n: b\n", #"{a: "b"}"#),
    ("1: x\ntrue: y\n~: z\n", #"{1: "x", true: "y", ~: "z"}"#),
    ("a: &x {b: 1}\nc: *x\n", "{a: {b: number(1)}, c: {b: number(1)}}"),
    ("a: &x 1\nb: [*x, *x]", "{a: number(1), b: [number(1), number(1)]}"),
    ("a: &x k\n*x : v\n", #"{a: "k", k: "v"}"#), ("<<: {a: 1}\nb: 2\n", "{<<: {a: number(1)}, b: number(2)}"),
    ("a: \"\\u00e9\\x41\\U0001F600\"", #"{a: "éA😀"}"#), ("a: 'x\n\n  y'\n", "{a: \"x\ny\"}"), ("a: x # c\n", #"{a: "x"}"#),
    ("{a: 1, b}", "{a: number(1), b: null()}"), ("\u{feff}a: 1\r\nb: 2\r\n", "{a: number(1), b: number(2)}"),
    ("a: &x [&y {k: [1]}]\nb: *y\n", "{a: [{k: [number(1)]}], b: {k: [number(1)]}}"), ("a: !!seq [1]\n", "{a: [number(1)]}"),
  ])
  func `YAML is read as the tape of JSON`(text: String, expected: String) throws {
    #expect(try read(text).root.outline == expected)
  }

  @Test func `a tag or an anchor is not part of a node's place`() throws {
    let document = try read("a: !!str &x   no\nb: &y # c\n  - 1\nc: !foo \"q\"\nd: *x\n")
    #expect(document.root["a"]?.span.text == "no")
    #expect(document.root["b"]?.span.text == "- 1")
    #expect(document.root["c"]?.span.text == "\"q\"")
    #expect(document.root["c"]?.string == "q")
    #expect(document.root["d"]?.span.start == SourcePosition(line: 1, column: 15))
    #expect(summary(document.warnings) == ["4:9 yaml-tag: the tag `!foo` is ignored"])
  }

  @Test(arguments: [
    ("a: 1\nb:\n\t- x\n", "3:1 yaml-syntax: a tab may not indent YAML"),
    ("a:\n\tb: 1\n", "2:1 yaml-syntax: a tab may not indent YAML"),
    ("é: *x\n", "1:4 yaml-alias: `*x` refers to an anchor that was not defined before"),
    ("a: &x [*x]\n", "1:8 yaml-alias: `*x` refers to something that contains it | 1:7 it contains itself"),
    ("a: 1\n---\nb: 2\n", "2:1 several-documents: expected one YAML document, found another"),
    ("a: 1\n---\n", "2:1 several-documents: expected one YAML document, found another"),
    ("[a]: 1\n", "1:1 yaml-key: a key must be text, not an object or a list"),
    ("{name}: 1\n", "1:1 yaml-key: a key must be text, not an object or a list"),
    ("x: &a [1]\n? *a\n: 2\n", "2:3 yaml-key: a key must be text, not an object or a list"),
    (
      "é: \"\\uD83D\\uDE00\"\n",
      "1:5 yaml-syntax: `\\uD83D` is not a character: YAML has no surrogate pairs | 1:4 while parsing a quoted scalar"
    ),
    ("a: \"\\q\"\n", "1:5 yaml-syntax: unknown escape `\\q` | 1:4 while parsing a quoted scalar"),
    ("a: b: c\n", "1:5 yaml-syntax: `:` is not allowed here"),
    ("a: @b\n", "1:4 yaml-syntax: a value may not start with `@`"),
    ("a: 'b\n", "2:1 yaml-syntax: found unexpected end of stream | 1:4 while scanning a quoted scalar"),
    ("a: [1, 2\n", "2:1 yaml-syntax: did not find expected ',' or ']' | 1:4 while parsing a flow sequence"),
    ("é: \0\n", "1:4 yaml-syntax: YAML does not allow the character `U+0000`"),
    ("a: \u{7}\n", "1:4 yaml-syntax: YAML does not allow the character `U+0007`"),
    ("a: 1\n b: 2\n", "2:3 yaml-syntax: `:` is not allowed here"),
    ("a: 1\nb\nc: 2\n", "3:1 yaml-syntax: expected `:` after a key | 2:1 while scanning a simple key"),
    (
      "license: mit\nx: 1\nlicense: gpl\nx: 2\n",
      "3:1 duplicate-key: the key `license` is repeated in one object | 1:1 first here"
    ),
    ("{é: 1, \"\\u00e9\": 2}", "1:8 duplicate-key: the key `é` is repeated in one object | 1:2 first here"),
    ("\"1\": a\n1: b\n", "2:1 duplicate-key: the key `1` is repeated in one object | 1:1 first here"),
  ])
  func `a mistake is reported at its place`(text: String, expected: String) {
    #expect(found(text).first == expected)
  }

  @Test func `all repeated keys are reported, also before a mistake that ends the reading`() {
    #expect(found("a: 1\na: 2\na: 3\nb: [\n").count == 3)
  }

  @Test func `the last of equal keys wins where the limits say so`() throws {
    let document = try read("license: mit\nx: {y: 1, y: 2}\nlicense: apache-2.0\n", limits: .yaml.lastKeyWins)
    #expect(document.root["license"]?.string == "apache-2.0")
    #expect(
      summary(document.warnings) == [
        "2:11 duplicate-key: the key `y` is repeated in one object | 2:5 first here",
        "3:1 duplicate-key: the key `license` is repeated in one object | 1:1 first here",
      ])
    #expect(document.warnings.allSatisfy { $0.severity == .warning })
  }

  @Test func `words that were booleans in YAML 1.1 are strings with a note`() throws {
    let document = try read("language: no\nother: [Yes, 'no', on, !!str off, OFF, n, yess]\non: 1\n")
    #expect(document.root["language"]?.string == "no")
    #expect(document.warnings.allSatisfy { $0.code == "yaml-1.1-boolean" && $0.severity == .note })
    #expect(document.warnings.compactMap { $0.labels.first?.span.text } == ["no", "Yes", "on", "OFF", "on"])
  }

  @Test func `a byte order mark is skipped with a warning`() throws {
    let document = try read("\u{feff}a: é\n")
    #expect(document.root["a"]?.span.start == SourcePosition(line: 1, column: 4))
    #expect(summary(document.warnings) == ["1:1 byte-order-mark: the file starts with a byte order mark"])
  }

  @Test func `several documents are read where all are asked for`() throws {
    let source = SourceFile(path: "in.yaml", text: "a: 1\n---\n- é\n--- x\n...\n")
    let documents = try YAMLReader.readAll(source)
    #expect(documents.map(\.root.outline) == ["{a: number(1)}", "[\"é\"]", "\"x\""])
    #expect(documents.map(\.root.span.start.line) == [1, 3, 4])
    #expect(try YAMLReader.readAll(SourceFile(path: "in.yaml", text: "")).isEmpty)
  }

  @Test func `front matter keeps its place in the file`() throws {
    let source = SourceFile(path: "README.md", text: "---\nlicense: é\ntags:\n- a: b\n---\n# x\n")
    let range = try #require(FrontMatter.range(in: source))
    let document = try YAMLReader.read(source, range: range)
    #expect(document.root["license"]?.span.start == SourcePosition(line: 2, column: 10))
    let broken = SourceFile(path: "README.md", text: "---\nlicense: é\nb: c: d\n---\n# x\n")
    let brokenRange = try #require(FrontMatter.range(in: broken))
    #expect(
      mistakes { () throws(DiagnosticError) in try YAMLReader.read(broken, range: brokenRange) }
        == ["3:5 yaml-syntax: `:` is not allowed here"])
  }

  // MARK: Hostile input

  @Test(arguments: [
    [0x61, 0x3A, 0x20, 0xFF], [0x61, 0x3A, 0x20, 0xC3], [0x61, 0x3A, 0x20, 0xED, 0xA0, 0x80],
    [0x61, 0x3A, 0x20, 0xC0, 0x80, 0x0A],
  ])
  func `bytes that are not UTF-8 are refused at the first of them`(bytes: [UInt8]) {
    let source = SourceFile(path: "in.yaml", bytes: bytes)
    #expect(mistakes { () throws(DiagnosticError) in try YAMLReader.read(source) } == ["1:4 invalid-utf-8: invalid UTF-8"])
  }

  /// Nine levels of ten aliases each.
  private var laughs: String {
    "a0: &a0 [x]\n"
      + (1...9).map { "a\($0): &a\($0) [\(Array(repeating: "*a\($0 - 1)", count: 10).joined(separator: ", "))]\n" }
      .joined()
  }

  @Test func `a billion laughs are refused at the node limit`() {
    let found = found(laughs)
    #expect(found.count == 1 && found.first?.contains("too-many-nodes") == true)
  }

  @Test func `a billion laughs as a key are refused`() {
    let small = laughs.split(separator: "\n").prefix(4).joined(separator: "\n")
    #expect(found(small + "\n? *a3\n: 1\n").first?.contains("yaml-key") == true)
    #expect(found(laughs + "? *a9\n: 1\n").first?.contains("too-many-nodes") == true)
  }

  @Test(arguments: ["[", "{a: ", "- ", "? "])
  func `a hundred thousand open collections are refused`(opener: String) {
    #expect(found(String(repeating: opener, count: 100_000)).count == 1)
  }

  @Test func `depth counts through aliases`() throws {
    let limits = DocumentLimits(bytes: 1000, depth: 3, nodes: 100)
    #expect(try read("a: &x [1]\nb: [*x]\n", limits: limits).root.outline == "{a: [number(1)], b: [[number(1)]]}")
    #expect(
      found("a: &x [[1]]\nb: [*x]\n", limits: limits) == ["2:5 too-deep: more than 3 levels inside each other"])
    #expect(found("[[[[1]]]]", limits: limits) == ["1:4 too-deep: more than 3 levels inside each other"])
  }

  @Test func `size and node limits hold`() {
    let limits = DocumentLimits(bytes: 12, depth: 3, nodes: 3)
    #expect(found("[1, 2, 3]", limits: limits) == ["1:8 too-many-nodes: the document has more than 3 parts"])
    #expect(found("# 345678901234", limits: limits).first?.contains("too-large") == true)
  }

  @Test func `hosts of directives are refused before they cost anything`() {
    let many = (0..<200_000).map { "%TAG !t\($0)! x\n" }.joined() + "---\na\n"
    #expect(found(many).first?.contains("too-many-directives") == true)
    #expect(found("%TAG !t! \(String(repeating: "x", count: 5000))\n---\n!t!a b").first?.contains("too-many-directives") == true)
    #expect(found("%YAML 1.2\n%TAG !t! tag:x,2000:\n---\n!t!a b\n").isEmpty)
  }

  @Test func `every prefix of a document is read or refused`() {
    let bytes = Array("a: &x [é, \"\\u00e9\", 'b']\nc:\n- *x\n- |\n  t\n? k\n: !!str v\n".utf8)
    for count in 0...bytes.count {
      let source = SourceFile(path: "in.yaml", bytes: Array(bytes[..<count]))
      _ = mistakes { () throws(DiagnosticError) in try YAMLReader.read(source) }
    }
  }

  @Test func `ten thousand mutated documents never trap, and what is read is well-formed`() throws {
    let seed =
      "license: &l apache-2.0\ntags:\n- é😀\n- \"\\u00e9\\n\"\nlist: [*l, 'x', {a: no, b: 1.5}]\n"
      + "text: |\n  öne\n  two\n---\n? k\n: v\n"
    let telling = [
      "[", "]", "{", "}", "- ", ": ", "\n", "\t", "&l ", "*l", "!!str ", "|", ">-", "\"", "'", "\\", "#", "---\n", "...\n", "? ",
      "%TAG ", "\u{feff}", "\u{2028}", "\u{85}", "\0", "<<: ", "\r", "    ", "~", "@",
    ]
    var generator = SeededGenerator(state: 0x11CE_05E)
    var read = 0
    for _ in 0..<10_000 {
      let bytes = generator.mutation(of: Array(seed.utf8), telling: telling)
      let source = SourceFile(path: "mutated.yaml", bytes: bytes)
      do throws(DiagnosticError) {
        for document in try YAMLReader.readAll(source) {
          read += 1
          #expect(Int(document.tape[0].next) == document.tape.count)
          for node in document.root.subtree {
            #expect(Int(document.tape[node.index].next) <= document.tape.count && node.span.range.upperBound <= bytes.count)
            _ = node.scalarText
          }
        }
      } catch {
        #expect(!error.diagnostics.isEmpty)
        #expect(error.diagnostics.allSatisfy { $0.labels.allSatisfy { $0.span.range.upperBound <= bytes.count } })
        _ = summary(error.diagnostics)
      }
    }
    #expect(read > 500)
  }
}
