import Diagnostics
import LicenseMatching
import MarkupText

/// One file of spdx/license-list-XML: a license or an exception, with its text as a template.
package struct SPDXTemplate {
  package private(set) var id = ""
  package private(set) var name = ""
  package private(set) var isDeprecated = false
  package private(set) var isException = false
  package private(set) var text: MarkedText
  /// The notice that puts a work under the license, where it stands beside the text.
  package private(set) var header: MarkedText?

  package init(_ source: SourceFile) throws(DiagnosticError) {
    text = MarkedText(source: SourceFile(path: source.path, bytes: []), marks: [])
    var rendering = TemplateRendering(root: "text")
    var beside = TemplateRendering(root: "standardLicenseHeader")
    var isInText = false
    var (id, name, isDeprecated, isException) = ("", "", false, false)
    try MarkupXML.read(source) { event throws(DiagnosticError) in
      if case .start(let element, _, let attributes, _) = event, element == "license" || element == "exception" {
        id = attributes.first { $0.name == "licenseId" }?.value ?? ""
        name = attributes.first { $0.name == "name" }?.value ?? ""
        isDeprecated = attributes.contains { $0.name == "deprecatedVersion" }
        isException = element == "exception"
      }
      if case .start("text", _, _, _) = event { isInText = true }
      if case .end("text", _, _) = event { isInText = false }
      rendering.add(event)
      if !isInText { beside.add(event) }
    }
    guard !id.isEmpty, !rendering.bytes.isEmpty else {
      throw DiagnosticError(
        Diagnostic("spdx-template", .error, "this is no license of the SPDX list, or it has no text", path: source.path))
    }
    (self.id, self.name, self.isDeprecated, self.isException) = (id, name, isDeprecated, isException)
    text = MarkedText(source: SourceFile(path: source.path, bytes: rendering.bytes), marks: rendering.marks)
    guard !beside.bytes.isEmpty else { return }
    let whole = MarkedText.Mark(kind: .header, range: 0..<beside.bytes.count)
    header = MarkedText(source: SourceFile(path: source.path, bytes: beside.bytes), marks: beside.marks + [whole])
  }
}

/// Writes the text of a template as a reader would see it, and notes where its marks begin and end.
private struct TemplateRendering {
  var bytes: [UInt8] = []
  var marks: [MarkedText.Mark] = []
  private var open: [(name: String, start: Int, attributes: [MarkupXML.Attribute])] = []
  private var isInside = false
  private var needsBlank = false
  private let root: String

  init(root: String) { self.root = root }

  mutating func add(_ event: MarkupXML.Event) {
    switch event {
    case .start(let name, _, let attributes, _):
      if name == root { isInside = true }
      if isInside { begin(name, attributes) }
    case .text(let text, line: _):
      if isInside { append(text) }
    case .end(let name, _, _):
      if isInside { end(name) }
      if name == root { isInside = false }
    }
  }

  private mutating func begin(_ name: String, _ attributes: [MarkupXML.Attribute]) {
    switch name {
    case "p", "item", "list", "titleText", "copyrightText", "standardLicenseHeader": endParagraph()
    case "br": endLine()
    case "optional", "alt": space(attributes, before: true)
    case "bullet": endParagraph()
    default: break
    }
    // A blank that is owed stands before the mark.
    if needsBlank, name == "optional" || name == "alt" {
      needsBlank = false
      blank()
    }
    open.append((name, bytes.count, attributes))
  }

  private mutating func end(_ name: String) {
    guard let element = open.popLast() else { return }
    let range = element.start..<bytes.count
    switch name {
    case "p", "item", "list": endParagraph()
    case "bullet": needsBlank = true
    case "standardLicenseHeader":
      if root == "text" { marks.append(.init(kind: .header, range: range)) }
      endParagraph()
    case "titleText", "copyrightText":
      marks.append(.init(kind: name == "titleText" ? .title : .notice, range: range))
      endParagraph()
    case "optional": marks.append(.init(kind: .optional, range: range))
    case "alt":
      let pattern = element.attributes.first { $0.name == "match" }?.value ?? ""
      marks.append(.init(kind: .replaceable(pattern), range: range))
    default: break
    }
    if name == "bullet" { marks.append(.init(kind: .label, range: range)) }
    if name == "optional" || name == "alt" { space(element.attributes, before: false) }
  }

  private mutating func space(_ attributes: [MarkupXML.Attribute], before: Bool) {
    let spacing = attributes.first { $0.name == "spacing" }?.value ?? "both"
    if spacing == "both" || spacing == (before ? "before" : "after") { needsBlank = true }
  }

  private mutating func append(_ text: String) {
    for byte in text.utf8 {
      if byte == 0x20 || (0x09...0x0D).contains(byte) {
        needsBlank = true
      } else {
        if needsBlank { blank() }
        needsBlank = false
        bytes.append(byte)
      }
    }
  }

  private mutating func blank() {
    if let last = bytes.last, last != 0x20, last != 0x0A { bytes.append(0x20) }
  }

  private mutating func endLine() {
    needsBlank = false
    if let last = bytes.last, last != 0x0A { bytes.append(0x0A) }
  }

  private mutating func endParagraph() {
    endLine()
    if !bytes.isEmpty, !bytes.suffix(2).elementsEqual([0x0A, 0x0A]) { bytes.append(0x0A) }
  }
}
