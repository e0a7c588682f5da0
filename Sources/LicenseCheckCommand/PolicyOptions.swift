import ArgumentParser
import LicenseCheck

/// Whose decisions count, and where they are kept.
struct PolicyOptions: ParsableArguments {
  @Option(help: "A file of waivers and conclusions, besides those of the configuration.")
  var waivers: String?

  @Option(help: "A baseline: findings that are listed there do not fail the run.")
  var baseline: String?

  @Option(
    help:
      "Read configuration, waivers, conclusions, baseline and registries from this revision: changes to them are findings, and do not count."
  )
  var policyRev: String?

  @Option(help: "Fail only on what is new since this revision.")
  var changedSince: String?

  @Flag(help: "Count every finding, waived or not.")
  var noWaivers = false

  @Flag(help: "Show in full what does not count because it is waived or was known before.")
  var showWaived = false

  @Option(
    name: .customLong("level"),
    help:
      "How loudly a rule is told, RULE=error, warning, note or off; below error it does not fail the run. The verdict stays. May be given several times."
  )
  var levels: [String] = []

  @Option(help: "Show and fail on this rule alone; may be given several times. The verdict stays.")
  var only: [String] = []

  @Option(help: "Neither show nor fail on this rule; may be given several times. The verdict stays.")
  var skip: [String] = []

  func add(to options: inout CheckOptions) {
    options.waivers = waivers
    options.usesWaivers = !noWaivers
    options.showsWaived = showWaived
    options.baseline = baseline
    options.policyRevision = policyRev
    options.changedSince = changedSince
    options.levels = levels
    options.only = only
    options.skip = skip
  }
}
