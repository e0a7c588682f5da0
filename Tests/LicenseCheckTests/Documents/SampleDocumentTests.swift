import Diagnostics
import Documents
import Testing
import YAMLDocuments

@Suite(.enabled(if: Samples.areTested, "the sample files are not here"))
struct SampleDocumentTests {
  /// Files that real people wrote wrongly, with the first thing that is wrong.
  private func refused(
    _ files: [SourceFile], _ read: (SourceFile) throws(DiagnosticError) -> Void
  ) -> [String] {
    files.compactMap { file in
      do throws(DiagnosticError) {
        try read(file)
        return nil
      } catch {
        #expect(error.diagnostics.allSatisfy { $0.severity == .error && !$0.labels.isEmpty })
        return error.diagnostics.first?.line
      }
    }
  }

  @Test func `every JSON sample is read or refused with a place`() throws {
    let files = try Samples.files("", ".json")
    #expect(files.count > 300)
    let refused = refused(files) { file throws(DiagnosticError) in
      let document = try JSONReader.read(file)
      for node in document.root.subtree { _ = node.scalarText }
    }
    for line in refused { print("refused:", line) }
    #expect(refused.count < files.count / 20)
  }

  @Test func `every YAML sample is read or refused with a place`() throws {
    let files = try Samples.files("", ".yaml", ".yml", "MLmodel", "Kitfile")
    #expect(files.count > 200)
    let refused = refused(files) { file throws(DiagnosticError) in
      for document in try YAMLReader.readAll(file) {
        for node in document.root.subtree { _ = node.scalarText }
      }
    }
    for line in refused { print("refused:", line) }
    #expect(refused.count < files.count / 10)
  }

  @Test(arguments: ["hf-model-cards", "hf-dataset-cards"])
  func `every card's front matter is read or refused with a place`(folder: String) throws {
    let files = try Samples.files(folder, ".md")
    #expect(files.count > 50)
    var found = 0
    let refused = refused(files) { file throws(DiagnosticError) in
      guard let range = FrontMatter.range(in: file) else { return }
      found += 1
      let document = try YAMLReader.read(file, range: range, limits: .yaml.lastKeyWins)
      for node in document.root.subtree {
        #expect(node.span.range.lowerBound >= range.lowerBound && node.span.range.upperBound <= range.upperBound)
        // A string that is a slice must be the file's very bytes.
        if node.document.tape[node.index].text < 0, let text = node.scalarText { #expect(node.span.text.contains(text)) }
      }
    }
    for line in refused { print("refused:", line) }
    #expect(found > files.count / 3)
    #expect(refused.count < found / 5)
  }
}
