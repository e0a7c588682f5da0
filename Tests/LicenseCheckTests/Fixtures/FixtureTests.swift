import Foundation
import Testing

/// Each folder of `fixtures/` shows one law or verdict: the built program must say exactly what the folder says.
@Suite struct FixtureTests {
  @Test(arguments: FixtureCase.all) func program(says fixture: FixtureCase) throws {
    for name in ["command", "why.md"] where fixture.text(name) == nil {
      Issue.record("fixtures/\(fixture.name) has no \(name)")
    }
    guard fixture.shouldRun else { return }
    let actual = try fixture.runAll()
    if ProcessInfo.processInfo.environment["LICENSECHECK_UPDATE_SNAPSHOTS"] == "1" {
      try Data(actual.utf8).write(to: fixture.folder.appending(path: "expected.txt"))
      return
    }
    guard let expected = fixture.text("expected.txt") else {
      Issue.record("fixtures/\(fixture.name) has no expected.txt; write it with LICENSECHECK_UPDATE_SNAPSHOTS=1")
      return
    }
    guard actual != expected else { return }
    Issue.record("fixtures/\(fixture.name)/expected.txt\n\(LineDifference(from: expected, to: actual).text)")
  }

  @Test func thereAreFixtures() {
    #expect(FixtureCase.all.count >= 45)
  }

  @Test func commandLineIsSplitAsByAShell() {
    let line = FixtureCommandLine(#"check 'a b.json' --set 'x={"y": 1}' - < in.json"#)
    #expect(line.arguments == ["check", "a b.json", "--set", #"x={"y": 1}"#, "-"])
    #expect(line.input == "in.json")
  }

  @Test func differenceShowsWhatChanged() {
    let difference = LineDifference(from: "a\nb\nc\n", to: "a\nx\nc\n")
    #expect(difference.text == "  a\n- b\n+ x\n  c\n  ")
  }
}

/// One folder of `fixtures/`: `command`, `expected.txt`, `why.md` and the files that the command reads.
struct FixtureCase: Sendable, CustomTestStringConvertible {
  let folder: URL

  var name: String { folder.lastPathComponent }
  var testDescription: String { name }

  static let all: [FixtureCase] = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../fixtures").standardizedFileURL
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
    return names.filter { !$0.hasPrefix(".") && !["readings", "README.md"].contains($0) }.sorted().map {
      FixtureCase(folder: root.appending(path: $0))
    }
  }()

  func text(_ file: String) -> String? {
    (try? Data(contentsOf: folder.appending(path: file))).map { String(decoding: $0, as: UTF8.self) }
  }

