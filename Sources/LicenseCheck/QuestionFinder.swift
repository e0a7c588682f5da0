import Evaluation
import Inventory
import LicenseCatalog
import Licensing

/// A question whose answer may settle a verdict, with what each answer leads to.
package struct OpenQuestion: Sendable {
  package struct Answer: Sendable {
    package var when: String
    package var verdict: Verdict
  }
  package var fact: String
  package var prompt: String
  package var answers: [Answer]
  package var component: String?
  package var license: String?
  package var clause: String?
}

/// Finds the questions of an assessment by trying each possible answer and judging anew.
package struct QuestionFinder {
  private let evaluator: Evaluator
  private let assessment: Assessment

  package init(evaluator: Evaluator, assessment: Assessment) {
    self.evaluator = evaluator
    self.assessment = assessment
  }

  private struct Ask {
    var tests: [Test]
    var component: Int
    var constraint: Constraint
  }

  package func questions() -> [OpenQuestion] {
    // What is prohibited whatever is answered asks nothing.
    guard assessment.verdict == .undetermined else { return [] }
    var asks: [String: Ask] = [:]
    for (node, judgement) in assessment.judgements.enumerated() {
      for constraint in judgement.constraints where constraint.verdict == .undetermined {
        for test in constraint.open {
          var key = test.question
          if case .modality = test { key = "components.\(assessment.graph.components[node].id).modality" }
          if asks[key] == nil {
            asks[key] = Ask(tests: [test], component: node, constraint: constraint)
          } else if asks[key]?.tests.contains(test) == false {
            asks[key]?.tests.append(test)
          }
        }
      }
    }
    guard !asks.isEmpty else { return licenseQuestions() }
    let tests = testsByQuestion()
    return asks.keys.sorted().compactMap { key in asks[key].flatMap { question(key, $0, tests) } } + licenseQuestions()
  }

  /// All tests of places and sizes that some license at hand makes.
  private func testsByQuestion() -> [String: [Test]] {
    var result: [String: [Test]] = [:]
    var seen: Set<ObjectIdentifier> = []
    for license in assessment.conclusions.flatMap(\.licenses) where seen.insert(ObjectIdentifier(license)).inserted {
      for test in license.entries.flatMap(\.tests) {
        switch test {
        case .domicile, .places, .metric: result[test.question, default: []].append(test)
        default: break
        }
      }
    }
    return result
  }

  private func question(_ key: String, _ ask: Ask, _ tests: [String: [Test]]) -> OpenQuestion? {
    func judged(_ candidates: [Candidate]) -> [OpenQuestion.Answer] {
      candidates.map { candidate in
        OpenQuestion.Answer(
          when: candidate.when, verdict: verdict(candidate.facts, modality: candidate.modality, of: ask.component))
      }
    }
    var answers = judged(answers(for: ask))
    guard !answers.isEmpty else { return nil }
    // Another clause may look at the same fact once this one is settled, and several values together may lead elsewhere than
    // each of them: what only that leads to is announced too.
    var further = ask
    for test in tests[key] ?? [] where !further.tests.contains(test) { further.tests.append(test) }
    let rest = (further.tests.count > ask.tests.count ? self.answers(for: further) : []) + mixtures(for: ask)
    for answer in judged(rest) where !answers.contains(where: { $0.verdict == answer.verdict }) { answers.append(answer) }
    return OpenQuestion(
      fact: key, prompt: prompt(ask), answers: answers, component: assessment.graph.components[ask.component].id,
      license: assessment.judgements[ask.component].license, clause: ask.constraint.clause)
  }

  private func verdict(_ facts: UseFacts, modality: Set<String>?, of node: Int) -> Verdict {
    var use = assessment.use
    use.facts = facts
    guard let modality else {
      return evaluator.assess(assessment.graph, conclusions: assessment.conclusions, use: use).verdict
    }
    var components = assessment.graph.components
    components[node].modality = modality
    let graph = ComponentGraph(components, isReleased: facts.releaseName != nil || facts.releaseLicense != nil)
    return evaluator.assess(graph, conclusions: evaluator.conclusions(for: graph).conclusions, use: use).verdict
  }

  private func prompt(_ ask: Ask) -> String {
    let words = ask.tests.map(\.inWords)
    var seen: Set<String> = []
    return words.filter { seen.insert($0).inserted }.joined(separator: "; ") + "?"
  }

  // MARK: Possible answers

  private typealias Candidate = (when: String, facts: UseFacts, modality: Set<String>?)

  private func with(_ fact: FactName? = nil, _ change: (inout UseFacts) -> Void) -> UseFacts {
    var changed = assessment.use.facts
    change(&changed)
    if let fact { changed.origins[fact] = .option }
    return changed
  }

  private func answers(for ask: Ask) -> [Candidate] {
    guard let first = ask.tests.first else { return [] }
    switch first {
    case .commercial:
      return [true, false].map { value in ("\(value)", with { $0.commercial = Truth(value) }, nil) }
    case .purpose:
      return Purpose.allCases.map { value in (value.rawValue, with { $0.purpose = [value] }, nil) }
    case .actorKind: return ActorKind.allCases.map { value in (value.rawValue, with { $0.actorKind = value }, nil) }
    case .receivedAs: return ReceivedAs.allCases.map { value in (value.rawValue, with { $0.receivedAs = value }, nil) }
    case .domicile, .places: return placeAnswers(ask.tests)
    case .modality: return modalityAnswers(ask.tests)
    case .metric: return metricAnswers(ask.tests)
    case .student:
      return [("none", with(.student) { $0.student = [] }, nil)]
        + Student.allCases.map { value in (value.rawValue, with(.student) { $0.student = [value] }, nil) }
    case .output(let flag):
      let fact = FactName("outputs.train.\(flag.rawValue)")
      return [true, false].map { value in ("\(value)", with(fact) { $0.set(flag, Truth(value)) }, nil) }
    case .field(let name, let qualifiers):
      guard let qualifier = qualifiers.keys.sorted().first(where: { isMissing($0, of: name) }) else { return [] }
      return [true, false].map { value in ("\(value)", with { $0.qualify(name, qualifier, value) }, nil) }
    case .litigation: return suitAnswers()
    case .fields: return [("none of them", with { $0.fields = [] }, nil)]
    case .kind, .assuming: return []
    }
  }

  /// Several values at once, for facts that are sets.
  private func mixtures(for ask: Ask) -> [Candidate] {
    switch ask.tests.first {
    case .purpose: [("all of them", with { $0.purpose = Set(Purpose.allCases) }, nil)]
    case .student: [("all of them", with(.student) { $0.student = Set(Student.allCases) }, nil)]
    default: []
    }
  }

  private func isMissing(_ qualifier: String, of field: String) -> Bool {
    (assessment.use.facts.fields ?? []).contains { $0.field == field && $0.qualifiers[qualifier] == nil }
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
    let places = evaluator.catalog.vocabulary.places
    let listed = codes.sorted()
    func state(_ country: String) -> UseFacts {
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
    var answers: [Candidate] = []
    for case .modality(_, let modalities) in tests {
      let listed = modalities.sorted().joined(separator: ", ")
      let other = Modality.names.first { !modalities.contains($0) } ?? "other"
      answers.append(("only \(listed)", assessment.use.facts, modalities))
      answers.append(("also something else than \(listed)", assessment.use.facts, modalities.union([other])))
      answers.append(("nothing of \(listed)", assessment.use.facts, [other]))
    }
    return answers
  }

  /// No suit, or what is missing about the suits that are stated.
  private func suitAnswers() -> [Candidate] {
    let suits = assessment.use.facts.litigation ?? []
    guard !suits.isEmpty else { return [("no suit", with { $0.litigation = [] }, nil)] }
    func filled(_ change: (inout Suit) -> Void) -> UseFacts {
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
    func state(_ value: Double) -> UseFacts {
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

  // MARK: Which license is meant

  private func licenseQuestions() -> [OpenQuestion] {
    assessment.graph.components.indices.compactMap { node in
      guard case .open(let constraint, let candidates) = assessment.conclusions[node], !candidates.isEmpty,
        !assessment.judgements[node].acts.isEmpty
      else { return nil }
      let answers = candidates.map { candidate -> OpenQuestion.Answer in
        var conclusions = assessment.conclusions
        conclusions[node] = .terms(candidate)
        let outcome = evaluator.assess(assessment.graph, conclusions: conclusions, use: assessment.use)
        return OpenQuestion.Answer(when: candidate.terms.id, verdict: outcome.verdict)
      }
      let component = assessment.graph.components[node]
      // The candidates are those whose terms are known; what a name may mean besides decides nothing.
      let another = OpenQuestion.Answer(when: "another", verdict: assessment.verdict)
      return OpenQuestion(
        fact: "components.\(component.id).license",
        prompt: "under which license is `\(component.title)` given (`\(constraint.detail ?? "")` does not say)?",
        answers: answers + [another], component: component.id, license: nil, clause: nil)
    }
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

extension Test {
  /// The test as a person would ask it.
  var inWords: String {
    func number(_ value: Double) -> String {
      guard let whole = Int(exactly: value) else { return "\(value)" }
      var digits = String(whole)
      var groups: [String] = []
      while digits.count > 3 {
        groups.insert(String(digits.suffix(3)), at: 0)
        digits = String(digits.dropLast(3))
      }
      return ([digits] + groups).joined(separator: ",")
    }
    switch self {
    case .commercial: return "is the use commercial"
    case .purpose: return "what is the purpose"
    case .kind, .assuming: return ""
    case .actorKind: return "what kind of actor uses it"
    case .domicile(let codes): return "where is the user at home (\(codes.joined(separator: ", ")))"
    case .places(.regions, _, let codes): return "where is it used (\(codes.joined(separator: ", ")))"
    case .places(.outputRegions, _, let codes): return "where are its outputs used (\(codes.joined(separator: ", ")))"
    case .modality(_, let modalities):
      return "does the model work with anything but \(modalities.sorted().joined(separator: ", "))"
    case .receivedAs: return "was it received as part of an integrated product"
    case .metric(let metric, let scope, let date, let comparison, let value):
      let what: String
      switch metric {
      case .monthlyActiveUsers: what = "monthly active users"
      case .annualRevenue: what = "US dollars of annual revenue"
      case .monthlyRevenue: what = "US dollars of monthly revenue"
      }
      let limit: String
      switch comparison {
      case .greater: limit = "more than \(number(value))"
      case .atLeast: limit = "\(number(value)) or more"
      case .less: limit = "fewer than \(number(value))"
      case .atMost: limit = "at most \(number(value))"
      }
      return "\(limit) \(what) (\(scope.rawValue)\(date.map { ", on \($0)" } ?? ""))"
    case .output(.related): return "is the model trained on the outputs the same model, or made from it"
    case .output(.competitive): return "does the model trained on the outputs compete with it"
    case .output(.similar): return "is the model trained on the outputs to perform like it"
    case .output(.distributed): return "is the model trained on the outputs given to others"
    case .student: return "what kind of model is trained on the outputs"
    case .fields: return "which fields of use"
    case .field(let name, let qualifiers):
      let asked = qualifiers.keys.sorted().map { qualifier in
        switch qualifier {
        case "licensed": "is it done by, or under, somebody with the license that the law asks for"
        case "humanOversight": "does a person oversee it"
        case "fullyAutomated": "does it run without a person deciding"
        case "substitute": "does it take the place of a professional"
        case "consent": "did the persons concerned consent"
        case "disclosed": "is it disclosed"
        default: qualifier
        }
      }
      return "\(name): \(asked.joined(separator: "; "))"
    case .litigation: return "has the user brought a suit about it"
    }
  }
}
