/// Ways to write, print, scan or wrap a license text that leave it what it is.
enum TypographicChange: String, CaseIterable, Sendable {
  case byteOrderMark, carriageReturns, fullWidth, softHyphens, zeroWidthJoiners, hyphenated, ligatures, smartQuotesAndDashes
  case narrowBlanks, tabs, doubleSpaced, pageNumbers, pageFooters, formFeeds, lineNumbers
  case remComments, semicolonComments, htmlComment, boxComments, percentComments, docstring, lispBlock
  case escapedHTML, numericEntities, preformatted, lineBreakTags, markdownBullets, markdownQuote, markdownEscapes,
    markdownEmphasis
  case markdownFence, orderedList
  case titleRemoved, titleReplaced, noticesRemoved, noticesAdded, longPreface, longPostface, threeInOneFile, yamlBlock
  case britishSpelling, secureAddresses, romanLabels, letterLabels, bulletsForLabels, labelsDropped

  func applied(to text: CorpusText, with others: [CorpusText], using random: inout Random) -> String? {
    let lines = text.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    switch self {
    case .byteOrderMark: return "\u{FEFF}" + text.text
    case .carriageReturns: return text.text.replacing("\n", with: "\r")
    case .fullWidth: return Self.fullWidth(text.text)
    case .softHyphens: return Self.inWords(text.text, every: 9, "\u{AD}", &random)
    case .zeroWidthJoiners: return Self.inWords(text.text, every: 9, "\u{200D}", &random)
    case .hyphenated: return Self.hyphenated(lines, &random)
    case .ligatures:
      return text.text.replacing("ffi", with: "ﬃ").replacing("fi", with: "ﬁ").replacing("fl", with: "ﬂ").replacing(
        "ff", with: "ﬀ")
    case .smartQuotesAndDashes:
      return text.text.replacing("--", with: "—").replacing("-", with: "\u{2011}").replacing("'", with: "’").replacing(
        "\"", with: "“")
    case .narrowBlanks: return text.text.replacing(". ", with: ".\u{2002}").replacing(", ", with: ",\u{202F}")
    case .tabs: return text.text.replacing("  ", with: "\t").replacing("\n", with: "\n\t")
    case .doubleSpaced: return text.text.replacing("\n", with: "\n\n")
    case .pageNumbers: return Self.paged(lines) { "\n                    \($0)\n" }
    case .pageFooters: return Self.paged(lines) { "\nPage \($0) of 9\n" }
    case .formFeeds: return Self.paged(lines) { _ in "\u{0C}" }
    case .lineNumbers:
      if lines.count > 400 { return nil }
      return lines.enumerated().map { "\($0.offset + 1)\t\($0.element)" }.joined(separator: "\n")
    case .remComments: return Self.prefixed(lines, "REM ")
    case .semicolonComments: return Self.prefixed(lines, ";; ")
    case .percentComments: return Self.prefixed(lines, "% ")
    case .htmlComment: return text.text.contains("--") ? nil : "<!--\n\(text.text)\n-->\n<p>Hello.</p>"
    case .boxComments:
      return "/" + String(repeating: "*", count: 78) + "\n"
        + lines.map { " * " + $0 + String(repeating: " ", count: max(1, 80 - $0.count)) + "*" }.joined(separator: "\n") + "\n */"
    case .docstring: return "#!/usr/bin/env python3\n\"\"\"\n\(text.text)\n\"\"\"\nimport os\n"
    case .lispBlock: return "{-\n" + Self.prefixed(lines, "-- | ") + "\n-}"
    case .escapedHTML: return Self.escaped(text.text, quotes: true)
    case .numericEntities:
      return Self.escaped(text.text, quotes: false)?.replacing("\"", with: "&#34;").replacing("'", with: "&#x27;").replacing(
        "©", with: "&#169;")
    case .preformatted: return Self.escaped(text.text, quotes: false).map { "<html><body><pre>\n\($0)\n</pre></body></html>" }
    case .lineBreakTags: return Self.escaped(text.text, quotes: true)?.replacing("\n", with: "<br/>\n")
    case .markdownBullets: return Self.paragraphs(lines).map { "* " + $0.joined(separator: "\n  ") }.joined(separator: "\n\n")
    case .markdownQuote: return Self.prefixed(lines, "> ")
    case .markdownEscapes:
      return text.text.replacing("*", with: "\\*").replacing("_", with: "\\_").replacing("(", with: "\\(").replacing(
        ")", with: "\\)"
      ).replacing("- ", with: "\\- ")
    case .markdownEmphasis: return Self.emphasised(text.text, &random)
    case .markdownFence: return "# License\n\nThe license of this model:\n\n```text\n\(text.text)\n```\n"
    case .orderedList:
      return Self.paragraphs(lines).enumerated().map { "\($0 + 1). " + $1.joined(separator: "\n   ") }.joined(separator: "\n\n")
    case .titleRemoved: return Self.withoutTitle(lines)
    case .titleReplaced: return Self.withoutTitle(lines).map { "LICENSE AGREEMENT\n\n\($0)" }
    case .noticesRemoved: return Self.withoutNotices(lines)
    case .noticesAdded:
      return "Copyright (c) 2019-2024, Jane Doe <jane@example.org>\nCopyright 2022 Example Labs GmbH and its affiliates\n"
        + "© 2023 The Example Authors. All rights reserved.\n\n\(text.text)"
    case .longPreface: return Self.preface + "\n\n" + text.text
    case .longPostface: return text.text + "\n\n" + Self.postface + "\n"
    case .threeInOneFile:
      return "# License of the code\n\n\(others[0].text)\n\n# License of the weights\n\n\(text.text)\n\n# License of the data\n\n"
        + "\(others[1].text)\n"
    case .yamlBlock:
      return "---\nlicense: other\nextra_gated_prompt: |-\n" + Self.prefixed(lines, "  ") + "\nlanguage: en\n---\n# Model\n"
    case .britishSpelling:
      return text.text.replacing("authorize", with: "authorise").replacing("organization", with: "organisation").replacing(
        "icense ", with: "icence ")
    case .secureAddresses: return text.text.replacing("http://", with: "https://")
    case .romanLabels:
      return Self.relabeled(lines) { ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"][$0 % 10] + ")" }
    case .letterLabels: return Self.relabeled(lines) { "(" + String(UnicodeScalar(UInt8(97 + $0 % 26))) + ")" }
    case .bulletsForLabels: return Self.relabeled(lines) { _ in "•" }
    case .labelsDropped: return Self.relabeled(lines) { _ in "" }
    }
  }

