/// Names of models and data sets as the Hugging Face Hub writes them.
enum HubID {
  /// Whether the text is `organization/name`.
  static func isQualified(_ text: String) -> Bool {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy(isName)
  }

  /// Whether the text can be an id: qualified, or one of the old ids without organization (`gpt2`).
  static func isPlausible(_ text: String) -> Bool {
    isQualified(text) || isName(text[...])
  }

  /// The id that a link to the Hub names, or the text itself.
  static func canonical(_ text: String) -> String {
    var rest = text[...]
    for prefix in ["https://", "http://", "www."] where rest.hasPrefix(prefix) { rest = rest.dropFirst(prefix.count) }
    if let host = ["huggingface.co/", "hf.co/"].first(where: rest.hasPrefix) {
      rest = rest.dropFirst(host.count)
    } else if rest.count < text.count || !rest.hasPrefix("datasets/") {
      return text
    }
    for kind in ["datasets/", "models/"] where rest.hasPrefix(kind) { rest = rest.dropFirst(kind.count) }
    let parts = rest.prefix { $0 != "?" && $0 != "#" }.split(separator: "/").prefix(2)
    let id = parts.joined(separator: "/")
    return parts.count == 2 && isQualified(id) ? id : text
  }

  /// Whether the text is a place on somebody's disk rather than a name.
  static func isLocalPath(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard let first = bytes.first else { return false }
    if text.hasPrefix("http://") || text.hasPrefix("https://") { return false }
    if first == UInt8(ascii: "/") || first == UInt8(ascii: "~") || text.hasPrefix("./") || text.hasPrefix("../") { return true }
    if text == "." || text == ".." || text.hasPrefix("file:") || bytes.contains(UInt8(ascii: "\\")) { return true }
    if bytes.count > 2, bytes[1] == UInt8(ascii: ":"), bytes[2] == UInt8(ascii: "/") { return true }
    return bytes.last == UInt8(ascii: "/") || bytes.count(where: { $0 == UInt8(ascii: "/") }) > 1
  }

  /// The id in the name of a Hub cache folder: `models--org--name`, `datasets--name`.
  static func inCacheFolder(_ name: String) -> (id: String, isData: Bool)? {
    for (prefix, isData) in [("models--", false), ("datasets--", true)] where name.hasPrefix(prefix) {
      let rest = name.dropFirst(prefix.count)
      // An organization has no `--` in its name, a model may.
      guard let separator = rest.firstRange(of: "--") else { return rest.isEmpty ? nil : (String(rest), isData) }
      return (rest[..<separator.lowerBound] + "/" + rest[separator.upperBound...], isData)
    }
    return nil
  }

  private static func isName(_ part: Substring) -> Bool {
    let bytes = part.utf8
    guard (1...96).contains(bytes.count), part != ".", part != ".." else { return false }
    return bytes.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): true
      default: false
      }
    }
  }
}
