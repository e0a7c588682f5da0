// swift-tools-version: 6.2
import Foundation
import PackageDescription

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error), .swiftLanguageMode(.v6)]

// Start time of a hook is mostly dynamic linking; a static standard library halves it. Both settings are needed.
let staticLibrary: [String] = ["-static-stdlib"]
// Yams is linked whole and uses Foundation, whose own parts a static link must be told of.
let staticFoundation = ["-lCoreFoundation", "-l_FoundationICU", "-l_FoundationCShims", "-l_FoundationCollections"]
let onLinuxRelease = BuildSettingCondition.when(platforms: [.linux], configuration: .release)
// The test libraries exist only as shared ones, so tests in release mode are built with LICENSECHECK_LINK=dynamic.
let isStatic = Context.environment["LICENSECHECK_LINK"] != "dynamic"

/// What stands in a folder of the package, without hidden files.
func listing(_ folder: String) -> [String] {
  let path = folder.isEmpty ? Context.packageDirectory : "\(Context.packageDirectory)/\(folder)"
  let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
  return names.filter { !$0.hasPrefix(".") }.sorted().map { folder.isEmpty ? $0 : "\(folder)/\($0)" }
}

/// All that `CatalogData` leaves alone although it starts at the root: everything but `licenses/` and its own sources.
/// SwiftPM remembers the answer until this file changes, so a new entry of the root wants a change here, or `--manifest-cache none`.
let besideCatalog =
  listing("").filter { !["licenses", "Sources", "Package.swift"].contains($0) }
  + listing("Sources").filter { $0 != "Sources/CatalogData" } + listing("licenses").filter { $0.hasSuffix(".md") }

/// One room of the house; imports go down only (see README, "The rooms").
func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

let package = Package(
  name: "licensecheck",
  platforms: [.macOS(.v26)],
  products: [
    .executable(name: "licensecheck", targets: ["LicenseCheckCommand"]),
    .library(name: "LicenseCheck", targets: ["LicenseCheck"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
  ],
  targets: [
    .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    room("Diagnostics"),
    room("Files", ["Diagnostics"]),
    room("Documents", ["Diagnostics"]),
    room("YAMLDocuments", ["Documents", "Diagnostics", .product(name: "Yams", package: "Yams")]),
    room("MarkupText", ["CLibXML2", "Diagnostics"]),
    room("SPDX", ["Diagnostics"]),
    room("Licensing", ["SPDX", "Diagnostics"]),
    room("Inventory", ["Licensing", "SPDX", "Diagnostics"]),
    room("LicenseMatching", ["Diagnostics"]),
    room("LicenseTemplates", ["LicenseMatching", "MarkupText", "Diagnostics"]),
    room("LicenseCatalog", ["LicenseMatching", "Licensing", "SPDX", "Documents", "Diagnostics"]),
    room(
      "DocumentFormats",
      [
        "LicenseMatching", "LicenseCatalog", "Inventory", "Licensing", "SPDX", "Files", "Documents", "YAMLDocuments",
        "MarkupText",
        "Diagnostics",
      ]),
    room("Evaluation", ["LicenseCatalog", "Inventory", "Licensing", "SPDX", "Diagnostics"]),
    room(
      "Reporting",
      ["Documents", "Evaluation", "LicenseCatalog", "LicenseMatching", "Inventory", "Licensing", "SPDX", "Diagnostics"]),
    // Owns `licenses/`, so that the build notices every added, edited or deleted file there.
    .target(
      name: "CatalogData", path: ".", exclude: besideCatalog, sources: ["Sources/CatalogData"], swiftSettings: strict,
      plugins: ["CompileCatalog"]),
    .executableTarget(
      name: "CatalogCompiler", dependencies: ["LicenseCatalog", "LicenseMatching", "YAMLDocuments", "Documents", "Diagnostics"],
      swiftSettings: strict),
    .plugin(name: "CompileCatalog", capability: .buildTool(), dependencies: ["CatalogCompiler"]),
    room(
      "LicenseCheck",
      [
        "CatalogData", "Reporting", "Evaluation", "DocumentFormats", "LicenseCatalog", "LicenseTemplates", "LicenseMatching",
        "Inventory", "Licensing",
        "SPDX", "YAMLDocuments", "Files", "Documents", "MarkupText", "Diagnostics",
      ]),
    .executableTarget(
      name: "LicenseCheckCommand",
      dependencies: ["LicenseCheck", .product(name: "ArgumentParser", package: "swift-argument-parser")],
      swiftSettings: strict + (isStatic ? [.unsafeFlags(staticLibrary, onLinuxRelease)] : []),
      linkerSettings: isStatic ? [.unsafeFlags(staticLibrary + staticFoundation, onLinuxRelease)] : []),
    .testTarget(
      name: "LicenseCheckTests",
      dependencies: [
        "LicenseCheck", "CatalogData", "Reporting", "Evaluation", "DocumentFormats", "LicenseCatalog", "LicenseTemplates",
        "LicenseMatching",
        "LicenseCheckCommand", "Inventory", "Licensing", "SPDX", "YAMLDocuments", "Files", "Documents", "MarkupText",
        "Diagnostics",
      ],
      exclude: ["Reporting/Snapshots", "Conflicts/conflict-cases.tsv", "Evaluation/outlines.tsv"], swiftSettings: strict),
  ]
)
