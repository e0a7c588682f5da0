import Diagnostics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Reading of files: the only place that opens one.
package enum FileReader {
  /// What a reader of documents takes at most, in bytes.
  package enum Limit {
    /// Manifests and dumps of registry records.
    package static let document = 256 << 20
    /// Cards, license texts, configurations.
    package static let text = 16 << 20
  }

  /// The bytes of a regular file.
  ///
  /// - Parameters:
  ///   - path: The path to open; symlinks at its end are not followed, so it must be resolved.
  ///   - shown: The path for messages and spans, as the user would write it.
  package static func read(_ path: String, shown: String, limit: Int) throws(DiagnosticError) -> SourceFile {
    // Without O_NONBLOCK a pipe with nobody at its other end would hang here.
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unreadable(shown, because: describe(errno)) }
    defer { _ = close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .unreadable(shown, because: describe(errno)) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .unreadable(shown, because: "it is not a regular file") }
    guard status.st_size <= limit else { throw .tooLarge(shown, Int(status.st_size), limit: limit) }
    return SourceFile(path: shown, bytes: try bytes(of: descriptor, expected: Int(status.st_size), shown, limit))
  }

  /// The first bytes of a regular file of any size, and how many it has.
  package static func readStart(
    _ path: String, shown: String, count: Int
  ) throws(DiagnosticError) -> (bytes: [UInt8], size: Int) {
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unreadable(shown, because: describe(errno)) }
    defer { _ = close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .unreadable(shown, because: describe(errno)) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .unreadable(shown, because: "it is not a regular file") }
    let size = Int(status.st_size)
    let wanted = min(max(0, count), size)
    var bytes = [UInt8](repeating: 0, count: wanted)
    var filled = 0
    while filled < wanted {
      let got = bytes.withUnsafeMutableBytes { buffer in
        systemRead(descriptor, buffer.baseAddress?.advanced(by: filled), wanted - filled)
      }
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw .unreadable(shown, because: describe(errno)) }
      if got == 0 { break }
      filled += got
    }
    if filled < wanted { bytes.removeLast(wanted - filled) }
    return (bytes, size)
  }

  private static func bytes(
    of descriptor: Int32, expected: Int, _ shown: String, _ limit: Int
  ) throws(DiagnosticError) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(expected + 1)
    while true {
      // One byte more than expected, so that the end is seen without a second allocation.
      let wanted = max(expected + 1 - bytes.count, 1 << 16)
      let before = bytes.count
      bytes.append(contentsOf: repeatElement(0, count: wanted))
      let count = bytes.withUnsafeMutableBytes { buffer in
        systemRead(descriptor, buffer.baseAddress?.advanced(by: before), wanted)
      }
      let failure = errno
      bytes.removeLast(wanted - max(0, count))
      if count == 0 { return bytes }
      if count < 0, failure != EINTR { throw .unreadable(shown, because: describe(failure)) }
      guard bytes.count <= limit else { throw .tooLarge(shown, bytes.count, limit: limit) }
    }
  }
}

/// `read(2)`, which `FileReader.read` would hide.
private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(descriptor, buffer, count)
}

/// The system's words for an error number.
func describe(_ number: Int32) -> String {
  strerror(number).map { String(cString: $0).lowercased() } ?? "error \(number)"
}

extension DiagnosticError {
  static func unreadable(_ path: String, because reason: String) -> Self {
    Self(Diagnostic("unreadable-file", .error, "cannot read `\(path)`: \(reason)", path: path))
  }

  static func tooLarge(_ path: String, _ size: Int, limit: Int) -> Self {
    Self(
      Diagnostic(
        "too-large", .error, "`\(path)` has \(size) bytes, more than the \(limit) that are read",
        help: "name a smaller file, or leave this one out", path: path))
  }
}
