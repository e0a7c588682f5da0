import Diagnostics
import Inventory
import Licensing

/// What the prose of a card says of license and parent: weaker than metadata and texts, but said all the same.
struct CardProse {
  /// Licenses by the line that names them; only names, or the words of a line that is labelled as the license.
  private(set) var licenses: [DeclaredLicense] = []
  private(set) var parents: [Located<String>] = []
  private(set) var diagnostics: [Diagnostic] = []
  private let names: LicenseNames
  private let subject: ProseSubject
  private var meanings: Set<String> = []

  /// The most statements that are taken from one card, and the most lines that are looked at for them.
  private static let most = 16
  private static let mostLines = 200
  private var looked = 0

  /// - Parameter start: where the prose begins, behind front matter.
  init(_ source: SourceFile, from start: Int, about kind: ComponentKind, _ context: ReadingContext) {
    names = context.names
    subject = ProseSubject(kind)
    read(ProseLines(source, from: start))
  }

  private mutating func read(_ lines: ProseLines) {
    var heading: SourceSpan?
    var isElsewhere = false
    for line in lines {
      guard licenses.count < Self.most, looked < Self.mostLines, diagnostics.count < Self.most else { return }
      let lowercased = line.text.lowercased()
      let isAboutLicenses = lowercased.contains("licen") || lowercased.contains("terms of use")
      if line.isHeading {
        isElsewhere = subject.isTitleOfAnother(line.text)
        heading = isAboutLicenses && Self.isTitle(line.text) ? line.span : nil
        if let (key, value) = Self.label(line.text), Self.licenseLabels.contains(key), !value.isEmpty {
          readLicense(value, line.span, isLabelled: key.contains("licen"))
        }
        continue
      }
      if let (key, value) = Self.label(line.text) {
        if !isElsewhere { read(key, value, line.span) }
      } else if let title = heading, !line.text.trimmed.isEmpty {
        // The first paragraph under a heading is the statement.
        readSection(line, title)
      } else if isAboutLicenses {
        readSentence(line)
      }
      if isAboutLicenses { readBadges(line) }
      if !line.text.trimmed.isEmpty { heading = nil }
    }
  }

  // MARK: Kinds of lines

  /// `- **License:** x`, `**License** x`, `| License | x |`, `License: x`.
  private static func label(_ text: String) -> (key: String, value: String)? {
    var rest = text.trimmed[...]
    let isRow = rest.hasPrefix("|")
    rest = rest.drop { "|-*+•#> \t_".contains($0) }
    let end = rest.firstIndex { ":|：".contains($0) || $0 == "*" }
    guard let end, rest.distance(from: rest.startIndex, to: end) <= 40 else { return nil }
    let key = rest[..<end].trimmingSuffix { " *_".contains($0) }.lowercased()
    var value = rest[end...].drop { ":|：* _\t".contains($0) }
    if isRow { value = value.prefix { $0 != "|" } }
    guard !key.isEmpty, !key.contains("](") else { return nil }
    return (key, String(value).trimmed)
  }

  private static let licenseLabels: Set<String> = [
    "license", "licence", "licenses", "license(s)", "model license", "license type", "licensing", "weights license",
    "license/terms of use",
    "license / terms of use", "terms of use", "model licence", "dataset license", "data license",
  ]
  private static let parentLabels: Set<String> = [
    "finetuned from model", "finetuned from model [optional]", "finetuned from", "fine-tuned from", "fine-tuned from model",
    "base model",
    "parent model", "base_model", "finetuned from base model",
  ]

  private static func isTitle(_ text: String) -> Bool {
    let words = text.lowercased().filter { $0.isLetter || $0 == " " }.trimmed
    return licenseLabels.contains(words) || words.hasPrefix("licens") || words.hasPrefix("licenc")
  }

  private mutating func read(_ key: String, _ value: String, _ span: SourceSpan) {
    if Self.licenseLabels.contains(key) {
      readLicense(value, span, isLabelled: key.contains("licen"))
    } else if Self.parentLabels.contains(key) {
      readParent(value, span)
    } else if key.contains("licen") || value.lowercased().contains("licen") {
      readSentence(ProseLines.Line(text: value, span: span, isHeading: false))
    }
  }

  // MARK: Licenses

  /// A value that stands for the license: where no name in it is known, its own words are the name.
  private mutating func readLicense(_ value: String, _ span: SourceSpan, isLabelled: Bool) {
    looked += 1
    let phrase = LicensePhrase(value, names: names)
    if !phrase.known.isEmpty {
      add(phrase.known, span)
    } else if isLabelled, case .license(let text) = LicenseStatement(Located(phrase.plain, span)),
      text.value.contains(where: \.isLetter)
    {
      add([String(text.value.prefix(120))], span)
    }
  }

  private mutating func readSection(_ line: ProseLines.Line, _ title: SourceSpan) {
    looked += 1
    let sentence = Self.firstSentence(line.text)
    let phrase = LicensePhrase(sentence, names: names)
    if phrase.known.isEmpty || subject.isOfAnother(sentence) {
      if case .license = LicenseStatement(Located(phrase.plain, line.span)) {
        diagnostics.append(.unreadSection(line.span, title))
      }
    } else {
      add(phrase.known, line.span)
    }
  }

  private static let verbs = [
    "licensed under", "released under", "distributed under", "available under", "provided under", "published under",
    "governed by", "covered by", "under the terms of",
  ]

