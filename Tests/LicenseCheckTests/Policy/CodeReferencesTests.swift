import Diagnostics
import Testing

@testable import LicenseCheck

struct CodeReferencesTests {
  private func found(_ text: String) -> [String] {
    CodeReferences(SourceFile(path: "x.py", text: text)).references.map { "\($0.isData ? "data" : "model") \($0.id) \($0.line)" }
  }

  @Test(arguments: [
    (#"m = A.from_pretrained("a/b")"#, "model a/b 1"), ("x\nload_dataset( 'a/b.c', split=1)", "data a/b.c 2"),
    (#"{"source": ["m = A.from_pretrained(\"a/b\")"]}"#, "model a/b 1"), ("from_pretrained(\n  'a/b'\n)", "model a/b 1"),
  ])
  func `a literal id that is loaded is found with its line`(text: String, expected: String) {
    #expect(found(text) == [expected])
  }

  @Test(arguments: [
    "from_pretrained(path)", "from_pretrained('./a')", "from_pretrained('a')", "from_pretrained('a/b/c')",
    "from_pretrained('a/' + b)",
    "my_from_pretrained('a/b')", "from_pretrained(f'{org}/b')", "from_pretrained('../b')", "from_pretrained(",
    "from_pretrained('a/b",
    "load_datasets('a/b')", "from_pretrained('a/b c')", "",
  ])
  func `what is no literal id is passed over`(text: String) {
    #expect(found(text) == [])
  }
}
