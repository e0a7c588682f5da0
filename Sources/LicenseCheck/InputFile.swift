import Diagnostics
import Files

#if canImport(Glibc)
  import Glibc
#endif

/// Files that the user names on the command line.
enum InputFile {
  /// The bytes of a file, wherever it is: who names a file may read it.
  static func read(_ path: String, limit: Int = FileReader.Limit.document) throws(DiagnosticError) -> SourceFile {
    let scope = try PathScope(around: path)
    return try FileReader.read(try scope.resolve(path), shown: path, limit: limit)
  }
}

/// Standard input, read to its end.
enum StandardInput {
  static func read(name: String, limit: Int = FileReader.Limit.document) throws(DiagnosticError) -> SourceFile {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = buffer.withUnsafeMutableBytes { Glibc.read(STDIN_FILENO, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      bytes += buffer[..<count]
      guard bytes.count <= limit else {
        throw DiagnosticError(
          Diagnostic("too-large", .error, "standard input is larger than \(limit >> 20) MiB", help: "split it", path: name))
      }
    }
    return SourceFile(path: name, bytes: bytes)
  }
}
