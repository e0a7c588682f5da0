import Foundation
import Testing

/// How the program behaves towards terminals, pipes and signals; each case is a process.
@Suite struct TerminalTests {
  private static let manifest =
    FixtureCase.all.first { $0.name == "readme-example" }?.folder.appending(path: "model.json").path ?? ""

  private struct Run {
    var output: String
    var status: Int32
    var reason: Process.TerminationReason
  }

  private func process(_ arguments: [String], _ environment: [String: String]) throws -> Process {
    let process = Process()
    process.executableURL = try FixtureCase.program()
    process.arguments = arguments
    process.environment = environment.merging(["SOURCE_DATE_EPOCH": "1793491200"]) { first, _ in first }
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    return process
  }

  private func run(_ arguments: [String], _ environment: [String: String] = [:]) throws -> Run {
    let process = try process(arguments, environment)
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Run(
      output: String(decoding: output, as: UTF8.self), status: process.terminationStatus, reason: process.terminationReason)
  }

  @Test(
    arguments: [
      ([:], [], false), (["CLICOLOR_FORCE": "1"], [], true), (["FORCE_COLOR": "1"], [], true),
      (["CLICOLOR_FORCE": "1", "NO_COLOR": "1"], [], false), (["CLICOLOR_FORCE": "1", "NO_COLOR": ""], [], true),
      (["NO_COLOR": "1"], ["--color", "always"], true), (["CLICOLOR_FORCE": "1"], ["--color", "never"], false),
      (["CLICOLOR_FORCE": "1", "TERM": "dumb"], [], true), (["TERM": "dumb"], [], false),
    ] as [([String: String], [String], Bool)])
  func `color follows the flag, then NO_COLOR, then CLICOLOR_FORCE, then the terminal`(
    environment: [String: String], flags: [String], isColored: Bool
  ) throws {
    let output = try run(["check", Self.manifest] + flags, environment).output
    #expect(output.contains("\u{1B}[") == isColored && output.contains("PROHIBITED"))
  }

  @Test func `without a UTF-8 locale everything is ASCII`() throws {
    let output = try run(["check", Self.manifest], ["LC_ALL": "C"]).output
    #expect(output.contains("PROHIBITED") && output.utf8.allSatisfy { $0 < 0x80 })
    #expect(try run(["check", Self.manifest], ["LC_ALL": "C.UTF-8"]).output.utf8.contains { $0 >= 0x80 })
  }

  @Test func `words wrap to COLUMNS`() throws {
    let narrow = try run(["check", Self.manifest], ["COLUMNS": "60"]).output.split(separator: "\n")
    let wide = try run(["check", Self.manifest], ["COLUMNS": "200"]).output.split(separator: "\n")
    #expect(narrow.count > wide.count)
  }

  @Test func `the number of processors changes no byte`() throws {
    let one = try run(["check", Self.manifest, "-j", "1", "--format", "json"])
    #expect(try run(["check", Self.manifest, "-j", "64", "--format", "json"]).output == one.output && one.status == 1)
  }

  @Test func `a closed pipe ends the program by SIGPIPE, without a word`() throws {
    let process = try process(["check", Self.manifest], [:])
    let output = Pipe()
    let errors = Pipe()
    process.standardOutput = output
    process.standardError = errors
    try output.fileHandleForReading.close()
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGPIPE)
    try errors.fileHandleForWriting.close()
    #expect(errors.fileHandleForReading.readDataToEndOfFile().isEmpty)
  }

  @Test func `an interrupt ends the program as the signal it is`() throws {
    let process = try process(["check", "-"], [:])
    // Whoever runs the tests in the background has them ignore interrupts, and their processes inherit that.
    process.arguments = ["--default-signal=INT", try FixtureCase.program().path] + (process.arguments ?? [])
    process.executableURL = URL(filePath: "/usr/bin/env")
    let input = Pipe()
    process.standardInput = input
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.interrupt()
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGINT)
    try input.fileHandleForWriting.close()
  }

  @Test(arguments: [("bash", "complete"), ("zsh", "#compdef licensecheck"), ("fish", "complete -c")])
  func `each shell gets a script that knows the commands`(shell: String, mark: String) throws {
    let script = try run(["completion", shell])
    #expect(script.status == 0 && script.output.contains(mark))
    for command in ["inventory", "explain", "registry"] { #expect(script.output.contains(command)) }
  }

  @Test func `the manual has every command, laid out as it is`() throws {
    let page = try run(["man"])
    #expect(page.status == 0 && page.output.hasPrefix(".TH LICENSECHECK 1"))
    for command in ["CHECK", "INVENTORY", "REGISTRY", "COMPLETION"] { #expect(page.output.contains("\n.SH \(command)\n")) }
    #expect(page.output.contains("\\-\\-files\\-from"))
  }

  @Test func `nothing is written about progress where no terminal reads it`() throws {
    let process = try process(["check", Self.manifest, "--progress", "auto"], ["TERM": "xterm"])
    let errors = Pipe()
    process.standardError = errors
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    let written = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(!String(decoding: written, as: UTF8.self).contains("reading and judging"))
  }
}
