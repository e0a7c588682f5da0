import Diagnostics
import LicenseMatching
import Testing

@Suite struct TokenStreamTests {
  private func stream(_ text: String) -> TokenStream {
    TokenStream(source: SourceFile(path: "text", text: text))
  }

  private func words(_ text: String) -> [String] {
    let stream = stream(text)
    return stream.tokens.map { stream.source.text(in: $0.range) }
  }

  private func isSame(_ left: String, _ right: String) -> Bool {
    stream(left).tokens.map(\.hash) == stream(right).tokens.map(\.hash)
  }

  @Test(arguments: [
    ("You MAY use it", "you may   use\tit"), ("“as is”", "\"AS IS\""), ("licensor's", "licensor’s"), ("a — b", "a-b"),
    ("non‑commercial", "noncommercial"), ("non-\ncommercial", "Non-Commercial"), ("a\u{A0}b", "a b"),
    ("soft\u{AD}ware", "software"), ("\u{FEFF}text", "text"), ("wo\u{200B}rd", "word"), ("O\u{2060}K", "ok"),
    ("Licence", "license"), ("sub-licence", "sublicense"), ("sub license", "sub-license"), ("per cent", "percent"),
    ("copyright owner", "copyright holder"), ("and", "&"), ("https://a.b/c", "http://a.b/c"), ("Copyright (c) 2024", "© 2024"),
    ("Copyright © 2024", "(C) 2024"), ("Copyright\n(c) 2024", "copyright 2024"), ("# one\n# two", "one two"),
    ("/* one\n * two */", "one two"), ("REM one\nrem two", "one two"), ("<!-- one -->", "one"), ("==== one ====", "one"),
    ("**bold** _it_ `code`", "bold it code"), ("> quoted", "quoted"), ("### Head", "head"),
    ("see [here](https://x.y/z \"t\")", "see [here](https://x.y/z \"t\")"), ("see [here](https://x.y/z)", "see here"),
    ("<p class='x'>one<br/>two</p>", "one two"), ("A &amp; B &copy; &quot;C&quot;", "a & b © \"c\""),
    ("caf&eacute; CAFÉ", "café café"), ("ＭＩＴ　１０％", "mit 10%"), ("ﬁle", "file"), ("$ 700 million", "$700 million"),
    ("10 %", "10%"), ("700,000,000", "700000000"), ("(a) one; (b) two", "one; two"), ("1. one\n\n2. two", "one\n\ntwo"),
    ("- one\n* two", "one two"), ("(i) one, and\n(ii) two", "one, and two"), ("1.2.3 One", "one"), ("a) one", "one"),
    ("✓ yes", "✔ yes"), ("1\\. One", "one"), ("**2.1** One", "one"),
  ])
  func `the guidelines read both alike`(left: String, right: String) {
    #expect(isSame(left, right), "\(words(left)) | \(words(right))")
  }

  @Test(arguments: [
    ("may", "may not"), ("700 million", "70 million"), ("$20", "20"), ("10%", "10"), ("3.1", "31"), ("3.1", "3 1"),
    ("1,000", "1 000"),
    ("✓", "✗"), ("use < 5 copies", "use > 5 copies"), ("use &lt; 5", "use &gt; 5"), ("≥ 5", "≤ 5"), ("U.S. law", "U.K. law"),
    ("under Section 2. You", "under Section 3. You"), ("under\nSection\n2. You", "under\nSection\n3. You"),
    ("as in clauses 2(a), (b) and (c) above", "as in clauses 2(a), (b) and (d) above"), ("<no commercial use>", ""),
    ("<p no commercial use>", ""), ("[use](no commercial use)", "use"), ("irrevocable", "revocable"),
    ("1.5 million users", "1.6 million users"), ("3 years", "5 years"), ("10²⁵", "10²⁶"), ("million", "billion"),
    ("non-exclusive", "exclusive"), ("<!-- no sale -->", ""), ("可以", "不可以"), ("until 2024. 10% of it", "until 2024. of it"),
  ])
  func `what carries meaning stays`(left: String, right: String) {
    #expect(!isSame(left, right), "\(words(left)) | \(words(right))")
  }

