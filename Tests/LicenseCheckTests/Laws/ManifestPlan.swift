import Diagnostics
import DocumentFormats
import Inventory
import LicenseCatalog
import LicenseCheck
import Licensing
import Reporting

/// A manifest as its author thinks of it: plain words, from which the JSON is written. What the program announces is tried out
/// here, by edits of the words, without any of the program's own code.
struct ManifestPlan: CustomStringConvertible {
  struct Edge {
    var parent: String
    var relationship: String
    /// Further members, as JSON: `"by": "us"`.
    var more: [String] = []
  }

  struct Part {
    var id: String
    var kind: String
    var license: String?
    var isOurs = false
    var modality: [String] = []
    var edges: [Edge] = []

    var json: String {
      var members = ["\"id\": \"\(id)\"", "\"kind\": \"\(kind)\""]
      if let license { members.append("\"license\": \"\(license)\"") }
      if isOurs { members.append("\"owner\": \"us\"") }
      if !modality.isEmpty { members.append("\"modality\": \(ManifestPlan.list(modality))") }
      if !edges.isEmpty {
        let written = edges.map { edge in
          let own = ["\"component\": \"\(edge.parent)\"", "\"relationship\": \"\(edge.relationship)\""]
          return "{\((own + edge.more).joined(separator: ", "))}"
        }
        members.append("\"from\": [\(written.joined(separator: ", "))]")
      }
      return "{\(members.joined(separator: ", "))}"
    }
  }

  var parts: [Part] = []
  /// What may stand in the place of a part: one component for each choice.
  var alternatives: [(of: String, options: [Part])] = []
  var acts: [String] = []
  /// Facts by their dotted names, as JSON.
  var facts: [String: String] = [:]
  /// Fields of use with their qualifiers.
  var fields: [String: [String: Bool]] = [:]
  var agreements: [String] = []

  static func list(_ words: [String]) -> String { "[\(words.map { "\"\($0)\"" }.joined(separator: ", "))]" }

  var json: String {
    var lines = ["{\"manifest\": 1,", "\"components\": [", parts.map(\.json).joined(separator: ",\n"), "],"]
    if !alternatives.isEmpty {
      let written = alternatives.map { choice in
        "{\"component\": \"\(choice.of)\", \"replaceWith\": [\(choice.options.map(\.json).joined(separator: ", "))]}"
      }
      lines.append("\"alternatives\": [\(written.joined(separator: ",\n"))],")
    }
    lines.append("\"use\": {\(useMembers.joined(separator: ", "))}}")
    return lines.joined(separator: "\n")
  }

  private var useMembers: [String] {
    var members = ["\"acts\": \(Self.list(acts))"]
    if !fields.isEmpty {
      let written = fields.keys.sorted().map { name in
        let qualifiers = (fields[name] ?? [:]).sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value)" }
        return "{\((["\"field\": \"\(name)\""] + qualifiers).joined(separator: ", "))}"
      }
      members.append("\"fields\": [\(written.joined(separator: ", "))]")
    }
    if !agreements.isEmpty {
      members.append(
        "\"agreements\": [\(agreements.map { "{\"license\": \"\($0)\", \"reference\": \"contract\"}" }.joined(separator: ", "))]")
    }
    return members + Self.members(facts)
  }

  /// Dotted names as nested objects.
  private static func members(_ facts: [String: String]) -> [String] {
    var nested: [String: [String: String]] = [:]
    for (name, value) in facts {
      let words = name.split(separator: ".", maxSplits: 1).map(String.init)
      nested[words[0], default: [:]][words.count > 1 ? words[1] : ""] = value
    }
    return nested.keys.sorted().map { name in
      let inner = nested[name] ?? [:]
      if let value = inner[""] { return "\"\(name)\": \(value)" }
      return "\"\(name)\": {\(members(inner).joined(separator: ", "))}"
    }
  }

  var description: String { json }

  /// The report on the plan as a file in a folder of its own, where no duty can be looked up.
  func report(_ catalog: any LicenseSource, asksForWaysOut: Bool = false, assumptions: [String: String] = [:]) throws
    -> AuditReport
  {
    let places = catalog.vocabulary.places
    let context = ReadingContext(
      vocabulary: .init(
        fields: catalog.vocabulary.fields.keys.sorted(), profiles: catalog.vocabulary.uses.map(\.id), places: places))
    var request = AuditRequest(date: Shipped.today)
    request.asksForWaysOut = asksForWaysOut
    request.assumptions = assumptions
    return Audit(catalog: catalog, catalogVersion: "test", request: request)
      .report(on: [try manifest(json, path: "no-such-folder/model.json", context)], diagnostics: [])
  }
}

// MARK: Changes

extension ManifestPlan {
  /// The plan after one announced change; `nil` where the words of the change mean nothing.
  func after(_ change: AuditReport.Fix.Change, _ generator: inout Generator) -> ManifestPlan? {
    var plan = self
    switch (change.kind, change.component, change.detail) {
    case ("drop", let id?, nil): plan.remove(id)
    case ("replace", let id?, nil):
      guard let old = parts.first(where: { $0.id == id }) else { return nil }
      plan.put(Part(id: "free-\(id)", kind: old.kind, isOurs: true, modality: old.modality), for: id)
    case ("replace", let id?, let option?):
      guard let new = alternatives.first(where: { $0.of == id })?.options.first(where: { $0.id == option }) else { return nil }
      plan.put(new, for: id)
    case ("drop-act", nil, let act?): plan.acts.removeAll { $0 == act }
    case ("release-license", nil, let license?): plan.facts["release.license"] = "\"\(license)\""
    case ("obtain-license", nil, let license?): plan.agreements.append(license)
    case ("answer", _, let answer?): return plan.answer(answer, &generator) ? plan : nil
    default: return nil
    }
    return plan
  }

