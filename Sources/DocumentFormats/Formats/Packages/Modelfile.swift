import Diagnostics
import Documents
import Files
import Inventory
import Licensing

extension DocumentFormat {
  /// The recipe of an Ollama model.
  static let modelfile = DocumentFormat(
    name: "modelfile", title: "an Ollama Modelfile (`FROM …`)", syntax: .bytes, place: .witness, marks: ["FROM"],
    detects: { source, document in document == nil ? Modelfile.certainty(source) : .no },
    read: { source, _, context in
      var reader = Modelfile(source, context)
      return [reader.inventory()]
    })
}

/// Reads the instructions of a Modelfile.
struct Modelfile {
  /// One instruction with what it is given; blocks in `"""` may span lines.
  struct Instruction {
    var name: String
    var value: Located<String>
  }

  private var draft: InventoryDraft
  private let instructions: [Instruction]

  static let names: Set<String> = [
    "FROM", "PARAMETER", "TEMPLATE", "SYSTEM", "ADAPTER", "LICENSE", "MESSAGE", "RENDERER", "PARSER", "REQUIRES", "DRAFT",
  ]

  static func certainty(_ source: SourceFile) -> DocumentFormat.Certainty {
    let name = FilePath.name(of: source.path).lowercased()
    let isNamed = name.contains("modelfile")
    guard isNamed || !name.contains(".") || name.hasSuffix(".txt") else { return .no }
    let found = instructions(of: source, limit: isNamed ? 4096 : 64)
    guard found.contains(where: { $0.name == "FROM" }) else { return isNamed ? .possible : .no }
    // Dockerfiles begin with FROM as well.
    let other = found.contains { ["PARAMETER", "TEMPLATE", "SYSTEM", "ADAPTER", "MESSAGE", "LICENSE"].contains($0.name) }
    return isNamed ? .certain : other ? .likely : .no
  }

  init(_ source: SourceFile, _ context: ReadingContext) {
    draft = InventoryDraft(source, as: "modelfile", claim: .configuration, context)
    instructions = Self.instructions(of: source, limit: 100_000)
  }

  mutating func inventory() -> Inventory {
    let index = draft.add(.weights, named: HubCard.hubName(in: draft.source.path), at: draft.source.start)
    var joined: [Inventory] = []
    var parents = 0
    for instruction in instructions {
      switch instruction.name {
      case "FROM" where !instruction.value.value.isEmpty:
        parents += 1
        if let header = header(of: instruction.value) { joined.append(header) } else { connect(index, instruction.value) }
      case "ADAPTER": draft.connect(index, to: instruction.value, .mergedFrom)
      case "DRAFT": draft.connect(index, to: instruction.value, .contains)
      case "LICENSE": readLicense(instruction.value, index)
      case "FROM": break
      default: if !Self.names.contains(instruction.name) { draft.report(.unknownInstruction(instruction)) }
      }
    }
    let start = draft.source.start
    if parents == 0 { draft.report(.noParent(start)) }
    var inventory = draft.finished()
    for other in joined {
      inventory.join(other, toComponentAt: index)
      inventory.addParents(ofComponentAt: index)
    }
    return inventory
  }

  // MARK: Facts

  /// The header of weights that lie beside the file: they are this very model.
  private mutating func header(of path: Located<String>) -> Inventory? {
    guard let scope = draft.context.scope, WeightsHeader.isNamed(path.value), !path.value.hasPrefix("/") else { return nil }
    let place = FilePath.normalized(FilePath.join(FilePath.folder(of: draft.source.path), path.value))
    guard scope.contains(place) else { return nil }
    do throws(DiagnosticError) {
      return try WeightsHeader.inventory(place, scope, draft.context)
    } catch {
      draft.report(error.diagnostics)
      return nil
    }
  }

