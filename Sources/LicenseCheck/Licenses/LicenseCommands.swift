import LicenseCatalog
import Licensing
import Reporting

/// What `licenses` lists.
package struct LicenseFilter: Sendable {
  package var kind: String?
  package var family: String?
  package var openness: String?

  package init(kind: String?, family: String?, openness: String?) {
    self.kind = kind
    self.family = family
    self.openness = openness
  }

  /// Lists that a license may stand on, beside the classes of openness.
  static let lists = ["osi", "fsf", "deprecated"]

  /// What is wrong with it, if something is.
  var mistake: String? {
    if let kind, LicenseTerms.Kind(rawValue: kind) == nil {
      return
        "there is no kind `\(HostileText.singleLine(kind))`; there are \(LicenseTerms.Kind.allCases.map(\.rawValue).joined(separator: ", "))"
    }
    if let openness, !Self.lists.contains(openness), Openness(rawValue: openness) == nil {
      let known = Openness.allCases.map(\.rawValue) + Self.lists
      return "there is no openness `\(HostileText.singleLine(openness))`; there are \(known.joined(separator: ", "))"
    }
    return nil
  }

  func admits(_ entry: Catalog.Entry) -> Bool {
    (kind.map { $0 == entry.kind.rawValue } ?? true)
      && (family.map { NameKey($0) == NameKey(entry.family ?? entry.id) } ?? true)
  }

  func admits(_ profile: LicenseProfile) -> Bool {
    switch openness {
    case nil: true
    case "osi": profile.isOSIApproved == true
    case "fsf": profile.isFSFLibre == true
    case "deprecated": profile.deprecatedSince != nil
    case let openness?: profile.openness.rawValue == openness
    }
  }
}

