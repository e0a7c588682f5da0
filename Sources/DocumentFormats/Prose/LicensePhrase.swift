import Diagnostics

/// Finds the names of licenses in a few words of prose.
struct LicensePhrase {
  /// Names that the catalog knows, in their order.
  private(set) var known: [String] = []
  /// The words without markup; what was said, where no name is known.
  let plain: String

  private static let longestName = 8
  /// Behind these a name is not the license, but something like it or unlike it.
  private static let bending: Set<String> = [
    "modified", "custom", "non", "not", "no", "except", "unlike", "similar", "style", "adapted", "extended", "amended", "than",
    "excluding",
  ]

  init(_ text: String, names: LicenseNames) {
    let (words, links) = Self.withoutMarkup(text)
    plain = words
    var seen: Set<String> = []
    func add(_ name: String) {
      let key = if case .license(let id) = names.meaning(name) { id } else { name.lowercased() }
      if seen.insert(key).inserted { known.append(name) }
    }
    let isBent = Self.scan(words, names, add)
    for link in links where !isBent {
      if let name = names.name(ofLink: link) { add(name) }
    }
  }

  /// The longest known names among the words; true if a word before one bends its meaning, so that none counts.
  private static func scan(_ text: String, _ names: LicenseNames, _ add: (String) -> Void) -> Bool {
    let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
    guard words.count <= 400 else { return false }
    var found: [String] = []
    var index = 0
    while index < words.count {
      var taken = 1
      for length in stride(from: min(longestName, words.count - index), through: 1, by: -1) {
        let candidate = stripped(words[index..<index + length].joined(separator: " "))
        guard candidate.utf8.count > 2, length > 1 || isName(candidate, isAlone: words.count <= 2), names.knows(candidate) else {
          continue
        }
        if index > 0, bending.contains(stripped(words[index - 1]).lowercased()) { return true }
        if let last = words[index..<index + length].last, last.lowercased().hasSuffix("-style") { return true }
        found.append(candidate)
        taken = length
        break
      }
      index += taken
    }
    found.forEach(add)
    return false
  }

  /// A single word is a name if it looks like none of the language: `MIT`, `CC-BY-4.0`.
  private static func isName(_ word: String, isAlone: Bool) -> Bool {
    if word.contains(where: \.isNumber) || isAlone { return true }
    return word == word.uppercased() && word.contains(where: \.isLetter)
  }

  private static func stripped(_ text: String) -> String {
    let edges: Set<Character> = [
      ",", ";", ":", ".", "(", ")", "[", "]", "\"", "'", "“", "”", "’", "!", "*", "`", "|", "<", ">", "-", "–", "—", "&", "=",
    ]
    var result = text[...]
    while let first = result.first, edges.contains(first) { result = result.dropFirst() }
    while let last = result.last, edges.contains(last) { result = result.dropLast() }
    if result.lowercased().hasPrefix("the ") { result = result.dropFirst(4) }
    return String(result)
  }

  /// The text that a reader of Markdown sees, and the addresses behind it.
  static func withoutMarkup(_ text: String) -> (text: String, links: [String]) {
    var plain = ""
    var links: [String] = []
    var rest = text[...]
    while let character = rest.first {
      rest = rest.dropFirst()
      switch character {
      case "*", "`": continue
      case "_" where plain.last?.isWhitespace != false: continue
      case "]" where rest.first == "(":
        let address = rest.dropFirst().prefix { $0 != ")" && !$0.isWhitespace }
        links.append(String(address))
        rest = rest[address.endIndex...].drop { $0 != ")" }.dropFirst()
      case "[", "]": continue
      case "!" where rest.first == "[": continue
      case "<" where rest.hasPrefix("http"):
        let address = rest.prefix { $0 != ">" }
        links.append(String(address))
        rest = rest[address.endIndex...].dropFirst()
      case "<":
        let tag = rest.prefix { $0 != ">" }
        guard tag.count < 200, tag.endIndex < rest.endIndex else {
          plain.append(character)
          continue
        }
        if let href = tag.firstRange(of: "href=\"") { links.append(String(tag[href.upperBound...].prefix { $0 != "\"" })) }
        rest = rest[tag.endIndex...].dropFirst()
      default: plain.append(character)
      }
    }
    for word in plain.split(whereSeparator: \.isWhitespace) where word.hasPrefix("http") { links.append(String(word)) }
    return (plain.trimmed, links)
  }
}