  /// A name of Ollama's own with its tag, an id on the Hub with a file name behind `:`, or a path; one into a Hub cache tells the id.
  private mutating func connect(_ index: Int, _ parent: Located<String>) {
    if let id = HubCard.hubName(in: parent.value) {
      draft.connect(index, to: Located(id, parent.span), .convertedFrom)
    } else if ["hf.co/", "huggingface.co/", "https://hf.co/", "https://huggingface.co/"].contains(where: parent.value.hasPrefix) {
      let withoutScheme = parent.value.hasPrefix("https://") ? String(parent.value.dropFirst(8)) : parent.value
      draft.connect(index, to: Located(String(withoutScheme.prefix { $0 != ":" }), parent.span), .convertedFrom)
    } else {
      draft.connect(index, to: parent, .convertedFrom)
    }
  }

  private mutating func readLicense(_ value: Located<String>, _ index: Int) {
    let text = value.value.trimmed
    guard text.utf8.count > 200 || text.contains("\n") else {
      if text.isEmpty { draft.report(.unreadLicense(value.span)) }
      draft.declare([value], for: index)
      return
    }
    let found = draft.context.identify(value.span.file, value.span.range, "manifest")
    draft[index].detected +=
      found.isEmpty ? [DetectedLicense(ids: [], match: "unknown", span: value.span, role: "manifest")] : found
  }

  // MARK: Instructions

  /// The instructions of the first lines; a line inside a block is text, whatever it begins with.
  static func instructions(of source: SourceFile, limit: Int) -> [Instruction] {
    var result: [Instruction] = []
    var offset = source.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let bytes = source.bytes
    while offset < bytes.count, result.count < limit {
      var end = offset
      while end < bytes.count, bytes[end] != 0x0A { end += 1 }
      let line = offset..<end
      offset = end + 1
      guard let first = bytes[line].firstIndex(where: { $0 > 0x20 }), bytes[first] != UInt8(ascii: "#") else { continue }
      let wordEnd = bytes[first..<end].firstIndex { $0 <= 0x20 } ?? end
      let word = String(decoding: bytes[first..<wordEnd], as: UTF8.self).uppercased()
      guard let start = bytes[wordEnd..<end].firstIndex(where: { $0 > 0x20 }) else { continue }
      let (range, next) = value(bytes, start, lineEnd: end)
      if let next { offset = next }
      let text = String(decoding: bytes[range], as: UTF8.self).trimmed
      result.append(Instruction(name: word, value: Located(text, SourceSpan(source, range))))
    }
    return result
  }

  /// The value that starts here: to the end of its line, or to the closing quotes, with where to go on.
  private static func value(_ bytes: [UInt8], _ start: Int, lineEnd: Int) -> (Range<Int>, next: Int?) {
    // A message has its role before the quotes.
    let quote = UInt8(ascii: "\"")
    var opening: Int? = nil
    var index = start
    while index + 2 < lineEnd {
      if bytes[index] == quote, bytes[index + 1] == quote, bytes[index + 2] == quote {
        opening = index
        break
      }
      index += 1
    }
    if let opening {
      var close = opening + 3
      while close + 2 < bytes.count, !(bytes[close] == quote && bytes[close + 1] == quote && bytes[close + 2] == quote) {
        close += 1
      }
      guard close + 2 < bytes.count else { return (opening + 3..<bytes.count, bytes.count) }
      var next = close + 3
      while next < bytes.count, bytes[next] != 0x0A { next += 1 }
      return (opening + 3..<close, next + 1)
    }
    if bytes[start] == quote, let close = bytes[(start + 1)...].firstIndex(of: quote) {
      var next = close + 1
      while next < bytes.count, bytes[next] != 0x0A { next += 1 }
      return (start + 1..<close, next + 1)
    }
    var end = lineEnd
    while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
    return (start..<end, nil)
  }
}

extension Diagnostic {
  fileprivate static func noParent(_ span: SourceSpan) -> Self {
    Self(
      "unnamed-parent", .error, "the Modelfile has no `FROM`", labels: [.init(span)],
      help: "write `FROM` and the model that it is built from")
  }

  fileprivate static func unknownInstruction(_ instruction: Modelfile.Instruction) -> Self {
    Self(
      "unknown-instruction", .warning, "a Modelfile has no instruction \(instruction.name.quoted)",
      labels: [.init(instruction.value.span.opening)],
      help: NearestName.of(instruction.name, among: Modelfile.names.sorted()).map { "did you mean `\($0)`?" })
  }
}
