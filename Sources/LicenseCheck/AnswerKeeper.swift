import Diagnostics
import DocumentFormats
import Documents
import Inventory
import Licensing
import Reporting

/// Writes answers into `.licensecheck.yaml`: nothing else of the file changes, and it is written at once or not at all.
struct AnswerKeeper {
  private let path: String
  private(set) var configuration: ProjectConfiguration?
  private var text: String

  init(path: String, configuration: ProjectConfiguration?) {
    self.path = path
    self.configuration = configuration
    text = configuration.map { String(decoding: $0.source.bytes, as: UTF8.self) } ?? ""
  }

  /// Facts of single components and qualifiers of fields belong to the manifest.
  func canKeep(_ fact: String) -> Bool { !fact.hasPrefix("components.") && !fact.hasPrefix("fields") }

  /// - Parameters:
  ///   - answer: as it was typed.
  ///   - stated: what it means.
  mutating func keep(_ fact: String, _ answer: String, _ stated: StatedUse) throws(DiagnosticError) {
    let keys = fact.split(separator: ".").map(String.init)
    let list = stated.facts.origins.keys.contains { Self.lists.contains($0.rawValue) }
    let edited = try FactEditor(text, path: path).text(setting: ["facts"] + keys, to: Self.value(answer, isList: list))
    let source = SourceFile(path: path, text: edited)
    let result = try ProjectConfiguration.read(source, context: SubjectReader.context)
    // What was stated before must still be stated, and the answer must be what was meant.
    var expected = configuration?.use?.facts ?? UseFacts()
    expected.take(stated.facts)
    guard result.use?.facts.comparable == expected.comparable,
      result.assumptions.map(\.value) == (configuration?.assumptions ?? []).map(\.value)
    else { throw Self.failure(path, fact, answer) }
    text = edited
    configuration = result
  }

  func save() throws(DiagnosticError) { try ReportFile.write(text, to: path) }

  private static let lists: Set<String> = [
    "purpose", "regions", "outputRegions", "outputs.train.student", "litigation", "agreements",
  ]

  /// A value that YAML reads as what it is: a number, a truth, a list, else a quoted text.
  private static func value(_ answer: String, isList: Bool) -> String {
    if answer.hasPrefix("[") || answer.hasPrefix("{") { return answer }
    if isList { return "[\(answer.split(separator: ",").map { quoted($0.trimmed) }.joined(separator: ", "))]" }
    return quoted(answer)
  }

  private static func quoted(_ text: String) -> String {
    let isPlain = text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
    guard !isPlain || text.isEmpty else { return text }
    var writer = JSONWriter(.compact)
    writer.value(text)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private static func failure(_ path: String, _ fact: String, _ answer: String) -> DiagnosticError {
    DiagnosticError(
      Diagnostic(
        "unwritable-answer", .error, "`\(path)` is written in a way that cannot be changed safely",
        help: "write `\(fact): \(answer)` into its `facts` yourself", path: path))
  }
}

extension UseFacts {
  /// The same facts whoever stated them, and wherever.
  fileprivate var comparable: UseFacts {
    var copy = self
    copy.origins = [:]
    let nowhere = SourceSpan(SourceFile(path: "", bytes: []), 0..<0)
    copy.releaseName = releaseName.map { Located($0.value, nowhere) }
    copy.releaseLicense = releaseLicense.map { Located($0.value, nowhere) }
    return copy
  }
}