  private mutating func remove(_ id: String) {
    let before = named
    parts.removeAll { $0.id == id }
    for index in parts.indices { parts[index].edges.removeAll { $0.parent == id } }
    sweep(before)
  }

  private mutating func put(_ new: Part, for id: String) {
    let before = named
    parts.removeAll { $0.id == id }
    for index in parts.indices {
      for edge in parts[index].edges.indices where parts[index].edges[edge].parent == id {
        parts[index].edges[edge].parent = new.id
      }
    }
    parts.append(new)
    sweep(before)
  }

  private var named: Set<String> { Set(parts.flatMap { $0.edges.map(\.parent) }) }

  /// What only the old part came from goes with it: nobody releases it.
  private mutating func sweep(_ before: Set<String>) {
    while let orphan = parts.firstIndex(where: { before.contains($0.id) && !named.contains($0.id) }) { parts.remove(at: orphan) }
    alternatives.removeAll { choice in !parts.contains { $0.id == choice.of } }
  }
}

// MARK: Answers

extension ManifestPlan {
  /// Takes an answer as its words say: `actor.monthlyActiveUsers <= 700000000`. Any value that fits the words will do.
  private mutating func answer(_ words: String, _ generator: inout Generator) -> Bool {
    guard let blank = words.firstIndex(of: " ") else { return false }
    let fact = String(words[..<blank])
    let answer = String(words[words.index(after: blank)...])
    let name = fact.split(separator: ".").map(String.init)
    switch name[0] {
    case "components":
      let id = name.dropFirst().dropLast().joined(separator: ".")
      guard let index = parts.firstIndex(where: { $0.id == id }) else { return false }
      if name.last == "license" { parts[index].license = answer } else { parts[index].modality = modality(answer, &generator) }
      return name.last == "license" || !parts[index].modality.isEmpty
    case "fields" where name.count == 3:
      fields[name[1], default: [:]][name[2]] = answer == "true"
      return answer == "true" || answer == "false"
    case "fields":
      fields = [:]
      return answer == "none of them"
    case "litigation":
      facts[fact] = "[]"
      return answer == "no suit"
    default: break
    }
    guard let value = value(of: answer, for: fact, &generator) else { return false }
    facts[fact] = value
    return true
  }

  private func value(of answer: String, for fact: String, _ generator: inout Generator) -> String? {
    switch fact {
    case "actor.monthlyActiveUsers", "actor.annualRevenueUSD", "actor.monthlyRevenueUSD": return number(answer, &generator)
    case "actor.domicile", "regions", "outputRegions":
      guard let country = country(answer, &generator) else { return nil }
      return fact == "actor.domicile" ? "\"\(country)\"" : Self.list([country])
    case "outputs.train.student": return answer == "none" ? "[]" : Self.list([answer])
    case "purpose": return Self.list([answer])
    case "actor.kind", "receivedAs": return "\"\(answer)\""
    case "commercial": return answer
    default: return fact.hasPrefix("outputs.train.") ? answer : nil
    }
  }

  /// `<= 5`, `> 5`, `>= 1 and < 5`: some number that fits all parts.
  private func number(_ answer: String, _ generator: inout Generator) -> String? {
    var (lowest, highest) = (0, Int.max)
    for part in answer.split(separator: " and ") {
      let words = part.split(separator: " ")
      guard words.count == 2, let number = Int(words[1]) else { return nil }
      switch words[0] {
      case "<=": highest = min(highest, number)
      case "<": highest = min(highest, number - 1)
      case ">": lowest = max(lowest, number + 1)
      case ">=": lowest = max(lowest, number)
      default: return nil
      }
    }
    if highest == .max { highest = lowest + 5 * max(1, lowest) }
    guard lowest <= highest else { return nil }
    return "\(generator.one([lowest, highest, generator.number(lowest...highest)]))"
  }

  /// `in EU`, `only outside EU, KR`.
  private func country(_ answer: String, _ generator: inout Generator) -> String? {
    let places = Shipped.vocabulary.places
    if answer.hasPrefix("in ") { return generator.one(places.members(of: [String(answer.dropFirst(3))]).sorted()) }
    guard answer.hasPrefix("only outside ") else { return nil }
    let listed = answer.dropFirst("only outside ".count).split(separator: ", ").map(String.init)
    return generator.one(places.members(of: [Places.world]).subtracting(places.members(of: listed)).sorted())
  }

  private func modality(_ answer: String, _ generator: inout Generator) -> [String] {
    let all = ["text", "image", "audio", "video"]
    func listed(_ prefix: String) -> [String]? {
      answer.hasPrefix(prefix) ? answer.dropFirst(prefix.count).split(separator: ", ").map(String.init) : nil
    }
    if let words = listed("only ") { return words }
    if let words = listed("also something else than ") {
      return words + [generator.one(all.filter { !words.contains($0) })]
    }
    guard let words = listed("nothing of ") else { return [] }
    return [generator.one(all.filter { !words.contains($0) })]
  }
}
