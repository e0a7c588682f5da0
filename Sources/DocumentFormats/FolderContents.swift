import Files

/// What the files of one folder are, by their names.
package struct FolderContents {
  /// A file by the part of a release whose license it is about.
  enum LicenseSubject { case whole, weights, code, data, notice, usePolicy, oneOfMany }

  let path: String
  var cards: [String] = []
  /// Other Markdown, which may be cards kept under names of their own.
  var texts: [String] = []
  var licenses: [(name: String, subject: LicenseSubject)] = []
  var adapterConfiguration: String?
  var configurations: [String] = []
  var documents: [String] = []
  /// Files of weights whose header may tell something.
  var headers: [String] = []
  var hasWeights = false
  var hasCode = false

  init(_ folder: DirectoryWalk.Folder) {
    path = folder.path
    let isLicenseFolder = ["LICENSES", "LICENCES", "MODEL_LICENSES"].contains(FilePath.name(of: path).uppercased())
    for name in folder.files {
      if isLicenseFolder {
        licenses.append((name, .oneOfMany))
      } else {
        sort(name, name.lowercased())
      }
    }
  }

  var hasLicense: Bool { licenses.contains { $0.subject != .notice && $0.subject != .oneOfMany } }

  private mutating func sort(_ name: String, _ lowercased: String) {
    if let subject = Self.licenseSubject(of: lowercased) {
      licenses.append((name, subject))
    } else if Self.cardNames.contains(lowercased) {
      cards.append(name)
    } else if lowercased.hasSuffix(".md") || lowercased.hasSuffix(".markdown") {
      texts.append(name)
    } else if lowercased == "adapter_config.json" {
      adapterConfiguration = name
    } else if lowercased == "config.json" || lowercased == "model_index.json" {
      configurations.append(name)
    } else if lowercased.hasSuffix(".json") || lowercased.hasSuffix(".yaml") || lowercased.hasSuffix(".yml") {
      if !Self.isPartOfAModel(lowercased) { documents.append(name) }
    } else if Self.isDocument(lowercased) {
      documents.append(name)
    } else if Self.weightEndings.contains(where: lowercased.hasSuffix) {
      hasWeights = true
      if WeightsHeader.isNamed(lowercased) { headers.append(name) }
    } else if Self.codeEndings.contains(where: lowercased.hasSuffix) {
      hasCode = true
    }
  }

  private static let cardNames: Set<String> = [
    "readme.md", "readme.markdown", "model_card.md", "model-card.md", "modelcard.md", "hf_model_card.md", "dataset_card.md",
    "readme.html", "model_card.html",
  ]
  static func isCard(_ lowercasedName: String) -> Bool { cardNames.contains(lowercasedName) }

  private static let weightEndings = [
    ".safetensors", ".gguf", ".ggml", ".bin", ".pt", ".pth", ".ckpt", ".onnx", ".h5", ".msgpack", ".tflite", ".mlmodel", ".nemo",
    ".keras", ".npz",
  ]
  private static let codeEndings = [
    ".py", ".ipynb", ".c", ".cc", ".cpp", ".cu", ".h", ".hpp", ".rs", ".go", ".js", ".ts", ".java", ".kt", ".swift", ".jl", ".rb",
    ".sh",
  ]

  /// Documents with names of their own.
  private static func isDocument(_ name: String) -> Bool {
    name.hasSuffix(".jsonld") || name.hasSuffix(".xml") || ["kitfile", "modelfile", "mlmodel"].contains(name)
      || name.hasSuffix(".modelfile") || name.hasPrefix("modelfile.")
  }

  /// Why a file of this name is not read where it stands in a folder that is walked.
  package static func whyUnread(_ name: String) -> String {
    let name = name.lowercased()
    if isPartOfAModel(name) { return "belongs to weights: tokenizer, index or training state" }
    if weightEndings.contains(where: name.hasSuffix) {
      return WeightsHeader.isNamed(name)
        ? "weights: its header was not asked for" : "weights of a format without a header that says anything"
    }
    if codeEndings.contains(where: name.hasSuffix) { return "code: seen as a component, not read" }
    if name.hasSuffix(".md") || name.hasSuffix(".markdown") || cardNames.contains(name) {
      return "text without the keys of a card in front"
    }
    if name.hasSuffix(".json") || name.hasSuffix(".yaml") || name.hasSuffix(".yml") || isDocument(name) {
      return "nothing in it is known as a manifest, record or bill of materials"
    }
    if licenseSubject(of: name) != nil { return "a license text that no subject stands beside" }
    return "by its name nothing that says anything about licenses"
  }

  /// Files that belong to weights and are never a manifest: tokenizers, indexes, training state.
  private static func isPartOfAModel(_ name: String) -> Bool {
    if name.hasPrefix("tokenizer") || name.hasSuffix("config.json") || name.hasSuffix(".index.json") { return true }
    return [
      "special_tokens_map.json", "added_tokens.json", "vocab.json", "merges.json", "modules.json", "trainer_state.json",
      "all_results.json", "train_results.json", "eval_results.json", "chat_template.json", ".licensecheck.yaml",
    ].contains(name)
  }

  /// What a file is a license of; `nil` if by its name it is none. The name must be in lower case.
  static func licenseSubject(of name: String) -> LicenseSubject? {
    if codeEndings.contains(where: name.hasSuffix) || name.hasSuffix(".json") || name.hasSuffix(".yaml") { return nil }
    let words = name.split { "-_. ".contains($0) }.map(String.init)
    guard let first = words.first else { return nil }
    if first == "notice" || first == "notices" { return .notice }
    let isPolicy = words.contains("policy") || words.contains("acceptable")
    if isPolicy, words.contains("use") || words.contains("usage") { return .usePolicy }
    let titles: Set<String> = ["license", "licence", "licenses", "copying", "unlicense"]
    guard titles.contains(first) || (words.count > 1 && titles.contains(words[1]) && parts[first] != nil) else { return nil }
    return words.lazy.compactMap { parts[$0] }.first ?? .whole
  }

  private static let parts: [String: LicenseSubject] = [
    "model": .weights, "models": .weights, "weights": .weights, "weight": .weights, "code": .code, "data": .data,
    "dataset": .data,
  ]
}
