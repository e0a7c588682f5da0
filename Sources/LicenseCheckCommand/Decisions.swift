import ArgumentParser
import Glibc
import LicenseCheck

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

  @Option(help: "What counts as today, YYYY-MM-DD.")
  var date: String?

  @Option(help: "Color: auto, always, never.")
  var color: ColorChoice = .auto

  func options(_ paths: [String]) -> CheckOptions {
    var options = CheckOptions(paths: paths, daysSince1970: Terminal.daysSince1970)
    options.uses = uses
    options.facts = facts
    options.assumptions = assumptions
    options.date = date
    options.style = Terminal.style(color)
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

  func run() throws {
    var options = use.options(paths)
    options.format = format
    try finish(OutboundCommand.run(options))
  }
}
