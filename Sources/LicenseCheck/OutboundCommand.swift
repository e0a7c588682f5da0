import Diagnostics
import Documents
import Evaluation
import Inventory
import LicenseCatalog
import Licensing
import Reporting

/// `outbound PATH…`: the licenses under which the result may be given on, each with its reason.
package enum OutboundCommand {
  /// Terms of our own that stand in no list.
  private static let ownTerms = "own-terms"

  package static func run(_ options: CheckOptions) -> CommandOutput {
    let input: AuditInput
    do {
      input = try AuditInput.read(options)
    } catch {
      return options.failure(error)
    }
    let subjects = input.inventories.sorted { $0.path < $1.path }.filter { !$0.components.isEmpty }.flatMap {
      self.subjects($0, input)
    }
    let errors = input.errors.map(MessageStyle(options.text).text).joined()
    let text = options.format == "json" ? json(subjects) : OutboundPage(subjects, options.text).text
    return CommandOutput(text, errors: errors, status: input.errors.isEmpty ? 0 : 2)
  }

  /// Every license of the catalog, in the forms in which it can be given; a file that only points to its law grants nothing to anybody.
  private static var candidates: [String] {
    let licenses = ShippedCatalog.catalog.entries.filter { $0.kind == .license && grants($0.id) }
    return licenses.flatMap { [$0.id, $0.later].compactMap { $0 } } + [ownTerms]
  }

  /// Whether some permission of the text is clear.
  private static func grants(_ id: String) -> Bool {
    ShippedCatalog.catalog.terms(id)?.terms.contains { term in
      guard case .may = term.statement else { return false }
      return term.unclear == nil
    } ?? false
  }

  /// One for each use that was asked for.
  private static func subjects(_ inventory: Inventory, _ input: AuditInput) -> [OutboundSubject] {
    let (uses, isStated) = input.useBuilder.uses(for: inventory)
    guard isStated else {
      let use = Use(id: Use.customID, acts: [.distribute], facts: input.useBuilder.facts(for: inventory, acts: [.distribute]))
      let presumed = "no use was stated: asked for copies given to others; state one with --use"
      return [subject(inventory, input, use, presumed)]
    }
    return uses.map { use in
      guard use.acts.intersection(Givens.acts).isEmpty else { return subject(inventory, input, use, nil) }
      var giving = use
      giving.acts.insert(.distribute)
      return subject(inventory, input, giving, "the use gives nothing on: asked as if copies were given to others, too")
    }
  }

  private static func subject(_ inventory: Inventory, _ input: AuditInput, _ use: Use, _ presumed: String?) -> OutboundSubject {
    let survey = OutboundSurvey(inventory.components, evaluator: input.evaluator, use: use)
    return OutboundSubject(
      title: [inventory.name ?? inventory.path, inventory.version].compactMap { $0 }.joined(separator: " "),
      path: inventory.path, use: use, presumed: presumed, graph: survey.graph, groups: survey.groups(of: candidates))
  }

  // MARK: JSON

  private static func json(_ subjects: [OutboundSubject]) -> String {
    var writer = JSONWriter(.pretty)
    writer.object { writer in
      writer.member("schema", "licensecheck.outbound/1")
      writer.members("subjects", subjects) { writer, subject in
        writer.member("path", subject.path)
        writer.member("title", subject.title)
        writer.member("use", subject.use.id)
        writer.member("acts", subject.use.acts.map(\.rawValue))
        writer.member("presumed", subject.presumed)
        writer.members("licenses", subject.entries) { writer, entry in
          writer.member("license", entry.name)
          writer.member("answer", entry.group.answer.rawValue)
          writer.members("grounds", entry.group.grounds) { $0.ground($1, subject) }
          writer.members("acceptedBy", entry.group.accepting) { $0.ground($1, subject) }
          writer.members("conditions", entry.group.conditions) { $0.ground($1, subject) }
        }
      }
    }
    writer.newline()
    return String(decoding: JSONReporter.harmless(writer.bytes), as: UTF8.self)
  }
}

/// The answers for one subject.
struct OutboundSubject {
  var title: String
  var path: String
  var use: Use
  /// What was taken for granted about the use.
  var presumed: String?
  var graph: ComponentGraph
  var groups: [OutboundSurvey.Group]

  var entries: [(name: String, group: OutboundSurvey.Group)] {
    groups.flatMap { group in group.names.map { ($0, group) } }.sorted { $0.0 < $1.0 }
  }

  func component(_ ground: OutboundSurvey.Ground) -> Component? { ground.component.map { graph.components[$0] } }
}

extension JSONWriter {
  fileprivate mutating func ground(_ ground: OutboundSurvey.Ground, _ subject: OutboundSubject) {
    member("component", subject.component(ground)?.id)
    member("license", ground.constraint.source)
    member("term", ground.constraint.term)
    member("clause", ground.constraint.clause)
    member("summary", ground.constraint.summary)
    member("rule", ground.constraint.rule.isEmpty ? nil : ground.constraint.rule)
    member("assumptions", ground.constraint.assumptions)
  }
}
