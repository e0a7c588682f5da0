import Diagnostics
import Documents
import Evaluation
import Inventory
import LicenseMatching
import Licensing
import Reporting

/// The inventory as JSON: `licensecheck.inventory/1`, always with every key, null where there is nothing to say.
struct InventoryJSON {
  static let schema = "licensecheck.inventory/1"

  private let places = PlaceIndex()

  static func text(_ overview: InventoryOverview) -> String {
    var writer = JSONWriter()
    let json = InventoryJSON()
    writer.object { writer in
      writer.member("schema", schema)
      writer.object("tool") { writer in
        writer.member("version", Audit.version)
        writer.member("catalog", ShippedCatalog.catalog.version)
      }
      writer.members("subjects", overview.subjects) { json.subject($1, &$0) }
      writer.members("unread", overview.unread) { writer, file in
        writer.member("path", file.path)
        writer.member("reason", file.reason)
      }
      writer.members("diagnostics", overview.diagnostics) { json.diagnostic($1, &$0) }
    }
    writer.newline()
    return String(decoding: JSONReporter.harmless(writer.bytes), as: UTF8.self)
  }

  private func subject(_ subject: InventoryOverview.Subject, _ writer: inout JSONWriter) {
    let inventory = subject.inventory
    writer.member("path", inventory.path)
    writer.member("name", inventory.name)
    writer.member("version", inventory.version)
    writer.array("read") { writer in
      for source in inventory.sources {
        file(source.path, SHA256.hexadecimalDigest(of: source.bytes), part: "whole", &writer)
      }
      for header in inventory.headers { file(header.path, header.sha256, part: "header", &writer) }
    }
    writer.members("components", subject.components) { component($1, &$0) }
    writer.members("beside", inventory.looseTexts) { detected($1, &$0) }
    writer.members("diagnostics", inventory.diagnostics) { diagnostic($1, &$0) }
  }

  private func file(_ path: String, _ sha256: String, part: String, _ writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("path", path)
      writer.member("sha256", sha256)
      writer.member("part", part)
    }
  }

  private func component(_ entry: InventoryOverview.Entry, _ writer: inout JSONWriter) {
    let component = entry.component
    writer.member("id", component.id)
    writer.member("kind", component.kind.rawValue)
    writer.member("name", component.name)
    writer.member("mofComponent", component.mofComponent)
    writer.member("ours", component.isOurs)
    writer.member("described", component.isDescribed)
    place("at", component.span, &writer)
    writer.array("declared") { writer in
      for (rank, claim) in component.declared.enumerated() { writer.object { declared(claim, rank: rank + 1, &$0) } }
    }
    writer.members("detected", component.detected) { detected($1, &$0) }
    writer.object("concluded") { writer in
      writer.member("license", entry.conclusion.title)
      var isOpen = false
      if case .open = entry.conclusion { isOpen = true }
      writer.member("open", isOpen ? entry.conclusion.words : nil)
    }
    writer.members("contradictions", entry.contradictions) { writer, contradiction in
      writer.member("first", contradiction.first.value)
      writer.member("firstSource", contradiction.firstSource)
      place("firstAt", contradiction.first.span, &writer)
      writer.member("rival", contradiction.rival.value)
      writer.member("rivalSource", contradiction.rivalSource)
      place("rivalAt", contradiction.rival.span, &writer)
    }
    writer.member("modality", (component.modality ?? []).sorted())
    writer.member("family", component.family?.value)
    writer.members("lineage", component.lineage) { writer, edge in
      writer.member("component", edge.target.value)
      writer.member("relationship", edge.relationship.rawValue)
      writer.member("by", edge.by?.rawValue)
      place("at", edge.target.span, &writer)
    }
    writer.members("evidence", component.evidence) { writer, evidence in
      writer.member("source", evidence.source)
      place("at", evidence.span, &writer)
    }
  }

  private func declared(_ claim: DeclaredLicense, rank: Int, _ writer: inout JSONWriter) {
    writer.member("rank", rank)
    writer.member("source", claim.source.rawValue)
    writer.members("names", claim.names) { writer, name in
      writer.member("name", name.value)
      place("at", name.span, &writer)
    }
    writer.member("freeName", claim.freeName?.value)
    place("freeNameAt", claim.freeName?.span, &writer)
    writer.member("link", claim.link?.value)
    place("linkAt", claim.link?.span, &writer)
  }

  private func detected(_ text: DetectedLicense, _ writer: inout JSONWriter) {
    writer.member("ids", text.ids)
    writer.member("match", text.match)
    writer.member("role", text.role)
    place("at", text.span, &writer)
    writer.member("alterations", text.alterations.map(\.words))
  }

  private func diagnostic(_ diagnostic: Diagnostic, _ writer: inout JSONWriter) {
    writer.member("code", diagnostic.code)
    writer.member("severity", diagnostic.severity.rawValue)
    writer.member("message", diagnostic.message)
    writer.member("path", diagnostic.path)
    writer.members("places", diagnostic.labels) { writer, label in
      writer.member("text", label.text)
      place("at", label.span, &writer)
    }
    writer.member("help", diagnostic.help)
  }

  private func place(_ key: String, _ span: SourceSpan?, _ writer: inout JSONWriter) {
    guard let span else {
      writer.key(key)
      writer.null()
      return
    }
    let start = places.start(of: span)
    writer.object(key) { writer in
      writer.member("path", span.file.path)
      writer.member("line", start.line)
      writer.member("column", start.column)
      writer.member("endLine", max(start.line, places.lastLine(of: span)))
    }
  }
}
