/// Reads the regular expressions of SPDX templates as lists of wordings.
///
/// Only what decides words is read: alternatives, optional parts, `.+` and the like as free words. A pattern that would give
/// more than 64 wordings, or that is not understood, is one run of free words, which is bounded and read for restrictions.
struct HolePattern {
  static let freeCharacter: Character = "\u{1}"
  static let free = String(freeCharacter)

  static func wordings(of pattern: String) -> [String] {
    var reader = HolePattern(pattern: Array(pattern))
    guard let wordings = reader.alternatives(), reader.index == reader.pattern.count, wordings.count <= limit else {
      return [free]
    }
    var seen: Set<String> = []
    let merged = wordings.map(collapsed).filter { seen.insert($0).inserted }
    return merged.contains(free) ? [free] : merged
  }

  private static let limit = 64
  private let pattern: [Character]
  private var index = 0

  private init(pattern: [Character]) { self.pattern = pattern }

  private static func collapsed(_ text: String) -> String {
    var result = ""
    for character in text where !(character == freeCharacter && result.last == freeCharacter) { result.append(character) }
    return result.allSatisfy { $0 == freeCharacter || $0 == " " } && result.contains(freeCharacter) ? free : result
  }

  private mutating func alternatives() -> [String]? {
    var result: [String] = []
    repeat {
      guard let branch = branch() else { return nil }
      result += branch
      guard result.count <= Self.limit else { return nil }
    } while take("|")
    return result
  }

  private mutating func branch() -> [String]? {
    var result = [""]
    while let next = peek, next != "|", next != ")" {
      guard let atom = atom() else { return nil }
      let wordings = quantified(atom)
      result = result.flatMap { head in wordings.map { head + $0 } }
      guard result.count <= Self.limit else { return nil }
    }
    return result
  }

  private mutating func atom() -> [String]? {
    guard let character = peek else { return nil }
    index += 1
    switch character {
    case "(":
      if peek == "?" {
        index += 1
        guard take(":") else { return nil }
      }
      guard let inner = alternatives(), take(")") else { return nil }
      return inner
    case "[": return characterClass()
    case ".": return [Self.free]
    case "^", "$": return [""]
    case "\\":
      guard let escaped = peek else { return nil }
      index += 1
      switch escaped {
      case "s", "t", "r", "n": return [" "]
      case "d", "w", "S", "D", "W": return [Self.free]
      default: return [String(escaped)]
      }
    default: return [String(character)]
    }
  }

  /// Blanks and punctuation carry no words; a few letters are alternatives; the rest is free.
  private mutating func characterClass() -> [String]? {
    let isNegated = take("^")
    var members: [Character] = []
    var isRange = false
    while let next = peek, next != "]" || members.isEmpty {
      index += 1
      if next == "\\", let escaped = peek {
        index += 1
        members.append("strnf".contains(escaped) ? " " : escaped)
        continue
      }
      if next == "-", !members.isEmpty, peek != "]" { isRange = true }
      members.append(next)
    }
    guard take("]") else { return nil }
    if isNegated || isRange { return [Self.free] }
    if members.allSatisfy({ $0 == " " || !($0.isLetter || $0.isNumber) }) { return [" "] }
    let folded = Set(members.map { $0.lowercased() }).sorted()
    return folded.count <= 4 ? folded : [Self.free]
  }

  private mutating func quantified(_ atom: [String]) -> [String] {
    guard let next = peek else { return atom }
    switch next {
    case "?": index += 1
    case "*": index += 1
    case "+":
      index += 1
      return atom
    case "{":
      var digits = ""
      while let character = peek, character != "}" {
        digits.append(character)
        index += 1
      }
      index += 1
      if !digits.hasPrefix("{0") { return atom }
    default: return atom
    }
    if atom == [Self.free] { return atom }
    return atom.allSatisfy { wording in !wording.contains { $0.isLetter || $0.isNumber || $0 == Self.freeCharacter } }
      ? [" "] : [""] + atom
  }

  private var peek: Character? { index < pattern.count ? pattern[index] : nil }

  private mutating func take(_ character: Character) -> Bool {
    guard peek == character else { return false }
    index += 1
    return true
  }
}
