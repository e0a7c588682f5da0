import Foundation
import PackagePlugin

/// Compiles `licenses/` into the target that starts at the root of the package.
///
/// The target owns that folder, so that a file which comes or goes makes SwiftPM ask again which files there are.
@main
struct CompileCatalog: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
    let folder = target.directoryURL.appending(path: "licenses")
    let inputs = try files(in: folder)
    let output = context.pluginWorkDirectoryURL.appending(path: "CompiledCatalog.swift")
    return [
      .buildCommand(
        displayName: "Compile \(inputs.count) files of licenses/", executable: try context.tool(named: "CatalogCompiler").url,
        arguments: [output.path(percentEncoded: false)] + inputs.map { $0.path(percentEncoded: false) }, inputFiles: inputs,
        outputFiles: [output])
    ]
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
