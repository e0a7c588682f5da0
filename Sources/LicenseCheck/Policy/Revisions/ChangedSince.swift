import Diagnostics
import Files
import Licensing
import Reporting

/// `--changed-since REV`: the findings that were there at a revision, under today's policy.
struct ChangedSince {
  private let options: CheckOptions
  private let organization: Organization
  private let request: AuditRequest

  init(_ options: CheckOptions, _ organization: Organization, _ request: AuditRequest) {
    self.options = options
    self.organization = organization
    self.request = request
  }

  /// What the revision itself would have been told; `nil` where nobody asked.
  func knownFindings() throws(DiagnosticError) -> KnownFindings? {
    guard let name = options.changedSince else { return nil }
    let revision = try Revision(name, option: "--changed-since")
    for path in options.paths where path.hasPrefix("/") || path == "-" || revision.place(of: path) == nil {
      throw DiagnosticError(
        .badOption(
          "`--changed-since` cannot compare `\(HostileText.singleLine(path, limit: 200))`",
          "name files and folders of the repository by their paths from the working directory"))
    }
    let shown = HostileText.singleLine(name, limit: 100)
    var known = KnownFindings(.before, reason: "was there at `\(shown)`, before this change")
    // Today's records, wherever they lie.
    let assets = try organization.assets(options)
    let folder = try RevisionFolder(revision)
    let report = try folder.inside { () throws(DiagnosticError) -> AuditReport in
      var options = options
      options.asksForWaysOut = false
      // A hook is told of files that may not have been there; all that was there counts.
      options.paths = options.isHook ? ["."] : options.paths.filter { PathScope.exists($0) }
      options.isHook = false
      var request = request
      request.asksForWaysOut = false
      request.waivers = []
      request.baseline = nil
      request.levels = FindingLevels()
      request.policyFindings = []
      let input = try AuditInput.read(options, organization, request, assets: assets)
      return Audit(catalog: request.catalog, catalogVersion: "", request: input.request)
        .report(on: input.inventories, diagnostics: input.diagnostics)
    }
    for finding in report.failing { known.add(finding.fingerprint, finding.verdict ?? .duties, uses: finding.uses) }
    return known
  }
}
