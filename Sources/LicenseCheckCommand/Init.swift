import ArgumentParser
import Glibc
import LicenseCheck

/// `licensecheck init`.
struct Init: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Draft a configuration from a few answers, and a manifest from what lies in a folder.",
    discussion: """
      Looks at cards, model configurations, a Hub cache, training configurations, and ids that Python code and notebooks
      load. Every drafted value says where it came from; files that are there are never overwritten. Questions are asked on
      a terminal only; without one, and for what an option answers, none is.

        licensecheck init . --use hosted-commercial --domicile DE
      """)

  @Argument(help: "The folder to look at, and to put `model.json` into.")
  var folder: String = "."

  @Option(help: "What it is for: a standard use (`licensecheck uses`).")
  var use: String?

  @Option(help: "Who you are: company, individual, academic, non-profit, government.")
  var kind: String?

  @Option(help: "The country that you are at home in, an ISO code.")
  var domicile: String?

  @Option(help: "Where it is offered, for example EU,US or WORLD.")
  var regions: String?

  @Option(help: "How many monthly active users there are.")
  var users: String?

  @Flag(help: "Ask nothing.")
  var yes = false

  func run() throws {
    var answers = InitAnswers()
    (answers.use, answers.kind, answers.domicile, answers.regions, answers.users) = (use, kind, domicile, regions, users)
    var options = CheckOptions(paths: [], daysSince1970: Terminal.daysSince1970)
    options.style = Terminal.style(.auto)
    let isAsked = !yes && isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
    var command = InitCommand(
      options, folder: folder, answers: answers,
      ask: isAsked
        ? { question in
          write(question, to: STDOUT_FILENO)
          return readLine()
        } : nil)
    try finish(command.run())
  }
}
