import Foundation

/// One line of law turned around: a term left out, a condition left out, a comparison flipped.
struct CatalogMutant {
  var license: String
  /// `label: what was done`.
  var name: String
  /// The whole file with the change.
  var text: String
}

/// All mutants of one catalog file, made from its text.
struct CatalogMutants {
  private let license: String
  private let blocks: [[Substring]]
  private(set) var all: [CatalogMutant] = []

  init(license: String, text: String) {
    self.license = license
    var blocks: [[Substring]] = [[]]
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("  - ") || !line.hasPrefix(" ") { blocks.append([]) }
      blocks[blocks.count - 1].append(line)
    }
    self.blocks = blocks
    for (index, block) in blocks.enumerated() where block.first?.hasPrefix("  - ") == true { addMutants(of: block, at: index) }
  }

  private mutating func addMutants(of block: [Substring], at index: Int) {
    guard let statement = block.first?.dropFirst(4).prefix(while: { $0 != ":" }) else { return }
    let own = block.first { $0.hasPrefix("    label: ") }?.dropFirst("    label: ".count)
    let clause = block.first { $0.hasPrefix("    clause: ") }?.dropFirst("    clause: ".count)
    let label = String(own ?? clause ?? "?")
    if ["must", "must-not", "lifts"].contains(statement) { add("\(label): \(statement) left out", index, []) }
    for key in ["when", "only", "condition"] {
      guard let range = Self.lines(of: key, in: block) else { continue }
      if key != "condition" {
        add("\(label): \(key) left out", index, Array(block[..<range.lowerBound] + block[range.upperBound...]))
      }
      let written = block[range].joined(separator: "\n")
      for (words, change) in Self.flips(String(written)) {
        let lines = change.split(separator: "\n", omittingEmptySubsequences: false)
        add("\(label): \(words)", index, Array(block[..<range.lowerBound] + lines + block[range.upperBound...]))
      }
    }
  }

  private mutating func add(_ name: String, _ index: Int, _ lines: [Substring]) {
    var changed = blocks
    changed[index] = lines
    all.append(CatalogMutant(license: license, name: name, text: changed.joined().joined(separator: "\n")))
  }

  /// The lines of one key of a term, with what is folded below it.
  private static func lines(of key: String, in block: [Substring]) -> Range<Int>? {
    guard let start = block.firstIndex(where: { $0.hasPrefix("    \(key): ") }) else { return nil }
    var end = start + 1
    while end < block.count, block[end].hasPrefix("      ") { end += 1 }
    return start..<end
  }

  /// Every comparison the other way round, one at a time.
  private static func flips(_ condition: String) -> [(words: String, text: String)] {
    let pairs = [
      (" > ", " >= "), (" > ", " <= "), (" >= ", " > "), (" >= ", " < "), (" < ", " <= "), (" < ", " >= "), (" <= ", " < "),
      (" <= ", " > "), (" touches ", " within "), (" within ", " touches "), (" and ", " or "), (" or ", " and "), ("not ", ""),
      ("first yes", "first no"), ("first no", "first yes"), ("licensed no", "licensed yes"),
      ("humanOversight no", "humanOversight yes"), ("fullyAutomated yes", "fullyAutomated no"), ("consent no", "consent yes"),
      ("disclosed no", "disclosed yes"), ("substitute yes", "substitute no"),
    ]
    return pairs.flatMap { old, new in
      condition.ranges(of: old).map { range in
        (
          "\(old.trimmingCharacters(in: .whitespaces)) → \(new.isEmpty ? "(nothing)" : new.trimmingCharacters(in: .whitespaces))",
          condition.replacingCharacters(in: range, with: new)
        )
      }
    }
  }
}
