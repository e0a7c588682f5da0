import Diagnostics
import Licensing

/// What was understood of one subject: a manifest, a card, a directory, a Hub record.
package struct Inventory: Sendable {
  /// The name of the whole, if the document gives one.
  package var name: String?
  package var version: String?
  /// The path that names the subject in reports.
  package var path: String
  /// In document order. Ids are unique; parents that no document describes are added with `isDescribed == false`.
  package var components: [Component] = []
  package var alternatives: [Alternative] = []
  /// The intended use that the document states, if any.
  package var use: StatedUse?
  /// A use that counts beside the stated one, where the document itself is not trusted with saying which it is.
  package var trustedUse: StatedUse?
  /// License texts of the folder that no document ties to a component.
  package var looseTexts: [DetectedLicense] = []
  /// Every file that was read, for the report's `input`.
  package var sources: [SourceFile] = []
  /// Files of weights of which only the header was read.
  package var headers: [HeaderRead] = []
  package var diagnostics: [Diagnostic] = []

  package init(path: String) { self.path = path }

  /// The part of a large file that was read.
  package struct HeaderRead: Sendable, Equatable {
    package var path: String
    /// Of the bytes that were read, not of the file.
    package var sha256: String

    package init(path: String, sha256: String) {
      self.path = path
      self.sha256 = sha256
    }
  }

  /// Components that may stand in the place of one of the inventory.
  package struct Alternative: Sendable {
    package var component: Located<String>
    package var replacements: [Component]
    /// What the replacements come from, where the inventory itself does not have it.
    package var ancestors: [Component] = []

    package init(component: Located<String>, replacements: [Component]) {
      self.component = component
      self.replacements = replacements
    }
  }
}

/// The `use` block of a manifest, before profiles and options are applied.
package struct StatedUse: Sendable {
  package var profile: Located<String>?
  package var acts: Located<ActSet>?
  /// Only stated facts are set; `origins` holds the place of each.
  package var facts: UseFacts

  package init(profile: Located<String>?, acts: Located<ActSet>?, facts: UseFacts) {
    self.profile = profile
    self.acts = acts
    self.facts = facts
  }
}
