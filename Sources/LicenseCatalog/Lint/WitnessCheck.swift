import Diagnostics
import Documents
import LicenseMatching
import Licensing

/// What a term says in numbers, dates and exact words must stand in its clause, and what its clause says in them must be said.
struct WitnessCheck {
  let file: ExaminedLicense
  let text: PlacedText
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var count = 0

  init(_ file: ExaminedLicense, _ text: PlacedText) {
    self.file = file
    self.text = text
    for (index, term) in file.terms.enumerated() {
      guard let range = text.terms[index] else { continue }
      for (key, condition) in Self.conditions(file.node(term)) {
        for test in condition.tests { witness(test, of: term, key, range) }
      }
      exactWords(term, range)
      mentions(term, range)
      unclaimed(term, index, range)
    }
  }

  private mutating func require(_ holds: Bool, _ message: @autoclosure () -> String, at term: Term, _ key: String) {
    if holds { count += 1 } else { report("no-witness", .error, message(), at: term, key) }
  }

  private mutating func report(
    _ code: String, _ severity: Diagnostic.Severity, _ message: String, at term: Term, _ key: String? = nil
  ) {
    diagnostics.append(file.diagnostic(code, severity, message, at: file.node(term), key))
  }

  // MARK: Conditions

  /// The conditions as written: what a defined word means has its witness at the definition.
  private static func conditions(_ node: DocumentNode) -> [(key: String, condition: Condition)] {
    ["when", "only", "condition"].compactMap { key in
      guard let text = node[key]?.scalarText, let condition = try? ConditionParser.parse(text) else { return nil }
      return (key, condition)
    }
  }

  private mutating func witness(_ test: Test, of term: Term, _ key: String, _ range: Range<Int>) {
    switch test {
    case .metric(let metric, _, let date, let comparison, let number):
      let values = NumberReader.numbers(in: text.words, range).map(\.value)
      require(values.contains(.number(number)), "the clause has no number \(Self.plain(number))", at: term, key)
      let words = Self.comparisonWords[comparison] ?? []
      let listed = term.mentions.contains { Self.comparisonWords[comparison.opposite]?.contains($0.lowercased()) == true }
      require(
        contains(anyOf: words, range) || listed, "nothing in the clause says `\(comparison.rawValue)`", at: term, key)
      require(
        contains(anyOf: Self.metricWords(metric), range), "the clause does not speak of `\(metric.rawValue)`", at: term, key)
      if let date { require(isKnown(date, range), "\(date) is no date of this text", at: term, key) }
    case .litigation(let claim, _, _):
      switch claim {
      case .any: break
      case .patent: require(contains(anyOf: ["patent", "patents"], range), "the clause does not speak of patents", at: term, key)
      case .copyright:
        require(contains(anyOf: ["copyright", "copyrights"], range), "the clause does not speak of copyright", at: term, key)
      }
    case .commercial, .purpose, .kind, .actorKind, .domicile, .places, .modality, .receivedAs, .output, .student, .fields, .field,
      .assuming:
      break
    }
  }

  /// In the clause, anywhere in the text (the release date stands at its head), or the date of the file.
  private func isKnown(_ date: CalendarDate, _ range: Range<Int>) -> Bool {
    file.license.date == date.description
      || NumberReader.numbers(in: text.words, 0..<text.words.count).contains { $0.value == .date(date) }
  }

  private func contains(anyOf phrases: [String], _ range: Range<Int>) -> Bool {
    let clause = " " + text.words[range].joined(separator: " ") + " "
    return phrases.contains { clause.contains(" \($0) ") }
  }

  private static func plain(_ number: Double) -> String {
    number.rounded() == number && abs(number) < 1e15 ? String(Int(number)) : String(number)
  }

  private static func metricWords(_ metric: Test.Metric) -> [String] {
    switch metric {
    case .monthlyActiveUsers: ["user", "users"]
    case .annualRevenue, .monthlyRevenue: ["revenue", "revenues", "income", "turnover"]
    }
  }

  private static let comparisonWords: [Test.Comparison: [String]] = [
    .greater: [
      "greater than", "more than", "exceed", "exceeds", "exceeded", "exceeding", "over", "above", "in excess of", "larger than",
      "higher than",
    ],
    .atLeast: [
      "at least", "or more", "or greater", "equal to or", "or equal to", "not less than", "no less than", "reaches", "or above",
    ],
    .less: ["less than", "fewer than", "below", "under", "lower than", "smaller than"],
    .atMost: [
      "up to", "not exceed", "not exceeding", "no more than", "not more than", "or less", "or fewer", "at most",
      "not greater than", "or below",
      "does not exceed", "do not exceed",
    ],
  ]

