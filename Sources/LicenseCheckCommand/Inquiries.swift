import ArgumentParser
import LicenseCheck

/// `licensecheck explain`.
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Explain a rule, a license, or one finding of an audit with its proof.",
    discussion: """
      With a rule or a license alone: what it finds, or what the text says clause by clause. With a finding and the paths
      (and options) of its audit: the verdict, the rule, the term, the clause in your own copy, the way through the
      lineage, the facts with their places and the assumptions, so that each step can be checked by hand.

        licensecheck explain field-of-use
        licensecheck explain llama3.1
        licensecheck explain F1 model.json --use hosted-commercial
      """)

  @Argument(help: "The id of a rule, a license id or alias, or a finding: F1, or the beginning of its fingerprint.")
  var name: String

  @Argument(help: "What was audited; needed for a finding.")
  var paths: [String] = []

  @OptionGroup var use: UseOptions

  func run() throws {
    try finish(
      paths.isEmpty
        ? InquiryCommands.explain(name, style: Terminal.style(.auto)) : ProofCommand.run(name, use.options(paths)))
  }
}

/// `licensecheck uses`.
struct Uses: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "List the standard uses.")

  func run() throws { try finish(InquiryCommands.uses()) }
}

/// `licensecheck rules`.
struct Rules: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "List the rules that findings name.")

  func run() throws { try finish(InquiryCommands.rules()) }
}

/// `licensecheck schema`.
struct Schema: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Print a JSON Schema: config, manifest, waivers, baseline, report.")

  @Argument(help: "config, manifest, waivers, baseline or report")
  var name: String

  func run() throws { try finish(InquiryCommands.schema(name)) }
}

/// `licensecheck identify`.
struct Identify: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Name the license texts in files.")

  @Argument(help: "Files or folders; `-` reads standard input.")
  var paths: [String]

  @Option(help: "text, tsv or json")
  var format: String = "text"

  func run() throws { try finish(IdentifyCommand.run(paths, format: format)) }
}

/// `licensecheck diff-text`.
struct DiffText: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff-text", abstract: "Show how a file differs from a license, clause by clause.")

  @Argument(help: "A file; `-` reads standard input.")
  var path: String

  @Argument(help: "A license id, a Hub id or an alias.")
  var license: String

  func run() throws { try finish(DiffTextCommand.run(path, license: license)) }
}

/// `licensecheck version`.
struct Version: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Print the version of the tool and of its catalog.")

  @Flag(help: "As JSON.")
  var json = false

  func run() throws { try finish(InquiryCommands.version(json: json)) }
}

/// `licensecheck catalog`.
struct CatalogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "catalog", abstract: "Check or build the catalog of licenses.", subcommands: [Lint.self, Text.self, Build.self])

  struct Lint: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check catalog files: words, types, references, anchors, witnesses, coverage, silence.")

    @Argument(help: "The folder of the catalog, or single files of it.")
    var paths: [String] = ["licenses"]

    @Option(help: "A folder with the license texts, `<id>.txt`; without it nothing is compared with the texts.")
    var texts: String?

    @Option(name: .customLong("spdx-xml"), help: "A checkout of spdx/license-list-XML, for the texts that are not in the folder.")
    var templates: String?

    func run() throws { try finish(CatalogCommands.lint(paths, texts: texts, templates: templates)) }
  }

  struct Text: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print a license of the SPDX list as plain text: what the terms of its entry are read from.")

    @Argument(help: "The SPDX id.")
    var id: String

    @Option(name: .customLong("spdx-xml"), help: "A checkout of spdx/license-list-XML, or its folder `src`.")
    var templates: String

    func run() throws { try finish(CatalogCommands.text(id, templates: templates)) }
  }

  struct Build: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Write the fingerprints of license texts.")

    @Option(help: "A folder with license texts, `<id>.txt`.")
    var texts: String?

    @Option(name: .customLong("spdx-xml"), help: "A checkout of spdx/license-list-XML, or its folder `src`.")
    var templates: String?

    @Option(help: "The folder to write to.")
    var output: String = "licenses/fingerprints"

    func run() throws { try finish(CatalogCommands.build(texts: texts, templates: templates, output: output)) }
  }
}
