import Diagnostics
import Files
import Inventory
import Licensing

/// Reads what a GGUF file says of its model: license, base models, data, the source it was converted from.
struct GGUF {
  static func isHeader(_ bytes: [UInt8]) -> Bool { bytes.count >= 8 && bytes.starts(with: Array("GGUF".utf8)) }

  /// - Parameters:
  ///   - source: the file's first bytes.
  ///   - size: the bytes that the whole file has.
  static func inventory(_ source: SourceFile, size: Int, _ context: ReadingContext) -> Inventory {
    read(source, size: size, context).inventory
  }

  /// The same, with the number of bytes that the header has.
  static func read(_ source: SourceFile, size: Int, _ context: ReadingContext) -> (inventory: Inventory, length: Int) {
    do throws(DiagnosticError) {
      let header = try GGUFHeader(source, size: size)
      var reader = GGUF(header, source.path, context)
      return (reader.inventory(), header.length)
    } catch {
      var draft = InventoryDraft(source, as: "gguf", claim: .configuration, context)
      draft.report(error.diagnostics)
      return (draft.finished(), source.bytes.count)
    }
  }

  private var draft: InventoryDraft
  private let isCut: Bool
  private var texts: [String: Located<String>] = [:]
  private var lists: [String: [Located<String>]] = [:]
  private var numbers: [String: UInt64] = [:]
  private let keys: [Located<String>]

  /// The longest text that is kept of one value.
  private static let longest = 1 << 20

  private init(_ header: GGUFHeader, _ path: String, _ context: ReadingContext) {
    var bytes: [UInt8] = []
    var places: [(key: Range<Int>, value: Range<Int>)] = []
    for (key, value) in header.facts {
      let start = bytes.count
      bytes += Array(key.utf8.prefix(256)) + Array(" = ".utf8)
      let from = bytes.count
      switch value {
      case .text(let text): bytes += Array(text.utf8.prefix(Self.longest))
      case .texts(let texts): bytes += Array(texts.prefix(1000).joined(separator: ", ").utf8.prefix(Self.longest))
      case .number(let number): bytes += Array(String(number).utf8)
      case .other: break
      }
      places.append((start..<start + min(256, key.utf8.count), from..<bytes.count))
      bytes.append(0x0A)
    }
    let rendition = SourceFile(path: path, bytes: bytes)
    draft = InventoryDraft(rendition, as: "gguf", claim: .configuration, context)
    draft.hasNoSource()
    isCut = header.isCut
    keys = zip(header.facts, places).map { Located($0.key, SourceSpan(rendition, $1.key)) }
    for (fact, place) in zip(header.facts, places) {
      let span = SourceSpan(rendition, place.value)
      switch fact.value {
      // The last of equal keys counts, as it does for the programs that load the file.
      case .text(let text): texts[fact.key] = text.trimmed.isEmpty ? nil : Located(text.trimmed, span)
      case .texts(let list): lists[fact.key] = list.map { Located($0, span) }
      case .number(let number): numbers[fact.key] = number
      case .other: break
      }
    }
  }

  private static let known: Set<String> = ["general.license", "general.license.name", "general.license.link"]

  private mutating func inventory() -> Inventory {
    let path = draft.source.path
    let index = draft.add(
      .weights, named: HubCard.hubName(in: path) ?? texts["general.name"]?.value ?? Safetensors.name(of: path),
      at: draft.source.start)
    draft.name = draft[index].name
    readLicense(index)
    for key in keys where key.value.lowercased().contains("licen") && !Self.known.contains(key.value) {
      draft.report(.unreadLicenseKey(key))
    }
    readParents(index)
    readData(index)
    let start = draft.source.start
    if isCut { draft.report(.headerCut(start)) }
    return draft.finished()
  }

  private mutating func readLicense(_ index: Int) {
    let name = texts["general.license.name"]
    let link = texts["general.license.link"]
    let license = texts["general.license"].map { [$0] } ?? lists["general.license"] ?? []
    guard let first = license.first else {
      if let name {
        draft.declare([name], for: index, link: link)
      } else if let link {
        draft.declare([link], for: index, link: link)
      }
      return
    }
    if first.value.utf8.count > 200 || first.value.contains("\n") {
      draft[index].detected += Self.detected(first, draft.context)
      if let name { draft.declare([name], for: index, link: link) }
    } else {
      draft.declare(license, for: index, freeName: name, link: link)
    }
  }

  /// A whole license text as a value.
  private static func detected(_ text: Located<String>, _ context: ReadingContext) -> [DetectedLicense] {
    let found = context.identify(text.span.file, text.span.range, "manifest")
    return found.isEmpty ? [DetectedLicense(ids: [], match: "unknown", span: text.span, role: "manifest")] : found
  }

  // MARK: Lineage

  /// `general.base_model.0.…`: the address is surest, organization and name are often made from it.
  private func numbered(_ prefix: String) -> [(name: Located<String>, isGuessed: Bool)] {
    let count = min(numbers["\(prefix).count"] ?? 64, 4096)
    var result: [(Located<String>, Bool)] = []
    for number in 0..<count {
      let start = "\(prefix).\(number)."
      if let address = texts[start + "repo_url"] ?? texts[start + "url"] ?? texts[start + "doi"] {
        result.append((address, false))
      } else if let name = texts[start + "name"] {
        guard !name.value.contains("/"), let organization = texts[start + "organization"] ?? texts[start + "author"] else {
          result.append((name, false))
          continue
        }
        let id = "\(organization.value)/\(name.value)".replacing(" ", with: "-")
        result.append((Located(id, name.span), true))
      } else if numbers["\(prefix).count"] != nil {
        result.append((Located("unnamed \(prefix.hasSuffix("dataset") ? "data" : "base model")", draft.source.start), false))
      }
    }
    return result
  }

  /// File types that keep all bits of the numbers.
  private static let plainTypes: Set<UInt64> = [0, 1, 32]

  private mutating func readParents(_ index: Int) {
    let isQuantized = numbers["general.file_type"].map { !Self.plainTypes.contains($0) } ?? (texts["general.quantized_by"] != nil)
    let source = texts["general.source.repo_url"] ?? texts["general.source.url"] ?? texts["general.source.huggingface.repository"]
    if let source { draft.connect(index, to: source, isQuantized ? .quantizedFrom : .convertedFrom) }
    let parents = numbered("general.base_model")
    let relationship: Relationship =
      parents.count > 1
      ? .mergedFrom : isQuantized && source == nil && texts["general.finetune"] == nil ? .quantizedFrom : .fineTunedFrom
    for (name, isGuessed) in parents {
      if isGuessed { draft.report(.madeUpName(name)) }
      draft.connect(index, to: name, relationship)
    }
  }

  private mutating func readData(_ index: Int) {
    for (name, isGuessed) in numbered("general.dataset") {
      if isGuessed { draft.report(.madeUpName(name)) }
      draft.connect(index, to: name, .trainedOn)
    }
    for name in (lists["general.datasets"] ?? []).prefix(1000) { draft.connect(index, to: name, .trainedOn) }
  }
}

extension Diagnostic {
  fileprivate static func headerCut(_ span: SourceSpan) -> Self {
    Self(
      "header-cut", .warning, "the header is longer than the \(WeightsHeader.limit >> 20) MiB that are read",
      labels: [.init(span)],
      help: "state license and parents in a card beside the file")
  }

  fileprivate static func madeUpName(_ name: Located<String>) -> Self {
    Self(
      "parent-by-hint", .note, "\(name.value.quoted) is put together from organization and name", labels: [.init(name.span)],
      help: "write the address as `repo_url`")
  }
}
