import Licensing

/// Of what a sentence in a card speaks: the license of a data set is not that of the model that was trained on it.
struct ProseSubject {
  private let own: [String]
  private let others: [String]

  init(_ kind: ComponentKind) {
    let weights = ["model", "weight", "checkpoint", "adapter", "lora"]
    let data = ["dataset", "data set", "data", "corpus", "corpora", "annotation"]
    let code = ["code", "repository", "library", "software", "package", "script", "notebook"]
    switch kind {
    case .weights: (own, others) = (weights, data + code)
    case .data: (own, others) = (data, weights + code)
    case .code: (own, others) = (code + ["space", "app", "project"], weights + data)
    case .documentation: (own, others) = (["document", "text"], weights + data + code)
    }
  }

  /// Whether the words before a verb name the thing itself and nothing else.
  func isNamed(in text: String) -> Bool { names(own, text) && !names(others, text) }

  /// Whether a statement names only something else.
  func isOfAnother(_ text: String) -> Bool { names(others, text) && !names(own, text) }

  /// Whether a section is about something else, so that a license in it is not the thing's own.
  func isTitleOfAnother(_ title: String) -> Bool { isOfAnother(title) && !title.lowercased().contains("licen") }

  private func names(_ words: [String], _ text: String) -> Bool {
    let text = text.lowercased()
    return words.contains(where: text.contains)
  }
}
