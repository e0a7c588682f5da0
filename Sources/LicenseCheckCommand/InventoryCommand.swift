import ArgumentParser
import LicenseCheck

/// `licensecheck inventory`.
struct ShowInventory: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inventory", abstract: "Show what was understood of files and folders, and what was left aside.",
    discussion: """
      Every component with its kind, its licenses (declared in the order of their weight, detected in texts, concluded), its
      lineage, what contradicts what, and the files that were seen but say nothing; each fact with file, line and column.
      Nothing is judged. Exit status 0, or 2 if something could not be read.

        licensecheck inventory models/
        licensecheck inventory model.json --format json
      """)

  @Argument(help: "Manifests, cards, records or directories; `-` reads standard input.")
  var paths: [String] = []

  @OptionGroup var walking: PathOptions

  @OptionGroup var project: ProjectOptions

  @Option(help: "How to write it: text, json.")
  var format: String = "text"

  @Flag(name: .shortAndLong, help: "Name every file that was not read.")
  var verbose = false

  @Option(help: "Color: auto, always, never.")
  var color: ColorChoice = .auto

  func run() throws {
    var options = CheckOptions(paths: paths, daysSince1970: Terminal.daysSince1970)
    options.format = format
    options.isVerbose = verbose
    options.style = Terminal.style(color)
    project.add(to: &options)
    walking.add(to: &options)
    let progress = Progress(walking.progress, isQuiet: false)
    let result = InventoryCommand.run(options)
    progress.end()
    try finish(result)
  }
}
