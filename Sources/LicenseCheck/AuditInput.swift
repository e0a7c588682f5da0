import Diagnostics
import DocumentFormats
import Evaluation
import Inventory
import LicenseCatalog
import Licensing
import Reporting

/// What a command audits: the request as its options state it, and the subjects that were read.
struct AuditInput {
  var request: AuditRequest
  var inventories: [Inventory]
  var diagnostics: [Diagnostic]

  /// Reads options, then subjects; only wrong options are thrown.
  static func read(_ options: CheckOptions) throws(DiagnosticError) -> AuditInput {
    var options = options
    options.paths = try PathList.read(options)
    let organization = try organization(options)
    var request = try request(options, organization)
    request.before = try ChangedSince(options, organization, request).knownFindings()
    return try read(options, organization, request)
  }

  /// The subjects, once it is known what holds and what is asked.
  static func read(
    _ options: CheckOptions, _ organization: Organization, _ request: AuditRequest, assets: [any AssetSource]? = nil
  ) throws(DiagnosticError) -> AuditInput {
    let format = try options.inputFormat.map { name throws(DiagnosticError) in try inputFormat(name) }
    var reader = SubjectReader(stdinName: options.stdinName, standardInput: options.standardInput, format: format)
    reader.profiles = organization.profiles.map(\.id)
    reader.files = FileFilter(organization.configuration?.files, root: ProjectFolder.root)
    reader.honorsIgnoreFiles = !options.readsIgnored
    let read = options.isHook ? reader.read(changed: options.paths) : reader.read(options.paths)
    var inventories = read.inventories
    var substitutions: [Substitution] = []
    for option in options.substitutions { substitutions.append(try Substitution(option: option)) }
    try Substitution.apply(substitutions, to: &inventories, catalog: request.catalog)
    let assets = if let assets { assets } else { try organization.assets(options) }
    let resolver = AssetResolver(assets)
    var input = AuditInput(
      request: request, inventories: inventories.map { resolver.resolved($0) }, diagnostics: read.diagnostics)
    if let revision = organization.revision {
      let trusted = TrustedUse(
        revision, organization: organization.configuration?.use, vocabulary: request.catalog.vocabulary)
      for index in input.inventories.indices {
        input.request.policyFindings += try trusted.apply(to: &input.inventories[index])
      }
    }
    input.diagnostics += ConclusionBook(organization.conclusions).apply(to: &input.inventories)
    if input.inventories.isEmpty, !options.isHook, !input.diagnostics.contains(where: { $0.severity == .error }) {
      let places = options.paths.map { "`\($0)`" }.joined(separator: ", ")
      input.diagnostics.append(
        Diagnostic(
          "no-subject", .error,
          places.isEmpty ? "no path was given, so there is nothing to audit" : "no model manifest or card found under \(places)",
          help: "name a manifest, a model card, a Hub record or a folder that holds one: `licensecheck .`"))
    }
    input.diagnostics += ProjectFolder(options).foreign(
      beside: (options.isHook ? [] : options.paths) + input.inventories.map(\.path))
    return input
  }

  /// What holds for the organization, read from where the options say.
  static func organization(_ options: CheckOptions) throws(DiagnosticError) -> Organization {
    try Organization.trusted(options)
  }

  /// What is asked, by options and organization together.
  static func request(_ options: CheckOptions, _ organization: Organization) throws(DiagnosticError) -> AuditRequest {
    var request = try CheckCommand.request(options, profiles: organization.profiles)
    let vocabulary = request.catalog.vocabulary
    try organization.check(vocabulary, on: request.date)
    request.take(organization)
    if !options.usesWaivers { request.waivers = [] }
    request.levels = try FindingLevels(options, organization.configuration)
    request.policy = try PolicyResolver(vocabulary).policy(organization.configuration?.policy ?? [])
    if let configuration = organization.configuration {
      request.assumptions = try AssumptionSettings.read(configuration.assumptions, vocabulary.assumptions)
        .merging(request.assumptions) { $1 }
    }
    return request
  }

  private static func inputFormat(_ name: String) throws(DiagnosticError) -> DocumentFormat {
    if let format = DocumentFormat.named(name) { return format }
    throw DiagnosticError([
      Diagnostic(
        "bad-option", .error, "there is no input format `\(HostileText.singleLine(name))`",
        help: "there are \(DocumentFormat.all.map(\.name).joined(separator: ", "))")
    ])
  }

  /// What could not be read, of the whole and of each subject.
  var errors: [Diagnostic] {
    (diagnostics + inventories.flatMap(\.diagnostics)).filter { $0.severity == .error }
  }

  /// Each subject with its assessments for the uses that decide, in the order of reports.
  func assessments() -> [(inventory: Inventory, assessments: [Assessment])] {
    let evaluator = evaluator
    let standard = request.catalog.vocabulary.standardUse
    return inventories.sorted { $0.path < $1.path }.filter { !$0.components.isEmpty }.map { inventory in
      let (uses, isStated) = useBuilder.uses(for: inventory)
      let deciding = uses.filter { isStated || $0.id == standard }
      let isReleased = deciding.contains { $0.facts.releaseName != nil || $0.facts.releaseLicense != nil }
      let graph = ComponentGraph(Audit.components(of: inventory), isReleased: isReleased)
      let conclusions = evaluator.conclusions(for: graph).conclusions
      return (inventory, deciding.map { evaluator.assess(graph, conclusions: conclusions, use: $0) })
    }
  }

  var evaluator: Evaluator {
    Evaluator(catalog: request.catalog, settings: request.settings)
  }

  var useBuilder: UseBuilder {
    UseBuilder(
      vocabulary: request.catalog.vocabulary, requested: request.uses, options: request.options,
      qualifiers: request.qualifiers,
      organization: request.configuration?.use)
  }
}

extension CheckOptions {
  var text: TextOptions {
    var text = TextOptions(width: style.width, color: style.color, unicode: style.unicode, quiet: isQuiet, verbose: isVerbose)
    text.showsWaived = showsWaived
    return text
  }

  /// What a command prints that could not even start.
  func failure(_ error: DiagnosticError) -> CommandOutput {
    CommandOutput(errors: error.diagnostics.map(MessageStyle(text).text).joined(), status: 2)
  }
}
