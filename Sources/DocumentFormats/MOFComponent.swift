import Licensing

/// The components of the Model Openness Framework, and the kind that each is to a license.
enum MOFComponent {
  static let kinds: [(name: String, kind: ComponentKind)] = [
    ("Research paper", .documentation), ("Technical report", .documentation), ("Model card", .documentation),
    ("Data card", .documentation), ("Evaluation results", .documentation), ("Model metadata", .documentation),
    ("Model architecture", .code), ("Training code", .code), ("Inference code", .code), ("Evaluation code", .code),
    ("Data preprocessing code", .code), ("Supporting libraries and tools", .code),
    ("Model parameters", .weights), ("Model parameters (Final)", .weights), ("Model parameters (Intermediate)", .weights),
    ("Datasets", .data), ("Evaluation data", .data), ("Sample model outputs", .data),
  ]

  /// The kind of the component with this name; capital letters and the sort of separator do not matter.
  static func kind(of name: String) -> ComponentKind? {
    let wanted = folded(name)
    return kinds.first { folded($0.name) == wanted }?.kind
  }

  /// The kind that the words of an unknown name speak for; what may be anything is taken for weights, of which most is asked.
  static func likelyKind(of name: String) -> ComponentKind {
    let name = name.lowercased()
    if ["code", "script", "librar", "architecture", "tool"].contains(where: name.contains) { return .code }
    if ["card", "paper", "report", "result", "readme", "documentation"].contains(where: name.contains) { return .documentation }
    return ["data", "corpus", "output"].contains(where: name.contains) ? .data : .weights
  }

  private static func folded(_ name: String) -> String {
    String(String.UnicodeScalarView(name.lowercased().unicodeScalars.filter { $0.properties.isAlphabetic }))
  }
}
