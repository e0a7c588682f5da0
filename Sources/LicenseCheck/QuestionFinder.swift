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
          let key = test.question(of: assessment.graph.components[node].id, in: assessment.use.facts)
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
        case .domicile, .places, .metric: result[test.question(in: assessment.use.facts), default: []].append(test)
        default: break
        }
      }
    }
    return result
  }

  private func question(_ key: String, _ ask: Ask, _ tests: [String: [Test]]) -> OpenQuestion? {
    let finder = AnswerFinder(facts: assessment.use.facts, places: evaluator.catalog.vocabulary.places)
    func judged(_ answers: [PossibleAnswer]) -> [OpenQuestion.Answer] {
      answers.map { OpenQuestion.Answer(when: $0.when, verdict: verdict($0, of: ask.component)) }
    }
    var answers = judged(finder.answers(to: ask.tests))
    guard !answers.isEmpty else { return nil }
    // Another clause may look at the same fact once this one is settled, and several values together may lead elsewhere than
    // each of them: what only that leads to is announced too.
    var further = ask
    for test in tests[key] ?? [] where !further.tests.contains(test) { further.tests.append(test) }
    let rest =
      (further.tests.count > ask.tests.count ? finder.answers(to: further.tests) : []) + finder.severalAtOnce(ask.tests.first)
    for answer in judged(rest) where !answers.contains(where: { $0.verdict == answer.verdict }) { answers.append(answer) }
    return OpenQuestion(
      fact: key, prompt: prompt(ask), answers: answers, component: assessment.graph.components[ask.component].id,
      license: assessment.judgements[ask.component].license, clause: ask.constraint.clause)
  }

  private func verdict(_ answer: PossibleAnswer, of node: Int) -> Verdict {
    var use = assessment.use
    answer.change(&use.facts)
    guard let modality = answer.modality else {
      return evaluator.assess(assessment.graph, conclusions: assessment.conclusions, use: use).verdict
    }
    var components = assessment.graph.components
    components[node].modality = modality
    let graph = ComponentGraph(components, isReleased: use.facts.isReleased)
    return evaluator.assess(graph, conclusions: evaluator.conclusions(for: graph).conclusions, use: use).verdict
  }

  private func prompt(_ ask: Ask) -> String {
    let words = ask.tests.map(\.inWords)
    var seen: Set<String> = []
    return words.filter { seen.insert($0).inserted }.joined(separator: "; ") + "?"
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

extension Test {
  /// The fact that is asked for: of the use, or of the component.
  func question(of component: String, in facts: UseFacts) -> String {
    if case .modality = self { "components.\(component).modality" } else { question(in: facts) }
  }
}

extension UseFacts {
  /// Whether the use says under which name or license we give what we made.
  var isReleased: Bool { releaseName != nil || releaseLicense != nil }
}
