/// What a character beyond ASCII is to the normaliser.
enum ScalarClass: Equatable {
  /// Part of a word; fold it with `foldedBytes`.
  case letter
  /// A word of its own, because its script has no blanks.
  case ideograph
  /// A word of its own that must not be lost: `✓` and `✗` decide a table of permissions, `≥` a threshold.
  case symbol
  /// Not there at all: soft hyphens, joiners, byte order marks.
  case invisible
  case copyright
  case lineBreak
  /// The full-width form of an ASCII character.
  case ascii(UInt8)
  /// Blanks, quotes, dashes, bullets and all other punctuation.
  case separator

  init(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0xA9, 0x24B8: self = .copyright
    case let value where Self.isInvisible(value): self = .invisible
    case 0x85, 0x2028, 0x2029: self = .lineBreak
    case 0xFF01...0xFF5E: self = .ascii(UInt8(scalar.value - 0xFEE0))
    case 0x3005...0x3007, 0x3040...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: self = .ideograph
    case 0xAE, 0x2122, 0x2043, 0x204C, 0x204D, 0x2500...0x25FF, 0xFFFD: self = .separator
    case 0x2713, 0x2714, 0x2717, 0x2718: self = .symbol
    default: self.init(category: scalar.properties)
    }
  }

  /// Whether a reader sees nothing of a character.
  static func isInvisible(_ value: UInt32) -> Bool {
    switch value {
    case 0xAD, 0x034F, 0x061C, 0x180E, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFE00...0xFE0F, 0xFEFF,
      0xE0000...0xE007F:
      true
    default: false
    }
  }

  private init(category properties: Unicode.Scalar.Properties) {
    if properties.isAlphabetic || properties.numericType != nil {
      self = .letter
      return
    }
    self =
      switch properties.generalCategory {
      case .nonspacingMark, .spacingMark, .enclosingMark: .letter
      case .mathSymbol, .currencySymbol, .otherSymbol: .symbol
      default: .separator
      }
  }
}

extension Unicode.Scalar {
  /// The bytes that a letter or symbol adds to the hash of its word: its lower-case form, heavy check marks as light ones.
  var foldedBytes: [UInt8] {
    switch value {
    case 0x2714: Array("\u{2713}".utf8)
    case 0x2718: Array("\u{2717}".utf8)
    case 0xFB00: Array("ff".utf8)
    case 0xFB01: Array("fi".utf8)
    case 0xFB02: Array("fl".utf8)
    case 0xFB03: Array("ffi".utf8)
    case 0xFB04: Array("ffl".utf8)
    default: Array(properties.lowercaseMapping.utf8)
    }
  }
}

/// A character and the number of bytes that spell it, as UTF-8 or as an HTML entity.
struct SpelledScalar {
  var scalar: Unicode.Scalar
  var length: Int

  /// Reads UTF-8; a byte that is none is U+FFFD.
  init(utf8 bytes: [UInt8], at index: Int, limit: Int) {
    let lead = bytes[index]
    let (count, bits): (Int, UInt32) =
      switch lead {
      case 0xC2...0xDF: (2, UInt32(lead & 0x1F))
      case 0xE0...0xEF: (3, UInt32(lead & 0x0F))
      case 0xF0...0xF4: (4, UInt32(lead & 0x07))
      default: (1, 0xFFFD)
      }
    scalar = "\u{FFFD}"
    length = 1
    guard count > 1, index + count <= limit else { return }
    var value = bits
    for byte in bytes[index + 1..<index + count] {
      guard byte & 0xC0 == 0x80 else { return }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    guard let decoded = Unicode.Scalar(value) else { return }
    scalar = decoded
    length = count
  }

  /// Reads `&name;`, `&#169;` or `&#xA9;`; `nil` if the ampersand begins no entity of the table.
  init?(entity bytes: [UInt8], at index: Int, limit: Int) {
    guard bytes[index] == UInt8(ascii: "&") else { return nil }
    let last = min(limit, index + 12)
    guard let semicolon = bytes[index..<last].firstIndex(of: UInt8(ascii: ";")), semicolon > index + 1 else { return nil }
    let name = bytes[index + 1..<semicolon]
    guard let scalar = name.first == UInt8(ascii: "#") ? Self.numbered(name.dropFirst()) : Self.named(name) else { return nil }
    self.scalar = scalar
    length = semicolon + 1 - index
  }

  private static func numbered(_ digits: ArraySlice<UInt8>) -> Unicode.Scalar? {
    let text = String(decoding: digits, as: UTF8.self)
    let value = text.lowercased().hasPrefix("x") ? UInt32(text.dropFirst(), radix: 16) : UInt32(text)
    return value.flatMap(Unicode.Scalar.init)
  }

  private static func named(_ name: ArraySlice<UInt8>) -> Unicode.Scalar? {
    let name = String(decoding: name, as: UTF8.self)
    return entities[name] ?? entities[name.lowercased()]
  }

  private static let entities: [String: Unicode.Scalar] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}", "copy": "©", "reg": "®", "trade": "™",
    "sect": "§", "para": "¶", "middot": "·", "bull": "•", "hellip": "…", "ndash": "–", "mdash": "—", "lsquo": "‘",
    "rsquo": "’", "sbquo": "‚", "ldquo": "“", "rdquo": "”", "bdquo": "„", "laquo": "«", "raquo": "»", "shy": "\u{AD}",
    "zwj": "\u{200D}", "zwnj": "\u{200C}", "ensp": "\u{2002}", "emsp": "\u{2003}", "thinsp": "\u{2009}", "euro": "€",
    "pound": "£", "yen": "¥", "ge": "≥", "le": "≤", "times": "×", "agrave": "à", "aacute": "á", "acirc": "â", "auml": "ä",
    "aring": "å", "aelig": "æ", "ccedil": "ç", "egrave": "è", "eacute": "é", "ecirc": "ê", "euml": "ë", "icirc": "î",
    "iuml": "ï", "iacute": "í", "ntilde": "ñ", "ocirc": "ô", "ouml": "ö", "oacute": "ó", "oslash": "ø", "oelig": "œ",
    "ugrave": "ù", "uacute": "ú", "ucirc": "û", "uuml": "ü", "szlig": "ß", "lsquor": "‚", "ldquor": "„",
  ]
}
