/// One license named in an expression, spelled as the author spelled it.
///
/// Two references are equal if their ids are equal without case and both or neither end in `+`; where they stand does not count.
package struct LicenseReference: Sendable {
  /// The id as given, without the `+` that means "or later".
  package let id: String
  /// Whether a `+` follows the id.
  package let orLater: Bool
  /// The UTF-8 byte range within the expression, `+` included.
  package let range: Range<Int>

  package init(id: String, orLater: Bool = false, range: Range<Int> = 0..<0) {
    self.id = id
    self.orLater = orLater
    self.range = range
  }

  /// The reference as given: the id, and the `+` if there is one.
  package var spelling: String { orLater ? id + "+" : id }

  /// Whether a document defines the license itself: `LicenseRef-…` or `DocumentRef-…:LicenseRef-…`.
  package var isCustom: Bool { CustomName(id, prefix: "licenseref-") != nil }

  /// The name behind `DocumentRef-` if the license is defined in another document.
  package var document: String? { CustomName(id, prefix: "licenseref-")?.document }

  /// The id without case, for comparison and look-up.
  package var foldedID: String { id.lowercased() }
}

extension LicenseReference: Hashable {
  package static func == (lhs: Self, rhs: Self) -> Bool {
    lhs.orLater == rhs.orLater && lhs.foldedID == rhs.foldedID
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(foldedID)
    hasher.combine(orLater)
  }
}

extension LicenseReference: CustomStringConvertible {
  package var description: String { spelling }
}

/// An exception named behind `WITH`, spelled as the author spelled it; equality ignores case and place.
package struct ExceptionReference: Sendable {
  /// The id as given.
  package let id: String
  /// The UTF-8 byte range within the expression.
  package let range: Range<Int>

  package init(id: String, range: Range<Int> = 0..<0) {
    self.id = id
    self.range = range
  }

  /// Whether a document defines the exception itself: `AdditionRef-…` or `DocumentRef-…:AdditionRef-…`.
  package var isCustom: Bool { CustomName(id, prefix: "additionref-") != nil }

  /// The id without case, for comparison and look-up.
  package var foldedID: String { id.lowercased() }
}

extension ExceptionReference: Hashable {
  package static func == (lhs: Self, rhs: Self) -> Bool { lhs.foldedID == rhs.foldedID }

  package func hash(into hasher: inout Hasher) { hasher.combine(foldedID) }
}

extension ExceptionReference: CustomStringConvertible {
  package var description: String { id }
}

/// The parts of `DocumentRef-a:LicenseRef-b`; `nil` if the text is not of that form.
private struct CustomName {
  let document: String?

  init?(_ id: String, prefix: String) {
    let documentPrefix = "documentref-"
    let folded = id.lowercased()
    guard let colon = id.utf8.firstIndex(of: UInt8(ascii: ":")), folded.hasPrefix(documentPrefix) else {
      guard folded.hasPrefix(prefix), folded.utf8.count > prefix.utf8.count else { return nil }
      document = nil
      return
    }
    let rest = id[id.index(after: colon)...].lowercased()
    let name = id[..<colon].dropFirst(documentPrefix.utf8.count)
    guard rest.hasPrefix(prefix), rest.utf8.count > prefix.utf8.count, !name.isEmpty else { return nil }
    document = String(name)
  }
}
