import ArgumentParser
import LicenseCheck

/// `licensecheck licenses`.
struct Licenses: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the licenses whose terms are known, show one, or compare two.",
    subcommands: [List.self, Show.self, Difference.self, Resolve.self], defaultSubcommand: List.self)

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the licenses whose terms are known (the default).")

    @Option(help: "license or policy")
    var kind: String?

    @Option(help: "The word by which the versions of a license are kept together.")
    var family: String?

    @Option(
      help:
        "permissive, open, share-alike, no-derivatives, restricted, non-commercial, unclear, closed, policy; or osi, fsf, deprecated"
    )
    var openness: String?

    @Option(help: "text or json")
    var format: String = "text"

    func run() throws {
      let filter = LicenseFilter(kind: kind, family: family, openness: openness)
      try finish(LicenseCommands.list(filter, format: format, style: Terminal.style(.auto)))
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show what a license grants, asks and forbids, each with its clause, and what that means for the standard uses.")

    @Argument(help: "A license id, a Hub id, an alias, or a family.")
    var name: String

    @Option(help: "text or json")
    var format: String = "text"

    @Flag(name: .shortAndLong, help: "All reasons.")
    var verbose = false

    func run() throws {
      try finish(LicenseCommands.show(name, format: format, style: Terminal.style(.auto), isVerbose: verbose))
    }
  }

  struct Difference: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "diff", abstract: "Show what changed between two licenses, term by term, and which uses fare otherwise.")

    @Argument(help: "The older license.")
    var old: String

    @Argument(help: "The newer license.")
    var new: String

    @Option(help: "text or json")
    var format: String = "text"

    func run() throws { try finish(LicenseCommands.difference(old, new, format: format, style: Terminal.style(.auto))) }
  }

  struct Resolve: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Say what names mean, a line each: name, meaning, ids, why (parted by tabs).")

    @Argument(help: "Names as authors write them; `-` reads them from standard input, one a line.")
    var names: [String]

    func run() throws {
      var all: [String] = []
      for name in names {
        guard name == "-" else {
          all.append(name)
          continue
        }
        while let line = readLine() { all.append(line) }
      }
      try finish(LicenseCommands.resolve(all))
    }
  }
}
