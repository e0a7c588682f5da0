#if canImport(Glibc)
  import Glibc
#endif

/// The files that a commit deletes, which no hook is told of: git is asked.
enum DeletedFiles {
  /// Paths from the working directory; `nil` if git could not say.
  static func list() -> [String]? {
    var arguments = ["diff", "--name-only", "-z", "--relative", "--no-renames", "--no-ext-diff", "--diff-filter=D"]
    // A run over a range of commits, such as one before a push.
    if let from = variable("PRE_COMMIT_FROM_REF"), let to = variable("PRE_COMMIT_TO_REF") {
      arguments += [from, to, "--"]
    } else {
      arguments += ["--cached", "--"]
    }
    guard let output = run(["git"] + arguments) else { return nil }
    return output.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
  }

  /// A revision; one that looks like an option is none.
  private static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty || $0.hasPrefix("-") ? nil : $0 }
  }

  /// What a command writes, if it ends well.
  private static func run(_ command: [String]) -> [UInt8]? {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { return nil }
    // The child gets its end as standard output, and no other.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var arguments = command.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var child: pid_t = 0
    let failure = posix_spawnp(&child, command[0], &actions, nil, &arguments, environ)
    close(ends[1])
    defer { close(ends[0]) }
    guard failure == 0 else { return nil }
    var output: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = buffer.withUnsafeMutableBytes { read(ends[0], $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      output += buffer[..<count]
    }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 { guard errno == EINTR else { return nil } }
    return status == 0 ? output : nil
  }
}
