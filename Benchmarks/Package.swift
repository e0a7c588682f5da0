// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that the build of a hook does not compile it.
let package = Package(
  name: "licensecheck-benchmarks",
  platforms: [.macOS(.v26)],
  dependencies: [.package(name: "licensecheck", path: "..")],
  targets: [
    .executableTarget(
      name: "Benchmarks", dependencies: [.product(name: "LicenseCheck", package: "licensecheck")],
      swiftSettings: [.treatAllWarnings(as: .error), .swiftLanguageMode(.v6)])
  ]
)
