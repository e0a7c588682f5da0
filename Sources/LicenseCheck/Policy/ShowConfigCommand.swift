import Diagnostics
import DocumentFormats
import Licensing
import Reporting

/// `check --show-config`: the settings that are in effect and who states each: flag, environment, file or nobody.
package enum ShowConfigCommand {
  private typealias Row = (name: String, value: String, source: String)

  /// - Parameter environment: what environment variables state, by the names of options.
  package static func run(_ options: CheckOptions, environment: [String: String]) -> CommandOutput {
    do throws(DiagnosticError) {
      let organization = try AuditInput.organization(options)
      let request = try AuditInput.request(options, organization)
      let rows =
        files(options, organization) + settings(options, request, environment) + facts(options, request)
        + assumptions(options, organization, request) + decisions(organization, request)
      return CommandOutput(page(rows))
    } catch {
      return options.failure(error)
    }
  }

  private static func page(_ rows: [Row]) -> String {
    let rows = rows.map { (plain($0.name), plain($0.value), plain($0.source)) }
    let widths = (rows.map(\.0.count).max() ?? 0, min(rows.map(\.1.count).max() ?? 0, 48))
    return rows.map { "\(Paragraph.padded($0, widths.0))  \(Paragraph.padded($1, widths.1))  \($2)\n" }.joined()
  }

  private static func plain(_ text: String) -> String { HostileText.singleLine(text, limit: 500) }

  private static func place(_ span: SourceSpan) -> String { "\(span.file.path):\(span.start.line):\(span.start.column)" }

  private static func files(_ options: CheckOptions, _ organization: Organization) -> [Row] {
    let named = options.configuration != nil ? "flag --config" : "default"
    let revision = options.policyRevision.map { " at `\($0)`" } ?? ""
    var rows: [Row] = [
      ("configuration", organization.own?.source.path ?? "none", options.isIsolated ? "flag --isolated" : named + revision)
    ]
    for name in organization.own?.extended ?? [] { rows.append(("extends", name.value, place(name.span))) }
    if let path = options.waivers { rows.append(("waivers", path, "flag --waivers" + revision)) }
    if let path = options.baseline { rows.append(("baseline", path, "flag --baseline" + revision)) }
    for path in options.registries { rows.append(("registry", path, "flag --registry")) }
    for name in organization.configuration?.registries ?? [] { rows.append(("registry", name.value, place(name.span))) }
    let selection = organization.configuration?.files
    for glob in selection?.include ?? [] { rows.append(("files.include", glob.value, place(glob.span))) }
    for glob in selection?.exclude ?? [] { rows.append(("files.exclude", glob.value, place(glob.span))) }
    return rows
  }

  private static func settings(_ options: CheckOptions, _ request: AuditRequest, _ environment: [String: String]) -> [Row] {
    let standard = CheckOptions(paths: [], daysSince1970: 0)
    let format =
      options.format == standard.format
      ? "default" : environment["format"] == options.format ? "environment LICENSECHECK_FORMAT" : "flag --format"
    let date = options.date != nil ? "flag --date" : environment["date"] != nil ? "environment SOURCE_DATE_EPOCH" : "the clock"
    return [
      ("format", options.format, format),
      ("fail-on", options.failOn, options.failOn == standard.failOn ? "default" : "flag --fail-on"),
      ("exit-zero", "\(options.isForgiving)", options.isForgiving ? "flag --exit-zero" : "default"),
      ("date", "\(request.date)", date),
    ]
  }

  private static func facts(_ options: CheckOptions, _ request: AuditRequest) -> [Row] {
    var rows: [Row] = options.uses.map { ("use", $0, "flag --use") }
    let stated = request.configuration?.use
    if rows.isEmpty, let profile = stated?.profile { rows.append(("use", profile.value, place(profile.span))) }
    if rows.isEmpty, let acts = stated?.acts {
      rows.append(("use", acts.value.map(\.rawValue).joined(separator: ", "), place(acts.span)))
    }
    if rows.isEmpty { rows.append(("use", "what the input states, else all standard uses", "default")) }
    var facts = stated?.facts ?? UseFacts()
    if let options = request.options { facts.take(options.facts) }
    for record in facts.records {
      let source: String
      switch record.origin {
      case .option: source = "flag --set"
      case .stated(let span): source = place(span)
      case .baseline, .profile: source = "default"
      }
      rows.append(("facts.\(record.name)", record.value.text, source))
    }
    return rows
  }

  private static func assumptions(_ options: CheckOptions, _ organization: Organization, _ request: AuditRequest) -> [Row] {
    let vocabulary = request.catalog.vocabulary
    let flags = (try? AssumptionSettings.read(options.assumptions, vocabulary.assumptions)) ?? [:]
    let configured = organization.configuration?.assumptions ?? []
    return vocabulary.assumptions.map { assumption in
      let setting = request.assumptions[assumption.name] ?? assumption.standard
      var source = "default"
      if let stated = configured.last(where: { $0.value.hasPrefix("\(assumption.name)=") })
        ?? configured.last(where: {
          !$0.value.contains("=")
        })
      {
        source = place(stated.span)
      }
      return ("assumptions.\(assumption.name)", setting, flags[assumption.name] != nil ? "flag --assume" : source)
    }
  }

  private static func decisions(_ organization: Organization, _ request: AuditRequest) -> [Row] {
    var rows: [Row] = []
    for profile in organization.configuration?.profiles ?? [] {
      rows.append(("uses.\(profile.value.id)", profile.value.acts.map(\.rawValue).joined(separator: ", "), place(profile.span)))
    }
    for entry in organization.configuration?.policy ?? [] {
      let lists = PolicyStatement.Answer.allCases.compactMap { answer in
        entry.lists[answer].map { "\(answer.rawValue) \($0.map(\.value).joined(separator: " "))" }
      }
      rows.append(("policy", (lists + ["otherwise \(entry.otherwise.rawValue)"]).joined(separator: "; "), place(entry.span)))
    }
    for (rule, level) in request.levels.stated {
      let span = organization.configuration?.levels.last { $0.rule.value == rule && $0.level == level }?.rule.span
      rows.append(("levels.\(rule)", level.rawValue, span.map(place) ?? "flag"))
    }
    for waiver in request.waivers {
      rows.append(
        ("waiver", "\(waiver.rule.value) \(waiver.component.text.value) until \(waiver.until.value)", place(waiver.span)))
    }
    for decision in organization.conclusions {
      rows.append(("conclusion", "\(decision.component.text.value) is \(decision.license.value)", place(decision.span)))
    }
    return rows
  }
}
