import Licensing

/// The list of licenses for a terminal: one line each, what is free about it, and what the words in the columns mean.
package struct LicenseListText {
  private let profiles: [LicenseProfile]
  private let options: TextOptions
  /// How many there are before the list was filtered.
  private let total: Int

  package init(_ profiles: [LicenseProfile], total: Int, _ options: TextOptions) {
    self.profiles = profiles
    self.total = total
    self.options = options
  }

  package var text: String {
    var page = TextPage(options)
    guard !profiles.isEmpty else {
      page.line("no license is like that; there are \(total) without a filter")
      return page.text
    }
    let ids = width(profiles.map(\.id), "id", 34)
    let openness = width(profiles.map(\.openness.rawValue), "openness", 14)
    let limits = width(profiles.map(Self.limits), "depends on", 22)
    let lists = width(profiles.map { $0.lists.joined(separator: " ") }, "lists", 18)
    func line(_ id: String, _ open: String, _ limit: String, _ list: String, _ name: String, _ attributes: [Style.Attribute]) {
      let lead = [(id, ids), (open, openness), (limit, limits), (list, lists)].map { TextPage.padded($0, $1) }
      let taken = lead.reduce(0) { $0 + DisplayWidth.of($1) + 2 }
      let left = options.width - max(taken, ids + openness + limits + lists + 8)
      let name = left < 24 ? "" : Self.cut(page.plain(name), left, options.unicode)
      var cells = lead.map { page.style($0, attributes) }
      if attributes.isEmpty, let known = Openness(rawValue: open) { cells[1] = page.style(lead[1], known.attributes) }
      page.line((cells + [page.style(name, attributes)]).joined(separator: "  ").trimmed)
    }
    line("id", "openness", "depends on", "lists", "name", [.bold])
    for profile in profiles {
      line(
        page.plain(profile.id), profile.openness.rawValue, Self.limits(profile), profile.lists.joined(separator: " "),
        profile.name, [])
    }
    page.gap()
    page.paragraph(count + ".")
    for openness in Openness.allCases where profiles.contains(where: { $0.openness == openness }) {
      page.paragraph("\(openness.rawValue): \(openness.meaning)", hanging: 2)
    }
    page.paragraph(
      "Openness and dependence are computed by judging uses against the terms, with nothing stated but what is presumed; `licenses show ID` gives the reasons. Not legal advice."
    )
    return page.text
  }

  private var count: String {
    let listed = ReportPhrases.count(profiles.count, "text")
    return profiles.count == total ? listed : "\(listed) of \(total)"
  }

  private static func limits(_ profile: LicenseProfile) -> String { profile.limits.map(\.rawValue).joined(separator: " ") }

  private func width(_ texts: [String], _ heading: String, _ most: Int) -> Int {
    min(max((texts + [heading]).map { DisplayWidth.of($0) }.max() ?? 0, DisplayWidth.of(heading)), most)
  }

  static func cut(_ text: String, _ width: Int, _ unicode: Bool) -> String {
    guard width > 3, DisplayWidth.of(text) > width else { return text }
    let ellipsis = HostileText.ellipsis(ascii: !unicode)
    var result = ""
    var used = DisplayWidth.of(ellipsis)
    for character in text {
      used += DisplayWidth.of(String(character))
      guard used <= width else { break }
      result.append(character)
    }
    return result + ellipsis
  }
}

extension Openness {
  var attributes: [Style.Attribute] {
    switch self {
    case .permissive: [.green]
    case .open, .shareAlike: [.cyan]
    case .noDerivatives, .restricted, .unclear: [.yellow]
    case .nonCommercial, .closed: [.red]
    case .policy: [.dim]
    }
  }
}

extension String {
  /// Without blanks at the end.
  var trimmed: String {
    var copy = self
    while copy.hasSuffix(" ") { copy.removeLast() }
    return copy
  }
}
