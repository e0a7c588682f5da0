import ArgumentParser
import Glibc

enum ProgressChoice: String, ExpressibleByArgument, CaseIterable { case auto, never }

/// A line on the terminal while a run takes longer than half a second; nothing of it stays.
///
/// A timer's signal writes it, so that the work itself knows nothing of it: only `write`, which a signal may call.
struct Progress {
  private let isShown: Bool

  init(_ choice: ProgressChoice, isQuiet: Bool) {
    let isDumb = getenv("TERM").map { String(cString: $0) == "dumb" } ?? true
    isShown = choice == .auto && !isQuiet && !isDumb && isatty(STDERR_FILENO) == 1
    guard isShown else { return }
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { _ in Self.say("\rlicensecheck: reading and judging ...") }
    action.sa_flags = SA_RESTART
    sigaction(SIGALRM, &action, nil)
    // An interrupted run leaves no half line behind, and ends as any other.
    action.__sigaction_handler.sa_handler = { number in
      Self.say("\r\u{1B}[K")
      signal(number, SIG_DFL)
      raise(number)
    }
    action.sa_flags = 0
    sigaction(SIGINT, &action, nil)
    Self.ring(after: 500_000)
  }

  /// Erases the line; whether it was ever shown does not matter.
  func end() {
    guard isShown else { return }
    Self.ring(after: 0)
    signal(SIGALRM, SIG_IGN)
    Self.say("\r\u{1B}[K")
  }

  private static func ring(after microseconds: Int) {
    var timer = itimerval(
      it_interval: timeval(tv_sec: 0, tv_usec: 0), it_value: timeval(tv_sec: 0, tv_usec: __suseconds_t(microseconds)))
    setitimer(__itimer_which_t(ITIMER_REAL.rawValue), &timer, nil)
  }

  private static func say(_ text: StaticString) {
    _ = Glibc.write(STDERR_FILENO, text.utf8Start, text.utf8CodeUnitCount)
  }
}
