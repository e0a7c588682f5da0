import Diagnostics
import Documents
import Licensing

/// The words and tables that all catalog files share: acts, fields, places, uses, assumptions, exposure.
package struct Vocabulary: Sendable {
  package struct ActRule: Sendable, Hashable {
    package var says: String
    package var silence: Silence
    package var needsGrant: Bool
    package var fits: Set<ComponentKind>
  }

  package var acts: [Act: ActRule] = [:]
  package var fields: [String: String] = [:]
  package var places = Places(countries: [], groups: [:])
  package var uses: [UseProfile] = []
  package var standardUse = ""
  package var assumptions: [Assumption] = []
  package var exposure: [Relationship: ExposureRow] = [:]

  package init() {}

  package func use(_ id: String) -> UseProfile? { uses.first { $0.id == id } }
  package func assumption(_ name: String) -> Assumption? { assumptions.first { $0.name == name } }

  /// Words of a condition that no list knows.
  func mistakes(in condition: Condition) -> [String] {
    var result: [String] = []
    for test in condition.tests {
      switch test {
      case .fields(_, let names): result += names.filter { fields[$0] == nil }.sorted().map { "`\($0)` is no field of use" }
      case .field(let name, _): if fields[name] == nil { result.append("`\(name)` is no field of use") }
      case .domicile(let codes), .places(_, _, let codes):
        result += codes.filter { !places.isKnown($0) }.map { "`\($0)` is no country and no group" }
      case .assuming(let name): if assumption(name) == nil { result.append("`\(name)` is no assumption") }
      case .commercial, .purpose, .kind, .actorKind, .modality, .receivedAs, .metric, .output, .student, .litigation: break
      }
    }
    return result
  }

  func exposureValue(_ node: DocumentNode, _ reader: inout ObjectReader) -> ExposureValue? {
    func state(_ node: DocumentNode?) -> MaterialState? {
      if let name = node?.scalarText, let state = MaterialState(name: name) { return state }
      reader.report("unknown-word", "a state is work, derivative, product, output or free", at: node?.span)
      return nil
    }
    guard node.kind == .object else { return state(node).map(ExposureValue.state) }
    var inner = ObjectReader(node)
    let name = inner.text("assuming", isRequired: true)
    let yes = inner.value("yes")
    let no = inner.value("no")
    inner.finish()
    reader.diagnostics += inner.diagnostics
    guard let name, let yesState = state(yes), let noState = state(no) else { return nil }
    if assumption(name.value) == nil { reader.report("unknown-word", "`\(name.value)` is no assumption", at: name.span) }
    return .assuming(name.value, yes: yesState, no: noState)
  }
}

