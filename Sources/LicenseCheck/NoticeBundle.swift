import Diagnostics
import Documents
import Evaluation
import Inventory
import LicenseCatalog
import LicenseMatching
import Licensing
import Reporting

/// The files that go along with what is given on, made from the texts that came with its components; nothing is retold.
struct NoticeBundle {
  /// A component of others that a use reaches, with what its license asks.
  struct Item {
    var component: Component
    /// The licenses that bind; empty where none is known.
    var licenses: [String]
    var duties: [OwedDuty]
    /// Paths in the bundle of the texts that came along.
    var texts: [String] = []
    /// What is missing: licenses without a text, or any license at all.
    var unknown: [String] = []
  }

  private(set) var items: [Item]
  private(set) var files: [String: [UInt8]] = [:]
  private let source: TextSource

  /// - Parameter source: where the text of a license may come from.
  init(_ assessments: [Assessment], source: TextSource) {
    self.source = source
    items = Self.items(assessments)
    for index in items.indices { addTexts(ofItemAt: index) }
    files["ATTRIBUTION.md"] = Array(attribution.utf8)
    files["OBLIGATIONS.json"] = obligations
    let notice = notice
    if !notice.isEmpty { files["NOTICE"] = notice }
    files["MANIFEST.sha256"] = Array(manifest.utf8)
  }

  var unknown: [Item] { items.filter { !$0.unknown.isEmpty } }

  /// One for each component, by id; several uses ask together.
  private static func items(_ assessments: [Assessment]) -> [Item] {
    var items: [String: Item] = [:]
    for assessment in assessments {
      for (node, judgement) in assessment.judgements.enumerated()
      where !judgement.acts.isEmpty && !assessment.graph.isMadeByUs[node] {
        let component = assessment.graph.components[node]
        var item = items[component.id] ?? Item(component: component, licenses: [], duties: [])
        item.licenses = (item.licenses + judgement.licenses).uniqued()
        for duty in judgement.duties
        where !item.duties.contains(where: { $0.source == duty.source && $0.term == duty.term }) {
          item.duties.append(duty)
        }
        items[component.id] = item
      }
    }
    return items.keys.sorted().compactMap { items[$0] }
  }

  // MARK: License texts

  private mutating func addTexts(ofItemAt index: Int) {
    let item = items[index]
    for license in item.licenses {
      if let text = source.text(of: license, for: item.component) {
        items[index].texts.append(add(text, named: license))
      } else {
        items[index].unknown.append("the text of \(license)")
      }
    }
    if item.licenses.isEmpty { items[index].unknown.append("its license") }
    // A text that nobody knows goes along all the same: it may be what binds.
    for strange in item.component.detected where strange.ids.isEmpty && ["LICENSE", "manifest"].contains(strange.role) {
      items[index].texts.append(add(strange.span.file.bytes, named: "unknown-\(Self.slug(item.component.id))"))
    }
  }

  /// The same bytes once; other bytes under the same name (another copyright line) beside them.
  private mutating func add(_ text: [UInt8], named name: String) -> String {
    var number = 1
    while true {
      let path = "LICENSES/\(Self.slug(name))\(number == 1 ? "" : "-\(number)").txt"
      if files[path] == nil { files[path] = text }
      if files[path] == text { return path }
      number += 1
    }
  }

