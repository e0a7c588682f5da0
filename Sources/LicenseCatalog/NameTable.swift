import Diagnostics
import Licensing

/// What each name of a license means, as lines `key, kind, name, why, ids` in the order of the keys.
struct NameTable {
  enum Meaning: Hashable {
    /// The terms of a file.
    case terms(String)
    /// The terms of a file, given with the right to choose a later version.
    case later(String)
    case family(name: String, candidates: [String], why: String)
    case known(name: String, why: String)
  }

  private struct Claim {
    var meaning: Meaning
    var name: String
    var span: SourceSpan?
  }

  private var claims: [NameKey: Claim] = [:]
  private(set) var diagnostics: [Diagnostic] = []

  static let notModelled = "known, not modelled"
  static let noText = "known by name only; no text of it is at hand"

  init(licenses: [CatalogFile], hub: [HubName], spdx: [SPDXEntry]) {
    for license in licenses { claim(license) }
    let ids = Set(licenses.map(\.terms.id))
    for name in hub { claim(name, modelled: ids) }
    for entry in spdx { claim(entry, files: licenses) }
    for entry in spdx where entry.deprecatedSince != nil { follow(entry) }
    claimTitles(licenses)
    for deprecated in [false, true] {
      for entry in spdx where (entry.deprecatedSince != nil) == deprecated {
        let key = NameKey(entry.name)
        if claims[key] == nil { claims[key] = claims[NameKey(entry.id)] }
      }
    }
  }

  private mutating func claim(_ file: CatalogFile) {
    let terms = file.terms
    let names = [terms.id] + [terms.spdx].compactMap(\.self) + terms.hub + terms.aliases
    for name in names { claim(name, .terms(terms.id), file.span(ofName: name)) }
    if let later = terms.later { claim(later, .later(terms.id), file.span(ofName: later)) }
  }

  private mutating func claim(_ name: String, _ meaning: Meaning, _ span: SourceSpan?) {
    let key = NameKey(name)
    guard !key.bytes.isEmpty else {
      diagnostics.append(Diagnostic("empty-name", .error, "`\(name)` is no name", labels: Self.labels(span)))
      return
    }
    guard let earlier = claims[key] else {
      claims[key] = Claim(meaning: meaning, name: name, span: span)
      return
    }
    guard earlier.meaning != meaning else { return }
    diagnostics.append(
      Diagnostic(
        "name-taken", .error,
        "`\(name)` is claimed twice: here and as `\(earlier.name)` by \(earlier.span?.file.path ?? "another file")",
        labels: Self.labels(span) + Self.labels(earlier.span, "the other claim"),
        help: "names are compared without case, blanks, `-` and `_`"))
  }

  private mutating func claim(_ hub: HubName, modelled ids: Set<String>) {
    let key = NameKey(hub.id)
    switch hub.meaning {
    case .license(let id) where ids.contains(id): claim(hub.id, .terms(id), hub.span)
    case .license(let id): claim(hub.id, .known(name: id, why: Self.notModelled), hub.span)
    case .name(let name): claim(hub.id, .known(name: name, why: Self.noText), hub.span)
    case .family(let candidates, let why):
      claim(hub.id, .family(name: hub.id, candidates: candidates, why: why), hub.span)
    }
    // The id by which hub.yaml calls a text is a name of it as well.
    guard case .license(let id) = hub.meaning, claims[NameKey(id)] == nil else { return }
    claims[NameKey(id)] = claims[key]
  }

  private mutating func claim(_ entry: SPDXEntry, files: [CatalogFile]) {
    let key = NameKey(entry.id)
    guard let earlier = claims[key] else {
      let why = entry.replacement.map { "\(Self.notModelled); replaced by \($0)" } ?? Self.notModelled
      claims[key] = Claim(meaning: .known(name: entry.id, why: why), name: entry.id)
      return
    }
    guard entry.deprecatedSince == nil, case .terms(let id) = earlier.meaning,
      let file = files.first(where: { $0.terms.id == id }), file.terms.spdx != entry.id
    else { return }
    diagnostics.append(
      Diagnostic(
        "name-taken", .error, "`\(earlier.name)` is another license on the SPDX list (\(entry.name))",
        labels: Self.labels(earlier.span),
        help: "say `spdx: \(entry.id)` if the text is that one"))
  }

  /// An id that SPDX gave up means what took its place.
  private mutating func follow(_ entry: SPDXEntry) {
    let key = NameKey(entry.id)
    guard let replacement = entry.replacement, let target = claims[NameKey(replacement)] else { return }
    if case .known = claims[key]?.meaning { claims[key]?.meaning = target.meaning }
  }

  /// The name of a text is a name of it, unless several bear it.
  private mutating func claimTitles(_ licenses: [CatalogFile]) {
    let groups = Dictionary(grouping: licenses) { NameKey($0.terms.name) }
    for (key, files) in groups where claims[key] == nil {
      guard let first = files.first else { continue }
      let ids = files.map(\.terms.id).sorted()
      let meaning: Meaning =
        ids.count == 1
        ? .terms(first.terms.id) : .family(name: first.terms.name, candidates: ids, why: "several texts bear this title")
      claims[key] = Claim(meaning: meaning, name: first.terms.name)
    }
  }

  private static func labels(_ span: SourceSpan?, _ text: String = "") -> [Diagnostic.Label] {
    span.map { [Diagnostic.Label($0, text)] } ?? []
  }
}

extension NameTable {
  /// Every id that some file or list spells exactly so; titles and aliases are no ids.
  var knownIDs: Set<String> {
    Set(
      claims.values.compactMap { claim in
        switch claim.meaning {
        case .known(let name, _): name
        case .family: nil
        case .terms, .later: claim.name
        }
      })
  }
}

// MARK: The lines

extension NameTable {
  /// The table as a segment of the catalog.
  var lines: String {
    claims.sorted { $0.key.bytes.lexicographicallyPrecedes($1.key.bytes) }
      .map { key, claim in ([key.text] + claim.meaning.fields).map(Self.flat).joined(separator: "\t") }
      .joined(separator: "\n")
  }

  /// What a key means, looked up in the lines.
  static func meaning(of key: NameKey, in lines: SortedLines) -> Meaning? {
    lines.fields(of: key.bytes).flatMap { Meaning(fields: Array($0.dropFirst())) }
  }

  private static func flat(_ field: String) -> String {
    String(field.map { $0.isNewline || $0 == "\t" ? " " : $0 })
  }
}

extension NameTable.Meaning {
  fileprivate var fields: [String] {
    switch self {
    case .terms(let id): ["terms", id]
    case .later(let id): ["later", id]
    case .known(let name, let why): ["known", name, why]
    case .family(let name, let candidates, let why): ["family", name, why, candidates.joined(separator: " ")]
    }
  }

  fileprivate init?(fields: [String]) {
    switch (fields.first, fields.count) {
    case ("terms", 2): self = .terms(fields[1])
    case ("later", 2): self = .later(fields[1])
    case ("known", 3): self = .known(name: fields[1], why: fields[2])
    case ("family", 4):
      self = .family(name: fields[1], candidates: fields[3].split(separator: " ").map(String.init), why: fields[2])
    default: return nil
    }
  }
}