  /// `… is released under the X license`: only names that are known count, since sentences say many things.
  private mutating func readSentence(_ line: ProseLines.Line) {
    let lowercased = line.text.lowercased()
    for verb in Self.verbs {
      guard let place = lowercased.firstRange(of: verb) else { continue }
      looked += 1
      let start = Self.lastSentence(String(lowercased[..<place.lowerBound]))
      let offset = lowercased.distance(from: lowercased.startIndex, to: place.upperBound)
      let rest = line.text.dropFirst(offset)
      let phrase = LicensePhrase(Self.firstSentence(String(rest.prefix(300))), names: names)
      if let first = phrase.known.first {
        if subject.isNamed(in: start) {
          add([first], line.span)
        } else {
          diagnostics.append(.licenseOfSomething(line.span, first))
        }
      }
      return
    }
  }

  private static func firstSentence(_ text: String) -> String {
    for mark in [". ", "; ", "。"] {
      if let end = text.firstRange(of: mark) { return String(text[..<end.lowerBound]) }
    }
    return text
  }

  private static func lastSentence(_ text: String) -> String {
    String(text.split(separator: ". ").last ?? "")
  }

  private mutating func readBadges(_ line: ProseLines.Line) {
    for badge in LicenseBadge.all(in: line.text) {
      let phrase = LicensePhrase(badge, names: names)
      add(phrase.known.isEmpty ? [badge] : phrase.known, line.span)
    }
  }

  private mutating func add(_ found: [String], _ span: SourceSpan) {
    let key = found.map { name in
      if case .license(let id) = names.meaning(name) { return id }
      return name.lowercased()
    }
    guard meanings.insert(key.joined(separator: "\n")).inserted else { return }
    licenses.append(DeclaredLicense(names: found.map { Located($0, span) }, source: .prose))
  }

  // MARK: Parents

  /// The id in an address or in the words; prose about a parent that gives none is left to the reader.
  private mutating func readParent(_ value: String, _ span: SourceSpan) {
    let (plain, links) = LicensePhrase.withoutMarkup(value)
    let ids = links.map(HubID.canonical).filter(HubID.isQualified)
    let words = plain.split { $0.isWhitespace || ",;()".contains($0) }.map(String.init).filter(HubID.isQualified)
    guard let first = ids.first ?? words.first else {
      if case .license = LicenseStatement(Located(plain, span)) { diagnostics.append(.parentInProse(span)) }
      return
    }
    if !parents.contains(where: { $0.value.lowercased() == first.lowercased() }) { parents.append(Located(first, span)) }
  }
}

extension CardProse {
  /// The same with other places.
  func placed(_ place: (SourceSpan) -> SourceSpan) -> CardProse {
    var copy = self
    copy.parents = parents.map { Located($0.value, place($0.span)) }
    copy.licenses = licenses.map { claim in
      var claim = claim
      claim.names = claim.names.map { Located($0.value, place($0.span)) }
      return claim
    }
    copy.diagnostics = diagnostics.map { diagnostic in
      var diagnostic = diagnostic
      diagnostic.labels = diagnostic.labels.map { .init(place($0.span), $0.text) }
      return diagnostic
    }
    return copy
  }

  /// Adds what the prose says to a component that its metadata described.
  func join(_ inventory: inout Inventory, at index: Int) {
    guard inventory.components.indices.contains(index) else { return }
    var other = Inventory(path: inventory.path)
    var said = Component(id: inventory.components[index].id, kind: inventory.components[index].kind)
    said.declared = licenses
    if said.kind == .weights {
      let usual = inventory.components[index].lineage.map(\.relationship).first { $0.parentKind == .weights } ?? .fineTunedFrom
      said.lineage = parents.filter { $0.value != said.id }.map { Lineage(target: $0, relationship: usual) }
    }
    other.components = [said]
    other.diagnostics = diagnostics
    inventory.join(other, toComponentAt: index)
    inventory.addParents(ofComponentAt: index)
  }

  func add(to draft: inout InventoryDraft, _ index: Int) {
    draft[index].declared += licenses
    for parent in parents where draft[index].kind == .weights { draft.connect(index, to: parent, .fineTunedFrom) }
    draft.report(diagnostics)
  }
}

extension Substring {
  fileprivate func trimmingSuffix(while isCut: (Character) -> Bool) -> Substring {
    var result = self
    while let last = result.last, isCut(last) { result = result.dropLast() }
    return result
  }
}

extension Diagnostic {
  fileprivate static func unreadSection(_ line: SourceSpan, _ title: SourceSpan) -> Self {
    Self(
      "license-in-prose", .note, "the section about the license names none that is known",
      labels: [.init(line), .init(title, "this section")],
      help: "state the license as `license` in the front matter")
  }

  fileprivate static func licenseOfSomething(_ span: SourceSpan, _ name: String) -> Self {
    Self(
      "license-in-prose", .note, "a sentence names the license \(name.quoted), but not clearly of what", labels: [.init(span)],
      help: "state the license as `license` in the front matter")
  }

  fileprivate static func parentInProse(_ span: SourceSpan) -> Self {
    Self(
      "parent-in-prose", .note, "the card speaks of a parent without its id", labels: [.init(span)],
      help: "state it as `base_model` in the front matter")
  }
}
