import Diagnostics
import Documents
import Inventory
import Licensing

// The intended use that a manifest states.
extension ManifestReader {
  static let useKeys = [
    "profile", "acts", "commercial", "purpose", "actor", "regions", "outputRegions", "fields", "outputs", "release", "receivedAs",
    "litigation", "agreements", "measures",
  ]

  mutating func readUse(_ node: DocumentNode) -> StatedUse? {
    guard let fields = nodes.object(node, "`use`", keys: Self.useKeys) else { return nil }
    var facts = UseFacts()
    let profile = fields["profile"].flatMap { readProfile($0) }
    let acts = fields["acts"].flatMap { node in
      let acts: Set<Act>? = nodes.choices(node, "`acts`")
      return acts.map { Located(ActSet($0), node.span) }
    }
    readCircumstances(fields, &facts)
    if let actor = fields["actor"] { readActor(actor, &facts) }
    if let outputs = fields["outputs"] { readOutputs(outputs, &facts) }
    if let release = fields["release"] { readRelease(release, &facts) }
    readClaims(fields, &facts)
    return StatedUse(profile: profile, acts: acts, facts: facts)
  }

  private mutating func readProfile(_ node: DocumentNode) -> Located<String>? {
    guard let profile = nodes.string(node, "`profile`") else { return nil }
    let known = context.vocabulary.profiles
    if !known.isEmpty, !known.contains(profile.value) { nodes.report(.unknownWord(profile, "`profile`", known)) }
    return profile
  }

  private mutating func readCircumstances(_ fields: NodeReader.Fields, _ facts: inout UseFacts) {
    if let node = fields["commercial"], let value = nodes.bool(node, "`commercial`") {
      facts.commercial = Truth(value)
      facts.origins[.commercial] = .stated(node.span)
    }
    if let node = fields["purpose"] {
      facts.purpose = nodes.choices(node, "`purpose`")
      facts.origins[.purpose] = .stated(node.span)
    }
    if let node = fields["regions"] {
      facts.regions = readPlaces(node, "`regions`")
      facts.origins[.regions] = .stated(node.span)
    }
    if let node = fields["outputRegions"] {
      facts.outputRegions = readPlaces(node, "`outputRegions`")
      facts.origins[.outputRegions] = .stated(node.span)
    }
    if let node = fields["fields"] {
      facts.fields = readFieldsOfUse(node)
      facts.origins[.fields] = .stated(node.span)
    }
    if let node = fields["receivedAs"] {
      facts.receivedAs = nodes.choice(node, "`receivedAs`")
      facts.origins[.receivedAs] = .stated(node.span)
    }
  }

  // MARK: Places

  mutating func readPlace(_ node: DocumentNode, _ what: String) -> String? {
    guard let code = nodes.string(node, what) else { return nil }
    guard isPlace(code.value) else {
      let isUpperCaseKnown = isPlace(code.value.uppercased())
      nodes.report(.unknownPlace(code, what, isUpperCaseKnown: isUpperCaseKnown))
      return nil
    }
    return code.value
  }

  /// In the order of the document, each once.
  private mutating func readPlaces(_ node: DocumentNode, _ what: String) -> [String]? {
    guard let elements = nodes.listOrOne(node, what) else { return nil }
    var seen: Set<String> = []
    return elements.compactMap { readPlace($0, what) }.filter { seen.insert($0).inserted }
  }

  private func isPlace(_ code: String) -> Bool {
    if let places = context.vocabulary.places { return places.isKnown(code) }
    let letters = code.utf8
    return ["EU", "EEA", Places.world].contains(code) || letters.count == 2 && letters.allSatisfy { (0x41...0x5A).contains($0) }
  }

  // MARK: Fields of use

  private mutating func readFieldsOfUse(_ node: DocumentNode) -> [FieldOfUse]? {
    guard let elements = nodes.list(node, "`fields`") else { return nil }
    return elements.compactMap { readFieldOfUse($0) }
  }

  private mutating func readFieldOfUse(_ node: DocumentNode) -> FieldOfUse? {
    guard node.kind == .object else { return readField(node).map { FieldOfUse($0) } }
    guard let fields = nodes.object(node, "a field of use", keys: ["field"] + FieldOfUse.qualifierNames) else { return nil }
    var qualifiers: [String: Bool] = [:]
    for name in FieldOfUse.qualifierNames {
      if let node = fields[name], let value = nodes.bool(node, "`\(name)`") { qualifiers[name] = value }
    }
    return required(fields, "field", "a field of use").flatMap { readField($0) }.map { FieldOfUse($0, qualifiers: qualifiers) }
  }

  private mutating func readField(_ node: DocumentNode) -> String? {
    guard let name = nodes.string(node, "a field of use") else { return nil }
    let known = context.vocabulary.fields
    guard known.isEmpty || known.contains(name.value) else {
      nodes.report(.unknownWord(name, "a field of use", known))
      return nil
    }
    return name.value
  }

  // MARK: Outputs and release

  private mutating func readOutputs(_ node: DocumentNode, _ facts: inout UseFacts) {
    let keys = ["student", "related", "competitive", "similar", "distributed"]
    guard let outputs = nodes.object(node, "`outputs`", keys: ["train"]), let train = outputs["train"],
      let fields = nodes.object(train, "`outputs.train`", keys: keys)
    else { return }
    if let node = fields["student"] {
      facts.student = nodes.choices(node, "`student`")
      facts.origins[.student] = .stated(node.span)
    }
    for (key, path) in [
      ("related", \UseFacts.outputsRelated), ("competitive", \.outputsCompetitive), ("similar", \.outputsSimilar),
      ("distributed", \.outputsDistributed),
    ] {
      guard let node = fields[key], let value = nodes.bool(node, "`\(key)`") else { continue }
      facts[keyPath: path] = Truth(value)
      facts.origins[FactName("outputs.train.\(key)")] = .stated(node.span)
    }
  }

  private mutating func readRelease(_ node: DocumentNode, _ facts: inout UseFacts) {
    guard let fields = nodes.object(node, "`release`", keys: ["name", "license"]) else { return }
    if let node = fields["name"], let name = nodes.string(node, "`release.name`") {
      facts.releaseName = name
      facts.origins[.releaseName] = .stated(node.span)
    }
    if let node = fields["license"], let license = nodes.string(node, "`release.license`") {
      facts.releaseLicense = license
      facts.origins[.releaseLicense] = .stated(node.span)
    }
  }
}

extension Diagnostic {
  fileprivate static func unknownPlace(_ code: Located<String>, _ what: String, isUpperCaseKnown: Bool) -> Self {
    Self(
      "unknown-value", .error, "\(what) cannot be \(code.value.quoted)", labels: [.init(code.span)],
      help: isUpperCaseKnown
        ? "write `\(code.value.uppercased())`" : "write an ISO 3166 code such as `US`, a group (`EU`, `EEA`) or `WORLD`")
  }
}
