// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that the build of a hook does not compile it. `Fuzz/readers` builds it with libFuzzer.
let package = Package(
  name: "licensecheck-fuzz",
  platforms: [.macOS(.v26)],
  dependencies: [.package(name: "licensecheck", path: "..")],
  targets: [
    .executableTarget(
      name: "ReaderFuzz", dependencies: [.product(name: "LicenseCheck", package: "licensecheck")],
      swiftSettings: [.treatAllWarnings(as: .error), .swiftLanguageMode(.v6)])
  ]
)
