import Diagnostics

/// What one value of a document says of a license.
enum LicenseStatement {
  /// A name, an expression or an address.
  case license(Located<String>)
  /// That there is none, or nothing that one could look up.
  case nothing(Located<String>)
  /// The value is empty: as if it were not there.
  case empty

  init(_ text: Located<String>) {
    let trimmed = text.value.trimmed
    if trimmed.isEmpty {
      self = .empty
    } else if Self.nothing.contains(Self.folded(trimmed)) || Self.beginnings.contains(where: Self.folded(trimmed).hasPrefix) {
      self = .nothing(Located(trimmed, text.span))
    } else {
      self = .license(Located(trimmed, text.span))
    }
  }

  /// Words for "none" and "not said", which are easily taken for names: `unlicensed` is no dedication to the public.
  private static let nothing: Set<String> = [
    "noassertion", "none", "null", "nil", "na", "unlicensed", "undisclosed", "unspecified", "notspecified", "notprovided",
    "notavailable", "notapplicable", "nolicense", "nolicence", "nolicensespecified", "notlicensed", "undefined", "tbd", "todo",
    "moreinformationneeded", "needsmoreinformation", "thisisalicense",
  ]
  private static let beginnings = ["componentnotinclude", "componentcomponentnotinclude", "notincluded"]

  /// Letters in lower case, so that blanks, dots and brackets make no difference.
  private static func folded(_ text: String) -> String {
    String(String.UnicodeScalarView(text.lowercased().unicodeScalars.filter { $0.properties.isAlphabetic }))
  }
}

extension String {
  /// Without white space at both ends.
  var trimmed: String {
    let scalars = unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace && $0 != "\u{FEFF}" }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace && $0 != "\u{FEFF}" })
    else { return "" }
    return String(scalars[first...last])
  }
}
