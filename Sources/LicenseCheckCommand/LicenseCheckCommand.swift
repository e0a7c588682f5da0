import ArgumentParser
import Glibc
import LicenseCheck

/// The root command; a bare path means `check`.
struct LicenseCheckTool: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "licensecheck",
    abstract: "May we use this AI model, with its data and weights, for what we intend?",
    discussion: """
      A bare path means `check`: `licensecheck model.json`, `licensecheck README.md`, `licensecheck DIRECTORY`.
      Nothing is ever fetched from the network. Exit status: 0 clean, 1 an outcome named in --fail-on, 2 something
      could not be evaluated. Not legal advice.

        licensecheck .                                    what this folder holds, for every standard use
        licensecheck model.json --use hosted-commercial   one manifest, for one use
        licensecheck inventory models/                    what is understood, and from where
        licensecheck explain F1 model.json                the proof of a finding
        licensecheck ask model.json                       answer what is open, and keep the answers
      """,
    version: ToolVersion.text,
    subcommands: [
      Check.self, Matrix.self, Explain.self, ShowInventory.self, Licenses.self, RegistryCommand.self, Uses.self, Rules.self,
      Schema.self, Identify.self, DiffText.self, CatalogCommand.self, Outbound.self, Ask.self, Notice.self, Waive.self,
      BaselineTool.self, Diff.self, Init.self, Completion.self, ManualPage.self, Version.self,
    ],
    defaultSubcommand: Check.self)
}

@main
enum Main {
  static func main() {
    signal(SIGPIPE, SIG_DFL)
    do {
      var command = try LicenseCheckTool.parseAsRoot()
      try command.run()
    } catch let code as ExitCode {
      exit(code.rawValue)
    } catch {
      let message = LicenseCheckTool.fullMessage(for: error)
      let isHelp = LicenseCheckTool.exitCode(for: error) == .success
      write(message + "\n", to: isHelp ? STDOUT_FILENO : STDERR_FILENO)
      // Bad flags are "could not be evaluated", whatever number the argument parser uses.
      exit(isHelp ? 0 : 2)
    }
  }
}

/// Writes all bytes; a closed pipe ends the program by SIGPIPE, quietly.
func write(_ text: String, to descriptor: Int32) {
  var bytes = Array(text.utf8)[...]
  while !bytes.isEmpty {
    let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    if count < 0, errno == EINTR { continue }
    guard count > 0 else { exit(2) }
    bytes = bytes.dropFirst(count)
  }
}

/// Prints what a command has to say and ends with its status.
func finish(_ output: CommandOutput) throws {
  write(output.errors, to: STDERR_FILENO)
  write(output.text, to: STDOUT_FILENO)
  throw ExitCode(output.status)
}

/// What the terminal can show.
enum Terminal {
  static func style(_ choice: ColorChoice) -> TerminalStyle {
    TerminalStyle(width: width, color: isColored(choice), unicode: isUnicode)
  }

  private static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  private static func isColored(_ choice: ColorChoice) -> Bool {
    switch choice {
    case .always: return true
    case .never: return false
    case .auto: break
    }
    if environment("NO_COLOR") != nil { return false }
    if environment("FORCE_COLOR") != nil || environment("CLICOLOR_FORCE") != nil { return true }
    return environment("TERM") != "dumb" && isatty(STDOUT_FILENO) == 1
  }

  private static var isUnicode: Bool {
    let locale = environment("LC_ALL") ?? environment("LC_CTYPE") ?? environment("LANG") ?? ""
    return locale.lowercased().contains("utf-8") || locale.lowercased().contains("utf8")
  }

  private static var width: Int {
    if let columns = environment("COLUMNS").flatMap({ Int($0) }) { return min(max(columns, 40), 400) }
    var size = winsize()
    if ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return max(40, Int(size.ws_col)) }
    return 100
  }

  /// `SOURCE_DATE_EPOCH`, else the clock: days since 1970-01-01.
  static var daysSince1970: Int {
    if let epoch = environment("SOURCE_DATE_EPOCH").flatMap({ Int($0) }) { return epoch / 86_400 }
    return time(nil) / 86_400
  }
}

enum ColorChoice: String, ExpressibleByArgument, CaseIterable { case auto, always, never }
