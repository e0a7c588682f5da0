import Diagnostics
import Documents
import Licensing

/// Reads one catalog file: `licenses/<id>.yaml`, or its compiled form.
package struct TermsDecoder {
  private let vocabulary: Vocabulary
  private var diagnostics: [Diagnostic] = []
  private var actWords: [String: ActSet] = [:]
  private var meanings: [String: Condition] = [:]

  package init(vocabulary: Vocabulary) { self.vocabulary = vocabulary }

  /// The terms, as far as they could be read, and every mistake found.
  package static func decode(_ node: DocumentNode, vocabulary: Vocabulary) -> (terms: LicenseTerms, diagnostics: [Diagnostic]) {
    var decoder = Self(vocabulary: vocabulary)
    let terms = decoder.license(node)
    return (terms, decoder.diagnostics)
  }

  private mutating func license(_ node: DocumentNode) -> LicenseTerms {
    var reader = ObjectReader(node)
    let id = reader.text("license", isRequired: true)
    let name = reader.text("name", isRequired: true)
    var license = LicenseTerms(id: id?.value ?? "", name: name?.value ?? "")
    if let kind = reader.text("kind"), let value = reader.choice(kind, LicenseTerms.Kind.self, "kind of file") {
      license.kind = value
    }
    license.spdx = reader.text("spdx")?.value
    license.hub = reader.texts("hub")?.map(\.value) ?? []
    license.aliases = reader.texts("aliases")?.map(\.value) ?? []
    license.later = reader.text("later")?.value
    license.family = reader.text("family")?.value
    license.publisher = reader.text("publisher", isRequired: true)?.value
    license.url = reader.text("url")?.value
    if let date = reader.value("date") {
      license.date = date.scalarText
      let padded = (license.date ?? "") + "-01-01".dropFirst(max(0, (license.date?.utf8.count ?? 0) - 4))
      if CalendarDate(padded) == nil { reader.report("bad-date", "`date` must be YYYY, YYYY-MM or YYYY-MM-DD", at: date.span) }
    }
    if let sha = reader.text("sha256", isRequired: true) {
      license.sha256 = sha.value
      if sha.value.utf8.count != 64 { reader.report("bad-hash", "`sha256` must be 64 hexadecimal digits", at: sha.span) }
    }
    restrictions(&reader, &license)
    let terms = reader.value("terms")
    let open = reader.value("open")
    reader.finish()
    diagnostics += reader.diagnostics
    guard let terms, terms.kind == .array else {
      diagnostics.append(Diagnostic("missing-key", .error, "`terms` must be a list of terms", labels: [.init(node.span)]))
      return license
    }
    collectWords(terms)
    license.terms = terms.elements.compactMap { term($0) }
    nameUnlabelled(&license.terms)
    license.open = open?.elements.compactMap { openSentence($0) } ?? []
    return license
  }

  /// What the file says of the text as a whole: whether its use restrictions were all written down, and what it is silent on.
  private func restrictions(_ reader: inout ObjectReader, _ license: inout LicenseTerms) {
    if let fields = reader.text("fields") {
      license.areFieldsWhole = fields.value == "whole"
      if fields.value != "whole", fields.value != "part" {
        reader.report("unknown-word", "`fields` is `whole` or `part`", at: fields.span)
      }
    }
    for act in reader.texts("silent") ?? [] {
      if let value = reader.choice(act, Act.self, "act") { license.silent.insert(value) }
    }
    for member in reader.value("silence")?.members ?? reader.node.noMembers {
      guard let act = reader.choice(member.key, Act.self, "act"), let text = member.value.located,
        let silence = reader.choice(text, Silence.self, "meaning of silence")
      else { continue }
      license.silence[act] = silence
    }
  }

  /// Defined words may be used before they are defined, as texts do.
  private mutating func collectWords(_ terms: DocumentNode) {
    for node in terms.elements {
      guard let word = node["define"]?.scalarText else { continue }
      if node["acts"] != nil { actWords[word] = [] }
      if let text = node["condition"]?.scalarText, let condition = try? ConditionParser.parse(text) { meanings[word] = condition }
    }
    // A word may be defined by other words: each round carries acts one definition further.
    let defined = terms.elements.filter { $0["define"]?.scalarText != nil && $0["acts"] != nil }
    for _ in defined {
      for node in defined {
        guard let word = node["define"]?.scalarText, let acts = node["acts"] else { continue }
        actWords[word] = acts.elements.reduce(into: actWords[word] ?? []) { $0 = $0.union(plainActs($1)) }
      }
    }
  }

  /// `host`, `any`, `Distribution`, `Distribution except host`; what is no act and no word is reported where it is read.
  private func plainActs(_ node: DocumentNode) -> ActSet {
    var words = (node.scalarText ?? "").split(separator: " ").map(String.init)[...]
    guard let first = words.popFirst(), let set = actSet(first) else { return [] }
    return words.dropFirst().reduce(set) { $0.subtracting(actSet($1) ?? []) }
  }

  private func nameUnlabelled(_ terms: inout [Term]) {
    var taken = Set(terms.map(\.label))
    for index in terms.indices where terms[index].label.isEmpty {
      let base: String
      switch terms[index].statement {
      case .define(let definition): base = definition.word
      case .may: base = "may"
      case .mustNot: base = "must-not"
      case .must(let duty): base = duty.kind.rawValue
      case .lifts: base = "lifts"
      case .reserves(let power): base = power.rawValue
      }
      var label = base
      var count = 2
      while !taken.insert(label).inserted {
        label = "\(base)-\(count)"
        count += 1
      }
      terms[index].label = label
    }
  }

  private mutating func term(_ node: DocumentNode) -> Term? {
    guard node.kind == .object else {
      diagnostics.append(Diagnostic("wrong-type", .error, "a term is a mapping", labels: [.init(node.span)]))
      return nil
    }
    var reader = ObjectReader(node)
    let label = reader.text("label")?.value ?? ""
    let clause = reader.text("clause", isRequired: true)?.value ?? ""
    let summary = reader.text("summary", isRequired: true)?.value ?? ""
    let anchor = Self.anchor(&reader)
    let statement = statement(&reader)
    guard let statement else {
      reader.report("no-statement", "a term says one of define, may, must-not, must, lifts, reserves")
      diagnostics += reader.diagnostics
      return nil
    }
    var term = Term(label: label, clause: clause, anchor: anchor, summary: summary, statement: statement)
    if let when = reader.text("when") { term.condition = condition(when, &reader) }
    term.unclear = reader.text("unclear")?.value
    term.mentions = reader.texts("mentions")?.map(\.value) ?? []
    if let remedy = reader.text("remedy") {
      term.offersSeparateLicense = remedy.value == "separate-license"
      if !term.offersSeparateLicense { reader.report("unknown-word", "`remedy` is `separate-license`", at: remedy.span) }
    }
    term.line = reader.value("line")?.number.map { Int($0) } ?? node.span.start.line
    reader.finish()
    diagnostics += reader.diagnostics
    return term
  }

  private static func anchor(_ reader: inout ObjectReader) -> Anchor {
    let words = reader.texts("anchor") ?? []
    if words.count != 2 { reader.report("bad-anchor", "`anchor` is two word runs: how the clause begins and how it ends") }
    for run in words where run.value.utf8.split(separator: UInt8(ascii: " ")).count > 8 {
      reader.report("long-anchor", "an anchor has at most eight words", at: run.span)
    }
    return Anchor(start: words.first?.value ?? "", end: words.last?.value ?? "")
  }

  private mutating func statement(_ reader: inout ObjectReader) -> Statement? {
    let words = ["define", "may", "must-not", "must", "lifts", "reserves"].filter { reader.node[$0] != nil }
    guard words.count == 1, let word = words.first else { return nil }
    switch word {
    case "define": return .define(definition(&reader))
    case "may": return .may(permission(&reader))
    case "must-not":
      var ban = Prohibition(acts: acts("must-not", &reader))
      ban.states = states(&reader)
      if let conflict = reader.text("conflict") { ban.isConflictIntended = conflict.value == "intended" }
      return .mustNot(ban)
    case "must": return duty(&reader).map(Statement.must)
    case "lifts": return .lifts(reader.texts("lifts")?.map(\.value) ?? [])
    case "reserves":
      guard let text = reader.text("reserves") else { return nil }
      return reader.choice(text, LicensorPower.self, "power of a licensor").map(Statement.reserves)
    default: return nil
    }
  }

  private mutating func definition(_ reader: inout ObjectReader) -> Definition {
    var definition = Definition(word: reader.text("define")?.value ?? "")
    if reader.node["acts"] != nil { definition.acts = acts("acts", &reader) }
    if let text = reader.text("condition") { definition.condition = condition(text, &reader) }
    for kind in reader.texts("covers") ?? [] {
      if let value = reader.choice(kind, ComponentKind.self, "kind of component") { definition.covers.insert(value) }
    }
    for kind in reader.texts("explicit") ?? [] {
      if let value = reader.choice(kind, ComponentKind.self, "kind of component") { definition.explicit.insert(value) }
    }
    for member in reader.value("becomes")?.members ?? reader.node.noMembers {
      guard let key = ExposureKey(member.key.value) else {
        reader.report("unknown-word", "`\(member.key.value)` is no relationship", at: member.key.span)
        continue
      }
      if let value = vocabulary.exposureValue(member.value, &reader) { definition.becomes[key] = value }
    }
    return definition
  }

  private mutating func permission(_ reader: inout ObjectReader) -> Permission {
    var permission = Permission(acts: acts("may", &reader))
    permission.states = states(&reader)
    if let rights = reader.texts("rights") {
      permission.rights = Set(rights.compactMap { reader.choice($0, LicensedRight.self, "right") })
    }
    if let terms = reader.texts("subject-to") {
      permission.subjectTo = terms.map(\.value) == ["all"] ? .all : .terms(terms.map(\.value))
    }
    if let only = reader.text("only") { permission.only = condition(only, &reader) }
    permission.sublicense = reader.flag("sublicense")
    return permission
  }

  private mutating func duty(_ reader: inout ObjectReader) -> Duty? {
    guard let text = reader.text("must"), let kind = reader.choice(text, DutyKind.self, "duty") else { return nil }
    var duty = Duty(kind: kind)
    if reader.node["upon"] != nil { duty.trigger = acts("upon", &reader) }
    duty.states = states(&reader)
    duty.text = reader.text("text")?.value
    duty.places = reader.texts("where")?.map(\.value) ?? []
    if let force = reader.text("force") {
      duty.isEncouraged = force.value == "encouraged"
      if !["encouraged", "required"].contains(force.value) {
        reader.report("unknown-word", "`force` is `required` or `encouraged`", at: force.span)
      }
    }
    duty.conditional = reader.text("conditional")?.value
    duty.accepts = (reader.texts("accepts") ?? []).map { name in
      switch name.value {
      case "self": .itself
      case "later": .later
      case "own-terms": .ownTerms
      case "listed-elsewhere": .listedElsewhere
      default: .license(name.value)
      }
    }
    duty.reach = reader.text("reach")?.value
    if let reach = duty.reach, !["file", "work", "database"].contains(reach) {
      reader.report("unknown-word", "`reach` is `file`, `work` or `database`")
    }
    if let node = reader.value("document") {
      var document = ObjectReader(node)
      let id = document.text("id", isRequired: true)?.value ?? ""
      let place = document.text("where", isRequired: true)
      duty.document = Duty.Incorporated(
        id: id, isExternal: place?.value == "external", isMutable: document.flag("mutable") ?? false)
      if let place, !["text", "external"].contains(place.value) {
        document.report("unknown-word", "`where` is `text` or `external`", at: place.span)
      }
      document.finish()
      reader.diagnostics += document.diagnostics
    }
    return duty
  }

  private func states(_ reader: inout ObjectReader) -> StateSet {
    guard let names = reader.texts("of") else { return .material }
    return StateSet(
      names.compactMap { name in
        if let state = MaterialState(name: name.value), state != .free { return state }
        reader.report("unknown-word", "`\(name.value)` is no state", at: name.span)
        return nil
      })
  }

  /// `[run, Distribution except host]`, `any`.
  private func acts(_ key: String, _ reader: inout ObjectReader) -> ActSet {
    var result: ActSet = []
    for item in reader.texts(key) ?? [] {
      var words = item.value.split(separator: " ").map(String.init)[...]
      guard let first = words.popFirst() else { continue }
      guard var set = actSet(first) else {
        reader.report("unknown-word", "`\(first)` is no act and no defined word", at: item.span)
        continue
      }
      if !words.isEmpty {
        if words.popFirst() != "except" || words.isEmpty {
          reader.report("bad-acts", "write `Word except act`", at: item.span)
        }
        for word in words {
          guard let taken = actSet(word) else {
            reader.report("unknown-word", "`\(word)` is no act and no defined word", at: item.span)
            continue
          }
          set = set.subtracting(taken)
        }
      }
      result = result.union(set)
    }
    return result
  }

  private func actSet(_ word: String) -> ActSet? {
    if word == "any" { return .all }
    if let act = Act(rawValue: word) { return [act] }
    return actWords[word]
  }

  private func condition(_ text: Located<String>, _ reader: inout ObjectReader) -> Condition {
    do {
      let condition = try ConditionParser.parse(text.value)
      let resolved = condition.resolved(meanings)
      for word in resolved.words {
        reader.report("undefined-word", "no `define: \(word)` with a condition in this file", at: text.span)
      }
      for mistake in vocabulary.mistakes(in: resolved) { reader.report("unknown-word", mistake, at: text.span) }
      return resolved
    } catch {
      let span = text.span.atOffset(error.offset, of: text.value)
      reader.report("bad-condition", error.message, at: span)
      return .always
    }
  }

  private mutating func openSentence(_ node: DocumentNode) -> LicenseTerms.OpenSentence? {
    var reader = ObjectReader(node)
    let clause = reader.text("clause", isRequired: true)?.value ?? ""
    let anchor = Self.anchor(&reader)
    let reason = reader.text("reason", isRequired: true)?.value ?? ""
    let line = reader.value("line")?.number.map { Int($0) } ?? node.span.start.line
    reader.finish()
    diagnostics += reader.diagnostics
    return LicenseTerms.OpenSentence(clause: clause, anchor: anchor, reason: reason, line: line)
  }
}

extension DocumentNode {
  /// The members of nothing, for `?? node.noMembers`.
  var noMembers: Members { DocumentNode(document: document, index: document.tape.count - 1).members }
}

extension SourceSpan {
  /// The place of an offset inside a scalar, if the span holds the scalar as written (with or without quotes).
  fileprivate func atOffset(_ offset: Int, of text: String) -> SourceSpan {
    let length = text.utf8.count
    let inset = range.count == length ? 0 : range.count == length + 2 ? 1 : nil
    guard let inset else { return self }
    let start = range.lowerBound + inset + min(offset, length)
    return SourceSpan(file, start..<min(start + 1, range.upperBound))
  }
}
