import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Compares text with a committed file in `Snapshots`; `LICENSECHECK_UPDATE_SNAPSHOTS=1` writes the file instead.
func expectSnapshot(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) {
  let folder = "\(#filePath)".split(separator: "/").dropLast().joined(separator: "/")
  let path = "/\(folder)/Snapshots/\(name)"
  if ProcessInfo.processInfo.environment["LICENSECHECK_UPDATE_SNAPSHOTS"] == "1" {
    let isWritten = FileManager.default.createFile(atPath: path, contents: Data(text.utf8))
    #expect(isWritten, "cannot write \(path)", sourceLocation: sourceLocation)
    return
  }
  guard let data = FileManager.default.contents(atPath: path) else {
    Issue.record("no snapshot \(name); write it with LICENSECHECK_UPDATE_SNAPSHOTS=1", sourceLocation: sourceLocation)
    return
  }
  let expected = String(decoding: data, as: UTF8.self)
  let actual = text.split(separator: "\n", omittingEmptySubsequences: false)
  let wanted = expected.split(separator: "\n", omittingEmptySubsequences: false)
  for (index, pair) in zip(actual, wanted).enumerated() where pair.0 != pair.1 {
    Issue.record("\(name):\(index + 1) is\n\(pair.0)\nnot\n\(pair.1)", sourceLocation: sourceLocation)
    return
  }
  #expect(text == expected, "\(name) has \(wanted.count) lines, not \(actual.count)", sourceLocation: sourceLocation)
}
