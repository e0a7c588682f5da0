import Diagnostics
import Documents
import Files
import Inventory
import Licensing

/// Reads the header of a safetensors file: JSON behind its length, with free text under `__metadata__`.
struct Safetensors {
  /// The longest header that the format allows.
  static let limit = 100_000_000

  private static let limits = DocumentLimits(bytes: limit, depth: 64, nodes: 1 << 21)

  /// The length that the first eight bytes state.
  static func length(_ bytes: [UInt8]) -> UInt64 {
    bytes.prefix(8).enumerated().reduce(0) { $0 | UInt64($1.element) << (8 * UInt64($1.offset)) }
  }

  static func isHeader(_ bytes: [UInt8]) -> Bool {
    guard bytes.count > 9, bytes[8] == UInt8(ascii: "{") else { return false }
    // A text beginning with eight letters and a brace would state a length beyond all limits.
    return (2...UInt64(limit) * 16).contains(length(bytes))
  }

  /// - Parameters:
  ///   - source: the header, or more.
  ///   - size: the bytes that the whole file has.
  static func inventory(_ source: SourceFile, size: Int, _ context: ReadingContext) -> Inventory {
    let length = length(source.bytes)
    var draft = InventoryDraft(source, as: "safetensors", claim: .configuration, context)
    let start = SourceSpan(source, 0..<min(8, source.bytes.count))
    guard length <= limit, length <= UInt64(max(0, size - 8)), source.bytes.count >= 8 + Int(length) else {
      draft.report(.badHeader(start, "states \(length) bytes, which it cannot have"))
      return draft.finished()
    }
    do throws(DiagnosticError) {
      let document = try JSONReader.read(source, range: 8..<8 + Int(length), limits: limits)
      guard document.root.kind == .object else {
        draft.report(.badHeader(start, "is not a JSON object"))
        return draft.finished()
      }
      guard let metadata = document.root["__metadata__"] else { return Self.plain(source.path, context) }
      // Only this part of the header is kept: its places are those of the part.
      let part = SourceFile(path: source.path, bytes: Array(source.bytes[metadata.span.range]))
      let facts = try JSONReader.read(part)
      var reader = Safetensors(facts.root, InventoryDraft(facts, as: "safetensors", claim: .configuration, context))
      return reader.inventory()
    } catch {
      draft.report(error.diagnostics)
      return draft.finished()
    }
  }

  private static func plain(_ path: String, _ context: ReadingContext) -> Inventory {
    let part = SourceFile(path: path, text: "{}")
    var draft = InventoryDraft(part, as: "safetensors", claim: .configuration, context)
    _ = draft.add(.weights, named: name(of: path), at: part.start)
    draft.hasNoSource()
    return draft.finished()
  }

  static func name(of path: String) -> String? {
    if let id = HubCard.hubName(in: path) { return id }
    let name = FilePath.name(of: path)
    return name.lastIndex(of: ".").map { String(name[..<$0]) }
  }

  private let facts: DocumentNode
  private var draft: InventoryDraft

  private init(_ facts: DocumentNode, _ draft: InventoryDraft) {
    self.facts = facts
    self.draft = draft
  }

  private static let licenseKeys: Set<String> = ["license", "modelspec.license", "general.license"]
  private static let parentKeys = [
    "base_model", "base_model_name_or_path", "modelspec.base_model", "_name_or_path", "source_model",
  ]

  private mutating func inventory() -> Inventory {
    draft.hasNoSource()
    let index = draft.add(.weights, named: Self.name(of: draft.source.path), at: draft.source.start)
    draft.name = draft[index].name
    guard facts.kind == .object else {
      if !facts.isNull { draft.report(.wrongType("`__metadata__`", "an object", facts)) }
      return draft.finished()
    }
    for key in Self.licenseKeys.sorted() {
      guard let text = HubMetadata.text(facts[key]) else { continue }
      if text.value.count > 200 || text.value.contains("\n") {
        draft.attach(EmbeddedText(text), to: index)
      } else {
        draft.declare(
          [text], for: index, freeName: HubMetadata.text(facts["license_name"]), link: HubMetadata.text(facts["license_link"]))
      }
    }
    draft.mention(unknownKeysOf: facts, besides: Self.licenseKeys.union(["license_name", "license_link"]))
    readParents(index)
    draft[index].family = HubMetadata.text(facts["ss_base_model_version"]) ?? HubMetadata.text(facts["modelspec.architecture"])
    return draft.finished()
  }

  private mutating func readParents(_ index: Int) {
    let isAdapter =
      facts["ss_network_module"] != nil || facts["lora_adapter"] != nil
      || HubMetadata.text(facts["modelspec.architecture"])?.value.lowercased().contains("/lora") == true
    let relationship: Relationship = isAdapter ? .adapterOf : .fineTunedFrom
    for key in Self.parentKeys {
      if let parent = HubMetadata.text(facts[key]) { draft.connect(index, to: parent, relationship) }
    }
    for part in HubMetadata.text(facts["modelspec.merged_from"]).map({ text in
      text.value.split(separator: ",").map { Located(String($0), text.span) }
    }) ?? [] {
      draft.connect(index, to: part, .mergedFrom)
    }
    // The name of the file that the trainer loaded; it is a hint, and the only one that such adapters carry.
    if draft[index].lineage.isEmpty, let loaded = HubMetadata.text(facts["ss_sd_model_name"]) {
      draft.report(.loadedFrom(loaded))
      draft.connect(index, to: loaded, relationship)
    }
  }
}

extension Diagnostic {
  static func badHeader(_ span: SourceSpan, _ what: String) -> Self {
    Self(
      "weights-header", .error, "the header of the weights \(what)", labels: [.init(span)],
      help: "fetch the file again: it may be cut off or of another format")
  }

  static func loadedFrom(_ name: Located<String>) -> Self {
    Self(
      "parent-by-hint", .note, "\(name.value.quoted) is taken for the parent: training began with a file of that name",
      labels: [.init(name.span)], help: "state the parent as `base_model` in the card")
  }
}
