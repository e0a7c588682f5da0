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
        suits(condition.tests, of: term, key, range)
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
      let places = NumberReader.numbers(in: text.words, range).filter { $0.value == .number(number) }.map(\.words)
      require(!places.isEmpty, "the clause has no number \(Self.plain(number))", at: term, key)
      let words = Self.comparisonWords[comparison] ?? []
      let listed = term.mentions.contains { Self.comparisonWords[comparison.opposite]?.contains($0.lowercased()) == true }
      let isSaid = places.contains { contains(anyOf: words, around($0, in: range)) }
      require(isSaid || listed, "nothing beside the number says `\(comparison.rawValue)`", at: term, key)
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

  /// Where a comparison with a number stands: a few words before and behind it.
  private func around(_ number: Range<Int>, in range: Range<Int>) -> Range<Int> {
    (max(0, number.lowerBound - 8)..<number.upperBound + 6).clamped(to: range)
  }

  /// In the clause, anywhere in the text (the release date stands at its head), or the date of the file.
  private func isKnown(_ date: CalendarDate, _ range: Range<Int>) -> Bool {
    file.license.date == date.description
      || NumberReader.numbers(in: text.words, 0..<text.words.count).contains { $0.value == .date(date) }
  }

  /// A clause on suits names the rights that are fought over: each of them must be tested.
  private mutating func suits(_ tests: [Test], of term: Term, _ key: String, _ range: Range<Int>) {
    let claims = tests.compactMap { test -> Suit.Claim? in
      if case .litigation(let claim, _, _) = test { return claim }
      return nil
    }
    guard !claims.isEmpty, !claims.contains(.any) else { return }
    for (claim, words) in [(Suit.Claim.patent, ["patent", "patents"]), (.copyright, ["copyright", "copyrights"])] {
      guard !claims.contains(claim), contains(anyOf: words, range), !term.mentions.contains(where: words.contains) else {
        continue
      }
      report("unclaimed", .error, "the clause speaks of `\(words[0])`, which the condition does not test", at: term, key)
    }
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

  /// A number inside a term may be a limit that was overlooked; so may a plain negation in a grant or duty without condition.
  private mutating func unclaimed(_ term: Term, _ index: Int, _ range: Range<Int>) {
    let claimed = claims(of: term, index, range)
    let listed = Set(term.mentions.flatMap(Self.words))
    var missing: [String] = []
    for number in NumberReader.numbers(in: text.words, range) where number.hasDigits && !isPartOfName(number.words.lowerBound) {
      guard !claimed.contains(number.words.lowerBound), !isTested(number.value, by: term),
        !number.words.contains(where: { listed.contains(text.words[$0]) })
      else { continue }
      missing.append(text.words[number.words].joined(separator: " "))
    }
    if isUnconditional(term) {
      missing += range.filter { isNegation($0) && !claimed.contains($0) }.map { text.words[$0] }.filter { !listed.contains($0) }
    }
    guard !missing.isEmpty else { return }
    let names = missing.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }.map { "`\($0)`" }
    report(
      "unclaimed", .error, "the clause says \(names.joined(separator: ", ")), which no term uses and `mentions` does not list",
      at: term)
  }

  /// The words of a clause that other terms answer for: narrower ones, those with a condition, and the first of equals.
  private func claims(of term: Term, _ index: Int, _ range: Range<Int>) -> Set<Int> {
    var claimed: Set<Int> = []
    for (other, place) in text.terms where other != index {
      let answers = place.count < range.count || (isUnconditional(term) && !isUnconditional(file.terms[other]))
      if answers || (place == range && other < index) { claimed.formUnion(place.clamped(to: range)) }
    }
    for place in text.open.values where place.count < range.count { claimed.formUnion(place.clamped(to: range)) }
    if case .must(let duty) = term.statement, let words = duty.text,
      let place = text.stream.firstRange(of: AnchorRun(words), from: range.lowerBound)
    {
      claimed.formUnion(place.clamped(to: range))
    }
    return claimed
  }

  private func isTested(_ value: TextNumber.Value, by term: Term) -> Bool {
    let tests = term.condition.tests + (term.limit?.tests ?? [])
    return tests.contains { test in
      guard case .metric(_, _, let date, _, let number) = test else { return false }
      return value == .number(number) || date.map { value == .date($0) } == true
    }
  }

  /// `NAME.1`, `name3_1/use-policy`: joined to the word before it without a blank.
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
