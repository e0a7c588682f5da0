import Diagnostics

/// A way to write a report: what it is called, what it is for, and the bytes it makes.
///
/// A new format is one new file with a `static let` of this type, and its name in `all`.
package struct ReportFormat: Sendable {
  /// What the bytes are made of, and so what could act in them.
  package enum Syntax: Sendable, CaseIterable { case text, json, xml, markdown, workflowCommands }

  /// As `--format` names it.
  package let name: String
  /// For whom it is, in a few words.
  package let summary: String
  package let syntax: Syntax
  /// The whole report in UTF-8.
  package let write: @Sendable (AuditReport, ReportSettings) -> [UInt8]

  package init(
    _ name: String, _ summary: String, _ syntax: Syntax, write: @escaping @Sendable (AuditReport, ReportSettings) -> [UInt8]
  ) {
    self.name = name
    self.summary = summary
    self.syntax = syntax
    self.write = write
  }

  /// All formats, as they are listed to users.
  package static let all: [ReportFormat] = [.text, .concise, .json, .sarif, .github, .gitlab, .junit, .markdown]

  package static func named(_ name: String) -> ReportFormat? { all.first { $0.name == name } }

  /// `text, concise, json, …`
  package static var names: String { all.map(\.name).joined(separator: ", ") }

  /// What is wrong with a name that is none of these.
  package static func unknown(_ name: String) -> Diagnostic {
    let nearest = NearestName.of(name, among: all.map(\.name)).map { "did you mean `\($0)`? " } ?? ""
    return Diagnostic(
      "bad-option", .error, "unknown format `\(HostileText.singleLine(name))`", help: nearest + "there are \(names)")
  }
}

/// What reports need to know besides what they report.
package struct ReportSettings: Sendable {
  /// How text that people read is to look.
  package var text: TextOptions
  package var paths: ReportPaths

  package init(text: TextOptions = TextOptions(), paths: ReportPaths = ReportPaths()) {
    self.text = text
    self.paths = paths
  }
}

/// Where inputs lie in the repository, for services that show a finding beside the line it is about.
package struct ReportPaths: Sendable, Equatable {
  private var known: [String: String]

  /// - Parameter known: paths as the user gave them, with those from the root of the repository.
  package init(_ known: [String: String] = [:]) { self.known = known }

  /// The path from the root of the repository, without a leading `./`.
  package func fromRoot(_ path: String) -> String {
    if let known = known[path] { return known }
    var path = path[...]
    while path.hasPrefix("./") { path = path.dropFirst(2).drop { $0 == "/" } }
    return String(path)
  }
}

extension ReportFormat {
  static let text = ReportFormat("text", "for a person at a terminal", .text) { report, settings in
    Array(TextReporter(settings.text).text(report).utf8)
  }

  static let json = ReportFormat("json", "everything, for programs (`licensecheck schema report`)", .json) { report, _ in
    JSONReporter().bytes(report)
  }
}
