// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error), .swiftLanguageMode(.v6)]

// Start time of a hook is mostly dynamic linking; a static standard library halves it. Both settings are needed.
let staticLibrary: [String] = ["-static-stdlib"]
let onLinuxRelease = BuildSettingCondition.when(platforms: [.linux], configuration: .release)

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
    room("Documents", ["Diagnostics"]),
    room("Files", ["Diagnostics"]),
    room("YAMLDocuments", ["Documents", "Diagnostics", .product(name: "Yams", package: "Yams")]),
    room("MarkupText", ["CLibXML2", "Diagnostics"]),
    room("SPDX", ["Diagnostics"]),
    room("Licensing", ["SPDX", "Diagnostics"]),
    room("Inventory", ["Licensing", "SPDX", "Diagnostics"]),
    room("LicenseMatching", ["Diagnostics"]),
    room("LicenseCatalog", ["LicenseMatching", "Licensing", "SPDX", "Documents", "Diagnostics"]),
    room(
      "DocumentFormats",
      [
        "LicenseMatching", "LicenseCatalog", "Inventory", "Licensing", "SPDX", "Files", "Documents", "YAMLDocuments",
        "MarkupText", "Diagnostics",
      ]),
    room("Evaluation", ["LicenseCatalog", "Inventory", "Licensing", "SPDX", "Diagnostics"]),
    room("Reporting", ["Evaluation", "LicenseCatalog", "Inventory", "Licensing", "SPDX", "Diagnostics"]),
    // Owns `licenses/`, so that the build notices every added, edited or deleted file there.
    .target(
      name: "CatalogData", path: ".",
      exclude: [
        "Sources/CLibXML2", "Sources/Diagnostics", "Sources/Files", "Sources/Documents", "Sources/YAMLDocuments",
        "Sources/MarkupText",
        "Sources/SPDX", "Sources/Licensing", "Sources/Inventory", "Sources/LicenseMatching", "Sources/LicenseCatalog",
        "Sources/DocumentFormats", "Sources/Evaluation", "Sources/Reporting", "Sources/CatalogCompiler",
        "Sources/LicenseCheck", "Sources/LicenseCheckCommand", "Plugins", "Tests", "fixtures", "README.md",
      ],
      sources: ["Sources/CatalogData"], swiftSettings: strict, plugins: ["CompileCatalog"]),
    .executableTarget(
      name: "CatalogCompiler", dependencies: ["LicenseCatalog", "YAMLDocuments", "Documents", "Diagnostics"],
      swiftSettings: strict),
    .plugin(name: "CompileCatalog", capability: .buildTool(), dependencies: ["CatalogCompiler"]),
    room(
      "LicenseCheck",
      [
        "CatalogData", "Reporting", "Evaluation", "DocumentFormats", "LicenseCatalog", "LicenseMatching", "Inventory",
        "Licensing", "SPDX", "YAMLDocuments", "Files", "Documents", "MarkupText", "Diagnostics",
      ]),
    .executableTarget(
      name: "LicenseCheckCommand",
      dependencies: ["LicenseCheck", .product(name: "ArgumentParser", package: "swift-argument-parser")],
      swiftSettings: strict + [.unsafeFlags(staticLibrary, onLinuxRelease)],
      linkerSettings: [.unsafeFlags(staticLibrary, onLinuxRelease)]),
    .testTarget(
      name: "LicenseCheckTests",
      dependencies: [
        "LicenseCheck", "Reporting", "Evaluation", "DocumentFormats", "LicenseCatalog", "LicenseMatching", "Inventory",
        "Licensing", "SPDX", "YAMLDocuments", "Files", "Documents", "MarkupText", "Diagnostics",
      ],
      swiftSettings: strict),
  ]
)
