import Diagnostics
import Documents

/// The compiled catalog as bytes: one line that tells the version, a directory, and the segments, all read in place.
///
/// ```
/// licensecheck-catalog 1 <version> <bytes of the directory>
/// <path> <offset> <length>        sorted, parted by tabs; offsets count from the end of the directory
/// <segments, a line feed after each>
/// ```
/// Segments: `entries` (JSON, what a list of licenses shows), `names` (what each name means), `licenses/<id>` and `shared/<name>`
/// (the YAML as compact JSON, `line` added to each term), and `plain/<path>` (other files as they are).
struct CatalogImage: Sendable {
  static let magic = "licensecheck-catalog 1"

  let version: String
  nonisolated(unsafe) private let segments: UnsafeRawBufferPointer
  private let directory: SortedLines
  nonisolated(unsafe) private let directoryBytes: UnsafeRawBufferPointer

  /// Reads the first line; `nil` if the bytes are no image. The bytes must outlive the image.
  init?(_ bytes: UnsafeRawBufferPointer) {
    guard let end = bytes.firstIndex(of: 0x0A) else { return nil }
    let words = String(decoding: bytes[..<end], as: UTF8.self).split(separator: " ")
    guard words.count == 4, words[..<2].joined(separator: " ") == Self.magic, let length = Int(words[3]), length >= 0,
      end + 1 + length <= bytes.count
    else { return nil }
    version = String(words[2])
    directoryBytes = UnsafeRawBufferPointer(rebasing: bytes[(end + 1)..<(end + 1 + length)])
    directory = SortedLines(directoryBytes)
    segments = UnsafeRawBufferPointer(rebasing: bytes[(end + 1 + length)...])
  }

  /// The bytes of a segment.
  func segment(_ path: String) -> UnsafeRawBufferPointer? {
    guard let fields = directory.fields(of: path.utf8), fields.count == 3, let offset = Int(fields[1]),
      let length = Int(fields[2]),
      offset >= 0, length >= 0, offset + length <= segments.count
    else { return nil }
    return UnsafeRawBufferPointer(rebasing: segments[offset..<offset + length])
  }

  /// The paths of all segments that begin with a prefix, in order.
  func paths(startingWith prefix: String) -> [String] {
    directoryBytes.split(separator: 0x0A).compactMap { line in
      guard line.starts(with: prefix.utf8) else { return nil }
      return String(decoding: line.prefix { $0 != 0x09 }, as: UTF8.self)
    }
  }
}

// MARK: Writing

extension CatalogFiles {
  /// The catalog in compiled form, the same bytes for the same files; and every mistake in them.
  package func image(version: String) -> (bytes: [UInt8], diagnostics: [Diagnostic]) {
    let names = names
    var found = diagnostics + names.diagnostics
    var segments: [(path: String, bytes: [UInt8])] = [
      ("entries", Catalog.entriesJSON(licenses.map(\.terms))), ("names", Array(names.lines.utf8)),
    ]
    for (name, document) in shared { segments.append(("shared/\(name)", CompactJSON.bytes(document.root, &found))) }
    for file in licenses {
      guard let root = file.root else { continue }
      segments.append(("licenses/\(file.terms.id)", CompactJSON.bytes(root, linesIn: ["terms", "open"], &found)))
    }
    for (path, file) in plain { segments.append(("plain/\(path)", file.bytes)) }
    return (CatalogImage.bytes(version: version, segments), found)
  }
}

extension CatalogImage {
  static func bytes(version: String, _ segments: [(path: String, bytes: [UInt8])]) -> [UInt8] {
    var directory: [UInt8] = []
    var content: [UInt8] = []
    for segment in segments.sorted(by: { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }) {
      directory += Array("\(segment.path)\t\(content.count)\t\(segment.bytes.count)\n".utf8)
      content += segment.bytes
      content.append(0x0A)
    }
    return Array("\(magic) \(version) \(directory.count)\n".utf8) + directory + content
  }
}

/// Writes a document as compact JSON with the keys as they were given.
enum CompactJSON {
  /// - Parameter keys: lists of the root whose objects get the line on which they stand, as `line`.
  static func bytes(_ root: DocumentNode, linesIn keys: Set<String> = [], _ diagnostics: inout [Diagnostic]) -> [UInt8] {
    var writer = JSONWriter(.compact)
    write(root, linesIn: keys, isTerm: false, &writer, &diagnostics)
    return writer.bytes
  }

  private static func write(
    _ node: DocumentNode, linesIn keys: Set<String> = [], isTerm: Bool, _ writer: inout JSONWriter,
    _ diagnostics: inout [Diagnostic]
  ) {
    switch node.kind {
    case .null: writer.null()
    case .bool: writer.value(node.bool == true)
    case .string: writer.value(node.scalarText ?? "")
    case .number:
      if let integer = node.integer, String(integer) == node.scalarText {
        writer.value(integer)
      } else {
        diagnostics.append(
          Diagnostic("bad-number", .error, "only whole numbers are written without quotes here", labels: [.init(node.span)]))
        writer.null()
      }
    case .array:
      writer.array { writer in
        for element in node.elements { write(element, isTerm: isTerm, &writer, &diagnostics) }
      }
    case .object:
      writer.object { writer in
        for member in node.members {
          writer.key(member.key.value)
          write(member.value, isTerm: keys.contains(member.key.value), &writer, &diagnostics)
        }
        if isTerm { writer.member("line", node.span.start.line) }
      }
    }
  }
}
