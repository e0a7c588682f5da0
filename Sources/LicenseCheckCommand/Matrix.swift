import ArgumentParser
import LicenseCheck

/// `licensecheck matrix`: many models, all uses.
struct Matrix: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show many models, and all their combinations, against all standard uses.",
    discussion: "One line a model, one column a use. Ends with status 0, or 2 if something could not be evaluated.")

  @Argument(help: "Manifests, cards, records or directories; `-` reads standard input.")
  var paths: [String] = []

  @Option(name: .customLong("use"), help: "Only this standard use; may be given several times.")
  var uses: [String] = []

  @Option(name: .customLong("set"), help: "A fact about the use, FACT=VALUE; may be given several times.")
  var facts: [String] = []

  @Option(name: .customLong("assume"), help: "A setting of a disputed point, NAME=VALUE; may be given several times.")
  var assumptions: [String] = []

  @Option(name: .customLong("with"), help: "Another choice for a component, COMPONENT=REPLACEMENT; may be given several times.")
  var substitutions: [String] = []

  @Option(help: "How to write the matrix: text, json (the whole report).")
  var format: String = "text"

  @Option(help: "Color: auto, always, never.")
  var color: ColorChoice = .auto

  func run() throws {
    var options = CheckOptions(paths: paths, daysSince1970: Terminal.daysSince1970)
    options.uses = uses
    options.facts = facts
    options.assumptions = assumptions
    options.substitutions = substitutions
    options.format = format
    options.style = Terminal.style(color)
    try finish(CheckCommand.matrix(options))
  }
}
