import ArgumentParser
import LicenseCheck

/// `licensecheck registry`.
struct RegistryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "registry", abstract: "Show what is known of models and data sets by their ids.",
    subcommands: [List.self, Resolve.self, Explain.self], defaultSubcommand: List.self)

  struct Options: ParsableArguments {
    @Option(
      name: .customLong("registry"),
      help: "Records of your own: a Hub record, a dump (.ndjson), a Hub cache; the first that knows an id speaks for it.")
    var registries: [String] = []

    @Option(help: "text or json")
    var format: String = "text"

    var request: RegistryCommands.Request {
      .init(registries: registries, format: format, style: Terminal.style(.auto))
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List known models and data sets (the default).")

    @Argument(help: "A piece of an id.")
    var piece: String?

    @Option(help: "weights or data")
    var kind: String?

    @OptionGroup var options: Options

    func run() throws { try finish(RegistryCommands.list(piece, kind: kind, options.request)) }
  }

  struct Resolve: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Say what is known of ids, a line each: id, kind, licenses, what they mean, parents, source.")

    @Argument(help: "Hub ids; `datasets/…` for data sets alone.")
    var ids: [String]

    @OptionGroup var options: Options

    func run() throws { try finish(RegistryCommands.resolve(ids, options.request)) }
  }

  struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Say where the facts about an id are from, what its licenses mean, and its lineage.")

    @Argument(help: "A Hub id.")
    var id: String

    @OptionGroup var options: Options

    func run() throws { try finish(RegistryCommands.explain(id, options.request)) }
  }
}
