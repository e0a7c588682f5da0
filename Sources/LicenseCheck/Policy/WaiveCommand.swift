import Diagnostics
import DocumentFormats
import Files
import Licensing
import Reporting

/// What `waive` was asked.
package struct WaiveOptions: Sendable {
  package var rule: String
  package var component: String
  package var reason: String
  package var approvedBy: String
  package var until: String
  package var use: String?
  package var textHash: String?

  package init(rule: String, component: String, reason: String, approvedBy: String, until: String) {
    self.rule = rule
    self.component = component
    self.reason = reason
    self.approvedBy = approvedBy
    self.until = until
  }
}

/// `waive RULE COMPONENT`: writes a waiver into the configuration, or into the file that `--waivers` names.
package enum WaiveCommand {
  package static func run(_ waiver: WaiveOptions, _ options: CheckOptions) -> CommandOutput {
    do throws(DiagnosticError) {
      let path = options.waivers ?? ProjectFolder(options).path
      let source = try DiskStore().file(path)
      let text = source.map { String(decoding: $0.bytes, as: UTF8.self) } ?? ""
      let edited = try ListEditor(text, path: path).text(appending: entry(waiver), to: "waivers")
      try check(edited, path, isWaiverFile: options.waivers != nil, had: source, options)
      try ReportFile.write(edited, to: path)
      let plain = { (text: String) in HostileText.singleLine(text, limit: 200) }
      return CommandOutput(
        "waived `\(plain(waiver.rule))` for `\(plain(waiver.component))` until \(plain(waiver.until)) in `\(plain(path))`\n")
    } catch {
      return options.failure(error)
    }
  }

  private static func entry(_ waiver: WaiveOptions) -> [(key: String, value: String)] {
    var entry = [("rule", waiver.rule), ("component", waiver.component)]
    if let use = waiver.use { entry.append(("use", use)) }
    entry += [("reason", waiver.reason), ("approved-by", waiver.approvedBy)]
    if let hash = waiver.textHash { entry.append(("text-sha256", hash)) }
    var result = entry.map { (key: $0.0, value: YAMLScalar.text($0.1)) }
    // A day is written as a day.
    let day = CalendarDate(waiver.until).map { "\($0)" } ?? YAMLScalar.text(waiver.until)
    result.insert((key: "until", value: day), at: result.count - (waiver.textHash == nil ? 0 : 1))
    return result
  }

  /// What was read before must still be read, and the new waiver besides; it is held to the rules of any other.
  private static func check(
    _ edited: String, _ path: String, isWaiverFile: Bool, had source: SourceFile?, _ options: CheckOptions
  ) throws(DiagnosticError) {
    func read(_ source: SourceFile) throws(DiagnosticError) -> ProjectConfiguration {
      try isWaiverFile
        ? ProjectConfiguration.readWaivers(source, context: SubjectReader.context)
        : ProjectConfiguration.read(source, context: SubjectReader.context)
    }
    let before = try source.map { source throws(DiagnosticError) in try read(source) }
    let after = try read(SourceFile(path: path, text: edited))
    let kept = after.waivers.dropLast().map(\.rule.value) == (before?.waivers ?? []).map(\.rule.value)
    guard kept, after.conclusions.count == before?.conclusions.count ?? 0 else {
      throw DiagnosticError(
        Diagnostic(
          "unwritable-list", .error, "`\(path)` is written in a way that cannot be changed safely",
          help: "add the waiver to it yourself", path: path))
    }
    let request = try CheckCommand.request(options, profiles: after.profiles.map(\.value))
    var organization = Organization()
    organization.configuration = after
    organization.waivers = after.waivers.suffix(1)
    try organization.check(request.catalog.vocabulary, on: request.date)
  }
}
