import Diagnostics
import Foundation
import Inventory
import Testing

@testable import DocumentFormats
@testable import Files

/// Every file of the samples is read, or refused with a place.
@Suite(.enabled(if: Samples.areTested, "the sample files are not here"), .serialized)
struct SampleFormatTests {
  private struct Count {
    var files = 0
    var read = 0
    var refused = 0
    var warnings = 0
    var edges = 0
    var declared = 0
    var codes: [String: Int] = [:]
  }

  private func count(_ folder: String, _ endings: [String]) throws -> Count {
    let root = Samples.root.appending(path: folder).path
    let names = try FileManager.default.contentsOfDirectory(atPath: root).sorted()
    let finder = SubjectFinder(context: .testing)
    var count = Count()
    for name in names where endings.contains(where: name.hasSuffix) {
      count.files += 1
      let findings = finder.findings(in: [root + "/" + name])
      let diagnostics = findings.diagnostics + findings.inventories.flatMap(\.diagnostics)
      #expect(!findings.inventories.isEmpty || !findings.diagnostics.isEmpty, "\(name) was passed over")
      let errors = diagnostics.filter { $0.severity == .error }
      #expect(errors.allSatisfy { !$0.labels.isEmpty }, "\(name)")
      if errors.isEmpty { count.read += 1 } else { count.refused += 1 }
      for error in errors { print("refused:", error.line.dropFirst(root.count + 1)) }
      for diagnostic in diagnostics { count.codes[diagnostic.code, default: 0] += 1 }
      count.warnings += diagnostics.count { $0.severity == .warning }
      let components = findings.inventories.flatMap(\.components)
      count.edges += components.reduce(0) { $0 + $1.lineage.count }
      count.declared += components.count { !$0.declared.isEmpty }
      for component in components {
        let ids = Set(components.map(\.id))
        #expect(component.lineage.allSatisfy { ids.contains($0.target.value) }, "\(name): an edge leads nowhere")
      }
      #expect(Set(components.map(\.id)).count == components.count, "\(name): two components have one id")
    }
    return count
  }

  @Test(arguments: [
    ("hf-model-cards", [".md"], 62, 1), ("hf-dataset-cards", [".md"], 167, 4), ("hf-hub-records", [".json"], 238, 0),
    ("hf-api", [".json"], 3, 0), ("hf-config", [".json"], 10, 0), ("adapter-config", [".json"], 15, 0),
    ("prose-model-cards", [".md"], 30, 2),
  ])
  func `every sample is read or refused with a place`(
    folder: String, endings: [String], least: Int, mostRefused: Int
  ) throws {
    let count = try count(folder, endings)
    print(
      "samples: \(folder): \(count.files) files, \(count.read) read, \(count.refused) refused, \(count.warnings) warnings,",
      "\(count.declared) with a declared license, \(count.edges) edges,",
      count.codes.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
    #expect(count.files >= least)
    #expect(count.refused <= mostRefused)
  }
}
