import Diagnostics

#if canImport(Glibc)
  import Glibc
#endif

/// Reports written to files: under a temporary name first, then renamed, so that nobody reads half a report.
enum ReportFile {
  static func write(_ text: String, to path: String) throws(DiagnosticError) { try write(Array(text.utf8), to: path) }

  static func write(_ content: [UInt8], to path: String) throws(DiagnosticError) {
    if isStream(path) { return try writeThrough(content, to: path) }
    let temporary = "\(path).\(getpid()).tmp"
    // What a run that was killed left behind goes; a link that somebody put there is not followed.
    unlink(temporary)
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw failure(path) }
    let isWritten = write(content, descriptor)
    // Some disks say only at the end that they are full.
    guard close(descriptor) == 0, isWritten, rename(temporary, path) == 0 else {
      let error = failure(path)
      unlink(temporary)
      throw error
    }
  }

  /// Devices and pipes (`/dev/null`, `/dev/stdout`, `>(gzip)`) are written to; a file renamed over them would take their place.
  private static func writeThrough(_ content: [UInt8], to path: String) throws(DiagnosticError) {
    let descriptor = open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path) }
    let isWritten = write(content, descriptor)
    guard close(descriptor) == 0, isWritten else { throw failure(path) }
  }

  private static func isStream(_ path: String) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0 else { return false }
    return [S_IFCHR, S_IFIFO, S_IFSOCK, S_IFBLK].contains(status.st_mode & S_IFMT)
  }

  private static func write(_ content: [UInt8], _ descriptor: Int32) -> Bool {
    var bytes = content[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      bytes = bytes.dropFirst(count)
    }
    return true
  }

  private static func failure(_ path: String) -> DiagnosticError {
    let reason = strerror(errno).map { String(cString: $0).lowercased() } ?? "unknown error"
    return DiagnosticError(Diagnostic("unwritable-file", .error, "cannot write `\(path)`: \(reason)", path: path))
  }
}
