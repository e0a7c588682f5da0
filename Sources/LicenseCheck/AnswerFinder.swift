import LicenseCatalog
import Licensing

/// One possible answer to what clauses ask.
struct PossibleAnswer {
  /// In words, for example `<= 700000000`.
  var when: String
  /// What the answer makes of the facts of the use.
  var change: (inout UseFacts) -> Void
  /// What the component at issue works with, if that was asked.
  var modality: Set<String>?
}

/// Lists the answers that can make a difference to tests nobody has answered: each side of a threshold, each listed place and one
/// elsewhere, each word of a closed list.
struct AnswerFinder {
  let facts: UseFacts
  let places: Places

  /// The answers to tests that ask for the same fact.
  func answers(to tests: [Test]) -> [PossibleAnswer] {
    candidates(tests).map { PossibleAnswer(when: $0.when, change: $0.change, modality: $0.modality) }
  }

  /// Several values at once, for facts that are sets.
  func severalAtOnce(_ test: Test?) -> [PossibleAnswer] {
    mixtures(test).map { PossibleAnswer(when: $0.when, change: $0.change, modality: $0.modality) }
  }

  private typealias Change = (inout UseFacts) -> Void
  private typealias Candidate = (when: String, change: Change, modality: Set<String>?)

  private func with(_ fact: FactName? = nil, _ change: @escaping Change) -> Change {
    { facts in
      change(&facts)
      if let fact { facts.origins[fact] = .option }
    }
  }

  private func candidates(_ tests: [Test]) -> [Candidate] {
    guard let first = tests.first else { return [] }
    switch first {
    case .commercial:
      return [true, false].map { value in ("\(value)", with { $0.commercial = Truth(value) }, nil) }
    case .purpose:
      return Purpose.allCases.map { value in (value.rawValue, with { $0.purpose = [value] }, nil) }
    case .actorKind: return ActorKind.allCases.map { value in (value.rawValue, with { $0.actorKind = value }, nil) }
    case .receivedAs: return ReceivedAs.allCases.map { value in (value.rawValue, with { $0.receivedAs = value }, nil) }
    case .domicile, .places: return placeAnswers(tests)
    case .modality: return modalityAnswers(tests)
    case .metric: return metricAnswers(tests)
    case .student:
      return [("none", with(.student) { $0.student = [] }, nil)]
        + Student.allCases.map { value in (value.rawValue, with(.student) { $0.student = [value] }, nil) }
    case .output(let flag):
      let fact = FactName("outputs.train.\(flag.rawValue)")
      return [true, false].map { value in ("\(value)", with(fact) { $0.set(flag, Truth(value)) }, nil) }
    case .field(let name, let qualifiers):
      guard let qualifier = qualifiers.keys.sorted().first(where: { facts.isMissing($0, of: name) }) else { return [] }
      return [true, false].map { value in ("\(value)", with { $0.qualify(name, qualifier, value) }, nil) }
    case .litigation: return suitAnswers()
    case .fields: return [("none of them", with { $0.fields = [] }, nil)]
    case .kind, .assuming: return []
    }
  }

  /// Several values at once, for facts that are sets.
  private func mixtures(_ test: Test?) -> [Candidate] {
    switch test {
    case .purpose: [("all of them", with { $0.purpose = Set(Purpose.allCases) }, nil)]
    case .student: [("all of them", with(.student) { $0.student = Set(Student.allCases) }, nil)]
    default: []
    }
  }

  /// One country for each listed place, in none of the other places if there is one; and one elsewhere.
  private func placeAnswers(_ tests: [Test]) -> [Candidate] {
    var codes: Set<String> = []
    var fact: FactName = .regions
    for test in tests {
      switch test {
      case .domicile(let listed):
        codes.formUnion(listed)
        fact = .domicile
      case .places(let place, _, let listed):
        codes.formUnion(listed)
        fact = place == .regions ? .regions : .outputRegions
      default: break
      }
    }
    let places = places
    let listed = codes.sorted()
    func state(_ country: String) -> Change {
      with { facts in
        switch fact {
        case .domicile: facts.domicile = country
        case .outputRegions: facts.outputRegions = [country]
        default: facts.regions = [country]
        }
      }
    }
    var answers = listed.map { code -> Candidate in
      let others = listed.map { $0 == code ? [] : places.members(of: [$0]) }
      let country = places.members(of: [code]).sorted().min { first, second in
        others.count { $0.contains(first) } < others.count { $0.contains(second) }
      }
      return ("in \(code)", state(country ?? code), nil)
    }
    if let elsewhere = places.country(outside: listed) {
      answers.append(("only outside \(listed.joined(separator: ", "))", state(elsewhere), nil))
    }
    return answers
  }