  private static let preface = """
    # Example Model 7B

    Example Model is a language model with seven billion parameters. It was trained on public web pages and books by the
    Example team between March and June. We thank everyone who sent us reports and improvements! The table below lists the
    evaluation results, and our paper explains how the training was done. If you find this work useful, please cite it.

    For questions write to contact@example.org or open an issue. The text of the license follows.
    """
  private static let postface = """
    ## Citation

    If you use this model in your research, please cite the paper of 2023 by Doe and Roe. The training code is available on
    GitHub, where you may also report bugs. This work was supported by the Example Foundation (grant number 4711).
    """

  private static func prefixed(_ lines: [String], _ prefix: String) -> String {
    lines.map { prefix + $0 }.joined(separator: "\n")
  }

  private static func paragraphs(_ lines: [String]) -> [[String]] {
    lines.split { $0.allSatisfy(\.isWhitespace) }.map(Array.init)
  }

  private static func hasMarkup(_ text: String) -> Bool {
    text.contains("</") || text.contains("&amp;") || text.contains("&nbsp;")
  }

  private static func escaped(_ text: String, quotes: Bool) -> String? {
    if hasMarkup(text) { return nil }
    let escaped = text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    return quotes ? escaped.replacing("\"", with: "&quot;").replacing("'", with: "&#39;") : escaped
  }

