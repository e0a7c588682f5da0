import Diagnostics
import Foundation
import Inventory
import Testing

@testable import DocumentFormats
@testable import Files

struct SubjectFinderTests {
  static let manifest = #"{"manifest": 1, "components": [{"id": "m", "kind": "weights", "card": "README.md"}]}"#

  @Test func `every folder with a manifest, a card or licensed weights is one subject`() throws {
    let folder = try TemporaryFolder([
      "a/model.json": Self.manifest, "a/README.md": "---\nlicense: mit\n---\n", "a/LICENSE": "TEXT OF mit",
      "b/README.md": "---\nlicense: mit\n---\n", "c/LICENSE": "TEXT OF mit", "c/x.gguf": "", "d/README.md": "# prose",
      "e/bot.yaml": "manifest: 1\ncomponents: [{id: e, kind: data}]\n", "f/record.json": #"{"id": "o/m", "tags": []}"#,
      "node_modules/g/model.json": Self.manifest, ".git/README.md": "---\nlicense: mit\n---\n",
    ])
    let findings = folder.findings("")
    #expect(findings.inventories.map { FilePath.name(of: $0.path) } == ["model.json", "b", "c", "bot.yaml", "record.json"])
    #expect(summary(findings.diagnostics) == [])
    #expect(findings.inventories[0].components[0].declaredNames == ["mit"], "the manifest's own card")
  }

  @Test func `weights below a licensed folder belong to it, others stand alone`() throws {
    let folder = try TemporaryFolder([
      "p/LICENSE": "TEXT OF mit", "p/weights/m.safetensors": "", "p/src/x.py": "", "q/unet/m.safetensors": "",
      "r/README.md": "---\nlicense: mit\n---\n", "r/unet/m.safetensors": "", "r/code/x.py": "",
    ])
    let findings = folder.findings("")
    #expect(findings.inventories.map { FilePath.name(of: $0.path) } == ["p", "unet", "r"])
    #expect(findings.inventories[0].components.map(\.id) == ["p", "code"])
    #expect(findings.inventories[2].components.map(\.id) == ["r", "code"])
  }

  @Test func `a card that a manifest elsewhere names is no subject of its own`() throws {
    let folder = try TemporaryFolder([
      "model.json": #"{"manifest": 1, "components": [{"id": "m", "kind": "weights", "card": "sub/README.md"}]}"#,
      "sub/README.md": "---\nlicense: mit\n---\n",
    ])
    #expect(folder.findings("").inventories.map { FilePath.name(of: $0.path) } == ["model.json"])
  }

  @Test func `what is nothing known is an error when it is named, and a note when it is met`() throws {
    let folder = try TemporaryFolder([
      "model.json": #"{"modelTopology": {}, "weightsManifest": []}"#, "README.md": "---\nlicense: mit\n---\n", "b.json": "[1]",
    ])
    let named = folder.findings("model.json")
    #expect(named.diagnostics.map(\.code) == ["not-a-manifest"] && named.diagnostics.map(\.severity) == [.error])
    #expect(named.diagnostics[0].help?.contains("a manifest") == true && named.diagnostics[0].labels.count == 1)
    let met = folder.findings("")
    #expect(met.inventories.count == 1)
    #expect(met.diagnostics.map(\.code) == ["not-a-manifest"] && met.diagnostics.map(\.severity) == [.note])
  }

  @Test func `a folder without a subject is an error, not a pass`() throws {
    let folder = try TemporaryFolder(["x.txt": "hello"])
    #expect(folder.findings("").diagnostics.map(\.code) == ["nothing-found"])
    #expect(folder.findings("missing").diagnostics.map(\.code) == ["unreadable-file"])
  }

  @Test func `broken documents are errors with places`() throws {
    let folder = try TemporaryFolder(["model.json": "{\"manifest\": 1,", "x.yaml": "manifest: [", "bad.json": "{"])
    try folder.write("utf.json", [0x7B, 0xFF, 0x7D])
    for name in ["model.json", "x.yaml", "utf.json"] {
      let findings = folder.findings(name)
      #expect(findings.inventories.count == 1)
      #expect(findings.inventories.flatMap(\.diagnostics).contains { $0.severity == .error && !$0.labels.isEmpty }, "\(name)")
    }
    #expect(folder.findings("").inventories.flatMap(\.errors).isEmpty == false, "a broken model.json is not passed over")
  }

  @Test func `a license named alone stands for its folder`() throws {
    let folder = try TemporaryFolder(["m/LICENSE": "TEXT OF mit", "m/x.gguf": ""])
    #expect(try folder.subject("m/LICENSE").components.flatMap(\.detectedIDs) == ["mit"])
  }

  @Test func `a path given twice is one subject`() throws {
    let folder = try TemporaryFolder(["m/README.md": "---\nlicense: mit\n---\n"])
    #expect(folder.findings("m", "m/", "./m").inventories.count == 1)
  }

