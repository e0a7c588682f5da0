import Diagnostics
import LicenseMatching
import Testing

@Suite struct FingerprintTests {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      String(repeating: "a", count: 1_000_000),
      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    ),
  ])
  func `digests are those of the standard`(text: String, digest: String) {
    #expect(SHA256.hexadecimalDigest(of: Array(text.utf8)) == digest)
  }

  /// Fingerprints are kept: a change of these numbers makes all of them worthless.
  @Test func `the hashes of a known text do not change`() throws {
    let text = "Sample License\n\nCopyright (c) 2024 Some Body\n\nYou may use it, but not sell it.\n"
    let fingerprint = Fingerprint(id: "sample-1.0", of: SourceFile(path: "sample", text: text))
    let expected = """
      fingerprint 2
      id sample-1.0
      standing current
      text 2ed581ac623d43f030c606a8d2d9900b484c32aec007b32361303a380f3e2ad8 14 72dc2c18539a8f91 8 ccfd658117e2a6b5


      """
    #expect(fingerprint.bytes.starts(with: Array(expected.utf8)))
    let digest = SHA256.hexadecimalDigest(of: fingerprint.bytes)
    #expect(digest == "1b6356b54302c401faf6e0f5fb6ae2fda3e59d29d4958fd95afe2d883e55d5f8")
    #expect(try Fingerprint(reading: SourceFile(path: "sample-1.0.fingerprint", bytes: fingerprint.bytes)) == fingerprint)
  }

  @Test func `a damaged file is an error`() throws {
    let whole = Fingerprint(id: "sample-1.0", of: SourceFile(path: "sample", text: "You may use it, but not sell it.")).bytes
    for length in 0..<whole.count {
      let file = SourceFile(path: "x", bytes: Array(whole[..<length]))
      #expect(throws: DiagnosticError.self) { try Fingerprint(reading: file) }
    }
    for place in whole.indices {
      var bytes = whole
      bytes[place] ^= 0xFF
      // It may still be one, but of another text; it never traps.
      _ = try? Fingerprint(reading: SourceFile(path: "x", bytes: bytes))
    }
  }

  @Test func `all ids of a text are returned in order`() {
    let text = SourceFile(path: "a", text: "You may use it, but you may not sell it.")
    let other = SourceFile(path: "b", text: "Sample License\n\nYou may use it, but you may not sell it.")
    let matcher = LicenseMatcher(fingerprints: [
      Fingerprint(id: "b", of: text), Fingerprint(id: "a", of: text), Fingerprint(id: "c", of: other),
    ])
    #expect(matcher.identify(text).map(\.id) == ["a", "b"])
    #expect(matcher.identify(text).allSatisfy { $0.kind == .exact && $0.score == 1 && $0.lines == 1...1 })
    #expect(matcher.identify(other).map(\.id) == ["c"])
    let titled = SourceFile(path: "c", text: "Other License\n\nYou may use it, but you may not sell it.")
    #expect(matcher.identify(titled).map(\.id) == ["a", "b", "c"])
    #expect(matcher.identify(titled).allSatisfy { $0.kind == .equivalent && $0.score < 1 })
  }

  @Test(arguments: ["", "\n\n", "Sample License", "Copyright (c) 2024 Some Body", "license: mit\nA model that writes poems."])
  func `a text without terms is no license`(text: String) {
    let empty = Fingerprint(id: "empty", of: SourceFile(path: "e", text: ""))
    #expect(LicenseMatcher(fingerprints: [empty]).identify(SourceFile(path: "x", text: text)) == [])
  }
}
