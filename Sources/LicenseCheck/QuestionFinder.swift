import Evaluation
import Inventory
import LicenseCatalog
import Licensing

/// A question whose answer may settle a verdict, with what each answer leads to.
struct OpenQuestion {
  struct Answer {
    var when: String
    var verdict: Verdict
  }
  var fact: String
  var prompt: String
  var answers: [Answer]
  var component: String?
  var license: String?
  var clause: String?
}

/// Finds the questions of an assessment by trying each possible answer and judging anew.
struct QuestionFinder {
  let evaluator: Evaluator
  let assessment: Assessment

  private struct Ask {
    var tests: [Test]
    var component: Int
    var constraint: Constraint
  }

  func questions() -> [OpenQuestion] {
    guard assessment.verdict == .undetermined || assessment.verdict == .prohibited else { return [] }
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
    return asks.keys.sorted().compactMap { key in asks[key].flatMap { question(key, $0) } } + licenseQuestions()
  }

  private func question(_ key: String, _ ask: Ask) -> OpenQuestion? {
    let answers = answers(for: ask).map { when, facts, modality in
      OpenQuestion.Answer(when: when, verdict: verdict(facts, modality: modality, of: ask.component))
    }
    guard !answers.isEmpty else { return nil }
    return OpenQuestion(
      fact: key, prompt: prompt(ask), answers: answers, component: assessment.graph.components[ask.component].id,
      license: assessment.judgements[ask.component].license, clause: ask.constraint.clause)
  }

  private func verdict(_ facts: UseFacts, modality: Set<String>?, of node: Int) -> Verdict {
    var use = assessment.use
    use.facts = facts
    guard let modality else {
      return outcome(evaluator.assess(assessment.graph, conclusions: assessment.conclusions, use: use), of: node)
    }
    var components = assessment.graph.components
    components[node].modality = modality
    let graph = ComponentGraph(components, isReleased: facts.releaseName != nil || facts.releaseLicense != nil)
    return outcome(evaluator.assess(graph, conclusions: evaluator.conclusions(for: graph).conclusions, use: use), of: node)
  }

  /// The verdict of the whole; where the whole is prohibited whatever the answer is, that of the component asked about.
  private func outcome(_ answered: Assessment, of node: Int) -> Verdict {
    assessment.verdict == .prohibited ? answered.verdict(of: node) : answered.verdict
  }

  private func prompt(_ ask: Ask) -> String {
    let words = ask.tests.map(\.inWords)
    var seen: Set<String> = []
    return words.filter { seen.insert($0).inserted }.joined(separator: "; ") + "?"
  }

  // MARK: Possible answers

  private func answers(for ask: Ask) -> [(String, UseFacts, Set<String>?)] {
    let facts = assessment.use.facts
    func with(_ change: (inout UseFacts) -> Void) -> UseFacts {
      var changed = facts
      change(&changed)
      return changed
    }
    guard let first = ask.tests.first else { return [] }
    switch first {
    case .commercial:
      return [true, false].map { value in ("\(value)", with { $0.commercial = Truth(value) }, nil) }
    case .purpose: return Purpose.allCases.map { value in (value.rawValue, with { $0.purpose = [value] }, nil) }
    case .actorKind: return ActorKind.allCases.map { value in (value.rawValue, with { $0.actorKind = value }, nil) }
    case .receivedAs: return ReceivedAs.allCases.map { value in (value.rawValue, with { $0.receivedAs = value }, nil) }
    case .domicile, .places: return placeAnswers(ask.tests, with)
    case .modality(_, let modalities):
      let listed = modalities.sorted().joined(separator: ", ")
      let other = Modality.names.first { !modalities.contains($0) } ?? "other"
      return [("only \(listed)", facts, modalities), ("also something else than \(listed)", facts, modalities.union([other]))]
    case .metric: return metricAnswers(ask.tests, with)
    case .student:
      return [("none", with { $0.student = [] }, nil)]
        + Student.allCases.map { value in (value.rawValue, with { $0.student = [value] }, nil) }
    case .output(let flag):
      return [true, false].map { value in ("\(value)", with { $0.set(flag, Truth(value)) }, nil) }
    case .field(let name, let qualifiers):
      guard let qualifier = qualifiers.keys.sorted().first else { return [] }
      return [true, false].map { value in ("\(value)", with { $0.qualify(name, qualifier, value) }, nil) }
    case .litigation:
      return [("no suit", with { $0.litigation = [] }, nil)]
    case .fields: return [("none of them", with { $0.fields = [] }, nil)]
    case .kind, .assuming: return []
    }
  }

  private func placeAnswers(
    _ tests: [Test], _ with: ((inout UseFacts) -> Void) -> UseFacts
  ) -> [(String, UseFacts, Set<String>?)] {
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
    func state(_ code: String) -> UseFacts {
      with { facts in
        switch fact {
        case .domicile: facts.domicile = code
        case .outputRegions: facts.outputRegions = [code]
        default: facts.regions = [code]
        }
      }
    }
    let listed = codes.sorted()
    let places = evaluator.catalog.vocabulary.places
    var answers = listed.map { code in ("in \(code)", state(code), nil as Set<String>?) }
    if let elsewhere = places.country(outside: listed) {
      answers.append(("only outside \(listed.joined(separator: ", "))", state(elsewhere), nil))
    }
    return answers
  }

  /// Each side of each threshold, and the space between two of them.
  private func metricAnswers(
    _ tests: [Test], _ with: ((inout UseFacts) -> Void) -> UseFacts
  ) -> [(String, UseFacts, Set<String>?)] {
    var thresholds: Set<Double> = []
    var metric: Test.Metric?
    var isInclusive = false
    for case .metric(let name, _, _, let comparison, let value) in tests {
      metric = name
      thresholds.insert(value)
      isInclusive = isInclusive || comparison == .atLeast || comparison == .less
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
    func text(_ value: Double) -> String { Int(exactly: value).map(String.init) ?? "\(value)" }
    var answers: [(String, UseFacts, Set<String>?)] = []
    for (index, value) in sorted.enumerated() {
      let sign = isInclusive ? "<" : "<="
      let inside = isInclusive ? value - 1 : value
      let from = index > 0 ? "\(isInclusive ? ">=" : ">") \(text(sorted[index - 1])) and " : ""
      answers.append(("\(from)\(sign) \(text(value))", state(inside), nil))
    }
    if let last = sorted.last {
      answers.append(("\(isInclusive ? ">=" : ">") \(text(last))", state(isInclusive ? last : last + 1), nil))
    }
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
        return OpenQuestion.Answer(when: candidate.terms.id, verdict: self.outcome(outcome, of: node))
      }
      let component = assessment.graph.components[node]
      return OpenQuestion(
        fact: "components.\(component.id).license",
        prompt: "under which license is `\(component.title)` given (`\(constraint.detail ?? "")` does not say)?",
        answers: answers, component: component.id, license: nil, clause: nil)
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
    case .output(let flag): return "is the model trained on the outputs \(flag.rawValue)"
    case .student: return "what kind of model is trained on the outputs"
    case .fields: return "which fields of use"
    case .field(let name, let qualifiers):
      return "\(name): \(qualifiers.keys.sorted().joined(separator: ", "))"
    case .litigation: return "has the user brought a suit about it"
    }
  }
}
