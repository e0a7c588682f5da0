import Diagnostics
import Documents
import Files
import Inventory
import Licensing
import YAMLDocuments

extension DocumentFormat {
  /// A model or data set card of the Hugging Face Hub: Markdown with YAML front matter, or prose.
  static let hubCard = DocumentFormat(
    name: "hub-card", title: "a model or data set card (Markdown with front matter)", syntax: .bytes,
    detects: { source, document in document == nil ? HubCard.certainty(source) : .no },
    read: { source, _, context in [HubCard(source).inventory(context)] })
}

/// Reads one card.
struct HubCard {
  let source: SourceFile
  /// The name of its folder or the Hub id, where a directory tells.
  var name: String?

  init(_ source: SourceFile, name: String? = nil) {
    self.source = source
    self.name = name
  }

  /// How much YAML of a card is borne; the front matter of some data sets lists thousands of files.
  static let limits = DocumentLimits(bytes: 8 << 20, depth: 128, nodes: 1 << 20, duplicateKeys: .lastWins)

  static func certainty(_ source: SourceFile) -> DocumentFormat.Certainty {
    let name = FilePath.name(of: source.path).lowercased()
    let isText = name.hasSuffix(".md") || name.hasSuffix(".markdown") || name.hasPrefix("readme")
    switch FrontMatter.find(in: source) {
    case .present: return isText ? .certain : .likely
    case .absent, .unterminated: return isText || name.hasSuffix(".html") ? .possible : .no
    }
  }

  /// Whether the front matter has a key that cards have; web sites and notes have front matter too.
  static func isCard(_ source: SourceFile) -> Bool {
    guard let range = FrontMatter.range(in: source) else { return false }
    guard let document = try? YAMLReader.read(source, range: range, limits: limits) else { return true }
    return HubMetadata(document.root).knownKeys > 0
  }

  func inventory(_ context: ReadingContext) -> Inventory {
    var metadata = HubMetadata()
    var start = 0..<min(1, source.bytes.count)
    var bodyStart = 0
    switch FrontMatter.find(in: source) {
    case .present(let range):
      bodyStart = range.upperBound
      start = range.lowerBound..<min(range.lowerBound + 1, range.upperBound)
      do throws(DiagnosticError) {
        let document = try YAMLReader.read(source, range: range, limits: Self.limits)
        metadata = HubMetadata(document.root)
        metadata.add(document.warnings)
      } catch {
        metadata.diagnostics += error.diagnostics
      }
    case .absent: metadata.diagnostics.append(.noFrontMatter(SourceSpan(source, start)))
    case .unterminated(let diagnostic): metadata.diagnostics.append(diagnostic)
    }
    place(&metadata)
    let subject = HubSubject(
      metadata, name: name ?? Self.hubName(in: source.path), span: SourceSpan(source, start), claim: .card, evidence: "card")
    var inventory = subject.inventory()
    if let prompt = metadata.gatedPrompt {
      inventory.components[0].detected += context.identify(source, prompt.span.range, "gated-prompt")
    }
    let body = context.identifyWhole(source, from: bodyStart, role: "card")
    // Mere mentions in prose are no license text.
    inventory.components[0].detected += body.texts.filter { ["exact", "equivalent", "modified"].contains($0.match) }
    inventory.diagnostics += body.diagnostics
    let prose = context.prose(of: source, from: bodyStart, about: inventory.components[0].kind)
    if !prose.licenses.isEmpty { inventory.diagnostics.removeAll { $0.code == "no-front-matter" } }
    prose.join(&inventory, at: 0)
    return inventory
  }

  /// `datasets/…` and `datasets--…` in the path tell what the keys do not.
  private func place(_ metadata: inout HubMetadata) {
    let folders = FilePath.components(of: source.path).dropLast()
    if folders.contains(where: { $0 == "datasets" || $0.hasPrefix("datasets--") }) {
      metadata.placedSubject = .data
    } else if folders.contains(where: { $0.hasPrefix("models--") }) {
      metadata.placedSubject = .model
    }
  }

  /// The Hub id in a path through a Hub cache.
  static func hubName(in path: String) -> String? {
    FilePath.components(of: path).lazy.compactMap { HubID.inCacheFolder($0)?.id }.first
  }
}

extension Diagnostic {
  fileprivate static func noFrontMatter(_ span: SourceSpan) -> Self {
    Self(
      "no-front-matter", .note, "the card declares no license: it has no front matter", labels: [.init(span)],
      help: "begin the file with `---`, `license: …`, `---`")
  }
}
