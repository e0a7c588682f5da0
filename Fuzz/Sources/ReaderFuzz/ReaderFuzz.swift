import Glibc
import LicenseCheck

/// libFuzzer's own loop; it is linked in by `-sanitize=fuzzer`.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<Int32>, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

/// What one run is about: `LICENSECHECK_FUZZ` names an input format, or is `any` for detection by content, or `text` for
/// the matcher of license texts.
private let target = getenv("LICENSECHECK_FUZZ").map { String(cString: $0) } ?? "any"
/// What the document is called, where names decide; without a folder, so that nothing on disk is beside it.
private let path = getenv("LICENSECHECK_FUZZ_PATH").map { String(cString: $0) } ?? "document"

private func test(_ bytes: [UInt8]) {
  if target == "text" {
    let matches = TextIdentification.matches(in: bytes)
    for match in matches { precondition(match.score >= 0 && match.score <= 1, "a share of words") }
    return
  }
  let summary = DocumentReading.summary(of: bytes, path: path, format: target == "any" ? nil : target)
  // Nothing is passed over in silence, no component twice, and no step leads to nowhere.
  precondition(!summary.errors.isEmpty || !summary.components.isEmpty || bytes.isEmpty, "neither a component nor an error")
  guard summary.errors.isEmpty else { return }
  let known = Set(summary.components)
  for step in summary.steps { precondition(step.allSatisfy(known.contains), "a step to nowhere") }
}

@main
struct ReaderFuzz {
  static func main() {
    if target != "any", target != "text" { precondition(DocumentReading.formats.contains(target), "no such format") }
    var count = CommandLine.argc
    var arguments = CommandLine.unsafeArgv
    exit(
      runDriver(&count, &arguments) { bytes, length in
        test(Array(UnsafeBufferPointer(start: bytes, count: length)))
        return 0
      })
  }
}
