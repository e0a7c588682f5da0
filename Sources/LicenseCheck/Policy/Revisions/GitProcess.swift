import Diagnostics
import Files

#if canImport(Glibc)
  import Glibc
#endif

/// Runs git: without a shell, a pager, a prompt or the network, and not longer than a while.
struct GitProcess {
  struct Output {
    var status: Int32
    var bytes: [UInt8]
  }

  private let program: String
  private let root: String
  private let seconds: Int

  /// - Parameter root: the root of the repository.
  init(root: String, seconds: Int = 60) throws(DiagnosticError) {
    guard let program = Self.found("git") else {
      throw .git("git is not installed", help: "install git, or leave the revision out")
    }
    self.program = program
    self.root = root
    self.seconds = seconds
  }

  /// - Parameters:
  ///   - input: what is written to its standard input.
  ///   - limit: more output than this is an error.
  func run(_ arguments: [String], input: [UInt8] = [], limit: Int) throws(DiagnosticError) -> Output {
    let fixed = [
      program, "--no-pager", "--literal-pathspecs", "--no-replace-objects", "-c", "core.fsmonitor=false", "-c",
      "core.hooksPath=/dev/null", "-c", "protocol.allow=never", "-C", root,
    ]
    guard (fixed + arguments).allSatisfy({ !$0.utf8.contains(0) }) else { throw .git("a name has a NUL in it") }
    let source = try Self.file(holding: input)
    defer { close(source) }
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw .git("no pipe to git: \(systemError())") }
    defer { close(ends[0]) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let child = Self.spawn(program, fixed + arguments, input: source, output: ends[1])
    close(ends[1])
    guard let child else { throw .git("git cannot be started") }
    let bytes = read(ends[0], limit)
    if bytes == nil { kill(child, SIGKILL) }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    guard let bytes else { throw .git("git took longer than \(seconds) seconds, or wrote more than \(limit >> 20) MiB") }
    // An exit has no signal in its low bits.
    return Output(status: status & 0x7F == 0 ? status >> 8 & 0xFF : -1, bytes: bytes)
  }

  /// All that comes until the end; `nil` if that takes too long or is too much.
  private func read(_ descriptor: Int32, _ limit: Int) -> [UInt8]? {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    let end = now.tv_sec + seconds
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      clock_gettime(CLOCK_MONOTONIC, &now)
      guard now.tv_sec < end else { return nil }
      var wait = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&wait, 1, 1_000) > 0 else { continue }
      let count = buffer.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return nil }
      if count == 0 { return bytes }
      bytes += buffer[..<count]
      guard bytes.count <= limit else { return nil }
    }
  }

  /// A file without a name that holds what git reads.
  private static func file(holding input: [UInt8]) throws(DiagnosticError) -> Int32 {
    guard !input.isEmpty else { return open("/dev/null", O_RDONLY | O_CLOEXEC) }
    var template = Array("\(TemporaryFolder.parent)/licensecheck-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    guard descriptor >= 0 else { throw .git("no temporary file: \(systemError())") }
    _ = template.withUnsafeBufferPointer { $0.baseAddress.map { unlink($0) } }
    var rest = input[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        close(descriptor)
        throw .git("a temporary file cannot be written: \(systemError())")
      }
      rest = rest.dropFirst(count)
    }
    lseek(descriptor, 0, SEEK_SET)
    return descriptor
  }

  private static func spawn(_ program: String, _ arguments: [String], input: Int32, output: Int32) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    var pid = pid_t()
    let words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    let variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup($0) } + [nil]
    defer { for pointer in words + variables { free(pointer) } }
    return posix_spawn(&pid, program, &actions, nil, words, variables) == 0 ? pid : nil
  }

  /// Only what git needs: no variable of a hook or a job moves it to another repository or makes it run anything.
  private static var environment: [String] {
    let kept = ["PATH", "HOME", "XDG_CONFIG_HOME", "GIT_CONFIG_GLOBAL", "TMPDIR"].compactMap { (name: String) -> String? in
      getenv(name).map { "\(name)=\(String(cString: $0))" }
    }
    return kept + ["LC_ALL=C", "GIT_TERMINAL_PROMPT=0", "GIT_OPTIONAL_LOCKS=0", "GIT_NO_LAZY_FETCH=1", "GIT_ASKPASS=/bin/false"]
  }

  /// A program of the search path; entries that are no absolute paths lead into what is audited, and are passed over.
  private static func found(_ name: String) -> String? {
    let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/local/bin:/usr/bin:/bin"
    return path.split(separator: ":").filter { $0.hasPrefix("/") }.map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
  }
}

/// A folder of our own that is removed with all that is in it.
final class TemporaryFolder {
  let path: String

  static var parent: String {
    let named = getenv("TMPDIR").map { String(cString: $0) } ?? ""
    return named.hasPrefix("/") ? named : "/tmp"
  }

  init() throws(DiagnosticError) {
    var template = Array("\(Self.parent)/licensecheck-XXXXXX".utf8CString)
    let made = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
    }
    guard let made else { throw .git("no temporary folder: \(systemError())") }
    path = made
  }

  deinit { Self.remove(path) }

  /// Symlinks are removed and never followed.
  private static func remove(_ path: String) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      unlink(path)
      return
    }
    if let stream = opendir(path) {
      var names: [String] = []
      while let entry = readdir(stream) {
        names.append(
          withUnsafePointer(to: &entry.pointee.d_name) {
            String(cString: UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self))
          })
      }
      closedir(stream)
      for name in names where name != "." && name != ".." { remove("\(path)/\(name)") }
    }
    rmdir(path)
  }
}

/// What the system says of the last failure.
func systemError() -> String { strerror(errno).map { String(cString: $0).lowercased() } ?? "unknown error" }

extension DiagnosticError {
  static func git(_ message: String, help: String? = nil) -> Self {
    Self(Diagnostic("git", .error, message, help: help))
  }
}
