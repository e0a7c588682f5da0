import Diagnostics
import Documents
import Licensing

/// The report for other programs: `licensecheck.report/1`, always with every key, null where there is nothing to say.
package struct JSONReporter: Sendable {
  package static let schema = "licensecheck.report/1"

  package var layout: JSONWriter.Layout

  package init(_ layout: JSONWriter.Layout = .pretty) { self.layout = layout }

  /// One document in UTF-8, ending in a newline.
  package func bytes(_ report: AuditReport) -> [UInt8] {
    var writer = JSONWriter(layout)
    let places = PlaceIndex()
    writer.object { writer in
      writer.member("schema", Self.schema)
      writer.object("tool") { writer in
        writer.member("version", report.toolVersion)
        writer.member("catalog", report.catalogVersion)
      }
      writer.members("input", report.inputs) { writer, input in
        writer.member("path", input.path)
        writer.member("sha256", input.sha256)
        writer.member("part", input.part.rawValue)
      }
      writer.member("title", report.title)
      writer.member("verdict", report.verdict.rawValue)
      writer.member("exit", Int(report.exitCode))
      writer.use(report, places)
      writer.summary(ReportCounts(report))
      writer.members("assessments", report.assessments) { $0.assessment($1) }
      writer.members("components", report.components) { $0.component($1, places) }
      writer.members("findings", report.findings) { $0.finding($1, places) }
      writer.members("duties", report.duties) { $0.duty($1, places) }
      writer.members("questions", report.questions) { $0.question($1) }
      writer.members("risks", report.risks) { $0.risk($1, places) }
      writer.members("waived", report.waived) { $0.waived($1, places) }
      writer.members("errors", report.errors) { $0.diagnostic($1, places) }
      writer.members("notes", report.notes) { $0.diagnostic($1, places) }
    }
    writer.newline()
    return Self.harmless(writer.bytes)
  }

  /// The same JSON with `\u` escapes for what acts on a terminal or hides there, and for `##[`, which build logs obey.
  ///
  /// Outside of strings JSON holds none of these, so escapes are all that changes.
  package static func harmless(_ bytes: [UInt8]) -> [UInt8] {
    let suspicious = bytes.contains { $0 >= 0x80 || $0 == UInt8(ascii: "#") }
    guard suspicious else { return bytes }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var previous: Unicode.Scalar?
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      if scalar.value >= 0x80, HostileText.isHidden(scalar, after: previous) {
        for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
          let digits = String(unit, radix: 16)
          result.append(contentsOf: ("\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits).utf8)
        }
      } else if scalar == "[", result.endsWithTwoNumberSigns {
        result.removeLast()
        result.append(contentsOf: "\\u0023[".utf8)
      } else {
        result.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
      previous = scalar
    }
    return result
  }
}

extension [UInt8] {
  /// `suffix(2)` would be the one of sequences here, which walks the whole array.
  fileprivate var endsWithTwoNumberSigns: Bool { count >= 2 && self[count - 1] == 0x23 && self[count - 2] == 0x23 }
}

extension JSONWriter {
  /// An array of objects.
  package mutating func members<Element>(_ name: String, _ elements: [Element], _ body: (inout JSONWriter, Element) -> Void) {
    array(name) { writer in
      for element in elements { writer.object { body(&$0, element) } }
    }
  }

  /// The text, or null.
  package mutating func member(_ name: String, _ text: String?) {
    if let text {
      member(name, text)
    } else {
      key(name)
      null()
    }
  }

  mutating func use(_ report: AuditReport, _ places: PlaceIndex) {
    object("use") { writer in
      writer.member("profile", report.use.profile)
      writer.member("acts", report.use.acts)
      writer.object("facts") { writer in
        var names: Set<String> = []
        for fact in report.use.facts where names.insert(fact.name).inserted {
          writer.key(fact.name)
          writer.value(fact.value)
        }
      }
      writer.member("stated", report.isUseStated)
      writer.members("origins", report.use.facts) { $0.fact($1, places) }
    }
  }

  mutating func summary(_ counts: ReportCounts) {
    object("summary") { writer in
      writer.member("components", counts.components)
      writer.member("licenses", counts.licenses)
      writer.member("prohibited", counts.prohibited)
      writer.member("undetermined", counts.undetermined)
      writer.member("informative", counts.notes)
      writer.member("duties", counts.duties)
      writer.member("unmet", counts.unmet)
      writer.member("questions", counts.questions)
      writer.member("waived", counts.waived)
      writer.member("errors", counts.errors)
    }
  }

  mutating func value(_ value: FactValue) {
    switch value {
    case .bool(let bool): self.value(bool)
    case .number(let number):
      if let whole = Int(exactly: number) { self.value(whole) } else { self.value(number) }
    case .text(let text): self.value(text)
    case .list(let texts): array { writer in for text in texts { writer.value(text) } }
    case .null: null()
    }
  }

  /// A fact beside a verdict: the value as text, since a column has one type.
  mutating func fact(_ fact: AuditReport.FactRecord, _ places: PlaceIndex) {
    member("name", fact.name)
    member("value", fact.value.text)
    var span: SourceSpan?
    switch fact.origin {
    case .baseline: member("origin", "baseline")
    case .profile: member("origin", "profile")
    case .option: member("origin", "option")
    case .stated(let place):
      member("origin", "stated")
      span = place
    }
    if case .profile(let id) = fact.origin { member("profile", id) } else { member("profile", String?.none) }
    position(span, places)
  }

  /// `path`, `line` and `column`, all null without a place.
  mutating func position(_ span: SourceSpan?, _ places: PlaceIndex, path: String? = nil) {
    let start = span.map { places.start(of: $0) }
    member("path", span?.file.path ?? path)
    member("line", number: start?.line)
    member("column", number: start?.column)
  }

  mutating func member(_ name: String, number: Int?) {
    key(name)
    if let number { value(number) } else { null() }
  }
}
