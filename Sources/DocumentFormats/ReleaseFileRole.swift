/// What a file of a release is to those who receive it, by its name.
package enum ReleaseFileRole: Sendable, Hashable, CaseIterable {
  case license, notice, usePolicy
  /// Names of authors and contributors.
  case credits
  case card
  case documentation
  /// What was changed, in words.
  case changes

  /// `nil` for files that nobody reads to learn of rights: code, weights, manifests.
  package init?(fileNamed name: String) {
    let lowercased = name.lowercased()
    let stem = lowercased.split(separator: ".").first.map(String.init) ?? lowercased
    let words = stem.split { "-_ ".contains($0) }.map(String.init)
    if words.contains("notice") || words.contains("notices") {
      self = .notice
    } else if let subject = FolderContents.licenseSubject(of: lowercased) {
      self = subject == .usePolicy ? .usePolicy : subject == .notice ? .notice : .license
    } else if FolderContents.isCard(lowercased) {
      self = .card
    } else if words.contains(where: Self.creditWords.contains) {
      self = .credits
    } else if words.contains(where: Self.changeWords.contains) {
      self = .changes
    } else {
      return nil
    }
  }

  private static let creditWords: Set<String> = [
    "attribution", "attributions", "credits", "authors", "contributors", "acknowledgements", "acknowledgments",
  ]
  private static let changeWords: Set<String> = ["changes", "changelog", "modifications", "history"]
}
