import Diagnostics
import Documents
import Licensing

/// Mistakes that show in one file without its text: labels, placeholders, keys that other YAML readers bend.
struct FormCheck {
  let file: ExaminedLicense

  func found() -> [Diagnostic] {
    labels() + definitions() + placeholders(file.root) + FormCheck.bentKeys(file.root)
  }

  // MARK: Labels

  private func labels() -> [Diagnostic] {
    var found: [Diagnostic] = []
    var places: [String: SourceSpan] = [:]
    for term in file.terms {
      let node = file.node(term)
      guard let label = node["label"], let text = label.scalarText else {
        if needsLabel(term) { found.append(file.diagnostic("no-label", .error, "this term needs a label", at: node)) }
        continue
      }
      if let first = places.updateValue(label.span, forKey: text) {
        found.append(
          Diagnostic(
            "duplicate-label", .error, "the label `\(text)` is used twice",
            labels: [.init(label.span), .init(first, "first here")]))
      }
    }
    return found
  }

  private func needsLabel(_ term: Term) -> Bool {
    switch term.statement {
    case .may, .mustNot, .must: true
    case .define, .lifts, .reserves: false
    }
  }

  // MARK: Definitions

  /// A word defined twice, and a definition that has no effect.
  private func definitions() -> [Diagnostic] {
    var found: [Diagnostic] = []
    var words: [String: SourceSpan] = [:]
    let used = usedWords
    let prose = file.terms.map(\.summary).joined(separator: " ")
    for term in file.terms {
      guard case .define(let definition) = term.statement, let span = file.node(term)["define"]?.span else { continue }
      if let first = words.updateValue(span, forKey: definition.word) {
        found.append(
          Diagnostic(
            "duplicate-word", .error, "`\(definition.word)` is defined twice", labels: [.init(span), .init(first, "first here")]))
      }
      guard definition.covers.isEmpty, definition.becomes.isEmpty else { continue }
      let names = definition.acts != nil || definition.condition != nil
      if names, used.contains(definition.word) { continue }
      let isTold = prose.contains(definition.word) || prose.lowercased().contains(definition.word.separated)
      found.append(
        Diagnostic(
          "unused-word", isTold ? .warning : .error,
          "`\(definition.word)` is used by no term, covers nothing and bends nothing", labels: [.init(span)],
          help: "use it, or list the sentence under `open` with the reason `definition without effect`"))
    }
    return found
  }

  /// All words in the places of the file that may name a defined one.
  private var usedWords: Set<String> {
    var words: Set<String> = []
    for term in file.terms {
      let node = file.node(term)
      for key in ["may", "must-not", "upon", "when", "only", "condition"] {
        guard let value = node[key] else { continue }
        for text in [value.scalarText].compactMap(\.self) + value.elements.compactMap(\.scalarText) {
          words.formUnion(text.split { !($0.isLetter || $0.isNumber) }.map(String.init))
        }
      }
    }
    return words
  }

  // MARK: Scalars

  private func placeholders(_ node: DocumentNode) -> [Diagnostic] {
    switch node.kind {
    case .null: return [file.diagnostic("placeholder", .error, "a value is missing", at: node)]
    case .bool, .number: return []
    case .array: return node.elements.flatMap { placeholders($0) }
    case .object: return node.members.flatMap { placeholders($0.value) }
    case .string:
      let text = node.scalarText ?? ""
      let words = Set(text.split { !($0.isLetter || $0.isNumber) }.map(String.init))
      let isOpen = text == "…" || text == "..." || text == "?" || text.contains("{") && text.contains("}")
      guard isOpen || !words.isDisjoint(with: Self.marks) else { return [] }
      return [file.diagnostic("placeholder", .error, "a placeholder was left: `\(text)`", at: node)]
    }
  }

  private static let marks: Set<String> = ["TODO", "TBD", "FIXME", "XXX", "TKTK"]

  // MARK: YAML 1.1

  /// Plain words that YAML 1.1 takes for true or false, as keys or values. `yes` and `no` beside `assuming` are part of the language.
  static func bentKeys(_ node: DocumentNode) -> [Diagnostic] {
    switch node.kind {
    case .null, .number, .bool: return []
    case .array: return node.elements.flatMap { bentKeys($0) }
    case .string: return bent(node)
    case .object:
      let isAssumption = node["assuming"] != nil
      return node.members.flatMap { (isAssumption ? [] : bent($0.keyNode)) + bentKeys($0.value) }
    }
  }

  private static func bent(_ node: DocumentNode) -> [Diagnostic] {
    let span = node.span
    guard let text = node.scalarText, bentWords.contains(text.lowercased()), span.range.count == text.utf8.count else {
      return []
    }
    return [
      Diagnostic(
        "bent-word", .error, "many YAML readers take `\(text)` for true or false", labels: [.init(span)],
        help: "write \"\(text)\"")
    ]
  }

  private static let bentWords: Set<String> = ["on", "off", "yes", "no", "y", "n"]
}

extension String {
  /// `MakeAvailable` as `make available`.
  fileprivate var separated: String {
    var result = ""
    for character in self {
      if character.isUppercase, !result.isEmpty { result.append(" ") }
      result.append(contentsOf: character.lowercased())
    }
    return result
  }
}
