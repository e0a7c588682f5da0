import ArgumentParser
import Glibc
import LicenseCheck

/// `licensecheck check`, the main command.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Audit manifests, model cards, Hub records and model directories.",
    discussion: """
      Without a stated use all standard uses are shown, and `commercial` decides the exit status. Directories are walked in
      the order of their bytes, without what a .gitignore of their repository names; a file that is named is always read.

        licensecheck model.json --use hosted-commercial
        licensecheck models/ --set actor.monthlyActiveUsers=1200000 --set regions=EU,US
        licensecheck README.md --use research --format json -o report.json
        licensecheck - --stdin-name card.md < README.md
        git ls-files -z '*.md' | licensecheck --files-from - -0

      Exit status: 0 nothing that --fail-on names, 1 something that it names, 2 something could not be evaluated (this wins).
      Environment: LICENSECHECK_FORMAT, SOURCE_DATE_EPOCH, NO_COLOR, CLICOLOR_FORCE, FORCE_COLOR, TERM, COLUMNS, LC_ALL.
      """)

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

  @Option(help: "How to write the report: \(ReportHelp.formats).")
  var format: String = environmentFormat

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: """
      Write the report to this file; `-` is standard output. With FORMAT=FILE a further report in that format, beside the \
      one that is shown; may be given several times.
      """)
  var outputs: [String] = []

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

  @Flag(help: "Print the settings that are in effect, each with its source, and do nothing else.")
  var showConfig = false

  @Flag(help: "Turn status 1 into 0; 2 stays.")
  var exitZero = false

  @Flag(help: "Accepted and always true: there is no network code in this program.")
  var offline = false

  @Flag(
    help: ArgumentHelp(
      "For pre-commit: the paths are the files of a commit. They say what to audit; lineage and policy come from the disk."))
  var hook = false

  @OptionGroup var walking: PathOptions

  private static var environmentFormat: String {
    getenv("LICENSECHECK_FORMAT").map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 } ?? "text"
  }

  /// What environment variables state, by the names of options.
  private static var environmentSettings: [String: String] {
    var settings: [String: String] = [:]
    if environmentFormat != "text" { settings["format"] = environmentFormat }
    if let epoch = getenv("SOURCE_DATE_EPOCH") { settings["date"] = String(cString: epoch) }
    return settings
  }

  func run() throws {
    let commands = LicenseCheckTool.configuration.subcommands.map { $0._commandName }
    if let mistake = CommandNames.mistake(hook ? nil : paths.first, commands) { try finish(mistake) }
    var options = CheckOptions(paths: paths, daysSince1970: Terminal.daysSince1970)
    options.uses = uses
    options.facts = facts
    options.assumptions = assumptions
    options.substitutions = substitutions
    options.inputFormat = formatIn
    options.format = format
    options.outputs = outputs
    options.colorsFiles = color == .always
    options.failOn = failOn
    options.date = date
    options.stdinName = stdinName
    options.style = Terminal.style(color)
    options.isQuiet = quiet
    options.isVerbose = verbose
    options.isForgiving = exitZero
    project.add(to: &options)
    if showConfig { try finish(ShowConfigCommand.run(options, environment: Self.environmentSettings)) }
    walking.add(to: &options)
    let progress = Progress(walking.progress, isQuiet: quiet)
    let result = hook ? HookCommand.run(options) : CheckCommand.run(options)
    progress.end()
    try finish(result)
  }
}
