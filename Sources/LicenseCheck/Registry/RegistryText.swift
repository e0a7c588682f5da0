import Inventory
import LicenseCatalog
import Licensing
import Reporting

/// Known assets for a terminal.
struct RegistryText {
  private let sources: [any AssetSource]
  private let style: TerminalStyle

  init(_ sources: [any AssetSource], _ style: TerminalStyle) {
    self.sources = sources
    self.style = style
  }

  /// How far a lineage is followed.
  private static let depth = 8

  // MARK: Lists

  func list(_ all: [AssetFacts], of total: Int) -> String {
    guard !all.isEmpty else { return "nothing like that among \(total) assets\n" }
    let rows = all.map { [plain($0.id.value), $0.kind.rawValue, plain(licenses($0), 32), plain($0.source, 60)] }
    let widths = (0..<3).map { column in rows.map { $0[column].count }.max() ?? 0 }
    // Ids must be whole to be copied; where they are long, there is no room for the source.
    let source = rows.map(\.[3].count).max() ?? 0
    let isShown = widths.reduce(6 + source, +) <= style.width
    let lines = rows.map { row in
      let line = zip(row, widths).map { Paragraph.padded($0, $1) }.joined(separator: "  ")
      return isShown ? line + "  " + row[3] : line.trimmingBlanks
    }
    return lines.joined(separator: "\n") + "\n\n\(all.count) of \(total) assets; `registry explain ID` says more.\n"
  }

  /// `id, kind, names, ids, parents, source`, parted by tabs; a line for each thing of that id.
  func resolved(_ found: [(id: String, facts: [AssetFacts])]) -> String {
    found.map { id, facts in
      guard !facts.isEmpty else { return plain(id) + "\tunknown\t\t\t\t\n" }
      return facts.map { item in
        let meanings = item.licenseNames.map { LicenseMeaning($0) }
        let ids = meanings.map { $0.ids.isEmpty ? $0.kind : $0.ids.joined(separator: "|") }
        let parents = item.parents.map { "\($0.relationship.rawValue)=\($0.id.value)" }
        let fields = [
          item.id.value, item.kind.rawValue, item.licenseNames.joined(separator: ";"), ids.joined(separator: ";"),
          parents.joined(separator: ","), item.source,
        ]
        return fields.map { plain($0, 2_000) }.joined(separator: "\t") + "\n"
      }.joined()
    }.joined()
  }

  // MARK: One asset

  func explained(_ facts: AssetFacts) -> String {
    var lines = ["\(plain(facts.id.value)): \(facts.kind.rawValue)"]
    func item(_ key: String, _ text: String) {
      lines.append(Paragraph.wrapped(text, width: style.width, indent: "            ", first: "  " + Paragraph.padded(key, 10)))
    }
    let names = facts.licenseNames
    if names.isEmpty { item("license", "its record declares none") }
    for (index, name) in names.enumerated() { item(index == 0 ? "license" : "", "\(plain(name)): \(LicenseMeaning(name).words)") }
    if names.count > 1 { item("", "a list without an operator is read both ways: all of them, and any of them") }
    if let modality = facts.modality { item("modality", modality.sorted().joined(separator: ", ")) }
    if let created = facts.created { item("created", "\(created)") }
    let origin = AssetOrigin.of(facts.source, in: AssetOrigin.table(ShippedCatalog.catalog))
    let day = origin?.date.map { ", as of \($0)" } ?? ""
    let terms = origin?.license.map { ", given under \($0)" } ?? ""
    item("source", plain(facts.source) + (origin.map { ": \($0.title)" } ?? "") + day + terms)
    item("stands in", "\(plain(facts.span.file.path)):\(facts.span.start.line)")
    lines.append("  lineage" + (facts.parents.isEmpty ? "   its record names no parent" : ""))
    var seen: Set<String> = [key(facts.id.value, facts.kind)]
    branch(of: facts, indent: "    ", depth: 0, &seen, &lines)
    return lines.joined(separator: "\n") + "\n"
  }

  private func branch(of facts: AssetFacts, indent: String, depth: Int, _ seen: inout Set<String>, _ lines: inout [String]) {
    for parent in facts.parents {
      let kind = parent.relationship.parentKind
      let known = AssetResolver(sources).facts(of: parent.id.value, kind: kind)
      let license = known.map { licenses($0).isEmpty ? "no license declared" : licenses($0) } ?? "nothing is known of it"
      lines.append("\(indent)\(parent.relationship.rawValue) \(plain(parent.id.value)) (\(plain(license)))")
      guard let known, seen.insert(key(parent.id.value, kind)).inserted else { continue }
      if depth < Self.depth { branch(of: known, indent: indent + "  ", depth: depth + 1, &seen, &lines) }
    }
  }

  private func key(_ id: String, _ kind: ComponentKind) -> String { "\(kind.rawValue) \(id.lowercased())" }
  private func licenses(_ facts: AssetFacts) -> String { facts.licenseNames.joined(separator: "; ") }
  private func plain(_ text: String, _ limit: Int = 300) -> String {
    HostileText.singleLine(text, ascii: !style.unicode, limit: limit)
  }
}

extension String {
  fileprivate var trimmingBlanks: String {
    var copy = self
    while copy.hasSuffix(" ") { copy.removeLast() }
    return copy
  }
}