/// `licenses`: what the catalog knows, as lists, pages and comparisons.
package enum LicenseCommands {
  private static var catalog: Catalog { ShippedCatalog.catalog }

  package static func list(_ filter: LicenseFilter, format: String, style: TerminalStyle) -> CommandOutput {
    if let mistake = filter.mistake ?? mistake(inFormat: format) { return failure(mistake) }
    let appraisal = LicenseAppraisal(catalog: catalog)
    let all = catalog.entries
    let terms = all.filter(filter.admits).compactMap { catalog.terms($0.id) }
    let profiles = terms.map(appraisal.profile).filter(filter.admits).sorted {
      ($0.id.lowercased(), $0.id) < ($1.id.lowercased(), $1.id)
    }
    return CommandOutput(
      format == "json" ? LicenseJSON.list(profiles) : LicenseListText(profiles, total: all.count, style.options()).text)
  }

  package static func show(_ name: String, format: String, style: TerminalStyle, isVerbose: Bool) -> CommandOutput {
    if let mistake = mistake(inFormat: format) { return failure(mistake) }
    let appraisal = LicenseAppraisal(catalog: catalog)
    switch catalog.resolve(name) {
    case .terms(let terms):
      let profile = appraisal.profile(of: terms)
      let matrix = appraisal.matrix(of: terms)
      let silence = silence(of: terms)
      let holders = terms.kind == .policy ? incorporating(terms.id) : []
      return CommandOutput(
        format == "json"
          ? LicenseJSON.page(terms, profile: profile, matrix: matrix, silence: silence, incorporatedBy: holders)
          : LicensePageText(
            terms, profile: profile, matrix: matrix, silence: silence, incorporatedBy: holders, style.options(verbose: isVerbose)
          ).text)
    case .family(let family, let candidates, let why):
      let members = candidates.compactMap { catalog.terms($0) }.map(appraisal.profile)
      return undecided(family, "family", why, members, format, style)
    case .knownByName(let known, let why): return undecided(known, "known-by-name", why, [], format, style)
    case .unknown: return members(of: name, format, style, appraisal) ?? failure(.unknownName(name))
    }
  }

  package static func difference(_ first: String, _ second: String, format: String, style: TerminalStyle) -> CommandOutput {
    if let mistake = mistake(inFormat: format) { return failure(mistake) }
    var texts: [LicenseTerms] = []
    for name in [first, second] {
      guard case .terms(let terms) = catalog.resolve(name) else {
        return failure("`\(HostileText.singleLine(name))` names no single text; `licenses show` says what it may mean")
      }
      texts.append(terms)
    }
    let appraisal = LicenseAppraisal(catalog: catalog)
    let difference = LicenseDifference(
      old: (texts[0], appraisal.matrix(of: texts[0])), new: (texts[1], appraisal.matrix(of: texts[1])))
    return CommandOutput(
      format == "json"
        ? LicenseJSON.difference(appraisal.profile(of: texts[0]), appraisal.profile(of: texts[1]), difference)
        : LicenseDifferenceText(texts[0], texts[1], difference, style.options()).text)
  }

  /// `licenses resolve NAME…`: what names mean, a line each: name, meaning, id or family, why.
  package static func resolve(_ names: [String]) -> CommandOutput {
    let lines = names.map { name -> String in
      let fields: [String] =
        switch catalog.resolve(name) {
        case .terms(let terms): ["terms", terms.id, ""]
        case .family(let family, let candidates, let why):
          ["family", candidates.isEmpty ? family : candidates.joined(separator: " "), why]
        case .knownByName(let known, let why): ["known-by-name", known, why]
        case .unknown: ["unknown", "", ""]
        }
      return ([name] + fields).map { HostileText.singleLine($0) }.joined(separator: "\t")
    }
    return CommandOutput(lines.map { $0 + "\n" }.joined())
  }

  // MARK: Names that decide nothing

  /// The word by which versions of a license are kept together is no name of a license, but one may ask for it.
  private static func members(
    of family: String, _ format: String, _ style: TerminalStyle, _ appraisal: LicenseAppraisal
  ) -> CommandOutput? {
    let members = catalog.entries.filter { $0.family.map { NameKey($0) == NameKey(family) } ?? false }
    guard let word = members.first?.family else { return nil }
    let profiles = members.compactMap { catalog.terms($0.id) }.map(appraisal.profile)
    return undecided(
      word, "family", "the word by which these texts are kept together here; it is no name of a license", profiles, format, style)
  }

  private static func undecided(
    _ name: String, _ meaning: String, _ why: String, _ members: [LicenseProfile], _ format: String, _ style: TerminalStyle
  ) -> CommandOutput {
    if format == "json" { return CommandOutput(LicenseJSON.name(name, meaning: meaning, why: why, candidates: members)) }
    let said = meaning == "family" ? "names no single license and decides nothing" : "is known by name only and decides nothing"
    var text = Paragraph.wrapped("`\(HostileText.singleLine(name))` \(said): \(why).", width: style.width, indent: "") + "\n"
    if let entry = catalog.spdxEntry(name) {
      let facts = [entry.name, entry.isOSIApproved ? "OSI approved" : "not OSI approved", entry.isFSFLibre ? "FSF libre" : nil]
      text += "On the SPDX list: \(facts.compactMap(\.self).joined(separator: ", ")).\n"
    }
    if !members.isEmpty {
      text += "\nIt may stand for:\n" + LicenseListText(members, total: members.count, style.options()).text
    }
    return CommandOutput(text)
  }

  // MARK: Parts

  /// What it means that the text is silent, act by act.
  private static func silence(of terms: LicenseTerms) -> [(act: String, meaning: Silence)] {
    terms.silent.map { act in
      (act.rawValue, terms.silence[act] ?? catalog.vocabulary.acts[act]?.silence ?? .unsettled)
    }
  }

  private static func incorporating(_ policy: String) -> [String] {
    catalog.entries.map(\.id).filter { id in
      catalog.terms(id)?.terms.contains { term in
        if case .must(let duty) = term.statement { return duty.document?.id == policy }
        return false
      } ?? false
    }
  }

  private static func mistake(inFormat format: String) -> String? {
    ["text", "json"].contains(format) ? nil : "unknown format `\(HostileText.singleLine(format))`; there are text and json"
  }

  static func failure(_ message: String) -> CommandOutput { CommandOutput(errors: "error: \(message)\n", status: 2) }
}

extension String {
  fileprivate static func unknownName(_ name: String) -> String {
    "no license here is called `\(HostileText.singleLine(name))`; see `licensecheck licenses`"
  }
}

extension TerminalStyle {
  /// The same for pages of text.
  func options(verbose: Bool = false) -> TextOptions {
    TextOptions(width: width, color: color, unicode: unicode, quiet: false, verbose: verbose)
  }
}
