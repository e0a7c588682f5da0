/// Countries and groups of countries, as `places.yaml` lists them.
package struct Places: Sendable {
  package static let world = "WORLD"

  private let countries: Set<String>
  private let groups: [String: Set<String>]

  package init(countries: Set<String>, groups: [String: Set<String>]) {
    self.countries = countries
    self.groups = groups
  }

  /// Whether the code is a country, a group or `WORLD`.
  package func isKnown(_ code: String) -> Bool {
    code == Self.world || countries.contains(code) || groups[code] != nil
  }

  package func isGroup(_ code: String) -> Bool { code == Self.world || groups[code] != nil }

  /// All countries that the codes name; an unknown code stands for itself.
  package func members(of codes: some Sequence<String>) -> Set<String> {
    var result: Set<String> = []
    for code in codes {
      if code == Self.world {
        result.formUnion(countries)
      } else if let group = groups[code] {
        result.formUnion(group)
      } else {
        result.insert(code)
      }
    }
    return result
  }

  /// A country outside all the given codes, to stand for "elsewhere" when a question is tried out.
  package func country(outside codes: some Sequence<String>) -> String? {
    let inside = members(of: codes)
    return countries.sorted().first { !inside.contains($0) }
  }
}