  @Test func `every word knows its bytes and lines`() {
    let text = "# Über <b>uns</b>.\r\n# 2. the $1,000.50 sub-licence\r\n"
    #expect(words(text) == ["Über", "uns", "the", "$1,000.50", "sub-licence"])
    let stream = stream(text)
    #expect(stream.lines(of: 0..<2) == 1...1)
    #expect(stream.lines(of: 1..<5) == 1...2)
    #expect(stream.span(of: 3..<5).text == "$1,000.50 sub-licence")
    #expect(stream.span(of: 3..<5).start == SourcePosition(line: 2, column: 10))
    #expect(stream.span(of: 9..<12).range == 0..<text.utf8.count)
  }

  @Test func `only a part is read if a range is given`() {
    let file = SourceFile(path: "card", text: "head\nMIT License\ntail")
    let stream = TokenStream(source: file, range: 5..<16)
    #expect(stream.tokens.map { file.text(in: $0.range) } == ["MIT", "License"])
    #expect(TokenStream(source: file, range: 30..<99).tokenCount == 0)
  }

  @Test func `real copyright notices and a title are ignorable`() {
    let text = """
      Sample License
      Version 1.0, May 2024

      Copyright (c) 2024 Some Body, Inc. and others
      All rights reserved.

      You may use it.

      © Other Corporation
      """
    let stream = stream(text)
    #expect(stream.ignorable.map(\.kind) == [.title, .copyrightNotice, .copyrightNotice, .copyrightNotice])
    let other = "Another License\nVersion 1.0, June 2024\n\nYou may use it."
    #expect(stream.wholeHash == self.stream(other).wholeHash)
    #expect(stream.wholeHash != self.stream(other.replacing("1.0", with: "1.1")).wholeHash)
    #expect(stream.wholeCount == 4)
    #expect(stream.verbatimHash != self.stream("You may use it.").verbatimHash)
  }

  @Test(arguments: [
    "Copyright (c) 2024 Some Body. Non-commercial use only.", "Copyright 2024 Some Body, for research purposes",
    "Copyright (c) Microsoft Corporation may not be used", "Copyright holders may not sue", "## Copyright",
    "You must show\nCopyright (c) Microsoft Corporation", "Non-Commercial Sample License\n\nText",
    "Copyright Law of 1976 applies",
    "This model is released under the Sample License\n\nText", "Sample License, no commercial use\n\nText",
    "Please refer to the policy: https://a.b/c",
  ])
  func `nothing that limits or refers is ignorable`(text: String) {
    #expect(stream(text).ignorable.isEmpty)
  }

  @Test func `any bytes can be read`() {
    var random = Seeded(seed: 99)
    let pieces: [[UInt8]] =
      [
        [0xFF], [0xE2, 0x80], [0xC3], [0x0D], [0x0A], [0],
      ]
      + [
        "(", "(c", "&#x", "&#1114112;", "<p", "](", "$", "1.", "%", "a", "©", " ", "](http://", ">", "i", "\\", "copyright",
        "non",
        "commercial", "=\"",
      ].map { Array($0.utf8) }
    for _ in 0..<3000 {
      let bytes = (0..<Int.random(in: 0..<10, using: &random)).flatMap { _ in pieces.randomElement(using: &random) ?? [] }
      let stream = TokenStream(source: SourceFile(path: "fuzz", bytes: bytes))
      var end = 0
      for token in stream.tokens {
        #expect(token.start >= end && token.end > token.start && token.end <= bytes.count)
        end = token.end
      }
      _ = AnchorRun(String(decoding: bytes, as: UTF8.self))
    }
  }
}