/// Reads the shared files of `licenses/`.
package struct VocabularyDecoder {
  /// The names of the files that hold the vocabulary, without `.yaml`, in the order in which they must be read.
  package static let files = ["places", "fields", "assumptions", "acts", "uses", "exposure"]

  package private(set) var vocabulary = Vocabulary()
  package private(set) var diagnostics: [Diagnostic] = []

  package init() {}

  package mutating func read(_ name: String, _ root: DocumentNode) {
    var reader = ObjectReader(root)
    switch name {
    case "places": places(&reader)
    case "fields":
      for member in root.members { vocabulary.fields[member.key.value] = member.value.scalarText ?? "" }
      diagnostics += reader.diagnostics
      return
    case "assumptions": assumptions(&reader)
    case "acts": acts(&reader)
    case "uses": uses(&reader)
    case "exposure": exposure(&reader)
    default: reader.report("unknown-file", "`\(name)` is no part of the vocabulary")
    }
    reader.finish()
    diagnostics += reader.diagnostics
  }

  private mutating func places(_ reader: inout ObjectReader) {
    let countries = Set(reader.texts("countries")?.map(\.value) ?? [])
    var groups: [String: Set<String>] = [:]
    for member in reader.value("groups")?.members ?? reader.node.noMembers {
      groups[member.key.value] = Set(member.value.elements.compactMap(\.scalarText))
    }
    vocabulary.places = Places(countries: countries, groups: groups)
  }

  private mutating func assumptions(_ reader: inout ObjectReader) {
    for member in reader.value("assumptions")?.members ?? reader.node.noMembers {
      var item = ObjectReader(member.value)
      let assumption = Assumption(
        name: member.key.value,
        question: item.text("question", isRequired: true)?.value ?? "",
        settings: item.texts("settings")?.map(\.value) ?? [],
        standard: item.text("default", isRequired: true)?.value ?? "",
        strict: item.text("strict", isRequired: true)?.value ?? "",
        lenient: item.text("lenient", isRequired: true)?.value ?? "")
      item.finish()
      for setting in [assumption.standard, assumption.strict, assumption.lenient] where !assumption.settings.contains(setting) {
        item.report("unknown-word", "`\(setting)` is not among the settings")
      }
      diagnostics += item.diagnostics
      vocabulary.assumptions.append(assumption)
    }
  }

  private mutating func acts(_ reader: inout ObjectReader) {
    for member in reader.value("acts")?.members ?? reader.node.noMembers {
      var item = ObjectReader(member.value)
      guard let act = reader.choice(member.key, Act.self, "act") else { continue }
      let says = item.text("says", isRequired: true)?.value ?? ""
      let silence =
        item.text("silence", isRequired: true).flatMap { item.choice($0, Silence.self, "meaning of silence") } ?? .reserved
      let grant = item.flag("grant") ?? true
      let fits = Set((item.texts("fits") ?? []).compactMap { item.choice($0, ComponentKind.self, "kind of component") })
      item.finish()
      diagnostics += item.diagnostics
      vocabulary.acts[act] = Vocabulary.ActRule(says: says, silence: silence, needsGrant: grant, fits: fits)
    }
    for act in Act.allCases where vocabulary.acts[act] == nil { reader.report("missing-key", "no entry for `\(act.rawValue)`") }
  }

  private mutating func uses(_ reader: inout ObjectReader) {
    for member in reader.value("uses")?.members ?? reader.node.noMembers {
      var item = ObjectReader(member.value)
      let profile = UseProfile(
        id: member.key.value,
        title: item.text("title", isRequired: true)?.value ?? "",
        acts: ActSet((item.texts("acts") ?? []).compactMap { item.choice($0, Act.self, "act") }),
        commercial: item.flag("commercial"),
        purpose: item.texts("purpose").map { Set($0.compactMap { item.choice($0, Purpose.self, "purpose") }) })
      item.finish()
      diagnostics += item.diagnostics
      vocabulary.uses.append(profile)
    }
    if let standard = reader.text("standard", isRequired: true) {
      vocabulary.standardUse = standard.value
      if vocabulary.use(standard.value) == nil {
        reader.report("unknown-word", "`\(standard.value)` is no use", at: standard.span)
      }
    }
  }

  private mutating func exposure(_ reader: inout ObjectReader) {
    for member in reader.value("relationships")?.members ?? reader.node.noMembers {
      guard let relationship = reader.choice(member.key, Relationship.self, "relationship") else { continue }
      var item = ObjectReader(member.value)
      var states: [ExposureKey: ExposureValue] = [:]
      for row in item.value("becomes")?.members ?? reader.node.noMembers {
        guard let key = ExposureKey(row.key.value), key.relationship == relationship else {
          item.report("unknown-word", "`\(row.key.value)` is no row of this relationship", at: row.key.span)
          continue
        }
        states[key] = vocabulary.exposureValue(row.value, &item)
      }
      vocabulary.exposure[relationship] = ExposureRow(
        states: states, passes: Self.acts("passes", &item), uses: Self.acts("uses", &item), ownActs: Self.acts("own", &item))
      item.finish()
      diagnostics += item.diagnostics
    }
    for relationship in Relationship.allCases where vocabulary.exposure[relationship] == nil {
      reader.report("missing-key", "no row for `\(relationship.rawValue)`")
    }
  }

  private static func acts(_ key: String, _ reader: inout ObjectReader) -> ActSet {
    let names = reader.texts(key) ?? []
    if names.map(\.value) == ["any"] { return .all }
    return ActSet(names.compactMap { reader.choice($0, Act.self, "act") })
  }
}
