import Foundation
import Testing

/// Whole runs of the program in scratch repositories.
@Suite(.enabled(if: GitScratch.hasGit, "git is not here")) struct RevisionTests {
  private static let clean = """
    {"manifest": 1, "name": "acme/reader", "components": [
      {"id": "reader", "kind": "weights", "name": "acme/reader", "owner": "us",
       "from": [{"component": "corpus", "relationship": "trained-on", "by": "us"}]},
      {"id": "corpus", "kind": "data", "name": "acme/corpus", "license": "CC0-1.0"}]}
    """
  private static let hostile = """
    {"manifest": 1, "name": "acme/reader", "components": [
      {"id": "reader", "kind": "weights", "name": "acme/reader", "owner": "us",
       "from": [{"component": "nc", "relationship": "trained-on", "by": "us"}]},
      {"id": "nc", "kind": "data", "name": "acme/nc-corpus", "license": "CC-BY-NC-4.0"}],
     "use": {"profile": "research", "commercial": false,
             "agreements": [{"license": "CC-BY-NC-4.0", "reference": "contract 1"}]}}
    """
  private static let lenient = """
    use: {profile: research}
    facts: {commercial: false, agreements: [{license: CC-BY-NC-4.0, reference: contract 1}]}
    assumptions: lenient
    waivers:
      - {rule: training-data, component: acme/nc-corpus, reason: it will be fine, approved-by: me, until: 2027-01-01}
    """

  private func scratch(configuration: String = "use: {profile: train-commercial-model}\n") throws -> GitScratch {
    let git = try GitScratch()
    try git.folder.write(configuration, to: ".licensecheck.yaml")
    try git.folder.write(Self.clean, to: "model.json")
    try git.commit()
    return git
  }

  @Test func `a change that brings non-commercial data and its own excuses fails`() throws {
    let git = try scratch()
    try git.folder.write(Self.lenient, to: ".licensecheck.yaml")
    try git.folder.write(Self.hostile, to: "model.json")
    #expect(try git.run("check", "-q", "model.json").status == 0)
    let judged = try git.run("check", "model.json", "--policy-rev", "HEAD")
    #expect(judged.status == 1)
    for rule in ["prohibited[training-data]", "undetermined[policy-changed]", "note[lenient-fact]"] {
      #expect(judged.text.contains(rule), "\(rule)")
    }
    #expect(!judged.text.contains("waived["))
    // Each excuse alone is no better.
    try git.folder.write("use: {profile: train-commercial-model}\n", to: ".licensecheck.yaml")
    #expect(try git.run("check", "model.json", "--policy-rev", "HEAD").status == 1)
    #expect(try git.run("check", "model.json", "--policy-rev", "HEAD", "--level", "policy-changed=off").status == 1)
  }

  @Test func `a change of the policy alone is a finding, and an unchanged one is none`() throws {
    let git = try scratch()
    #expect(try git.run("check", "model.json", "--policy-rev", "HEAD").status == 0)
    try git.folder.write("use: {profile: research}\n", to: ".licensecheck.yaml")
    let changed = try git.run("check", "model.json", "--policy-rev", "HEAD")
    #expect(changed.status == 1 && changed.text.contains("policy-changed") && changed.text.contains("`use`"))
    try FileManager.default.removeItem(atPath: git.folder.path + "/.licensecheck.yaml")
    #expect(try git.run("check", "model.json", "--policy-rev", "HEAD").text.contains("is taken away"))
  }

  @Test func `waivers, baselines and registries that a change adds do not count`() throws {
    let git = try scratch()
    try git.folder.write(
      Self.hostile.replacing("research", with: "train-commercial-model").replacing("false", with: "true"), to: "model.json")
    try git.folder.write(
      "waivers:\n  - {rule: training-data, component: nc, reason: it will be fine, approved-by: me, until: 2027-01-01}\n",
      to: "waivers.yaml")
    #expect(try git.run("baseline", "write", "model.json", "--isolated", "--set", "agreements=[]").status == 0)
    try git.folder.write(#"{"id": "acme/nc-corpus", "cardData": {"license": "mit"}, "tags": []}"#, to: "records/a.json")
    for options in [["--waivers", "waivers.yaml"], ["--baseline", ".licensecheck-baseline.json"], ["--registry", "records"]] {
      let judged = try git.run(["check", "model.json", "--policy-rev", "HEAD"] + options)
      #expect(judged.status == 1 && judged.text.contains("policy-changed") && judged.text.contains("prohibited["), "\(options)")
    }
  }

  @Test func `only what is new since a revision fails`() throws {
    let git = try scratch()
    let old = Self.hostile.replacing("research", with: "train-commercial-model").replacing("false", with: "true").replacing(
      #"[{"license": "CC-BY-NC-4.0", "reference": "contract 1"}]"#, with: "[]")
    try git.folder.write(old, to: "model.json")
    try git.commit()
    #expect(try git.run("check", "model.json").status == 1)
    #expect(try git.run("check", "model.json", "--changed-since", "HEAD").status == 0)
    #expect(try git.run("check", "model.json", "--changed-since", "HEAD~1").status == 1)
    try git.folder.write(old.replacing("acme/reader", with: "acme/other"), to: "new/model.json")
    let judged = try git.run("check", ".", "--changed-since", "HEAD")
    #expect(judged.status == 1 && judged.text.contains("there before this change"))
  }

  @Test(arguments: [
    "-x", "--upload-pack=touch pwned", "$(touch pwned)", "HEAD:model.json", "HEAD^{tree}", "nowhere", "a b", "HEAD\n",
  ])
  func `a revision that is no commit is an error and runs nothing`(name: String) throws {
    let git = try scratch()
    for option in ["--policy-rev", "--changed-since"] {
      #expect(try git.run("check", "model.json", "\(option)=\(name)").status == 2)
    }
    #expect(!FileManager.default.fileExists(atPath: git.folder.path + "/pwned"))
  }

  @Test func `a program called git in the working directory is not run`() throws {
    let git = try scratch()
    try git.folder.write("#!/bin/sh\ntouch pwned\n", to: "git")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: git.folder.path + "/git")
    _ = try git.run(["check", "model.json", "--policy-rev", "HEAD"], path: ".:/usr/bin:/bin")
    #expect(!FileManager.default.fileExists(atPath: git.folder.path + "/pwned"))
  }

  @Test func `a configuration that is a symlink at the revision is not followed`() throws {
    let git = try scratch()
    try FileManager.default.removeItem(atPath: git.folder.path + "/.licensecheck.yaml")
    try FileManager.default.createSymbolicLink(
      atPath: git.folder.path + "/.licensecheck.yaml", withDestinationPath: "/etc/passwd")
    try git.commit()
    #expect(try git.run("check", "model.json", "--policy-rev", "HEAD").status == 2)
  }
}

/// A scratch git repository.
final class GitScratch {
  let folder: ScratchFolder

  static let hasGit = FileManager.default.isExecutableFile(atPath: "/usr/bin/git")

  init() throws {
    folder = try ScratchFolder()
    try git("init", "-q", "-b", "main")
  }

  func commit() throws {
    try git("add", "-A")
    try git("-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-qm", "change")
  }

  private func git(_ arguments: String...) throws {
    let output = try start("/usr/bin/git", arguments, path: "/usr/bin:/bin")
    guard output.status == 0 else { throw Failed(text: output.text) }
  }

  private struct Failed: Error { var text: String }

  func run(_ arguments: String...) throws -> (status: Int32, text: String) { try run(arguments) }

  func run(_ arguments: [String], path: String = "/usr/bin:/bin") throws -> (status: Int32, text: String) {
    try start(FixtureCase.program().path, arguments, path: path)
  }

  private func start(_ program: String, _ arguments: [String], path: String) throws -> (status: Int32, text: String) {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.currentDirectoryURL = URL(filePath: folder.path)
    process.environment = [
      "PATH": path, "HOME": folder.path, "COLUMNS": "400", "NO_COLOR": "1", "SOURCE_DATE_EPOCH": "1793491200",
      "LC_ALL": "C.UTF-8",
    ]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }
}