  /// A name of a file, whatever the name of the thing is.
  static func slug(_ name: String) -> String {
    let slug = String(
      name.unicodeScalars.map { scalar in
        let isSafe =
          scalar.isASCII
          && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil || "-.+_".unicodeScalars.contains(scalar))
        return isSafe ? Character(scalar) : "-"
      }.prefix(100))
    return slug.drop { $0 == "." || $0 == "-" }.isEmpty ? "component" : String(slug.drop { $0 == "." })
  }

  // MARK: NOTICE

  /// The NOTICE texts that came along, byte for byte, and the lines that clauses prescribe.
  private var notice: [UInt8] {
    var parts: [[UInt8]] = []
    for item in items {
      var seen = Set<ObjectIdentifier>()
      for text in item.component.detected where text.role == "NOTICE" && seen.insert(ObjectIdentifier(text.span.file)).inserted {
        parts.append(text.span.file.bytes)
      }
      for duty in item.duties where duty.duty.kind == .noticeFile {
        if let text = duty.duty.text { parts.append(Array(text.utf8)) }
      }
    }
    var result: [UInt8] = []
    for (index, part) in parts.enumerated() where !parts[..<index].contains(part) {
      if !result.isEmpty { result += Array("\n---\n\n".utf8) }
      result += part
      if part.last != 0x0A { result.append(0x0A) }
    }
    return result
  }

  // MARK: ATTRIBUTION

  private var attribution: String {
    var lines = ["# Attribution", "", "What this release holds of others, under which license, and what must be shown where."]
    for item in items where item.unknown.isEmpty { lines += section(item) }
    if !unknown.isEmpty {
      lines += [
        "", "# Unknown", "", "These components are given on without a text or a license that is known. Find both before you do.",
      ]
      for item in unknown { lines += section(item) + ["- missing: \(Self.markdown(item.unknown.joined(separator: ", ")))"] }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func section(_ item: Item) -> [String] {
    var lines = ["", "## \(Self.markdown(item.component.title))", ""]
    lines.append("- kind: \(item.component.kind.rawValue)")
    let declared = item.component.declared.first.map { $0.names.map(\.value).joined(separator: ", ") }
    lines.append(
      "- license: \(Self.markdown(item.licenses.isEmpty ? declared ?? "none is known" : item.licenses.joined(separator: ", ")))")
    for license in item.licenses {
      if let url = ShippedCatalog.catalog.terms(license)?.url { lines.append("- published at: <\(url)>") }
    }
    for text in item.texts { lines.append("- text: `\(text)`") }
    for holder in holders(item) { lines.append("- \(Self.markdown(holder))") }
    for duty in item.duties {
      guard let text = duty.duty.text else { continue }
      let places = duty.duty.places.isEmpty ? "" : ", in \(duty.duty.places.joined(separator: " or "))"
      let demand = duty.duty.kind == .namePrefix ? "the name begins with" : "show"
      lines.append("- \(demand): \"\(Self.markdown(text))\"\(places) (\(duty.source) \(duty.clause))")
    }
    return lines
  }

  /// The copyright lines of the texts that came along.
  private func holders(_ item: Item) -> [String] {
    item.texts.compactMap { files[$0] }.flatMap { bytes -> [String] in
      let file = SourceFile(path: "", bytes: bytes)
      return CopyrightLines(in: file, licenses: item.licenses, catalog: ShippedCatalog.catalog).spans.map(\.text)
    }.map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }.uniqued()
  }

  /// Text of others that shows as it is and does nothing.
  static func markdown(_ text: String) -> String {
    var result = ""
    for character in HostileText.singleLine(text, limit: 2_000) {
      if "\\`*_[]<>|#@!".contains(character) { result += "\\" }
      result.append(character)
    }
    return result
  }

  // MARK: OBLIGATIONS and MANIFEST

  private var obligations: [UInt8] {
    var writer = JSONWriter(.pretty)
    writer.object { writer in
      writer.member("schema", "licensecheck.obligations/1")
      writer.members("components", items) { writer, item in
        writer.member("component", item.component.id)
        writer.member("name", item.component.name)
        writer.member("kind", item.component.kind.rawValue)
        writer.member("licenses", item.licenses)
        writer.member("texts", item.texts)
        writer.member("unknown", item.unknown)
        writer.members("duties", item.duties) { writer, duty in
          writer.member("duty", duty.duty.kind.rawValue)
          writer.member("text", duty.duty.text)
          writer.member("where", duty.duty.places)
          writer.member("license", duty.source)
          writer.member("clause", duty.clause)
          writer.member("summary", duty.summary)
          writer.member("encouraged", duty.duty.isEncouraged)
          writer.member("certain", duty.isCertain)
        }
      }
    }
    writer.newline()
    return JSONReporter.harmless(writer.bytes)
  }

  private var manifest: String {
    files.keys.sorted().map { "\(SHA256.hexadecimalDigest(of: files[$0] ?? []))  \($0)\n" }.joined()
  }
}