  private static func fullWidth(_ text: String) -> String? {
    // Markup in full-width letters is none.
    if hasMarkup(text) || text.contains("](") || text.contains("<br>") { return nil }
    return String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          (0x21...0x7E).contains(scalar.value) ? Unicode.Scalar(scalar.value + 0xFEE0) ?? scalar : scalar
        }))
  }

  private static func inWords(_ text: String, every count: Int, _ mark: String, _ random: inout Random) -> String? {
    if hasMarkup(text) { return nil }
    var result = ""
    var previous: Character = " "
    for character in text {
      if previous.isLetter, character.isLetter, Int.random(in: 0..<count, using: &random) == 0 { result += mark }
      result.append(character)
      previous = character
    }
    return result
  }

  /// Parts the last word of some lines, as a justified print does.
  private static func hyphenated(_ lines: [String], _ random: inout Random) -> String? {
    if lines.contains(where: { $0.drop(while: \.isWhitespace).hasPrefix("%") }) { return nil }
    var lines = lines
    for index in lines.indices.dropLast() where Int.random(in: 0..<3, using: &random) == 0 {
      let next = lines[index + 1]
      guard let word = next.split(separator: " ").first, word.count >= 8, word.allSatisfy({ $0.isLetter && $0.isASCII }),
        lines[index].last?.isLetter == true
      else { continue }
      let cut = Int.random(in: 3...word.count - 4, using: &random)
      let indent = next.prefix { $0 == " " }
      lines[index] += " \(word.prefix(cut))-"
      lines[index + 1] = indent + String(next.drop { $0 == " " }.dropFirst(cut))
    }
    return lines.joined(separator: "\n")
  }

  private static func paged(_ lines: [String], _ mark: (Int) -> String) -> String? {
    var page = 0
    return lines.enumerated().map { index, line in
      guard index > 0, index % 30 == 0 else { return line }
      page += 1
      return mark(page) + "\n" + line
    }.joined(separator: "\n")
  }

  private static func emphasised(_ text: String, _ random: inout Random) -> String? {
    if hasMarkup(text) { return nil }
    return text.split(separator: " ", omittingEmptySubsequences: false).map { word in
      guard word.count > 3, word.allSatisfy(\.isLetter), Int.random(in: 0..<9, using: &random) == 0 else { return String(word) }
      return ["**\(word)**", "_\(word)_", "`\(word)`"].randomElement(using: &random) ?? String(word)
    }.joined(separator: " ")
  }

  private static func withoutTitle(_ lines: [String]) -> String? {
    guard let first = lines.firstIndex(where: { !$0.allSatisfy(\.isWhitespace) }), first + 1 < lines.count,
      lines[first + 1].allSatisfy(\.isWhitespace), lines[first].split(separator: " ").count < 10,
      lines[first].lowercased().contains("license")
    else { return nil }
    return lines[(first + 1)...].joined(separator: "\n")
  }

  private static func withoutNotices(_ lines: [String]) -> String? {
    let kept = lines.enumerated().filter { index, line in
      if index > 8 { return true }
      let line = line.drop(while: \.isWhitespace)
      return !(line.lowercased().hasPrefix("copyright (c)") || line.hasPrefix("©")) || line.count > 100
    }.map(\.element)
    return kept.count == lines.count ? nil : kept.joined(separator: "\n")
  }

  private static func relabeled(_ lines: [String], _ label: (Int) -> String) -> String? {
    var count = 0
    var isStart = true
    let result = lines.map { line in
      defer { isStart = line.allSatisfy(\.isWhitespace) }
      let indent = line.prefix { $0 == " " }
      let rest = line.dropFirst(indent.count)
      guard isStart, let blank = rest.firstIndex(of: " "), isLabel(rest[..<blank]) else { return line }
      count += 1
      let label = label(count - 1)
      return indent + label + (label.isEmpty ? rest[blank...].dropFirst() : rest[blank...])
    }
    return count > 1 ? result.joined(separator: "\n") : nil
  }

  private static func isLabel(_ word: Substring) -> Bool {
    let inner = word.filter { $0.isLetter || $0.isNumber }
    guard !inner.isEmpty, inner.count <= 2, word.hasSuffix(".") || word.hasSuffix(")"), word.count <= inner.count + 2 else {
      return false
    }
    return inner.allSatisfy(\.isNumber) || inner.count == 1
  }
}