  /// License texts are not kept here: each line of the file `texts` says where one goes (`model/LICENSE Apache-2.0`).
  /// A case with such a file, if only an empty one, runs in a copy of its folder, so that it may write there.
  private var texts: [(place: String, id: String)] {
    (text("texts") ?? "").split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ").map(String.init)
      return words.count == 2 ? (words[0], words[1]) : nil
    }
  }

  /// What somebody changed in a text: each line of the file `changes` says where (`model/LICENSE: old words => new words`).
  private var changes: [(place: String, old: String, new: String)] {
    (text("changes") ?? "").split(separator: "\n").compactMap { line in
      guard let colon = line.firstRange(of: ": "), let arrow = line.firstRange(of: " =>") else { return nil }
      return (
        String(line[..<colon.lowerBound]), String(line[colon.upperBound..<arrow.lowerBound]),
        String(line[arrow.upperBound...].drop { $0 == " " })
      )
    }
  }

  private func change(_ copy: URL) throws {
    for (place, old, new) in changes {
      let file = copy.appending(path: place)
      let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
      if !text.contains(old) { Issue.record("fixtures/\(name)/changes: `\(old)` is not in \(place)") }
      try Data(text.replacing(old, with: new).utf8).write(to: file)
    }
  }

  /// Whether the texts that the case needs are at hand.
  var shouldRun: Bool { texts.isEmpty || LicenseTexts.shouldRun }

  /// What all runs write: standard output as it is, standard error behind `2> `, then the exit status.
  func runAll() throws -> String {
    let lines = (text("command") ?? "").split(separator: "\n").map { FixtureCommandLine(String($0)) }
    let scratch = FileManager.default.temporaryDirectory.appending(path: "fixture-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    guard text("texts") != nil else { return try lines.map { try run($0, in: folder, scratch) }.joined() }
    let copy = scratch.appending(path: name)
    try FileManager.default.copyItem(at: folder, to: copy)
    for (place, id) in texts {
      let source = URL(filePath: LicenseTexts.folder).appending(path: "\(id).txt")
      let target = copy.appending(path: place)
      try FileManager.default.createDirectory(at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
      try FileManager.default.copyItem(at: source, to: target)
    }
    try change(copy)
    return try lines.map { try run($0, in: copy, scratch) }.joined()
  }

  private func run(_ line: FixtureCommandLine, in folder: URL, _ scratch: URL) throws -> String {
    let process = Process()
    process.executableURL = try Self.program()
    process.arguments = line.arguments
    process.currentDirectoryURL = folder
    var environment = ["COLUMNS": "100", "LC_ALL": "C.UTF-8", "NO_COLOR": "1", "SOURCE_DATE_EPOCH": "1793491200"]
    // Set by Benchmarks/mutate: which of the mutants the program is.
    environment["LICENSECHECK_MUTANT"] = ProcessInfo.processInfo.environment["LICENSECHECK_MUTANT"]
    process.environment = environment
    process.standardInput =
      try line.input.map { try FileHandle(forReadingFrom: folder.appending(path: $0)) } ?? FileHandle.nullDevice
    let output = try Self.file(scratch.appending(path: "out"))
    let errors = try Self.file(scratch.appending(path: "err"))
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    process.waitUntilExit()
    let written = Self.withoutCatalogVersion(try Self.content(scratch.appending(path: "out")))
    let complaints = try Self.content(scratch.appending(path: "err")).split(separator: "\n", omittingEmptySubsequences: false)
    var result = written
    if !written.isEmpty, !written.hasSuffix("\n") { result += "\n[no newline at the end]\n" }
    let complaintCount = complaints.last == "" ? complaints.count - 1 : complaints.count
    for complaint in complaints.prefix(complaintCount) { result += complaint.isEmpty ? "2>\n" : "2> \(complaint)\n" }
    return result + "[exit \(process.terminationStatus)]\n"
  }

  private static func file(_ url: URL) throws -> FileHandle {
    try Data().write(to: url)
    return try FileHandle(forWritingTo: url)
  }

  private static func content(_ url: URL) throws -> String { String(decoding: try Data(contentsOf: url), as: UTF8.self) }

  /// The version of the catalog changes with every edit of a license; no fixture is about it.
  static func withoutCatalogVersion(_ text: String) -> String {
    text.replacing(/catalog(\s+)[0-9a-f]{8,64}/) { "catalog\($0.output.1)…" }.replacing(
      /"catalog": ?"[^"]*"/, with: #""catalog": "…""#)
  }

  /// The program that was built together with the tests: it lies beside the test bundle.
  static func program() throws -> URL {
    var folder = Bundle.main.executableURL ?? URL(filePath: CommandLine.arguments[0])
    for _ in 0..<4 {
      folder.deleteLastPathComponent()
      let program = folder.appending(path: "licensecheck")
      if FileManager.default.isExecutableFile(atPath: program.path) { return program }
    }
    throw ProgramMissing()
  }

  private struct ProgramMissing: Error, CustomStringConvertible {
    var description: String { "no `licensecheck` beside the tests; run `swift build` first" }
  }
}

/// One line of a `command` file, split as a shell would: blanks, single and double quotes, `< FILE` for standard input.
struct FixtureCommandLine {
  private(set) var arguments: [String] = []
  private(set) var input: String?

  init(_ line: String) {
    var word: String?
    var quote: Character?
    for character in line {
      if let open = quote {
        if character == open { quote = nil } else { word = (word ?? "") + String(character) }
      } else if character == "'" || character == "\"" {
        quote = character
        word = word ?? ""
      } else if character == " " {
        if let finished = word { arguments.append(finished) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    if let finished = word { arguments.append(finished) }
    if let redirect = arguments.firstIndex(of: "<"), redirect + 1 < arguments.count {
      input = arguments[redirect + 1]
      arguments.removeSubrange(redirect...(redirect + 1))
    }
  }
}

/// What turns one text into another, line by line, with two lines around each change.
struct LineDifference {
  let text: String

  init(from old: String, to new: String) {
    let oldLines = old.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let newLines = new.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let difference = newLines.difference(from: oldLines)
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in difference {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    var rows: [(mark: String, line: String)] = []
    var next = 0
    for (index, line) in oldLines.enumerated() {
      if removed.contains(index) {
        rows.append(("-", line))
        continue
      }
      while inserted.contains(next) {
        rows.append(("+", newLines[next]))
        next += 1
      }
      rows.append((" ", line))
      next += 1
    }
    while next < newLines.count {
      rows.append(("+", newLines[next]))
      next += 1
    }
    let shown = rows.indices.filter { row in rows[max(0, row - 2)...min(rows.count - 1, row + 2)].contains { $0.mark != " " } }
    var lines: [String] = []
    var last = -1
    for row in shown {
      if row > last + 1, last >= 0 { lines.append("  …") }
      lines.append("\(rows[row].mark) \(rows[row].line)")
      last = row
    }
    text = lines.joined(separator: "\n")
  }
}
