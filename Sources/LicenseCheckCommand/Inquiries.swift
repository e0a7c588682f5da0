import ArgumentParser
import LicenseCheck

/// `licensecheck explain`.
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Explain a license, or a rule that findings name.")

  @Argument(help: "A license id, a Hub id, an alias, or the id of a rule.")
  var name: String

  func run() throws { try finish(InquiryCommands.explain(name, style: Terminal.style(.auto))) }
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
  static let configuration = CommandConfiguration(abstract: "Print a JSON Schema: manifest, report.")

  @Argument(help: "manifest or report")
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
    commandName: "catalog", abstract: "Check or build the catalog of licenses.", subcommands: [Lint.self, Build.self])

  struct Lint: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check catalog files: words, types, references, anchors, witnesses, coverage, silence.")

    @Argument(help: "The folder of the catalog, or single files of it.")
    var paths: [String] = ["licenses"]

    @Option(help: "A folder with the license texts, `<id>.txt`; without it nothing is compared with the texts.")
    var texts: String?

    func run() throws { try finish(CatalogCommands.lint(paths, texts: texts)) }
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