  // MARK: Exact words

  private mutating func exactWords(_ term: Term, _ range: Range<Int>) {
    guard case .must(let duty) = term.statement, let words = duty.text else { return }
    let place = text.stream.firstRange(of: AnchorRun(words), from: range.lowerBound)
    require(place.map { $0.upperBound <= range.upperBound } ?? false, "the clause has no words `\(words)`", at: term, "text")
  }

  private mutating func mentions(_ term: Term, _ range: Range<Int>) {
    let numbers = Set(NumberReader.numbers(in: text.words, range).map(\.value))
    for mention in term.mentions {
      let words = Self.words(mention)
      let values = NumberReader.numbers(in: words, 0..<words.count).map(\.value)
      let isNumber = !values.isEmpty && values.allSatisfy(numbers.contains)
      let place = text.stream.firstRange(of: AnchorRun(mention), from: range.lowerBound)
      let isThere =
        isNumber || contains(anyOf: [words.joined(separator: " ")], range)
        || (place.map { $0.upperBound <= range.upperBound } ?? false)
      require(isThere, "the clause does not mention `\(mention)`", at: term, "mentions")
    }
  }

  /// Words as they are listed: `3.1` alone would be taken for the label of a list.
  private static func words(_ text: String) -> [String] {
    text.lowercased().split { $0 == " " || $0 == "(" || $0 == ")" || $0 == ";" || $0 == "\"" }.map(String.init)
  }

  // MARK: Unclaimed numbers and negations

  /// A number or a plain negation inside a grant or a duty without condition may be a limit that was overlooked.
  private mutating func unclaimed(_ term: Term, _ index: Int, _ range: Range<Int>) {
    guard isUnconditional(term) else { return }
    var claimed = [Bool](repeating: false, count: range.count)
    func claim(_ words: Range<Int>) {
      for word in words.clamped(to: range) { claimed[word - range.lowerBound] = true }
    }
    for (other, place) in text.terms where other != index && (place.count < range.count || !isUnconditional(file.terms[other])) {
      claim(place)
    }
    for (other, place) in text.terms where place == range && other < index && isUnconditional(file.terms[other]) { claim(place) }
    for place in text.open.values where place.count < range.count { claim(place) }
    if case .must(let duty) = term.statement, let words = duty.text,
      let place = text.stream.firstRange(of: AnchorRun(words), from: range.lowerBound)
    {
      claim(place)
    }
    let listed = Set(term.mentions.flatMap(Self.words))
    var missing: [String] = []
    for number in NumberReader.numbers(in: text.words, range)

    where number.hasDigits && !claimed[number.words.lowerBound - range.lowerBound] && !isPartOfName(number.words.lowerBound) {
      if !number.words.contains(where: { listed.contains(text.words[$0]) }) {
        missing.append(text.words[number.words].joined(separator: " "))
      }
    }
    for word in range where isNegation(word) && !claimed[word - range.lowerBound] {
      if !listed.contains(text.words[word]) { missing.append(text.words[word]) }
    }
    guard !missing.isEmpty else { return }
    let names = missing.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }.map { "`\($0)`" }.joined(
      separator: ", ")
    report(
      "unclaimed", .error, "the clause says \(names), which no term uses and `mentions` does not list", at: term)
  }

  /// `FLUX.1`, `llama3_1/use-policy`: joined to the word before it without a blank.
  private func isPartOfName(_ word: Int) -> Bool {
    guard word > 0 else { return false }
    let gap = text.stream.source.bytes[text.stream.tokens[word - 1].end..<text.stream.tokens[word].start]
    return (1...2).contains(gap.count) && gap.allSatisfy { ".-_/\\".utf8.contains($0) }
  }

  /// `no-charge` is no negation, `cannot` is none that stands alone.
  private func isNegation(_ word: Int) -> Bool {
    guard Self.negations.contains(text.words[word]) else { return false }
    guard word + 1 < text.words.count else { return true }
    let gap = text.stream.source.bytes[text.stream.tokens[word].end..<text.stream.tokens[word + 1].start]
    return Array(gap) != [UInt8(ascii: "-")]
  }

  private func isUnconditional(_ term: Term) -> Bool {
    guard term.condition == .always, term.unclear == nil else { return false }
    switch term.statement {
    case .may(let permission): return permission.only == nil
    case .must(let duty): return duty.conditional == nil
    case .mustNot, .define, .lifts, .reserves: return false
    }
  }

  private static let negations: Set<String> = ["not", "no", "only", "unless", "except", "solely"]
}
