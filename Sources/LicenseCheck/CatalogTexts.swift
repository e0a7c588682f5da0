import Diagnostics
import Files
import LicenseTemplates

/// The texts that the law was read from: `<id>.txt` of a folder, else the plain text of the file of that name in the SPDX list.
struct CatalogTexts {
  var folder: String?
  /// A checkout of spdx/license-list-XML, or its folder `src`.
  var templates: String?

  /// The text of an entry; nil if it is at none of the places, or cannot be read there.
  func text(of id: String) -> SourceFile? {
    if let folder, let source = read(FilePath.join(folder, "\(id).txt")) { return source }
    guard let templates else { return nil }
    for place in ["src", "src/exceptions", "", "exceptions"] {
      let parent = place.isEmpty ? templates : FilePath.join(templates, place)
      if let source = read(FilePath.join(parent, "\(id).xml")) { return try? SPDXTemplate(source).text.source }
    }
    return nil
  }

  private func read(_ path: String) -> SourceFile? {
    try? InputFile.read(path, limit: FileReader.Limit.text)
  }
}
