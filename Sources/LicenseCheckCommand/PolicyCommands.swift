import ArgumentParser
import LicenseCheck

/// `licensecheck waive`.
struct Waive: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Answer for a finding until a day: it stays in every report and no longer fails the run.",
    discussion: """
      Appends the waiver to `.licensecheck.yaml` at the root of the repository, or to the file that --waivers names; comments
      and order of the file stay. The verdict does not change: what is waived is still shown, with who answers for it.

        licensecheck waive training-data acme/nc-corpus@3f1c --until 2027-03-31 \\
          --reason "Written license, contract 42" --approved-by legal@acme.example
      """)

  @Argument(help: "The rule of the finding, or the name of a duty.")
  var rule: String

  @Argument(help: "The component, NAME or NAME@REVISION.")
  var component: String

  @Option(help: "Why it may stand: what was agreed, with whom, and where that can be looked up.")
  var reason: String

  @Option(help: "The last day on which it holds, YYYY-MM-DD; at most 366 days ahead.")
  var until: String

  @Option(help: "Who answers for it.")
  var approvedBy: String

  @Option(help: "The one use that it is for.")
  var use: String?

  @Option(name: .customLong("text-sha256"), help: "The hash of the license text: void when the text changes.")
  var textHash: String?

  @Option(help: "A file of waivers instead of the configuration.")
  var waivers: String?

  @Option(help: "The configuration instead of `.licensecheck.yaml` at the root of the repository.")
  var config: String?

  @Option(help: "What counts as today, YYYY-MM-DD.")
  var date: String?

  func run() throws {
    var waiver = WaiveOptions(rule: rule, component: component, reason: reason, approvedBy: approvedBy, until: until)
    waiver.use = use
    waiver.textHash = textHash
    var options = CheckOptions(paths: [], daysSince1970: Terminal.daysSince1970)
    options.style = Terminal.style(.auto)
    options.waivers = waivers
    options.configuration = config
    options.date = date
    try finish(WaiveCommand.run(waiver, options))
  }
}

/// `licensecheck baseline`.
struct BaselineTool: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "baseline", abstract: "Record the findings of today, so that later runs fail on new ones only.",
    discussion: """
      The file is `.licensecheck-baseline.json` at the root of the repository, or what --baseline names. A run obeys it where
      it is told to: licensecheck check --baseline .licensecheck-baseline.json PATH

        licensecheck baseline write models/
        licensecheck baseline prune models/
      """, subcommands: [WriteBaseline.self, PruneBaseline.self])

  struct WriteBaseline: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "write", abstract: "Write a baseline; refused while anything is undetermined, or if there is one.")

    @Argument(help: "Manifests, cards, records or directories.")
    var paths: [String]

    @OptionGroup var use: UseOptions

    func run() throws { try finish(BaselineCommand.write(use.options(paths))) }
  }

  struct PruneBaseline: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "prune", abstract: "Take out of the baseline what is resolved, and list it.")

    @Argument(help: "Manifests, cards, records or directories.")
    var paths: [String]

    @OptionGroup var use: UseOptions

    func run() throws { try finish(BaselineCommand.prune(use.options(paths))) }
  }
}

/// `licensecheck diff`.
struct Diff: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what got better and what got worse between two audits, by component.",
    discussion: """
      Each side is something to audit or a report (`--format json`) of an earlier audit. Exit status 1 if anything got worse.

        licensecheck diff release-1.json model.json --use hosted-commercial
      """)

  @Argument(help: "A manifest, a card, a record, a directory, or a JSON report.")
  var old: String

  @Argument(help: "The same, of what came after.")
  var new: String

  @OptionGroup var use: UseOptions

  @Option(help: "How to write it: text, json.")
  var format: String = "text"

  func run() throws {
    var options = use.options([])
    options.format = format
    try finish(DiffCommand.run(old, new, options))
  }
}
