import ArgumentParser
import LicenseCheck

/// `licensecheck completion`.
struct Completion: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print a completion script for a shell: bash, zsh, fish.",
    discussion: """
        licensecheck completion bash > /etc/bash_completion.d/licensecheck
        licensecheck completion zsh > "${fpath[1]}/_licensecheck"
        licensecheck completion fish > ~/.config/fish/completions/licensecheck.fish
      """)

  @Argument(help: "bash, zsh or fish")
  var shell: Shell

  enum Shell: String, ExpressibleByArgument, CaseIterable { case bash, zsh, fish }

  func run() throws {
    let script =
      switch shell {
      case .bash: LicenseCheckTool.completionScript(for: .bash)
      case .zsh: LicenseCheckTool.completionScript(for: .zsh)
      case .fish: LicenseCheckTool.completionScript(for: .fish)
      }
    try finish(CommandOutput(script.hasSuffix("\n") ? script : script + "\n"))
  }
}

/// `licensecheck man`.
struct ManualPage: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "man", abstract: "Print the manual page, made from the help of every command.",
    discussion: "  licensecheck man | man -l -")

  func run() throws {
    var page = """
      .TH LICENSECHECK 1 "" "licensecheck \(ToolVersion.text)"
      .SH NAME
      licensecheck \\- \(Self.line(LicenseCheckTool.configuration.abstract))
      .SH DESCRIPTION
      \(Self.block(LicenseCheckTool.helpMessage(columns: 80)))
      """
    for command in LicenseCheckTool.configuration.subcommands {
      page += "\n.SH \(Self.line(command._commandName.uppercased()))\n"
      page += Self.block(LicenseCheckTool.helpMessage(for: command, columns: 80))
    }
    try finish(CommandOutput(page + "\n"))
  }

  /// Lines as they are: the help is laid out already.
  private static func block(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line($0.description) }
    return ".nf\n" + lines.joined(separator: "\n") + "\n.fi"
  }

  private static func line(_ text: String) -> String {
    let escaped = text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
    return escaped.hasPrefix(".") || escaped.hasPrefix("'") ? "\\&" + escaped : escaped
  }
}
