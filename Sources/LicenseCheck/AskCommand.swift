import Diagnostics
import DocumentFormats
import Evaluation
import Inventory
import LicenseCatalog
import Licensing
import Reporting

/// `ask PATH…`: walks a person through the open questions and keeps the answers.
///
/// After each answer everything is judged anew, so that nothing is asked that an earlier answer has settled.
package struct AskCommand {
  private let options: CheckOptions
  private let read: () -> String?
  private let write: (String) -> Void

  /// - Parameters:
  ///   - read: the next line of the person; `nil` when there is no more.
  ///   - write: shows text at once.
  package init(_ options: CheckOptions, read: @escaping () -> String?, write: @escaping (String) -> Void) {
    self.options = options
    self.read = read
    self.write = write
  }

  package func run() -> CommandOutput {
    guard !options.paths.contains("-") else { return failure("standard input is for the answers; name a file") }
    guard !options.isIsolated else { return failure("answers are kept in a configuration; leave --isolated out") }
    do throws(DiagnosticError) {
      var input = try AuditInput.read(options)
      let errors = input.errors.map(MessageStyle(options.text).text).joined()
      guard !input.inventories.allSatisfy({ $0.components.isEmpty }) else { return CommandOutput(errors: errors, status: 2) }
      let path = ProjectFolder(options).path
      var keeper = AnswerKeeper(path: path, configuration: input.request.own)
      let before = Interview(input).verdict
      if Interview(input).questions.isEmpty {
        write("no question is open: the verdict is \(before.rawValue), whatever is answered\n")
      }
      let answered = try walk(&input, &keeper)
      let after = Interview(input).verdict
      if answered > 0 { try keeper.save() }
      let saved =
        answered == 0 ? "nothing was answered" : "\(answered == 1 ? "1 answer" : "\(answered) answers") kept in `\(plain(path))`"
      write("\n\(saved); verdict: \(before.rawValue)\(after == before ? "" : " -> \(after.rawValue)")\n")
      return CommandOutput(errors: errors, status: input.errors.isEmpty ? 0 : 2)
    } catch {
      return options.failure(error)
    }
  }

  private func failure(_ message: String) -> CommandOutput {
    options.failure(DiagnosticError(Diagnostic("bad-option", .error, message)))
  }

  private func plain(_ text: String) -> String { HostileText.singleLine(text, ascii: !options.style.unicode, limit: 2_000) }

  // MARK: Asking

  /// How many questions were answered.
  private func walk(_ input: inout AuditInput, _ keeper: inout AnswerKeeper) throws(DiagnosticError) -> Int {
    var passed: Set<String> = []
    var answered = 0
    while let question = Interview(input).questions.first(where: { !passed.contains($0.fact) }) {
      passed.insert(question.fact)
      guard keeper.canKeep(question.fact) else {
        write(
          "\n\(plain(question.prompt))\n  `\(plain(question.fact))` is stated in the manifest of the component; passed over\n")
        continue
      }
      show(question, number: answered + 1)
      switch answer(to: question) {
      case .ended: return answered
      case .unknown: write("  left unknown\n")
      case .stated(let text, let use):
        try keeper.keep(question.fact, text, use)
        input.request.state(keeper.configuration)
        answered += 1
        write("  now: \(Interview(input).verdict.rawValue)\n")
      }
    }
    return answered
  }

  private func show(_ question: OpenQuestion, number: Int) {
    var lines = ["", "\(number). \(plain(question.prompt))"]
    let clause = [question.license, question.clause].compactMap { $0 }.joined(separator: " ")
    if !clause.isEmpty { lines.append("   asked by \(plain(clause))\(question.component.map { ", for \(plain($0))" } ?? "")") }
    let width = question.answers.map(\.when.count).max() ?? 0
    for answer in question.answers {
      lines.append("     \(Paragraph.padded(plain(answer.when), width))  -> \(answer.verdict.rawValue)")
    }
    write(lines.map(HostileText.guarded).joined(separator: "\n") + "\n")
  }

  private enum Answer {
    case ended, unknown
    case stated(String, StatedUse)
  }

  /// Asks until the answer can be read; an empty line is no answer.
  private func answer(to question: OpenQuestion) -> Answer {
    while true {
      write("   \(question.fact) = ")
      guard let line = read() else { return .ended }
      let text = line.trimmed
      guard !text.isEmpty else { return .unknown }
      do throws(DiagnosticError) {
        let value = question.fact == FactName.domicile.rawValue || question.fact.hasSuffix("egions") ? text.uppercased() : text
        guard let use = try OptionFacts.read(["\(question.fact)=\(value)"], vocabulary: ShippedCatalog.catalog.vocabulary) else {
          return .unknown
        }
        return .stated(value, use)
      } catch {
        for diagnostic in error.diagnostics {
          let help = diagnostic.help.map { "; \($0)" } ?? ""
          write("   \(plain(diagnostic.message + help)); an empty line leaves it unknown\n")
        }
      }
    }
  }
}

/// What is open at the moment.
private struct Interview {
  private(set) var verdict = Verdict.permitted
  /// Those that settle most come first.
  private(set) var questions: [OpenQuestion] = []

  init(_ input: AuditInput) {
    for assessment in input.assessments().flatMap(\.assessments) {
      verdict = max(verdict, assessment.verdict)
      for question in QuestionFinder(evaluator: input.evaluator, assessment: assessment).questions()
      where !questions.contains(where: { $0.fact == question.fact }) {
        questions.append(question)
      }
    }
    let order = questions.enumerated().sorted { first, second in
      (-first.element.settled, first.offset) < (-second.element.settled, second.offset)
    }
    questions = order.map(\.element)
  }
}

extension OpenQuestion {
  /// How many of its answers leave nothing open.
  fileprivate var settled: Int { answers.filter { $0.verdict != .undetermined }.count }
}
