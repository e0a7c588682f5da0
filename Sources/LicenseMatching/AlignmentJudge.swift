/// Decides whether an alignment is that of a license, and of which kind.
struct AlignmentJudge {
  let alignment: TextAlignment
  let edits: [TextEdit]

  init(alignment: TextAlignment, classifier: EditClassifier) {
    self.alignment = alignment
    var edits = alignment.differences.map { classifier.edit($0) }
    if !Self.isExcerpt(alignment) {
      // A little that is missing at an end was struck.
      if alignment.missingHead > 0 {
        let place = 0..<alignment.covered.lowerBound
        let words = alignment.words.lowerBound..<alignment.words.lowerBound
        edits.insert(classifier.edit(.init(place: place, words: words, missing: alignment.missingHead)), at: 0)
      }
      if alignment.missingTail > 0 {
        let place = alignment.covered.upperBound..<max(alignment.covered.upperBound, alignment.text.mainCount)
        let words = alignment.words.upperBound..<alignment.words.upperBound
        edits.append(classifier.edit(.init(place: place, words: words, missing: alignment.missingTail)))
      }
    }
    if let conflict = classifier.titleConflict(with: alignment) { edits.insert(conflict, at: 0) }
    self.edits = edits
  }

  var kind: LicenseMatch.Kind {
    if alignment.isHeader { return .reference }
    if edits.contains(where: \.kind.isMeaningful) { return .modified }
    if Self.isExcerpt(alignment) { return .partial }
    let isTouched = alignment.holes.contains { hole in
      let kind = alignment.text.holes[hole.hole].kind
      return kind == .title || kind == .notice
    }
    return edits.isEmpty && !isTouched ? .exact : .equivalent
  }

  var score: Double {
    let ends = alignment.isHeader ? 0 : alignment.missingHead + alignment.missingTail
    let all = alignment.matched + alignment.missingInside + ends + alignment.inserted
    return all == 0 ? 0 : Double(alignment.matched) / Double(all)
  }

  /// How much better one license explains a text than another: words found less words that differ.
  static func value(_ alignment: TextAlignment) -> Int {
    let ends = isExcerpt(alignment) ? 0 : alignment.missingHead + alignment.missingTail
    return alignment.matched - alignment.inserted - alignment.missingInside - ends
  }

  /// Whether so much is missing at an end that it was not struck but left off.
  static func isExcerpt(_ alignment: TextAlignment) -> Bool {
    let missing = max(alignment.missingHead, alignment.missingTail)
    return missing * 5 > alignment.matched + alignment.missingInside + missing
  }

  /// Whether `isLicense` can hold for an alignment with so many words at most: none has fewer words that are found or missing
  /// than its text has words that no hole covers.
  static func canBeLicense(_ text: IndexedText, matched: Int) -> Bool {
    if text.hasHeader || matched * 10 >= text.boundCount * 6 { return true }
    return matched >= 150 || (matched >= 40 && matched * 20 >= text.boundCount)
  }

  static func isLicense(_ alignment: TextAlignment) -> Bool {
    let matched = alignment.matched
    let inside = matched + alignment.missingInside
    let differing = alignment.missingInside + alignment.inserted
    if alignment.isHeader { return matched >= 15 && matched * 10 >= (matched + differing) * 8 }
    if isExcerpt(alignment) {
      let isMuch = matched >= 150 || matched * 20 >= inside + alignment.missingHead + alignment.missingTail
      return isMuch && matched >= 40 && matched * 10 >= (matched + differing) * 8
    }
    let ends = alignment.missingHead + alignment.missingTail
    if matched + ends < 25 { return matched >= 6 && matched * 10 >= (matched + differing + ends) * 9 }
    return matched * 10 >= (inside + ends) * 6 && matched * 10 >= (matched + differing) * 5
  }
}
