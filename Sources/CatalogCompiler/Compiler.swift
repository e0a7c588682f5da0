import Diagnostics
import LicenseCatalog
import LicenseMatching
import YAMLDocuments

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(Glibc)
  @preconcurrency import Glibc
#endif

/// Turns the files of `licenses/` into Swift files with one string literal each, while the package is built.
///
/// `CatalogCompiler catalog|fingerprints <output> <file>…` writes the catalog, or the joined fingerprints; mistakes go to standard error as `path:line:column: error: message`, and the
/// build stops.
@main
struct CatalogCompiler {
  static func main() {
    let arguments = CommandLine.arguments.dropFirst(2)
    guard let output = arguments.first, ["catalog", "fingerprints"].contains(CommandLine.arguments[1]) else {
      stop(["usage: CatalogCompiler catalog|fingerprints <output> <file>…"])
    }
    var files: [SourceFile] = []
    for path in arguments.dropFirst() {
      guard let data = FileManager.default.contents(atPath: path) else { stop(["\(path): error: the file cannot be read"]) }
      files.append(SourceFile(path: CatalogFiles.shortPath(path), bytes: Array(data)))
    }
    if CommandLine.arguments[1] == "fingerprints" {
      write(SwiftLiteral.file(holding: index(of: files), as: "compiledFingerprints"), to: output)
      return
    }
    files.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    let catalog = CatalogFiles(files) { source throws(DiagnosticError) in try YAMLReader.read(source) }
    let (image, diagnostics) = catalog.image(version: version(of: files))
    let mistakes = diagnostics.filter { $0.severity == .error }
    guard mistakes.isEmpty else { stop(mistakes.map(\.line)) }
    write(SwiftLiteral.file(holding: image, as: "compiledCatalog"), to: output)
  }

  private static func write(_ bytes: [UInt8], to output: String) {
    do {
      try Data(bytes).write(to: URL(filePath: output), options: .atomic)
    } catch {
      stop(["\(output): error: the file cannot be written: \(error)"])
    }
  }

  private static func index(of files: [SourceFile]) -> [UInt8] {
    var fingerprints: [Fingerprint] = []
    var mistakes: [Diagnostic] = []
    for file in files {
      do {
        fingerprints.append(try Fingerprint(reading: file))
      } catch {
        mistakes += error.diagnostics
      }
    }
    guard mistakes.isEmpty else { stop(mistakes.map(\.line)) }
    return FingerprintIndexWriter.bytes(fingerprints)
  }

  /// The first 16 digits of the SHA-256 of all paths, lengths and bytes.
  private static func version(of files: [SourceFile]) -> String {
    var bytes: [UInt8] = []
    for file in files {
      bytes += Array("\(file.path)\n\(file.bytes.count)\n".utf8)
      bytes += file.bytes
    }
    return String(SHA256.hexadecimalDigest(of: bytes).prefix(16))
  }

  private static func stop(_ lines: [String]) -> Never {
    for line in lines { fputs(line + "\n", stderr) }
    exit(1)
  }
}