  /// With nothing of what the clauses list, with nothing else, and with both.
  private func modalityAnswers(_ tests: [Test]) -> [Candidate] {
    let nothing: Change = { _ in }
    var answers: [Candidate] = []
    for case .modality(_, let modalities) in tests {
      let listed = modalities.sorted().joined(separator: ", ")
      let other = Modality.names.first { !modalities.contains($0) } ?? "other"
      answers.append(("only \(listed)", nothing, modalities))
      answers.append(("also something else than \(listed)", nothing, modalities.union([other])))
      answers.append(("nothing of \(listed)", nothing, [other]))
    }
    return answers
  }

  /// No suit, or what is missing about the suits that are stated.
  private func suitAnswers() -> [Candidate] {
    let suits = facts.litigation ?? []
    guard !suits.isEmpty else { return [("no suit", with { $0.litigation = [] }, nil)] }
    func filled(_ change: @escaping (inout Suit) -> Void) -> Change {
      with { facts in
        facts.litigation = suits.map { suit in
          var suit = suit
          change(&suit)
          return suit
        }
      }
    }
    var answers: [Candidate] = []
    if suits.contains(where: { $0.first == nil }) {
      answers.append(("the user attacked first", filled { $0.first = $0.first ?? true }, nil))
      answers.append(("the user was attacked first", filled { $0.first = $0.first ?? false }, nil))
    }
    if suits.contains(where: { $0.against == nil }) {
      for opponent in Suit.Opponent.allCases {
        answers.append(
          ("against \(opponent == .licensor ? "the licensor" : "others")", filled { $0.against = $0.against ?? opponent }, nil))
      }
    }
    if suits.contains(where: { $0.about == nil }) {
      answers.append(("about what comes out of models", filled { $0.about = $0.about ?? "outputs" }, nil))
      answers.append(("about nothing of this", filled { $0.about = $0.about ?? "" }, nil))
    }
    return answers
  }

  /// Where the answers of thresholds change: at the number itself, or just above it.
  private struct Threshold: Hashable, Comparable {
    var value: Double
    /// Whether the number itself belongs to the upper side.
    var isInclusive: Bool

    static func < (lhs: Self, rhs: Self) -> Bool {
      lhs.value == rhs.value ? lhs.isInclusive && !rhs.isInclusive : lhs.value < rhs.value
    }

    var lowest: Double { isInclusive ? value : value + 1 }
    var above: String { "\(isInclusive ? ">=" : ">") \(text)" }
    var below: String { "\(isInclusive ? "<" : "<=") \(text)" }
    private var text: String { Int(exactly: value).map(String.init) ?? "\(value)" }
  }

  /// Each side of each threshold, and the space between two of them.
  private func metricAnswers(_ tests: [Test]) -> [Candidate] {
    var thresholds: Set<Threshold> = []
    var metric: Test.Metric?
    for case .metric(let name, _, _, let comparison, let value) in tests {
      metric = name
      thresholds.insert(Threshold(value: value, isInclusive: comparison == .atLeast || comparison == .less))
    }
    guard let metric else { return [] }
    func state(_ value: Double) -> Change {
      with { facts in
        switch metric {
        case .monthlyActiveUsers: facts.monthlyActiveUsers = Measure(value)
        case .annualRevenue: facts.annualRevenue = Measure(value)
        case .monthlyRevenue: facts.monthlyRevenue = Measure(value)
        }
      }
    }
    let sorted = thresholds.sorted()
    var answers: [Candidate] = []
    for (index, threshold) in sorted.enumerated() {
      let previous = index > 0 ? sorted[index - 1] : nil
      let words = (previous.map { "\($0.above) and " } ?? "") + threshold.below
      answers.append((words, state(previous?.lowest ?? threshold.lowest - 1), nil))
    }
    if let last = sorted.last { answers.append((last.above, state(last.lowest), nil)) }
    return answers
  }
}

extension UseFacts {
  fileprivate mutating func set(_ flag: Test.OutputFlag, _ value: Truth) {
    switch flag {
    case .related: outputsRelated = value
    case .competitive: outputsCompetitive = value
    case .similar: outputsSimilar = value
    case .distributed: outputsDistributed = value
    }
  }

  fileprivate mutating func qualify(_ field: String, _ qualifier: String, _ value: Bool) {
    for index in (fields ?? []).indices where fields?[index].field == field { fields?[index].qualifiers[qualifier] = value }
  }
}
