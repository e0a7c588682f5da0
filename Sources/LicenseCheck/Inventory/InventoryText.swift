import Diagnostics
import Evaluation
import Inventory
import Licensing
import Reporting

/// The inventory for a terminal: a block for each component, every fact with its place at the end of its line.
struct InventoryText {
  private let options: TextOptions
  private let places = PlaceIndex()

  init(_ options: TextOptions) { self.options = options }

  func text(_ overview: InventoryOverview) -> String {
    var blocks = overview.subjects.map { block($0) }
    if !overview.unread.isEmpty { blocks.append(unread(overview.unread)) }
    let messages = overview.subjects.flatMap(\.inventory.diagnostics) + overview.diagnostics
    if !messages.isEmpty { blocks.append(messages.map(MessageStyle(options).text).joined(separator: "\n")) }
    blocks.append(summary(overview))
    return blocks.map { HostileText.escaped($0, ascii: !options.unicode, limit: .max) }.joined(separator: "\n")
  }

  private func plain(_ text: String, _ limit: Int = 300) -> String {
    HostileText.singleLine(text, ascii: !options.unicode, limit: limit)
  }

  // MARK: Subjects

  private func block(_ subject: InventoryOverview.Subject) -> String {
    let inventory = subject.inventory
    let title = [inventory.name, inventory.version].compactMap(\.self).joined(separator: " ")
    var lines = [plain(inventory.path) + (title.isEmpty || title == inventory.path ? "" : "   \(plain(title))")]
    let read = inventory.sources.map(\.path) + inventory.headers.map { "\($0.path) (header)" }
    var seen: Set<String> = []
    let files = read.filter { seen.insert($0).inserted }.map { plain($0) }
    if !files.isEmpty { lines += wrapped("  read       ", files.joined(separator: ", ")) }
    for entry in subject.components { lines += self.lines(entry) }
    for text in inventory.looseTexts { lines.append(row("  beside", words(text), text.span)) }
    return lines.joined(separator: "\n") + "\n"
  }

  private func lines(_ entry: InventoryOverview.Entry) -> [String] {
    let component = entry.component
    let marks = [component.mofComponent, component.isOurs ? "ours" : nil, component.isDescribed ? nil : "only named"]
    let kind = ([component.kind.rawValue] + marks.compactMap(\.self)).joined(separator: ", ")
    let name = component.name.map { $0 == component.id ? "" : "   \($0)" } ?? ""
    var lines = ["", row("  \(plain(component.id))\(plain(name))   (\(kind))", "", component.span)]
    for (rank, claim) in component.declared.enumerated() { lines += declared(claim, rank: rank + 1) }
    for text in component.detected { lines.append(row("    detected", words(text), text.span)) }
    for alteration in component.detected.flatMap(\.alterations) { lines += wrapped("               ", plain(alteration.words)) }
    let isSaid = component.declared.isEmpty && component.detected.isEmpty && !component.isDescribed
    if !isSaid { lines += wrapped("    concluded  ", plain(entry.conclusion.words)) }
    for contradiction in entry.contradictions { lines += wrapped("    disagree   ", plain(contradiction.words, 1_000)) }
    if let modality = component.modality { lines.append("    modality   \(plain(modality.sorted().joined(separator: ", ")))") }
    if let family = component.family { lines.append(row("    family", plain(family.value), family.span)) }
    for edge in component.lineage { lines.append(row("    from", words(edge), edge.target.span)) }
    for evidence in component.evidence where evidence.span != component.span {
      lines.append(row("    evidence", plain(evidence.source), evidence.span))
    }
    return lines
  }

  private func declared(_ claim: DeclaredLicense, rank: Int) -> [String] {
    var lines: [String] = []
    for name in claim.names {
      lines.append(row("    declared", "\(rank). \(plain(name.value)) (\(claim.source.rawValue))", name.span))
    }
    if let free = claim.freeName { lines.append(row("    name", "\(rank). \(plain(free.value))", free.span)) }
    if let link = claim.link { lines.append(row("    link", "\(rank). \(plain(link.value)) (not followed)", link.span)) }
    return lines
  }

  private func words(_ text: DetectedLicense) -> String {
    let ids = text.ids.isEmpty ? "nothing known" : text.ids.joined(separator: ", ")
    return "\(plain(ids)) (\(text.match), as \(plain(text.role)))"
  }

  private func words(_ edge: Lineage) -> String {
    let by = edge.by.map { ", by \($0.rawValue)" } ?? ""
    return "\(plain(edge.target.value)) (\(edge.relationship.rawValue)\(by))"
  }

  // MARK: Files that say nothing

  private func unread(_ files: [InventoryOverview.Unread]) -> String {
    let shown = options.verbose ? files.count : min(files.count, 40)
    var lines = ["seen, not read:"]
    var reasons: [String] = []
    for file in files.prefix(shown) where !reasons.contains(file.reason) { reasons.append(file.reason) }
    for reason in reasons {
      let names = files.prefix(shown).filter { $0.reason == reason }.map { plain($0.path) }
      lines.append("  \(reason)")
      lines += wrapped("    ", names.joined(separator: ", "))
    }
    if shown < files.count { lines.append("  and \(files.count - shown) more: see them with -v") }
    return lines.joined(separator: "\n") + "\n"
  }

  private func summary(_ overview: InventoryOverview) -> String {
    let entries = overview.subjects.flatMap(\.components)
    let edges = entries.reduce(0) { $0 + $1.component.lineage.count }
    let contradictions = entries.reduce(0) { $0 + $1.contradictions.count }
    let parts = [
      Self.count(overview.subjects.count, "subject"), Self.count(entries.count, "component"),
      Self.count(edges, "edge"), Self.count(contradictions, "contradiction"), "\(overview.unread.count) files not read",
    ]
    return parts.joined(separator: ", ") + ". Nothing was judged: `licensecheck check` does.\n"
  }

  private static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

  // MARK: Lines

  private static let keyWidth = 15

  /// `key   words      path:line:column`; the place goes to a line of its own where it finds no room.
  private func row(_ key: String, _ words: String, _ span: SourceSpan?) -> String {
    let line = words.isEmpty ? key : Paragraph.padded(key, Self.keyWidth) + words
    guard let span else { return line }
    let start = places.start(of: span)
    let place = "\(plain(span.file.path)):\(start.line):\(start.column)"
    let column = 60
    if line.count + 2 + place.count > max(options.width, column + place.count) {
      return line + "\n" + blanks(Self.keyWidth) + place
    }
    return line + blanks(max(2, column - line.count)) + place
  }

  private func wrapped(_ first: String, _ text: String) -> [String] {
    [Paragraph.wrapped(text, width: options.width, indent: blanks(first.count), first: first)]
  }

  private func blanks(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }
}
