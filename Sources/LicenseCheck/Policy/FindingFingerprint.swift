import Inventory
import LicenseMatching

/// What stays the same of a finding from run to run: baselines, comparisons and other programs know it by this.
struct FindingFingerprint {
  let text: String

  /// - Parameters:
  ///   - subject: told by its own name, so that neither a second subject beside it nor another folder makes it a new finding.
  ///   - texts: the hashes of the license texts of the component.
  init(
    rule: String, subject: Inventory, component: Component?, texts: [String], use: String?, license: String?, term: String?
  ) {
    let parts = [
      rule, subject.name ?? subject.path, component?.id ?? "", component?.revision ?? "", use ?? "", license ?? "", term ?? "",
      texts.joined(separator: ","),
    ]
    let joined = parts.map { "\($0.utf8.count):\($0)" }.joined()
    text = String(SHA256.hexadecimalDigest(of: Array(joined.utf8)).prefix(32))
  }
}

/// SHA-256 of license texts; each is reckoned once, however many findings speak of it.
struct TextHashes {
  private struct Key: Hashable {
    var file: ObjectIdentifier
    var range: Range<Int>
  }

  /// What readers call a text that is a license; a policy or a notice beside it is none.
  private static let roles: Set<String> = ["LICENSE", "manifest", "gated-prompt", "card"]

  private var known: [Key: String] = [:]

  /// The hashes of the license texts of a component, sorted: of whole files, and of the part of a card that is a license.
  mutating func hashes(of component: Component) -> [String] {
    var result: Set<String> = []
    for text in component.detected where Self.roles.contains(text.role) {
      let file = text.span.file
      let range = text.role == "LICENSE" ? 0..<file.bytes.count : text.span.range
      let key = Key(file: ObjectIdentifier(file), range: range)
      let hash =
        known[key] ?? SHA256.hexadecimalDigest(of: range.count == file.bytes.count ? file.bytes : Array(file.bytes[range]))
      known[key] = hash
      result.insert(hash)
    }
    return result.sorted()
  }
}
