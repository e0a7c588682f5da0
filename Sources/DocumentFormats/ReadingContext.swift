import Diagnostics
import Files
import Inventory
import Licensing

/// What readers need besides the bytes: who recognizes license texts, which words are known, which files may be read.
package struct ReadingContext: Sendable {
  /// The license texts in a byte range of a file, each with its place; the last argument is the role they are found in.
  package typealias Identification = @Sendable (SourceFile, Range<Int>, String) -> [DetectedLicense]

  package var identify: Identification
  /// The kinds of components that the words of a license cover; empty when no definition says.
  package var covers: @Sendable (_ license: String) -> Set<ComponentKind>
  package var vocabulary: Vocabulary
  package var names: LicenseNames
  /// Where files that a document names may be; `nil` where there is no folder, as on standard input.
  package var scope: PathScope?

  package init(
    identify: @escaping Identification = { _, _, _ in [] },
    covers: @escaping @Sendable (_ license: String) -> Set<ComponentKind> = { _ in [] },
    vocabulary: Vocabulary = Vocabulary(), names: LicenseNames = LicenseNames(), scope: PathScope? = nil
  ) {
    self.identify = identify
    self.covers = covers
    self.vocabulary = vocabulary
    self.names = names
    self.scope = scope
  }

  /// The closed lists that are data of the catalog; an empty one lets every word pass.
  package struct Vocabulary: Sendable {
    package var fields: [String]
    package var profiles: [String]
    package var places: Places?

    package init(fields: [String] = [], profiles: [String] = [], places: Places? = nil) {
      self.fields = fields
      self.profiles = profiles
      self.places = places
    }

    /// What a model reads or writes, or what a data set holds.
    package static let modalities = ["text", "image", "audio", "video", "3d", "other"]
  }
}
