import ArgumentParser
import Glibc
import LicenseCheck

/// Where the organization's configuration is.
struct ProjectOptions: ParsableArguments {
  @Option(help: "The configuration to read instead of `.licensecheck.yaml` at the root of the repository.")
  var config: String?

  @Flag(help: "Read no configuration.")
  var isolated = false

  @Option(
    name: .customLong("registry"),
    help:
      "Records of models and data sets of your own: a Hub record, a dump (.ndjson), a Hub cache; may be given several times.")
  var registries: [String] = []

  @OptionGroup var policy: PolicyOptions

  func add(to options: inout CheckOptions) {
    policy.add(to: &options)
    options.configuration = config
    options.isIsolated = isolated
    options.registries = registries
  }
}

/// What every command that judges uses is told alike.
struct UseOptions: ParsableArguments {
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
    help: "Another choice for a component, COMPONENT=REPLACEMENT; may be given several times.")
  var substitutions: [String] = []

  @Option(help: "What counts as today, YYYY-MM-DD.")
  var date: String?

  @Option(help: "Color: auto, always, never.")
  var color: ColorChoice = .auto

  @OptionGroup var project: ProjectOptions

  func options(_ paths: [String]) -> CheckOptions {
    var options = CheckOptions(paths: paths, daysSince1970: Terminal.daysSince1970)
    options.uses = uses
    options.facts = facts
    options.assumptions = assumptions
    options.substitutions = substitutions
    options.date = date
    options.style = Terminal.style(color)
    project.add(to: &options)
    return options
  }
}

/// `licensecheck outbound`.
struct Outbound: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the licenses under which the result may be given on, each with its reason.",
    discussion: """
      Every license of the catalog and terms of your own (`own-terms`) are held against the share-alike, flow-down and
      use restrictions of all ancestors: accepted, refused (by which clause of which component) or unclear. Whether the
      use itself is allowed is not asked here; `licensecheck check` says. Exit status 0, or 2 if something could not be read.

        licensecheck outbound model.json --use finetune-distribute
      """)

  @Argument(help: "Manifests, cards, records or directories; `-` reads standard input.")
  var paths: [String]

  @OptionGroup var use: UseOptions

  @Option(help: "How to write the list: text, json.")
  var format: String = "text"

  @Flag(name: .shortAndLong, help: "Name every license, also of long lists that are refused.")
  var verbose = false

  func run() throws {
    var options = use.options(paths)
    options.isVerbose = verbose
    options.format = format
    try finish(OutboundCommand.run(options))
  }
}

/// `licensecheck ask`.
struct Ask: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Answer the open questions of an audit, and keep the answers.",
    discussion: """
      Shows each open question with what its answers lead to, and judges anew after each answer, so that the fewest are
      asked. An empty line leaves a fact unknown, Ctrl-D ends. The answers go into `facts:` of `.licensecheck.yaml` at the
      root of your repository (or into the file that --config names); nothing else of it changes.

        licensecheck ask model.json --use hosted-commercial
      """)

  @Argument(help: "Manifests, cards, records or directories.")
  var paths: [String]

  @OptionGroup var use: UseOptions

  func run() throws {
    let command = AskCommand(
      use.options(paths), read: { readLine() }, write: { write($0, to: STDOUT_FILENO) })
    try finish(command.run())
  }
}

/// `licensecheck notice`.
struct Notice: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write the notices, license texts and credits that must go along with a release.",
    discussion: """
      Makes NOTICE, LICENSES/, ATTRIBUTION.md, OBLIGATIONS.json and MANIFEST.sha256 from the texts that came with the
      components, byte for byte; what is missing may come from a folder of texts, `<id>.txt`, which are identified before
      they are used. A component without a text is listed as unknown, and the exit status is 2. A second run writes the same bytes.

        licensecheck notice model.json --use redistribute-weights -o third-party
      """)

  @Argument(help: "Manifests, cards, records or directories.")
  var paths: [String]

  @Option(name: .shortAndLong, help: "The folder to write to; it is made if it is not there.")
  var output: String

  @Option(help: "A folder with license texts, `<id>.txt`.")
  var texts: String?

  @OptionGroup var use: UseOptions

  func run() throws { try finish(NoticeCommand.run(use.options(paths), to: output, texts: texts)) }
}
