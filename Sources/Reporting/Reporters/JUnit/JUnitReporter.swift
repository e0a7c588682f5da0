import Diagnostics
import Evaluation

extension ReportFormat {
  static let junit = ReportFormat("junit", "test results in the dialect of Jenkins and GitLab", .xml) { report, _ in
    Array(JUnitReporter().text(report).utf8)
  }
}

/// One test case for each component and rule: what was found fails, in the order of every report, and what was asked and gave
/// nothing is green, so that a dashboard sees that it was asked.
///
/// Errors are errors. What is waived, and what no file can show, is skipped: it did not pass.
struct JUnitReporter {
  /// More green cases than this become one for each component.
  static let greenLimit = 200_000

  func text(_ report: AuditReport) -> String {
    let cases = JUnitCases(report).cases
    let counts = [
      ("tests", cases.count), ("failures", cases.count { $0.outcome == .failure }),
      ("errors", cases.count { $0.outcome == .error }),
    ]
    let skipped = cases.count { $0.outcome == .skipped }
    let numbers = counts.map { " \($0)=\"\($1)\"" }.joined()
    let use = report.use.profile ?? "custom"
    var lines = ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>"]
    lines.append("<testsuites name=\"licensecheck\"\(numbers) time=\"0\">")
    let title = Self.plain(report.title.isEmpty ? "licensecheck" : report.title)
    lines.append("  <testsuite name=\"\(title): \(Self.plain(use))\"\(numbers) skipped=\"\(skipped)\" time=\"0\">")
    lines += cases.map { $0.element }
    lines += ["  </testsuite>", "</testsuites>"]
    return lines.map { $0 + "\n" }.joined()
  }

  static func plain(_ text: String, limit: Int = 300) -> String { XMLText.escaped(HostileText.singleLine(text, limit: limit)) }
}

/// A test case: one rule asked of one component.
struct JUnitCase {
  enum Outcome: String { case passed, failure, error, skipped }

  var component: String
  var rule: String
  var outcome: Outcome
  var type = ""
  var message = ""
  var details: [String] = []

  var element: String {
    let head = "    <testcase name=\"\(JUnitReporter.plain(rule))\" classname=\"\(JUnitReporter.plain(component))\" time=\"0\""
    guard outcome != .passed else {
      guard !details.isEmpty else { return head + "/>" }
      return "\(head)>\n      <system-out>\(body)</system-out>\n    </testcase>"
    }
    let opening =
      "\(outcome.rawValue) type=\"\(JUnitReporter.plain(type))\" message=\"\(JUnitReporter.plain(message, limit: 2_000))\""
    return "\(head)>\n      <\(opening)>\(body)</\(outcome.rawValue)>\n    </testcase>"
  }

  private var body: String { XMLText.escaped(HostileText.escaped(details.joined(separator: "\n"))) }
}

/// The test cases of a report.
struct JUnitCases {
  private(set) var cases: [JUnitCase] = []

  private struct Key: Hashable {
    var component: String?
    var rule: String
  }
  private var seen: Set<Key> = []

  init(_ report: AuditReport) {
    let context = ReportContext(report)
    let places = PlaceIndex()
    for group in Grouping.groups(report.entries + report.waivedEntries, by: { Key(component: $0.component, rule: $0.rule) }) {
      seen.insert(Key(component: group[0].component, rule: group[0].rule))
      cases.append(Self.testCase(group, places))
    }
    addDuties(report, context)
    addGreen(report)
  }

  private static func testCase(_ group: [ReportEntry], _ places: PlaceIndex) -> JUnitCase {
    // The loudest decides: what is waived does not hide what is not.
    let first = group.first { $0.waiver == nil && $0.level != .note } ?? group[0]
    let name = first.title ?? first.file ?? "licensecheck"
    var result = JUnitCase(component: name, rule: first.rule, outcome: outcome(first))
    result.type = first.word.rawValue
    result.message = message(first)
    for entry in group {
      let place = entry.place.map { "\($0.file.path):\(places.start(of: $0).line): " } ?? ""
      result.details.append(HostileText.singleLine(place + entry.word.rawValue + ": " + message(entry), limit: 4_000))
      if let summary = entry.summary { result.details.append(HostileText.singleLine("clause: \(summary)", limit: 2_000)) }
      if let fix = entry.fix { result.details.append(HostileText.singleLine("fix: \(fix)", limit: 2_000)) }
    }
    return result
  }

  private static func outcome(_ entry: ReportEntry) -> JUnitCase.Outcome {
    if entry.waiver != nil { return .skipped }
    return switch entry.word {
    case .error: .error
    // What the organization does not let fail is no failure here either, and no success.
    case .prohibited, .undetermined: entry.level == .error ? .failure : .skipped
    case .duty: entry.level == .warning ? .failure : .skipped
    case .question: .skipped
    case .note: .passed
    }
  }

  private static func message(_ entry: ReportEntry) -> String {
    let citation = entry.citation().map { " (\($0))" } ?? ""
    guard let waiver = entry.waiver else { return entry.message + citation }
    let approval = [waiver.approvedBy.map { "approved by \($0)" }, waiver.until.map { "until \($0)" }].compactMap { $0 }
    return (["waived: \(waiver.reason)"] + approval + [entry.message + citation]).joined(separator: "; ")
  }

  /// Duties that are met are green; what no file can show did not pass.
  private mutating func addDuties(_ report: AuditReport, _ context: ReportContext) {
    for group in Grouping.groups(report.quietDuties, by: { Key(component: $0.component, rule: "duty/\($0.duty)") }) {
      let first = group.first { $0.status == .unverified } ?? group[0]
      guard seen.insert(Key(component: first.component, rule: "duty/\(first.duty)")).inserted else { continue }
      var result = JUnitCase(
        component: first.component.map { context.title($0) } ?? "licensecheck", rule: "duty/\(first.duty)",
        outcome: first.status == .met ? .passed : .skipped)
      result.type = first.status.rawValue
      result.message = "\(first.status.rawValue): \(ReportPhrases.demand(first))" + (first.reason.map { " (\($0))" } ?? "")
      cases.append(result)
    }
  }

  private mutating func addGreen(_ report: AuditReport) {
    let rules = Rule.all.map(\.id)
    let isLarge = report.components.count * rules.count > JUnitReporter.greenLimit
    for component in report.components {
      // What is not shown is no success.
      let hidden = Set(report.findings.filter { $0.level == .off && $0.component == component.id }.map(\.rule))
      let green = rules.filter { !seen.contains(Key(component: component.id, rule: $0)) && !hidden.contains($0) }
      let names = isLarge ? ["\(green.count) other rules"] : green
      cases += names.map { JUnitCase(component: component.name ?? component.id, rule: $0, outcome: .passed) }
    }
  }
}