  @Test func `a byte order mark and Windows line ends do not hide a manifest`() throws {
    let folder = try TemporaryFolder([
      "a/model.json": "\u{FEFF}"
        + Self.manifest.replacing(", ", with: ",\r\n").replacing(#""card": "README.md""#, with: #""owner": "us""#)
    ])
    let inventory = try folder.subject("a")
    #expect(inventory.errors == [] && inventory.components.map(\.id) == ["m"])
  }
}

struct HostileFileTests {
  @Test(arguments: ["../../etc/passwd", "/etc/passwd", "../outside", "link", "loop", ".", "missing", "pipe", "a\\u0000b"])
  func `no manifest reaches out of its folder or hangs`(target: String) throws {
    let folder = try TemporaryFolder(["outside": "TEXT OF secret", "in/x": ""])
    try folder.link("in/link", to: "../outside")
    try folder.link("in/loop", to: "loop")
    #expect(mkfifo(folder.path + "/in/pipe", 0o600) == 0)
    let text = #"{"manifest": 1, "components": [{"id": "m", "kind": "weights", "licenseFile": "\#(target)"}]}"#
    let scope = try PathScope(root: folder.path + "/in")
    let inventory = try manifest(text, path: folder.path + "/in/model.json", .testing.within(scope))
    #expect(inventory["m"]?.detected == [])
    #expect(inventory.errors.count == 1, "\(summary(inventory.diagnostics))")
    #expect(inventory.errors.first?.hasPrefix("1:78 ") == true, "\(inventory.errors)")
    #expect(inventory.sources.count == 1)
  }

  @Test func `symlinks in a circle end a walk`() throws {
    let folder = try TemporaryFolder(["a/README.md": "---\nlicense: mit\n---\n"])
    try folder.link("a/b/c/up", to: "../../..")
    try folder.link("a/self", to: ".")
    try folder.link("a/LICENSE", to: "LICENSE")
    let findings = folder.findings("")
    #expect(findings.inventories.count == 1)
    #expect(findings.inventories.flatMap(\.errors).count == 1, "a license whose link goes in a circle is told")
  }

  @Test func `a folder that leads outside is told and not entered`() throws {
    let folder = try TemporaryFolder(["in/README.md": "---\nlicense: mit\n---\n", "out/README.md": "---\nlicense: x\n---\n"])
    try folder.link("in/sub", to: "../out")
    let findings = folder.findings("in")
    #expect(findings.inventories.count == 1)
    #expect(findings.diagnostics.map(\.code) == ["outside-scope"] && findings.diagnostics.map(\.severity) == [.warning])
  }

  @Test func `a link out of the repository is refused even when it is named`() throws {
    let folder = try TemporaryFolder(["in/x": "", "model.json": SubjectFinderTests.manifest])
    try folder.link("in/model.json", to: "../model.json")
    #expect(folder.findings("in/model.json").diagnostics.map(\.code) == ["outside-scope"])
    try folder.write(".git/HEAD", [])
    #expect(folder.findings("in/model.json").inventories.count == 1, "inside one repository it may be read")
  }

  @Test func `depth and number of files have limits that are told`() throws {
    let folder = try TemporaryFolder(["1/2/3/4/README.md": "---\nlicense: mit\n---\n", "1/README.md": "---\nlicense: mit\n---\n"])
    let shallow = folder.findings("", limits: .init(depth: 2, entries: 100))
    #expect(shallow.diagnostics.map(\.code) == ["too-deep"] && shallow.diagnostics.map(\.severity) == [.error])
    let few = folder.findings("", limits: .init(depth: 64, entries: 2))
    #expect(few.diagnostics.contains { $0.code == "too-many-files" && $0.severity == .error })
  }

  @Test func `a file beyond its limit is told, not read`() throws {
    let folder = try TemporaryFolder()
    try folder.write("big", [UInt8](repeating: 0x20, count: 5000))
    let scope = try folder.scope()
    #expect(mistakes { () throws(DiagnosticError) in try scope.read(folder.path + "/big", limit: 4999) }.count == 1)
    #expect(mistakes { () throws(DiagnosticError) in try scope.read(folder.path + "/big", limit: 5000) } == [])
  }

  @Test func `names of all kinds are sorted by bytes`() throws {
    let folder = try TemporaryFolder(["b": "", "a": "", "Z": "", "ä": "", "a-b": "", "a/b".replacing("/", with: "_"): ""])
    let walk = DirectoryWalk(folder.path, scope: try folder.scope())
    #expect(walk.folders.map(\.files) == [["Z", "a", "a-b", "a_b", "b", "ä"]])
  }

  @Test func `paths are taken apart and put together`() {
    #expect(["a/b/c", "a", "/a", "/", "a/", "a//b"].map(FilePath.folder) == ["a/b", ".", "/", "/", ".", "a"])
    #expect(["a/./b/../c", "../x", "/../x", "", "a/.."].map(FilePath.normalized) == ["a/c", "../x", "/x", ".", "."])
    #expect(FilePath.join(".", "x") == "x" && FilePath.join("a/", "x") == "a/x" && FilePath.join("a", "/x") == "/x")
    #expect(FilePath.contains("/a", "/a/b") && !FilePath.contains("/a", "/ab") && FilePath.contains("/", "/x"))
  }
}
