import ArgumentParser
import Glibc
import LicenseCheck

/// `licensecheck check`, the main command.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Audit manifests, model cards, Hub records and model directories.",
    discussion: "Without a stated use all standard uses are shown, and `commercial` decides the exit status.")

  @Argument(help: "Manifests, cards, records or directories; `-` reads standard input.")
  var paths: [String] = []

  @Option(name: .customLong("use"), help: "A standard use; may be given several times (see `licensecheck uses`).")
  var uses: [String] = []

  @Option(name: .customLong("set"), help: "A fact about the use, FACT=VALUE; may be given several times.")
  var facts: [String] = []

  @Option(
    name: .customLong("assume"),
    help: "A setting of a disputed point, NAME=VALUE, or strict, default, lenient for all; may be given several times.")
  var assumptions: [String] = []

  @Option(
    name: .customLong("with"),
    help:
      "Another choice for a component, COMPONENT=REPLACEMENT: an org/name, a license, or a component; may be given several times."
  )
  var substitutions: [String] = []

  @OptionGroup var project: ProjectOptions

  @Option(help: "How to write the report: text, json.")
  var format: String = environmentFormat

  @Option(name: .shortAndLong, help: "Write the report to this file; `-` is standard output.")
  var output: String = "-"

  @Option(help: "Outcomes that end with status 1: prohibited, undetermined, unmet, duties; or never.")
  var failOn: String = "prohibited,undetermined,unmet"

  @Option(help: "What counts as today, YYYY-MM-DD.")
  var date: String?

  @Option(help: "Read every named file as this format, whatever it looks like.")
  var formatIn: String?

  @Option(help: "The name that standard input goes by.")
  var stdinName: String = "<stdin>"

  @Option(help: "Color: auto, always, never.")
  var color: ColorChoice = .auto

  @Flag(name: .shortAndLong, help: "Say nothing when all is well.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Say everything.")
  var verbose = false

  @Flag(help: "Turn status 1 into 0; 2 stays.")
  var exitZero = false

  @Flag(help: "Accepted and always true: there is no network code in this program.")
  var offline = false

  @Flag(
    help: ArgumentHelp(
      "For pre-commit: the paths are the files of a commit. They say what to audit; lineage and policy come from the disk."))
  var hook = false

  @Flag(help: "Read also what a .gitignore leaves out of the folders that are walked.")
  var noIgnore = false

  private static var environmentFormat: String {
    getenv("LICENSECHECK_FORMAT").map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 } ?? "text"
  }

  func run() throws {
    var options = CheckOptions(paths: paths, daysSince1970: Terminal.daysSince1970)
    options.uses = uses
    options.facts = facts
    options.assumptions = assumptions
    options.substitutions = substitutions
    options.inputFormat = formatIn
    options.format = format
    options.output = output
    options.failOn = failOn
    options.date = date
    options.stdinName = stdinName
    options.style = Terminal.style(output == "-" ? color : color == .always ? .always : .never)
    options.isQuiet = quiet
    options.isVerbose = verbose
    options.isForgiving = exitZero
    project.add(to: &options)
    options.readsIgnored = noIgnore
    try finish(hook ? HookCommand.run(options) : CheckCommand.run(options))
  }
}
