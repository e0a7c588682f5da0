/// The name that a misspelled one was probably meant to be.
package enum NearestName {
  /// The candidate with the fewest edits, if they are few enough to be a slip; the first of equals.
  package static func of(_ name: String, among candidates: some Sequence<String>) -> String? {
    let wanted = folded(name)
    guard (1...64).contains(wanted.count) else { return nil }
    var best: (name: String, edits: Int)?
    for candidate in candidates {
      let letters = folded(candidate)
      let longest = max(wanted.count, letters.count)
      // Two names of one letter are not a slip apart.
      let allowed = longest < 3 ? 0 : max(1, longest / 3)
      guard letters.count <= 64, abs(letters.count - wanted.count) <= allowed else { continue }
      let edits = edits(wanted, letters)
      if edits <= allowed, edits < best?.edits ?? .max { best = (candidate, edits) }
    }
    return best?.name
  }

  /// ASCII letters in lower case, so that a slip of the shift key is no edit; `_` and ` ` count as `-`.
  private static func folded(_ name: String) -> [UInt8] {
    name.utf8.map { byte in
      switch byte {
      case 0x41...0x5A: byte | 0x20
      case 0x5F, 0x20: 0x2D
      default: byte
      }
    }
  }

  /// Insertions, deletions, replacements and swaps of neighbors that turn one word into the other.
  private static func edits(_ first: [UInt8], _ second: [UInt8]) -> Int {
    var beforePrevious: [Int] = []
    var previous = Array(0...second.count)
    for (row, letter) in first.enumerated() {
      var current = [row + 1]
      for (column, other) in second.enumerated() {
        var least = min(previous[column] + (letter == other ? 0 : 1), previous[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, letter == second[column - 1], first[row - 1] == other {
          least = min(least, beforePrevious[column - 1] + 1)
        }
        current.append(least)
      }
      beforePrevious = previous
      previous = current
    }
    return previous[second.count]
  }
}
