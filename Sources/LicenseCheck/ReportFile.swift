import Diagnostics

#if canImport(Glibc)
  import Glibc
#endif

/// Reports written to files: under a temporary name first, then renamed, so that nobody reads half a report.
enum ReportFile {
  static func write(_ text: String, to path: String) throws(DiagnosticError) { try write(Array(text.utf8), to: path) }

  static func write(_ content: [UInt8], to path: String) throws(DiagnosticError) {
    let temporary = "\(path).\(getpid()).tmp"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw failure(path) }
    var bytes = content[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        close(descriptor)
        unlink(temporary)
        throw failure(path)
      }
      bytes = bytes.dropFirst(count)
    }
    close(descriptor)
    guard rename(temporary, path) == 0 else {
      unlink(temporary)
      throw failure(path)
    }
  }

  private static func failure(_ path: String) -> DiagnosticError {
    let reason = strerror(errno).map { String(cString: $0).lowercased() } ?? "unknown error"
    return DiagnosticError(Diagnostic("unwritable-file", .error, "cannot write `\(path)`: \(reason)", path: path))
  }
}
