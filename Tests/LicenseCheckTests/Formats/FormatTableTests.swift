import Diagnostics
import DocumentFormats
import Foundation
import Inventory
import Testing

@testable import LicenseCheck

/// Counts what is read of every sample of every format; the numbers of `docs/FORMATS.md` are those that it prints.
///
/// `LICENSECHECK_FORMAT_DUMP=file` writes what was understood of each file, for comparisons with other programs.
@Suite(.enabled(if: Samples.areTested, "the sample files are not here"), .serialized)
struct FormatTableTests {
  private struct Row {
    var files = 0
    var read = 0
    var licenses = 0
    var texts = 0
    var components = 0
    var edges = 0
    var refused: [String: Int] = [:]
    var notes: [String: Int] = [:]
  }

  private static let dump: FileHandle? = {
    guard let path = ProcessInfo.processInfo.environment["LICENSECHECK_FORMAT_DUMP"] else { return nil }
    guard FileManager.default.createFile(atPath: path, contents: nil) else { return nil }
    return FileHandle(forWritingAtPath: path)
  }()

  private static func line(_ file: String, _ inventory: Inventory) -> String {
    inventory.components.map { component in
      let names = component.declared.map { claim in
        (claim.names.map(\.value) + [claim.freeName?.value].compactMap(\.self)).joined(separator: ", ")
          + " (\(claim.source.rawValue))"
      }
      let texts = component.detected.map { "\($0.match) \($0.ids.joined(separator: ","))" }
      let edges = component.lineage.map { "\($0.relationship.rawValue) \($0.target.value)" }
      return [
        file, component.id, component.kind.rawValue, component.isDescribed ? "described" : "named",
        names.joined(separator: " | "),
        texts.joined(separator: " | "), edges.joined(separator: " | "),
      ].map { $0.replacingOccurrences(of: "\t", with: " ").replacingOccurrences(of: "\n", with: " ") }.joined(separator: "\t")
        + "\n"
    }.joined() + inventory.diagnostics.map { "\(file)\t#\($0.code)\t\($0.severity.rawValue)\t\($0.message)\n" }.joined()
  }

  private func row(_ folder: String) throws -> Row {
    let root = Samples.root.appending(path: folder).path
    var row = Row()
    for name in try FileManager.default.contentsOfDirectory(atPath: root).sorted() where name != "PROVENANCE.tsv" {
      row.files += 1
      let findings = SubjectReader(stdinName: "-").read([root + "/" + name])
      let inventories = findings.inventories
      let errors = (findings.diagnostics + inventories.flatMap(\.diagnostics)).filter { $0.severity == .error }
      #expect(!inventories.isEmpty || !errors.isEmpty, "\(name) was passed over")
      #expect(errors.allSatisfy { !$0.labels.isEmpty }, "\(name)")
      if errors.isEmpty { row.read += 1 }
      for code in Set(errors.map(\.code)) { row.refused[code, default: 0] += 1 }
      for code in Set(inventories.flatMap(\.diagnostics).filter { $0.severity != .error }.map(\.code)) {
        row.notes[code, default: 0] += 1
      }
      for inventory in inventories {
        Self.dump?.write(Data(Self.line("\(folder)/\(name)", inventory).utf8))
        let ids = Set(inventory.components.map(\.id))
        #expect(ids.count == inventory.components.count, "\(name)")
        for component in inventory.components {
          #expect(component.lineage.allSatisfy { ids.contains($0.target.value) }, "\(name): an edge leads nowhere")
          row.edges += component.lineage.count
          guard component.isDescribed else { continue }
          row.components += 1
          row.licenses += component.declared.reduce(0) { $0 + max($1.names.count, 1) }
          row.texts += component.detected.count
        }
      }
      for diagnostic in findings.diagnostics {
        Self.dump?.write(Data("\(folder)/\(name)\t!\(diagnostic.code)\t\(diagnostic.message)\n".utf8))
      }
    }
    return row
  }

  @Test(arguments: [
    ("mof", 0), ("cyclonedx", 6), ("spdx", 0), ("croissant", 0), ("adapter-config", 0), ("hf-config", 0), ("mergekit", 0),
    ("axolotl", 0),
    ("llamafactory", 0), ("modelfile", 0), ("kitfile", 0), ("mlmodel", 0), ("openvino-model-yml", 0), ("onnx-manifest", 0),
    ("tfhub-md", 0),
    ("kaggle", 0), ("cog", 0), ("prose-model-cards", 2), ("hf-model-cards", 1), ("hf-dataset-cards", 4),
  ])
  func `every sample of a format is read or refused with a place`(folder: String, mostRefused: Int) throws {
    let row = try row(folder)
    func counts(_ codes: [String: Int]) -> String {
      codes.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    }
    print(
      "formats: | \(folder) | \(row.files) | \(row.read) | \(row.components) | \(row.licenses) | \(row.texts) | \(row.edges) |",
      "\(counts(row.refused)) | \(counts(row.notes)) |")
    #expect(row.files - row.read <= mostRefused, "\(counts(row.refused))")
  }
}
