import Diagnostics
import Files
import Inventory
import LicenseMatching

/// The facts in front of the numbers in a file of weights; of the file itself no more than its header is read.
///
/// A weights file may have a hundred gigabytes, and its header is not text. Facts are therefore placed in a small text that
/// bears the file's path: one line for each key that matters.
struct WeightsHeader {
  /// What a header is read from at most: tables of words may stand before the facts.
  static let limit = 48 << 20

  /// Reads the header of a file inside the scope; `nil` if by its first bytes it is neither of the two formats.
  static func inventory(_ path: String, _ scope: PathScope, _ context: ReadingContext) throws(DiagnosticError) -> Inventory? {
    let start = try scope.readStart(path, count: 16)
    if Safetensors.isHeader(start.bytes) {
      let length = Safetensors.length(start.bytes)
      let head = try scope.readStart(path, count: 8 + Int(min(length, UInt64(Safetensors.limit))))
      let inventory = Safetensors.inventory(SourceFile(path: path, bytes: head.bytes), size: head.size, context)
      return inventory.having(read: head.bytes[...], of: path)
    }
    guard GGUF.isHeader(start.bytes) else { return nil }
    let head = try scope.readStart(path, count: limit)
    let (inventory, length) = GGUF.read(SourceFile(path: path, bytes: head.bytes), size: head.size, context)
    return inventory.having(read: head.bytes.prefix(length), of: path)
  }

  /// The header of bytes that are all there.
  static func inventory(_ source: SourceFile, _ context: ReadingContext) -> [Inventory] {
    if Safetensors.isHeader(source.bytes) { return [Safetensors.inventory(source, size: source.bytes.count, context)] }
    return GGUF.isHeader(source.bytes) ? [GGUF.inventory(source, size: source.bytes.count, context)] : []
  }

  /// Whether a file of this name may have such a header.
  static func isNamed(_ name: String) -> Bool {
    let name = name.lowercased()
    return name.hasSuffix(".safetensors") || name.hasSuffix(".gguf")
  }
}

extension Inventory {
  /// Names the file as an input of which only this part was read.
  fileprivate func having(read part: ArraySlice<UInt8>, of path: String) -> Inventory {
    var copy = self
    copy.headers = [.init(path: path, sha256: SHA256.hexadecimalDigest(of: Array(part)))]
    // The whole would be named as if its bytes had been read.
    copy.sources.removeAll { $0.path == path }
    return copy
  }
}

extension DocumentFormat {
  /// The header of a safetensors file.
  static let safetensors = DocumentFormat(
    name: "safetensors", title: "the header of a safetensors file", syntax: .bytes, place: .witness,
    detects: { source, document in document == nil && Safetensors.isHeader(source.bytes) ? .certain : .no },
    read: { source, _, context in [Safetensors.inventory(source, size: source.bytes.count, context)] })

  /// The header of a GGUF file.
  static let gguf = DocumentFormat(
    name: "gguf", title: "the header of a GGUF file", syntax: .bytes, place: .witness,
    detects: { source, document in document == nil && GGUF.isHeader(source.bytes) ? .certain : .no },
    read: { source, _, context in [GGUF.inventory(source, size: source.bytes.count, context)] })
}
