import Diagnostics
import Documents
import Files
import Inventory
import Licensing

extension DocumentFormat {
  /// A page of TensorFlow Hub: Markdown with facts in comments.
  static let tensorFlowHub = DocumentFormat(
    name: "tensorflow-hub", title: "a TensorFlow Hub page (Markdown with `<!-- key: value -->`)", syntax: .bytes, place: .subject,
    detects: { source, document in document == nil ? TensorFlowHub.certainty(source) : .no },
    read: { source, _, context in
      var reader = TensorFlowHub(source, context)
      return [reader.inventory()]
    })
}

/// Reads one page.
struct TensorFlowHub {
  private var draft: InventoryDraft
  private let facts: [(key: Located<String>, value: Located<String>)]

  /// Keys that only these pages have.
  private static let telling: Set<String> = [
    "asset-path", "parent-model", "fine-tunable", "network-architecture", "module-type", "interactive-visualizer",
  ]

  static func certainty(_ source: SourceFile) -> DocumentFormat.Certainty {
    guard FrontMatter.range(in: source) == nil else { return .no }
    return facts(of: source).contains { telling.contains($0.key.value) } ? .certain : .no
  }

  init(_ source: SourceFile, _ context: ReadingContext) {
    draft = InventoryDraft(source, as: "tensorflow-hub", claim: .card, context)
    facts = Self.facts(of: source)
  }

  mutating func inventory() -> Inventory {
    let index = draft.add(.weights, named: title, at: draft.source.start)
    draft.name = title
    for (key, value) in facts {
      switch key.value {
      case "license": draft.declare([value], for: index)
      case "dataset":
        for part in value.value.split(separator: ",") {
          draft.connect(index, to: Located(String(part).trimmed, value.span), .trainedOn)
        }
      case "parent-model": draft.connect(index, to: value, .convertedFrom)
      default: if key.value.contains("licen") { draft.report(.unreadLicenseKey(key)) }
      }
    }
    CardProse(draft.source, from: 0, about: .weights, draft.context).add(to: &draft, index)
    return draft.finished()
  }

  /// `# Module publisher/name/1`; invisible joiners are no part of it.
  private var title: String? {
    let first = draft.source.text(in: 0..<min(512, draft.source.bytes.count)).split(separator: "\n").first { $0.hasPrefix("# ") }
    let words = first?.dropFirst(2).replacing("&zwnj;", with: "").split(separator: " ") ?? []
    guard let last = words.last, words.count > 1, last.contains("/") else { return nil }
    return String(last)
  }

  /// `<!-- key: value -->`, each on one line.
  private static func facts(of source: SourceFile) -> [(key: Located<String>, value: Located<String>)] {
    var result: [(key: Located<String>, value: Located<String>)] = []
    let bytes = source.bytes
    let opening = Array("<!--".utf8)
    let closing = Array("-->".utf8)
    var index = 0
    while index + 7 < bytes.count, result.count < 1000 {
      guard bytes[index] == opening[0], bytes[index..<min(index + 4, bytes.count)].elementsEqual(opening) else {
        index += 1
        continue
      }
      let start = index + 4
      var end = start
      while end + 3 <= bytes.count, bytes[end] != 0x0A, !bytes[end..<end + 3].elementsEqual(closing) { end += 1 }
      index = end
      guard end + 3 <= bytes.count, bytes[end] != 0x0A, let colon = bytes[start..<end].firstIndex(of: UInt8(ascii: ":")) else {
        continue
      }
      let key = String(decoding: bytes[start..<colon], as: UTF8.self).trimmed
      let value = String(decoding: bytes[(colon + 1)..<end], as: UTF8.self).trimmed
      guard !key.isEmpty, !value.isEmpty, !key.contains(" ") else { continue }
      var from = colon + 1
      while bytes[from] <= 0x20 { from += 1 }
      let span = SourceSpan(source, from..<from + value.utf8.count)
      result.append((Located(key.lowercased(), SourceSpan(source, start..<colon)), Located(value, span)))
    }
    return result
  }
}
