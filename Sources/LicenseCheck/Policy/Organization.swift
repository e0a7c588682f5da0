import Diagnostics
import DocumentFormats
import Evaluation
import Files
import Inventory
import LicenseCatalog
import Licensing
import Reporting

/// What holds for the organization in one audit: its configuration, and the decisions that it keeps apart.
struct Organization {
  /// `nil` where there is none, or where none is to be read.
  var configuration: ProjectConfiguration?
  /// The file itself, without what it extends.
  var own: ProjectConfiguration?
  var inherited: ProjectConfiguration?
  var waivers: [Waiver] = []
  var conclusions: [LicenseDecision] = []
  var baseline: Baseline?
  /// The revision that it was read from, if it was.
  var revision: Revision?
  /// What is to be said of the policy itself.
  var findings: [PolicyFinding] = []
  /// Every file that was read for it.
  var sources: [SourceFile] = []

  /// Reads it from where `store` says.
  static func read(
    _ options: CheckOptions, in store: some PolicyStore = DiskStore()
  ) throws(DiagnosticError) -> Organization {
    var result = Organization()
    let folder = ProjectFolder(options)
    let context = SubjectReader.context
    if let path = try folder.pathToRead() {
      let chain = try ConfigurationChain(path, root: folder.rootOfConfiguration, in: store, context: context)
      guard chain.own != nil || options.configuration == nil || store is RevisionStore else { throw .missing(path) }
      result.configuration = chain.effective
      result.own = chain.own
      result.inherited = chain.inherited
      result.sources = chain.sources
    }
    result.waivers = result.configuration?.waivers ?? []
    result.conclusions = result.configuration?.conclusions ?? []
    if let path = options.waivers {
      if let source = try store.file(path) {
        let file = try ProjectConfiguration.readWaivers(source, context: context)
        result.waivers += file.waivers
        result.conclusions += file.conclusions
        result.sources.append(source)
      } else if !(store is RevisionStore) {
        throw .missing(path)
      }
    }
    if let path = options.baseline {
      if let source = try store.file(path) {
        result.baseline = try Baseline(source)
        result.sources.append(source)
      } else if !(store is RevisionStore) {
        throw .missing(path)
      }
    }
    return result
  }

  /// Reads it from the revision that the options name, and says what the working tree changes in it.
  static func trusted(_ options: CheckOptions) throws(DiagnosticError) -> Organization {
    guard let name = options.policyRevision else { return try read(options) }
    let revision = try Revision(name, option: "--policy-rev")
    var result = try read(options, in: RevisionStore(revision: revision))
    result.revision = revision
    result.findings = try PolicyChanges(revision, options).findings(result)
    return result
  }

  /// Uses of its own.
  var profiles: [UseProfile] { configuration?.profiles.map(\.value) ?? [] }

  /// Records of its own, as paths from the working directory.
  var registries: [String] {
    (configuration?.registries ?? []).map { FilePath.join(FilePath.folder(of: $0.span.file.path), $0.value) }
  }

  // MARK: Mistakes that only the whole shows

  /// Everything that names something must name something that is there, and waivers end in time.
  func check(_ vocabulary: Vocabulary, on date: CalendarDate) throws(DiagnosticError) {
    var mistakes: [Diagnostic] = []
    let uses = vocabulary.uses.map(\.id)
    let days = configuration?.waiverDays ?? Self.longestWaiver
    for waiver in waivers {
      if !RuleNames.all.contains(waiver.rule.value) { mistakes.append(.unknownRule(waiver.rule)) }
      if let use = waiver.use, !uses.contains(use.value), use.value != Use.customID { mistakes.append(.unknownUse(use, uses)) }
      if waiver.until.value.daysSince1970 - date.daysSince1970 > days { mistakes.append(.endsTooLate(waiver.until, days)) }
    }
    for decision in conclusions where decision.date.value > date { mistakes.append(.notYet(decision.date)) }
    guard mistakes.isEmpty else { throw DiagnosticError(mistakes) }
  }

  /// A waiver holds no longer than a year and a day.
  static let longestWaiver = 366
}

/// What waivers and levels may name: rules of findings, and duties that can be found unmet.
enum RuleNames {
  static let all = Set(Rule.all.map(\.id) + DutyKind.allCases.map(\.rawValue))

  static func nearest(_ name: String) -> String? { NearestName.of(name, among: all.sorted()) }
}

extension Diagnostic {
  static func unknownRule(_ rule: Located<String>) -> Self {
    Self(
      "unknown-value", .error, "there is no rule `\(HostileText.singleLine(rule.value, limit: 100))`", labels: [.init(rule.span)],
      help: RuleNames.nearest(rule.value).map { "did you mean `\($0)`?" } ?? "`licensecheck rules` lists them")
  }

  static func unknownUse(_ use: Located<String>, _ uses: [String]) -> Self {
    Self(
      "unknown-value", .error, "there is no use `\(HostileText.singleLine(use.value, limit: 100))`", labels: [.init(use.span)],
      help: NearestName.of(use.value, among: uses).map { "did you mean `\($0)`?" } ?? "there are \(uses.joined(separator: ", "))")
  }

  fileprivate static func endsTooLate(_ until: Located<CalendarDate>, _ days: Int) -> Self {
    Self(
      "long-waiver", .error, "a waiver ends within \(days) days", labels: [.init(until.span)],
      help: "choose an earlier day, and look at it again then")
  }

  fileprivate static func notYet(_ date: Located<CalendarDate>) -> Self {
    Self(
      "bad-date", .error, "this conclusion is of a day to come", labels: [.init(date.span)], help: "write the day of the decision"
    )
  }
}

extension DiagnosticError {
  static func missing(_ path: String) -> Self {
    Self(Diagnostic("unreadable-file", .error, "cannot read `\(path)`: no such file or directory", path: path))
  }
}

extension Organization {
  /// Records of models and data sets: those of the user, then those of the organization, then those that are shipped.
  func assets(_ options: CheckOptions) throws(DiagnosticError) -> [any AssetSource] {
    let paths = options.registries + registries
    guard let revision, !paths.isEmpty else { return try UserRegistry.sources(paths) }
    let places = paths.map { revision.place(of: $0) }
    let known = zip(paths, places).filter { $0.1 != nil }.map(\.0)
    let folder = try RevisionFolder(revision, places: places.compactMap(\.self))
    var sources: [any AssetSource] = []
    for path in known {
      // A registry that the change adds is none yet.
      let inner = try folder.inside { () throws(DiagnosticError) -> UserRegistry? in
        PathScope.exists(path) ? try UserRegistry(path: path) : nil
      }
      if let inner { sources.append(inner) }
    }
    return sources + (try UserRegistry.sources(zip(paths, places).filter { $0.1 == nil }.map(\.0)))
  }
}
