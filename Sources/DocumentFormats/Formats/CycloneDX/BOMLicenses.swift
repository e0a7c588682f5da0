import Diagnostics
import Inventory

/// What one component of a bill of materials says about its licenses.
struct BOMLicenses {
  struct Claim {
    var names: [Located<String>] = []
    var link: Located<String>?
  }

  private(set) var declared = Claim()
  private(set) var concluded = Claim()
  private(set) var texts: [EmbeddedText] = []
  private(set) var diagnostics: [Diagnostic] = []

  init(_ node: BOMNode) {
    for item in node.items("licenses") { read(item) }
  }

  var isEmpty: Bool { declared.names.isEmpty && concluded.names.isEmpty && texts.isEmpty }

  private mutating func read(_ item: BOMNode) {
    var isUnderstood = false
    for expression in expressions(item) {
      isUnderstood = true
      add(expression, acknowledgement(item))
    }
    let license = item.name == "license" ? item : item.child("license")
    if let license {
      isUnderstood = readLicense(license, acknowledgement(item)) || isUnderstood
      commercialTerms(license)
    }
    commercialTerms(item)
    for detail in item.items("expressionDetails") + (item.name == "expression-detailed" ? item.parts : []) {
      if let text = detail.child("text") { read(text: text) }
    }
    if !isUnderstood { diagnostics.append(.unreadLicense(item.span)) }
  }

  private func expressions(_ item: BOMNode) -> [Located<String>] {
    switch item.name {
    case "expression": item.value.map { [$0] } ?? []
    case "expression-detailed": item.text("expression").map { [$0] } ?? []
    case "license": []
    default: item.text("expression").map { [$0] } ?? []
    }
  }

  private func acknowledgement(_ item: BOMNode) -> String {
    (item.text("acknowledgement") ?? item.child("license")?.text("acknowledgement"))?.value.lowercased() ?? "declared"
  }

  /// An id, a name, an address or a text: each says something, and none of them is nothing.
  private mutating func readLicense(_ license: BOMNode, _ acknowledgement: String) -> Bool {
    let link = license.text("url")
    if let text = license.child("text") { read(text: text) }
    let ids = license.texts("id") + license.texts("name")
    for name in ids { add(name, acknowledgement, link: link) }
    if !ids.isEmpty { return true }
    if let link { add(link, acknowledgement, link: link) }
    return link != nil || license.child("text") != nil
  }

  private mutating func add(_ name: Located<String>, _ acknowledgement: String, link: Located<String>? = nil) {
    if acknowledgement == "concluded" {
      concluded.names.append(name)
      concluded.link = concluded.link ?? link
    } else {
      declared.names.append(name)
      declared.link = declared.link ?? link
    }
  }

  private mutating func read(text: BOMNode) {
    let content = if case .json(let node) = text, node.kind != .object { text.value } else { text.text("content") ?? text.value }
    guard let content else { return }
    let embedded = EmbeddedText(content, encoding: text.text("encoding")?.value)
    if !embedded.isReadable { diagnostics.append(.unreadableText(content.span)) }
    texts.append(embedded)
  }

  private mutating func commercialTerms(_ node: BOMNode) {
    if let licensing = node.child("licensing") { diagnostics.append(.commercialTerms(licensing.span)) }
  }
}

extension Diagnostic {
  static func unreadLicense(_ span: SourceSpan) -> Self {
    Self(
      "unread-license", .warning, "this entry about a license names none", labels: [.init(span.opening)],
      help: "give it an `id`, a `name`, an `expression` or the text")
  }

  fileprivate static func commercialTerms(_ span: SourceSpan) -> Self {
    Self(
      "commercial-terms", .note, "the licensing terms of a contract are stated here; they are not judged",
      labels: [.init(span.opening)], help: "state the contract as one of the `agreements` of the use")
  }
}
