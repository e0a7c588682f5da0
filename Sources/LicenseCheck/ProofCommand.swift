import Diagnostics
import Evaluation
import Inventory
import LicenseCatalog
import Licensing
import Reporting

/// `explain FINDING PATH…`: why one finding of an audit is as it is.
package enum ProofCommand {
  /// Whether a name is that of a finding: `F1`, or the beginning of a fingerprint.
  static func isFinding(_ name: String) -> Bool {
    if name.first == "F" || name.first == "f", !name.dropFirst().isEmpty, name.dropFirst().allSatisfy(\.isNumber) { return true }
    return isFingerprint(name)
  }

  private static func isFingerprint(_ name: String) -> Bool {
    (8...32).contains(name.utf8.count) && name.allSatisfy { $0.isHexDigit && !$0.isUppercase }
  }

  package static func run(_ name: String, _ options: CheckOptions) -> CommandOutput {
    let input: AuditInput
    do {
      input = try AuditInput.read(options)
    } catch {
      return options.failure(error)
    }
    let report = Audit(
      catalog: input.request.catalog, catalogVersion: ShippedCatalog.catalog.version, request: input.request
    ).report(on: input.inventories, diagnostics: input.diagnostics)
    let errors = report.errors.map(MessageStyle(options.text).text).joined()
    // What is waived can be asked about, too.
    let everything = (report.findings + report.waived.map(\.finding)).filter { !$0.id.hasPrefix("D") }
    let found = everything.filter { finding in
      finding.id.lowercased() == name.lowercased() || (isFingerprint(name) && finding.fingerprint.hasPrefix(name))
    }
    guard !found.isEmpty else {
      let known = everything.isEmpty ? "the audit has no finding" : "there are \(listed(everything))"
      return CommandOutput(
        errors: errors + "error: there is no finding `\(HostileText.singleLine(name))`; \(known)\n", status: 2)
    }
    let pages = found.map { finding in
      ProofPage(finding, of: report, lineage: Lineages(input.inventories).proof(of: finding), options.text).text
    }
    return CommandOutput(pages.joined(separator: "\n"), errors: errors, status: report.errors.isEmpty ? 0 : 2)
  }

  /// `F1 (not-granted), F2 (…)`
  private static func listed(_ findings: [AuditReport.FindingRecord]) -> String {
    let shown = findings.prefix(10).map { "\($0.id) (\($0.rule))" }
    let more = findings.count > shown.count ? ", … up to \(findings[findings.count - 1].id)" : ""
    return shown.joined(separator: ", ") + more
  }
}

/// The lineages of all subjects, for the ways that lead to a component.
struct Lineages {
  struct Step {
    var from: String
    var to: String
    var words: String
    var place: SourceSpan
  }

  /// The shortest way from a root, and how many other ways there are.
  struct Proof {
    var steps: [Step] = []
    var others = 0
    var component: Component?
  }

  private let inventories: [Inventory]

  init(_ inventories: [Inventory]) { self.inventories = inventories }

  func proof(of finding: AuditReport.FindingRecord) -> Proof {
    guard let target = finding.component else { return Proof() }
    for inventory in inventories {
      let prefix = inventories.count > 1 ? "\(inventory.path)#" : ""
      guard target.hasPrefix(prefix) else { continue }
      let graph = ComponentGraph(inventory.components, isReleased: false)
      guard let node = graph.components.firstIndex(where: { prefix + $0.id == target }) else { continue }
      let steps = graph.shortestPaths[node].map { edge in
        Step(
          from: graph.components[edge.child].title, to: graph.components[edge.parent].title,
          words: edge.lineage.relationship.rawValue, place: edge.lineage.target.span)
      }
      return Proof(steps: steps, others: max(0, Self.ways(to: node, graph) - 1), component: graph.components[node])
    }
    return Proof()
  }

  /// How many ways lead from roots to a component: one pass, children first; a flood of them is told as a million.
  private static func ways(to node: Int, _ graph: ComponentGraph) -> Int {
    var ways = [Int](repeating: 0, count: graph.components.count)
    for root in graph.roots { ways[root] = 1 }
    for child in graph.order {
      for edge in graph.parents[child] { ways[edge.parent] = min(ways[edge.parent] + ways[child], 1_000_000) }
    }
    return ways[node]
  }
}
