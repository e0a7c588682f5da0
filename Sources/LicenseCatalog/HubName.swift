import Diagnostics
import Documents

/// What an id of the Hugging Face Hub, or a free name that authors write there, names.
package struct HubName: Sendable {
  package enum Meaning: Sendable, Hashable {
    /// One text, whether or not its terms are written down.
    case license(String)
    /// No single text.
    case family([String], why: String)
    /// No text at hand.
    case name(String)
  }

  package var id: String
  package var meaning: Meaning
  /// Where the catalog says so.
  package var span: SourceSpan?

  package init(id: String, meaning: Meaning, span: SourceSpan? = nil) {
    self.id = id
    self.meaning = meaning
    self.span = span
  }

  /// Reads `hub.yaml`.
  static func list(_ root: DocumentNode) -> (names: [HubName], diagnostics: [Diagnostic]) {
    var reader = ObjectReader(root)
    var names: [HubName] = []
    let members = ["ids", "names"].flatMap { reader.value($0)?.members ?? root.noMembers }
    for member in members {
      var item = ObjectReader(member.value)
      let license = item.text("license")
      let family = item.texts("family")
      let name = item.text("known-by-name")
      let why = item.text("why", isRequired: family != nil)
      if (license == nil ? 0 : 1) + (family == nil ? 0 : 1) + (name == nil ? 0 : 1) != 1 {
        item.report("bad-name", "a name has one of `license`, `family`, `known-by-name`")
      }
      item.finish()
      reader.diagnostics += item.diagnostics
      let meaning: Meaning? =
        license.map { .license($0.value) } ?? name.map { .name($0.value) }
        ?? family.map { .family($0.map(\.value), why: why?.value ?? "") }
      if let meaning { names.append(HubName(id: member.key.value, meaning: meaning, span: member.key.span)) }
    }
    reader.finish()
    return (names, reader.diagnostics)
  }
}
