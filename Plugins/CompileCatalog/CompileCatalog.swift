import Foundation
import PackagePlugin

/// Compiles `licenses/` into the target that starts at the root of the package.
///
/// The target owns that folder, so that a file which comes or goes makes SwiftPM ask again which files there are.
@main
struct CompileCatalog: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
    let folder = target.directoryURL.appending(path: "licenses")
    let all = try files(in: folder)
    let fingerprints = all.filter { $0.pathExtension == "fingerprint" }
    let others = all.filter { $0.pathExtension != "fingerprint" }
    return try [
      command(context, "Compile \(others.count) files of licenses/", "catalog", others, "CompiledCatalog.swift"),
      command(context, "Join \(fingerprints.count) fingerprints", "fingerprints", fingerprints, "CompiledFingerprints.swift"),
    ]
  }

  private func command(_ context: PluginContext, _ name: String, _ mode: String, _ inputs: [URL], _ output: String) throws
    -> Command
  {
    let output = context.pluginWorkDirectoryURL.appending(path: output)
    return .buildCommand(
      displayName: name, executable: try context.tool(named: "CatalogCompiler").url,
      arguments: [mode, output.path(percentEncoded: false)] + inputs.map { $0.path(percentEncoded: false) }, inputFiles: inputs,
      outputFiles: [output])
  }

  /// All files below a folder but hidden ones and Markdown, in the order of their paths.
  private func files(in folder: URL) throws -> [URL] {
    let entries = try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: [.isDirectoryKey], options: [.skipsHiddenFiles])
    var result: [URL] = []
    for entry in entries.sorted(by: { $0.path < $1.path }) {
      if try entry.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true {
        result += try files(in: entry)
      } else if entry.pathExtension != "md" {
        result.append(entry)
      }
    }
    return result
  }
}
